"""Say where a ball will be next: one frame tells where it is, several tell where it goes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.batch import Batch
from lstm_core.tasks.split import draw

CLASSES = ("x", "y")
DEFAULT = "a ball in a box"
SLOWEST, FASTEST = 0.15, 0.4
"""Of the box's half width, in one frame."""

Floats = NDArray[np.float64]


def bounced(position: ArrayLike) -> Floats:
    r"""Where a ball is that would have flown straight on, if there were no walls at -1 and 1.

    A wall turns the way back on itself, so the place is a triangle wave of the straight one:

    .. math:: \mathrm{bounced}(s) = 1 - |((s + 1) \bmod 4) - 2|

    Examples
    --------
    >>> bounced([0.5, 1.2, -1.3, 3.1])
    array([ 0.5,  0.8, -0.7, -0.9])
    """
    straight = np.asarray(position, dtype=np.float64)
    return np.round(1.0 - np.abs((straight + 1.0) % 4.0 - 2.0), 12)


def fly(start: ArrayLike, velocity: ArrayLike, frames: int) -> Floats:
    """Take so many frames of a ball that flies straight and bounces off the walls.

    Parameters
    ----------
    start, velocity : array_like
        ``(2,)``: where it is in the first frame, and how far it comes until the next.
    frames : int
        How many.

    Returns
    -------
    ndarray
        ``(frames, 2)``: x and y in -1...1.
    """
    times = np.arange(frames, dtype=np.float64)[:, None]  # (frames, 1)
    return bounced(np.asarray(start) + times * np.asarray(velocity))


def make_flight(rng: np.random.Generator, frames: int) -> Floats:
    """Draw a flight: anywhere in the box, in any direction, as fast as a ball may be here."""
    start = rng.uniform(-1.0, 1.0, 2)
    angle, speed = rng.uniform(0.0, 2 * np.pi), rng.uniform(SLOWEST, FASTEST)
    return fly(start, speed * np.array([np.cos(angle), np.sin(angle)]), frames)


def ball_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = 8
) -> Batch:
    """Draw ``size`` flights of ``length`` frames; the target of each frame is the next one.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of flights, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of frames that are read, T.

    Returns
    -------
    Batch
        Positions and targets ``(T, B, 2)``; every frame counts.

    Raises
    ------
    ValueError
        When nothing would be read.
    """
    if length < 1:
        raise ValueError(f"length must be at least 1; got {length}")
    flights = [
        draw(
            rng,
            lambda rng: make_flight(rng, length + 1),
            lambda made: np.round(made, 6).ravel().tolist(),
            held_out,
        )
        for _ in range(size)
    ]
    frames = np.stack(flights, axis=1)  # (T + 1, B, 2)
    return Batch(frames[:-1], frames[1:], np.ones((length, size)))
