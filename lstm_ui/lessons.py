"""The prose: Markdown files read as data, so that a wording changes without touching Python.

A lesson is a title (``#``), perhaps the minutes it takes (``minutes: 12``), its takeaway (the
first paragraph) and sections (``##``). In it ``[[f]]`` is a symbol in its colour and
``[[f|forget gate]]`` words in the colour of f. A list of ``- [ ]`` and ``- [x]`` is a question:
what stands before it is asked, what stands after it is shown once an answer is chosen. An
indented line under a wrong option is the reason for that one. A question may end with ``show:``
and ``say:``, which say what the page's picture then runs through, and its caption::

    show: net=latch from=1.join t=3 phase=update unit=1
    say: The gate is {f}, so {f%} of what the unit held is kept.

``show:`` names settings of the page and a place in its picture, counted from 1; ``from`` is where
the way to that place begins. A ``{name}`` in ``say:`` is a number of that place. More such pairs
of lines, without settings, are more stops on the way.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LESSONS = Path(__file__).parent.parent / "assets" / "lessons"
COLOURS = {"f": "orange", "i": "green", "g": "violet", "o": "blue", "c": "yellow"}
"""Streamlit's name of each symbol's text colour; config.toml gives them theme.py's inks."""

_SYMBOL = re.compile(r"\[\[(\w)(?:\|([^\]]+))?\]\]")
_OPTION = re.compile(r"^- \[( |x)\] (.+)\n?((?:[ ]{2,}\S.*\n?)*)", re.MULTILINE)
_SHOW = re.compile(r"^show: (.+)\nsay: (.+)$", re.MULTILINE)
PLACES = frozenset({"t", "phase", "unit", "from", "part", "weight", "curve"})
"""What names a place in a picture; all else that ``show:`` names is a setting."""


@dataclass(frozen=True)
class Show:
    """What a picture runs through once a prediction was made: each stop a place and its words."""

    settings: Mapping[str, str]
    stops: tuple[tuple[Mapping[str, str], str], ...]


@dataclass(frozen=True)
class Question:
    """Something to predict before it is revealed."""

    options: tuple[str, ...]
    right: str
    reveal: str
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why that one is wrong, for wrong options that have a reason of their own."""
    show: Show | None = None

    def judged(self, chosen: str) -> str:
        """What became of that prediction: "right", "wrong", or "skipped" where it is empty."""
        return "right" if chosen == self.right else "wrong" if chosen else "skipped"


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and perhaps a question at its end."""

    heading: str
    text: str
    question: Question | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is read in it, what follows an answer too."""
        if self.question is None:
            return (self.text,)
        return (self.text, *self.question.reasons.values(), self.question.reveal)

    @property
    def slug(self) -> str:
        """The heading as a key and as a name in the learner's progress."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.heading.lower())

    @property
    def anchor(self) -> str:
        """The heading as the part of an address after #, so that a link can open at it."""
        return "-".join(re.findall(r"[a-z0-9]+", self.heading.lower()))


@dataclass(frozen=True)
class Lesson:
    """The words of one page."""

    title: str
    takeaway: str
    sections: tuple[Section, ...]
    minutes: int = 0
    """How long it takes to read and play; 0 where nothing is to be learnt."""

    def __getitem__(self, heading: str) -> Section:
        """The section of that heading."""
        return next(section for section in self.sections if section.heading == heading)


@cache
def load_lesson(name: str) -> Lesson:
    """The lesson in ``assets/lessons/<name>.md``."""
    return parse_lesson((LESSONS / f"{name}.md").read_text(encoding="utf-8"))


def parse_lesson(source: str) -> Lesson:
    """Read a lesson; a missing title or takeaway is a ValueError."""
    head, *rest = re.split(r"^## ", source, flags=re.MULTILINE)
    found = re.fullmatch(r"# (.+)\n+(?:minutes: (\d+)\n+)?([^\n]+)\s*", head)
    if not found:
        raise ValueError("a lesson starts with '# title', an empty line and one takeaway line")
    title, minutes, takeaway = found.groups()
    sections = tuple(_section(part) for part in rest)
    return Lesson(title, _coloured(takeaway), sections, int(minutes or 0))


def _section(part: str) -> Section:
    heading, _, body = part.partition("\n")
    options = list(_OPTION.finditer(body))
    if not options:
        return Section(heading.strip(), _coloured(body.strip()))
    right = [option[2] for option in options if option[1] == "x"]
    if len(right) != 1:
        raise ValueError(f"{heading!r} needs exactly one right option")
    asked, reveal = body[: options[0].start()], body[options[-1].end() :]
    reasons = {option[2]: " ".join(option[3].split()) for option in options if option[3].strip()}
    if right[0] in reasons:
        raise ValueError(f"{heading!r} has the reason of its right option below the options")
    question = Question(
        tuple(option[2] for option in options),
        right[0],
        _coloured(_SHOW.sub("", reveal).strip()),
        {option: _coloured(reason) for option, reason in reasons.items()},
        _shown(heading, reveal),
    )
    return Section(heading.strip(), _coloured(asked.strip()), question)


def _shown(heading: str, reveal: str) -> Show | None:
    if re.search(r"^(show|say):", _SHOW.sub("", reveal), re.MULTILINE):
        raise ValueError(f"{heading!r} needs a line 'say:' below each line 'show:'")
    settings: dict[str, str] = {}
    stops = []
    for shown, said in _SHOW.findall(reveal):
        pairs = dict(pair.partition("=")[::2] for pair in shlex.split(shown))
        place = {name: value for name, value in pairs.items() if name in PLACES}
        settings |= {name: value for name, value in pairs.items() if name not in PLACES}
        if not settings or not place:
            raise ValueError(f"{heading!r} has to show settings and a place in the picture")
        stops.append((place, said.strip()))
    return Show(settings, tuple(stops)) if stops else None


def _coloured(text: str) -> str:
    def colour(match: re.Match[str]) -> str:
        words = match[2] or f"**{match[1]}**"
        return f":{COLOURS[match[1]]}[{words}]" if match[1] in COLOURS else words

    return _SYMBOL.sub(colour, text)
