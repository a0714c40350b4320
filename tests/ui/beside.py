"""Two networks beside each other, and what is said of them."""

from __future__ import annotations

from typing import Any

from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.sources import RANDOM
from lstm_ui.surgery.comparison import Comparison, compare, original_of
from lstm_ui.surgery.spelling import BETWEEN
from lstm_ui.surgery.words import of_comparison

small = Settings(net=RANDOM, text="what time is it now", hidden=5, seed=11)


def compared(b: Settings, a: Settings | None = None) -> Comparison:
    found = compare(make_run(a or original_of(b)), make_run(b))
    assert found is not None
    return found


def said(b: Settings) -> str:
    return of_comparison(compared(b), kept=False)


def together(*edits: str) -> str:
    return BETWEEN.join(edits)


def before(block: dict[str, Any]) -> list[list[float]]:
    """The numbers of a matrix before anything was changed; they are only sent where they differ."""
    numbers: list[list[float]] = block.get("was", block["now"])
    return numbers
