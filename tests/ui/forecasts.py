"""Small forecasts for the tests of those who show them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from lstm_ui.forecast.opening import LEARNING
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.series import Series, shipped
from lstm_ui.training.history import History
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.work import reports

SHORT = replace(LEARNING, updates=6, batch=8)


def own(values: np.ndarray, known: np.ndarray | None = None) -> Series:
    """A learner's own series of these values, without dates."""
    return Series(
        key="own",
        title="level",
        unit="",
        step="step",
        season=None,
        period=None,
        values=np.asarray(values, dtype=np.float64),
        known=np.ones(len(values), dtype=bool) if known is None else known,
        dates=None,
        source="your own file",
        licence="",
    )


@cache
def every() -> dict[str, Series]:
    return shipped()


def problem_of(
    key: str = "temperatures",
    steps: int = 14,
    horizon: int = 7,
    learning: Learning = SHORT,
    cell: str = "LSTM",
) -> ForecastProblem:
    return ForecastProblem(
        every()[key], steps, horizon, network=Network(cell, 4, 1, 1.0), learning=learning
    )


def trained(problem: ForecastProblem) -> History:
    history = History()
    for report in reports(problem):
        history = history.with_report(report)
    return history


def saved_csv(rows: int = 120, name: str = "level") -> bytes:
    """A file that can be read: a wave with some noise, day by day."""
    rng, day = np.random.default_rng(0), np.arange(rows)
    values = 10 + 3 * np.sin(2 * np.pi * day / 7) + rng.standard_normal(rows)
    dates = np.datetime64("2024-01-01") + day
    lines = [f"{date},{value:.2f}" for date, value in zip(dates, values, strict=True)]
    return "\n".join([f"date,{name}", *lines]).encode()
