"""Which sequences are for training and which are held out, decided by the sequence itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Sample = TypeVar("Sample")
Members = NDArray[Any]

HELD_OUT_SHARE = 1 / 8


def is_held_out(sequence: Sequence[object]) -> bool:
    """Whether the sequence belongs to the eighth that training never sees.

    The answer depends on nothing but the sequence, so that no draw, seed or order can carry
    a held-out sequence into training.
    """
    text = "\x1f".join(str(item) for item in sequence)
    return hashlib.blake2b(text.encode(), digest_size=1).digest()[0] < 256 * HELD_OUT_SHARE


def draw(
    rng: np.random.Generator,
    make: Callable[[np.random.Generator], Sample],
    sequence: Callable[[Sample], Sequence[object]],
    held_out: bool,
) -> Sample:
    """Draw samples until one is on the wanted side of the split."""
    while is_held_out(sequence(sample := make(rng))) != held_out:
        pass
    return sample


def held_out_members(members: Members) -> NDArray[np.bool_]:
    r"""Whether each of many sequences belongs to the eighth that training never sees.

    As in :func:`is_held_out` nothing but the sequence decides, but another hash does, which
    reads all members at once, so the two may differ about one sequence. With :math:`x_1 ... x_N`
    all 64-bit numbers of a member in order of time,

    .. math:: \mathrm{hash}(x) = \mathrm{mix}\left( \sum_n m_n x_n \bmod 2^{64} \right), \qquad
        m_n = \mathrm{mix}(n \, \gamma) \text{, made odd}

    Gamma is the golden ratio in 64 bits, and mix spreads each bit over all of them.

    Parameters
    ----------
    members : ndarray
        Token ids ``(T, B)`` of 64 bits, or float64 values ``(T, B, D)``, of which the bits count.

    Returns
    -------
    ndarray of bool
        ``(B,)``.

    Raises
    ------
    ValueError
        When the numbers have not 64 bits.

    References
    ----------
    Steele, Lea, Flood (2014). Fast splittable pseudorandom number generators.

    Examples
    --------
    >>> held_out_members(np.arange(6).reshape(2, 3))
    array([False, False, False])
    """
    if members.dtype.itemsize != 8:
        raise ValueError(f"members must be numbers of 64 bits; got {members.dtype}")
    by_member = np.moveaxis(members, 1, -1)  # (T, B) or (T, D, B)
    numbers = np.ascontiguousarray(by_member).view(np.uint64).reshape(-1, members.shape[1])
    places = np.arange(1, len(numbers) + 1, dtype=np.uint64)
    # Times an odd number no difference becomes 0 modulo 2^64, so that every place matters.
    odd = _mixed(places * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)
    return np.asarray(_mixed(odd @ numbers) < int(HELD_OUT_SHARE * 2**64))


def draw_members(
    rng: np.random.Generator,
    make: Callable[[np.random.Generator, int], Members],
    size: int,
    held_out: bool,
) -> Members:
    """Draw many samples at once until ``size`` of them are on the wanted side of the split.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    make : callable
        Draws as many members as it is asked for: ``(T, N)`` or ``(T, N, D)``.
    size : int
        Number of members, B.
    held_out : bool
        Which side of the split, by :func:`held_out_members`. Both sides must have a sequence.

    Returns
    -------
    ndarray
        ``(T, B)`` or ``(T, B, D)``.

    Raises
    ------
    ValueError
        When the size is below 1.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1; got {size}")
    share = HELD_OUT_SHARE if held_out else 1 - HELD_OUT_SHARE
    kept: list[Members] = []
    missing = size
    while missing:
        # More than are missing on average, so that one draw is nearly always enough.
        drawn = make(rng, int(1.1 * missing / share) + 8)
        kept.append(drawn[:, held_out_members(drawn) == held_out][:, :missing])
        missing -= kept[-1].shape[1]
    return np.concatenate(kept, axis=1)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
