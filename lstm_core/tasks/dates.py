"""Dates as people write them, to be written as YYYY-MM-DD: input and output of unequal length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.pairs import END, Pairs
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import Vocabulary

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST, LAST = date(1969, 1, 1), date(2068, 12, 31)
"""The hundred years in which two digits of a year mean one year only, as in POSIX."""

VOCABULARY = Vocabulary.of("abcdefghijklmnopqrstuvwxyz0123456789 .,-/")
SYMBOLS = ("", *"0123456789-")
"""What can be written; the first is :data:`lstm_core.seq2seq.END`."""
DEFAULT = "Wednesday, 3 March 2021"

BEFORE = ("on ", "due ", "paid ", "until ", "see you ", "she was born on ", "the meeting is on ",
          "please send the invoice before ", "we signed the contract on ")  # fmt: skip
AFTER = (" please", " at noon", ", thank you", " or a day later", " in the afternoon",
         " and not before", " as we agreed on the phone")  # fmt: skip
LONGEST = 96
"""How many characters the training sequences have at most."""

_FORMATS = (
    "{d} {month} {y}",
    "{d} {mon} {y}",
    "{d}{th} {month} {y}",
    "{d}{th} of {month} {y}",
    "the {d}{th} of {month} {y}",
    "the {d}{th} of {month}, {y}",
    "{month} {d}, {y}",
    "{month} {d} {y}",
    "{month} {d}{th}, {y}",
    "{mon} {d}, {y}",
    "{mon} {d} {y}",
    "{d}.{m}.{y}",
    "{d}.{m}.{yy}",
    "{dd}.{mm}.{y}",
    "{dd}.{mm}.{yy}",
    "{d}/{m}/{y}",
    "{dd}/{mm}/{y}",
    "{d}-{mon}-{y}",
    "{y}-{mm}-{dd}",
    "{y}/{mm}/{dd}",
    "{d} {month} {yy}",
    "{mon} {d} {yy}",
)
_WEEKDAYS = ("{weekday} ", "{weekday}, ", "{wd} ", "{wd}, ")


@dataclass(frozen=True)
class Written:
    """A date, and how somebody wrote it."""

    text: str
    day: date

    @property
    def answer(self) -> str:
        """The date as YYYY-MM-DD."""
        return self.day.isoformat()


def draw_day(rng: np.random.Generator) -> date:
    """Draw any day of the hundred years."""
    return FIRST + timedelta(days=int(rng.integers((LAST - FIRST).days + 1)))


def write(rng: np.random.Generator, day: date) -> str:
    """Write a date in one of the ways in which people do, without words around it."""
    form = str(rng.choice(_FORMATS))
    if rng.random() < 0.2:
        form = str(rng.choice(_WEEKDAYS)) + form
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    return form.format(
        **{"d": day.day, "dd": f"{day.day:02}", "th": ordinal(day.day)},
        **{"m": day.month, "mm": f"{day.month:02}", "month": month, "mon": month[:3]},
        **{"y": day.year, "yy": f"{day.year % 100:02}"},
        **{"weekday": weekday, "wd": weekday[:3]},
    )


def make_written(rng: np.random.Generator) -> Written:
    """Draw a day and how it is written; every other one with words around it."""
    day = draw_day(rng)
    text = write(rng, day)
    if rng.random() < 0.3:
        text = str(rng.choice(BEFORE)) + text
    if rng.random() < 0.3:
        text += str(rng.choice(AFTER))
    return Written(text[:LONGEST], day)


def draw_written(rng: np.random.Generator, *, held_out: bool = False) -> Written:
    """Draw a date from its side of the split: a day that is held out is so in every spelling."""
    return draw(rng, make_written, lambda made: made.answer, held_out)


def with_words_behind(rng: np.random.Generator, count: int) -> Written:
    """Draw a held-out date with so many phrases behind it, to be remembered past them."""
    day = draw(rng, draw_day, date.isoformat, held_out=True)
    return Written(write(rng, day) + "".join(rng.choice(AFTER, count)), day)


def ordinal(number: int) -> str:
    """Return what follows a number that counts: st, nd, rd or th.

    Examples
    --------
    >>> [ordinal(n) for n in (1, 2, 3, 11, 23)]
    ['st', 'nd', 'rd', 'th', 'rd']
    """
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def encode_answer(answer: str) -> list[int]:
    """Turn what is to be written into symbol numbers, the end included.

    Examples
    --------
    >>> encode_answer("21-")
    [3, 2, 11, 0]
    """
    return [*(SYMBOLS.index(character) for character in answer), END]


def encode_text(text: str) -> NDArray[np.int64]:
    """Turn typed text into character numbers ``(S,)``; capitals and small letters are one."""
    return VOCABULARY.encode([character.lower() for character in text])


def date_batch(written: Sequence[Written]) -> Batch:
    """Lay dates side by side for an encoder-decoder, fed with the right symbols.

    Returns
    -------
    Batch
        Inputs are :class:`~lstm_core.seq2seq.Pairs`, targets ``(T, B)`` symbol numbers.
    """
    sources = [encode_text(each.text) for each in written]
    lengths = np.array([len(source) for source in sources])
    padded = np.zeros((lengths.max(), len(written)), dtype=np.int64)
    for b, source in enumerate(sources):
        padded[: len(source), b] = source
    targets = np.array([encode_answer(each.answer) for each in written]).T
    fed = np.concatenate([np.full((1, len(written)), END), targets[:-1]])
    return Batch(Pairs(padded, lengths, fed), targets, np.ones(targets.shape))


def date_batches(rng: np.random.Generator, size: int, *, pool: int = 16) -> Iterator[Batch]:
    """Draw training batches without end, each of dates of about the same length.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Dates in a batch.
    pool : int
        How many batches are drawn and sorted by length at a time.
    """
    while True:
        drawn = (draw_written(rng) for _ in range(size * pool))
        by_length = sorted(drawn, key=lambda made: len(made.text))
        for k in rng.permutation(pool):
            yield date_batch(by_length[k * size : (k + 1) * size])


_NAMES = "|".join(month[:3] for month in MONTHS)
_NUMBER, _YEARS = r"(\d{1,2})(?:st|nd|rd|th)?", r"(\d{4}|\d{2})(?!\d)"
_PATTERNS = (
    ("ymd", re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")),
    ("dmy", re.compile(rf"(?<!\d)(\d{{1,2}})\s*[./-]\s*(\d{{1,2}})\s*[./-]\s*{_YEARS}")),
    ("dmy", re.compile(rf"(?<!\d){_NUMBER}[\s-]*(?:of\s+)?({_NAMES})[a-z]*[\s,.-]*{_YEARS}")),
    ("mdy", re.compile(rf"(?<![a-z])({_NAMES})[a-z]*[\s.]*{_NUMBER}[\s,]+{_YEARS}")),
)


class NoSuchDayError(ValueError):
    """A day that no calendar has."""


def read_day(text: str) -> date | None:
    """Read a date by rules: what the networks are measured against when a learner types.

    Parameters
    ----------
    text : str
        Any text; numbers alone are read day first.

    Returns
    -------
    date or None
        The first date in it; None when these rules find none.

    Raises
    ------
    NoSuchDayError
        When it names a day that does not exist.

    Examples
    --------
    >>> read_day("Wed 3.3.21, at noon").isoformat()
    '2021-03-03'
    """
    for order, pattern in _PATTERNS:
        found = pattern.search(text.lower())
        if found:
            by_letter = dict(zip(order, found.groups(), strict=True))
            month = by_letter["m"]
            number = _month_number(month) if month.isalpha() else int(month)
            return _day(_whole_year(by_letter["y"]), number, int(by_letter["d"]))
    return None


def _month_number(name: str) -> int:
    return 1 + [month[:3] for month in MONTHS].index(name)


def _whole_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= FIRST.year % 100 else 2000)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDayError(f"{year:04}-{month:02}-{day:02}") from None
