"""Starting states: zero, drawn from a seed, or typed by a learner."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lstm_ui.typed import read_numbers

Floats = NDArray[np.float64]
State = tuple[Floats | None, str | None]
"""The state ``(1, H)``, or one sentence that says what to type instead."""

LARGEST = 100.0


def random_state(rng: np.random.Generator, hidden_size: int) -> Floats:
    """Draw one number for each unit from -1 to 1: ``(1, H)``."""
    return rng.uniform(-1.0, 1.0, (1, hidden_size))


def typed_state(text: str, hidden_size: int, example: str) -> State:
    """Read the numbers of a starting state, or say in one sentence what to type instead."""
    numbers = [number for _, number in read_numbers(text)]
    wanted = f"Type {_count(hidden_size)}, one for each unit"
    if None in numbers:
        return None, f"{wanted}, as in {example}; something there is not a number."
    if len(numbers) != hidden_size:
        return None, f"{wanted}, as in {example}; got {len(numbers)}."
    found = [number for number in numbers if number is not None]
    if not all(math.isfinite(number) and abs(number) <= LARGEST for number in found):
        return None, f"{wanted}, from −{LARGEST:g} to {LARGEST:g}: one there is too large."
    return np.array([found]), None


def _count(hidden_size: int) -> str:
    return "1 number" if hidden_size == 1 else f"{hidden_size} numbers"
