"""A text as something to train on: which characters, in which sequences, and how it is judged."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.encoding import OneHot
from lstm_core.losses import LossFunction, accuracy, softmax_cross_entropy
from lstm_core.model import SequenceModel
from lstm_core.text.characters import CharacterText
from lstm_core.text.cleaning import clean
from lstm_core.text.entropy import Counters, bigram_entropy, unigram_entropy
from lstm_core.text.sequences import PaddedLines, Sequences, Windows, stream_once
from lstm_ui.text.sources import SOURCES, read
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.problem import Judged

Floats = NDArray[np.float64]

OWN = "own"
"""The key of a learner's own text, beside those of :data:`~lstm_ui.text.sources.SOURCES`."""
STREAM, LINES, SENTENCES = "one stream", "lines, padded", "sentences, padded"
NATS = float(np.log(2.0))
"""A bit in nats."""
EPOCHS = (1, 2, 5, 10, 20, 30, 50, 100, 200)
EXCERPTS = (5_000, 20_000, 60_000, 200_000)
"""How often a text may be read, and how much of it."""
WINDOW, LONGEST = 64, 120
"""Steps of a window of the stream, and most steps of a padded sequence."""
BEFORE, JUDGED = 32, 64
"""Characters that are read before a held-out window is judged, and how many windows are."""


@dataclass(frozen=True)
class Reading:
    """How a text is made ready.

    Attributes
    ----------
    lower, strip : bool
        Whether letters are made small, and punctuation is taken out.
    cut : str
        Which sequences it is cut into: one of :data:`STREAM`, :data:`LINES`, :data:`SENTENCES`.
    excerpt : int
        Of how many characters only the first are read; 0 for all.
    """

    lower: bool = False
    strip: bool = False
    cut: str = STREAM
    excerpt: int = 0

    def cleaned(self, text: str, *, is_code: bool) -> str:
        """Return a text as the model reads it; in code, white space has a meaning."""
        return clean(
            text,
            lower=self.lower,
            strip_punctuation=self.strip,
            collapse=not is_code,
            sentences=self.cut == SENTENCES,
        )

    def typed(self, text: str) -> str:
        """Return a few words as the model reads them, a space at their end included."""
        return clean(text, lower=self.lower, strip_punctuation=self.strip)


@dataclass(frozen=True)
class TextProblem:
    """One network on one text.

    Attributes
    ----------
    source : str
        The key of a text that is here already, or :data:`OWN`.
    own : str
        A learner's own text, where it is one.
    owner : str
        Whose it is: two sessions never share what came of an own text, not even of equal ones.
    digest : str
        Of the characters that are read. What has shipped is found by it only while they are the
        same.
    reading, network, learning
        How the text is made ready, what learns, and how.
    """

    source: str = "lessons"
    own: str = field(default="", repr=False)
    owner: str = ""
    digest: str = ""
    reading: Reading = field(default_factory=Reading)
    network: Network = field(default_factory=Network)
    learning: Learning = field(default_factory=Learning)

    @property
    def key(self) -> Hashable:
        """All that decides a number; the digest stands for the text."""
        return replace(self, own="")

    @property
    def text(self) -> CharacterText:
        """Its characters, numbered."""
        return numbered(self.source, self.own, self.reading)

    @property
    def loss(self) -> LossFunction:
        """What is made small, in nats."""
        return softmax_cross_entropy

    def start(self) -> SequenceModel:
        """Draw the untrained network."""
        kinds, rng = self.text.vocabulary.size, np.random.default_rng([self.learning.seed, 0])
        return self.network.start(rng, OneHot(kinds), kinds, "every")

    def batch(self, update: int) -> Batch:
        """Lay out what that update learns from, from 1."""
        return self.sequences.batch(update - 1)

    @property
    def sequences(self) -> Sequences:
        """The training part, cut into sequences."""
        how = self.learning
        return _sequences(self.source, self.own, self.reading, how.batch, how.seed)

    @property
    def held_out(self) -> Batch:
        """The beginning of the part that training never sees."""
        return _held_out(self.source, self.own, self.reading)

    def score(self, logits: Floats, batch: Batch) -> float:
        """Measure the share of next characters that are guessed right."""
        return float(accuracy(logits, batch.targets, batch.weights) or 0.0)


