"""Which sequences are for training and which are held out, decided by the sequence itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

Sample = TypeVar("Sample")

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
