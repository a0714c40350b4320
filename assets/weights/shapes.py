"""The networks of the page on shapes: one to one, one to many, and many to many of any lengths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.weights.schedule import scheduled
from assets.weights.tasks import BATCH_SIZE
from lstm_core.attention import Attention
from lstm_core.batch import Batch
from lstm_core.encoding import OneHot, Values
from lstm_core.generate import generate
from lstm_core.losses import softmax_cross_entropy
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.optimisers import Adam
from lstm_core.plain import PlainLayer
from lstm_core.readout import Readout
from lstm_core.seq2seq import Seq2Seq
from lstm_core.tasks import dates, segments
from lstm_core.training import TrainingEvent

WORDS_BEHIND = (0, 1, 2, 3)
"""After how many phrases behind the date the two date networks are judged."""
JUDGED_BEHIND = 1000
"""On how many held-out dates each."""


@dataclass(frozen=True)
class Network:
    """One network of the page: how it starts, what it learns from, how it is judged."""

    name: str
    title: str
    description: str
    cell: str
    hidden_size: int
    input_size: int
    seed: int
    updates: int
    rate: float
    start: Callable[[np.random.Generator], Any]
    batches: Callable[[np.random.Generator], Iterator[Batch]]
    judge: Callable[[Any, np.random.Generator], dict[str, Any]]
    classes: tuple[str, ...]
    default: str

    def train(self) -> Iterator[TrainingEvent[Any]]:
        """Train it from its seed."""
        rng = np.random.default_rng(self.seed)
        model, optimiser = self.start(rng), Adam(self.rate)
        return scheduled(model, self.batches(rng), optimiser, softmax_cross_entropy, self.updates)

    def facts(self, model: Any, rng: np.random.Generator, losses: list[float]) -> dict[str, Any]:
        """Write down what the JSON beside the weights says."""
        return {
            "title": self.title,
            "description": self.description,
            "task": "shapes",
            "default": self.default,
            "cell": self.cell,
            "input_size": self.input_size,
            "hidden_size": self.hidden_size,
            "parameters": model.parameter_count,
            **self.judge(model, rng),
            "seed": self.seed,
            "updates": self.updates,
            "batch_size": BATCH_SIZE,
            "rate": self.rate,
            "command": f"python -m assets.weights.make {self.name}",
            "first_losses": losses,
            "classes": list(self.classes),
        }


def _endless(make: Callable[..., Batch]) -> Callable[[np.random.Generator], Iterator[Batch]]:
    def batches(rng: np.random.Generator) -> Iterator[Batch]:
        while True:
            yield make(rng, BATCH_SIZE)

    return batches


def _start_speller(rng: np.random.Generator, hidden_size: int) -> SequenceModel:
    cell = LSTM.init(rng, segments.INPUTS, hidden_size)
    readout = Readout.init(rng, hidden_size, len(segments.LETTERS), "every")
    return SequenceModel(Values(segments.INPUTS), (cell,), readout)


def _start_dates(rng: np.random.Generator, hidden_size: int, *, attends: bool) -> Seq2Seq:
    reads, writes = dates.VOCABULARY.size, len(dates.SYMBOLS)
    return Seq2Seq(
        OneHot(reads),
        LSTM.init(rng, reads, hidden_size),
        OneHot(writes),
        LSTM.init(rng, writes, hidden_size),
        Readout.init(rng, hidden_size, writes),
        Attention.init(rng, hidden_size, hidden_size) if attends else None,
    )


def _judge_digits(model: PlainLayer, rng: np.random.Generator) -> dict[str, Any]:
    pictures = segments.held_out_pictures()
    exact = np.array([segments.shares(lit) for lit in pictures])
    answers = model.forward(pictures[None]).probabilities[0]
    return {
        "metric": "share of pictures never seen in training named as the digit likeliest by Bayes",
        "accuracy": _right(exact, answers.argmax(axis=1)),
        "largest_difference": round(float(np.abs(answers - exact).max()), 4),
    }


def _judge_speller(model: SequenceModel, rng: np.random.Generator) -> dict[str, Any]:
    pictures = segments.held_out_pictures()
    names = [spell(model, lit) for lit in pictures]
    digits = np.array([segments.NAMES.index(n) if n in segments.NAMES else -1 for n in names])
    exact = np.array([segments.shares(lit) for lit in pictures])
    clean = [spell(model, lit) for lit in segments.DIGITS]
    return {
        "metric": "share of pictures never seen in training spelled as a digit likeliest by Bayes",
        "accuracy": _right(exact, digits),
        "all_ten_clean": clean == list(segments.NAMES),
    }


def spell(model: SequenceModel, lit: NDArray[np.float64]) -> str:
    """Let the speller write what it sees."""
    written = generate(
        model, segments.picture_input(lit)[None], segments.letter_input, end=0, limit=12
    )
    return "".join(segments.LETTERS[letter] for letter in written.outputs)


def _right(exact: NDArray[np.float64], digits: NDArray[np.int64]) -> float:
    """How often that digit is as likely as the likeliest; -1 is no digit at all."""
    taken = np.where(digits < 0, 0.0, exact[np.arange(len(digits)), digits])
    return round(float((taken > exact.max(axis=1) - 1e-9).mean()), 4)


def _judge_dates(model: Seq2Seq, rng: np.random.Generator) -> dict[str, Any]:
    held_out = [dates.draw_written(rng, held_out=True) for _ in range(2000)]
    behind = {
        str(count): _exact(
            model, [dates.with_words_behind(rng, count) for _ in range(JUDGED_BEHIND)]
        )
        for count in WORDS_BEHIND
    }
    return {
        "metric": "share of held-out dates of which every character is right",
        "accuracy": _exact(model, held_out),
        "accuracy_behind": behind,
        "judged_behind": JUDGED_BEHIND,
    }


def _exact(model: Seq2Seq, written: list[dates.Written]) -> float:
    batch = dates.date_batch(written)
    limit = len(batch.targets)
    outputs = model.decode(batch.inputs.sources, batch.inputs.lengths, limit=limit).outputs
    whole = np.zeros_like(batch.targets)
    whole[: len(outputs)] = outputs
    return round(float((whole == batch.targets).all(axis=0).mean()), 4)


def _dates(name: str, title: str, description: str, *, attends: bool) -> Network:
    return Network(
        name=name,
        title=title,
        description=description,
        cell="LSTM",
        hidden_size=32,
        input_size=dates.VOCABULARY.size,
        seed=1,
        updates=6000,
        rate=0.005,
        start=lambda rng: _start_dates(rng, 32, attends=attends),
        batches=lambda rng: dates.date_batches(rng, BATCH_SIZE),
        judge=_judge_dates,
        classes=dates.SYMBOLS,
        default=dates.DEFAULT,
    )


SHAPES: dict[str, Network] = {
    network.name: network
    for network in (
        Network(
            name="digits_plain",
            title="Name the digit",
            description="Trained to name the digit on a display of seven segments, some wrong.",
            cell="plain",
            hidden_size=0,
            input_size=len(segments.SEGMENTS),
            seed=1,
            updates=10000,
            rate=0.03,
            start=lambda rng: PlainLayer.init(rng, len(segments.SEGMENTS), len(segments.NAMES)),
            batches=_endless(segments.digit_batch),
            judge=_judge_digits,
            classes=segments.NAMES,
            default=segments.DEFAULT,
        ),
        Network(
            name="spelling_lstm",
            title="Spell the digit",
            description="Trained to spell the digit on the display: one picture in, letters out.",
            cell="LSTM",
            hidden_size=16,
            input_size=segments.INPUTS,
            seed=1,
            updates=4000,
            rate=0.01,
            start=lambda rng: _start_speller(rng, 16),
            batches=_endless(segments.spelling_batch),
            judge=_judge_speller,
            classes=segments.LETTERS,
            default=segments.DEFAULT,
        ),
        _dates(
            "dates_attention",
            "Dates, with attention",
            "Trained to write a date as YYYY-MM-DD, looking back at every character it read.",
            attends=True,
        ),
        _dates(
            "dates_bridge",
            "Dates, without attention",
            "Trained to write a date as YYYY-MM-DD from what the encoder hands over alone.",
            attends=False,
        ),
    )
}
