"""What a model trains on: several sequences side by side, and where each is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Batch:
    """Sequences side by side, time-major.

    Attributes
    ----------
    inputs : ndarray or Pairs
        Token ids ``(T, B)`` or values ``(T, B, D)``; for an encoder-decoder its ``Pairs``.
    targets : ndarray
        Right classes ``(T, B)`` or right numbers ``(T, B, K)``.
    weights : ndarray
        ``(T, B)``: how much each step counts in the loss; 0 where nothing is asked.
    lengths : ndarray or None
        ``(B,)``: where each sequence ends; T for all when None. Only what reads backwards asks.
    """

    inputs: Any
    targets: NDArray[Any]
    weights: Floats
    lengths: NDArray[np.int64] | None = None


def judged_at_end(
    sequences: Sequence[NDArray[np.int64]], classes: Sequence[int], *, on_the_way: float = 0.0
) -> Batch:
    """Lay token sequences of any lengths side by side and ask for a class at each one's end.

    Shorter ones are filled up with token 0 behind their end. That changes nothing: a cell that
    reads forwards is asked nothing behind the end, and one that reads backwards starts there.

    Parameters
    ----------
    sequences : sequence of ndarray
        ``B`` arrays of token ids, none of them empty.
    classes : sequence of int
        The right class of each.
    on_the_way : float
        How much each step before the end counts. A little of it makes the answer on the way
        say how likely each class is after the words so far.

    Returns
    -------
    Batch
        ``T`` is the longest length.

    Raises
    ------
    ValueError
        When there are not as many classes as sequences, or one sequence is empty.
    """
    if len(classes) != len(sequences) or not all(map(len, sequences)) or not len(sequences):
        raise ValueError("every sequence needs one class and at least one token")
    inputs, lengths = side_by_side(sequences)
    weights = np.where(np.arange(len(inputs))[:, None] < lengths, on_the_way, 0.0)
    weights[lengths - 1, np.arange(len(lengths))] = 1.0
    targets = np.broadcast_to(np.asarray(classes, dtype=np.int64), inputs.shape)
    return Batch(inputs, targets, weights, lengths)


def at_the_end(steps: int, size: int, *, last: int = 1) -> Floats:
    """Weights ``(T, B)`` of sequences of one length: 1 at the ``last`` steps, 0 before them.

    Examples
    --------
    >>> at_the_end(3, 2)
    array([[0., 0.],
           [0., 0.],
           [1., 1.]])
    """
    weights = np.zeros((steps, size))
    weights[steps - last :] = 1.0
    return weights


def side_by_side(
    sequences: Sequence[NDArray[np.int64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lay sequences of numbers side by side: ``(T, B)``, 0 behind each end, and their lengths."""
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int64)
    laid = np.zeros((lengths.max(), len(lengths)), dtype=np.int64)
    for b, sequence in enumerate(sequences):
        laid[: len(sequence), b] = sequence
    return laid, lengths
