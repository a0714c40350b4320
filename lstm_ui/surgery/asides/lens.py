"""What the shape lens shows and says of a cell, and of what the last change did to it."""

from __future__ import annotations

from typing import Any

import numpy as np

from lstm_ui.gradients.numbers import significant
from lstm_ui.surgery.asides.shapes import Lens, colour, letters_changed, lit
from lstm_ui.theme import palette

VERSION = 1
ARTICLES = {"LSTM": "an LSTM", "GRU": "a GRU", "RNN": "an RNN"}


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
            {"letter": row.letter, "name": row.name, "colour": colour(row.letter)}
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


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
