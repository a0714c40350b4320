"""The memory tasks that a learner can train a network on, by the names of the literature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.losses import LossFunction, accuracy, mean_squared_error, softmax_cross_entropy
from lstm_core.tasks import (
    adding,
    brackets,
    copy_memory,
    first_symbol,
    parity,
    reviews,
    temporal_order,
)
from lstm_core.vocabulary import Vocabulary

Floats = NDArray[np.float64]

HIDDEN_WORDS = 0.05
"""Share of the words that are hidden in training, so that unknown ones do no harm later."""
WORD_SIZE = 8


class Draw(Protocol):
    """What draws a batch of sequences of one length, from either side of the split."""

    def __call__(
        self, rng: np.random.Generator, size: int, *, held_out: bool, length: int
    ) -> Batch:
        """Draw ``size`` sequences of ``length`` steps."""
        ...


@dataclass(frozen=True)
class MemoryTask:
    """What is to be learnt, apart from the network that learns it.

    Attributes
    ----------
    title : str
        Its name in the literature.
    asks : str
        One sentence: what is asked of the network.
    reference : str
        The paper that the task is from.
    dial : str
        What its difficulty is measured by.
    grades : tuple of int
        The difficulties that are offered.
    grade : int
        The one that it opens with.
    measure : str
        What its score is.
    classes : tuple of str
        What the numbers of the answer mean.
    at : str
        Whether it is asked at the end or at every step.
    loss : callable
        What is made small.
    encoder : callable
        From a generator to what reads the sequences.
    draw : Draw
        Where its sequences come from.
    score : callable
        From logits and batch to the score.
    vocabulary : Vocabulary or None
        The tokens it is made of; None where it is made of numbers.
    shown_as : str
        How the cell player shows the answer: "classify", "count" or "echo".
    suits : mapping
        Settings with which an LSTM learns it well, where they are not those of the page.
    """

    title: str
    asks: str
    reference: str
    dial: str
    grades: tuple[int, ...]
    grade: int
    measure: str
    classes: tuple[str, ...]
    at: Literal["end", "every"]
    loss: LossFunction
    encoder: Callable[[np.random.Generator], Encoder]
    draw: Draw
    score: Callable[[Floats, Batch], float]
    vocabulary: Vocabulary | None
    shown_as: str = "classify"
    suits: Mapping[str, str] = field(default_factory=dict)


def share_right(logits: Floats, batch: Batch) -> float:
    """Share of the asked answers that are the right class."""
    return float(accuracy(logits, batch.targets, batch.weights) or 0.0)


def share_counted(logits: Floats, batch: Batch) -> float:
    """Share of the asked answers that are the right whole number once they are rounded."""
    right = np.round(logits) == batch.targets
    return float(np.average(right[..., 0], weights=batch.weights))


def _one_hot(vocabulary: Vocabulary) -> Callable[[np.random.Generator], Encoder]:
    return lambda rng: OneHot(vocabulary.size)


def _copied(rng: np.random.Generator, size: int, *, held_out: bool, length: int) -> Batch:
    symbols = 5
    steps = length + 2 * symbols + 1
    return copy_memory.copy_batch(rng, size, held_out=held_out, length=steps, symbols=symbols)


def _reviewed(rng: np.random.Generator, size: int, *, held_out: bool, length: int) -> Batch:
    drop = 0.0 if held_out else HIDDEN_WORDS
    return reviews.review_batch(rng, size, held_out=held_out, drop=drop)


T_STEPS = "T, time steps"
MEMORY_TASKS: dict[str, MemoryTask] = {
    "first_symbol": MemoryTask(
        title="Remember the first symbol",
        asks="A letter, then noise of the same letters, some hidden. At the end: which was first?",
        reference="Hochreiter and Schmidhuber (1997), section 5",
        dial=T_STEPS,
        grades=(5, 10, 20, 30, 40, 50, 75, 100),
        grade=50,
        measure="share of sequences answered right",
        classes=first_symbol.CLASSES,
        at="end",
        loss=softmax_cross_entropy,
        encoder=_one_hot(first_symbol.VOCABULARY),
        draw=first_symbol.latch_batch,
        score=share_right,
        vocabulary=first_symbol.VOCABULARY,
    ),
    "adding": MemoryTask(
        title="Adding problem",
        asks="Numbers from 0 to 1, two of them marked. At the end: what is the sum of those two?",
        reference="Hochreiter and Schmidhuber (1997), experiment 4",
        dial=T_STEPS,
        grades=(10, 20, 30, 50, 75, 100),
        grade=50,
        measure="share of sums within 0.04",
        classes=adding.CLASSES,
        at="end",
        loss=mean_squared_error,
        encoder=lambda rng: Values(2),
        draw=adding.adding_batch,
        score=adding.share_right,
        vocabulary=None,
        shown_as="echo",
        suits={"eta": "0.02", "bias": "3", "updates": "1000"},
    ),
    "copy": MemoryTask(
        title="Copy after a delay",
        asks="Five letters, then blanks, then a question mark: say the letters again, in order.",
        reference="Arjovsky, Shah and Bengio (2016); after Hochreiter and Schmidhuber (1997)",
        dial="delay, blank steps",
        grades=(1, 5, 10, 20, 40, 80),
        grade=10,
        measure="share of letters said right",
        classes=copy_memory.CLASSES,
        at="every",
        loss=softmax_cross_entropy,
        encoder=_one_hot(copy_memory.VOCABULARY),
        draw=_copied,
        score=share_right,
        vocabulary=copy_memory.VOCABULARY,
        suits={"eta": "0.01", "bias": "3", "size": "32", "updates": "3000"},
    ),
    "order": MemoryTask(
        title="Temporal order",
        asks="X or Y stands at two places among other letters. At the end: in which order?",
        reference="Hochreiter and Schmidhuber (1997), experiment 6a",
        dial=T_STEPS,
        grades=(10, 20, 30, 50, 75, 100),
        grade=30,
        measure="share of sequences answered right",
        classes=temporal_order.CLASSES,
        at="end",
        loss=softmax_cross_entropy,
        encoder=_one_hot(temporal_order.VOCABULARY),
        draw=temporal_order.order_batch,
        score=share_right,
        vocabulary=temporal_order.VOCABULARY,
        suits={"eta": "0.01", "bias": "3"},
    ),
    "brackets": MemoryTask(
        title="Bracket depth",
        asks="Brackets open and close among letters. After every character: how many are open?",
        reference="Gers and Schmidhuber (2001)",
        dial=T_STEPS,
        grades=(10, 20, 30, 50, 75, 100),
        grade=30,
        measure="share of depths right, rounded",
        classes=brackets.CLASSES,
        at="every",
        loss=mean_squared_error,
        encoder=_one_hot(brackets.VOCABULARY),
        draw=brackets.bracket_batch,
        score=share_counted,
        vocabulary=brackets.VOCABULARY,
        shown_as="count",
    ),
    "parity": MemoryTask(
        title="Parity",
        asks="Zeros and ones. After every one of them: were the ones so far even or odd?",
        reference="Hochreiter and Schmidhuber (1997), section 1; Graves (2016)",
        dial=T_STEPS,
        grades=(5, 10, 15, 20, 30, 50),
        grade=10,
        measure="share of steps answered right",
        classes=parity.CLASSES,
        at="every",
        loss=softmax_cross_entropy,
        encoder=_one_hot(parity.VOCABULARY),
        draw=parity.parity_batch,
        score=share_right,
        vocabulary=parity.VOCABULARY,
        suits={"eta": "0.02", "bias": "1", "size": "8", "updates": "500"},
    ),
    "sentiment": MemoryTask(
        title="Sentiment of reviews",
        asks="A review, word by word. At the end: is its writer pleased?",
        reference="our own reviews; the task after Maas et al. (2011)",
        dial="reviews to learn from",
        grades=(50, 100, 200, 500, 1000, 3000),
        grade=3000,
        measure="share of reviews answered right",
        classes=reviews.CLASSES,
        at="end",
        loss=softmax_cross_entropy,
        encoder=lambda rng: Embedding.init(rng, reviews.VOCABULARY.size, WORD_SIZE),
        draw=_reviewed,
        score=share_right,
        vocabulary=reviews.VOCABULARY,
        suits={"eta": "0.01", "bias": "1", "updates": "1000"},
    ),
}
LEARNT_FROM_FEW = "sentiment"
"""The task whose dial says how many sequences there are to learn from."""
OWN = "own"
"""The learner's own sequences and labels."""
TITLES = {key: task.title for key, task in MEMORY_TASKS.items()} | {OWN: "Your own CSV"}
