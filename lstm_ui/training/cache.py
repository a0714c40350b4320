"""The one trainer of the server, and each session's seat at it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import streamlit as st
from numpy.typing import NDArray

from lstm_ui.training import payload
from lstm_ui.training.history import History
from lstm_ui.training.problem import Problem
from lstm_ui.training.trainer import Look, Trainer


@st.cache_resource(show_spinner=False, on_release=Trainer.close)
def _trainer() -> Trainer:
    return Trainer(os.cpu_count() or 1)


class Seat:
    """What one session wants trained; when its tab is closed, it wants nothing any longer."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer, self.name = trainer, uuid4().hex

    def want(self, problems: Iterable[Problem]) -> None:
        """Have these trained, and nothing else."""
        self._trainer.want(self.name, problems)

    def keep(self, problems: Iterable[Problem]) -> None:
        """Have nothing else trained than these, of what is under way."""
        self._trainer.keep(self.name, problems)

    @property
    def busy(self) -> bool:
        """Whether anything that is wanted is under way."""
        return self._trainer.serves(self.name)

    def leave(self) -> None:
        """Have nothing trained."""
        self._trainer.leave(self.name)

    def forget(self, problem: Problem) -> None:
        """Give up what came of a training."""
        self._trainer.forget(self.name, problem.key)

    def look(self, problem: Problem) -> Look:
        """See how a training stands."""
        return self._trainer.look(problem.key)


@st.cache_resource(show_spinner=False, scope="session", on_release=Seat.leave)
def seat() -> Seat:
    """The seat of this session."""
    return Seat(_trainer())


def gate_maps(
    problem: Problem, history: History, probe: NDArray[Any], *, whole: bool
) -> list[dict[str, Any]]:
    """Gates and states over the training so far, on that sequence."""
    reached = history.moments[-1].update if history.moments else -1
    return _gate_maps(problem.key, reached, probe, whole, history)


@st.cache_data(show_spinner=False, max_entries=100)
def _gate_maps(
    key: Any, reached: int, probe: NDArray[Any], whole: bool, _history: History
) -> list[dict[str, Any]]:
    return payload.gate_maps(_history, probe, whole=whole)
