"""Cells of random numbers, none of them zero, for the tests of what all cells have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core import GRU, LSTM, RNN

MAKERS: dict[str, Callable[[np.random.Generator, int, int], Any]] = {
    "RNN tanh": RNN.init,
    "RNN relu": lambda rng, D, H: RNN.init(rng, D, H, activation="relu"),
    "LSTM tanh": LSTM.init,
    "LSTM relu": lambda rng, D, H: LSTM.init(rng, D, H, candidate="relu"),
    "GRU": GRU.init,
}
KINDS = tuple(MAKERS)
GATES = {
    "RNN tanh": (),
    "RNN relu": (),
    "LSTM tanh": ("i", "f", "g", "o"),
    "LSTM relu": ("i", "f", "g", "o"),
    "GRU": ("r", "z", "n"),
}


def arrays_of(value: Any) -> dict[str, np.ndarray]:
    """The arrays of a cell, a trace or gradients, by name."""
    return {name: part for name, part in vars(value).items() if isinstance(part, np.ndarray)}


def random_cell(kind: str, rng: np.random.Generator, D: int, H: int) -> Any:
    """A cell of which every weight and bias is random."""
    cell = MAKERS[kind](rng, D, H)
    shapes = {name: array.shape for name, array in arrays_of(cell).items()}
    return replace(
        cell, **{name: 0.6 * rng.standard_normal(shape) for name, shape in shapes.items()}
    )


def random_states(cell: Any, rng: np.random.Generator, B: int) -> list[np.ndarray]:
    """Starting states in the order in which ``forward`` takes them: h0, and c0 of an LSTM."""
    count = 2 if isinstance(cell, LSTM) else 1
    return [rng.standard_normal((B, cell.hidden_size)) for _ in range(count)]
