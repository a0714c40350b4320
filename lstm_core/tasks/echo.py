"""Repeat a series of numbers, two steps late."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.tasks.split import draw

DELAY = 2
CLASSES = ("echo",)
DEFAULT = "0.5, -0.3, 0.8, 0.1, -0.6, 0.9, 0, -0.8, 0.4, 0.2"

Floats = NDArray[np.float64]


def make_series(rng: np.random.Generator, length: int) -> Floats:
    """Draw numbers in -1...1 with two decimals: noise, a wave, or steps."""
    kind = rng.integers(3)
    if kind == 0:
        series = rng.uniform(-1.0, 1.0, length)
    elif kind == 1:
        period, phase = rng.uniform(3.0, 16.0), rng.uniform(0.0, 2 * np.pi)
        series = rng.uniform(0.3, 1.0) * np.sin(2 * np.pi * np.arange(length) / period + phase)
    else:
        levels = rng.uniform(-1.0, 1.0, length + 1)
        series = levels[np.cumsum(rng.random(length) < 0.3)]
    return np.asarray(np.round(series, 2), dtype=np.float64)


def echo_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = 20
) -> Batch:
    """Draw ``size`` series of ``length`` numbers; the target is the number two steps before.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of series, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of steps, T, at least 3.

    Returns
    -------
    Batch
        Values and targets ``(T, B, 1)``; the first two steps do not count.

    Raises
    ------
    ValueError
        When the length is below 3: then nothing is ever asked.
    """
    if length <= DELAY:
        raise ValueError(f"length must be at least {DELAY + 1}; got {length}")
    series = [
        draw(rng, lambda rng: make_series(rng, length), lambda made: made.tolist(), held_out)
        for _ in range(size)
    ]
    inputs = np.stack(series, axis=1)[..., None]
    targets = np.zeros_like(inputs)
    targets[DELAY:] = inputs[:-DELAY]
    weights = np.ones(inputs.shape[:2])
    weights[:DELAY] = 0.0
    return Batch(inputs, targets, weights)
