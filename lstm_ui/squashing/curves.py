"""Three curves on a fine grid, with how steep each is, and where it is all but flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import (
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    tanh,
    tanh_slope,
)

Floats = NDArray[np.float64]

END = 10
PER_ONE = 20
GRID = np.arange(-END * PER_ONE, END * PER_ONE + 1) / PER_ONE
"""Where a point can stand: 20 places for each 1 of x, of which each whole number is one."""
FLAT = 0.01
"""A slope below this counts as flat: a hundred times less than that of a straight line."""
CLASSES = ("A", "B", "C")
LOGITS = (2.0, 1.0, -1.0)
"""What a readout of three classes might give."""
READOUT = np.arange(-4.0, 5.0)
"""What each of its numbers can be turned to."""


@dataclass(frozen=True)
class Zone:
    """A stretch of the axis, up to and with ``upto``, and what the function does there."""

    upto: float
    kind: str
    words: str


@dataclass(frozen=True)
class Curve:
    """One of the functions over the grid.

    Attributes
    ----------
    name, title, symbol, slope_symbol : str
        As code, heading and equation call it.
    values, slopes : ndarray
        ``(N,)``, from the engine.
    ticks : tuple of float
        Marks of its axis of values.
    """

    name: str
    title: str
    symbol: str
    slope_symbol: str
    values: Floats
    slopes: Floats
    ticks: tuple[float, ...]

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Where it is flat and where it is not, from left to right."""
        steep = GRID[self.slopes >= FLAT]
        low, high = float(steep[0]), float(steep[-1])
        left, right = _ENDS[self.name]
        before = Zone(round(low - 1 / PER_ONE, 2), "off" if self.name == "relu" else "flat", left)
        middle = Zone(high, "steep", _MIDDLE[self.name])
        rest = () if high == END else (Zone(float(END), "flat", right),)
        return (before, middle, *rest)


_ENDS = {
    "sigmoid": (
        "Saturated near 0: push it further and nothing changes.",
        "Saturated near 1: push it further and nothing changes.",
    ),
    "tanh": (
        "Saturated near −1: push it further and nothing changes.",
        "Saturated near 1: push it further and nothing changes.",
    ),
    "relu": ("Off: value 0 and slope exactly 0, so nothing is learnt here.", ""),
}
_MIDDLE = {
    "sigmoid": "It gives way here, but never by more than a quarter of the push.",
    "tanh": "It gives way here; at 0 by as much as the push itself.",
    "relu": "It lets all through: slope exactly 1, and no upper bound.",
}


def curves() -> tuple[Curve, ...]:
    """Sigmoid, tanh and ReLU."""
    return (
        _curve("sigmoid", "Sigmoid", "σ(x)", "σ′(x)", sigmoid, sigmoid_slope, (0, 0.5, 1)),
        _curve("tanh", "tanh", "tanh x", "tanh′(x)", tanh, tanh_slope, (-1, 0, 1)),
        _curve("relu", "ReLU", "ReLU(x)", "ReLU′(x)", relu, relu_slope, (0, 5, 10)),
    )


def _curve(
    name: str,
    title: str,
    symbol: str,
    slope_symbol: str,
    function: Callable[[ArrayLike], Floats],
    slope: Callable[[ArrayLike], Floats],
    ticks: tuple[float, ...],
) -> Curve:
    return Curve(name, title, symbol, slope_symbol, function(GRID), slope(GRID), ticks)


def place_of(x: float) -> int:
    """Index of the grid's place for x."""
    return int(np.argmin(np.abs(GRID - x)))


def curve_rows() -> list[dict[str, Any]]:
    """Values and slopes at every quarter of x, for the table behind the curves."""
    made = curves()
    return [
        {"x": float(GRID[k])}
        | {one.title: float(one.values[k]) for one in made}
        | {f"slope of {one.title}": float(one.slopes[k]) for one in made}
        for k in range(0, len(GRID), PER_ONE // 4)
    ]


def outputs(logits: Floats) -> tuple[Floats, Floats]:
    """Sigmoid of each logit, and softmax of any three of them: ``(N,)`` and ``(N, N, N, 3)``."""
    three = np.stack(np.meshgrid(logits, logits, logits, indexing="ij"), axis=-1)
    return sigmoid(logits), softmax(three)


def output_rows(logits: tuple[float, ...] = LOGITS) -> list[dict[str, Any]]:
    """The same numbers of a readout as answers to three questions, and as shares of one."""
    yes, shares = sigmoid(np.array(logits)), softmax(np.array(logits))
    rows = [
        {"class": name, "number y": y, "sigmoid of y": s, "softmax of all y": p}
        for name, y, s, p in zip(CLASSES, logits, yes.tolist(), shares.tolist(), strict=True)
    ]
    total = {"class": "sum", "number y": sum(logits)}
    return [*rows, total | {"sigmoid of y": float(yes.sum()), "softmax of all y": shares.sum()}]
