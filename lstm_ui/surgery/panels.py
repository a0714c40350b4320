"""The operating table, and what stands around it."""

from __future__ import annotations

from lstm_ui import components, guide
from lstm_ui.cache import run as run_of
from lstm_ui.controls import examples_opened
from lstm_ui.runs import TOO_LARGE, Run
from lstm_ui.settings import Settings
from lstm_ui.shell import say
from lstm_ui.surgery import cache, controls
from lstm_ui.surgery.comparison import original_of
from lstm_ui.surgery.payload import WHOLE


def operating_player(settings: Settings, layout: str, begins: dict[str, str] | None = None) -> Run:
    """The cell player in which gates can be held, or the sentence that says what to change.

    ``begins``: what an open challenge lets the table begin with.
    """
    history, run = controls.noted(settings), run_of(settings)
    kept, problem = controls.kept_beside() if layout == WHOLE else (None, None)
    payload = cache.operated(settings, kept or original_of(settings), layout, kept is not None)
    if payload is None:
        say(run.problem or TOO_LARGE)
        controls.ways_back(settings)
        return run
    more = [note for note in (problem, controls.said()) if note]
    bench = payload["bench"] | {
        "undo": history.can_undo,
        "redo": history.can_redo,
        "differs": kept is not None or settings != original_of(settings),
        "begins": begins,
    }
    components.player(
        payload | {"notes": payload["notes"] + more, "bench": bench},
        (settings, layout, kept),
        controls.operate(settings, run),
        attend=examples_opened(),
        script=guide.running(),
    )
    return run


def matrices(settings: Settings, run: Run) -> None:
    """The weights and biases, which can be changed."""
    components.matrices(cache.matrices(settings), controls.operate(settings, run))
