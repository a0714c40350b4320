"""Two trained networks that foretell where a ball flies: from one frame, and from several."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import SequenceModel
from lstm_core.snapshot import from_arrays
from lstm_core.tasks.ball import fly
from lstm_ui.examples import WEIGHTS

Floats = NDArray[np.float64]

FRAMES = 8
STARTS = {
    "middle": (0.0, 0.0),
    "top left": (-0.5, 0.5),
    "top right": (0.5, 0.5),
    "bottom left": (-0.5, -0.5),
    "bottom right": (0.5, -0.5),
}
SPEEDS = {"slow": 0.2, "fast": 0.35}
"""How far the ball comes from one frame to the next; the box is 2 wide."""
WAYS = tuple(range(0, 360, 15))
"""Directions in degrees: 0 is to the right, 90 is up."""


@dataclass(frozen=True)
class Guesser:
    """One of the two networks.

    Attributes
    ----------
    model : SequenceModel
        As it was trained.
    miss : tuple of float
        Mean distance between guess and ball on flights that training never saw, after each frame.
    """

    model: SequenceModel
    miss: tuple[float, ...]


@dataclass(frozen=True)
class Flights:
    """Every flight that can be chosen, start by start, speed by speed, way by way.

    Attributes
    ----------
    ball : ndarray
        ``(F, T + 1, 2)``: where the ball is in each frame, one more than is read.
    guesses : dict of str to ndarray
        ``(F, T, 2)``: where each network expects it in the next frame.
    misses : dict of str to ndarray
        ``(F, T)``: how far that is off.
    """

    ball: Floats
    guesses: dict[str, Floats]
    misses: dict[str, Floats]


@cache
def guessers() -> dict[str, Guesser]:
    """Both networks: "one" sees a frame at a time, "several" all frames so far."""
    return {"one": _load("one_frame_rnn"), "several": _load("ball_rnn")}


def _load(name: str) -> Guesser:
    facts = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    with np.load(WEIGHTS / f"{name}.npz", allow_pickle=False) as arrays:
        return Guesser(from_arrays(dict(arrays)), tuple(facts["miss_after_frame"]))


def make_flights() -> Flights:
    """Let both networks watch every flight."""
    angles = np.radians(WAYS)
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    ball = np.stack(
        [
            fly(start, speed * way, FRAMES + 1)
            for start in STARTS.values()
            for speed in SPEEDS.values()
            for way in ways
        ]
    )
    frames: Any = ball[:, :-1].swapaxes(0, 1)  # (T, F, 2)
    guesses = {
        name: np.asarray(one.model.forward(frames).logits.swapaxes(0, 1))
        for name, one in guessers().items()
    }
    misses = {name: np.linalg.norm(ball[:, 1:] - guess, axis=2) for name, guess in guesses.items()}
    return Flights(ball, guesses, misses)
