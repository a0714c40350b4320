"""The prose: Markdown files read as data, so that a wording changes without touching Python.

A lesson is a title (``#``), its takeaway (the first paragraph) and sections (``##``). In it
``[[f]]`` is a symbol in its colour and ``[[f|forget gate]]`` words in the colour of f. A list of
``- [ ]`` and ``- [x]`` is a question: what stands before it is asked, what stands after it is
shown once an answer is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LESSONS = Path(__file__).parent.parent / "assets" / "lessons"
COLOURS = {"f": "orange", "i": "green", "g": "violet", "o": "blue", "c": "yellow"}
"""Streamlit's name of each symbol's text colour; config.toml gives them theme.py's inks."""

_SYMBOL = re.compile(r"\[\[(\w)(?:\|([^\]]+))?\]\]")
_OPTION = re.compile(r"^- \[( |x)\] (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """Something to predict before it is revealed."""

    options: tuple[str, ...]
    right: str
    reveal: str


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and perhaps a question at its end."""

    heading: str
    text: str
    question: Question | None = None


@dataclass(frozen=True)
class Lesson:
    """The words of one page."""

    title: str
    takeaway: str
    sections: tuple[Section, ...]

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
    found = re.fullmatch(r"# (.+)\n+([^\n]+)\s*", head)
    if not found:
        raise ValueError("a lesson starts with '# title', an empty line and one takeaway line")
    return Lesson(found[1], _coloured(found[2]), tuple(_section(part) for part in rest))


def _section(part: str) -> Section:
    heading, _, body = part.partition("\n")
    options = list(_OPTION.finditer(body))
    if not options:
        return Section(heading.strip(), _coloured(body.strip()))
    right = [option[2] for option in options if option[1] == "x"]
    if len(right) != 1:
        raise ValueError(f"{heading!r} needs exactly one right option")
    asked, reveal = body[: options[0].start()], body[options[-1].end() :]
    question = Question(tuple(option[2] for option in options), right[0], _coloured(reveal.strip()))
    return Section(heading.strip(), _coloured(asked.strip()), question)


def _coloured(text: str) -> str:
    def colour(match: re.Match[str]) -> str:
        words = match[2] or f"**{match[1]}**"
        return f":{COLOURS[match[1]]}[{words}]" if match[1] in COLOURS else words

    return _SYMBOL.sub(colour, text)
