"""Pairs of sequences that agree in one moment and in nothing else: text, sound, sensor, stock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BEFORE, AFTER = 60, 25
"""How many steps there are before the moment and after it."""
SEED = 11
DRIFT = 0.14
WORDS = (
    ("they sat down on the grassy", "bank", "of the river"),
    ("she took her money to the", "bank", "and opened an account"),
)


@dataclass(frozen=True)
class Pair:
    """Two sequences of numbers that are the same at step ``BEFORE``.

    Attributes
    ----------
    kind, what, unit : str
        Text, audio and so on; what is measured; in what.
    digits : int
        How many decimals are read.
    values : ndarray
        ``(2, BEFORE + 1 + AFTER)``.
    said : tuple of str
        What each of the two does after that moment.
    """

    kind: str
    what: str
    unit: str
    digits: int
    values: Floats
    said: tuple[str, str]


def pairs() -> tuple[Pair, ...]:
    """Sound and sensor by their equations, the stock a random walk of that seed."""
    t = np.arange(-BEFORE, AFTER + 1, dtype=np.float64)
    return (
        Pair(
            "Audio",
            "air pressure at the ear",
            "",
            2,
            _sound(t),
            ("a low tone, rising", "a high tone, falling"),
        ),
        Pair(
            "Sensor",
            "angle of a pendulum",
            "°",
            0,
            _pendulum(t),
            ("swings on to the right", "is on its way back"),
        ),
        Pair(
            "Stock",
            "price, made up by a random walk",
            "",
            0,
            _prices(),
            ("was rising", "was falling"),
        ),
    )


def _sound(t: Floats) -> Floats:
    """Two pure tones, the second a fifth higher, that cross in the moment 0."""
    low, high = 2 * np.pi / 50, 2 * np.pi / (50 / 1.5)
    return np.stack([np.sin(low * t + np.arcsin(0.5)), np.sin(high * t + np.pi - np.arcsin(0.5))])


def _pendulum(t: Floats) -> Floats:
    """A swing that dies down, passing 10 degrees outwards and inwards."""
    speed, fade = 2 * np.pi / 65, 0.994
    swing = [np.sin(speed * t + phase) for phase in (np.arcsin(0.5), np.pi - np.arcsin(0.5))]
    return np.stack([20.0 * fade**t * one for one in swing])


def _prices() -> Floats:
    """Random steps with a drift up and with the same drift down, both at 100 in the moment 0."""
    rng = np.random.default_rng(SEED)
    steps = rng.normal(0.0, 0.5, (2, BEFORE + AFTER)) + np.array([[DRIFT], [-DRIFT]])
    walk = np.concatenate([np.zeros((2, 1)), steps.cumsum(axis=1)], axis=1)
    moved: Floats = walk - walk[:, BEFORE : BEFORE + 1]
    return 100.0 + moved
