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
    inputs : ndarray
        Token ids ``(T, B)`` or values ``(T, B, D)``.
    targets : ndarray
        Right classes ``(T, B)`` or right numbers ``(T, B, K)``.
    weights : ndarray
        ``(T, B)``: how much each step counts in the loss; 0 where nothing is asked.
    """

    inputs: NDArray[Any]
    targets: NDArray[Any]
    weights: Floats


def judged_at_end(
    sequences: Sequence[NDArray[np.int64]], classes: Sequence[int], *, on_the_way: float = 0.0
) -> Batch:
    """Lay token sequences of any lengths side by side and ask for a class at each one's end.

    Shorter ones are filled up with token 0 behind their end. That changes nothing: a cell
    reads forwards, and behind the end nothing is asked.

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
    lengths = np.array([len(sequence) for sequence in sequences])
    if len(classes) != len(lengths) or not lengths.size or lengths.min() < 1:
        raise ValueError("every sequence needs one class and at least one token")
    inputs = np.zeros((lengths.max(), len(lengths)), dtype=np.int64)
    for b, sequence in enumerate(sequences):
        inputs[: len(sequence), b] = sequence
    weights = np.where(np.arange(len(inputs))[:, None] < lengths, on_the_way, 0.0)
    weights[lengths - 1, np.arange(len(lengths))] = 1.0
    targets = np.broadcast_to(np.asarray(classes, dtype=np.int64), inputs.shape)
    return Batch(inputs, targets, weights)
