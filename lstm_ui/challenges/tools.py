"""What a challenge lets a learner use, and a sentence for whoever used something else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lstm_core.edits import ANSWER, TOKENS, Change, Clamp, Edits, locate
from lstm_core.lstm import LSTM
from lstm_core.overrides import CANDIDATES
from lstm_ui.runs import Run

_PARTS = {"x": "a weight on x", "h": "a weight on h", "b": "a bias", "n": "the inner bias"}


@dataclass(frozen=True)
class Tools:
    """Everything that may be used.

    Attributes
    ----------
    hold : str
        The gates that may be held.
    change : tuple of str
        The numbers that may be changed, as part and gate: "bf" is a bias of the forget gate.
    most : int or None
        How many numbers may be changed.
    gates : int or None
        How many different gates may be held.
    candidate : bool
        Whether the candidate's activation may be switched.
    steps : bool
        Whether a gate may be held at chosen steps.
    """

    hold: str = ""
    change: tuple[str, ...] = ()
    most: int | None = None
    gates: int | None = None
    candidate: bool = False
    steps: bool = False

    def refusal(self, run: Run) -> str | None:
        """Say what was used and may not be; None where all is allowed."""
        layer, held = run.model.layers[0], run.edits
        if isinstance(layer, LSTM) and layer.candidate != "tanh" and not self.candidate:
            return "The candidate's activation is not among the tools here: make it tanh again."
        for clamp in held.clamps:
            if clamp.gate not in self.hold:
                return f"Holding {_named(clamp.gate)} is not among the tools here: let it go again."
            if clamp.steps is not None and not self.steps:
                return (
                    f"Hold {_named(clamp.gate)} at every step: the hidden sequences are others "
                    f"than the one on screen, and a hold at {_span(clamp.steps)} means nothing "
                    "there."
                )
        for change in held.changes:
            if change.part + change.gate not in self.change:
                return f"Changing {_what(change)} is not among the tools here: take it back."
        return _too_many(len(held.changes), self.most, "numbers were changed") or _too_many(
            len({clamp.gate for clamp in held.clamps}), self.gates, "gates are held"
        )


def used(run: Run) -> Edits:
    """What was really done to a run: no number that stayed what it was.

    A gate held from the first to the last step of what is shown is held at every step.
    """
    last = len(run.parsed.tokens) - 1
    clamps = (
        replace(clamp, steps=None) if clamp.steps == (0, last) and last > 0 else clamp
        for clamp in run.edits.clamps
    )
    changes = tuple(change for change in run.edits.changes if _differs(run, change))
    return Edits(tuple(clamps), changes)


def covered(clamps: tuple[Clamp, ...], hidden_size: int) -> set[int]:
    """The units that are held by any of them."""
    return {
        unit
        for clamp in clamps
        for unit in (range(hidden_size) if clamp.units is None else clamp.units)
    }


def _too_many(count: int, most: int | None, what: str) -> str | None:
    if most is None or count <= most:
        return None
    enough = f"{most} {'is' if most == 1 else 'are'} enough"
    return f"{count} {what} where {enough}: take back what is not needed."


def _differs(run: Run, change: Change) -> bool:
    name, index = locate(run.example.model, change)
    return bool(np.not_equal(run.example.model.parameters[name][index], change.value))


def _named(gate: str) -> str:
    return f"the candidate {gate}" if gate in CANDIDATES else f"gate {gate}"


def _span(steps: tuple[int, int]) -> str:
    first, last = (step + 1 for step in steps)
    return f"step {first}" if first == last else f"steps {first} to {last}"


def _what(change: Change) -> str:
    if change.gate == ANSWER:
        return "the readout"
    if change.gate == TOKENS:
        return "the vector of a word"
    return f"{_PARTS[change.part]} of {_named(change.gate)}"
