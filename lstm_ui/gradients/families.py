"""The families of curves that the dials run through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lstm_core.lstm import LSTM
from lstm_core.model import Cell
from lstm_core.sweeps import scaled, with_forget_bias
from lstm_ui.gradients.members import Member, joined, members
from lstm_ui.gradients.three import KINDS, Three
from lstm_ui.settings import FORGETS, LENGTHS, SCALES, GradientSettings


class Places(NamedTuple):
    """Where each dial stands, from 0."""

    steps: int
    scale: int
    forget: int


@dataclass(frozen=True)
class Families:
    """What each dial runs through while the others stay where they stand.

    Attributes
    ----------
    lengths : tuple of Member
        One for each of ``steps``.
    scales : tuple of Member
        One for each of :data:`SCALES`.
    forgets : tuple of Member
        One for each of ``biases``.
    steps : tuple of int
        The lengths T of the dial, rising; the chosen one is among them.
    biases : tuple of float
        The forget biases of the dial, rising; the LSTM's own is among them.
    at : Places
        Where the dials stand.
    """

    lengths: tuple[Member, ...]
    scales: tuple[Member, ...]
    forgets: tuple[Member, ...]
    steps: tuple[int, ...]
    biases: tuple[float, ...]
    at: Places

    @property
    def here(self) -> Member:
        """What all dials together show."""
        return self.scales[self.at.scale]


def make_families(three: Three, settings: GradientSettings) -> Families:
    """Run and differentiate every network of all families."""
    own, scale = three.forget_bias, float(settings.scale)
    bias = own if settings.forget == "own" else float(settings.forget)
    steps = tuple(sorted({*LENGTHS, three.steps}))
    biases = tuple(sorted({float(bias) for bias in FORGETS[1:]} | {own}))
    at = Places(steps.index(three.steps), SCALES.index(settings.scale), biases.index(bias))
    lengths, scales = [], []
    for kind in KINDS:
        cell = three.cell(kind)
        alike = [_turned(cell, scale, bias)] * len(steps)
        lengths.append(members(three, settings, kind, alike, steps))
        by_scale = [_turned(cell, float(other), bias) for other in SCALES]
        scales.append(members(three, settings, kind, by_scale))
    by_bias = [_turned(three.cell("LSTM"), scale, other) for other in biases]
    every = [joined(*parts) for parts in zip(*scales, strict=True)]
    return Families(
        lengths=tuple(joined(*parts) for parts in zip(*lengths, strict=True)),
        scales=tuple(every),
        forgets=tuple(
            joined(every[at.scale], lstm) for lstm in members(three, settings, "LSTM", by_bias)
        ),
        steps=steps,
        biases=biases,
        at=at,
    )


def turned(three: Three, settings: GradientSettings, kind: str) -> Cell:
    """The cell of one network as the dials have it now."""
    bias = three.forget_bias if settings.forget == "own" else float(settings.forget)
    return _turned(three.cell(kind), float(settings.scale), bias)


def _turned(cell: Cell, scale: float, bias: float) -> Cell:
    """The same cell as the dials have it."""
    return scaled(with_forget_bias(cell, bias) if isinstance(cell, LSTM) else cell, scale)
