"""Tables behind the pictures; every number in them is the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_core.gru import GRU
from lstm_core.lstm import GATE_ORDER, LSTM
from lstm_core.model import ModelTrace
from lstm_core.overrides import Override
from lstm_core.rnn import RNN
from lstm_ui.payloads import answers_of, products
from lstm_ui.runs import Run, gates_of

Floats = NDArray[np.float64]

COLUMNS = ("f", "kept", "i", "g", "written", "c", "o", "tanh_c", "r", "hn", "reset_part",
           "reset_h", "n", "z",
           "h", "a", "a_f", "a_i", "a_g", "a_o", "a_r", "a_z", "a_n")  # fmt: skip
"""In the order in which a step computes them; the pre-activations last."""
HELD, CANDIDATE = 3.0, 0.5
CORNERS = {
    (0.0, 0.0): "erases it and writes nothing",
    (0.0, 1.0): "replaces the old by the new",
    (1.0, 0.0): "keeps the old and ignores the new",
    (1.0, 1.0): "adds the new to the old",
}


def run_table(run: Run) -> pd.DataFrame:
    """One row for each step and unit of a run: its token and every gate and state."""
    if run.trace is None:
        return pd.DataFrame()
    layer, tokens = run.trace.layers[0], run.parsed.tokens
    T, _, H = layer.h.shape
    table = {
        "step": np.repeat(np.arange(1, T + 1), H),
        "token": np.repeat(np.array(tokens, dtype=object), H),
        "unit": np.tile(np.arange(1, H + 1), T),
    }
    own = {name: getattr(layer, name)[:, 0] for name in COLUMNS if hasattr(layer, name)}
    values = own | products(layer)
    table |= {name: values[name].ravel() for name in COLUMNS if name in values}
    return pd.DataFrame(table)


def pair_table(*pair: Run) -> pd.DataFrame:
    """The tables of several runs below one another; what a cell does not have stays empty."""
    tables = {run.example.cell: run_table(run) for run in pair}
    return pd.concat(tables, names=["cell"]).reset_index("cell")


def gate_table(run: Run) -> pd.DataFrame:
    """One row for each step: the mean of every gate over the units, and its most open unit."""
    table = pd.DataFrame({"step": range(1, len(run.parsed.tokens) + 1), "token": run.parsed.tokens})
    for name, values in gates_of(run).items():
        table[f"mean {name}"] = values.mean(axis=1)
        table[f"most open {name}"] = values.max(axis=1)
        table[f"its unit, {name}"] = values.argmax(axis=1) + 1
    return table


def csv(table: pd.DataFrame) -> bytes:
    """A table as a file that any spreadsheet opens."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def parameter_table(inputs: int, units: int) -> pd.DataFrame:
    """How many parameters each kind of cell has, and of what: counted on real cells."""
    rng = np.random.default_rng(0)
    rows = []
    for layers, kind in ((1, RNN), (4, LSTM), (3, GRU)):
        cell: Any = kind.init(rng, inputs, units)
        weights = cell.weight_ih.size + cell.weight_hh.size
        rows.append(
            {
                "cell": kind.__name__,
                "layers inside": layers,
                "weights on x": cell.weight_ih.size,
                "weights on h₋₁": cell.weight_hh.size,
                "biases": cell.parameter_count - weights,
                "all together": cell.parameter_count,
            }
        )
    return pd.DataFrame(rows)


def count_sentence(inputs: int, units: int) -> str:
    """The LSTM's count written out."""
    cells = (make.init(np.random.default_rng(0), inputs, units) for make in (RNN, LSTM))
    rnn, lstm = (cell.parameter_count for cell in cells)
    return (
        f"One layer sees {inputs + units} numbers, so it has {inputs + units} × {units} weights "
        f"and {units} biases: {rnn:,}. Four of them: 4(DH + H² + H) = "
        f"4({inputs * units:,} + {units**2:,} + {units:,}) = {lstm:,}. PyTorch keeps two biases a "
        f"layer, which only add up, and reports {lstm + 4 * units:,}. In a GRU the candidate's two "
        "stand on either side of the reset gate and do not add up, so it has 4 rows of biases."
    )


