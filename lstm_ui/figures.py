"""Charts for the pages that are not the player's; Plotly is only loaded where one is shown."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from plotly.subplots import make_subplots

from lstm_ui.theme import GATES, gate_colour, ink_colour

Floats = NDArray[np.float64]

ROW, HEAD, FOOT = 38, 56, 44


def gate_openings(tokens: Sequence[str], gates: Mapping[str, Floats], dark: bool) -> go.Figure:
    """Mean and maximum over the units of each gate, one row a token and one column a gate.

    Parameters
    ----------
    tokens : sequence of str
        The T items that were read.
    gates : mapping of str to ndarray
        Values ``(T, H)`` from 0 to 1, by letter, in the order of the columns.
    dark : bool
        Whether the page is dark.
    """
    figure = make_subplots(
        cols=len(gates),
        shared_yaxes=True,
        horizontal_spacing=0.11,
        subplot_titles=[_two_lines(f"{GATES[name].name} {GATES[name].letter}") for name in gates],
    )
    rows = list(range(len(tokens)))
    for column, (name, values) in enumerate(gates.items(), start=1):
        for trace in _dots(name, values, rows, tokens, dark):
            figure.add_trace(trace, row=1, col=column)
        low, high = GATES[name].ends
        figure.update_xaxes(
            range=[-0.08, 1.08],
            tickvals=[0, 0.5, 1],
            ticktext=[f"0<br>{low}", "½", f"1<br>{high}"],
            side="bottom",
            col=column,
        )
        figure.layout.annotations[column - 1].font.color = ink_colour(name, dark)
    _calm(figure, tokens, dark)
    return figure


def _dots(
    name: str, values: Floats, rows: list[int], tokens: Sequence[str], dark: bool
) -> list[go.Scatter]:
    mean, most = values.mean(axis=1), values.max(axis=1)
    colour = gate_colour(name, dark)
    spans = [x for pair in zip(mean, most, strict=True) for x in (*pair, None)]
    heights = [y for row in rows for y in (row, row, None)]
    hover = "%{customdata}<br>%{fullData.name}: %{x:.4f}<extra></extra>"
    line = {"color": colour, "width": 3}
    ring = {"size": 11, "color": paper(dark), "line": {"color": colour, "width": 2}}
    dot = {"size": 11, "color": colour}
    shared = {"mode": "markers", "y": rows, "customdata": plain(tokens), "hovertemplate": hover}
    return [
        go.Scatter(x=spans, y=heights, mode="lines", line=line, opacity=0.45, hoverinfo="skip"),
        go.Scatter(x=most, name=f"{name} of its most open unit", marker=ring, **shared),
        go.Scatter(x=mean, name=f"mean {name} of all units", marker=dot, **shared),
    ]


def _calm(figure: go.Figure, tokens: Sequence[str], dark: bool) -> None:
    calm(figure, dark, HEAD + FOOT + ROW * len(tokens))
    figure.update_yaxes(
        tickvals=list(range(len(tokens))),
        ticktext=plain(tokens),
        range=[len(tokens) - 0.4, -0.6],
        ticklabelstandoff=6,
    )
    figure.update_layout(margin={"l": 0, "r": 20, "t": HEAD, "b": FOOT})


def calm(figure: go.Figure, dark: bool, height: int) -> None:
    """Give a chart the look that all have: no box, faint lines, one type, nothing to drag."""
    faint = "#383D45" if dark else "#E3DED3"
    axis: dict[str, Any] = {
        "gridcolor": faint,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
    axis |= {"title_font_size": 14, "tickfont_size": 13}
    figure.update_xaxes(**axis)
    figure.update_yaxes(showgrid=True, **axis)
    type_ = {"family": "system-ui, sans-serif", "size": 14}
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font=type_ | {"color": ink_of(dark)},
        hoverlabel={"font": type_},
    )


def _two_lines(title: str) -> str:
    return title.replace(" ", "<br>", 1)  # narrow enough for a phone


def ink_of(dark: bool) -> str:
    """Colour of text, and of lines that belong to no gate."""
    return "#E7E5DF" if dark else "#23262B"


def paper(dark: bool) -> str:
    """Colour of the page behind a chart."""
    return "#16181C" if dark else "#FCFBF8"


def plain(tokens: Sequence[str]) -> list[str]:
    """Tokens as text: Plotly reads a little HTML in labels, and a learner's words are none."""
    return [html.escape(token, quote=False) for token in tokens]
