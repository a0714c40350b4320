"""Texts that are here already, for those who have none at hand: whose they are, and their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lstm_ui.lessons import LESSONS

LARGEST = 1_000_000
"""Most bytes of a text, shipped or given: 1 MB."""
TEXTS = LESSONS.parent / "texts"
ENGINE = Path(__file__).parent.parent.parent / "lstm_core"
OWN = "Our own words, under the MIT licence of this app."


@dataclass(frozen=True)
class Source:
    """A text to learn from: its title, whose it is, and whether its white space has a meaning."""

    title: str
    licence: str
    is_code: bool
    load: Callable[[], str]


def _story() -> str:
    return (TEXTS / "keeper.txt").read_text(encoding="utf-8")


def _lessons() -> str:
    """As ``assets/texts/make.py`` wrote them down: a training that ships was trained on these."""
    return (TEXTS / "lessons.txt").read_text(encoding="utf-8")


def _engine() -> str:
    paths = sorted(ENGINE.glob("*.py"))
    return "\n\n".join(path.read_text(encoding="utf-8") for path in paths)


def _python_topics() -> str:
    from pydoc_data.topics import topics  # half a megabyte that only this text needs

    return "\n".join(topics[name] for name in sorted(topics))


SOURCES = {
    "story": Source("The keeper’s slate, a short story", OWN, False, _story),
    "lessons": Source("The lessons of this course", OWN, False, _lessons),
    "engine": Source("The Python code of this engine", OWN, True, _engine),
    "python": Source(
        "What Python says about itself in help()",
        "It ships with Python, under the licence of the Python Software Foundation.",
        False,
        _python_topics,
    ),
}


@cache
def read(key: str) -> str:
    """The words of the text of that name, up to 1 MB."""
    return cut(SOURCES[key].load())


def cut(text: str, most: int = LARGEST) -> str:
    """As many whole lines as fit into so many bytes; of a line that is longer still, a part."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= most:
        return text
    begin = encoded[:most].decode("utf-8", "ignore")
    return begin[: begin.rfind("\n") + 1] or begin
