"""What every training is made of, whichever page it is for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.losses import LossFunction
from lstm_core.model import SequenceModel
from lstm_ui.training.networks import Learning

Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """How well a network does on sequences that training never sees.

    Attributes
    ----------
    loss : float
        In the unit of the loss.
    score : float
        What the page calls its score, such as the share of right answers.
    """

    loss: float
    score: float


class Problem(Protocol):
    """A network, its data and how it learns: a value that can be sent to another process."""

    def __hash__(self) -> int:
        """Be findable again, by what reads a whole training from a file once."""
        ...

    @property
    def key(self) -> Hashable:
        """Equal keys, equal trainings: everything that decides a number."""
        ...

    @property
    def learning(self) -> Learning:
        """How the network learns."""
        ...

    @property
    def loss(self) -> LossFunction:
        """What is made small."""
        ...

    def start(self) -> SequenceModel:
        """Draw the untrained network."""
        ...

    def batch(self, update: int) -> Batch:
        """Draw what update ``update`` (from 1) learns from; the same at every call."""
        ...

    def score(self, logits: Floats, batch: Batch) -> float:
        """Measure how right these answers are."""
        ...

    @property
    def held_out(self) -> Batch:
        """Sequences that training never sees."""
        ...


def judged(problem: Problem, model: SequenceModel) -> Judged:
    """How well that network does on the sequences that training never sees."""
    batch = problem.held_out
    logits = model.forward(batch.inputs, lengths=batch.lengths).logits
    loss = problem.loss(logits, batch.targets, batch.weights)
    return Judged(loss.value, problem.score(logits, batch))
