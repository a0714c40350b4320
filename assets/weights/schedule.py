"""How long and how fast every example learns: two thirds at the full rate, the rest at a tenth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from lstm_core.batch import Batch
from lstm_core.losses import LossFunction
from lstm_core.optimisers import Adam
from lstm_core.training import TrainingEvent, train


def scheduled(
    model: Any, batches: Iterator[Batch], optimiser: Adam, loss: LossFunction, updates: int
) -> Iterator[TrainingEvent[Any]]:
    """Train a model for so many updates."""
    before = 2 * updates // 3
    for event in train(model, islice(batches, before), optimiser, loss, clip=1.0):
        yield event
    slower = replace(event.optimiser, rate=optimiser.rate / 10)
    rest = islice(batches, updates - before)
    for later in train(event.model, rest, slower, loss, clip=1.0):
        yield replace(later, update=before + later.update)
