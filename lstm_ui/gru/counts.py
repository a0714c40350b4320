"""How many parameters each cell has at any size, and what ours were measured to do."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.rnn import RNN
from lstm_core.variants.coupled import CoupledLSTM
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.reset_first import ResetFirstGRU
from lstm_ui.examples import WEIGHTS
from lstm_ui.runs import measured_percent
from lstm_ui.theme import GATES, palette

VERSION = 1
CELLS: dict[str, tuple[type[Any], str, str]] = {
    "RNN": (RNN, "h", "1 layer"),
    "GRU": (GRU, "rzn", "3 layers, and b_hn"),
    "GRU reset first": (ResetFirstGRU, "rzn", "3 layers"),
    "coupled LSTM": (CoupledLSTM, "fgo", "3 layers"),
    "LSTM": (LSTM, "figo", "4 layers"),
    "peephole LSTM": (PeepholeLSTM, "figo", "4 layers, and 3 peepholes a unit"),
}
"""By name: the class, the letters of its layers, and the count in words; smallest first."""
TASKS = {"reviews": "reviews", "intents": "intents", "first_symbol": "first letter"}


def counts_payload(inputs: int, units: int) -> dict[str, Any]:
    """Layers and parameters of every cell with so many inputs and units, counted on real cells."""
    rng = np.random.default_rng(0)
    made = {name: kind.init(rng, inputs, units) for name, (kind, _, _) in CELLS.items()}
    one = made["RNN"].parameter_count
    most = max(cell.parameter_count for cell in made.values())
    return {
        "version": VERSION,
        "palette": palette(),
        "inputs": inputs,
        "units": units,
        "layer": one,
        "most": most,
        "tasks": list(TASKS.values()),
        "rows": [_row(name, cell, one) for name, cell in made.items()],
    }


def _row(name: str, cell: Any, one: int) -> dict[str, Any]:
    _, letters, words = CELLS[name]
    over = cell.parameter_count - len(letters) * one
    blocks = [
        {"letter": letter if name != "RNN" else "", "symbol": letter, "count": one,
         "name": GATES[letter].name if name != "RNN" else "its one layer"}
        for letter in letters
    ]  # fmt: skip
    if over:
        extra = "second bias of n, inside the reset gate" if name == "GRU" else "three peepholes"
        blocks.append({"letter": "", "symbol": "c", "count": over, "name": extra})
    return {
        "name": name,
        "words": words,
        "count": cell.parameter_count,
        "times": round(cell.parameter_count / one, 2),
        "blocks": blocks,
        "measured": [_measured(task, type(cell).__name__) for task in TASKS],
    }


def _measured(task: str, cell: str) -> dict[str, Any]:
    """What the JSON beside the weights says was measured on sequences never seen in training."""
    facts = json.loads((WEIGHTS / f"{task}_{cell.lower()}.json").read_text(encoding="utf-8"))
    return {
        "share": float(facts["accuracy"]),
        "text": measured_percent(float(facts["accuracy"])),
        "parameters": int(facts["parameters"]),
        "units": int(facts["hidden_size"]),
    }
