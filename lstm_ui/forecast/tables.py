"""Tables behind the charts of forecasts; every number in them is the engine's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_core.forecast import Errors, Windows
from lstm_ui.forecast.judging import Judgement
from lstm_ui.forecast.looks import places
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.words import CAME, NAMES

Floats = NDArray[np.float64]


def series_table(problem: ForecastProblem) -> pd.DataFrame:
    """One row for each value: when, how much, in which part, and whether it was measured."""
    series, split = problem.series, problem.split
    parts = {"training": split.train, "validation": split.validation, "test": split.test}
    return pd.DataFrame(
        {
            series.step: list(places(series)),
            _with_unit(problem, "value"): series.values,
            "part": [name for name, part in parts.items() for _ in part],
            "measured": series.known,
        }
    )


def forecast_table(problem: ForecastProblem, judged: Judgement, ahead: int) -> pd.DataFrame:
    """One row for each forecast of the test part, so many steps ahead."""
    windows = judged.windows
    came = windows.targets[:, ahead - 1]
    table = pd.DataFrame(
        {
            "made at": _when(problem, windows.origins),
            "made for": _when(problem, windows.origins + ahead),
            _with_unit(problem, NAMES[CAME]): came,
        }
    )
    for name, said in judged.said.items():
        table[NAMES[name]] = said[:, ahead - 1]
    if judged.network is not None:
        table["came − network"] = came - judged.network[:, ahead - 1]
    return table


def error_table(problem: ForecastProblem, errors: Mapping[str, Errors]) -> pd.DataFrame:
    """One row for each forecast and number of steps ahead."""
    rows = [
        (NAMES[name], ahead, *measured)
        for name, each in errors.items()
        for ahead, measured in enumerate(zip(each.rmse, each.mae, each.mase, strict=True), start=1)
    ]
    unit = f", {problem.series.unit}" if problem.series.unit else ""
    ahead = f"{problem.series.step}s ahead"
    return pd.DataFrame(rows, columns=["forecast", ahead, f"RMSE{unit}", f"MAE{unit}", "MASE"])


def ways_table(problem: ForecastProblem, errors: Mapping[str, Floats]) -> pd.DataFrame:
    """One row for each number of steps ahead: typical error by each way of looking there."""
    table = pd.DataFrame({f"{problem.series.step}s ahead": range(1, problem.horizon + 1)})
    for name, rmse in errors.items():
        table[_with_unit(problem, NAMES[name])] = rmse
    return table


def gate_table(problem: ForecastProblem, gates: Mapping[str, Floats]) -> pd.DataFrame:
    """One row for each step and unit: the gates with which the network closed its reading."""
    units, count = next(iter(gates.values())).shape
    table = pd.DataFrame(
        {
            problem.series.step: np.repeat(_when(problem, problem.test.origins), units),
            "unit": np.tile(np.arange(1, units + 1), count),
        }
    )
    for letter, values in gates.items():
        table[letter] = values.T.ravel()
    return table


def window_table(
    problem: ForecastProblem, window: Windows, said: Mapping[str, Floats]
) -> pd.DataFrame:
    """One row for each value that one forecast reads or foretells."""
    T, K, place = window.steps, window.horizon, int(window.origins[0])
    table = pd.DataFrame(
        {
            problem.series.step: _when(problem, place + np.arange(1 - T, K + 1)),
            "is": ["read"] * T + ["foretold"] * K,
            _with_unit(problem, "value"): np.concatenate([window.read[:, 0], window.targets[0]]),
        }
    )
    for name, forecast in said.items():
        table[NAMES[name]] = np.concatenate([np.full(T, np.nan), forecast[0]])
    return table


def _when(problem: ForecastProblem, at: NDArray[np.int64]) -> Sequence[Any]:
    every = places(problem.series)
    return [every[place] for place in at.tolist()]


def _with_unit(problem: ForecastProblem, name: str) -> str:
    unit = problem.series.unit
    return f"{name}, {unit}" if unit else name
