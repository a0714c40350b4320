"""A sum: small numbers drawn by a seed, the engine's answer to them, and the usual slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core import LSTM, RNN, LSTMTrace, Override

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sum:
    """One calculation.

    Attributes
    ----------
    given : mapping
        The numbers that the question names.
    answer : float
        What the engine makes of them.
    slips : mapping
        What comes out after each usual mistake.
    digits : int
        Decimals that are asked for; 0 for a count.
    """

    given: Mapping[str, float]
    answer: float
    slips: Mapping[str, float]
    digits: int = 2

    @property
    def tolerance(self) -> float:
        """How far an answer may be off: one in the last decimal, nothing in a count."""
        return 0.5 if self.digits == 0 else 1.001 * 10.0**-self.digits

    @property
    def tells(self) -> bool:
        """Whether no slip can be taken for the answer, nor for another slip."""
        answers = [self.answer, *self.slips.values()]
        gaps = np.abs(np.subtract.outer(answers, answers))
        return bool(gaps[~np.eye(len(answers), dtype=bool)].min() > 2.0 * self.tolerance)


def held(c0: float = 0.0, steps: int = 1, **gates: float) -> LSTMTrace:
    """Run an LSTM of one unit from the cell state ``c0``, with these gates held."""
    cell = LSTM(np.zeros((4, 1)), np.zeros((4, 1)), np.zeros(4))
    overrides = [Override(gate, value) for gate, value in gates.items()]
    return cell.forward(np.zeros((steps, 1, 1)), [[0.0]], [[c0]], overrides=overrides)


def one_unit(w: float, u: float, b: float, activation: str = "tanh") -> RNN:
    """An RNN of one unit."""
    return RNN(
        np.array([[w]]),
        np.array([[u]]),
        np.array([b]),
        activation="relu" if activation == "relu" else "tanh",
    )


def number(values: ArrayLike) -> float:
    """The only number in there."""
    return float(np.asarray(values).reshape(()))


def pick(rng: np.random.Generator, *numbers: float) -> float:
    """One of these numbers."""
    return float(rng.choice(np.array(numbers)))


def between(rng: np.random.Generator, low: float, high: float, grain: float = 0.1) -> float:
    """A number from ``low`` to ``high`` on that grain."""
    steps = round((high - low) / grain)
    return round(low + grain * int(rng.integers(0, steps + 1)), 6)


def signed(rng: np.random.Generator, low: float, high: float, grain: float = 0.1) -> float:
    """The same, above 0 or below."""
    return between(rng, low, high, grain) * pick(rng, -1.0, 1.0)
