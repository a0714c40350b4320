"""Which values are pinned, as a short text for the address: ``f.4.3__h.6.1-c.6.1``.

Cards are joined by two underscores. A card is the way that was walked to its value, from the
first value on it to the one that it shows, joined by "-"; each is name.step.unit, counted from 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lstm_core.arithmetic import Place
from lstm_ui.surgery.spelling import shown

MOST_CARDS = 6
LONGEST_WAY = 12
LONGEST_TEXT = 1200
NOTHING = "none"
"""What the address says when every card was taken away; without a word the first card stands."""
BETWEEN, ON = "__", "-"
TOO_MANY = f"Only the first {MOST_CARDS} cards fit beside one another."

Card = tuple[Place, ...]
"""The way to a value, which is its last place."""

_PLACE = re.compile(r"([a-z]{1,7}(?:_[a-z]{1,7})?)\.([1-9]\d{0,3})\.([1-9]\d{0,3})", re.ASCII)


@dataclass(frozen=True)
class Pinned:
    """What a text pins, and one sentence about what of it cannot be."""

    cards: tuple[Card, ...]
    problem: str | None = None


def spell(cards: tuple[Card, ...]) -> str:
    """Write cards as text; :func:`read` gives the same cards back."""
    spelt = (ON.join(f"{name}.{t + 1}.{unit + 1}" for name, t, unit in way) for way in cards)
    return BETWEEN.join(spelt) or NOTHING


def read(text: str, sizes: Mapping[str, int], steps: int) -> Pinned:
    """Read what :func:`spell` wrote; never raises, whatever it is.

    Parameters
    ----------
    text : str
        Any text at all.
    sizes : mapping
        How many numbers each name of the run has.
    steps : int
        How many time steps it has.
    """
    if text in ("", NOTHING):
        return Pinned(())
    cards: list[Card] = []
    problem = None
    for piece in text[:LONGEST_TEXT].split(BETWEEN):
        places = [_place(one) for one in piece.split(ON)]
        way = tuple(place for place in places if place is not None)
        if len(way) < len(places) or not way:
            problem = problem or (
                f"“{shown(piece)}” names no value: write f.4.3 for f at step 4 in unit 3."
            )
        elif missing := [place for place in way if not _is_there(place, sizes, steps)]:
            problem = problem or f"{_named(missing[0])} is not in this run: a card is left out."
        elif len(cards) < MOST_CARDS:
            cards.append(way[-LONGEST_WAY:])
        else:
            problem = problem or TOO_MANY
    return Pinned(tuple(cards), problem)


def added(text: str, place: Place) -> str:
    """Pin one more value, as a card of its own; the oldest makes room for it.

    A value that already has such a card is not pinned twice.
    """
    pieces = [piece for piece in text.split(BETWEEN) if piece not in ("", NOTHING)]
    new = spell(((place,),))
    if new in pieces:
        return text
    return BETWEEN.join([*pieces[-(MOST_CARDS - 1) :], new])


def _place(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    return None if found is None else Place(found[1], int(found[2]) - 1, int(found[3]) - 1)


def _is_there(place: Place, sizes: Mapping[str, int], steps: int) -> bool:
    return place.t < steps and place.unit < sizes.get(place.name, 0)


def _named(place: Place) -> str:
    return f"{place.name} of unit {place.unit + 1} at step {place.t + 1}"
