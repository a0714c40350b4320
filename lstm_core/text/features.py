"""What is true of each place in a text, for a unit of a model to track."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.text.codes import marked

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Feature:
    """One thing that is so, or so much, at each character of a text.

    It is what can be said once that character is read: at an opening quotation mark one is
    inside, at the closing one no longer.

    Attributes
    ----------
    name : str
        What it is.
    values : ndarray
        ``(T,)``: of bool, or of int where it is a number.
    """

    name: str
    values: Flags | Whole

    @property
    def is_number(self) -> bool:
        """Whether it counts something, and is not just so or not so."""
        return self.values.dtype != np.bool_


def features(text: str) -> tuple[Feature, ...]:
    """Say of each character of a text what a unit might track.

    Parameters
    ----------
    text : str
        T characters, at least one.

    Returns
    -------
    tuple of Feature
        Always the same names in the same order, whether they occur or not.

    Raises
    ------
    ValueError
        When the text is empty.
    """
    if not text:
        raise ValueError("the text must have at least one character")
    word, space, in_line = in_words(text), marked(text, " ".__eq__), place_in_line(text)
    return (
        Feature("inside quotation marks", inside_quotes(text)),
        Feature("inside brackets", depth(text, "([{", ")]}") > 0),
        Feature("last letter of a word", word & ~np.append(word[1:], False)),
        Feature("capital letter", marked(text, str.isupper)),
        Feature("digit", marked(text, str.isdecimal)),
        Feature("space before a line", space & (_since(~space) == in_line)),
        Feature("place in the word", _since(~word)),
        Feature("place in the line", in_line),
    )


def inside_quotes(text: str) -> Flags:
    r'''Say where one is inside quotation marks: ``(T,)``.

    These are "…", “…” and «…», which end with their paragraph if nobody ends them, and
    ``"""``, which does not. A single ' is no such mark, for it may be an apostrophe.

    Examples
    --------
    >>> inside_quotes('a "b" c').astype(int).tolist()
    [0, 0, 1, 1, 0, 0, 0]
    '''
    straight, triple = marked(text, '"'.__eq__), np.zeros(len(text), dtype=np.bool_)
    for found in re.finditer('"""', text):
        straight[found.start() : found.end()] = False
        triple[found.end() - 1] = True
    odd = _within(straight.astype(np.int64), paragraph_ends(text)) % 2 == 1
    inside = odd | (np.cumsum(triple) % 2 == 1) | (depth(text, "“«", "”»") > 0)
    return np.asarray(inside, dtype=np.bool_)


def depth(text: str, opening: str, closing: str) -> Whole:
    """Count how many brackets are open: ``(T,)``.

    What is closed without being open does not count, and every paragraph starts anew.

    Examples
    --------
    >>> depth(")(a(b)", "(", ")").tolist()
    [0, 1, 1, 2, 2, 1]
    """
    change = marked(text, opening.__contains__).astype(np.int64)
    change -= marked(text, closing.__contains__)
    ends = paragraph_ends(text)
    height = _within(change, ends)
    # Each paragraph is put so far below the one before that the lowest so far is its own.
    below = np.cumsum(ends) * (2 * len(text) + 1)
    lowest = np.minimum.accumulate(np.minimum(height, 0) - below) + below
    return np.asarray(height - lowest, dtype=np.int64)


def in_words(text: str) -> Flags:
    """Say which characters belong to words: ``(T,)``; an apostrophe between two letters does."""
    letter = np.pad(marked(text, str.isalnum), 1)
    between = marked(text, "'’".__contains__) & letter[:-2] & letter[2:]
    return np.asarray(letter[1:-1] | between, dtype=np.bool_)


def place_in_line(text: str) -> Whole:
    """Count the characters of the line so far: ``(T,)``, 0 at a line break."""
    return _since(marked(text, "\n".__eq__))


def paragraph_ends(text: str) -> Flags:
    """Say where an empty line ends a paragraph: ``(T,)``."""
    line_break = np.pad(marked(text, "\n".__eq__), (1, 0))
    return np.asarray(line_break[1:] & line_break[:-1], dtype=np.bool_)


def _since(reset: Flags) -> Whole:
    """Count from 1 after each place where ``reset`` is true, and from the beginning."""
    place = np.arange(len(reset))
    return np.asarray(place - np.maximum.accumulate(np.where(reset, place, -1)), dtype=np.int64)


def _within(change: Whole, ends: Flags) -> Whole:
    """Sum up, from 0 again wherever a paragraph ends."""
    total = np.cumsum(change)
    return np.asarray(total - np.append(0, total)[np.arange(1, len(ends) + 1) - _since(ends)])
