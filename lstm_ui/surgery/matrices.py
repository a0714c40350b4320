"""A network's numbers as matrices that can be changed, grouped by gate and named."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.contributions import GATES_OF
from lstm_core.edits import ANSWER, PARTS, TOKENS
from lstm_core.encoding import OneHot
from lstm_core.model import SequenceModel
from lstm_core.vocabulary import UNKNOWN
from lstm_ui.payloads import plain_numbers
from lstm_ui.runs import Run
from lstm_ui.surgery.spelling import LARGEST
from lstm_ui.theme import GATES, palette

Floats = NDArray[np.float64]
DIGITS = 4


def matrices_payload(run: Run, original: SequenceModel) -> dict[str, Any]:
    """Every number of a run's network that can be changed, now and before.

    Parameters
    ----------
    run : Run
        The operated network and what it reads.
    original : SequenceModel
        The same before any number was changed.
    """
    groups = [*gate_matrices(run, original), _answers(run, original)]
    groups += _tokens(run, original)
    return {"version": 1, "groups": groups, "largest": LARGEST, "palette": palette()}


def gate_matrices(run: Run, was: SequenceModel) -> list[dict[str, Any]]:
    """The numbers of each gate, now and before, as far as they can be changed."""
    cell, before = run.model.layers[0], was.layers[0]
    gates, H = GATES_OF[type(cell).__name__], cell.hidden_size
    columns = {"x": _inputs(run), "h": _numbered("h", H), "b": ["bias"], "n": ["bias"]}
    groups = []
    for k, gate in enumerate(gates):
        rows = slice(k * H, (k + 1) * H)
        letter = "" if gate == "a" else gate
        titles = {
            "x": f"W_{{x{letter}}}, weights on x",
            "h": f"W_{{h{letter}}}, weights on h₋₁",
            "b": f"b_{letter or 'h'}, bias", "n": "b_{hn}, bias inside the reset gate",
        }  # fmt: skip
        parts = ["x", "h", "b", *(["n"] if gate == "n" else [])]
        blocks = [
            _block(part, titles[part], columns[part],
                   *(_rows(one, PARTS[part], slice(None) if part == "n" else rows)
                     for one in (cell, before)))
            for part in parts
        ]  # fmt: skip
        name = f"{gate} · {GATES[gate].name}" if gate in GATES else "the one layer"
        groups.append(_group(gate, name, "unit", _numbered("", H), range(H), blocks))
    return groups


def _answers(run: Run, was: SequenceModel) -> dict[str, Any]:
    now, before, H = run.model.readout, was.readout, run.hidden_size
    blocks = [
        _block("h", "W_y, weights on h", _numbered("h", H), now.weight, before.weight),
        _block("b", "b_y, bias", ["bias"], now.bias[:, None], before.bias[:, None]),
    ]
    names = run.example.classes
    return _group(ANSWER, "y · answer", "answer", names, range(len(names)), blocks)


def _tokens(run: Run, was: SequenceModel) -> list[dict[str, Any]]:
    """The vectors of the tokens that were read, where tokens have learnt ones."""
    table = run.model.parameters.get("encoder.weight")
    if table is None or run.parsed.inputs is None:
        return []
    ids = list(dict.fromkeys(int(token) for token in run.parsed.inputs[:, 0]))
    names = dict(zip((int(token) for token in run.parsed.inputs[:, 0]), run.parsed.tokens,
                     strict=True))  # fmt: skip
    before = was.parameters["encoder.weight"]
    columns = _numbered("x", table.shape[1])
    block = _block("x", "E, the vector x of each token", columns, table[ids], before[ids])
    return [_group(TOKENS, "E · tokens", "token", [names[token] for token in ids], ids, [block])]


def _rows(cell: Any, name: str, rows: slice) -> Floats:
    array = np.asarray(getattr(cell, name), dtype=np.float64)[rows]
    return array if array.ndim == 2 else array[:, None]


def _block(part: str, title: str, columns: list[str], now: Floats, was: Floats) -> dict[str, Any]:
    block = {"part": part, "title": title, "columns": columns, "now": plain_numbers(now, DIGITS)}
    return block if np.array_equal(now, was) else block | {"was": plain_numbers(was, DIGITS)}


def _group(
    gate: str, name: str, row: str, rows: Any, at: Any, blocks: list[dict[str, Any]]
) -> dict[str, Any]:
    own = {"gate": gate, "name": name, "row": row}
    return own | {"rows": list(rows), "at": list(at), "blocks": blocks}


def _inputs(run: Run) -> list[str]:
    """What each number of x is: a token of its own, or one of several that have no name."""
    encoder, vocabulary = run.model.encoder, run.example.vocabulary
    if not isinstance(encoder, OneHot) or vocabulary is None:
        return _numbered("x", encoder.size)
    return ["other" if token == UNKNOWN else token for token in vocabulary.tokens]


def _numbered(letter: str, count: int) -> list[str]:
    return [f"{letter}{k + 1}" for k in range(count)]
