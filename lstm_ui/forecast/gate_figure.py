"""Gates over a series: one map of units by steps for each, aligned in time under the series."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from plotly.subplots import make_subplots

from lstm_ui.figures import calm, ink_of, paper
from lstm_ui.forecast.looks import in_unit, places
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.payloads import nice
from lstm_ui.theme import GATES, gate_colour, ink_colour

Floats = NDArray[np.float64]

SERIES, MAP = 150, 112
"""Pixels of height."""


def gates_over(problem: ForecastProblem, gates: Mapping[str, Floats], dark: bool) -> go.Figure:
    """The test part, and under each step the gates with which the network closed its reading.

    ``gates`` has ``(H, B)`` by letter, as :func:`~lstm_ui.forecast.inside.gates_along` gives it.
    """
    series, origins = problem.series, problem.test.origins
    every = places(series)
    x = [every[place] for place in origins]
    heights = [SERIES, *[MAP] * len(gates)]
    figure = make_subplots(
        rows=len(heights),
        shared_xaxes=True,
        row_heights=[height / sum(heights) for height in heights],
        vertical_spacing=30 / sum(heights),
    )
    level = go.Scatter(
        x=x,
        y=problem.test.last,
        mode="lines",
        line={"color": ink_of(dark), "width": 1.8},
        hovertemplate="%{x}: %{y:.4g}<extra></extra>",
    )
    figure.add_trace(level, row=1, col=1)
    for row, (letter, values) in enumerate(gates.items(), start=2):
        figure.add_trace(_map(letter, values, x, dark), row=row, col=1)
    calm(figure, dark, sum(heights) + 90)
    for row, letter in enumerate(gates, start=2):
        axis = figure.layout[f"yaxis{row}"]
        figure.add_annotation(
            x=0.0,
            xref="paper",
            xanchor="left",
            y=axis.domain[1],
            yref="paper",
            yanchor="bottom",
            text=f"<b>{letter}</b> {_said(letter, gates[letter])}",
            showarrow=False,
            font={"color": ink_colour(letter, dark), "size": 13},
        )
        ticks = _ticks(len(gates[letter]))
        figure.update_yaxes(title_text="unit", tickvals=ticks, row=row, col=1)
        figure.update_yaxes(showgrid=False, autorange="reversed", row=row, col=1)
    figure.update_xaxes(showgrid=False, ticks="")
    figure.update_yaxes(title_text=in_unit(series, "value"), row=1, col=1)
    figure.update_layout(margin_t=14)
    return figure


def _map(letter: str, values: Floats, x: list[object], dark: bool) -> go.Heatmap:
    symbol = GATES[letter]
    top = nice(float(np.abs(values).max())) if symbol.signed else 1.0
    own = gate_colour(letter, dark)
    scale = [[0.0, paper(dark)], [1.0, own]]
    if symbol.signed:
        scale = [[0.0, ink_of(dark)], [0.5, paper(dark)], [1.0, own]]
    return go.Heatmap(
        z=np.round(values, 4),
        x=x,
        y=list(range(1, len(values) + 1)),
        zmin=-top if symbol.signed else 0.0,
        zmax=top,
        colorscale=scale,
        showscale=False,
        hovertemplate=f"%{{x}}<br>{letter} of unit %{{y}}: %{{z:.4f}}<extra></extra>",
    )


def _said(letter: str, values: Floats) -> str:
    """Its name, and what its colours stand for."""
    symbol = GATES[letter]
    if symbol.ends:
        low, high = symbol.ends
        return f"{symbol.name}: 0 {low} (paper) … 1 {high} (colour)"
    top = nice(float(np.abs(values).max()))
    return f"{symbol.name}: −{top:g} (ink) … {top:g} (colour)"


def _ticks(units: int) -> list[int]:
    return [1, units] if units > 4 else list(range(1, units + 1))
