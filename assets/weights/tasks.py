"""What each example is to learn, apart from the network that learns it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_core.batch import Batch
from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.losses import LossFunction, mean_squared_error, softmax_cross_entropy
from lstm_core.tasks import ball, brackets, echo, first_symbol, gaps, intents, names, reviews
from lstm_core.vocabulary import Vocabulary

BATCH_SIZE = 64
WORD_DROPOUT = 0.05
ON_THE_WAY = 0.1
ONE_FRAME_AT_ONCE = 8
"""A batch of flights has as many frames on the average: both networks see as much."""


@dataclass(frozen=True)
class Task:
    """What is to be learnt, apart from the network that learns it."""

    title: str
    description: str
    task: str
    reads: str
    default: str
    classes: tuple[str, ...]
    vocabulary: Vocabulary | None
    encoder: Callable[[np.random.Generator], Encoder]
    at: str
    loss: LossFunction
    batch: Callable[[np.random.Generator], Batch]
    held_out: Callable[[np.random.Generator], Batch]


def _lengths(
    make: Callable[..., Batch], shortest: int, longest: int
) -> Callable[[np.random.Generator], Batch]:
    """Batches of one length each, drawn anew for every batch."""
    return lambda rng: make(rng, BATCH_SIZE, length=int(rng.integers(shortest, longest + 1)))


TASKS: dict[str, Task] = {
    "reviews": Task(
        title="Review sentiment",
        description=(
            "Trained to tell from a review, word by word, whether its writer is pleased: "
            "few words carry the verdict, and “not” turns it round."
        ),
        task="classify",
        reads="words",
        default=reviews.DEFAULT,
        classes=reviews.CLASSES,
        vocabulary=reviews.VOCABULARY,
        encoder=lambda rng: Embedding.init(rng, reviews.VOCABULARY.size, 8),
        at="end",
        loss=softmax_cross_entropy,
        batch=lambda rng: reviews.review_batch(
            rng, BATCH_SIZE, drop=WORD_DROPOUT, on_the_way=ON_THE_WAY
        ),
        held_out=lambda rng: reviews.review_batch(rng, 2000, held_out=True),
    ),
    "intents": Task(
        title="What do you want?",
        description=(
            "Trained to tell what a speaker wants: the time, the weather, an alarm, music, "
            "or only to greet or to thank."
        ),
        task="classify",
        reads="words",
        default=intents.DEFAULT,
        classes=intents.CLASSES,
        vocabulary=intents.VOCABULARY,
        encoder=lambda rng: Embedding.init(rng, intents.VOCABULARY.size, 6),
        at="end",
        loss=softmax_cross_entropy,
        batch=lambda rng: intents.intent_batch(
            rng, BATCH_SIZE, drop=WORD_DROPOUT, on_the_way=ON_THE_WAY
        ),
        held_out=lambda rng: intents.intent_batch(rng, 1000, held_out=True),
    ),
    "first_symbol": Task(
        title="Remember the first letter",
        description=(
            "Trained to say at the end which letter came first, with up to 20 more of the "
            "same letters in between as noise."
        ),
        task="classify",
        reads="letters",
        default=first_symbol.DEFAULT,
        classes=first_symbol.CLASSES,
        vocabulary=first_symbol.VOCABULARY,
        encoder=lambda rng: OneHot(first_symbol.VOCABULARY.size),
        at="end",
        loss=softmax_cross_entropy,
        batch=_lengths(first_symbol.first_symbol_batch, 4, first_symbol.LAG + 4),
        held_out=lambda rng: first_symbol.first_symbol_batch(rng, 2000, held_out=True),
    ),
    "brackets": Task(
        title="Bracket depth",
        description="Trained to say after every character how many brackets are open.",
        task="count",
        reads="letters",
        default=brackets.DEFAULT,
        classes=brackets.CLASSES,
        vocabulary=brackets.VOCABULARY,
        encoder=lambda rng: OneHot(brackets.VOCABULARY.size),
        at="every",
        loss=mean_squared_error,
        batch=_lengths(brackets.bracket_batch, 8, 48),
        held_out=lambda rng: brackets.bracket_batch(rng, 1000, held_out=True),
    ),
    "echo": Task(
        title="Echo, two steps late",
        description="Trained to repeat each number two steps after it was read.",
        task="echo",
        reads="numbers",
        default=echo.DEFAULT,
        classes=echo.CLASSES,
        vocabulary=None,
        encoder=lambda rng: Values(1),
        at="every",
        loss=mean_squared_error,
        batch=_lengths(echo.echo_batch, 8, 24),
        held_out=lambda rng: echo.echo_batch(rng, 1000, held_out=True),
    ),
    "ball": Task(
        title="Where will the ball be? Several frames",
        description=(
            "Trained to say from where a ball was in the frames so far, one after the other, "
            "where it will be in the next one."
        ),
        task="ball",
        reads="frames",
        default=ball.DEFAULT,
        classes=ball.CLASSES,
        vocabulary=None,
        encoder=lambda rng: Values(2),
        at="every",
        loss=mean_squared_error,
        batch=_lengths(ball.ball_batch, 4, 12),
        held_out=lambda rng: ball.ball_batch(rng, 1000, held_out=True),
    ),
    "one_frame": Task(
        title="Where will the ball be? One frame",
        description=(
            "Trained to say from where a ball is in one frame alone where it will be in the next "
            "one: its recurrent weights are 0, so it is a feed-forward network."
        ),
        task="ball",
        reads="frames",
        default=ball.DEFAULT,
        classes=ball.CLASSES,
        vocabulary=None,
        encoder=lambda rng: Values(2),
        at="every",
        loss=mean_squared_error,
        batch=lambda rng: ball.ball_batch(rng, BATCH_SIZE * ONE_FRAME_AT_ONCE, length=1),
        held_out=lambda rng: ball.ball_batch(rng, 1000, held_out=True),
    ),
    "gaps": Task(
        title="Fill the gap",
        description=(
            "Trained to say which of is, are, was and were belongs into the gap of a sentence: "
            "the words that decide stand before it, after it, or on both sides."
        ),
        task="classify",
        reads="words",
        default=gaps.DEFAULT,
        classes=gaps.CLASSES,
        vocabulary=gaps.VOCABULARY,
        encoder=lambda rng: Embedding.init(rng, gaps.VOCABULARY.size, 8),
        at="every",
        loss=softmax_cross_entropy,
        batch=lambda rng: gaps.gap_batch(rng, BATCH_SIZE, drop=WORD_DROPOUT, on_the_way=ON_THE_WAY),
        held_out=lambda rng: gaps.gap_batch(rng, 3000, held_out=True),
    ),
    "names": Task(
        title="Names in a sentence",
        description=(
            "Trained to say of every word whether it is a person, a place, a date or none of "
            "these; some names only the words around them can tell apart."
        ),
        task="tag",
        reads="words",
        default=names.DEFAULT,
        classes=names.CLASSES,
        vocabulary=names.VOCABULARY,
        encoder=lambda rng: Embedding.init(rng, names.VOCABULARY.size, 8),
        at="every",
        loss=softmax_cross_entropy,
        batch=lambda rng: names.names_batch(rng, BATCH_SIZE, hide=True),
        held_out=lambda rng: names.names_batch(rng, 2000, held_out=True, hide=True),
    ),
}
