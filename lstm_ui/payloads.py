"""The one typed door between Python and the players: plain dicts, rounded, ready for JSON.

The mirror of these fields on the other side is the typedef on top of ``assets/player/reader.mjs``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core import PeepholeLSTM, SequenceModel, contributions, seen_through, softmax
from lstm_ui.diagrams import load_diagram
from lstm_ui.theme import palette

Array = NDArray[np.float64]

VERSION = 1
MOST_INPUTS_DRAWN = 24
PULLS_SHOWN = 3
AXES = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)


def player_payload(
    *,
    title: str,
    tokens: Sequence[str],
    known: Sequence[bool],
    model: SequenceModel,
    trace: Any,
    badge: str,
    classes: Sequence[str],
    task: str,
    network: str = "",
    about: str = "",
    layout: str = "cell",
    targets: Sequence[float] | None = None,
    notes: Sequence[str] = (),
) -> dict[str, Any]:
    """Everything the cell player draws of one run.

    Parameters
    ----------
    title : str
        Accessible name of the picture.
    tokens, known : sequences of length T
        What stands on the ribbon, and whether the network has it in its vocabulary.
    model, trace : SequenceModel, ModelTrace
        The network and its run; the first layer and the first member of the batch are shown.
    badge : str
        Where the numbers come from: trained, random, hand-set.
    classes : sequence of str
        Names of the answers.
    task : {"classify", "count", "echo"}
        "classify" shows shares, the others one number.
    network, about : str
        The network by name, and in one sentence what it does.
    layout : {"start", "cell", "sequence"}
        Which parts stand where.
    targets : sequence of float, optional
        The true number at every step.
    notes : sequence of str
        Plain sentences shown above the picture.

    Raises
    ------
    ValueError
        If the run holds a number that is not finite.
    """
    cell, run = model.cell, trace.layers[0]
    kind = type(cell).__name__
    squash = getattr(cell, "candidate", getattr(cell, "activation", "tanh"))
    series, constants, pulls = _numbers(cell, run)
    if not all(np.isfinite(array).all() for array in series.values()):
        raise ValueError("This network's numbers grew past what can be drawn; choose smaller ones.")
    start = {"h": run.h0[0]} | ({"c": run.c0[0]} if hasattr(run, "c0") else {})
    diagram = load_diagram(kind, type(cell).step, squash)
    return {
        "version": VERSION,
        "layout": layout,
        "title": title,
        "network": network,
        "about": about,
        "badge": badge,
        "notes": list(notes),
        "tokens": [str(token) for token in tokens],
        "known": [bool(flag) for flag in known],
        "steps": len(tokens),
        "units": int(run.h.shape[2]),
        "unit": 0 if layout == "cell" else _telling_unit(series, trace.logits[:, 0, 0], task),
        "cell": diagram,
        "series": {name: plain_numbers(array, _digits(name)) for name, array in series.items()},
        "start": {name: plain_numbers(array, 4) for name, array in start.items()},
        "constants": {name: plain_numbers(array, 2) for name, array in constants.items()},
        "pulls": pulls,
        "ranges": _ranges(series, start),
        "palette": _palette(diagram),
        "readout": _readout(trace, classes, task),
        "lanes": _lanes(series, start, trace, classes, task, targets)
        if layout == "sequence"
        else [],
    }


def beside_payload(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    """Two player payloads as one figure, at the step and unit at which the second writes most."""
    written = np.abs(np.array(right["series"]["written"]))  # (T, H)
    t, unit = np.unravel_index(written.argmax(), written.shape)
    return {"left": left, "right": right, "t": int(t), "unit": int(unit)}


def _telling_unit(series: dict[str, Array], answers: Array, task: str) -> int:
    """Return the unit to follow through a sequence.

    Where the answer is a number, the one whose state moves with it; else the one whose state
    ends furthest from 0.
    """
    state = series.get("c", series["h"])
    if task == "classify" or len(answers) < 3:
        return int(np.abs(state[-1]).argmax())
    moved, wanted = state - state.mean(axis=0), answers - answers.mean()
    spread = np.sqrt((moved**2).sum(axis=0) * (wanted**2).sum())
    together = np.abs(wanted @ moved) / np.where(spread > 0.0, spread, 1.0)
    return int(together.argmax())


def _numbers(cell: Any, run: Any) -> tuple[dict[str, Array], dict[str, Array], dict[str, Any]]:
    """Series (T, H), biases (H,) and the largest pulls of every gate."""
    names = [name for name in "figorznch" if hasattr(run, name)]
    series = {name: getattr(run, name)[:, 0] for name in names}
    series |= products(run)
    constants, pulls = {}, {}
    for gate, part in contributions(cell, run).items():
        name = "a" if gate == "a" else f"a_{gate}"
        series[name] = getattr(run, name)[:, 0]
        series[f"{name}.x"] = part.from_x
        series[f"{name}.h"] = from_h = part.from_h
        series[f"{name}.wx"] = part.from_x + from_h
        constants[f"b_{gate}"] = part.bias
        pulls[gate] = _largest(part.from_units, from_h)
        if gate == "n" and hasattr(cell, "bias_hn"):
            series[f"{name}.r"] = run.r[:, 0] * cell.bias_hn
    if isinstance(cell, PeepholeLSTM):
        series |= {f"a_{gate}.c": part for gate, part in seen_through(cell, run).items()}
    if run.xs.shape[2] <= MOST_INPUTS_DRAWN:
        series["x"] = run.xs[:, 0]
    return series, constants, pulls


def products(run: Any) -> dict[str, Array]:
    """What the pointwise operations of the drawing give ``(T, H)``, from the trace's own values."""
    state = "c" if hasattr(run, "c") else "h"
    before = np.concatenate([getattr(run, f"{state}0")[:1], getattr(run, state)[:-1, 0]])
    if hasattr(run, "f"):
        return {
            "tanh_c": run.tanh_c[:, 0],
            "kept": run.f[:, 0] * before,
            "written": run.i[:, 0] * run.g[:, 0],
        }
    if hasattr(run, "kept"):  # a trace that says itself what it kept and what is new
        names = ("hn", "reset_h", "kept", "written")
        own = {name: getattr(run, name)[:, 0] for name in names if hasattr(run, name)}
        return own | ({"reset_part": (run.r * run.hn)[:, 0]} if "hn" in own else {})
    if hasattr(run, "z"):
        return {
            "hn": run.hn[:, 0],
            "reset_part": (run.r * run.hn)[:, 0],
            "kept": run.z[:, 0] * before,
            "written": ((1 - run.z) * run.n)[:, 0],
        }
    return {}


