"""One number multiplied again and again, alone and through tanh, for every factor and start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from lstm_core.repetition import Repetition, repetition
from lstm_ui.gradients.numbers import significant

FACTORS = (0.5, 0.9, 1.0, 1.1, 1.5, 2.0, 3.0)
STARTS = (-1.0, -0.5, -0.1, 0.0, 0.1, 0.5, 1.0)
STEPS = 20
OPENS = {"factor": 3.0, "start": 0.1}
ASKED = 10
"""The step that the prediction asks about."""
_LARGE, _SMALL = 10.0, 0.1


@dataclass(frozen=True)
class Pair:
    """The same steps without tanh and with it."""

    factor: float
    start: float
    plain: Repetition
    squashed: Repetition


@cache
def pair(factor: float, start: float) -> Pair:
    """Take all steps from that start with that factor."""
    plain = repetition(start, factor, STEPS)
    return Pair(factor, start, plain, repetition(start, factor, STEPS, "tanh"))


def says(both: Pair) -> str:
    """What becomes of the number in the long run, and of the slope of the whole chain."""
    if both.start == 0.0:
        values = "0 stays 0, with tanh and without."
    else:
        values = f"{_alone(both)} {_through(both)}"
    return f"{values} {_slopes(both)}"


def _alone(both: Pair) -> str:
    size, first = abs(both.plain.values[-1]), abs(both.start)
    if size > _LARGE * first:
        return "Alone it grows without end: every step makes it larger by the same factor."
    if size < _SMALL * first or both.factor == 0.9:
        return "Alone it vanishes: every step leaves less."
    if both.factor == 1.0:
        return "Times 1 it stays what it is, alone."
    return "Alone it grows, slowly and without end."


def _through(both: Pair) -> str:
    last, before = (abs(float(v)) for v in both.squashed.values[[-1, -2]])
    if both.factor > 1.0:
        steady = "comes to rest within" if np.isclose(last, before, rtol=1e-3) else "stays within"
        return f"Through tanh it {steady} ±1."
    if both.factor == 1.0:
        return "Through tanh it shrinks a little at every step, the less the smaller it is."
    return "Through tanh it vanishes as well: squashing bounds a number, it does not keep it."


def _slopes(both: Pair) -> str:
    alone, through = (float(run.chain[-1]) for run in (both.plain, both.squashed))
    if alone == through:
        why = "the same through tanh, whose slope at 0 is 1"
    else:
        why = f"through tanh by {significant(through, 3)}"
    if both.factor > 1.0 and abs(through) < 1.0:
        rest = significant(float(both.squashed.slopes[-1]), 3)
        why += f", for where the number ends one step multiplies by {rest}"
    return (
        f"After {STEPS} steps a small change of the start is multiplied by "
        f"{significant(alone, 3)}; {why}."
    )
