"""Which networks are trained on which task, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from assets.weights.tasks import TASKS
from lstm_core.backwards import Reversed
from lstm_core.batch import Batch
from lstm_core.bidirectional import Bidirectional
from lstm_core.gru import GRU
from lstm_core.layers import Layer, output_size
from lstm_core.lstm import LSTM
from lstm_core.model import Cell, SequenceModel
from lstm_core.readout import Readout
from lstm_core.rnn import RNN
from lstm_core.variants.coupled import CoupledLSTM
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.reset_first import ResetFirstGRU

CELLS = {"LSTM": LSTM, "RNN": RNN, "GRU": GRU}
VARIANTS = {cell.__name__: cell for cell in (CoupledLSTM, PeepholeLSTM, ResetFirstGRU)}
MAKERS = CELLS | VARIANTS


@dataclass(frozen=True)
class Recipe:
    """One network and how it is trained."""

    task: str
    cell: str
    hidden_size: int
    seed: int
    updates: int
    rate: float
    decay: float = 0.0
    forget_bias: float = 1.0
    input_bias: float = 0.0
    activation: Literal["tanh", "relu"] = "tanh"
    """Of an RNN."""
    memory: bool = True
    """Whether the recurrent weights start off 0; from single frames, nothing ever moves them."""
    direction: Literal["", "forward", "backward", "both"] = ""

    @property
    def name(self) -> str:
        """What its files are called."""
        return "_".join(filter(None, (self.task, self.cell.lower(), self.direction)))

    def start(self, rng: np.random.Generator) -> SequenceModel:
        """Draw the untrained network."""
        task = TASKS[self.task]
        encoder = task.encoder(rng)
        layer = self._start_layer(rng, encoder.size)
        readout = Readout.init(rng, output_size(layer), len(task.classes), task.at)
        return SequenceModel(encoder, (layer,), readout)

    def _start_layer(self, rng: np.random.Generator, input_size: int) -> Layer:
        first = self._start_cell(rng, input_size)
        if self.direction == "both":
            return Bidirectional(first, self._start_cell(rng, input_size))
        return Reversed(first) if self.direction == "backward" else first

    def _start_cell(self, rng: np.random.Generator, input_size: int) -> Cell:
        if self.cell == "CoupledLSTM":  # one bias for both gates: it starts as that of f
            sizes = (input_size, self.hidden_size)
            return CoupledLSTM.init(rng, *sizes, forget_bias=self.forget_bias)
        cell = MAKERS[self.cell].init(rng, input_size, self.hidden_size)
        if isinstance(cell, RNN):
            recurrent = cell.weight_hh if self.memory else np.zeros_like(cell.weight_hh)
            return replace(cell, weight_hh=recurrent, activation=self.activation)
        if not isinstance(cell, LSTM | PeepholeLSTM):
            return cell
        bias = cell.bias.copy()
        bias[: self.hidden_size] = self.input_bias
        bias[self.hidden_size : 2 * self.hidden_size] = self.forget_bias
        return replace(cell, bias=bias)

    def batches(self, rng: np.random.Generator) -> Iterator[Batch]:
        """Draw training batches without end."""
        while True:
            yield TASKS[self.task].batch(rng)


# Where one thing is to be kept, an LSTM starts with its forget gates open and its input gates
# nearly closed, so that what it writes, it writes for a reason: that makes its gates worth
# watching. To count, it has to write at every bracket; to echo, to forget all but the last two.
RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        *(
            Recipe("reviews", cell, 4, 3, 2000, 0.01, decay=0.02, forget_bias=3.0, input_bias=-1.0)
            for cell in MAKERS
        ),
        *(
            Recipe("intents", cell, 5, 1, 1500, 0.01, decay=0.03, forget_bias=3.0, input_bias=-1.0)
            for cell in MAKERS
        ),
        *(
            Recipe("first_symbol", cell, 5, 1, 2500, 0.01, forget_bias=4.0, input_bias=-3.0)
            for cell in MAKERS
        ),
        Recipe("brackets", "LSTM", 4, 3, 2500, 0.01, forget_bias=3.0, input_bias=1.0),
        Recipe("echo", "LSTM", 4, 1, 5000, 0.02, forget_bias=-1.0),
        Recipe("ball", "RNN", 16, 1, 6000, 0.005, activation="relu"),
        Recipe("one_frame", "RNN", 16, 1, 1500, 0.005, activation="relu", memory=False),
        # Two cells of 5 units have about as many parameters as one of 8.
        Recipe("gaps", "LSTM", 8, 1, 2000, 0.01, decay=0.02, direction="forward"),
        Recipe("gaps", "LSTM", 8, 1, 2000, 0.01, decay=0.02, direction="backward"),
        Recipe("gaps", "LSTM", 5, 1, 2000, 0.01, decay=0.02, direction="both"),
        Recipe("names", "LSTM", 6, 1, 2000, 0.01, decay=0.02, direction="both"),
    )
}
