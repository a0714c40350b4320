"""Names: which words are a person, a place or a date? Some only the words around them can tell.

Jordan may be a man or a country, April a month or a woman, May is also a verb. What the network
has never seen comes as one of three tokens: an unknown word, an unknown word with a capital
letter, a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from lstm_core.batch import Batch, side_by_side
from lstm_core.tasks.grammar import pick
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_words

CLASSES = ("other", "person", "place", "date")
DEFAULT = "In April Jordan moved from Sydney to Jordan"
CAPITAL = "<Unk>"
"""An unknown word with a capital letter."""
NUMBER = "<num>"
HIDDEN_NAMES, HIDDEN_WORDS = 0.25, 0.06
"""Shares of names and of other words that training sees as unknown."""

TEMPLATES = [
    "{person} lives in {place}",
    "{person} and {person} live in {place}",
    "{person} moved from {place} to {place} {when}",
    "{when} {person} moved from {place} to {place}",
    "{person} was born on {day} in {place}",
    "{person} was born in {place} on {day}",
    "{person} says that {place} is {nice} in {month}",
    "{person} says that {month} is {nice} in {place}",
    "{person} {goes} {place} {when}",
    "we met {person} in {place} {when}",
    "the meeting with {person} is {when}",
    "call {person} {when} , please",
    "my {friend} {person} works in {place}",
    "my {friend} {person} is {tired} today",
    "{place} is {nice} in {month}",
    "{place} is a {nice} {town}",
    "is {place} {nice} in {month} ?",
    "{person} is {tired}",
    "{person} was {tired} when we met in {place}",
    "the {train} from {place} to {place} leaves {when}",
    "{month} is {nice} in {place}",
    "in {month} it is {nice} in {place}",
    "may i call {person} {when} ?",
    "{person} may come to {place} {when}",
    "it may rain in {place} {when}",
    "may {person} and {person} come too ?",
    "dear {person} , see you in {place}",
    "thank you , {person}",
    "did {person} see {person} in {place} ?",
    "where is {person} ?",
    "where is {sure} ?",
    "{person} bought {number} tickets to {place}",
    "{number} people from {place} came {when}",
    "{owner} {friend} is from {place}",
    "i met {owner} {friend} {when}",
    "{person} called {person} and said : come to {place}",
    "{person} likes {place} and {person} likes {place}",
    "nobody knows {person} in {place}",
    "they waited for {person} until {day}",
    "{day} is a holiday in {place}",
    "the {town} is called {place}",
    "her name is {person}",
    "from {place} we went to {place}",
]
EITHER = "jordan charlotte sydney victoria georgia austin florence paris chelsea".split()
"""Names of people that are names of places too."""
TWO_MEANINGS = [*EITHER, "april", "may", "june"]
FIRST = "anna tom maria sam ben emma lucas nina omar priya april june may".split() + EITHER
PLACES = "london berlin rome delhi madrid lagos tokyo cairo oslo lima india france kenya".split()
MONTHS = (
    "january february march april may june july august september october november december"
).split()
SLOTS: dict[str, list[str]] = {
    "person": ["{first}", "{first}", "{first}", "{first} {last}", "{title} {last}"],
    "owner": [f"{name}'s" for name in FIRST],
    "first": FIRST,
    "last": "smith garcia khan miller rossi chen".split(),
    "title": ["mr", "mrs", "doctor"],
    "place": [*PLACES, *EITHER, "new york"],
    "sure": PLACES,
    "month": MONTHS,
    "weekday": "monday tuesday wednesday thursday friday saturday sunday".split(),
    "day": ["{weekday}", "{month} {number}", "{number} {month}", "the {number} of {month}"],
    "when": ["on {day}", "on {weekday}", "in {month}", "in {number}", "", "next {weekday}"],
    "number": [NUMBER],
    "goes": ["will visit", "goes to", "wants to see", "flew to", "came back from"],
    "friend": "friend sister brother teacher neighbour mother doctor".split(),
    "nice": "nice cold hot big small quiet beautiful".split(),
    "tired": "tired happy late ill angry busy kind".split(),
    "town": "city country town".split(),
    "train": "train bus plane".split(),
}
TAG_OF = {"person": 1, "owner": 1, "place": 2, "sure": 2, "month": 3, "weekday": 3, "day": 3}
"""What the words of a slot are, and of the slots within it."""
NO_NAMES = {"title", "the", "of"}
"""What is part of no name, though it stands in its slot."""


@dataclass(frozen=True)
class Tagged:
    """One sentence with a tag for every word.

    Attributes
    ----------
    words : tuple of str
        As the network reads them: known words, :data:`NUMBER`, or one of the unknown tokens.
    tags : tuple of int
        For each word the index into :data:`CLASSES`.
    """

    words: tuple[str, ...]
    tags: tuple[int, ...]


def make_tagged(rng: np.random.Generator) -> Tagged:
    """Draw one sentence with nothing hidden."""
    words, tags = zip(*_expand(rng, pick(rng, TEMPLATES), 0), strict=True)
    return Tagged(words, tags)


def sample_tagged(rng: np.random.Generator, *, held_out: bool) -> Tagged:
    """Draw one sentence on the wanted side of the split."""
    return draw(rng, make_tagged, lambda tagged: tagged.words, held_out)


def names_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, hide: bool = False
) -> Batch:
    """Draw ``size`` sentences, every word judged; ``hide`` makes some words unknown."""
    sentences = [sample_tagged(rng, held_out=held_out) for _ in range(size)]
    if hide:
        sentences = [hidden(rng, tagged) for tagged in sentences]
    return batch_of(sentences)


def batch_of(sentences: list[Tagged]) -> Batch:
    """Lay these sentences side by side, every word judged."""
    inputs, lengths = side_by_side([VOCABULARY.encode(each.words) for each in sentences])
    targets, _ = side_by_side([np.array(each.tags, dtype=np.int64) for each in sentences])
    weights = (np.arange(len(inputs))[:, None] < lengths).astype(np.float64)
    return Batch(inputs, targets, weights, lengths)


def hidden(
    rng: np.random.Generator,
    tagged: Tagged,
    names: float = HIDDEN_NAMES,
    others: float = HIDDEN_WORDS,
) -> Tagged:
    """Make some words unknown: a name, or the first word, leaves its capital letter behind."""
    chance = rng.random(len(tagged.words))
    words = []
    for place, (word, tag) in enumerate(zip(tagged.words, tagged.tags, strict=True)):
        if word == NUMBER or chance[place] >= (names if tag else others):
            words.append(word)
        else:
            words.append(CAPITAL if tag or place == 0 else UNKNOWN)
    return Tagged(tuple(words), tagged.tags)


def read(text: str) -> tuple[str, ...]:
    """Turn what somebody typed into the words that the network reads.

    Examples
    --------
    >>> read("Zelda met Tom on 3 May")
    ('<Unk>', 'met', 'tom', 'on', '<num>', 'may')
    """
    typed = split_words(text, keep_case=True)
    return tuple(_as_read(word) for word in typed)


def _as_read(word: str) -> str:
    if word.isdigit():
        return NUMBER
    if VOCABULARY.knows(word.lower()):
        return word.lower()
    return CAPITAL if word[:1].isupper() else UNKNOWN


_SLOT = re.compile(r"\{(\w+)\}")


def _expand(rng: np.random.Generator, text: str, tag: int) -> list[tuple[str, int]]:
    """Replace slots by drawn phrases, and give each word the tag of the slot it stands in."""
    found: list[tuple[str, int]] = []
    for piece in text.split():
        slot = _SLOT.fullmatch(piece)
        if slot is None:
            found.append((piece, 0 if piece in NO_NAMES else tag))
            continue
        name = slot[1]
        inner = 0 if name in NO_NAMES else TAG_OF.get(name, tag)
        found += _expand(rng, pick(rng, SLOTS[name]), inner)
    return found


def _vocabulary() -> Vocabulary:
    phrases = [*TEMPLATES, *(phrase for choices in SLOTS.values() for phrase in choices)]
    words = {word for phrase in phrases for word in phrase.split() if not _SLOT.fullmatch(word)}
    return Vocabulary.of([CAPITAL, NUMBER, *sorted(words - {NUMBER})])


VOCABULARY = _vocabulary()
