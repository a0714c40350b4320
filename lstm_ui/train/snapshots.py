"""A network in the middle of its training, as the cell player shows it."""

from __future__ import annotations

from typing import Any

import numpy as np

from lstm_core.cells import Cell
from lstm_ui.payloads import player_payload
from lstm_ui.train.runs import Probe, Side
from lstm_ui.training.history import State, badge_of

BOTH_WAYS = (
    "The cell player walks a cell that reads forwards, and this network reads from the end too: "
    "choose a run with another cell above."
)


def cell_payload(side: Side, state: State, probe: Probe) -> dict[str, Any] | str:
    """Payload of the cell player for that network on that sequence, or a sentence instead."""
    model, problem = state.model, side.problem
    if not isinstance(model.layers[0], Cell):
        return BOTH_WAYS
    with np.errstate(over="ignore", invalid="ignore"):
        trace = model.forward(probe.inputs)
    try:
        return player_payload(
            title=f"Run {side.letter}, {side.name}, after update {state.update}",
            tokens=probe.tokens,
            known=probe.known,
            model=model,
            trace=trace,
            badge=badge_of(state, problem.learning),
            classes=problem.what.classes,
            task=problem.what.shown_as,
            network=f"{problem.what.title}: run {side.letter}, {side.name}",
            about=f"{problem.what.asks} The right answer here is {probe.wanted}.",
            layout="sequence",
            targets=_targets(side, probe),
        )
    except ValueError as sentence:
        return str(sentence)


def _targets(side: Side, probe: Probe) -> list[float] | None:
    return list(probe.targets) if side.problem.what.shown_as == "count" else None