def _largest(from_units: Array, total: Array) -> list[list[list[float]]]:
    """Per step and unit: [source, part, source, part, ..., rest], largest first."""
    T, H, _ = from_units.shape
    order = np.argsort(-np.abs(from_units), axis=2)[:, :, : min(PULLS_SHOWN, H)]
    parts = np.take_along_axis(from_units, order, axis=2)
    rest = (total - parts.sum(axis=2))[:, :, None]
    flat = np.concatenate([np.stack([order, parts], axis=3).reshape(T, H, -1), rest], axis=2)
    lists: list[list[list[float]]] = plain_numbers(flat, 2)
    for unit_lists in lists:
        for numbers in unit_lists:
            numbers[:-1:2] = [int(source) for source in numbers[:-1:2]]
    return lists


def _ranges(series: dict[str, Array], start: dict[str, Array]) -> dict[str, float]:
    """Half width of the axis of every signed vector: the smallest round number that holds it."""

    def most(name: str) -> float:
        found = (values.get(name, np.zeros(1)) for values in (series, start))
        return max(float(np.abs(array).max(initial=0.0)) for array in found)

    axes = [["c", "kept", "written"] if "c" in series else ["h", "kept", "written"]]  # they add up
    axes += [[name] for name in ("h", "g", "n", "x", "hn", "reset_h") if name not in axes[0]]
    return {
        name: nice(max(map(most, together)))
        for together in axes
        for name in together
        if name in series
    }


def nice(most: float) -> float:
    """Round ``most`` up to a number that reads well on an axis; at least 1."""
    scale = 1.0
    while most > AXES[-1] * scale:
        scale *= 10.0
    return next(axis * scale for axis in AXES if axis * scale >= most or axis == AXES[-1])


def _palette(diagram: dict[str, Any]) -> dict[str, Any]:
    """Names and colours; a cell may have its own words for the two ends of a gate."""
    own = diagram.get("ends", {})
    return {
        name: symbol | {"ends": own.get(name, symbol["ends"])} for name, symbol in palette().items()
    }


def _readout(trace: Any, classes: Sequence[str], task: str) -> dict[str, Any]:
    return {
        "task": task,
        "classes": list(classes),
        "values": plain_numbers(answers_of(trace, task), 4),
    }


def answers_of(trace: Any, task: str) -> Array:
    """The answer after every step: shares of the classes, or the one number ``(T, K)``."""
    logits: Array = trace.logits[:, 0]
    return softmax(logits) if task == "classify" else logits


def _lanes(
    series: dict[str, Array],
    start: dict[str, Array],
    trace: Any,
    classes: Sequence[str],
    task: str,
    targets: Sequence[float] | None,
) -> list[dict[str, Any]]:
    """Lines over time: the states of the selected unit, and an answer that is a number."""
    ranges = _ranges(series, start)
    names = {"c": "cell state c", "h": "hidden state h"}
    lanes: list[dict[str, Any]] = [
        {"title": title, "symbol": name, "series": name, "low": -ranges[name], "high": ranges[name]}
        for name, title in names.items()
        if name in series
    ]
    lanes.append(_answer_lane(trace.logits[:, 0, 0], classes, task, targets))
    return lanes


def _answer_lane(
    values: Array, classes: Sequence[str], task: str, targets: Sequence[float] | None
) -> dict[str, Any]:
    """The answer after every step: the share of each class, or the number beside the true one."""
    lane: dict[str, Any] = {"title": "answer so far", "symbol": "x", "series": "readout"}
    if task == "classify":
        return lane | {"low": 0.0, "high": 1.0}
    true = np.asarray(targets if targets is not None else [0.0], dtype=float)
    seen = np.concatenate([values, true])
    high = _fitting(float(np.abs(seen).max()))
    lane |= {"low": 0.0 if seen.min() > -0.5 and task == "count" else -high, "high": high}
    return lane if targets is None else lane | {"target": plain_numbers(true, 4)}


def _fitting(most: float) -> float:
    """Round up likewise, but on a smaller axis where all is small; 1 where it is nothing."""
    scale = 1.0
    while 1e-4 < most * scale <= 0.1:
        scale *= 10.0
    return nice(most * scale) / scale


def _digits(name: str) -> int:
    return 2 if name.startswith("a") else 4


def plain_numbers(array: Array, digits: int) -> list[Any]:
    """An array as lists of rounded numbers, ready for JSON."""
    rounded: list[Any] = (np.round(array, digits) + 0.0).tolist()
    return rounded
