"""The one home of colours, letters and names: every picture asks here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Symbol:
    """One quantity of a recurrent network as it is named and coloured on every screen.

    Attributes
    ----------
    letter : str
        How it is written in an equation.
    name : str
        The field's standard name.
    fill, ink, dark : str
        Okabe-Ito colour for areas on light, its darker twin for text on light (contrast of
        at least 4.5 : 1 on white), and the one colour for both on dark.
    ends : tuple of str
        What a gate does at 0 and at 1; empty for all else.
    """

    letter: str
    name: str
    fill: str
    ink: str
    dark: str
    ends: tuple[str, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether values lie on both sides of 0; those of a gate lie in 0...1."""
        return not self.ends


GATES: dict[str, Symbol] = {
    "f": Symbol("f", "forget gate", "#D55E00", "#8C3B00", "#FF8A47", ("erase", "keep")),
    "i": Symbol("i", "input gate", "#009E73", "#007C5A", "#33CFA0", ("block", "let in")),
    "g": Symbol("g", "candidate", "#CC79A7", "#B03A84", "#EBA3CB"),
    "o": Symbol("o", "output gate", "#0072B2", "#0072B2", "#57AEF0", ("hide", "show")),
    "c": Symbol("c", "cell state", "#E69F00", "#926400", "#F7BC45"),
    "h": Symbol("h", "hidden state", "#56B4E9", "#224E68", "#8FD0F7"),
    "x": Symbol("x", "input", "#5F6A7A", "#4C545F", "#8D97A6"),
    "r": Symbol("r", "reset gate", "#B8A800", "#7F7400", "#E8DC4F", ("ignore", "use")),
    "z": Symbol("z", "update gate", "#D55E00", "#8C3B00", "#FF8A47", ("renew", "keep")),
    "n": Symbol("n", "new state", "#CC79A7", "#B03A84", "#EBA3CB"),
    "d": Symbol("∂", "gradient", "#7A1FE0", "#7A1FE0", "#A56BFF"),
}


def gate_colour(name: str, dark: bool) -> str:
    """Colour of the areas that show ``name`` on a light or dark page."""
    symbol = GATES[name]
    return symbol.dark if dark else symbol.fill


def ink_colour(name: str, dark: bool) -> str:
    """Colour of the text that names ``name`` on a light or dark page."""
    symbol = GATES[name]
    return symbol.dark if dark else symbol.ink


def palette() -> dict[str, dict[str, Any]]:
    """Names, colours, signs and ends as the players receive them, keyed by letter."""
    sent = ("name", "fill", "ink", "dark", "signed")
    return {
        key: {name: getattr(symbol, name) for name in sent} | {"ends": list(symbol.ends)}
        for key, symbol in GATES.items()
    }
