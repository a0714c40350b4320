"""The one home of colours, letters and names: every picture asks here."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Symbol:
    """One quantity of a recurrent cell as it is named and coloured on every screen.

    Attributes
    ----------
    letter : str
        How it is written in an equation.
    name : str
        The field's standard name.
    verb : str
        What it does to memory: create, read, update or delete; empty where it does none.
    fill, ink, dark : str
        Okabe-Ito colour for areas on light, its darker twin for text on light (contrast of
        at least 4.5 : 1 on white), and the one colour for both on dark.
    signed : bool
        True when values lie on both sides of 0; False for gates, which lie in 0...1.
    """

    letter: str
    name: str
    verb: str
    fill: str
    ink: str
    dark: str
    signed: bool


GATES: dict[str, Symbol] = {
    "f": Symbol("f", "forget gate", "delete", "#D55E00", "#B34700", "#FF8A47", signed=False),
    "i": Symbol(
        "i", "input gate", "create / update", "#009E73", "#007253", "#33CFA0", signed=False
    ),
    "g": Symbol("g", "candidate", "", "#CC79A7", "#9C3F76", "#EBA3CB", signed=True),
    "o": Symbol("o", "output gate", "read", "#0072B2", "#00609A", "#57AEF0", signed=False),
    "c": Symbol("c", "cell state", "", "#E69F00", "#835A00", "#F7BC45", signed=True),
    "h": Symbol("h", "hidden state", "", "#56B4E9", "#1A6A93", "#8FD0F7", signed=True),
    "x": Symbol("x", "input", "", "#7C8798", "#525C6B", "#A9B4C4", signed=True),
    "r": Symbol("r", "reset gate", "", "#B8A800", "#6B6200", "#E8DC4F", signed=False),
    "z": Symbol("z", "update gate", "", "#D55E00", "#B34700", "#FF8A47", signed=False),
    "n": Symbol("n", "new state", "", "#CC79A7", "#9C3F76", "#EBA3CB", signed=True),
}


def gate_colour(name: str, dark: bool) -> str:
    """Colour of the areas that show ``name`` on a light or dark page."""
    symbol = GATES[name]
    return symbol.dark if dark else symbol.fill


def ink_colour(name: str, dark: bool) -> str:
    """Colour of the text that names ``name`` on a light or dark page."""
    symbol = GATES[name]
    return symbol.dark if dark else symbol.ink


def palette() -> dict[str, dict[str, str | bool]]:
    """Names, colours and signs as the players receive them, keyed by letter."""
    sent = ("name", "fill", "ink", "dark", "signed")
    return {
        key: {name: value for name, value in asdict(symbol).items() if name in sent}
        for key, symbol in GATES.items()
    }
