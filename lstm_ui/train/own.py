"""A learner's own sequences as a task: which are learnt from, which are held out."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lstm_core.batch import Batch, judged_at_end
from lstm_core.encoding import Embedding, OneHot, Values
from lstm_core.losses import softmax_cross_entropy
from lstm_core.tasks import reviews
from lstm_ui.train.tasks import WORD_SIZE, MemoryTask, share_right
from lstm_ui.training.labelled import Labelled

SAMPLE_ROWS = 3000
SAMPLE_SEED = 1
MOST_AXES = 40
"""Tokens up to which each has an axis of its own; more of them get learnt vectors."""


@dataclass(frozen=True)
class OwnData:
    """Sequences and labels, and what tells them from anybody else's.

    Attributes
    ----------
    labelled : Labelled
        What was uploaded.
    digest : str
        Of the file.
    """

    labelled: Labelled
    digest: str

    @property
    def learnt_from(self) -> int:
        """How many sequences there are to learn from."""
        return sum(not held for held in self.labelled.held_out)

    def sequences(self, *, held_out: bool, most: int | None = None) -> Batch:
        """Lay the sequences of one side beside each other, each judged at its end."""
        own = self.labelled
        which = [n for n, held in enumerate(own.held_out) if held == held_out][:most]
        labels = [own.labels[n] for n in which]
        if own.vocabulary is not None:
            tokens = [[str(step) for step in own.sequences[n]] for n in which]
            return judged_at_end([own.vocabulary.encode(one) for one in tokens], labels)
        numbers = [np.array(own.sequences[n], dtype=np.float64) for n in which]
        places = judged_at_end([np.zeros(len(one), dtype=np.int64) for one in numbers], labels)
        values = np.zeros((*places.inputs.shape, 1))
        mean, deviation = self._scale
        for b, one in enumerate(numbers):
            values[: len(one), b, 0] = (one - mean) / deviation
        return Batch(values, places.targets, places.weights, places.lengths)

    @cached_property
    def _scale(self) -> tuple[float, float]:
        """Mean and deviation of the numbers that are learnt from: the held-out ones stay unseen."""
        own = self.labelled
        learnt = [
            float(number)
            for steps, held in zip(own.sequences, own.held_out, strict=True)
            if not held
            for number in steps
        ]
        return float(np.mean(learnt)), float(np.std(learnt)) or 1.0

    @property
    def task(self) -> MemoryTask:
        """The task that these data are."""
        own = self.labelled

        def encoder(rng: np.random.Generator) -> Any:
            if own.vocabulary is None:
                return Values(1)
            if own.vocabulary.size <= MOST_AXES:
                return OneHot(own.vocabulary.size)
            return Embedding.init(rng, own.vocabulary.size, WORD_SIZE)

        return MemoryTask(
            title="Your own sequences",
            asks=f"Which of {len(own.classes)} labels belongs to a sequence of {own.kind}?",
            reference="Uploaded by you",
            dial="sequences to learn from",
            grades=(self.learnt_from,),
            grade=self.learnt_from,
            measure="share of sequences answered right",
            classes=own.classes,
            at="end",
            loss=softmax_cross_entropy,
            encoder=encoder,
            draw=_nothing_drawn,
            score=share_right,
            vocabulary=own.vocabulary,
        )


def _nothing_drawn(rng: np.random.Generator, size: int, *, held_out: bool, length: int) -> Batch:
    raise NotImplementedError("a learner's own sequences are given, not drawn")


def digest_of(content: bytes) -> str:
    """What tells one file from another."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def sample() -> bytes:
    """A file as it is asked for: reviews and whether their writers are pleased."""
    rng = np.random.default_rng(SAMPLE_SEED)
    rows: Sequence[tuple[str, str]] = [
        (" ".join(review.words), reviews.CLASSES[review.label])
        for review in (reviews.sample_review(rng, held_out=False) for _ in range(SAMPLE_ROWS))
    ]
    text = io.StringIO()
    csv.writer(text).writerows([("sequence", "label"), *rows])
    return text.getvalue().encode("utf-8")