@dataclass(frozen=True)
class TextSettings:
    """Everything that decides what learns to write, and from which text."""

    source: str = "lessons"
    reading: Reading = field(default_factory=Reading)
    network: Network = field(default_factory=Network)
    learning: Learning = field(default_factory=Learning)
    epochs: int = 20


def problem_of(
    source: str,
    reading: Reading,
    network: Network,
    learning: Learning,
    epochs: int,
    own: str = "",
    owner: str = "",
) -> TextProblem:
    """Make the problem that reads a text so many times.

    Raises
    ------
    ValueError
        One sentence, where the text is too short for a model to learn from.
    """
    theirs = (own, owner) if source == OWN else ("", "")
    problem = TextProblem(source, *theirs, "", reading, network, learning)
    updates = epochs * problem.sequences.updates_per_epoch
    digest = hashlib.blake2b(problem.text.ids.tobytes(), digest_size=12)
    digest.update("".join(problem.text.vocabulary.tokens).encode("utf-8", "replace"))
    return replace(problem, digest=digest.hexdigest(), learning=replace(learning, updates=updates))


@lru_cache(maxsize=8)
def numbered(source: str, own: str, reading: Reading) -> CharacterText:
    """Clean a text, cut it and number its characters.

    Raises
    ------
    ValueError
        One sentence, where it is too short.
    """
    is_code = source != OWN and SOURCES[source].is_code
    text = reading.cleaned(own if source == OWN else read(source), is_code=is_code)
    return CharacterText.of(text[: reading.excerpt or None])


@dataclass(frozen=True)
class Facts:
    """What is left of a text, and how well those who only count foretell it.

    Attributes
    ----------
    characters, kinds, left_out, held_out : int
        How many there are, how many different ones have a number and how many have none, and
        how many characters training never sees.
    unigram, bigram : float
        The text's own entropies, in bits per character.
    levels : tuple of Judged
        Loss (nats) and score on the held-out sequences of who knows how frequent each character
        is, and of who also sees the one before.
    """

    characters: int
    kinds: int
    left_out: int
    held_out: int
    unigram: float
    bigram: float
    levels: tuple[Judged, Judged]


def facts_of(problem: TextProblem) -> Facts:
    """Count the text of a problem."""
    text, judged = problem.text, problem.held_out
    counters = Counters.of(text.training, text.vocabulary.size)
    nats = np.log(2.0) * np.array(counters.bits_per_character([judged]))
    alike = np.broadcast_to(counters.unigram, counters.bigram.shape)
    scores = [problem.score(each[judged.inputs], judged) for each in (alike, counters.bigram)]
    return Facts(
        len(text.ids),
        text.vocabulary.size - 2,
        text.left_out,
        len(text.held_out),
        unigram_entropy(text.ids),
        bigram_entropy(text.ids),
        (Judged(float(nats[0]), scores[0]), Judged(float(nats[1]), scores[1])),
    )


@lru_cache(maxsize=16)
def _sequences(source: str, own: str, reading: Reading, batch: int, seed: int) -> Sequences:
    text = numbered(source, own, reading)
    if reading.cut == STREAM:
        return Windows(text.training, WINDOW, batch, seed)
    return PaddedLines(text.training, text.line_break, text.padding, LONGEST, batch, seed)


@lru_cache(maxsize=8)
def _held_out(source: str, own: str, reading: Reading) -> Batch:
    text = numbered(source, own, reading)
    if reading.cut == STREAM:
        return next(stream_once(text.held_out, steps=WINDOW, before=BEFORE, lanes=JUDGED))
    lines = PaddedLines(text.held_out, text.line_break, text.padding, LONGEST, JUDGED)
    return next(lines.once())