def corner_table() -> pd.DataFrame:
    """What the four corners of (f, i) make of a unit that holds 3 when 0.5 is offered."""
    cell = LSTM(np.zeros((4, 1)), np.zeros((4, 1)), np.zeros(4))
    rows = []
    for f, i in product((0.0, 1.0), repeat=2):
        held = [Override("f", f), Override("i", i), Override("g", CANDIDATE)]
        trace = cell.forward(np.zeros((1, 1, 1)), c0=np.array([[HELD]]), overrides=held)
        rows.append(
            {"f": f, "i": i, "c before": HELD, "g": CANDIDATE, "c after": float(trace.c[0, 0, 0])}
            | {"the unit": CORNERS[f, i]}
        )
    return pd.DataFrame(rows)


def weight_table(run: Run) -> pd.DataFrame | None:
    """What the four layers of unit 1 multiply h₋₁ by, and their biases; None without gates."""
    cell = run.model.layers[0]
    if not isinstance(cell, LSTM):
        return None
    H = cell.hidden_size
    rows = range(0, 4 * H, H)
    table = pd.DataFrame(cell.weight_hh[rows], columns=[f"h{unit}" for unit in range(1, H + 1)])
    table["bias"] = cell.bias[rows]
    table.insert(0, "largest |weight| on x", np.abs(cell.weight_ih[rows]).max(axis=1))
    table.insert(0, "layer of unit 1", list(GATE_ORDER))
    return table.round(2)


@dataclass(frozen=True)
class Readings:
    """The answers to one text read twice.

    Attributes
    ----------
    table : DataFrame
        One row for each reading.
    begun_apart : bool
        Whether the second began in other states than the first.
    answers_differ : bool
        Whether the two answers differ as they are shown.
    """

    table: pd.DataFrame
    begun_apart: bool
    answers_differ: bool


def two_readings(run: Run, carried_over: bool) -> Readings:
    """Let the network read the text twice, its states reset in between or carried over."""
    first, inputs = run.trace, run.parsed.inputs
    if first is None or inputs is None:
        return Readings(pd.DataFrame(), False, False)
    begun, ended = states_around(first)
    states = ended if carried_over else begun
    second = run.model.forward(inputs, *states, overrides=run.edits.overrides)
    traces = {"1st": first, "2nd": second}
    answers = [_answer(run, trace) for trace in traces.values()]
    table = pd.DataFrame(answers)
    shown = [_shown(trace.layers[0].h[0, 0, 0]) for trace in traces.values()]
    table.insert(0, "h of unit 1 after step 1", shown)
    table.insert(0, "reading", list(traces))
    begun_apart = any(not np.array_equal(a, b) for a, b in zip(begun, states, strict=True))
    return Readings(table, begun_apart, answers[0] != answers[1])


def states_around(trace: ModelTrace) -> tuple[list[Floats], list[Floats]]:
    """States ``(B, H)`` with which a text began and ended, in the order that forward takes."""
    layer: Any = trace.layers[0]
    names = ("h", "c") if hasattr(layer, "c") else ("h",)
    begun = [getattr(layer, f"{name}0") for name in names]
    return begun, [getattr(layer, name)[-1] for name in names]


def last_answer(run: Run, trace: ModelTrace) -> Floats:
    """The answer after the last step: a share for each class, or one number."""
    last: Floats = answers_of(trace, run.example.task)[-1]
    return last


def _answer(run: Run, trace: ModelTrace) -> dict[str, float]:
    values = last_answer(run, trace)
    return dict(zip(run.example.classes, map(_shown, values), strict=True))


def _shown(value: np.float64) -> float:
    return round(float(value), 4) + 0.0  # no -0
