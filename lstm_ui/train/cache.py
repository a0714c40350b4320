"""What the training page has made once is not made again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import streamlit as st

from lstm_ui.settings import TrainSettings
from lstm_ui.train import own, runs
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.training.history import State
from lstm_ui.training.labelled import Labelled, read_labelled
from lstm_ui.training.problem import judged


@st.cache_resource(show_spinner=False, max_entries=200)
def sides(settings: TrainSettings, _own: own.OwnData | None) -> tuple[runs.Side, ...]:
    """The runs of those settings; own data are told apart by the owner in them."""
    return runs.sides(settings, _own)


def measured(problem: MemoryProblem, state: State) -> float:
    """The held-out score of a network from a file, measured anew but once."""
    return _measured(problem.key, state.mark, problem, state)


@st.cache_data(show_spinner=False, max_entries=60)
def _measured(key: Any, mark: Hashable, _problem: MemoryProblem, _state: State) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return judged(_problem, _state.model).score


@st.cache_data(show_spinner="Reading your file …", max_entries=20)
def labelled(content: bytes) -> Labelled | str:
    """Sequences and labels of an upload, or the sentence that says what to change."""
    return read_labelled(content)


@st.cache_data(show_spinner=False)
def sample() -> bytes:
    """A file as it is asked for."""
    return own.sample()
