"""What the operating table may ask for, and the edits that come of it."""

from __future__ import annotations

from typing import Any

from lstm_core.edits import Change, Clamp, Edits, locate
from lstm_ui.runs import Run
from lstm_ui.surgery.spelling import read_edits

Message = dict[str, Any]
"""As a browser sends it, so it may be anything."""
SEEN = 0.0006
"""How far a number lies from its three decimals on the screen, which came of four, at most."""


def edited(edits: Edits, run: Run, message: Message) -> Edits:
    """The edits after one more wish of the operating table.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the message is none that the table sends of that run.
    """
    wishes = {"hold": _held, "release": _held, "set": _set, "drop": _dropped}
    try:
        return wishes[message["do"]](edits, run, message)
    except (IndexError, OverflowError) as problem:
        raise ValueError(str(problem)) from problem


def _held(edits: Edits, run: Run, message: Message) -> Edits:
    T, H = len(run.parsed.tokens), run.hidden_size
    steps, units = _span(message["steps"], T), _span(message["units"], H)
    releases = message["do"] == "release"
    clamp = Clamp(
        str(message["gate"]),
        0.0 if releases else float(message["value"]),
        steps=None if steps == (0, T - 1) else steps,
        units=None if units == (0, H - 1) else tuple(range(units[0], units[1] + 1)),
    )
    return edits.released(clamp, T, H) if releases else edits.held(clamp)


def _span(among: Any, size: int) -> tuple[int, int]:
    first, last = (int(at) for at in among)
    if not 0 <= first <= last < size:
        raise ValueError(f"{first} to {last} are not among {size}")
    return first, last


def _set(edits: Edits, run: Run, message: Message) -> Edits:
    column = message["column"]
    at = None if column is None else int(column)
    where = (str(message["part"]), str(message["gate"]), int(message["row"]), at)
    change = Change(*where, float(message["value"]))
    name, index = locate(run.example.model, change)
    was = float(run.example.model.parameters[name][index])
    same = abs(change.value - was) < SEEN
    return edits.restored(change) if same else edits.changed(change)


def _dropped(edits: Edits, run: Run, message: Message) -> Edits:
    gone = read_edits(str(message["edit"]))
    shown = (len(run.parsed.tokens), run.hidden_size)  # what is listed is cut to these
    places = {change.place for change in gone.changes}
    return Edits(
        tuple(c for c in edits.clamps if not {c, c.within(*shown)} & set(gone.clamps)),
        tuple(one for one in edits.changes if one.place not in places),
    )
