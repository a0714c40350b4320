"""Cells as drawings: reads ``assets/cells/*.toml`` and ties each phase to the engine's own code.

A further cell is a further file there and a ``step`` method in the engine, not new code here.
A file that is ``like`` another says only what differs: nodes, wires and phases of the same id are
changed, an empty text takes a field away, ``without`` takes a whole item away, and what the
other file does not have is marked as fresh, so that it can be seen at a glance.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

CELLS = Path(__file__).parent.parent / "assets" / "cells"
ITEMS = ("node", "wire", "phase")
SQUASH_ON_SCREEN = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}


def step_lines(step: Callable[..., Any]) -> list[str]:
    """Source lines of the body of ``step`` without its docstring, as they stand in the engine."""
    source = textwrap.dedent(inspect.getsource(step))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    body = function.body[1:] if ast.get_docstring(function) else function.body
    lines = source.splitlines()[body[0].lineno - 1 : body[-1].end_lineno]
    return textwrap.dedent("\n".join(lines)).splitlines()


@cache
def load_diagram(kind: str, step: Callable[..., Any], squash: str = "tanh") -> dict[str, Any]:
    """Return the drawing of a cell as the player receives it: one for all, not to be written to.

    Parameters
    ----------
    kind : str
        The class of the cell: a file in ``assets/cells`` has its name, :func:`file_of`.
    step : callable
        The engine's step, whose source is shown beside the drawing.
    squash : {"tanh", "relu"}
        What the candidate (of an RNN: its only layer) is squashed by.

    Raises
    ------
    ValueError
        If a phase names a line of code that the step does not have.
    """
    diagram = _read(file_of(kind), squash)
    diagram["code"] = step_lines(step)
    for phase in diagram["phase"]:
        phase["lines"] = _find_lines(diagram["code"], phase.pop("code"), phase["id"])
    diagram["nodes"] = diagram.pop("node")
    diagram["wires"] = diagram.pop("wire")
    diagram["phases"] = diagram.pop("phase")
    return diagram


def file_of(kind: str) -> str:
    """The name of a cell's file: "lstm" of LSTM, "peephole" of PeepholeLSTM."""
    return re.sub(r"(?<=[a-z])(?:LSTM|GRU)$", "", kind).lower()


def _read(name: str, squash: str) -> dict[str, Any]:
    text = (CELLS / f"{name}.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text.replace("{squash}", SQUASH_ON_SCREEN[squash]))
    base = found.pop("like", None)
    return _changed(_read(base, squash), found) if base else found


def _changed(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """One drawing as another with changes."""
    gone = set(changes.pop("without", ()))
    whole = base | {name: value for name, value in changes.items() if name not in ITEMS}
    for kind in ITEMS:
        by_id = {item["id"]: dict(item) for item in base[kind] if item["id"] not in gone}
        for item in changes.get(kind, ()):
            fresh = {} if item["id"] in by_id or kind == "phase" else {"fresh": True}
            merged = by_id.get(item["id"], {}) | item | fresh
            by_id[item["id"]] = {name: value for name, value in merged.items() if value != ""}
        whole[kind] = list(by_id.values())
    return whole


def _find_lines(code: list[str], starts: list[str], phase: str) -> list[int]:
    found = [at for at, line in enumerate(code) if any(line.startswith(s) for s in starts)]
    if len(found) < len(starts):
        raise ValueError(f"Phase {phase!r} names {starts}, which the engine's step does not have.")
    return found
