"""A memory task as something to train on: which network, which data, and how it learns."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.losses import LossFunction
from lstm_core.model import SequenceModel
from lstm_ui.train.own import OwnData
from lstm_ui.train.tasks import LEARNT_FROM_FEW, MEMORY_TASKS, MemoryTask
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.problem import Judged

Floats = NDArray[np.float64]

JUDGED = 256
"""Held-out sequences that every report measures on."""
WEIGHTS, DATA, JUDGES, FEW = range(4)
"""What is drawn from the seed, each from numbers of its own."""


@dataclass(frozen=True)
class MemoryProblem:
    """One network on one memory task.

    Attributes
    ----------
    task : str
        Its key in :data:`~lstm_ui.train.tasks.MEMORY_TASKS`.
    grade : int
        How difficult it is, on the task's dial.
    network, learning
        What learns, and how.
    owner : str
        Whose the data are, where they are a learner's own: nobody else's training is equal.
    own : OwnData or None
        Those data.
    """

    task: str = "first_symbol"
    grade: int = 50
    network: Network = field(default_factory=Network)
    learning: Learning = field(default_factory=Learning)
    owner: str = ""
    own: OwnData | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Hashable:
        """Every setting decides a number; a learner's own data stand in it by whose they are."""
        data = "" if self.own is None else self.own.digest
        return (self.task, self.grade, self.network, self.learning, self.owner, data)

    @property
    def what(self) -> MemoryTask:
        """The task."""
        return MEMORY_TASKS[self.task] if self.own is None else self.own.task

    @property
    def loss(self) -> LossFunction:
        """What is made small."""
        return self.what.loss

    def start(self) -> SequenceModel:
        """Draw the untrained network."""
        rng, task = self._rng(WEIGHTS), self.what
        return self.network.start(rng, task.encoder(rng), len(task.classes), task.at)

    def batch(self, update: int) -> Batch:
        """Draw what that update learns from; runs that differ in the network see the same."""
        size = self.learning.batch
        if self.own is not None or self.task == LEARNT_FROM_FEW:
            return members(self._few, self._turn(update, size))
        rng = self._rng(DATA, update)
        return self.what.draw(rng, size, held_out=False, length=self.grade)

    @property
    def held_out(self) -> Batch:
        """Sequences that training never sees; the same for all networks."""
        return self._judges

    def score(self, logits: Floats, batch: Batch) -> float:
        """Measure how right these answers are."""
        return self.what.score(logits, batch)

    @cached_property
    def unread(self) -> Judged:
        """Loss and score of the best answer that is always the same: without reading anything."""
        batch = self.held_out
        logits = constant(batch, len(self.what.classes))
        loss = self.loss(logits, batch.targets, batch.weights).value
        return Judged(loss, self.score(logits, batch))

    @cached_property
    def _judges(self) -> Batch:
        if self.own is not None:
            return self.own.sequences(held_out=True, most=JUDGED)
        return _drawn_once(self.task, self.grade, JUDGED, (self.learning.seed, JUDGES))

    @cached_property
    def _few(self) -> Batch:
        """The only sequences that there are to learn from."""
        if self.own is not None:
            return self.own.sequences(held_out=False)
        return _drawn_once(self.task, self.grade, self.grade, (self.learning.seed, FEW))

    def _turn(self, update: int, size: int) -> NDArray[np.intp]:
        """Which of them that update learns from: all of them in turn, anew shuffled each time."""
        size = min(size, self.grade)
        epoch, place = divmod(update - 1, self.grade // size)
        order = self._rng(DATA, epoch).permutation(self.grade)
        return order[place * size : (place + 1) * size]

    def _rng(self, *what: int) -> np.random.Generator:
        return np.random.default_rng([self.learning.seed, *what])


@lru_cache(maxsize=64)
def _drawn_once(task: str, grade: int, size: int, seed: tuple[int, int]) -> Batch:
    """Draw sequences that all networks are judged on, or the only ones to learn from."""
    rng, held_out = np.random.default_rng(seed), seed[1] == JUDGES
    return MEMORY_TASKS[task].draw(rng, size, held_out=held_out, length=grade)


def members(batch: Batch, which: NDArray[np.intp]) -> Batch:
    """Look at some members of a batch, no longer than the longest of them."""
    lengths = None if batch.lengths is None else batch.lengths[which]
    end = None if lengths is None else int(lengths.max())
    inputs, targets, weights = (
        array[:end, which] for array in (batch.inputs, batch.targets, batch.weights)
    )
    return Batch(inputs, targets, weights, lengths)


def constant(batch: Batch, outputs: int) -> Floats:
    """Give the best answer that is always the same, as logits ``(T, B, K)``.

    To classes it is how often each is right; to numbers, their mean.
    """
    if batch.targets.ndim == 3:
        mean = np.average(batch.targets, axis=(0, 1), weights=batch.weights)
        return np.broadcast_to(mean, batch.targets.shape)
    counts = np.bincount(batch.targets.ravel(), batch.weights.ravel(), outputs)
    with np.errstate(divide="ignore"):
        logits = np.log(np.maximum(counts / counts.sum(), 1e-12))
    return np.broadcast_to(logits, (*batch.targets.shape, outputs))
