"""Add the two numbers that are marked, among many that are not.

Every step brings a number and a marker. The two to be added may lie far apart, and a number has
to be kept as it is, not only as one of a few classes.

References
----------
Hochreiter, Schmidhuber (1997). Long short-term memory. Experiment 4.
Le, Jaitly, Hinton (2015). A simple way to initialize recurrent networks of rectified linear units.
Arjovsky, Shah, Bengio (2016). Unitary evolution recurrent neural networks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch, at_the_end
from lstm_core.tasks.split import draw_members

CLASSES = ("sum",)
DEFAULT = (
    *((0.4, 0.0), (0.7, 1.0), (0.1, 0.0), (0.9, 0.0), (0.2, 0.0)),
    *((0.3, 0.0), (0.6, 1.0), (0.8, 0.0), (0.5, 0.0), (0.3, 0.0)),
)
"""Number and marker, step by step."""
CONSTANT_ERROR = 1 / 6
"""Mean squared error of the best answer that reads nothing, which is always 1.

A number uniform in 0...1 has mean 1/2 and variance 1/12, and the sum of two has twice both.
"""
RIGHT_WITHIN = 0.04
"""How far from the sum an answer may lie and be right, as with Hochreiter and Schmidhuber.

Their target lies in 0...1 and this one in 0...2, so that it is twice as strict here.
"""

Floats = NDArray[np.float64]


def adding_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = 50
) -> Batch:
    r"""Draw ``size`` sequences of ``length`` numbers, with one marked in either half.

    .. math:: y = \sum_t x_{t1} x_{t2}, \qquad x_{t1} \sim U(0, 1), \quad x_{t2} \in \{0, 1\}

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of steps, T.

    Returns
    -------
    Batch
        Numbers and markers ``(T, B, 2)`` and sums ``(T, B, 1)``, asked at the end.

    Raises
    ------
    ValueError
        When the length is below 2: then there are no two numbers.
    """
    if length < 2:
        raise ValueError(f"length must be at least 2; got {length}")
    return batch_of(draw_members(rng, lambda rng, n: _make_values(rng, length, n), size, held_out))


def batch_of(values: Floats) -> Batch:
    """Ask at the end of these sequences ``(T, B, 2)`` for the sum of the marked numbers.

    Raises
    ------
    ValueError
        When there are not two values at each step.
    """
    if values.ndim != 3 or values.shape[2] != 2:
        raise ValueError(f"values must be (T, B, D) with D = 2; got {values.shape}")
    sums = (values[..., 0] * values[..., 1]).sum(axis=0)[:, None]  # (B, 1)
    steps, size, _ = values.shape
    return Batch(values, np.broadcast_to(sums, (steps, size, 1)), at_the_end(steps, size))


def share_right(logits: Floats, batch: Batch) -> float:
    """Measure the share of answers ``(T, B, 1)`` within :data:`RIGHT_WITHIN` of their sum."""
    right = np.abs(logits - batch.targets)[..., 0] < RIGHT_WITHIN
    return float(np.average(right, weights=batch.weights))


def _make_values(rng: np.random.Generator, length: int, size: int) -> Floats:
    values = np.zeros((length, size, 2))
    values[..., 0] = rng.random((length, size))
    middle = length // 2
    for start, stop in ((0, middle), (middle, length)):
        values[rng.integers(start, stop, size), np.arange(size), 1] = 1.0
    return values
