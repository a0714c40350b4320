"""The glossary and the flashcards as data, read and checked once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent.parent.parent / "assets"
GROUPS = {
    "network": "The network",
    "cell": "The cell and its states",
    "gates": "Gates and candidate",
    "functions": "Functions and operations",
    "others": "Other cells and arrangements",
    "shapes": "Sizes and shapes",
    "training": "Training",
    "gradients": "Gradients",
    "data": "Data and answers",
}
"""The groups of the glossary in their order, and how each is headed."""

_KEY = re.compile(r"[a-z][a-z0-9-]*")
_OPENING = re.compile(r".{45,}?\.(?= [A-Z“])|.+", re.DOTALL)
"""The first sentence, or two where the first alone says next to nothing."""


@dataclass(frozen=True)
class Entry:
    """One term or symbol; ``assets/glossary.toml`` says what each field is."""

    key: str
    term: str
    group: str
    says: str
    also: tuple[str, ...] = ()
    find: tuple[str, ...] = ()
    quiet: bool = False
    symbol: str = ""
    colour: str = ""
    equation: str = ""
    shape: str = ""
    pytorch: str = ""
    keras: str = ""
    link: str = ""
    shows: str = ""
    see: tuple[str, ...] = ()
    paper: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """What becomes a link to it in a lesson's text."""
        return self.also if self.quiet else (self.term, *self.also)

    @property
    def brief(self) -> str:
        """What of it stands where the term is pointed at: its first sentence, if that will do."""
        found = _OPENING.match(self.says)
        return found[0] if found else self.says


@dataclass(frozen=True)
class Card:
    """One open question; ``assets/flashcards.toml`` says what each field is."""

    key: str
    topic: str
    question: str
    answer: str
    points: tuple[str, ...]
    link: str
    shows: str
    equation: str = ""


@cache
def glossary() -> tuple[Entry, ...]:
    """All entries, in the order of the file."""
    return read_entries((ASSETS / "glossary.toml").read_text(encoding="utf-8"))


@cache
def flashcards() -> tuple[Card, ...]:
    """All cards, in the order of the file."""
    return read_cards((ASSETS / "flashcards.toml").read_text(encoding="utf-8"))


def read_entries(source: str) -> tuple[Entry, ...]:
    """Entries of a TOML text.

    Raises
    ------
    ValueError
        If an entry lacks something, has something unknown, or two claim the same name.
    """
    entries = tuple(Entry(**_checked(Entry, found)) for found in _listed(source, "entry"))
    _once((entry.key for entry in entries), "two entries have the key")
    _once(
        (spelling.lower() for entry in entries for spelling in set(entry.spellings)),
        "two entries claim",
    )
    keys = {entry.key for entry in entries}
    for entry in entries:
        if entry.group not in GROUPS:
            raise ValueError(f"{entry.key!r} is in no known group: {entry.group!r}")
        for other in entry.see:
            if other not in keys or other == entry.key:
                raise ValueError(f"{entry.key!r} leads to {other!r}, which is no other entry")
        if bool(entry.link) != bool(entry.shows):
            raise ValueError(f"{entry.key!r} needs both a link and what it shows, or neither")
    return entries


def read_cards(source: str) -> tuple[Card, ...]:
    """Flashcards of a TOML text; a ValueError as for :func:`read_entries`."""
    cards = tuple(Card(**_checked(Card, found)) for found in _listed(source, "card"))
    _once((card.key for card in cards), "two cards have the key")
    for card in cards:
        if len(set(card.points)) < 3:
            raise ValueError(f"{card.key!r} needs three points or more to tick off")
    return cards


def _listed(source: str, name: str) -> list[dict[str, Any]]:
    found = tomllib.loads(source).get(name)
    if not isinstance(found, list) or not found:
        raise ValueError(f"there is no [[{name}]] in it")
    return found


def _checked(kind: type[Entry] | type[Card], found: dict[str, Any]) -> dict[str, Any]:
    """What was found, if it has what that kind must have and nothing else."""
    known = {field.name: field for field in fields(kind)}
    needed = {name for name, field in known.items() if field.default is MISSING}
    name = found.get("key", found)
    if not _KEY.fullmatch(str(found.get("key", ""))):
        raise ValueError(f"{name!r} needs a key of small letters, digits and hyphens")
    for wrong, what in ((needed - set(found), "lacks"), (set(found) - set(known), "has unknown")):
        if wrong:
            raise ValueError(f"{name!r} {what} {', '.join(sorted(wrong))}")
    if not all(value for field, value in found.items() if field in needed):
        raise ValueError(f"{name!r} has something empty")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}


def _once(names: Iterable[str], what: str) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{what} {twice[0]!r}")
