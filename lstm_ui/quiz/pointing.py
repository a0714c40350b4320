"""The drawn cells that a learner points at, and what is said about each of their parts."""

from __future__ import annotations

from typing import Any

from lstm_core import GRU, LSTM, RNN
from lstm_ui.diagrams import load_diagram
from lstm_ui.quiz.items import SORTS, Pointing

CELLS: dict[str, type[Any]] = {"LSTM": LSTM, "GRU": GRU, "RNN": RNN}
_SHOWN = ("title", "view", "describe", "nodes", "wires")


def drawing(kind: str) -> dict[str, Any]:
    """The drawing of that cell as the player has it, without phases and code."""
    diagram = load_diagram(kind, CELLS[kind].step)
    return {name: diagram[name] for name in _SHOWN}


def sort_of(part: dict[str, Any]) -> str:
    """What a part is: a gate, the candidate, a state, an operation, the input or a wire."""
    if "path" in part:
        return "wire"
    if part["shape"] == "op":
        return "operation"
    if part["shape"] == "layer":
        return "gate" if part["squash"] == "σ" else "candidate"
    return "input" if part["symbol"] == "x" else "state"


def name_of(part: dict[str, Any], cell: dict[str, Any]) -> str:
    """What a learner has pointed at, in words that follow “You pointed at”."""
    if "path" in part:
        return f"the wire that carries {_carried(part, cell)}"
    if part["shape"] != "op":
        return f"{part['label']} ({part['name']})"
    makes = part["from"].split(":")[0].rstrip(".")
    if part["sign"] == "+":
        return f"the addition of {makes[0].lower()}{makes[1:]}"
    return f"the {'multiplication' if part['sign'] == '×' else 'joining'} {makes}"


def _carried(wire: dict[str, Any], cell: dict[str, Any]) -> str:
    names = {node["series"]: node["name"] for node in cell["nodes"] if "series" in node}
    if "means" in wire:
        return str(wire["means"])
    return f"the {names.get(wire.get('carries'), 'joined vector to every layer')}"


def parts_of(item: Pointing) -> dict[str, dict[str, str]]:
    """For each part of the cell, by id: what it is called and why it is wrong, "" where right.

    Raises
    ------
    ValueError
        When the item names a part that the cell does not have, or has no reason for one.
    """
    if item.cell not in CELLS:
        raise ValueError(f"{item.key}: there is no cell {item.cell!r}")
    cell = drawing(item.cell)
    parts = {part["id"]: part for part in (*cell["nodes"], *cell["wires"])}
    strange = {*item.right, *item.wrong} - {*parts, *SORTS}
    if strange:
        raise ValueError(f"{item.key}: the {item.cell} cell has no {', '.join(sorted(strange))}")
    return {
        name: {"name": name_of(part, cell), "why": _reason(item, name, sort_of(part))}
        for name, part in parts.items()
    }


def _reason(item: Pointing, name: str, sort: str) -> str:
    if name in item.right:
        return ""
    reason = item.wrong.get(name) or item.wrong.get(sort)
    if reason is None:
        raise ValueError(f"{item.key}: there is no reason for {name}, a {sort}")
    return reason
