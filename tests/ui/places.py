"""What a link can open beside the settings: a place in a player, a section of a lesson."""

from __future__ import annotations

from collections.abc import Container

from lstm_core.tasks.gaps import CLASSES
from lstm_ui.lessons import LESSONS, load_lesson
from lstm_ui.recurrence import ball, chain, same
from lstm_ui.shapes.models import DATES
from lstm_ui.squashing import again, curves


def _words(numbers: object) -> set[str]:
    return {f"{number:g}" for number in numbers}  # type: ignore[attr-defined]


def _upto(most: int, first: int = 1) -> set[str]:
    return {str(count) for count in range(first, most + 1)}


CURVE = dict.fromkeys(("sigmoid", "tanh", "relu"), _words(curves.GRID))
OF_PLAYERS: dict[str, dict[str, Container[str]]] = {
    "/recurrence": {
        "frame": _upto(ball.FRAMES),
        "time": _upto(same.TIMES),
        "wh": _words(same.WAYS_BACK),
        "form": {"rolled", "unrolled"},
        "H": _upto(chain.MOST_UNITS),
        "word": _upto(9),
    },
    "/squashing": {
        **CURVE,
        "move": {"together", "each"},
        "slope": {"plain", "log"},
        "times": _words(again.FACTORS),
        "begin": _words(again.STARTS),
        "n": _upto(again.STEPS, 0),
    },
    "/gru": {"convention_side": {"1", "2"}},
    "/bidirectional": {"future": {"there", "not-yet"}, "answer": set(CLASSES)},
    "/shapes": {"looks": {"one", *DATES}},
}
"""By page, what a link may say to the players of that page, and what it may ask of them."""


def opens(path: str, name: str, value: str) -> bool:
    """Whether a player of that page takes that parameter with that value."""
    return value in OF_PLAYERS.get(path, {}).get(name, ())


def anchors(path: str) -> set[str]:
    """What of a page a link can lead to after the #; "" is the page as it opens."""
    if not (LESSONS / f"{path[1:]}.md").exists():
        return {""}
    return {"", *(section.anchor for section in load_lesson(path[1:]).sections)}
