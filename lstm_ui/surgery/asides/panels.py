"""The pictures below the operating table, each with its controls and the numbers behind it.

Each runs once the question under the heading ``asked`` is answered.
"""

from __future__ import annotations

from typing import Any

from lstm_ui import cache, components
from lstm_ui.panels import numbers
from lstm_ui.questions import committed
from lstm_ui.runs import Run
from lstm_ui.settings import MOVES_MOST, Settings
from lstm_ui.shell import say
from lstm_ui.surgery.asides import cache as kept
from lstm_ui.surgery.asides import controls, corners, lens, shapes


def four_corners(settings: Settings, asked: str) -> None:
    """What becomes of one unit at each corner of (f, i), from any step on."""
    run = cache.run(settings)
    has_corners = run.example.cell in corners.CORNERS
    followed = controls.followed_unit(run.hidden_size) if has_corners else MOVES_MOST
    found = kept.four_corners(settings, followed)
    if isinstance(found, str):
        _say(run, found)
        return
    components.corners(_revealed(found, asked))
    name = f"corners-{run.example.key}-{run.example.cell.lower()}"
    numbers("The numbers behind the corners", lambda: kept.corners_table(settings, followed), name)


def two_sequences(settings: Settings, asked: str) -> None:
    """A second text after the first, with the states carried over and with them reset."""
    run = cache.run(settings)
    then = controls.second_text(settings.net)
    found = kept.two_sequences(settings, then)
    if isinstance(found, str):
        _say(run, found)
        return
    components.sequel(_revealed(found, asked))
    name = f"two-texts-{run.example.key}-{run.example.cell.lower()}"
    numbers("The numbers behind both texts", lambda: kept.sequel_table(settings, then), name)


def shape_lens(asked: str) -> None:
    """The shape of every array of a cell, as T, B, D and H change apart."""
    before, sizes = controls.sizes(committed(asked) is not None)
    now, last = kept.lens(sizes), None if before is None else kept.lens(before)
    components.shapes(lens.lens_payload(last, now))
    kind = sizes.kind.lower()
    numbers("All shapes as a table", lambda: shapes.lens_table(now), f"shapes-{kind}")
    name = f"parameters-{sizes.D}-{sizes.H}"
    counts = "RNN, LSTM and GRU of this size"
    numbers(counts, lambda: cache.parameter_table(sizes.D, sizes.H), name)


def _revealed(payload: dict[str, Any], asked: str) -> dict[str, Any]:
    """The payload, and whether the question under that heading was answered or skipped."""
    return payload | {"revealed": committed(asked) is not None}


def _say(run: Run, sentence: str) -> None:
    """Say why there is no picture, unless the sentence in the player's place says it already."""
    if sentence != run.problem:
        say(sentence)
