"""Charts of the page on gradients, below the player; pure functions of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from plotly.subplots import make_subplots

from lstm_ui.figures import calm, paper, plain
from lstm_ui.gradients.numbers import significant
from lstm_ui.gradients.views import Split
from lstm_ui.theme import ink_colour

Floats = NDArray[np.float64]

FLOOR = -12.0
"""Decades below 1 that a colour can show; what is smaller is drawn as the smallest."""
POWERS = {"exponentformat": "power", "type": "log"}


def whose_loss(sizes: Mapping[str, Floats], dark: bool) -> go.Figure:
    """One map for each network: row = who receives, column = whose loss."""
    figure = make_subplots(cols=len(sizes), subplot_titles=list(sizes), horizontal_spacing=0.09)
    top = max(float(matrix.max()) for matrix in sizes.values())
    for column, matrix in enumerate(sizes.values(), start=1):
        last = column == len(sizes)
        figure.add_trace(_map(matrix, top, dark, scale=last), row=1, col=column)
    calm(figure, dark, 430)
    figure.update_xaxes(title_text="whose loss, t", showgrid=False, constrain="domain")
    figure.update_yaxes(showgrid=False, autorange="reversed", constrain="domain")
    figure.update_yaxes(title_text="who receives, s", col=1)
    return figure


def _map(matrix: Floats, top: float, dark: bool, *, scale: bool) -> go.Heatmap:
    """One map; empty below the diagonal, where a loss has nothing to say."""
    steps = list(range(1, len(matrix) + 1))
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log10(matrix), FLOOR)
    logs[np.tril_indices(len(steps), -1)] = np.nan
    powers = range(int(FLOOR), max(1, int(np.log10(top)) + 1) if top > 0.0 else 1, 3)
    return go.Heatmap(
        z=np.round(logs, 3),
        x=steps,
        y=steps,
        customdata=[[significant(size, 3) for size in row] for row in matrix.tolist()],
        hovertemplate="step %{y} hears %{customdata}<br>of the loss at step %{x}<extra></extra>",
        hoverongaps=False,
        zmin=FLOOR,
        zmax=np.log10(top) if top > 0.0 else 0.0,
        colorscale=shades(dark),
        showscale=scale,
        colorbar=colour_bar("size of the part", list(powers), [_power(p) for p in powers]),
    )


def _power(power: int) -> str:
    at_most = "≤ " if power == FLOOR else ""
    return "1" if power == 0 else f"{at_most}10<sup>{power}</sup>".replace("-", "−")


def colour_bar(title: str, values: Sequence[float], labels: Sequence[str]) -> dict[str, Any]:
    """The scale beside a map."""
    return {
        "title": {"text": title, "side": "right"},
        "thickness": 14,
        "outlinewidth": 0,
        "tickvals": values,
        "ticktext": labels,
    }


def what_is_left(shares: Mapping[str, Floats], tokens: Sequence[str], dark: bool) -> go.Figure:
    """The share of each item in the last hidden state, network beside network."""
    figure = go.Figure()
    colour = ink_colour("x", dark)
    patterns = {"RNN": "/", "LSTM": ""}
    for kind, share in shares.items():
        figure.add_trace(
            go.Bar(
                name=kind,
                x=list(range(len(tokens))),
                y=share * 100.0,
                marker={
                    "color": colour,
                    "line": {"color": colour, "width": 1.5},
                    "pattern": {"shape": patterns[kind], "bgcolor": paper(dark), "fgcolor": colour},
                },
                customdata=[significant(100.0 * one, 3) for one in share],
                hovertext=plain(tokens),
                hovertemplate=f"%{{hovertext}}: %{{customdata}}%<extra>{kind}</extra>",
            )
        )
    calm(figure, dark, 340)
    figure.update_layout(barmode="group", bargap=0.35, bargroupgap=0.08)
    legend(figure)
    figure.update_xaxes(tickvals=list(range(len(tokens))), ticktext=plain(tokens), showgrid=False)
    figure.update_xaxes(title_text="what was read, first to last")
    figure.update_yaxes(title_text="share of the change in the last h, %", rangemode="tozero")
    return figure


def one_step(split: Split, dark: bool) -> go.Figure:
    """The two parts of one step from c to the next c."""
    steps = np.arange(1, len(split.direct) + 1)
    figure = go.Figure(
        [
            line_of(steps, split.direct, "straight along c: mean f", ink_colour("f", dark)),
            line_of(
                steps,
                split.rest,
                "the rest, through h into the gates",
                ink_colour("h", dark),
                "dash",
            ),
        ]
    )
    calm(figure, dark, 320)
    legend(figure)
    figure.update_xaxes(title_text="time step t")
    figure.update_yaxes(title_text="one step multiplies by", rangemode="tozero")
    return figure


def half_lives(
    biases: Sequence[float], lives: Mapping[str, Floats], now: float, dark: bool
) -> go.Figure:
    """Half-life of what c holds and of the gradient of c, for each forget bias."""
    looks = {
        "memory": ("memory: how long c keeps", ink_colour("f", dark), "solid"),
        "gradient": ("gradient of c", ink_colour("c", dark), "dash"),
    }
    figure = go.Figure()
    for name, (title, colour, dash) in looks.items():
        values = np.where(np.isfinite(lives[name]), lives[name], np.nan)
        trace = line_of(biases, values, title, colour, dash)
        trace.update(
            mode="lines+markers",
            hovertemplate="forget bias %{x}: %{y:.1f} steps<extra>%{fullData.name}</extra>",
        )
        figure.add_trace(trace)
    line = {"width": 1.5, "dash": "dot", "color": ink_colour("x", dark)}
    figure.add_vline(x=now, line=line)
    figure.add_annotation(
        x=now, y=0, yref="paper", yanchor="bottom", xanchor="left", text="the dial", showarrow=False
    )
    calm(figure, dark, 340)
    legend(figure)
    figure.update_xaxes(title_text="forget bias b<sub>f</sub>")
    figure.update_yaxes(title_text="half-life, steps", dtick=1, **POWERS)
    return figure


def line_of(x: Any, y: Floats, name: str, colour: str, dash: str = "solid") -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode="lines",
        line={"color": colour, "width": 3, "dash": dash},
        hovertemplate="step %{x}: %{y:.4f}<extra>%{fullData.name}</extra>",
    )


def legend(figure: go.Figure) -> None:
    """Names above the chart, where they lie on no data."""
    figure.update_layout(
        showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    )


def shades(dark: bool) -> list[list[float | str]]:
    """From the page's own paper towards ink: more is more."""
    tones = ("#1F242C", "#4E5F80", "#C3D0E8") if dark else ("#F1EEE6", "#AFBBD0", "#4C6086")
    return [[0.0, tones[0]], [0.5, tones[1]], [1.0, tones[2]]]
