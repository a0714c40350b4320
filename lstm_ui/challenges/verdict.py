"""What a check says: whether a challenge is solved, and one sentence with what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LONGEST_QUOTE = 20
TOO_LARGE = (
    "On the hidden sequences the numbers grew past what a computer can hold: choose smaller ones."
)


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check."""

    solved: bool
    sentence: str


@dataclass(frozen=True)
class Measured:
    """One value of a network on the hidden sequences, beside what it has to be.

    Attributes
    ----------
    name : str
        What it is, such as "c of unit 1".
    got, wanted : ndarray
        ``(T, B)``.
    within : float
        How far they may be apart.
    fault : str
        What is wrong with a sequence on which they are further apart.
    asked : ndarray or None
        ``(T, B)``: where it matters; everywhere when None.
    """

    name: str
    got: Floats
    wanted: Floats
    within: float
    fault: str
    asked: NDArray[np.bool_] | None = None

    @property
    def off(self) -> Floats:
        """How far apart they are where it matters, else 0: ``(T, B)``."""
        apart = np.abs(self.got - self.wanted)
        return apart if self.asked is None else np.where(self.asked, apart, 0.0)


def judge(sequences: Sequence[Sequence[str]], measures: Sequence[Measured], done: str) -> Verdict:
    """Solved when every value is what it has to be; else the worst case of the first that is not.

    ``sequences``: B of T tokens each. ``done``: what is true of all of them once it is solved.
    """
    if not all(np.isfinite(measure.got).all() for measure in measures):
        return Verdict(False, TOO_LARGE)
    for measure in measures:
        off = measure.off
        wrong = int((off.max(axis=0) > measure.within).sum())
        if wrong:
            t, b = (int(at) for at in np.unravel_index(int(off.argmax()), off.shape))
            got, wanted = written(float(measure.got[t, b]), float(measure.wanted[t, b]))
            return Verdict(
                False,
                f"On {wrong} of {len(sequences)} hidden sequences {measure.fault}: after "
                f"{quote(sequences[b][: t + 1])} {measure.name} was {got} where {wanted} was "
                "wanted.",
            )
    return Verdict(True, f"On all {len(sequences)} hidden sequences {done}.")


def quote(tokens: Sequence[str]) -> str:
    """A sequence in quotation marks, its middle left out where it is long."""
    glue = "" if all(len(token) == 1 for token in tokens) else ", "
    shown = list(tokens)
    most = LONGEST_QUOTE if not glue else LONGEST_QUOTE // 3
    if len(shown) <= most:
        return f"“{glue.join(shown)}”"
    half = most // 2
    inside = f"{glue.join(shown[:half])} … {glue.join(shown[-half:])}"
    return f"“{inside}” ({len(shown)} steps)"


def written(*numbers: float) -> tuple[str, ...]:
    """Numbers with two decimals, or as many more as it takes to tell them apart."""
    for digits in range(2, 10):
        texts = tuple(_fixed(number, digits) for number in numbers)
        if len(set(texts)) == len(set(numbers)):
            break
    return texts


def _fixed(number: float, digits: int) -> str:
    text = f"{number:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.removeprefix("-")
