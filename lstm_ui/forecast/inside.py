"""What the trained network's gates do over a series, and one of its windows step by step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.forecast import Windows
from lstm_core.model import SequenceModel
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.gradients.numbers import counted, significant
from lstm_ui.payloads import player_payload
from lstm_ui.training.history import State, badge_of

Floats = NDArray[np.float64]

SHOWN = {"f": "fioc", "z": "rznh", "h": "h"}
"""Which gates and states a cell is shown by, by a letter that only it has."""


def gates_along(
    problem: ForecastProblem, model: SequenceModel, windows: Windows
) -> dict[str, Floats]:
    """Gates and states ``(H, B)`` of the first layer, when each window's last value is read.

    Every window starts from states of 0, as in training, so these are the very numbers from
    which each forecast was made. One long run would carry the states on for months: no training
    has ever asked for that, and no forecast is made that way.
    """
    trace: Any = model.forward(problem.frame.inputs(windows)).layers[0]
    letters = next(letters for sign, letters in SHOWN.items() if hasattr(trace, sign))
    return {letter: np.asarray(getattr(trace, letter)[-1].T) for letter in letters}


def in_units(problem: ForecastProblem, model: SequenceModel, ahead: int) -> SequenceModel:
    """The same network, whose one answer is the change so many steps ahead, in the own unit."""
    k, change = ahead - 1, problem.frame.scaling.change[ahead - 1]
    readout = model.readout
    weight, bias = readout.weight[k : k + 1] * change, readout.bias[k : k + 1] * change
    return replace(model, readout=replace(readout, weight=weight, bias=bias))


def window_payload(
    problem: ForecastProblem, state: State, number: int, ahead: int
) -> dict[str, Any] | str:
    """Payload of the cell player for one window of the test, or a sentence instead."""
    window = problem.test.some(np.array([number]))
    model = in_units(problem, state.model, ahead)
    with np.errstate(over="ignore", invalid="ignore"):
        trace = model.forward(problem.frame.inputs(window))
    unit = problem.series.unit
    came = float(window.targets[0, ahead - 1] - window.last[0])
    when = f"{counted(ahead).replace('step', problem.series.step)} ahead"
    try:
        return player_payload(
            title=f"{problem.series.title}: one window, read step by step",
            tokens=tokens_of(problem, window),
            known=(True,) * problem.steps,
            model=model,
            trace=trace,
            badge=badge_of(state, problem.learning),
            classes=(f"change{f' in {unit}' if unit else ''}, {when}",),
            task="echo",
            network=f"{problem.series.title}, {problem.network.cell}",
            about=f"It reads {problem.steps} values and answers at the last of them how much the "
            f"series will have changed {when}. In truth it changed by "
            f"{significant(came, 3)} {unit}".rstrip()
            + ".",
            layout="sequence",
        )
    except ValueError as sentence:
        return str(sentence)


def tokens_of(problem: ForecastProblem, window: Windows) -> tuple[str, ...]:
    """What one window reads, in the series' own unit."""
    return tuple(f"{significant(value, 4)}" for value in window.read[:, 0].tolist())
