"""The parameters of a layer, counted on a real one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lstm_core.lstm import LSTM
from lstm_core.rnn import RNN


@dataclass(frozen=True)
class Count:
    """What an RNN layer of that size learns.

    Attributes
    ----------
    inputs, units, steps : int
        D, H and T.
    on_x, on_h, biases : int
        Weights on the input, weights on the last hidden state, biases.
    total, of_lstm : int
        All of them, and those of an LSTM of the same size.
    """

    inputs: int
    units: int
    steps: int
    on_x: int
    on_h: int
    biases: int
    total: int
    of_lstm: int


def count(inputs: int, units: int, steps: int) -> Count:
    """Make such a layer, let it read so many steps, and count its parameters after that."""
    rng = np.random.default_rng(0)
    cell = RNN.init(rng, inputs, units)
    read = len(cell.forward(np.zeros((steps, 1, inputs))).h)
    return Count(
        inputs,
        units,
        read,
        cell.weight_ih.size,
        cell.weight_hh.size,
        cell.bias.size,
        cell.parameter_count,
        LSTM.init(rng, inputs, units).parameter_count,
    )
