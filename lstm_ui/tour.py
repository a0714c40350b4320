"""What a picture is led through, stop by stop: the guided tour, and the run after a prediction.

The mirror of a script on the other side is the typedef on top of ``assets/player/tour.mjs``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TOUR = Path(__file__).parent.parent / "assets" / "tour.toml"
TITLE = "Guided tour"
PAUSE, PACE = 1.4, 3.0
"""Seconds to look up and find the place, and words that are read in a second beside a picture."""
_PLACE = {"t": int, "phase": str, "unit": int, "text": str}


@dataclass(frozen=True)
class Stop:
    """A place in a picture, and what is said there."""

    at: Mapping[str, str]
    text: str

    @property
    def dwell(self) -> float:
        """Seconds to rest there, by the length of the text."""
        return round(PAUSE + len(re.findall(r"[\w{]\S*", self.text)) / PACE, 1)


@cache
def load_tour() -> tuple[Stop, ...]:
    """The stops of ``assets/tour.toml``."""
    return parse_tour(TOUR.read_text(encoding="utf-8"))


def parse_tour(source: str) -> tuple[Stop, ...]:
    """Read a tour; a stop that lacks something, or has more, is a ValueError."""
    stops = tomllib.loads(source).get("stop", [])
    for number, stop in enumerate(stops, 1):
        if {name: type(value) for name, value in stop.items()} != _PLACE:
            raise ValueError(f"stop {number} of the tour needs a whole t and unit, phase and text")
    if not stops:
        raise ValueError("a tour needs at least one stop")
    return tuple(
        Stop({name: str(stop[name]) for name in _PLACE if name != "text"}, _flowing(stop["text"]))
        for stop in stops
    )


def _flowing(text: str) -> str:
    return " ".join(text.split())


def script(name: str, title: str, stops: Sequence[Stop], back: str = "") -> dict[str, Any]:
    """The stops as a player receives them; another ``name`` makes it run.

    ``back``: class of the element on the page to which it leads back.
    """
    shown = [{"at": dict(stop.at), "text": stop.text, "dwell": stop.dwell} for stop in stops]
    return {"id": name, "title": title, "back": back, "stops": shown}
