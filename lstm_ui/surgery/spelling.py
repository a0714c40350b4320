"""Edits as a short text, for an address and for a file: ``f_4_3_0__bf_3_5``.

Each edit is one piece, steps and units count from 1, and two underscores stand between pieces
(of the signs that no browser escapes in an address there are only ``_``, ``.`` and ``-``):

- ``f_4_3_0`` holds gate f at step 4 in unit 3 at 0; ``f_4-7_1.3_0.5`` at steps 4 to 7 in units
  1 and 3; ``f_all_all_1`` everywhere.
- ``hf_3.2_0.5`` sets the weight of gate f, unit 3, on unit 2 of h; ``xf_3.2_0.5`` that on number
  2 of x; ``bf_3_5`` the bias. ``y`` in the place of the gate is the readout, ``e`` a token.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from lstm_core.edits import Change, Clamp, Edits
from lstm_core.overrides import CANDIDATES
from lstm_core.vocabulary import visible

BETWEEN = "__"
GATES = "ifgorzn"
LARGEST = 1000.0
MOST_PLACES = 4096
MOST_EDITS = 1000
MOST_CLAMPS = 250
LONGEST_PIECE = 400
TOO_MANY = "Too many places are held; hold all steps or all units instead."
QUOTED = 40
"""Letters of a text that a sentence about it may hold."""
SHORT = 1200
"""Letters that fit into an address which people still send to each other."""

_NUMBER = r"(-?\d{1,24}(?:\.\d{1,24})?(?:e[+-]?\d{1,3})?)"
_AT = r"([1-9]\d{0,3})"
_CLAMP = re.compile(
    rf"([{GATES}])_(all|{_AT}(?:-{_AT})?)_(all|\d{{1,4}}(?:\.\d{{1,4}})*)_{_NUMBER}", re.ASCII
)
_CHANGE = re.compile(rf"([xhbn])([{GATES}aye])_{_AT}(?:\.{_AT})?_{_NUMBER}", re.ASCII)


class MisspeltError(ValueError):
    """A text that is no list of edits; the message is a sentence for the learner."""


def spell(edits: Edits) -> str:
    """Write edits as text; :func:`read_edits` gives the same edits back."""
    return BETWEEN.join([*map(spell_clamp, edits.clamps), *map(spell_change, edits.changes)])


def spell_clamp(clamp: Clamp) -> str:
    """Write one held place."""
    steps, units = "all", "all"
    if clamp.steps is not None:
        first, last = (step + 1 for step in clamp.steps)
        steps = f"{first}" if first == last else f"{first}-{last}"
    if clamp.units is not None:
        units = ".".join(str(unit + 1) for unit in clamp.units)
    return f"{clamp.gate}_{steps}_{units}_{_written(clamp.value)}"


def spell_change(change: Change) -> str:
    """Write one changed number."""
    column = "" if change.column is None else f".{change.column + 1}"
    return f"{change.part}{change.gate}_{change.row + 1}{column}_{_written(change.value)}"


def read_edits(text: str) -> Edits:
    """Read what :func:`spell` wrote.

    Raises
    ------
    MisspeltError
        When it is anything else, with one sentence that says what.
    """
    pieces = text.split(BETWEEN) if text else []
    if len(pieces) > MOST_EDITS:
        raise MisspeltError(f"There are {len(pieces)} edits; at most {MOST_EDITS} can be read.")
    edits, changes, held = Edits(), dict[Any, Change](), 0
    for piece in pieces:
        clamp = _clamp(piece)
        if clamp is None:
            change = _change(piece)
            changes.pop(change.place, None)  # the last one counts, and stands where it was said
            changes[change.place] = change
            continue
        held += 1
        if held > MOST_CLAMPS or _places(clamp) > MOST_PLACES:
            raise MisspeltError(TOO_MANY)
        edits = edits.held(clamp)
    if sum(map(_places, edits.clamps)) > MOST_PLACES:
        raise MisspeltError(TOO_MANY)
    return replace(edits, changes=tuple(changes.values()))


def _places(clamp: Clamp) -> int:
    """How many overrides it makes, before any is made."""
    first, last = clamp.steps or (0, 0)
    return (last - first + 1) * (1 if clamp.units is None else len(clamp.units))


def _clamp(piece: str) -> Clamp | None:
    found = _CLAMP.fullmatch(piece) if len(piece) <= LONGEST_PIECE else None
    if found is None:
        return None
    gate, steps, first, last, units, value = found.groups()
    if gate not in CANDIDATES and not 0.0 <= float(value) <= 1.0:
        raise MisspeltError(
            f"Gate {gate} lies between 0 and 1; it cannot be held at {_told(value)}."
        )
    held = _number(value)
    among = None if units == "all" else tuple(int(unit) - 1 for unit in units.split("."))
    span = None if steps == "all" else (int(first) - 1, int(last or first) - 1)
    try:
        return Clamp(gate, held, steps=span, units=among)
    except ValueError:
        raise MisspeltError(f"“{shown(piece)}” holds no steps or no units of a sequence.") from None


def _change(piece: str) -> Change:
    found = _CHANGE.fullmatch(piece)
    if found is None:
        raise MisspeltError(f"“{shown(piece)}” is no edit of a network.")
    part, gate, row, column, value = found.groups()
    return Change(part, gate, int(row) - 1, int(column) - 1 if column else None, _number(value))


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise MisspeltError(
            f"{_told(text)} is too large: numbers go from −{LARGEST:g} to {LARGEST:g}."
        )
    return number


def _written(value: float) -> str:
    """The shortest text that reads back as exactly that number."""
    return repr(float(value) + 0.0).removesuffix(".0")


def _told(text: str) -> str:
    """A number as a sentence can tell it, also one past all floats."""
    number = float(text)
    told = _written(number) if math.isfinite(number) else shown(text)
    return told.replace("-", "−")


def shown(piece: str) -> str:
    """A piece as a sentence can quote it, whatever stands in it."""
    return visible(piece[:QUOTED])[:QUOTED]
