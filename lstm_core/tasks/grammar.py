"""Sentences from templates: ``{slot}`` becomes one of the slot's phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from lstm_core.vocabulary import UNKNOWN, split_words

Slots = Mapping[str, Sequence[str]]

_SLOT = re.compile(r"\{(\w+)\}")
_A_BEFORE_VOWEL = re.compile(r"\ba(?= (?:[aeio]|ug|un))")
CONTRACTIONS = {
    "is not": "isn't",
    "was not": "wasn't",
    "do not": "don't",
    "did not": "didn't",
    "does not": "doesn't",
    "will not": "won't",
    "would not": "wouldn't",
    "could not": "couldn't",
    "can not": "can't",
    "should not": "shouldn't",
    "it is": "it's",
    "what is": "what's",
    "i am": "i'm",
    "i have": "i've",
}
_LONG_FORMS = {re.compile(rf"\b{long}\b"): short for long, short in CONTRACTIONS.items()}


def pick(rng: np.random.Generator, choices: Sequence[str]) -> str:
    """Draw one phrase, each as likely as the next."""
    return choices[int(rng.integers(len(choices)))]


def fill(rng: np.random.Generator, template: str, slots: Slots) -> str:
    """Replace every slot by a drawn phrase, slots within phrases too."""
    while _SLOT.search(template):
        template = _SLOT.sub(lambda match: pick(rng, slots[match[1]]), template)
    return _A_BEFORE_VOWEL.sub("an", " ".join(template.split()))


def contract(rng: np.random.Generator, text: str, share: float = 0.3) -> str:
    """Write some of the long forms short: "is not" becomes "isn't"."""
    for long, short in _LONG_FORMS.items():
        if long.search(text) and rng.random() < share:
            text = long.sub(short, text)
    return text


def words_of(phrases: Iterable[str]) -> set[str]:
    """All words that templates and phrases can put into a sentence."""
    text = " . ".join(phrases)
    plain = _SLOT.sub(" ", text)
    short = (short for long, short in _LONG_FORMS.items() if long.search(plain))
    return {*split_words(plain), *short}


def drop_words(rng: np.random.Generator, words: tuple[str, ...], share: float) -> tuple[str, ...]:
    """Replace a share of the words by the unknown token, so that it is met in training."""
    hidden = rng.random(len(words)) < share
    return tuple(UNKNOWN if hide else word for word, hide in zip(words, hidden, strict=True))
