"""An unrolled graph as data: boxes, arrows, and the moves in which they come to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LISTED = 6
"""Of how many units a card gives the numbers; the table has them all."""


@dataclass
class Graph:
    """The unrolled graph of one network on one input, built box by box.

    Attributes
    ----------
    nodes, edges, beats : list
        As the typedef on top of ``assets/player/inout.mjs`` has them.
    """

    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    beats: list[dict[str, Any]] = field(default_factory=list)

    @property
    def now(self) -> int:
        """The move that is being built, from 0."""
        return len(self.beats)

    def node(
        self,
        name: str,
        kind: str,
        at: tuple[int, int],
        *,
        text: str = "",
        small: str = "",
        bars: Floats | None = None,
        tip: tuple[str, str, str],
        unknown: bool = False,
        given: bool = False,
    ) -> str:
        """Add a box at (column, row) that comes to be in this move; return its name."""
        self.nodes.append(
            {
                "id": name,
                "kind": kind,
                "at": list(at),
                "text": text,
                "small": small,
                "bars": None if bars is None else rounded(bars),
                "tip": dict(zip(("head", "number", "body"), tip, strict=True)),
                "unknown": unknown,
                "since": 0 if given else self.now,
                "given": given,
            }
        )
        return name

    def edge(self, start: str, end: str, kind: str) -> None:
        """Add an arrow that is drawn in this move."""
        self.edges.append({"from": start, "to": end, "kind": kind, "since": self.now})

    def beat(
        self,
        stage: str,
        say: str,
        node: str,
        *,
        shares: tuple[tuple[str, ...], Floats] | None = None,
        asked: bool = True,
        column: int | None = None,
        row: int | None = None,
    ) -> None:
        """End this move: its sentence, the box that it is about, and the shares of the answer."""
        self.beats.append(
            {
                "stage": stage,
                "say": say,
                "node": node,
                "shares": None if shares is None else listed(*shares),
                "asked": asked,
                "column": column,
                "row": row,
            }
        )

    def payload(self) -> dict[str, Any]:
        """All of it as plain lists."""
        return {"nodes": self.nodes, "edges": self.edges, "beats": self.beats}


def listed(names: tuple[str, ...], shares: Floats) -> list[dict[str, Any]]:
    """Every class by its name with its share."""
    return [
        {"label": name, "share": float(f"{share:.4g}")}
        for name, share in zip(names, shares.tolist(), strict=True)
    ]


def rounded(values: Floats) -> list[float]:
    """Numbers as a picture needs them."""
    return [float(f"{value:.4g}") + 0.0 for value in np.asarray(values).tolist()]


def largest(values: Floats) -> str:
    """The numbers of the units that say most, those of all where there are few."""
    order = np.argsort(-np.abs(values), kind="stable")[:LISTED]
    named = ", ".join(f"{unit + 1}: {signed(values[unit])}" for unit in sorted(order.tolist()))
    more = f", and {len(values) - LISTED} more" if len(values) > LISTED else ""
    return f"unit {named}{more}"


def signed(value: float) -> str:
    """A number with three decimals and a real minus."""
    text = f"{value:.3f}".replace("-", "−")
    return text[1:] if float(value) == 0 and text.startswith("−") else text


def share_text(share: float) -> str:
    """A share in percent; what is not quite 0 or 1 never reads as if it were."""
    if 0 < share < 0.001:
        return "< 0.1%"
    if 0.999 < share < 1:
        return "> 99.9%"
    return f"{100 * share:.1f}%"
