"""What is swapped in a running cell, and the same network and text with each swap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import ModelTrace
from lstm_core.records import LSTMTrace
from lstm_core.squashings import Squashings, squashed_model
from lstm_ui.examples import Example, Parsed, parse
from lstm_ui.runs import badge_of
from lstm_ui.settings import SwapSettings
from lstm_ui.sources import network

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Swap:
    """One swap: what stands where, and how it is called."""

    title: str
    what: str
    squashings: Squashings


SWAPS: dict[str, Swap] = {
    "gates": Swap(
        "gates by tanh",
        "f, i and o by tanh: from −1 to 1 instead of 0 to 1.",
        Squashings(i="tanh", f="tanh", o="tanh"),
    ),
    "add": Swap(
        "candidate by sigmoid",
        "g by the sigmoid: from 0 to 1 instead of −1 to 1.",
        Squashings(g="sigmoid"),
    ),
    "relu": Swap(
        "candidate by ReLU",
        "g by ReLU: 0 and everything above, without a bound.",
        Squashings(g="relu"),
    ),
    "bare": Swap(
        "no tanh on c",
        "h = o ⊙ c instead of h = o ⊙ tanh(c).",
        Squashings(c="none"),
    ),
}
"""In the order in which they are offered."""


@dataclass(frozen=True)
class Swapped:
    """One network and text, as it is and with each swap.

    Attributes
    ----------
    example : Example
        The network.
    parsed : Parsed
        The text.
    usual : ModelTrace
        With the functions that the network was made for.
    runs : dict of ModelTrace
        By swap. Only its first ``stands[key]`` steps are numbers that a computer can hold.
    stands : dict of int
        By swap: how many steps.
    """

    example: Example
    parsed: Parsed
    usual: ModelTrace
    runs: dict[str, ModelTrace]
    stands: dict[str, int]

    @property
    def tokens(self) -> tuple[str, ...]:
        """The T steps."""
        return self.parsed.tokens

    @property
    def badge(self) -> str:
        """Where the weights come from, and that they were not made for this."""
        made = badge_of(self.example, altered=False)
        return f"{made} · not made for these functions"

    @property
    def followed(self) -> int:
        """The class, from 0, whose share is drawn: what the network itself answers at the end."""
        if self.example.task != "classify":
            return 0
        return int(self.usual.logits[-1, 0].argmax())


def make_swapped(settings: SwapSettings) -> Swapped | str:
    """Let the network read the text with each swap; a sentence where there is nothing to read."""
    example = network(settings.swap_net)
    text = example.default if settings.swap_text is None else settings.swap_text
    parsed = parse(example, text)
    if parsed.inputs is None:
        return parsed.problem or "Type something to read."
    usual = squashed_model(example.model, Squashings(), parsed.inputs)
    runs = {
        key: squashed_model(example.model, swap.squashings, parsed.inputs)
        for key, swap in SWAPS.items()
    }
    return Swapped(example, parsed, usual, runs, {key: _steps(run) for key, run in runs.items()})


def cell(run: ModelTrace) -> LSTMTrace:
    """The trace of the one LSTM."""
    trace = run.layers[0]
    assert isinstance(trace, LSTMTrace)
    return trace


def answers(example: Example, run: ModelTrace) -> Floats:
    """What is answered at every step ``(T, K)``: shares of the classes, or the number itself."""
    with np.errstate(over="ignore", invalid="ignore"):
        found = run.probabilities if example.task == "classify" else run.logits
    return np.asarray(found[:, 0], dtype=np.float64)


def _steps(run: ModelTrace) -> int:
    """How many steps pass before the first number that is none."""
    layer = cell(run)
    parts = [layer.c[:, 0], layer.h[:, 0], run.logits[:, 0]]
    finite = np.asarray(np.isfinite(np.concatenate(parts, axis=1)).all(axis=1))
    return len(finite) if finite.all() else int(finite.argmin())
