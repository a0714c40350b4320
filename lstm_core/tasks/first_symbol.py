"""Remember the first letter while more of the same letters go by.

Noise is made of the letters themselves, so that only the place of a letter tells whether it
matters. This is the long-lag problem for which the LSTM was invented.

References
----------
Bengio, Simard, Frasconi (1994). Learning long-term dependencies with gradient descent is
difficult. Section II.
Hochreiter, Schmidhuber (1997). Long short-term memory. Section 5.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch, at_the_end, judged_at_end
from lstm_core.tasks.split import draw, draw_members
from lstm_core.vocabulary import UNKNOWN, Vocabulary

CLASSES = ("A", "B", "C", "D")
VOCABULARY = Vocabulary.of(CLASSES)
DEFAULT = "CABDDBACADBBADACDBADB"
LAG = 20
"""How many letters go by between the first and the answer in the stated accuracy."""
HIDDEN_SHARE = 0.03
"""How much of the noise is unknown, so that a letter never learnt does no harm."""


def make_letters(rng: np.random.Generator, length: int) -> tuple[str, ...]:
    """Draw a letter to remember and ``length - 1`` letters of noise, 3% of them unknown."""
    first, *noise = (CLASSES[k] for k in rng.integers(len(CLASSES), size=length))
    hidden = rng.random(length - 1) < HIDDEN_SHARE
    return (first, *(UNKNOWN if hide else x for hide, x in zip(hidden, noise, strict=True)))


def first_symbol_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = LAG + 1
) -> Batch:
    """Draw ``size`` sequences of ``length`` letters, judged at the end.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split. Below 4 letters there are too few sequences for two sides.
    length : int
        Number of letters, T.

    Returns
    -------
    Batch
        Token ids ``(T, B)`` and, as classes ``(T, B)``, the first letter.

    Raises
    ------
    ValueError
        When the length is below 4.
    """
    _check_length(length)
    sequences = [
        draw(rng, lambda rng: make_letters(rng, length), lambda letters: letters, held_out)
        for _ in range(size)
    ]
    return judged_at_end(
        [VOCABULARY.encode(letters) for letters in sequences],
        [CLASSES.index(letters[0]) for letters in sequences],
    )


def latch_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = 50
) -> Batch:
    """Draw ``size`` sequences of ``length`` letters, all at once, judged at the end.

    The problem of :func:`first_symbol_batch`, for training as one watches. It draws other
    sequences from the same seed, and its split is its own: what was trained on either of the
    two is to be judged by the same.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of letters, T.

    Returns
    -------
    Batch
        Token ids ``(T, B)`` and, as classes ``(T, B)``, the first letter.

    Raises
    ------
    ValueError
        When the length is below 4.
    """
    _check_length(length)
    return batch_of(draw_members(rng, lambda rng, n: _make_ids(rng, length, n), size, held_out))


def batch_of(ids: NDArray[np.int64]) -> Batch:
    """Ask at the end of these sequences of letters ``(T, B)`` which one came first.

    Raises
    ------
    ValueError
        When a first letter is unknown.
    """
    if not ids[0].all():
        raise ValueError(f"every first letter must be one of {', '.join(CLASSES)}")
    return Batch(ids, np.broadcast_to(ids[0] - 1, ids.shape), at_the_end(*ids.shape))


def _make_ids(rng: np.random.Generator, length: int, size: int) -> NDArray[np.int64]:
    ids = rng.integers(1, VOCABULARY.size, (length, size))
    ids[1:][rng.random((length - 1, size)) < HIDDEN_SHARE] = 0
    return ids


def _check_length(length: int) -> None:
    if length < 4:
        raise ValueError(f"length must be at least 4; got {length}")
