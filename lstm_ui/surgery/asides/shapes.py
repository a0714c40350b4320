"""The shape lens: a real random cell of any sizes, and the shape of every array that it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lstm_core.contributions import GATES_OF
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.rnn import RNN
from lstm_ui.theme import GATES

KINDS: dict[str, type[Any]] = {"LSTM": LSTM, "GRU": GRU, "RNN": RNN}
SEED = 7
RESULT = "a"
"""Row of an RNN, whose one layer is no gate."""


@dataclass(frozen=True)
class Sizes:
    """What a learner sets: the kind of cell, T steps, B sequences, D numbers in, H units."""

    kind: str = "LSTM"
    T: int = 20
    B: int = 3
    D: int = 6
    H: int = 8


@dataclass(frozen=True)
class Array:
    """One array of the run.

    Attributes
    ----------
    group : str
        Where it stands: "in", "weights", "gates", "states", "all".
    symbol : str
        How it is written, with its subscript.
    letters : tuple of str
        The shape in letters, such as ("4H", "D").
    shape : tuple of int
        The real array's own shape.
    colours : tuple of str
        The symbols that its blocks are coloured as, one for each gate in a weight.
    """

    group: str
    symbol: str
    letters: tuple[str, ...]
    shape: tuple[int, ...]
    colours: tuple[str, ...]

    @property
    def words(self) -> str:
        """The shape in letters and numbers."""
        return f"({_listed(self.letters)}) = ({_listed(self.shape)})"


@dataclass(frozen=True)
class Row:
    """The parameters of one gate, counted on its own blocks of the weights."""

    letter: str
    name: str
    on_x: int
    on_h: int
    bias: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.on_x + self.on_h + self.bias


@dataclass(frozen=True)
class Lens:
    """A random cell of those sizes that has read random numbers.

    Attributes
    ----------
    sizes : Sizes
        As they were set.
    arrays : tuple of Array
        Every array of the drawing.
    rows : tuple of Row
        The parameters by gate.
    total : int
        All parameters of the cell.
    in_pytorch : int
        The same as PyTorch counts them, with two biases for each row.
    """

    sizes: Sizes
    arrays: tuple[Array, ...]
    rows: tuple[Row, ...]
    total: int
    in_pytorch: int


def look(sizes: Sizes) -> Lens:
    """Make such a cell, let it read, and note the shapes of its arrays."""
    rng = np.random.default_rng(SEED)
    cell = KINDS[sizes.kind].init(rng, sizes.D, sizes.H)
    trace = cell.forward(rng.normal(size=(sizes.T, sizes.B, sizes.D)))
    total = cell.parameter_count
    doubled = cell.weight_ih.size + cell.weight_hh.size + 2 * cell.bias.size
    return Lens(sizes, tuple(_arrays(cell, trace)), tuple(_rows(cell)), total, doubled)


def _arrays(cell: Any, trace: Any) -> Iterator[Array]:
    """Every array of the drawing, in the order in which it stands there."""
    gates = GATES_OF[type(cell).__name__]
    n = len(gates)
    rows, colours = f"{n if n > 1 else ''}H", tuple(map(colour, gates))
    states = ("c", "h") if hasattr(trace, "c") else ("h",)
    yield Array("in", "x_t", ("B", "D"), trace.xs[0].shape, ("x",))
    for state in states[::-1]:
        yield Array(
            "in", f"{state}_{{t−1}}", ("B", "H"), getattr(trace, f"{state}0").shape, (state,)
        )
    yield Array("weights", "W_x", (rows, "D"), cell.weight_ih.shape, colours)
    yield Array("weights", "W_h", (rows, "H"), cell.weight_hh.shape, colours)
    yield Array("weights", "b", (rows,), cell.bias.shape, colours)
    if hasattr(cell, "bias_hn"):
        yield Array("weights", "b_{hn}", ("H",), cell.bias_hn.shape, ("n",))
    for gate in gates:
        yield Array(
            "gates", f"{gate}_t", ("B", "H"), getattr(trace, gate)[0].shape, (colour(gate),)
        )
    for state in states:
        yield Array("states", f"{state}_t", ("B", "H"), getattr(trace, state)[0].shape, (state,))
    yield Array("all", "xs", ("T", "B", "D"), trace.xs.shape, ("x",))
    for state in states:
        yield Array("all", state, ("T", "B", "H"), getattr(trace, state).shape, (state,))


def _rows(cell: Any) -> Iterator[Row]:
    gates = GATES_OF[type(cell).__name__]
    parts = [np.split(array, len(gates)) for array in (cell.weight_ih, cell.weight_hh, cell.bias)]
    for gate, on_x, on_h, bias in zip(gates, *parts, strict=True):
        more = cell.bias_hn.size if gate == "n" else 0
        name = "the one layer" if gate == RESULT else GATES[gate].name
        yield Row(gate, name, on_x.size, on_h.size, bias.size + more)


def colour(gate: str) -> str:
    """The letter of the theme in whose colour a gate stands."""
    return "h" if gate == RESULT else gate


def lit(before: Lens | None, now: Lens) -> list[str]:
    """Which arrays have another shape than before, or were not there: their group and symbol."""
    if before is None:
        return []
    known = {(a.group, a.symbol): a.shape for a in before.arrays}
    changed = (a for a in now.arrays if known.get((a.group, a.symbol)) != a.shape)
    return [f"{array.group} {array.symbol}" for array in changed]


def letters_changed(before: Lens | None, now: Lens) -> list[str]:
    """Which of T, B, D and H is another than before."""
    if before is None:
        return []
    return [n for n in "TBDH" if getattr(before.sizes, n) != getattr(now.sizes, n)]


def lens_table(lens: Lens) -> pd.DataFrame:
    """One row for each array of the drawing."""
    where = {"in": "one step, in", "weights": "the cell", "gates": "one step, gates",
             "states": "one step, out", "all": "all steps"}  # fmt: skip
    return pd.DataFrame(
        {
            "where": where[array.group],
            "array": array.symbol.replace("{", "").replace("}", ""),
            "shape": f"({_listed(array.letters)})",
            "in numbers": f"({_listed(array.shape)})",
            "how many": int(np.prod(array.shape)),
        }
        for array in lens.arrays
    )


def _listed(parts: tuple[Any, ...]) -> str:
    return ", ".join(map(str, parts)) + ("," if len(parts) == 1 else "")
