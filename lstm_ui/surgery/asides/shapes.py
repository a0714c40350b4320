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
from lstm_ui.gradients.numbers import significant
from lstm_ui.theme import GATES, palette

VERSION = 1
KINDS: dict[str, type[Any]] = {"LSTM": LSTM, "GRU": GRU, "RNN": RNN}
ARTICLES = {"LSTM": "an LSTM", "GRU": "a GRU", "RNN": "an RNN"}
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
    rows, colours = f"{n if n > 1 else ''}H", tuple(map(_colour, gates))
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
            "gates", f"{gate}_t", ("B", "H"), getattr(trace, gate)[0].shape, (_colour(gate),)
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


def _colour(gate: str) -> str:
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


def says(before: Lens | None, now: Lens) -> str:
    """What the last change did, and to which arrays it did nothing."""
    changed = letters_changed(before, now)
    if before is None or (not changed and before.sizes.kind == now.sizes.kind):
        return _at_rest(now)
    if before.sizes.kind != now.sizes.kind:
        return _of_kind(before, now)
    if len(changed) > 1:
        return f"{' and '.join(changed)} changed at once: {_from_to(before, now)}."
    return {"T": _of_steps, "B": _of_batch, "D": _of_inputs, "H": _of_units}[changed[0]](
        before, now
    )


def _at_rest(now: Lens) -> str:
    sizes = now.sizes
    return (
        f"One cell of {now.total:,} parameters with {_counted(sizes.H, 'unit')}, used "
        f"{_counted(sizes.T, 'time')} on {_counted(sizes.B, 'sequence')} side by side. "
        "Units, time steps and cells are three different things."
    )


def _of_steps(before: Lens, now: Lens) -> str:
    return (
        f"T is not in any weight: the same cell of {now.total:,} parameters is used "
        f"{_counted(now.sizes.T, 'time')}, where it was {before.sizes.T}. No cell was added."
    )


def _of_batch(before: Lens, now: Lens) -> str:
    return (
        f"B is not in any weight: {_counted(now.sizes.B, 'sequence')} instead of {before.sizes.B} "
        f"at once through the same {now.total:,} parameters."
    )


def _of_inputs(before: Lens, now: Lens) -> str:
    return (
        f"Of the weights only W_x has D in it: {_from_to(before, now)}. W_h, the biases, the gates "
        "and the states keep their shapes."
    )


def _of_units(before: Lens, now: Lens) -> str:
    old, new = (_size(lens, "weights", "W_h") for lens in (before, now))
    return (
        f"H is in every weight, and in W_h twice: with {now.sizes.H / before.sizes.H:.3g} times "
        f"the units W_h has {significant(new / old, 3)} times the numbers, {old:,} → {new:,}, and "
        f"the cell {_from_to(before, now)}."
    )


def _of_kind(before: Lens, now: Lens) -> str:
    old, new = (len(lens.rows) for lens in (before, now))
    is_now, was = (ARTICLES[lens.sizes.kind] for lens in (now, before))
    return (
        f"Inside {is_now} there are {_counted(new, 'layer')} of weights, inside {was} {old}: "
        f"{_from_to(before, now)}."
    ).replace("there are 1 layer", "there is 1 layer")


def _from_to(before: Lens, now: Lens) -> str:
    return f"{before.total:,} → {now.total:,} parameters"


def _size(lens: Lens, group: str, symbol: str) -> int:
    (array,) = (a for a in lens.arrays if (a.group, a.symbol) == (group, symbol))
    return int(np.prod(array.shape))


def formula(lens: Lens) -> str:
    """The count written out, from the sizes of the blocks."""
    n, row = len(lens.rows), lens.rows[0]
    times, close = (f"{n}(", ")") if n > 1 else ("", "")
    more = (" + H", f" + {lens.sizes.H}") if lens.sizes.kind == "GRU" else ("", "")
    return (
        f"{times}DH + H² + H{close}{more[0]} = {times}{row.on_x:,} + {row.on_h:,} + "
        f"{row.bias:,}{close}{more[1]} = {lens.total:,}"
    )


def lens_payload(before: Lens | None, now: Lens) -> dict[str, Any]:
    """Everything that the drawing of the shapes shows, and what the last change lit up."""
    glowing = set(lit(before, now))
    return {
        "version": VERSION,
        "palette": palette(),
        "kind": now.sizes.kind,
        "steps": now.sizes.T,
        "changed": letters_changed(before, now),
        "arrays": [
            {
                "group": array.group,
                "symbol": array.symbol,
                "letters": list(array.letters),
                "shape": list(array.shape),
                "colours": list(array.colours),
                "lit": f"{array.group} {array.symbol}" in glowing,
            }
            for array in now.arrays
        ],
        "rows": [
            {"letter": row.letter, "name": row.name, "colour": _colour(row.letter)}
            | {"counts": [row.on_x, row.on_h, row.bias, row.total]}
            for row in now.rows
        ],
        "sums": _sums(now),
        "formula": formula(now),
        "pytorch": now.in_pytorch,
        "says": says(before, now),
    }


def _sums(lens: Lens) -> list[int]:
    columns = zip(*((row.on_x, row.on_h, row.bias, row.total) for row in lens.rows), strict=True)
    return [sum(column) for column in columns]


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


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
