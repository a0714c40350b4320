"""The typed door to the board of challenges; its mirror is the typedef in ``board.mjs``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lstm_ui.challenges.tasks import Challenge, Verdict
from lstm_ui.theme import palette

VERSION = 1


@dataclass(frozen=True)
class Checked:
    """The last verdict: on which challenge, and after how many checks in this visit."""

    key: str
    verdict: Verdict
    count: int


def board_payload(
    challenges: Mapping[str, Challenge], open_key: str, checked: Checked | None
) -> dict[str, Any]:
    """Everything that the board shows; a key that names no challenge opens none."""
    return {
        "version": VERSION,
        "palette": palette(),
        "challenges": [_shown(challenge) for challenge in challenges.values()],
        "open": open_key if open_key in challenges else "",
        "verdict": None if checked is None else _heard(checked),
    }


def _shown(challenge: Challenge) -> dict[str, Any]:
    words = asdict(challenge)
    del words["opening"]
    return words


def _heard(checked: Checked) -> dict[str, Any]:
    return {
        "key": checked.key,
        "solved": bool(checked.verdict.solved),
        "sentence": checked.verdict.sentence,
        "count": checked.count,
    }
