"""The same input again and again: a network of one unit, without a way back and with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lstm_core.contributions import contributions
from lstm_core.rnn import RNN

Floats = NDArray[np.float64]

TIMES = 6
WEIGHTS = (0.8, -0.5)
BIAS = 0.1
INPUTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
WAYS_BACK = (-0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9)
SQUASHES: tuple[Literal["tanh", "relu"], ...] = ("tanh", "relu")


@dataclass(frozen=True)
class Answers:
    """What one network makes of the same input, given so many times.

    Attributes
    ----------
    from_x : float
        w₁x₁ + w₂x₂, the same every time.
    back : ndarray
        ``(T,)``: what comes back in, w_h times the answer before.
    a : ndarray
        ``(T,)``: the sum.
    y : ndarray
        ``(T,)``: the answers.
    """

    from_x: float
    back: Floats
    a: Floats
    y: Floats


def network(back: float, squash: Literal["tanh", "relu"]) -> RNN:
    """The unit: with ``back`` = 0 it is a feed-forward network."""
    return RNN(np.array([WEIGHTS]), np.array([[back]]), np.array([BIAS]), squash)


def answers(x: tuple[float, float], back: float, squash: Literal["tanh", "relu"]) -> Answers:
    """Give it that input every time."""
    cell = network(back, squash)
    trace = cell.forward(np.tile(np.array(x), (TIMES, 1, 1)))
    parts = contributions(cell, trace)["a"]
    return Answers(
        from_x=float(parts.from_x[0, 0]),
        back=parts.from_h[:, 0],
        a=trace.a[:, 0, 0],
        y=trace.h[:, 0, 0],
    )
