"""The typed door to the glossary; its mirrors stand in ``glossary.mjs`` and ``gloss.mjs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from lstm_ui.glossary.entries import GROUPS, Card, Entry
from lstm_ui.theme import GATES

VERSION = 1


def glossary_payload(
    entries: Iterable[Entry], cards: Iterable[Card], places: Mapping[str, str]
) -> dict[str, Any]:
    """All that can be looked up and asked; ``places`` are the titles of the app's pages by path.

    A link to a page that is not among them is left out, and so is a card's topic.
    """
    return {
        "version": VERSION,
        "palette": inks(),
        "groups": [{"key": key, "title": title} for key, title in GROUPS.items()],
        "entries": [_entry(entry, places) for entry in entries],
        "cards": [_card(card, places) for card in cards],
    }


def gloss_payload(entries: Iterable[Entry]) -> dict[str, Any]:
    """What is shown where a term is pointed at: only those that a page links to."""
    return {
        "version": VERSION,
        "palette": inks(),
        "terms": {
            entry.key: _filled(
                {
                    "term": entry.term,
                    "symbol": entry.symbol,
                    "colour": entry.colour,
                    "says": entry.brief,
                    "equation": entry.equation,
                    "shape": entry.shape,
                }
            )
            for entry in entries
        },
    }


def inks() -> dict[str, dict[str, str]]:
    """The colours alone, keyed by letter; the names of the gates stand in their entries."""
    return {
        key: {"fill": symbol.fill, "ink": symbol.ink, "dark": symbol.dark}
        for key, symbol in GATES.items()
    }


def _entry(entry: Entry, places: Mapping[str, str]) -> dict[str, Any]:
    return _filled(
        {
            "key": entry.key,
            "term": entry.term,
            "group": entry.group,
            "symbol": entry.symbol,
            "colour": entry.colour,
            "names": [*entry.also, *entry.find],
            "says": entry.says,
            "equation": entry.equation,
            "shape": entry.shape,
            "pytorch": entry.pytorch,
            "keras": entry.keras,
            "see": list(entry.see),
            "paper": entry.paper,
            "link": _link(entry.link, entry.shows, places),
        }
    )


def _card(card: Card, places: Mapping[str, str]) -> dict[str, Any]:
    return _filled(
        {
            "key": card.key,
            "topic": places.get(card.topic, ""),
            "question": card.question,
            "answer": card.answer,
            "equation": card.equation,
            "points": list(card.points),
            "link": _link(card.link, card.shows, places),
        }
    )


def _link(address: str, shows: str, places: Mapping[str, str]) -> dict[str, str] | None:
    path = urlsplit(address).path
    return {"to": address, "shows": shows, "page": places[path]} if path in places else None


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: most entries leave something out."""
    return {name: value for name, value in fields.items() if value}
