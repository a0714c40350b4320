"""All that learners read, as plain text: lessons, stories, and the sentences of the data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lstm_ui.lessons import LESSONS, load_lesson

ASSETS = LESSONS.parent
NOT_READ = re.compile(
    r"\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\{\w+%?\}|https?://\S+|^\|.*\|$", re.DOTALL | re.MULTILINE
)
"""Formulas, code, blanks to be filled in and tables."""
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
COLOUR = re.compile(r":\w+\[([^\]]*)\]")
SENTENCE = re.compile(r"(?<=[.?!:;])[”)]?\s+|\n")


def plain(text: str) -> str:
    """Words as a reader takes them in: without marks; a formula or a piece of code is one X."""
    bare = NOT_READ.sub(" X ", text)
    return re.sub(r"[*#_\[\]|>]", " ", LINK.sub(r"\1", COLOUR.sub(r"\1", bare)))


def of_lesson(name: str) -> str:
    """All words of a lesson."""
    lesson = load_lesson(name)
    parts = [lesson.takeaway]
    for section in lesson.sections:
        parts += [section.heading, section.text]
        if section.question is not None:
            question = section.question
            parts += [*question.options, *question.reasons.values(), question.reveal]
            parts += [said for _, said in question.show.stops] if question.show else []
    return "\n".join(map(plain, parts))


def of_data(path: Path) -> str:
    """All sentences of a TOML file; keys, names and equations are no sentences."""
    found = _strings(tomllib.loads(path.read_text(encoding="utf-8")))
    return "\n".join(plain(text) for text in found if len(text.split()) >= 5)


def of_story(path: Path) -> str:
    """A story with each of its paragraphs on one line."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", path.read_text(encoding="utf-8"))


def sources() -> dict[str, str]:
    """What is read, by the name of its file under assets."""
    lessons = {f"lessons/{path.name}": of_lesson(path.stem) for path in LESSONS.glob("*.md")}
    data = {str(path.relative_to(ASSETS)): of_data(path) for path in ASSETS.rglob("*.toml")}
    stories = {"texts/keeper.txt": of_story(ASSETS / "texts" / "keeper.txt")}
    return dict(sorted((lessons | data | stories).items()))


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands after a colon or semicolon counts as one of its own."""
    return [part.strip() for part in SENTENCE.split(text) if part.strip()]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"equation", "code", "pytorch", "keras", "link"}:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
