"""What a learner typed, made into something a network can read, whatever it was."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.tasks.brackets import DEEPEST, depths
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words, visible

MOST_STEPS = 64
LARGEST_NUMBER = 100.0
_MOST_CHARACTERS = 20_000
_LONGEST_TOKEN = 24
_BETWEEN_NUMBERS = re.compile(r"[\s,;،、，；]+")
_COMMA_INSIDE = re.compile(r"\d,\d+\s+[-−]?\d")  # two separators: one may have meant a point


@dataclass(frozen=True)
class Parsed:
    """Typed text as steps for a network.

    Attributes
    ----------
    tokens : tuple of str
        Each step as it is shown.
    known : tuple of bool
        For each step, whether the network knows it as it was typed.
    inputs : ndarray or None
        Token ids ``(T, 1)`` or values ``(T, 1, 1)``; None when there was nothing to read.
    problem : str or None
        One sentence that says what to change, if anything.
    """

    tokens: tuple[str, ...]
    known: tuple[bool, ...]
    inputs: NDArray[Any] | None
    problem: str | None


def parse_tokens(text: str, default: str, vocabulary: Vocabulary, reads: str, task: str) -> Parsed:
    """Read words or letters; what the vocabulary lacks becomes the unknown token."""
    split = split_words if reads == "words" else split_letters
    found = split(text[:_MOST_CHARACTERS])
    if reads == "letters":
        found = tuple(_in_alphabet(letter, vocabulary) for letter in found)
    if not found:
        kind = "a sentence" if reads == "words" else "some letters"
        return Parsed((), (), None, f"Type {kind}, for example: {default}")
    tokens = found[:MOST_STEPS]
    known = tuple(vocabulary.knows(token) for token in tokens)
    cut = len(found) > MOST_STEPS or len(text) > _MOST_CHARACTERS
    strange = [_shown(t) for t, k in zip(tokens, known, strict=True) if not k]
    problem = _token_problem(cut, list(dict.fromkeys(strange)), reads, vocabulary)
    if problem is None and task == "count":
        problem = _depth_problem(tokens)
    inputs = vocabulary.encode(tokens)[:, None]  # (T, 1)
    return Parsed(tuple(map(_shown, tokens)), known, inputs, problem)


def parse_numbers(
    text: str,
    default: str,
    *,
    most: int = MOST_STEPS,
    largest: float = LARGEST_NUMBER,
    trained: bool = True,
) -> Parsed:
    """Read numbers between commas or spaces; what is no number is left out.

    ``trained``: whether the network that reads them was trained on numbers from -1 to 1.
    """
    numbers = read_numbers(text[:_MOST_CHARACTERS])
    usable = [number for _, number in numbers if number is not None]
    left_out = [_shown(piece) for piece, number in numbers if number is None]
    if not usable:
        return Parsed((), (), None, f"Type numbers between commas, for example: {default}")
    read = usable[:most]
    values = [min(max(number, -largest), largest) for number in read]
    known = tuple(value == number for value, number in zip(values, read, strict=True))
    inputs = np.array(values)[:, None, None]  # (T, 1, 1)
    notes = []
    if left_out:
        notes.append(f"{_listed(list(dict.fromkeys(left_out)))} left out, being no number")
    if not all(known):
        notes.append(f"numbers beyond ±{largest:g} are read as ±{largest:g}")
    if len(usable) > most or len(text) > _MOST_CHARACTERS:
        notes.append(f"only the first {most} numbers are read")
    if _COMMA_INSIDE.search(text) is not None:
        notes.append("a comma ends a number, so write one half as 0.5")
    if trained and not notes and max(map(abs, values)) > 1:
        notes.append(
            "the network was trained on numbers from -1 to 1, so beyond them its echo bends"
        )
    sentence = "; ".join(notes) + "."
    problem = sentence[0].upper() + sentence[1:] if notes else None
    return Parsed(tuple(f"{value:g}" for value in values), known, inputs, problem)


def read_numbers(text: str) -> list[tuple[str, float | None]]:
    """Each piece between commas or spaces, with the number that it is, if any."""
    pieces = _BETWEEN_NUMBERS.split(visible(text).strip("[]() "))  # as lists are often pasted
    return [(piece, _number(piece)) for piece in pieces if piece]


def _number(piece: str) -> float | None:
    """The number that a piece of text is; None where it is none, and NaN is none."""
    if "_" in piece:  # Python would read 1_0 as 10
        return None
    try:
        number = float(piece.replace("−", "-"))
    except ValueError:
        return None
    return None if math.isnan(number) else number


def _in_alphabet(letter: str, vocabulary: Vocabulary) -> str:
    spellings = (letter, letter.upper(), letter.lower())
    return next((s for s in spellings if vocabulary.knows(s)), letter)


def _shown(token: str) -> str:
    return token if len(token) <= _LONGEST_TOKEN else token[: _LONGEST_TOKEN - 1] + "…"


def _listed(items: list[str]) -> str:
    more = f" and {len(items) - 3} more" if len(items) > 3 else ""
    return ", ".join(f"“{item}”" for item in items[:3]) + more


def _token_problem(cut: bool, strange: list[str], reads: str, vocabulary: Vocabulary) -> str | None:
    if cut and strange:
        return (
            f"Only the first {MOST_STEPS} {reads} are read, and of those the network "
            f"does not know {_listed(strange)}."
        )
    if cut:
        return f"Only the first {MOST_STEPS} {reads} are read: shorten the text to see all of it."
    if strange and reads == "letters":
        alphabet = " ".join(token for token in vocabulary.tokens if token != UNKNOWN)
        return f"The network knows only {alphabet} and reads {_listed(strange)} as unknown."
    if strange:
        return f"The network never met {_listed(strange)} and reads an unknown word there."
    return None


def _depth_problem(tokens: tuple[str, ...]) -> str | None:
    counted = depths(tokens)
    if min(counted) < 0:
        return "More brackets close than were opened, which the network never met in training."
    if max(counted) > DEEPEST:
        return f"Brackets nest deeper than {DEEPEST} here, which the network never met in training."
    return None
