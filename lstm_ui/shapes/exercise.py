"""The exercise: tasks to be put to their shapes, each wrong place with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lstm_ui.shapes.kinds import KINDS
from lstm_ui.theme import palette

FILE = Path(__file__).parent.parent.parent / "assets" / "shapes.toml"


@dataclass(frozen=True)
class Task:
    """Something to be done, and the shape that does it.

    Attributes
    ----------
    key, title : str
        Its name in data and on the screen.
    what : str
        What goes in and what comes out.
    right : str
        The shape that fits.
    because : str
        Why it fits.
    wrong : dict of str
        For each other shape, why it does not.
    """

    key: str
    title: str
    what: str
    right: str
    because: str
    wrong: dict[str, str]


@cache
def tasks() -> tuple[Task, ...]:
    """All tasks, in the order in which they are asked."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))["task"]
    return tuple(Task(**one) for one in listed)


def exercise_payload() -> dict[str, Any]:
    """What ``assets/player/sorting.mjs`` draws."""
    return {
        "version": 1,
        "kinds": [kind.drawn for kind in KINDS.values()],
        "tasks": [
            {
                "key": task.key,
                "title": task.title,
                "what": task.what,
                "right": task.right,
                "reasons": task.wrong | {task.right: task.because},
            }
            for task in _mixed(tasks())
        ],
        "palette": palette(),
    }


def _mixed(listed: tuple[Task, ...]) -> list[Task]:
    """Every fifth of them at a time, so that tasks of one shape do not follow one another."""
    return [task for start in range(5) for task in listed[start::5]]
