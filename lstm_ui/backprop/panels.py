"""The picture of the page on backpropagation, and its table."""

from __future__ import annotations

from lstm_ui import cache, guide
from lstm_ui.backprop.tables import term_table
from lstm_ui.components import backprop
from lstm_ui.panels import numbers
from lstm_ui.settings import UnrolledSettings
from lstm_ui.shell import say


def backprop_player(settings: UnrolledSettings) -> None:
    """The player of backpropagation with its table, or the sentence that says what to change."""
    run, payload = cache.unrolled(settings), cache.backprop(settings)
    if isinstance(run, str) or payload is None:
        say(str(run))
        return
    backprop(payload, settings, script=guide.running())
    name = f"backprop-{run.kind.lower()}"
    numbers("The numbers behind the picture", lambda: term_table(run), name)
