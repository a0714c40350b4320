"""The public door: what comes in is float64, finite and of the right shape, or one sentence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Lengths = NDArray[np.int64]


class NotFiniteError(ValueError):
    """Where numbers must be, there is NaN or infinity."""


def as_floats(name: str, value: ArrayLike, axes: str, **sizes: int) -> Floats:
    """Return ``value`` as float64, if it has the right shape and every number in it is finite.

    Parameters
    ----------
    name : str
        What to call it in the message.
    value : array_like
        What was given.
    axes : str
        The name of each axis, such as "T B D".
    **sizes : int
        The size of an axis by its name. Any other may have any size from 1 up.

    Returns
    -------
    ndarray
        The numbers: the same array when it already is float64.

    Raises
    ------
    ValueError
        When it does not consist of numbers, has another shape, or holds NaN or infinity.

    Examples
    --------
    >>> as_floats("xs", np.zeros((5, 4)), "T B D", D=3)
    Traceback (most recent call last):
    ValueError: xs must be (T, B, D) with D = 3; got (5, 4)
    """
    letters = axes.split()
    try:
        given = np.asarray(value)
        if given.dtype.kind not in "biufO":
            raise TypeError
        array = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be an array of numbers {_wanted(letters, sizes)}") from None
    if array.ndim != len(letters) or not all(
        got == sizes[letter] if letter in sizes else got > 0
        for letter, got in zip(letters, array.shape, strict=True)
    ):
        raise ValueError(f"{name} must be {_wanted(letters, sizes)}; got {array.shape}")
    if not np.isfinite(array).all():
        raise NotFiniteError(f"{name} must hold finite numbers only; it has NaN or infinity in it")
    return array


def locked(name: str, value: ArrayLike, axes: str, **sizes: int) -> Floats:
    """Return what :func:`as_floats` returns as a copy that no one can write to."""
    array = as_floats(name, value, axes, **sizes)
    if array.flags.writeable or array.base is not None:
        array = array.copy()
        array.flags.writeable = False
    return array


def _wanted(letters: list[str], sizes: dict[str, int]) -> str:
    shape = f"({', '.join(letters)}{',' if len(letters) == 1 else ''})"
    known = ", ".join(f"{letter} = {size}" for letter, size in sizes.items())
    return f"{shape} with {known}" if known else shape


def cell_weights(
    weight_ih: ArrayLike, weight_hh: ArrayLike, bias: ArrayLike, gates: int
) -> dict[str, Floats]:
    """Return the arrays of a cell with so many gates, if they belong together.

    Parameters
    ----------
    weight_ih, weight_hh, bias : array_like
        ``(rows, D)``, ``(rows, H)``, ``(rows,)`` where rows are gates times H.
    gates : int
        4 for an LSTM, 3 for a GRU, 1 for an RNN.

    Returns
    -------
    dict
        Copies of the arrays as float64, by name, not to be written to.

    Raises
    ------
    ValueError
        When a shape does not fit or a number is not finite.
    """
    H = as_floats("weight_hh", weight_hh, "rows H").shape[1]
    rows = gates * H
    return {
        "weight_ih": locked("weight_ih", weight_ih, "rows D", rows=rows),
        "weight_hh": locked("weight_hh", weight_hh, "rows H", rows=rows, H=H),
        "bias": locked("bias", bias, "rows", rows=rows),
    }


def starting_state(name: str, value: ArrayLike | None, batch: int, hidden_size: int) -> Floats:
    """Return a starting state ``(B, H)`` of the trace's own: zeros when None."""
    if value is None:
        return np.zeros((batch, hidden_size))
    return locked(name, value, "B H", B=batch, H=hidden_size)


def checked_lengths(lengths: ArrayLike | None, T: int, B: int) -> Lengths:
    """Return how many steps each of B sequences has, as whole numbers; T for all when None.

    Raises
    ------
    ValueError
        When they are not B whole numbers from 1 to T.
    """
    if lengths is None:
        return np.full(B, T, dtype=np.int64)
    given = np.asarray(lengths)
    if given.shape != (B,) or not np.issubdtype(given.dtype, np.integer):
        raise ValueError(f"lengths must be {B} whole numbers; got {given.dtype} {given.shape}")
    if given.min() < 1 or given.max() > T:
        raise ValueError(f"lengths must lie in 1...{T}; got {given.min()}...{given.max()}")
    return np.array(given, dtype=np.int64)


def one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a word that is not among the choices."""
    if value not in choices:
        raise ValueError(f"{name} must be {' or '.join(map(repr, choices))}; got {value!r}")


def clip_limit(clip: float | None) -> None:
    """Refuse a clipping limit that is not a positive number."""
    if clip is not None and not clip > 0:
        raise ValueError(f"clip must be a positive number; got {clip}")


def renewed(own: Mapping[str, Floats], some: Mapping[str, Floats]) -> dict[str, Floats]:
    """Put some arrays in the place of those of the same names.

    Raises
    ------
    ValueError
        When there is no array of that name and shape.
    """
    for name, array in some.items():
        if name not in own or own[name].shape != array.shape:
            raise ValueError(f"there is no parameter {name!r} of shape {array.shape}")
    return {**own, **some}
