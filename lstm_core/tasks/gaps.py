"""Fill the gap: is, are, was or were? What tells may come before it, after it, or on both sides.

Two things decide: the number (one dog, two dogs) and the time (now, yesterday). Where both stand
before the gap, nothing after it tells either of them, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.batch import Batch, side_by_side
from lstm_core.tasks.grammar import drop_words, fill, pick, words_of
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_words

GAP = "___"
CLASSES = ("is", "are", "was", "were")
KINDS = ("before", "after", "both")
"""Where the deciding words stand; each as frequent as the next."""
DEFAULT = "there ___ two dogs in the garden yesterday"

TEMPLATES: dict[str, list[str]] = {
    "before": [
        "{time} {those} ___ {state}",
        "{time} , {those} ___ {state}",
        "{says} that {time} {those} ___ {state}",
        "{says} {time} {those} ___ {state}",
        "{time} , {says} , {those} ___ {state}",
    ],
    "after": [
        "there ___ {some} {place} {time}",
        "{says} there ___ {some} {place} {time}",
        "where ___ {those} {time} ?",
        "___ {those} {state} {time} ?",
        "tell me , ___ {those} {state} {time} ?",
        "how ___ {those} {time} ?",
        "and ___ {those} {state} {time} ?",
    ],
    "both": [
        "{time} there ___ {some} {place}",
        "{says} that {time} there ___ {some} {place}",
        "{time} , where ___ {those} ?",
        "{those} ___ {state} {time}",
        "{says} that {those} ___ {state} {time}",
        "{says} {those} ___ {place} {time}",
    ],
}
ONE: dict[str, list[str]] = {
    "those": [
        *(f"{which} {{one}}" for which in ("the", "the", "my", "your", "this", "that", "his")),
        *(f"{which} {{look}} {{one}}" for which in ("the", "my", "our", "her")),
        *(f"{which} {{one}} {{near}}" for which in ("the", "the", "my", "that", "our", "her")),
        *("{him}", "{him}"),
    ],
    "some": ["a {one}", "a {look} {one}", "one {one}", "only one {one}", "another {one}"],
}
MANY: dict[str, list[str]] = {
    "those": [
        *(f"{which} {{many}}" for which in ("the", "the", "my", "your", "these", "those", "his")),
        *(f"{which} {{look}} {{many}}" for which in ("the", "my", "our", "her")),
        *(f"{which} {{many}} {{near}}" for which in ("the", "the", "my", "those", "our", "her")),
        *("{them}", "the {number} {many}"),
    ],
    "some": [
        *("{number} {many}", "{number} {look} {many}", "some {many}", "many {many}"),
        *("several {many}", "a few {many}"),
    ],
}
NOW = ["now", "right now", "today", "at the moment", "these days", "this morning"]
PAST = ["yesterday", "last night", "last week", "last year", "an hour ago", "long ago"]
ALIVE: dict[str, list[str]] = {
    "one": "dog cat bird horse child student teacher friend".split(),
    "many": "dogs cats birds horses children students teachers friends".split(),
    "him": "anna tom he she".split(),
    "them": ["anna and tom", "they", "we"],
    "mood": "hungry tired happy quiet late lost ready wet".split(),
}
THINGS: dict[str, list[str]] = {
    "one": "key book cup ticket car letter".split(),
    "many": "keys books cups tickets cars letters".split(),
    "him": ["it", "everything"],
    "them": ["they", "both"],
    "mood": "clean wet lost dirty cold beautiful".split(),
}
SLOTS: dict[str, list[str]] = {
    "says": ["i think", "we know", "they say", "anna says", "my friends say", "he hears"],
    "number": "two three four five ten".split(),
    "look": "old small big new black red".split(),
    "near": [
        *("of my friend", "of my friends", "near the house", "near the trees"),
        *("with the red spot", "with the red spots", "that i like", "that we like"),
    ],
    "state": ["{mood}", "very {mood}", "not {mood}", "{place}", "still {place}"],
    "place": [
        *("in the garden", "in the kitchen", "at home", "here", "near the door"),
        *("in the street", "at school", "under the table", "next to the windows"),
    ],
}
"""What tells neither the number nor the time."""


@dataclass(frozen=True)
class Gapped:
    """One sentence with a gap.

    Attributes
    ----------
    words : tuple of str
        Lower-case words and signs, :data:`GAP` among them once.
    label : int
        What belongs there: the index into :data:`CLASSES`.
    kind : str
        One of :data:`KINDS`.
    """

    words: tuple[str, ...]
    label: int
    kind: str

    @property
    def at(self) -> int:
        """The place of the gap, 0-based."""
        return self.words.index(GAP)


def make_gapped(rng: np.random.Generator, kind: str | None = None) -> Gapped:
    """Draw one sentence, each kind and each answer as likely as the next."""
    kind = kind or pick(rng, KINDS)
    label = int(rng.integers(len(CLASSES)))
    number = MANY if CLASSES[label] in ("are", "were") else ONE
    time = {"time": PAST if CLASSES[label] in ("was", "were") else NOW}
    slots = SLOTS | number | time | (ALIVE if rng.random() < 0.5 else THINGS)
    text = fill(rng, pick(rng, TEMPLATES[kind]), slots)
    ending = "" if text.endswith("?") else pick(rng, ["", " ."])
    return Gapped(split_words(text + ending), label, kind)


def sample_gapped(rng: np.random.Generator, *, held_out: bool, kind: str | None = None) -> Gapped:
    """Draw one sentence on the wanted side of the split."""
    return draw(rng, lambda rng: make_gapped(rng, kind), lambda gapped: gapped.words, held_out)


def gap_batch(
    rng: np.random.Generator,
    size: int,
    *,
    held_out: bool = False,
    drop: float = 0.0,
    on_the_way: float = 0.0,
) -> Batch:
    """Draw ``size`` sentences, each judged at its gap.

    ``drop`` of the other words are replaced by the unknown token. At every other step the same
    answer is asked for and counts ``on_the_way``: it is what can be said from the words read by
    then.
    """
    return batch_of([sample_gapped(rng, held_out=held_out) for _ in range(size)], rng, drop,
                    on_the_way)  # fmt: skip


def batch_of(
    sentences: Sequence[Gapped],
    rng: np.random.Generator | None = None,
    drop: float = 0.0,
    on_the_way: float = 0.0,
) -> Batch:
    """Lay these sentences side by side, each judged at its gap."""
    words = [gapped.words for gapped in sentences]
    if rng is not None and drop:
        words = [_with_gap(drop_words(rng, each, drop), each) for each in words]
    inputs, lengths = side_by_side([VOCABULARY.encode(each) for each in words])
    weights = np.where(np.arange(len(inputs))[:, None] < lengths, on_the_way, 0.0)
    weights[[gapped.at for gapped in sentences], np.arange(len(sentences))] = 1.0
    labels = np.array([gapped.label for gapped in sentences], dtype=np.int64)
    return Batch(inputs, np.broadcast_to(labels, inputs.shape), weights, lengths)


def cut_at_gap(gapped: Gapped) -> Gapped:
    """Leave out what comes after the gap: it has not happened yet."""
    return Gapped(gapped.words[: gapped.at + 1], gapped.label, gapped.kind)


def _with_gap(dropped: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(GAP if word == GAP else new for new, word in zip(dropped, words, strict=True))


def _vocabulary() -> Vocabulary:
    tables = (SLOTS, ONE, MANY, ALIVE, THINGS, {"time": [*NOW, *PAST]}, TEMPLATES)
    phrases = [phrase for table in tables for choices in table.values() for phrase in choices]
    return Vocabulary.of([GAP, *sorted(words_of([*phrases, "."]) - {GAP, UNKNOWN})])


VOCABULARY = _vocabulary()
