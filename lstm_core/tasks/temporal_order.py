"""Which came first? Two letters matter, X or Y each, and their order decides.

A network that only counts them cannot tell XY from YX.

References
----------
Hochreiter, Schmidhuber (1997). Long short-term memory. Experiment 6a.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch, at_the_end
from lstm_core.tasks.split import draw_members
from lstm_core.vocabulary import Vocabulary

DISTRACTORS = ("a", "b", "c", "d")
RELEVANT = ("X", "Y")
VOCABULARY = Vocabulary.of((*DISTRACTORS, *RELEVANT))
CLASSES = ("XX", "XY", "YX", "YY")
DEFAULT = "acbXdbacddabcaccbYadbcabddcbac"

_X, _Y = VOCABULARY.encode(RELEVANT).tolist()


def stretches(length: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the two letters may stand, first and last place of each stretch, 0-based.

    Of a hundred letters, the first stands between 10 and 20 and the second between 50 and 60.

    Examples
    --------
    >>> stretches(100)
    ((10, 20), (50, 60))
    """
    return (length // 10, length // 5), (length // 2, 3 * length // 5)


def order_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = 30
) -> Batch:
    """Draw ``size`` sequences of ``length`` letters, judged at the end.

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
        Token ids and classes ``(T, B)``.

    Raises
    ------
    ValueError
        When the length is below 5: too few sequences for two sides.
    """
    if length < 5:
        raise ValueError(f"length must be at least 5; got {length}")
    return batch_of(draw_members(rng, lambda rng, n: _make_ids(rng, length, n), size, held_out))


def batch_of(ids: NDArray[np.int64]) -> Batch:
    """Ask at the end of these sequences of letters ``(T, B)`` in which order X and Y came.

    Raises
    ------
    ValueError
        When a sequence has not two letters that matter.
    """
    relevant = ids >= _X
    if (relevant.sum(axis=0) != len(RELEVANT)).any():
        raise ValueError("every sequence must have exactly two letters X or Y")
    pairs = ids.T[relevant.T].reshape(-1, 2)  # (B, 2)
    classes = 2 * (pairs[:, 0] == _Y) + (pairs[:, 1] == _Y)
    return Batch(ids, np.broadcast_to(classes, ids.shape), at_the_end(*ids.shape))


def _make_ids(rng: np.random.Generator, length: int, size: int) -> NDArray[np.int64]:
    ids = rng.integers(1, _X, (length, size))
    for first, last in stretches(length):
        places = rng.integers(first, last, size, endpoint=True)
        ids[places, np.arange(size)] = rng.integers(_X, _Y, size, endpoint=True)
    return ids
