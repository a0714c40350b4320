"""The four corners of (f, i): one unit held at each, from any step on, on the learner's own run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_core.overrides import Override, held_places
from lstm_core.views import some_steps
from lstm_ui.gradients.numbers import significant
from lstm_ui.payloads import plain_numbers
from lstm_ui.runs import TOO_LARGE, Run
from lstm_ui.settings import MOVES_MOST
from lstm_ui.theme import GATES, palette

Floats = NDArray[np.float64]

VERSION = 1
MOST_PLACES = 32
MOST_STEPS = 1024
"""Steps that are read in each corner at most; a longer text is held from every second or so."""
MOST_TICKS = 4
DIGITS = 4
FLAT = 1e-3
"""A state that moves less is drawn as a flat line: no axis shrinks to its rounding."""
CORNERS: dict[str, dict[str, dict[str, float]]] = {
    "LSTM": {
        "overwrite": {"f": 0.0, "i": 1.0},
        "add": {"f": 1.0, "i": 1.0},
        "erase": {"f": 0.0, "i": 0.0},
        "keep": {"f": 1.0, "i": 0.0},
    },
    "GRU": {"overwrite": {"z": 0.0}, "keep": {"z": 1.0}},
}
"""What each corner holds, by kind of cell, as they are read in the picture: f goes right, i up."""
NO_GATES = (
    "An RNN has no gates: it can only overwrite its state, at every step. Choose LSTM above to "
    "see all four corners."
)
ONE_FOR_BOTH = (
    "In a GRU one gate does both: z says how much is kept, and 1 − z how much is written. So only "
    "two of the four corners exist: it can keep or overwrite, but neither add nor erase."
)
TWO_GATES = (
    "f decides about the old and i about the new, so all four corners exist. The weights, the "
    "text and the unit are the same in all of them."
)


@dataclass(frozen=True)
class Held:
    """The unit's state from one step on, in every corner.

    Attributes
    ----------
    start : int
        The first step at which the gates are held, from 0.
    before : float
        The state just before it.
    runs : dict of ndarray
        By corner: the state at that step and all later ones.
    """

    start: int
    before: float
    runs: dict[str, Floats]


@dataclass(frozen=True)
class Corners:
    """One unit of a run, as it stands on the table and held at each corner.

    Attributes
    ----------
    kind : str
        "LSTM" or "GRU".
    state : str
        Which state is followed: "c" of an LSTM, "h" of a GRU.
    unit : int
        From 0.
    tokens : tuple of str
        The T steps.
    free : ndarray
        ``(T,)``: the state as the network runs on the table, held at no corner.
    family : tuple of Held
        One for each step from which the gates can be held.
    badge : str
        Where the numbers come from.
    yours : tuple of str
        Those of its gates that the learner holds at every step.
    """

    kind: str
    state: str
    unit: int
    tokens: tuple[str, ...]
    free: Floats
    family: tuple[Held, ...]
    badge: str
    yours: tuple[str, ...]


def make_corners(run: Run, followed: str = MOVES_MOST) -> Corners | str:
    """Hold one unit of a run at each corner; a sentence where there is nothing to hold."""
    if run.trace is None:
        return run.problem or TOO_LARGE
    kind, layer = run.example.cell, run.trace.layers[0]
    if kind not in CORNERS:
        return NO_GATES
    state = "c" if kind == "LSTM" else "h"
    unit = unit_of(getattr(layer, state)[:, 0], followed)
    T = len(layer.h)
    places = range(0, T, -(-T // min(MOST_PLACES, MOST_STEPS // T)))
    with np.errstate(all="ignore"):
        family = tuple(_held(run, layer, state, unit, start) for start in places)
    if not all(np.isfinite(c).all() for one in family for c in one.runs.values()):
        return TOO_LARGE
    free = getattr(layer, state)[:, 0, unit]
    yours = tuple(
        gate
        for gate in CORNERS[kind]["keep"]
        if held_places(run.edits.overrides, gate, T, run.hidden_size)[:, unit].all()
    )
    return Corners(kind, state, unit, run.parsed.tokens, free, family, run.badge, yours)


def unit_of(states: Floats, followed: str) -> int:
    """Return the unit that is asked for, from 0, or that whose state ``(T, H)`` moves most."""
    if followed.isdecimal() and int(followed) <= states.shape[1]:
        return int(followed) - 1
    return int(np.ptp(states, axis=0).argmax())


def _held(run: Run, layer: Any, state: str, unit: int, start: int) -> Held:
    """Read on from ``start`` in every corner, with the states that were there."""
    rest = some_steps(layer, start, len(layer.h))
    states = {name: getattr(rest, f"{name}0") for name in (("h", "c") if state == "c" else ("h",))}
    runs = {}
    for corner, gates in CORNERS[run.example.cell].items():
        held = [Override(gate, value, unit=unit) for gate, value in gates.items()]
        overrides = [*rest.overrides, *held]
        trace = run.model.cell.forward(rest.xs, *states.values(), overrides=overrides)
        runs[corner] = getattr(trace, state)[:, 0, unit].copy()
    return Held(start, float(states[state][0, unit]), runs)


def says(corners: Corners, held: Held, corner: str) -> str:
    """What becomes of the state in one corner, with its numbers."""
    name, run = corners.state, held.runs[corner]
    before, end = significant(held.before + 0.0, 3), significant(float(run[-1]) + 0.0, 3)  # no -0
    since = f"from step {held.start + 1} on"
    if corner == "keep":
        return f"{name} stays at {end} {since}"
    if corner == "erase":
        return f"{name} is {end} {since}"
    if corner == "overwrite":
        new = "candidate g" if corners.kind == "LSTM" else "new state n"
        return f"{name} is the {new} of each step: {end} at the end"
    adds = f"{name} adds up {'every' if len(run) > 1 else 'the one'} candidate"
    if before == end:
        return f"{adds} and ends where it was, at {end}"
    if run[-1] > held.before:
        return f"{adds}: it grows from {before} to {end}"
    return f"{adds}, and {_why_less(name, held, run)} falls from {before} to {end}"


def _why_less(name: str, held: Held, run: Floats) -> str:
    """Why a sum of candidates falls, and what falls."""
    if len(run) == 1:
        return f"as it is negative {name}"
    all_below = (np.diff([held.before, *run]) <= 0.0).all()
    return f"as {'all of them are negative' if all_below else 'the negative ones weigh more'} it"


def notes_of(corners: Corners) -> list[str]:
    """What the learner holds anyway: corners that differ in that alone look alike."""
    if not corners.yours:
        return []
    you = f"You hold {' and '.join(corners.yours)} yourself"
    them = "it" if len(corners.yours) == 1 else "them"
    of_all = "all four corners" if corners.kind == "LSTM" else "both corners"
    return [f"{you}; release {them} to see {of_all} apart."]


def corners_payload(corners: Corners) -> dict[str, Any]:
    """Everything that the figure of the corners draws, for every step from which they are held."""
    starts = [held.start + 1 for held in corners.family]
    middle = (len(corners.tokens) + 1) / 2
    at = min(range(len(starts)), key=lambda n: abs(starts[n] - middle))
    return {
        "version": VERSION,
        "palette": palette(),
        "badge": corners.badge,
        "notes": notes_of(corners),
        "about": TWO_GATES if corners.kind == "LSTM" else ONE_FOR_BOTH,
        "state": corners.state,
        "unit": corners.unit,
        "tokens": list(corners.tokens),
        "steps": len(corners.tokens),
        "free": plain_numbers(corners.free, DIGITS),
        "dial": {
            "name": "from",
            "title": f"{'f and i' if corners.kind == 'LSTM' else 'z'} held from step",
            "values": starts,
            "at": at,
            "own": at,
            "before": "",
            "back": "middle",
        },
        "corners": [_corner(name, held) for name, held in CORNERS[corners.kind].items()],
        "members": [_member(corners, held) for held in corners.family],
    }


def _corner(name: str, held: Mapping[str, float]) -> dict[str, Any]:
    gates = [
        {"letter": gate, "value": int(value), "does": GATES[gate].ends[int(value)]}
        for gate, value in held.items()
    ]
    return {"name": name, "gates": gates}


def _member(corners: Corners, held: Held) -> dict[str, Any]:
    seen = np.concatenate([corners.free, [held.before], *held.runs.values()])
    return {
        "range": axis(seen),
        "before": round(held.before, DIGITS) + 0.0,
        "runs": [plain_numbers(run, DIGITS) for run in held.runs.values()],
        "says": [f"{says(corners, held, name)}." for name in held.runs],
    }


def axis(values: Floats) -> dict[str, Any]:
    """Round limits that hold all values and 0, and the numbers that stand beside the axis."""
    lowest, highest = min(0.0, float(values.min())), max(0.0, float(values.max()))
    if highest - lowest < FLAT:
        highest = 1.0
    rough = (highest - lowest) / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1.0, 2.0, 2.5, 5.0, 10.0) if size * power >= rough)
    ticks = range(math.floor(lowest / step), math.ceil(highest / step) + 1)
    marks = [round(tick * step, 10) + 0.0 for tick in ticks]
    return {"low": marks[0], "high": marks[-1], "ticks": marks}


def corners_table(corners: Corners) -> pd.DataFrame:
    """One row for each step at which gates are held, for every step from which they can be."""
    parts = []
    for held in corners.family:
        steps = np.arange(held.start, len(corners.tokens))
        table = {
            "held from step": held.start + 1,
            "step": steps + 1,
            "token": [corners.tokens[step] for step in steps],
            "unit": corners.unit + 1,
            f"{corners.state}, on the table": corners.free[steps],
        }
        parts.append(pd.DataFrame(table | _columns(corners, held)))
    return pd.concat(parts, ignore_index=True)


def _columns(corners: Corners, held: Held) -> dict[str, Floats]:
    def named(corner: str) -> str:
        gates = CORNERS[corners.kind][corner].items()
        at = ", ".join(f"{gate} = {value:g}" for gate, value in gates)
        return f"{corners.state}, {corner} ({at})"

    return {named(corner): run for corner, run in held.runs.items()}
