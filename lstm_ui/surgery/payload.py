"""What the operating table draws besides the cell: what is held, and A beside B.

The mirror of these fields on the other side is the typedef on top of ``assets/player/bench.mjs``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arithmetic import numbers_of
from lstm_core.edits import Edits
from lstm_core.model import SequenceModel
from lstm_ui.payloads import answers_of, nice, plain_numbers
from lstm_ui.runs import Run
from lstm_ui.surgery import names, words
from lstm_ui.surgery.comparison import Comparison, compare
from lstm_ui.surgery.matrices import gate_matrices
from lstm_ui.surgery.operating import operating_points
from lstm_ui.surgery.spelling import LARGEST, SHORT, spell, spell_change, spell_clamp

Floats = NDArray[np.float64]

WHOLE = "surgery"
"""The layout that shows all of A beside B; the others only say what became of it."""
HOLDABLE = "figorzn"
"""Gates and candidates, in the order in which they are offered."""
TRACED = (*HOLDABLE, "c", "h", "kept", "written", "tanh_c", "hn", "reset_part")
"""What a click in the picture can point at to be taken apart."""
DIGITS = 4


def operated_payload(
    picture: dict[str, Any], b: Run, a: Run, original: SequenceModel, *, kept: bool
) -> dict[str, Any]:
    """Add to the picture of a run what can be done to it, and what became of it.

    Parameters
    ----------
    picture : dict
        Payload of the cell player for ``b``; its layout says how much is added.
    b, a : Run
        What stands on the table, and what it is compared with.
    original : SequenceModel
        The network of ``b`` before any number was changed.
    kept : bool
        Whether the learner kept ``a``; else it is the original network.
    """
    whole = picture["layout"] == WHOLE
    bench = bench_payload(b)
    found = compare(a, b) if whole or bench["operated"] else None
    if found is not None:
        beside = comparison_payload(found, kept=kept)
        bench["beside"] = beside if whole else {"sentence": beside["sentence"]}
    if not whole:
        return picture | {"bench": bench}
    bench["opening"] = _decisive(b)
    bench["weights"] = {"groups": gate_matrices(b, original), "largest": LARGEST}
    return picture | {"bench": bench, "operating": operating_points(b)}


def bench_payload(run: Run) -> dict[str, Any]:
    """What can be held here, and what is held and changed."""
    layer, edits = run.layer, run.edits
    run_names = numbers_of(run.model)
    T, _, H = layer.h.shape
    return {
        "gates": [gate for gate in HOLDABLE if hasattr(layer, gate)],
        "held": [
            {
                "edit": spell_clamp(clamp),
                "says": names.of_clamp(clamp),
                "gate": clamp.gate,
                "steps": list(clamp.steps or (0, T - 1)),
                "units": list(range(H) if clamp.units is None else clamp.units),
            }
            for clamp in edits.clamps
        ],
        "changed": [
            {"edit": spell_change(change), "says": names.of_change(change), "gate": change.gate}
            for change in edits.changes
        ],
        "traced": [name for name in TRACED if name in run_names],
        "linked": len(spell(edits)) <= SHORT,
        "operated": edits != Edits(),
    }


def comparison_payload(found: Comparison, *, kept: bool) -> dict[str, Any]:
    """A beside B: their states, answers and gradients, and the sentence about them."""
    a, b = found.a, found.b
    layers = (a.layer, b.layer)
    names = [name for name in ("c", "h") if all(hasattr(layer, name) for layer in layers)]
    held = {clamp.gate for clamp in b.edits.clamps if hasattr(a.layer, clamp.gate)}
    payload = {
        "sentence": words.of_comparison(found, kept=kept),
        "kept": kept,
        "alike": found.alike,
        "badge": a.badge,
        "title": f"{a.example.title}, {a.example.cell}",
        "tokens": list(a.parsed.tokens),
        "series": _series(a, [*names, *held]),
        "states": names,
        "ranges": {
            name: nice(max(float(np.abs(getattr(layer, name)).max()) for layer in layers))
            for name in names
        },
        "answers": {"a": _answers(a), "b": _answers(b)},
        "classes": {"a": list(a.example.classes), "b": list(b.example.classes)},
        "gradient": {
            "of": found.state,
            "asked": found.asked,
            "a": _logs(found.d_a),
            "b": _logs(found.d_b),
        },
    }
    if found.alike:
        payload["difference"] = {
            name: plain_numbers(found.difference(name), DIGITS) for name in names
        }
    return payload


def _decisive(run: Run) -> int:
    """The step that moves the answer most: where it is worth cutting first."""
    answers = np.array(_answers(run))
    moved = np.abs(np.diff(answers, axis=0)).max(axis=1, initial=0.0)
    return int(moved.argmax()) + 1 if len(moved) else 0


def _series(run: Run, names: Sequence[str]) -> dict[str, Any]:
    """Gates and states of the other network ``(T, H)``."""
    return {name: plain_numbers(getattr(run.layer, name)[:, 0], DIGITS) for name in names}


def _answers(run: Run) -> list[list[float]]:
    """Shares of the classes, or the one number, after every step ``(T, K)``."""
    numbers: list[list[float]] = plain_numbers(answers_of(run.trace, run.example.task), DIGITS)
    return numbers


def _logs(gradient: Floats) -> list[float | None]:
    """The decimal logarithm of a gradient's norm at each step; None where it is 0 or no number."""
    with np.errstate(over="ignore", invalid="ignore"):
        sizes = np.hypot.reduce(gradient, axis=1)  # squares would vanish or overflow long before
    return [round(float(np.log10(size)), 3) if 0.0 < size < np.inf else None for size in sizes]
