"""The sentence with a gap: examples of the three kinds, and the one door for what is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lstm_core.tasks.gaps import CLASSES, DEFAULT, GAP, VOCABULARY
from lstm_core.vocabulary import split_words

MOST_WORDS = 16
EXAMPLES = {
    "after the gap": DEFAULT,
    "before the gap": "yesterday the two dogs ___ in the garden",
    "on both sides": "yesterday there ___ two dogs in the garden",
}
"""By where the deciding words stand: the same four things said three times."""

_GAP = re.compile(r"_+")
_LONGEST = 12


@dataclass(frozen=True)
class Gapped:
    """A sentence with one gap, ready to be read.

    Attributes
    ----------
    words : tuple of str
        Each word as it is shown; the gap is :data:`~lstm_core.tasks.gaps.GAP`.
    read : tuple of str
        The same as the networks read them.
    known : tuple of bool
        For each word, whether the networks know it.
    at : int
        The place of the gap, 0-based.
    note : str
        One sentence about what the networks do not know, or "".
    """

    words: tuple[str, ...]
    read: tuple[str, ...]
    known: tuple[bool, ...]
    at: int
    note: str = ""


def parse(text: str | None, where: str) -> Gapped | str:
    """Read whatever was typed: a sentence with one gap, or one sentence that says what to type.

    ``text`` is None for the example in which the deciding words stand there.
    """
    text = EXAMPLES[where] if text is None else text
    read = split_words(_GAP.sub(f" {GAP} ", text[:2_000]))
    count = read.count(GAP)
    if not read:
        return f"Type a sentence with a gap, for example: {EXAMPLES[where]}"
    if not count:
        told = ", ".join(CLASSES[:-1]) + f" or {CLASSES[-1]}"
        return f"Type {GAP} (one underscore will do) where {told} is to stand: there is no gap yet."
    if count > 1:
        return f"Type one gap only: there are {count}, and the readers fill one."
    if len(read) > MOST_WORDS:
        return f"Type at most {MOST_WORDS} words and signs; these are {len(read)}."
    known = tuple(map(VOCABULARY.knows, read))
    strange = list(dict.fromkeys(_short(w) for w, k in zip(read, known, strict=True) if not k))
    return Gapped(tuple(map(_short, read)), read, known, read.index(GAP), _note(strange))


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"


def _note(strange: list[str]) -> str:
    if not strange:
        return ""
    more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
    listed = ", ".join(f"“{word}”" for word in strange[:3]) + more
    return f"The networks never met {listed} and read an unknown word there."
