"""Foretelling a series: cut in time, asked in windows, held against baselines."""

from __future__ import annotations

from lstm_core.forecast.ahead import directly, recursively
from lstm_core.forecast.batches import batch_at, batches_from, updates_in_epoch
from lstm_core.forecast.frame import Frame
from lstm_core.forecast.scaling import Scaling, fit_scaling
from lstm_core.forecast.split import FEWEST_WINDOWS, TimeSplit, fewest_values, split_in_time
from lstm_core.forecast.windows import Windows, windows_in

__all__ = [
    "FEWEST_WINDOWS",
    "Frame",
    "Scaling",
    "TimeSplit",
    "Windows",
    "batch_at",
    "batches_from",
    "directly",
    "fewest_values",
    "fit_scaling",
    "recursively",
    "split_in_time",
    "updates_in_epoch",
    "windows_in",
]
