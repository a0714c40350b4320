"""A sentence read word by word by the trained intent networks, and what is left of each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.decay import norms
from lstm_core.jacobians import input_jacobians
from lstm_core.views import some_steps
from lstm_ui.examples import Example, load_example, parse
from lstm_ui.typed import Parsed

Floats = NDArray[np.float64]

NET = "intents"
KINDS = ("RNN", "LSTM")
DEFAULT = "what time is it now in london please?"
SENTENCES = (
    "what time is it?",
    DEFAULT,
    "hello, will it rain in paris tomorrow?",
    "what time is my alarm?",
)


@dataclass(frozen=True)
class Reader:
    """One network and what it made of the sentence.

    Attributes
    ----------
    example : Example
        The network.
    shares : ndarray
        ``(T, K)``: the share of each intent after each word.
    left : ndarray
        ``(T, T)``: at [t, k] how much of all that the words change in h_t comes from word k.
    """

    example: Example
    shares: Floats
    left: Floats


@dataclass(frozen=True)
class Reading:
    """The same sentence, read by each of them."""

    parsed: Parsed
    readers: dict[str, Reader]


def make_reading(text: str) -> Reading:
    """Let both read; there are no readers where nothing was typed."""
    examples = {kind: load_example(NET, kind) for kind in KINDS}
    parsed = parse(examples["RNN"], text)
    if parsed.inputs is None:
        return Reading(parsed, {})
    return Reading(parsed, {kind: _read(one, parsed.inputs) for kind, one in examples.items()})


def _read(example: Example, inputs: NDArray[Any]) -> Reader:
    trace = example.model.forward(inputs)
    cell, run = example.model.cell, trace.cell
    T = len(inputs)
    left = np.zeros((T, T))
    for t in range(T):
        sizes = norms(input_jacobians(cell, some_steps(run, 0, t + 1)).reshape(t + 1, -1))
        total = sizes.sum()
        left[t, : t + 1] = sizes / total if total > 0.0 else 0.0
    return Reader(example, trace.probabilities[:, 0], left)
