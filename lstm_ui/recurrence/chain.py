"""One RNN cell, unrolled: every number of every step, for each number of units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import sigmoid, softmax
from lstm_core.contributions import contributions
from lstm_core.readout import Readout
from lstm_core.records import RNNTrace
from lstm_core.rnn import RNN
from lstm_ui.typed import Parsed, parse_numbers

Floats = NDArray[np.float64]

MOST_STEPS = 8
MOST_UNITS = 4
OUTPUTS = 2
SEED = 7
LARGEST = 10.0
NUMBERS = "1, 0.5, -1, 0, 0.8, -0.4"
SQUASHES: tuple[Literal["tanh", "relu"], ...] = ("tanh", "relu")


@dataclass(frozen=True)
class Chain:
    """One cell with its readout, and what it did step by step.

    Attributes
    ----------
    cell, readout : RNN, Readout
        The weights that every step uses.
    trace : RNNTrace
        The run, B = 1.
    from_x : ndarray
        ``(T, H)``: W_x x_t.
    from_units : ndarray
        ``(T, H, H)``: W_h[unit, source] h_{t-1}[source].
    from_h : ndarray
        ``(T, H)``: their sum.
    logits : ndarray
        ``(T, K)``: W_y h_t + b_y.
    outputs : dict of str to ndarray
        ``(T, K)``: the logits through sigmoid and through softmax.
    """

    cell: RNN
    readout: Readout
    trace: RNNTrace
    from_x: Floats
    from_units: Floats
    from_h: Floats
    logits: Floats
    outputs: dict[str, Floats]

    @property
    def parameter_count(self) -> int:
        """Of the cell and its readout."""
        return self.cell.parameter_count + self.readout.weight.size + self.readout.bias.size


def read_series(text: str) -> Parsed:
    """The numbers that were typed, one for each step."""
    return parse_numbers(text, NUMBERS, most=MOST_STEPS, largest=LARGEST, trained=False)


def make_chain(numbers: Floats, units: int, squash: Literal["tanh", "relu"]) -> Chain:
    """Draw a cell of that many units and let it read the numbers ``(T, 1, 1)``."""
    rng = np.random.default_rng(SEED)
    drawn = RNN.init(rng, 1, units, activation=squash)
    bias = rng.uniform(-0.5, 0.5, units)
    readout = Readout.init(rng, units, OUTPUTS, "every")
    readout = Readout(readout.weight.round(2), rng.uniform(-0.5, 0.5, OUTPUTS).round(2), "every")
    cell = RNN(drawn.weight_ih.round(2), drawn.weight_hh.round(2), bias.round(2), squash)
    trace = cell.forward(numbers)
    parts = contributions(cell, trace)["a"]
    logits = readout.forward(trace.h)[:, 0]
    outputs = {"sigmoid": sigmoid(logits), "softmax": softmax(logits)}
    return Chain(
        cell, readout, trace, parts.from_x, parts.from_units, parts.from_h, logits, outputs
    )
