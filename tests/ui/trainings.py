"""Small trainings for the tests of those who train: a few milliseconds an update."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.encoding import OneHot
from lstm_core.losses import (
    Loss,
    LossFunction,
    accuracy,
    mean_squared_error,
    softmax_cross_entropy,
)
from lstm_core.model import SequenceModel
from lstm_core.tasks.first_symbol import first_symbol_batch
from lstm_ui.training.networks import Learning, Network

Floats = NDArray[np.float64]


def squared_error(logits: Floats, targets: NDArray[Any], weights: Floats | None) -> Loss:
    """A loss that overflows where the learning rate is too high."""
    return mean_squared_error(logits, np.eye(4)[targets], weights)


@dataclass(frozen=True)
class Tiny:
    """Remember a letter over four steps; it may be slow, or end its process."""

    learning: Learning = field(default_factory=lambda: Learning(updates=96, batch=4))
    network: Network = field(default_factory=lambda: Network("LSTM", 3))
    pause: float = 0.0
    dies_at: int = 0
    squared: bool = False
    name: str = ""

    @property
    def key(self) -> Hashable:
        return self

    @property
    def loss(self) -> LossFunction:
        return squared_error if self.squared else softmax_cross_entropy

    def start(self) -> SequenceModel:
        rng = np.random.default_rng([self.learning.seed, 0])
        return self.network.start(rng, OneHot(5), 4, "end")

    def batch(self, update: int) -> Batch:
        time.sleep(self.pause)
        if update == self.dies_at:
            os._exit(3)
        rng = np.random.default_rng([self.learning.seed, 1, update])
        return first_symbol_batch(rng, self.learning.batch, length=4)

    @property
    def held_out(self) -> Batch:
        return first_symbol_batch(np.random.default_rng(9), 16, held_out=True, length=4)

    def score(self, logits: Floats, batch: Batch) -> float:
        return float(accuracy(logits, batch.targets, batch.weights) or 0.0)


def until(condition: Callable[[], bool], seconds: float = 40.0) -> None:
    """Wait for something; fail with a clear word where it never comes."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


WILD = Tiny(
    learning=Learning(rate=1e30, updates=96, batch=4, clip=0.0, optimiser="SGD"), squared=True
)
"""Its numbers overflow after some updates."""
