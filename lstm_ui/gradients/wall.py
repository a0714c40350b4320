"""Charts of the wall in the loss, and of the updates that start on it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from lstm_ui.figures import calm, ink_of, paper
from lstm_ui.gradients.clipping import Surface, Walk
from lstm_ui.gradients.figures import POWERS, colour_bar, legend, line_of, shades

DASHES = {"not clipped": "dot", "clipped": "solid"}
LOWEST = -4.0


def plane(surface: Surface, walks: Mapping[str, Walk], dark: bool) -> go.Figure:
    """The plane of both weights with the loss as its ground, and the way that each walk takes."""
    figure = go.Figure(_ground(surface, dark))
    for name, walk in walks.items():
        figure.add_trace(_way(name, walk, dark))
    start = next(iter(walks.values()))
    figure.add_annotation(
        x=start.weights[0],
        y=start.biases[0],
        text="start, on the wall",
        ax=62,
        ay=42,
        font={"color": paper(dark)},
        bgcolor=ink_of(dark),
        arrowcolor=ink_of(dark),
    )
    calm(figure, dark, 440)
    legend(figure)
    wide, tall = surface.weights[[0, -1]], surface.biases[[0, -1]]
    figure.update_xaxes(title_text="recurrent weight w", showgrid=False, range=wide)
    figure.update_yaxes(title_text="bias b", showgrid=False, range=tall)
    return figure


def losses(walks: Mapping[str, Walk], dark: bool) -> go.Figure:
    """The loss before each update, walk beside walk."""
    figure = go.Figure()
    for name, walk in walks.items():
        trace = line_of(np.arange(len(walk.losses)), walk.losses, name, ink_of(dark), DASHES[name])
        trace.update(
            hovertemplate="after %{x} updates: loss %{y:.4g}<extra>%{fullData.name}</extra>"
        )
        figure.add_trace(trace)
    calm(figure, dark, 440)
    legend(figure)
    figure.update_xaxes(title_text="updates")
    figure.update_yaxes(title_text="loss", dtick=1, **POWERS)
    return figure


def _ground(surface: Surface, dark: bool) -> go.Heatmap:
    return go.Heatmap(
        x=surface.weights,
        y=surface.biases,
        z=np.log10(surface.losses),
        zsmooth="best",
        zmin=LOWEST,
        zmax=0.6,
        colorscale=shades(dark),
        customdata=surface.losses,
        hovertemplate="w = %{x:.2f}, b = %{y:.2f}<br>loss %{customdata:.3g}<extra></extra>",
        colorbar=colour_bar("loss", [-4, -3, -2, -1, 0], ["≤ 10⁻⁴", "10⁻³", "0.01", "0.1", "1"]),
    )


def _way(name: str, walk: Walk, dark: bool) -> go.Scatter:
    """Where a walk stood: an arrow where its first update leads, then small dots."""
    later = len(walk.weights) - 2
    return go.Scatter(
        x=walk.weights,
        y=walk.biases,
        name=name,
        mode="lines+markers",
        line={"color": ink_of(dark), "width": 2.5, "dash": DASHES[name]},
        marker={
            "symbol": ["circle", "arrow", *["circle"] * later],
            "angleref": "previous",
            "size": [8, 17, *[4] * later],
            "color": ink_of(dark),
            "line": {"color": paper(dark), "width": 1},
        },
        customdata=np.column_stack([walk.losses, walk.norms]),
        hovertemplate="w = %{x:.3f}, b = %{y:.3f}<br>loss %{customdata[0]:.4g}, "
        "gradient %{customdata[1]:.3g}<extra>%{fullData.name}</extra>",
    )
