"""Charts of a series and of its forecasts; pure functions of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from plotly.subplots import make_subplots

from lstm_core.forecast import Windows
from lstm_ui.figures import calm, ink_of
from lstm_ui.forecast.looks import (
    MARKERS,
    colour_of,
    in_unit,
    limits,
    line,
    name_ends,
    places,
    shade,
    soft,
)
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.words import CAME, NETWORK
from lstm_ui.gradients.numbers import significant

Floats = NDArray[np.float64]

NEVER_DRAWN = "mean"
"""The baseline that is so flat, and so far off, that its line would only press the others."""
FAR = 2.5
"""How many times the largest of the other errors its own may be and still have a line."""
SERIES_HEIGHT = 282
"""Pixels of the chart of the whole series."""


def whole_series(problem: ForecastProblem, dark: bool) -> go.Figure:
    """The series, cut into what is learnt from, what is chosen by, and what is judged."""
    series, split = problem.series, problem.split
    x = places(series)
    figure = go.Figure(
        go.Scatter(
            x=list(x),
            y=series.values,
            mode="lines",
            line={"color": ink_of(dark), "width": 1.2},
            hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )
    )
    calm(figure, dark, SERIES_HEIGHT)
    parts = {"training": split.train, "validation": split.validation, "test": split.test}
    for n, (name, part) in enumerate(parts.items()):
        area = {"fillcolor": shade(dark), "opacity": (0.0, 0.28, 0.6)[n], "line_width": 0}
        end = x[min(part.stop, len(x) - 1)]
        figure.add_vrect(x0=x[part.start], x1=end, layer="below", **area)
        middle = n == 1  # it ends where the next begins: on a phone they would touch
        figure.add_annotation(
            x=end if middle else x[part.start],
            y=1.0,
            yref="paper",
            xanchor="right" if middle else "left",
            xshift=-4 if middle else 0,
            yanchor="bottom",
            yshift=2,
            text=f"<b>{name}</b> {len(part)}",
            showarrow=False,
            font={"size": 13},
        )
    figure.update_layout(margin_t=26)
    figure.update_xaxes(showgrid=False, title_text=None if series.dates else series.step)
    figure.update_yaxes(title_text=in_unit(series), title_standoff=10)
    return figure


def beside_baselines(
    problem: ForecastProblem, said: Mapping[str, Floats], ahead: int, shown: range, dark: bool
) -> go.Figure:
    """Over a stretch of the test part: what came, and what was said of it so many steps before.

    ``said`` has forecasts ``(B, K)`` by name.
    """
    windows, series = problem.test, problem.series
    which = slice(shown.start, shown.stop)
    every = places(series)
    x = [every[place + ahead] for place in windows.origins[which]]
    lines = {CAME: windows.targets[which, ahead - 1]}
    drawn = [name for name in said if name != NEVER_DRAWN]
    lines |= {name: said[name][which, ahead - 1] for name in drawn if name != NETWORK}
    lines |= {name: said[name][which, ahead - 1] for name in drawn if name == NETWORK}
    figure = go.Figure([line(name, x, y, dark, "%{y:.4g}") for name, y in lines.items()])
    calm(figure, dark, 420)
    figure.update_layout(hovermode="x unified", margin_t=16)
    figure.update_xaxes(showgrid=False, title_text=None if series.dates else series.step)
    figure.update_yaxes(title_text=in_unit(series), title_standoff=10)
    name_ends(figure, lines, *limits(*lines.values()))
    return figure


def error_by_horizon(
    errors: Mapping[str, Floats], problem: ForecastProblem, dark: bool
) -> go.Figure:
    """Typical error, root of the mean square, by how many steps ahead; one line a forecast."""
    horizon = problem.horizon
    x = list(range(1, horizon + 1))
    figure = go.Figure()
    for name, rmse in errors.items():
        trace = line(name, x, rmse, dark, "%{y:.4g}, %{x} ahead")
        marker = {"symbol": MARKERS[name], "size": 9, "color": colour_of(name, dark)}
        figure.add_trace(trace.update(mode="lines+markers", marker=marker))
    calm(figure, dark, 380)
    figure.update_layout(margin_t=16)
    figure.update_xaxes(
        title_text=f"{problem.series.step}s ahead", dtick=1 if horizon <= 14 else 2,
        range=[0.7, horizon + 0.3],
    )  # fmt: skip
    figure.update_yaxes(title_text=in_unit(problem.series, "typical error"))
    drawn = [rmse for name, rmse in errors.items() if name != NEVER_DRAWN]
    most = [rmse for rmse in errors.values() if rmse.min() <= FAR * max(map(np.max, drawn))]
    name_ends(figure, errors, 0.0, limits(np.zeros(1), *most)[1])
    return figure


def residual_chart(
    problem: ForecastProblem, windows: Windows, off: Floats, ahead: int, dark: bool
) -> go.Figure:
    """How far off each forecast was, over time, and beside it how often."""
    every = places(problem.series)
    x = [every[place + ahead] for place in windows.origins]
    figure = make_subplots(
        cols=2, shared_yaxes=True, column_widths=[0.76, 0.24], horizontal_spacing=0.03
    )
    bars: dict[str, Any] = {"color": soft(dark), "line": {"width": 0}}
    over_time = go.Bar(x=x, y=off, marker=bars, hovertemplate="%{x}: %{y:.4g}<extra></extra>")
    counts, edges = np.histogram(off, bins="auto" if len(off) < 400 else 30)
    often = go.Bar(
        x=counts,
        y=(edges[:-1] + edges[1:]) / 2,
        orientation="h",
        width=0.9 * np.diff(edges),
        marker=bars,
        customdata=[
            f"{significant(float(a), 3)} to {significant(float(b), 3)}"
            for a, b in zip(edges[:-1], edges[1:], strict=True)
        ],
        hovertemplate="%{customdata}: %{x} times<extra></extra>",
    )
    figure.add_trace(over_time, row=1, col=1)
    figure.add_trace(often, row=1, col=2)
    calm(figure, dark, 340)
    figure.add_hline(y=0.0, line={"color": ink_of(dark), "width": 1.4})
    figure.update_layout(bargap=0.05, margin_t=16)
    figure.update_xaxes(showgrid=False, tickangle=0)
    months = {"dtickrange": ["M1", None], "value": "%b\n%Y"}  # short enough for a phone
    figure.update_xaxes(tickformatstops=[months] if problem.series.dates else None, col=1)
    figure.update_xaxes(title_text="how often", nticks=3, col=2)
    figure.update_yaxes(title_text=in_unit(problem.series, "came − foretold"), col=1)
    return figure


def one_window(
    problem: ForecastProblem, windows: Windows, said: Mapping[str, Floats], dark: bool
) -> go.Figure:
    """One forecast: what it reads, what came, and what each forecast says of the next K."""
    every, place = places(problem.series), int(windows.origins[0])
    before = [every[place + back] for back in range(1 - windows.steps, 1)]
    after = [every[place + ahead] for ahead in range(1, windows.horizon + 1)]
    read, came = windows.read[:, 0], windows.targets[0]
    joined = np.concatenate([read, came])
    figure = go.Figure(line(CAME, [*before, *after], joined, dark, "%{y:.4g}"))
    lines = {CAME: joined[-len(after) - 1 :]}
    for name in _network_last(said):
        y = np.concatenate([read[-1:], said[name][0]])
        trace = line(name, [before[-1], *after], y, dark, "%{y:.4g}")
        figure.add_trace(trace)
        lines[name] = y
    calm(figure, dark, 360)
    figure.update_layout(hovermode="x unified", margin_t=30)
    figure.add_vline(x=before[-1], line={"color": soft(dark), "width": 1.2, "dash": "2px 3px"})
    for anchor, text in (("right", f"read: {windows.steps} "), ("left", " foretold")):
        figure.add_annotation(
            x=before[-1], y=1.0, yref="paper", yanchor="bottom", xanchor=anchor, text=text,
            showarrow=False,
        )  # fmt: skip
    figure.update_xaxes(showgrid=False, title_text=None if problem.series.dates else "step")
    figure.update_yaxes(title_text=in_unit(problem.series), title_standoff=10)
    name_ends(figure, lines, *limits(joined, *lines.values()))
    return figure


def _network_last(said: Mapping[str, Floats]) -> Sequence[str]:
    return sorted((name for name in said if name != NEVER_DRAWN), key=lambda name: name == NETWORK)
