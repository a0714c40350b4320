"""Cells as drawings: reads ``assets/cells/*.toml`` and ties each phase to the engine's own code.

A further cell is a further file there and a ``step`` method in the engine, not new code here.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

CELLS = Path(__file__).parent.parent / "assets" / "cells"
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
        "LSTM", "RNN" or "GRU": the name of a file in ``assets/cells``.
    step : callable
        The engine's step, whose source is shown beside the drawing.
    squash : {"tanh", "relu"}
        What the candidate (of an RNN: its only layer) is squashed by.

    Raises
    ------
    ValueError
        If a phase names a line of code that the step does not have.
    """
    text = (
        (CELLS / f"{kind.lower()}.toml")
        .read_text(encoding="utf-8")
        .replace("{squash}", SQUASH_ON_SCREEN[squash])
    )
    diagram = tomllib.loads(text)
    diagram["code"] = step_lines(step)
    for phase in diagram["phase"]:
        phase["lines"] = _find_lines(diagram["code"], phase.pop("code"), phase["id"])
    diagram["nodes"] = diagram.pop("node")
    diagram["wires"] = diagram.pop("wire")
    diagram["phases"] = diagram.pop("phase")
    return diagram


def _find_lines(code: list[str], starts: list[str], phase: str) -> list[int]:
    found = [at for at, line in enumerate(code) if any(line.startswith(s) for s in starts)]
    if len(found) < len(starts):
        raise ValueError(f"Phase {phase!r} names {starts}, which the engine's step does not have.")
    return found
