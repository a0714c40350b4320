"""The cards of traced values, and the table behind them."""

from __future__ import annotations

from lstm_ui import address, components
from lstm_ui.panels import numbers
from lstm_ui.runs import Run
from lstm_ui.settings import Settings
from lstm_ui.surgery.tracing import controls
from lstm_ui.surgery.tracing.payload import cards_payload, pinned, taken_apart
from lstm_ui.surgery.tracing.tables import cards_table


def cards(settings: Settings, run: Run) -> None:
    """The pinned values of a run, each taken apart on a card of its own."""
    controls.follow_address(address.decides())
    if run.trace is None:  # the sentence in the player's place says why
        return
    pins = pinned(run, controls.text())
    controls.write()
    payload = cards_payload(run, pins, controls.told(), controls.asked())
    components.cards(payload, controls.take)
    if pins.cards:
        name = f"{settings.net}-{run.example.cell.lower()}-trace"
        found = taken_apart(run, pins.cards)
        numbers("The numbers on the cards", lambda: cards_table(run, found), name)
