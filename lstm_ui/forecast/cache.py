"""What the page of forecasts has made once is not made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lstm_ui.forecast import asking, inside, judging
from lstm_ui.forecast.opening import ForecastSettings
from lstm_ui.forecast.own import Table, read_csv
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.series import Series
from lstm_ui.training.history import State

Floats = NDArray[np.float64]


@st.cache_resource(show_spinner=False, max_entries=10)
def series(chart: str) -> Series:
    """The shipped series of that key."""
    return asking.shipped_series(chart)


@st.cache_resource(show_spinner=False, max_entries=100)
def shipped(settings: ForecastSettings) -> ForecastProblem:
    """What is trained by those settings on a series that ships, with its windows."""
    return asking.problem_of(settings, series(settings.chart))


@st.cache_data(show_spinner=False, max_entries=20)
def read(data: bytes) -> Table | str:
    """What a learner's file holds; only who has the very same file finds it here."""
    return read_csv(data)


def judged(problem: ForecastProblem, state: State | None) -> judging.Judgement:
    """Forecasts of the test part by that network, if there is one, and by every baseline."""
    return _judged(problem.key, _mark(state), problem, state)


@st.cache_data(show_spinner=False, max_entries=60)
def _judged(
    key: Any, mark: Hashable, _problem: ForecastProblem, _state: State | None
) -> judging.Judgement:
    return judging.judge(_problem, None if _state is None else _state.model)


def gates(problem: ForecastProblem, state: State) -> dict[str, Floats]:
    """Gates and states at the end of every window of the test part."""
    return _gates(problem.key, state.mark, problem, state)


@st.cache_data(show_spinner=False, max_entries=40)
def _gates(key: Any, mark: Hashable, _problem: ForecastProblem, _state: State) -> dict[str, Floats]:
    return inside.gates_along(_problem, _state.model, _problem.test)


def drawn(
    name: str,
    problem: ForecastProblem,
    state: State | None,
    told: tuple[Hashable, ...],
    draw: Callable[[], Any],
) -> Any:
    """The chart of that name, of that problem and network; ``told`` is all else it hangs on."""
    return _drawn(name, problem.key, _mark(state), told, draw)


@st.cache_data(show_spinner=False, max_entries=120)
def _drawn(
    name: str, key: Any, mark: Hashable, told: tuple[Hashable, ...], _draw: Callable[[], Any]
) -> Any:
    return _draw()


def _mark(state: State | None) -> Hashable:
    return None if state is None else state.mark
