"""A learner's own CSV of sequences and their labels, or one sentence about what to change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words
from lstm_ui.training.sides import sides
from lstm_ui.typed import read_numbers
from lstm_ui.uploads import (
    MOST_ROWS,
    Sheet,
    UnreadableError,
    plain_name,
    quoted,
    read_sheet,
)

Kind = Literal["words", "letters", "numbers"]
Step = str | float

FEWEST_ROWS = 20
MOST_STEPS = 200
MOST_TOKENS = 2000
MOST_LABELS = 20
LARGEST = 1e6
_LABEL_TITLES = {"label", "labels", "class", "category", "target", "y", "output", "kind", "type",
                 "sentiment", "language", "intent", "answer", "tag"}  # fmt: skip
_SEQUENCE_TITLES = {"sequence", "sequences", "text", "texts", "word", "words", "sentence", "name",
                    "review", "input", "x", "values", "numbers", "series", "data"}  # fmt: skip
_BETWEEN = re.compile(r"[\s;]")
_PLAIN = re.compile(r"[+-]?\d{1,20}(?:\.\d{0,20})?", re.ASCII)


@dataclass(frozen=True)
class Labelled:
    """Sequences and what each of them is.

    Attributes
    ----------
    kind : {"words", "letters", "numbers"}
        What one step of a sequence is.
    sequences : tuple of tuple
        The steps of each: tokens, or numbers.
    labels : tuple of int
        The class of each.
    classes : tuple of str
        The name of each class, in order of the alphabet.
    vocabulary : Vocabulary or None
        All tokens; None where the steps are numbers.
    held_out : tuple of bool
        Which sequences training never sees; equal ones are on the same side.
    notes : tuple of str
        What was done to the file, a sentence each.
    """

    kind: Kind
    sequences: tuple[tuple[Step, ...], ...]
    labels: tuple[int, ...]
    classes: tuple[str, ...]
    vocabulary: Vocabulary | None
    held_out: tuple[bool, ...]
    notes: tuple[str, ...]


def read_labelled(data: bytes) -> Labelled | str:
    """Read an upload of rows "sequence,label"; a string is one sentence that says what to change.

    Numbers stand between blanks or semicolons. Text is read word by word where most sequences
    have several words, and letter by letter otherwise.
    """
    try:
        return _labelled(read_sheet(data, width=2))
    except UnreadableError as refused:
        return str(refused)


def _labelled(sheet: Sheet) -> Labelled:
    pairs, notes = _pairs(sheet)
    _refuse_long_texts([text for text, _ in pairs])
    kind = _kind([text for text, _ in pairs])
    split = [(_steps(text, kind), label) for text, label in pairs]
    used = [(steps, label) for steps, label in split if steps and label]
    if len(used) < len(split):
        notes.append(f"{_rows(len(split) - len(used))} without a sequence or a label left out.")
    if len(used) < FEWEST_ROWS:
        raise UnreadableError(
            f"Only {_rows(len(used))} can be read: upload {FEWEST_ROWS} or more, each a sequence "
            "and its label."
        )
    _check_lengths(used)
    classes = _classes([label for _, label in used])
    sequences = tuple(steps for steps, _ in used)
    labels = tuple(classes.index(label) for _, label in used)
    return Labelled(
        kind,
        sequences,
        labels,
        classes,
        None if kind == "numbers" else _vocabulary(sequences),
        sides(sequences, labels),
        tuple(notes),
    )


def _pairs(sheet: Sheet) -> tuple[list[tuple[str, str]], list[str]]:
    """Sequence and label of each row, whichever column is which."""
    notes = []
    rows, titles = sheet.rows, [cell.lower() for cell in sheet.rows[0]]
    named = any(title in _LABEL_TITLES | _SEQUENCE_TITLES for title in titles)
    body = rows[1:] if named else rows
    if not named:
        notes.append("The first row is no title, so it is read as the others are.")
    turned = titles[0] in _LABEL_TITLES and titles[1] not in _LABEL_TITLES
    if sheet.total - named > MOST_ROWS:
        notes.append(f"The file has {sheet.total - named} rows; the last {MOST_ROWS} are used.")
    pairs = [(row[1], row[0]) if turned else (row[0], row[1]) for row in body[-MOST_ROWS:]]
    return [(text, plain_name(label)) for text, label in pairs], notes


def _kind(texts: Sequence[str]) -> Kind:
    filled = [text for text in texts if text]
    if filled and all(_numbers(text) is not None for text in filled):
        return "numbers"
    several = sum(len(text.split()) > 1 for text in filled)
    return "words" if several > len(filled) / 2 else "letters"


def _numbers(text: str) -> tuple[float, ...] | None:
    """The numbers in blanks or semicolons; None where anything else stands there."""
    pieces = [piece for piece in _BETWEEN.split(text) if piece]
    found = [_number(piece) for piece in pieces]
    numbers = tuple(number for number in found if number is not None)
    return numbers if numbers and len(numbers) == len(found) else None


def _number(piece: str) -> float | None:
    if _PLAIN.fullmatch(piece):
        return float(piece)
    read = read_numbers(piece)
    return read[0][1] if len(read) == 1 else None


def _steps(text: str, kind: Kind) -> tuple[Step, ...]:
    if kind == "numbers":
        return _numbers(text) or ()
    return split_words(text) if kind == "words" else split_letters(text)


def _refuse_long_texts(texts: Sequence[str]) -> None:
    """Refuse what is far too long before the time is spent to take it apart."""
    for text in texts:
        if len(text) > 3 * MOST_STEPS and len(text.split()) > 2 * MOST_STEPS:
            raise UnreadableError(_too_long(len(text.split()), text))
        if len(text) > 50 * MOST_STEPS:
            raise UnreadableError(_too_long(len(text), text))


def _too_long(steps: int, text: str) -> str:
    return (
        f"One sequence has {steps} steps: shorten it to {MOST_STEPS} or fewer (it begins with "
        f"{quoted(text[:20])})."
    )


def _check_lengths(used: Sequence[tuple[tuple[Step, ...], str]]) -> None:
    longest = max((steps for steps, _ in used), key=len)
    if len(longest) > MOST_STEPS:
        raise UnreadableError(_too_long(len(longest), " ".join(map(str, longest[:20]))))
    for steps, _ in used:
        for step in steps:
            if isinstance(step, float) and not abs(step) <= LARGEST:
                raise UnreadableError(
                    f"The number {step:g} is too large: keep to numbers within ±{LARGEST:,.0f}."
                )


def _classes(labels: Sequence[str]) -> tuple[str, ...]:
    counted = Counter(labels)
    if len(counted) == 1:
        raise UnreadableError(
            f"Every row has the label {quoted(labels[0])}: there must be at least two labels to "
            "tell apart."
        )
    if len(counted) > MOST_LABELS:
        raise UnreadableError(
            f"There are {len(counted)} different labels: keep to {MOST_LABELS} or fewer, each with "
            "several rows."
        )
    alone = [label for label, count in counted.items() if count == 1]
    if alone:
        raise UnreadableError(
            f"The label {quoted(alone[0])} has a single row, so it could not be both learnt and "
            "tested: add rows of it, or take it away."
        )
    return tuple(sorted(counted))


def _vocabulary(sequences: Sequence[tuple[Step, ...]]) -> Vocabulary:
    tokens = sorted({str(step) for step in chain.from_iterable(sequences)} - {UNKNOWN})
    if len(tokens) > MOST_TOKENS:
        raise UnreadableError(
            f"There are {len(tokens)} different words or letters: keep to {MOST_TOKENS} or fewer, "
            "for example by uploading fewer rows."
        )
    return Vocabulary.of(tokens)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
