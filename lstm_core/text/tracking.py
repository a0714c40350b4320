"""Which unit tracks what, and how well it does so where nobody has looked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.text.features import Feature, Flags, Whole
from lstm_core.text.ranks import area_under_roc, midranks, rank_correlation
from lstm_core.validation import as_floats

Floats = NDArray[np.float64]

LEAST = 5
"""How often a feature has to occur in each part of the text."""


@dataclass(frozen=True)
class Tracking:
    """The unit that tracks a feature best.

    The best of many is partly luck. So the unit, and whether it is high or low where the
    feature is, are chosen by the first part of the text, and what counts is its score in the
    second, which may be worse than nothing. What the best of as many units scores that were
    never trained is worth a look beside it.

    Attributes
    ----------
    feature : str
        The name of the feature.
    is_number : bool
        Whether scores are rank correlations (0 tells nothing, 1 all) and not areas under the
        ROC curve (0.5 tells nothing, 1 all).
    occurs : int
        How often it occurs in the whole text: stretches, not characters, for neighbours are no
        two cases.
    unit : int or None
        The unit; None where nothing can be said.
    sign : int
        1 where the unit is high where the feature is, -1 where it is low, 0 without a unit.
    chosen : float or None
        The unit's score in the part that chose it.
    score : float or None
        Its score in the other part.
    reason : str
        Why nothing can be said, where that is so.
    """

    feature: str
    is_number: bool
    occurs: int
    unit: int | None = None
    sign: int = 0
    chosen: float | None = None
    score: float | None = None
    reason: str = ""


def track(
    features: Sequence[Feature], units: ArrayLike, split: int | None = None
) -> tuple[Tracking, ...]:
    """Find the unit that tracks a feature best, for each of several features.

    Parameters
    ----------
    features : sequence of Feature
        What is so at each of T places.
    units : array_like
        ``(T, H)``: a number of each unit there, such as its cell state.
    split : int, optional
        Where the second part begins; in the middle when None.

    Returns
    -------
    tuple of Tracking
        For each feature the unit with its score, or the reason why there is none.

    Raises
    ------
    ValueError
        When the shapes do not fit, a part is empty or a number is not finite.

    Examples
    --------
    >>> so = np.tile([False, True], 20)
    >>> found = track([Feature("so", so)], np.column_stack([np.ones(40), -2.0 * so]))[0]
    >>> found.unit, found.sign, found.score
    (1, -1, 1.0)
    """
    units = as_floats("units", units, "T H")
    split = len(units) // 2 if split is None else split
    if not 0 < split < len(units):
        raise ValueError(f"both parts need a place; got a split at {split} of {len(units)}")
    if any(len(each.values) != len(units) for each in features):
        raise ValueError(f"features and units must be of the same {len(units)} places")
    both = (slice(0, split), slice(split, None))
    ranks = [midranks(units[part]) for part in both]
    return tuple(_tracking(each, [each.values[part] for part in both], ranks) for each in features)


def directed(values: Flags | Whole, ranks: Floats) -> Floats:
    """Score every unit from -1 to 1, 0 where it tells nothing: ``(H,)``.

    A number is correlated by rank; of what is so or not so, it is 2A - 1 with the area A under
    the ROC curve.

    Parameters
    ----------
    values : ndarray
        ``(T,)``: of bool or of int; both values have to occur.
    ranks : ndarray
        ``(T, H)``: the midranks of the units' numbers.

    Returns
    -------
    ndarray
        ``(H,)``.
    """
    if values.dtype == np.bool_:
        return 2.0 * area_under_roc(values.astype(np.bool_), ranks) - 1.0
    return rank_correlation(values.astype(np.int64), ranks)


def occurrences(values: Flags | Whole) -> int:
    """Count the stretches in which something is so, or how often a number falls back.

    Where it is so from end to end it occurs 0 times, for there is nothing to tell it from.
    """
    if values.dtype == np.bool_:
        if values.all():
            return 0
        return int(values[:1].sum() + (values[1:] & ~values[:-1]).sum())
    return int((np.diff(values) < 0).sum())


def _tracking(
    feature: Feature, values: Sequence[Flags | Whole], ranks: Sequence[Floats]
) -> Tracking:
    known = (feature.name, feature.is_number, occurrences(feature.values))
    for which, part in zip(("first", "second"), values, strict=True):
        count = occurrences(part)
        if count < LEAST:
            says = {0: "never occurs", 1: "occurs once"}.get(count, f"occurs {count} times")
            where = f"{says} in the {which} part of the text"
            return Tracking(*known, reason=f"It {where}; a score takes at least {LEAST}.")
    first, second = map(directed, values, ranks)
    unit = int(np.abs(first).argmax())
    sign = 1 if first[unit] >= 0.0 else -1
    chosen, score = (_as_score(feature, sign * float(of[unit])) for of in (first, second))
    return Tracking(*known, unit, sign, chosen, score)


def _as_score(feature: Feature, directed: float) -> float:
    return directed if feature.is_number else (directed + 1.0) / 2.0
