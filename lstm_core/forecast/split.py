"""A series cut in time: what is learnt from, what is chosen by, and what is judged at the end."""

from __future__ import annotations

from dataclasses import dataclass

TRAIN_SHARE = 0.70
VALIDATION_SHARE = 0.15
FEWEST_WINDOWS = 8
"""With fewer forecasts than this in a part, its mean error says next to nothing."""


@dataclass(frozen=True)
class TimeSplit:
    """Three parts of a series, one after the other.

    A forecast belongs to the part in which all its targets lie. So training never sees a value
    from behind its own part, neither as a target nor, since inputs come before targets, as an
    input. A forecast in a later part may read what came before that part: that is past by then.

    Attributes
    ----------
    train : range
        The oldest values. Weights, mean and spread are taken from here alone.
    validation : range
        The next ones. They say when to stop and which settings to keep.
    test : range
        The newest ones. They are judged once, when nothing is chosen any more.
    """

    train: range
    validation: range
    test: range


def split_in_time(
    length: int, *, train: float = TRAIN_SHARE, validation: float = VALIDATION_SHARE
) -> TimeSplit:
    """Cut a series into training, validation and test, in the order of time.

    Parameters
    ----------
    length : int
        Number of values, N.
    train, validation : float
        Share of each of the first two parts; the rest is for the test.

    Returns
    -------
    TimeSplit
        The places of each part, from 0.

    Raises
    ------
    ValueError
        When a part would be empty.

    Examples
    --------
    >>> split_in_time(100)
    TimeSplit(train=range(0, 70), validation=range(70, 85), test=range(85, 100))
    """
    first, second = round(length * train), round(length * (train + validation))
    if not 0 < first < second < length:
        raise ValueError(
            f"each part needs a value; {length} values cut at {train:g} and "
            f"{train + validation:g} leave {first}, {second - first} and {length - second}"
        )
    return TimeSplit(range(first), range(first, second), range(second, length))


def fewest_values(steps: int, horizon: int) -> int:
    """Count how long a series must be for every part to hold enough forecasts.

    Parameters
    ----------
    steps : int
        How many values a forecast reads, T.
    horizon : int
        How many it foretells, K.

    Returns
    -------
    int
        The smallest N with :data:`FEWEST_WINDOWS` forecasts in every part of
        :func:`split_in_time`, and in every longer series too.
    """
    more = horizon + FEWEST_WINDOWS - 1
    length = 3 * more
    while not _all_long_enough(length, steps + more, more):
        length += 1
    return length


def _all_long_enough(length: int, train: int, later: int) -> bool:
    """Whether it stays so for a while: rounding may take one value from a part again."""
    splits = [split_in_time(n) for n in range(length, length + 20)]
    return all(
        len(split.train) >= train and min(len(split.validation), len(split.test)) >= later
        for split in splits
    )
