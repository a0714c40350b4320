"""Parts of the page of the GRU and other variants, below its words."""

from __future__ import annotations

from lstm_ui import cache as cache_of_runs
from lstm_ui import tables
from lstm_ui.gru import cache
from lstm_ui.gru.cells import of_cell, walked
from lstm_ui.gru.controls import sizes
from lstm_ui.mounting import register
from lstm_ui.panels import cell_player, numbers
from lstm_ui.questions import committed
from lstm_ui.runs import Run
from lstm_ui.settings import GRUSettings
from lstm_ui.shell import say

_TWINS = register("twins", "twins.mjs", "flow.css", "twins.css")
_COUNTS = register("counts", "counts.mjs", "twins.css")


def walk(settings: GRUSettings) -> Run:
    """The chosen cell in the cell player."""
    return cell_player(walked(settings), "cell")


def lstm_beside_gru(settings: GRUSettings, heading: str) -> None:
    """An LSTM and a GRU on the same text; runs when the question under that heading is answered."""
    _twins(settings, "pair", heading)
    both = (of_cell(settings, cell) for cell in ("LSTM", "GRU"))
    runs = [cache_of_runs.run(one) for one in both]
    if all(run.trace is not None for run in runs):
        name = f"{settings.learnt}-lstm-gru"
        numbers("The numbers behind both networks", lambda: tables.pair_table(*runs), name)


def both_conventions(settings: GRUSettings, heading: str) -> None:
    """One GRU with z written either way, likewise."""
    _twins(settings, "convention", heading)


def both_orders(settings: GRUSettings, heading: str) -> None:
    """The same weights with the reset gate after and before the product, likewise."""
    _twins(settings, "order", heading)


def counts() -> None:
    """Layers, parameters and measured shares of every cell."""
    _COUNTS(key="counts", data=cache.counts(*sizes()))


def _twins(settings: GRUSettings, name: str, heading: str) -> None:
    payload = cache.payload(settings, name)
    if payload is None:
        say(str(cache.twins(settings, name)))
        return
    _TWINS(key=f"twins-{name}", data=payload | {"committed": committed(heading) is not None})
