"""The board of challenges."""

from __future__ import annotations

from lstm_ui import components
from lstm_ui.challenges import controls
from lstm_ui.challenges.board import board_payload
from lstm_ui.challenges.tasks import CHALLENGES
from lstm_ui.progress import your_progress
from lstm_ui.settings import Settings


def board(settings: Settings) -> None:
    """All challenges, the open one with its goal, and what the last check of the table found."""
    components.challenges(
        board_payload(CHALLENGES, controls.opened(), controls.checked()),
        controls.open_anew,
        lambda key: controls.ask(settings, key),
    )


def progress() -> None:
    """The way through the app, with the challenges that were solved."""
    your_progress(CHALLENGES)
