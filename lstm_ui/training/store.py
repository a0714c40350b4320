"""A whole training as arrays and back, for those that ship with the app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_ui.training.history import History, Moment, State
from lstm_ui.training.problem import Problem

CURVES = ("loss", "score", "held_loss", "held_score", "norm", "seconds")
FLOWS = ("flow_h", "flow_c")
SNAPSHOT = "snapshot."


def to_arrays(history: History) -> dict[str, NDArray[Any]]:
    """Write a training down; its networks in single precision, which no picture can tell."""
    moments, models = history.moments, [state.model for state in history.snapshots]
    arrays: dict[str, NDArray[Any]] = {
        "update": np.array([moment.update for moment in moments]),
        "kept": np.array([state.update for state in history.snapshots]),
    }
    for name in CURVES:
        arrays[name] = np.array([getattr(moment, name) for moment in moments], dtype=np.float64)
    for name in FLOWS:
        if getattr(moments[0], name) is not None:
            arrays[name] = np.array([getattr(moment, name) for moment in moments])
    for name in models[0].parameters:
        stack = np.stack([model.parameters[name] for model in models])
        arrays[SNAPSHOT + name] = stack.astype(np.float32)
    return arrays


def from_arrays(problem: Problem, arrays: Mapping[str, NDArray[Any]]) -> History:
    """Read it back.

    Raises
    ------
    ValueError
        When the networks are not those of that problem.
    """
    moments = tuple(_moment(arrays, n) for n in range(len(arrays["update"])))
    start, optimiser = problem.start(), problem.learning.start()
    stacks = {
        name.removeprefix(SNAPSHOT): array
        for name, array in arrays.items()
        if name.startswith(SNAPSHOT)
    }
    snapshots = tuple(
        State(int(update), start.with_parameters(_numbers(stacks, n)), optimiser)
        for n, update in enumerate(arrays["kept"])
    )
    return History(moments, snapshots)


def _moment(arrays: Mapping[str, NDArray[Any]], n: int) -> Moment:
    curves: dict[str, Any] = {name: float(arrays[name][n]) for name in CURVES}
    for name, number in curves.items():
        if np.isnan(number):  # before the first update there was no batch
            curves[name] = None
    flows = {name: arrays[name][n] if name in arrays else None for name in FLOWS}
    return Moment(update=int(arrays["update"][n]), **curves, **flows)  # type: ignore[arg-type]


def _numbers(stacks: Mapping[str, NDArray[Any]], n: int) -> dict[str, NDArray[np.float64]]:
    return {name: stack[n].astype(np.float64) for name, stack in stacks.items()}
