"""The typed doors to the four pictures of the page; mirrored by typedefs in JavaScript."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import ModelTrace
from lstm_core.repetition import Repetition
from lstm_ui.squashing import again, curves
from lstm_ui.squashing.swaps import SWAPS, Swapped, answers, cell
from lstm_ui.squashing.words import first_wrong, says, struck
from lstm_ui.surgery.asides.corners import axis
from lstm_ui.theme import palette

Floats = NDArray[np.float64]

VERSION = 1
DIGITS = 6
"""Significant ones: these numbers reach from 10⁻³¹ to 10⁹."""
EXACT = 12
"""For values on a curve: what is not quite 1 shall not come as 1."""
SHARES = np.linspace(0.0, 1.0, 21)
"""Where the input gate can stand in the picture of a write."""
DIRECTIONS = np.linspace(-1.0, 1.0, 41)
"""Where the candidate can."""
WRITES = {
    "up": "Much, and upwards: c grows.",
    "down": "Much, and downwards: c shrinks.",
    "shut": "The gate is all but closed: next to nothing is written, whatever the direction.",
    "still": "The gate is open, but there is nothing to write.",
}
"""What a write does, by where it lies in the picture."""


def curves_payload(attend: int = 0) -> dict[str, Any]:
    """Everything that the three curves draw; ``attend`` counts the predictions that were made."""
    made = curves.curves()
    return {
        "version": VERSION,
        "palette": palette(),
        "xs": curves.GRID.tolist(),
        "at": curves.place_of(1.0),
        "jumps": [curves.place_of(x) for x in (-5.0, 0.0, 2.0, 5.0, 10.0)],
        "asked": [curves.place_of(x) for x in (5.0, 2.0, 0.0)],
        "curves": [_curve(one) for one in made],
        "attend": attend,
    }


def _curve(one: curves.Curve) -> dict[str, Any]:
    low, high = min(one.ticks), max(one.ticks)
    spare = 0.06 * (high - low)
    return {
        "name": one.name,
        "title": one.title,
        "symbol": one.symbol,
        "slope": one.slope_symbol,
        "values": [float(f"{value:.{EXACT}g}") for value in one.values],
        "slopes": digits(one.slopes),
        "logs": logs(one.slopes),
        "range": {"low": low - spare, "high": high + spare, "ticks": list(one.ticks)},
        "zones": [
            {"upto": zone.upto, "kind": zone.kind, "words": zone.words} for zone in one.zones
        ],
    }


def again_payload(attend: int = 0) -> dict[str, Any]:
    """Everything that the repeated step draws, for every factor and start."""
    opens = again.OPENS
    return {
        "version": VERSION,
        "palette": palette(),
        "steps": again.STEPS,
        "asked": again.ASKED,
        "dials": [
            _dial("times", "Factor", again.FACTORS, again.FACTORS.index(opens["factor"]), "× 3"),
            _dial("begin", "Start", again.STARTS, again.STARTS.index(opens["start"]), "0.1"),
        ],
        "members": [
            [_pair(again.pair(factor, start)) for start in again.STARTS] for factor in again.FACTORS
        ],
        "attend": attend,
    }


def _dial(name: str, title: str, values: tuple[float, ...], at: int, back: str) -> dict[str, Any]:
    before = "× " if name == "times" else ""
    return {
        "name": name,
        "title": title,
        "values": list(values),
        "at": at,
        "own": at,
        "before": before,
        "back": back,
    }


def _pair(both: again.Pair) -> dict[str, Any]:
    return {
        "plain": _repeated(both.plain),
        "squashed": _repeated(both.squashed),
        "says": again.says(both),
    }


def _repeated(run: Repetition) -> dict[str, Any]:
    return {
        "values": digits(run.values),
        "chain": digits(run.chain),
        "logs": logs(np.abs(run.chain)),
    }


def write_payload() -> dict[str, Any]:
    """Everything that the picture of one write draws, for every gate and candidate."""
    written = SHARES[:, None] * DIRECTIONS[None, :]
    return {
        "version": VERSION,
        "palette": palette(),
        "shares": digits(SHARES),
        "directions": digits(DIRECTIONS),
        "written": [digits(row) for row in written],
        "at": {"i": 16, "g": 8},
        "words": WRITES,
    }


def outputs_payload() -> dict[str, Any]:
    """Everything that sigmoid and softmax at the output draw, for all three numbers."""
    logits = curves.READOUT
    yes, shares = curves.outputs(logits)
    return {
        "version": VERSION,
        "palette": palette(),
        "classes": list(curves.CLASSES),
        "logits": logits.tolist(),
        "at": [int(np.argmin(np.abs(logits - one))) for one in curves.LOGITS],
        "sigmoid": digits(yes),
        "softmax": np.round(shares, DIGITS).tolist(),
        "sums": np.round(yes[:, None, None] + yes[:, None] + yes, DIGITS).tolist(),
    }


def swap_payload(swapped: Swapped, attend: int = 0) -> dict[str, Any]:
    """Everything that the cell with swapped functions draws, for every swap and unit."""
    classify = swapped.example.task == "classify"
    name = swapped.example.classes[swapped.followed]
    return {
        "version": VERSION,
        "palette": palette(),
        "network": swapped.example.title,
        "badge": swapped.badge,
        "about": swapped.example.blurb,
        "notes": [swapped.parsed.problem] if swapped.parsed.problem else [],
        "tokens": list(swapped.tokens),
        "steps": len(swapped.tokens),
        "units": int(cell(swapped.usual).h.shape[2]),
        "asks": f"share of “{name}”" if classify else name,
        "usual": _run(swapped, swapped.usual, len(swapped.tokens)),
        "swaps": [_swap(swapped, key) for key in SWAPS],
        "attend": attend,
        "opened": {"count": 0, "swap": ""},
    }


def _swap(swapped: Swapped, key: str) -> dict[str, Any]:
    run, steps = swapped.runs[key], swapped.stands[key]
    wrong, at = first_wrong(swapped, key), struck(swapped, key)
    usual, other = cell(swapped.usual), cell(run)
    units = range(usual.h.shape[2])
    return {
        "key": key,
        "title": SWAPS[key].title,
        "what": SWAPS[key].what,
        "run": _run(swapped, run, steps),
        "wrong": None if wrong is None else wrong + 1,
        "struck": None if at is None else at + 1,
        "says": says(swapped, key),
        "ranges": [
            {
                name: axis(
                    np.concatenate(
                        [getattr(usual, name)[:, 0, u], getattr(other, name)[:steps, 0, u]]
                    )
                )
                for name in ("c", "h")
            }
            for u in units
        ],
        "range": axis(
            np.concatenate([_followed(swapped, swapped.usual), _followed(swapped, run)[:steps]])
        ),
    }


def _run(swapped: Swapped, run: ModelTrace, steps: int) -> dict[str, Any]:
    layer = cell(run)
    return {
        name: [digits(unit, steps) for unit in getattr(layer, name)[:, 0].T] for name in "figoch"
    } | {
        "answer": digits(_followed(swapped, run), steps),
        "said": _said(swapped, run, steps),
    }


def _followed(swapped: Swapped, run: ModelTrace) -> Floats:
    return answers(swapped.example, run)[:, swapped.followed]


def _said(swapped: Swapped, run: ModelTrace, steps: int) -> list[str]:
    """The likeliest class after every step; nothing where the answer is a number."""
    if swapped.example.task != "classify":
        return []
    best = answers(swapped.example, run)[:steps].argmax(axis=1)
    return [swapped.example.classes[k] for k in best]


def digits(values: Floats, steps: int | None = None) -> list[float | None]:
    """Numbers with six digits that count; None past all numbers and from step ``steps`` on."""
    stop = len(values) if steps is None else steps
    return [
        float(f"{value:.{DIGITS}g}") + 0.0 if at < stop and np.isfinite(value) else None
        for at, value in enumerate(values)
    ]


def logs(sizes: Floats) -> list[float | None]:
    """Decimal logarithms; None for 0."""
    with np.errstate(divide="ignore"):
        found = np.log10(sizes)
    return [round(float(log), 3) + 0.0 if np.isfinite(log) else None for log in found]
