"""The typed door to the board of challenges; its mirror is the typedef in ``board.mjs``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lstm_ui.theme import palette

VERSION = 1


class Challenge(Protocol):
    """What the board shows of a challenge."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def goal(self) -> str: ...
    @property
    def tools(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def learnt(self) -> str: ...


class Verdict(Protocol):
    """What the check of a challenge found."""

    @property
    def solved(self) -> bool: ...
    @property
    def sentence(self) -> str: ...


@dataclass(frozen=True)
class Checked:
    """The last verdict: on which challenge, and after how many checks in this visit."""

    key: str
    verdict: Verdict
    count: int


def board_payload(
    challenges: Mapping[str, Challenge], open_key: str, checked: Checked | None
) -> dict[str, Any]:
    """Everything that the board shows; a key that names no challenge opens none.

    With one open the board stands above the table, and shows little more than its goal.
    """
    return {
        "version": VERSION,
        "palette": palette(),
        "challenges": [_shown(challenge) for challenge in challenges.values()],
        "open": open_key if open_key in challenges else "",
        "above": open_key in challenges,
        "verdict": None if checked is None else _heard(checked),
    }


def _shown(challenge: Challenge) -> dict[str, Any]:
    return {
        "key": challenge.key,
        "title": challenge.title,
        "level": challenge.level,
        "goal": challenge.goal,
        "tools": challenge.tools,
        "hint": challenge.hint,
        "learnt": challenge.learnt,
    }


def _heard(checked: Checked) -> dict[str, Any]:
    return {
        "key": checked.key,
        "solved": bool(checked.verdict.solved),
        "sentence": checked.verdict.sentence,
        "count": checked.count,
    }
