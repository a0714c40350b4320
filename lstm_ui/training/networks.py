"""Which network is trained, and how it learns: what the three training pages let a learner set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from lstm_core.bidirectional import Bidirectional
from lstm_core.dropout import Dropout
from lstm_core.encoding import Encoder
from lstm_core.gru import GRU
from lstm_core.layers import Layer, output_size
from lstm_core.lstm import LSTM
from lstm_core.model import Cell, SequenceModel
from lstm_core.optimisers import SGD, Adam, Momentum, Optimiser
from lstm_core.readout import Readout
from lstm_core.rnn import RNN

BOTH_WAYS = "bidirectional LSTM"
CELLS = ("LSTM", "GRU", "RNN", BOTH_WAYS)
OPTIMISERS = ("Adam", "Momentum", "SGD")


@dataclass(frozen=True)
class Network:
    """What is to learn: its cell, its size and how it starts.

    Attributes
    ----------
    cell : str
        One of :data:`CELLS`.
    hidden : int
        Units of each cell, H.
    layers : int
        How many recurrent layers stand on one another.
    forget_bias : float
        Where the bias of the gate that keeps starts: f of an LSTM, z of a GRU.
    """

    cell: str = "LSTM"
    hidden: int = 16
    layers: int = 1
    forget_bias: float = 5.0

    def start(
        self,
        rng: np.random.Generator,
        encoder: Encoder,
        outputs: int,
        at: Literal["end", "every"],
    ) -> SequenceModel:
        """Draw the untrained network that reads with ``encoder`` and gives so many numbers."""
        layers: list[Layer] = []
        for _ in range(self.layers):
            size = output_size(layers[-1]) if layers else encoder.size
            layers.append(self._layer(rng, size))
        readout = Readout.init(rng, output_size(layers[-1]), outputs, at)
        return SequenceModel(encoder, tuple(layers), readout)

    def _layer(self, rng: np.random.Generator, inputs: int) -> Layer:
        if self.cell == BOTH_WAYS:
            return Bidirectional(self._lstm(rng, inputs), self._lstm(rng, inputs))
        return self._lstm(rng, inputs) if self.cell == "LSTM" else self._other(rng, inputs)

    def _lstm(self, rng: np.random.Generator, inputs: int) -> LSTM:
        return LSTM.init(rng, inputs, self.hidden, forget_bias=self.forget_bias)

    def _other(self, rng: np.random.Generator, inputs: int) -> Cell:
        if self.cell == "RNN":
            return RNN.init(rng, inputs, self.hidden)
        cell, z = GRU.init(rng, inputs, self.hidden), slice(self.hidden, 2 * self.hidden)
        bias = cell.bias.copy()
        bias[z] = self.forget_bias
        return replace(cell, bias=bias)

    @property
    def reads_both_ways(self) -> bool:
        """Whether it reads from the end too."""
        return self.cell == BOTH_WAYS


@dataclass(frozen=True)
class Learning:
    """How it learns.

    Attributes
    ----------
    rate : float
        Learning rate.
    optimiser : str
        One of :data:`OPTIMISERS`.
    batch : int
        Sequences in a batch, B.
    clip : float
        Longest gradient allowed, by norm; 0 for any.
    dropout : float
        Share of the numbers that are silenced on their way out of a layer.
    window : int
        How many steps the gradient may run together; 0 for all.
    updates : int
        How many updates are made.
    seed : int
        What the first weights, the data and the masks are drawn from.
    decay : float
        Weight decay of Adam, apart from the gradient (AdamW).
    """

    rate: float = 0.005
    optimiser: str = "Adam"
    batch: int = 32
    clip: float = 1.0
    dropout: float = 0.0
    window: int = 0
    updates: int = 1500
    seed: int = 7
    decay: float = 0.0

    def start(self) -> Optimiser:
        """Make the optimiser before its first update."""
        if self.optimiser == "Adam":
            return Adam(self.rate, decay=self.decay)
        return Momentum(self.rate) if self.optimiser == "Momentum" else SGD(self.rate)

    @property
    def silenced(self) -> Dropout | None:
        """What dropout silences, where there is any."""
        return Dropout(self.dropout, self.seed) if self.dropout else None
