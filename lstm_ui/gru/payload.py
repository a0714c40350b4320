"""The door to the player of twins: two cells on the same text, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_ui.gradients.numbers import significant
from lstm_ui.gru.rows import LSTM_AND_GRU, Row, Side
from lstm_ui.gru.twins import Twin, Twins
from lstm_ui.payloads import nice, plain_numbers
from lstm_ui.theme import palette

Floats = NDArray[np.float64]

VERSION = 1
DIGITS = 4
ROUNDING = 1e-12
"""Below this two numbers of a run differ by rounding alone."""
_SLOT = re.compile(r"\{([^}]+)\}")


def pair_payload(twins: Twins) -> dict[str, Any]:
    """An LSTM beside a GRU; opens where the GRU writes most, reveals where z keeps most."""
    gru = twins.right.series
    held = np.abs(gru["kept"])
    t, unit = np.unravel_index(held.argmax(), held.shape)
    first = int(np.abs(gru["written"]).mean(axis=1).argmax())
    start = {"t": first, "part": 0, "unit": 0, "side": 0}
    says = [_pair_says(twins, step) for step in range(_steps(twins))]
    return _payload(twins, "pair", says, start, start | {"t": int(t), "unit": int(unit)})


def convention_payload(twins: Twins) -> dict[str, Any]:
    """One GRU in both conventions of z, one at a time."""
    last = _steps(twins) - 1
    z, h = twins.left.series["z"], twins.left.series["h"]
    told = np.abs(z - 0.5) * np.abs(h)  # where the flip is wide, and there is an h to stand still
    t, unit = np.unravel_index(told.argmax(), told.shape)
    start = {"t": int(t), "part": 0, "unit": int(unit), "side": 0}
    most = significant(float(twins.apart.max()))
    exact = float(twins.apart.max()) == 0.0
    all_of_them = f"all {twins.left.series['h'].size} numbers of h, over {last + 1} steps"
    says = (
        f"Not one of {all_of_them}, differs."
        if exact
        else f"The largest difference in {all_of_them}, is {most}: that is rounding."
    )
    return _payload(twins, "convention", [says] * (last + 1), start, start | {"side": 1}) | {
        "switch": True
    }


def order_payload(twins: Twins) -> dict[str, Any]:
    """The same weights, the reset gate after and before the product."""
    past = np.abs(twins.left.series["past"] - twins.right.series["past"])
    t, unit = np.unravel_index(past.argmax(), past.shape)
    start = {"t": 0, "part": 1, "unit": int(unit), "side": 0}
    says = [_order_says(twins, step) for step in range(_steps(twins))]
    return _payload(twins, "order", says, start, start | {"t": int(t)})


def _steps(twins: Twins) -> int:
    return len(twins.left.logits)


def _pair_says(twins: Twins, t: int) -> str:
    f, z = (float(series[t].mean()) for series in (twins.left.series["f"], twins.right.series["z"]))
    i = float(twins.left.series["i"][t].mean())
    return (
        f"At “{twins.run.parsed.tokens[t]}”, as a mean of all units, the LSTM keeps {f:.0%} and "
        f"lets in {i:.0%}; the GRU keeps {z:.0%}, so it lets in {1.0 - z:.0%}."
    )


def _order_says(twins: Twins, t: int) -> str:
    here = float(twins.apart[t])
    if twins.run.hidden_size == 1:
        return "One unit hears of itself alone, so it is the same before and after."
    if here < ROUNDING:
        why = ": there is no past to reset yet" if t == 0 else ""
        return f"At this step no number of h differs{why}."
    return f"At this step the two h differ by up to {significant(here)}."


def _payload(
    twins: Twins, name: str, says: list[str], start: dict[str, int], reveal: dict[str, int]
) -> dict[str, Any]:
    """Everything that the player of twins draws."""
    rows = [_row(twins, row) for row in twins.rows]
    used = [{name for side in _sides(twins.rows, at) for name in _names(side)} for at in (0, 1)]
    both = zip((twins.left, twins.right), used, strict=True)
    return {
        "version": VERSION,
        "name": name,
        "palette": palette(),
        "tokens": [str(token) for token in twins.run.parsed.tokens],
        "known": [bool(flag) for flag in twins.run.parsed.known],
        "steps": _steps(twins),
        "units": int(twins.left.series["h"].shape[1]),
        "twins": [_twin(twins, twin, names) for twin, names in both],
        "rows": rows,
        "says": says,
        "start": start,
        "reveal": reveal,
        "switch": False,
        "notes": list(twins.run.notes),
    }


def _twin(twins: Twins, twin: Twin, names: set[str]) -> dict[str, Any]:
    example = twins.run.example
    answers = softmax(twin.logits) if example.task == "classify" else twin.logits
    return {
        "title": twin.title,
        "about": twin.about,
        "badge": twin.badge,
        "series": {name: plain_numbers(twin.series[name], DIGITS) for name in sorted(names)},
        "readout": {
            "task": example.task,
            "classes": list(example.classes),
            "values": plain_numbers(answers, DIGITS),
        },
    }


def _sides(rows: tuple[Row, ...], at: int) -> list[Side]:
    return [(row.left, row.right)[at] for row in rows]


def _names(side: Side) -> set[str]:
    return {side.series, *_SLOT.findall(side.numbers)}


def _row(twins: Twins, row: Row) -> dict[str, Any]:
    sides = (row.left, row.right)
    values = [
        twin.series[side.series]
        for twin, side in zip((twins.left, twins.right), sides, strict=True)
    ]
    signed = not row.left.ends
    most = max(float(np.abs(part).max()) for part in values)
    found = {
        "id": row.id,
        "job": row.job,
        "says": row.says,
        "range": nice(most) if signed else 1.0,
        "signed": signed,
        "sides": [
            {
                "series": side.series,
                "label": side.label,
                "symbol": side.symbol,
                "equation": side.equation,
                "numbers": side.numbers,
                "hollow": side.hollow,
                "ends": list(side.ends),
            }
            for side in sides
        ],
    }
    if twins.rows is LSTM_AND_GRU:  # their units are not each other's: what they do on the whole
        over = _mean_size if signed else _mean
        found["lines"] = [plain_numbers(over(part), DIGITS) for part in values]
        found["line"] = "mean size over all units" if signed else "mean of all units"
    return found


def _mean(values: Floats) -> Floats:
    mean: Floats = values.mean(axis=1)
    return mean


def _mean_size(values: Floats) -> Floats:
    return _mean(np.abs(values))


PAYLOADS: dict[str, Callable[[Twins], dict[str, Any]]] = {
    "pair": pair_payload,
    "convention": convention_payload,
    "order": order_payload,
}
