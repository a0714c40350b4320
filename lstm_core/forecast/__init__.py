"""Foretelling a series: cut in time, asked in windows, held against baselines."""

from __future__ import annotations

from lstm_core.forecast.ahead import directly, recursively
from lstm_core.forecast.baselines import (
    drift,
    has_season_before,
    persistence,
    seasonal_naive,
    training_mean,
)
from lstm_core.forecast.batches import batch_at, batches_from, updates_in_epoch
from lstm_core.forecast.comparison import Comparison, diebold_mariano
from lstm_core.forecast.frame import Frame
from lstm_core.forecast.measures import (
    Errors,
    ResidualFacts,
    errors_of,
    mase_scale,
    residual_facts,
    residuals,
    skill,
)
from lstm_core.forecast.scaling import Scaling, fit_scaling
from lstm_core.forecast.split import FEWEST_WINDOWS, TimeSplit, fewest_values, split_in_time
from lstm_core.forecast.verdict import Outcome, Verdict, verdict_on
from lstm_core.forecast.windows import Windows, windows_in

__all__ = [
    "Comparison",
    "Errors",
    "FEWEST_WINDOWS",
    "Frame",
    "Outcome",
    "ResidualFacts",
    "Scaling",
    "TimeSplit",
    "Verdict",
    "Windows",
    "batch_at",
    "batches_from",
    "diebold_mariano",
    "directly",
    "drift",
    "errors_of",
    "fewest_values",
    "fit_scaling",
    "has_season_before",
    "mase_scale",
    "persistence",
    "recursively",
    "residual_facts",
    "residuals",
    "seasonal_naive",
    "skill",
    "split_in_time",
    "training_mean",
    "updates_in_epoch",
    "verdict_on",
    "windows_in",
]
