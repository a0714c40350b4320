"""How a series and every forecast of it is drawn: neutral inks, dashes, and names at the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from lstm_ui.figures import ink_of, plain
from lstm_ui.forecast.series import Series
from lstm_ui.forecast.words import CAME, NAMES, NETWORK, STEPWISE

Floats = NDArray[np.float64]

DASHES = {
    CAME: "solid",
    NETWORK: "solid",
    STEPWISE: "9px 3px",
    "persistence": "5px 4px",
    "season": "1.5px 4px",
    "drift": "12px 4px 2px 4px",
    "mean": "16px 6px",
}
"""No line has a gate's colour, and no two have one dash."""
MARKERS = {
    NETWORK: "circle",
    STEPWISE: "circle-open",
    "persistence": "square",
    "season": "diamond",
    "drift": "triangle-up",
    "mean": "x",
}
APART = 0.062
"""Of the height of a chart: the least between two names."""
LONGEST_TITLE = 34
ROOM = 112
"""Pixels beside a chart for the names of its lines."""


def soft(dark: bool) -> str:
    """Colour of what stands behind: baselines, and axes that matter less."""
    return "#A29E94" if dark else "#6B675D"


def pale(dark: bool) -> str:
    """Colour of a wide line on which others can be read: 3 : 1 against the page, and no more."""
    return "#687180" if dark else "#9A917B"


def shade(dark: bool) -> str:
    """Colour of an area behind lines."""
    return "#4A515C" if dark else "#CFC8B9"


def colour_of(name: str, dark: bool) -> str:
    """Ink for the network, pale for what came, and between them whatever learns nothing."""
    if name == CAME:
        return pale(dark)
    return ink_of(dark) if name in (NETWORK, STEPWISE) else soft(dark)


def width_of(name: str) -> float:
    """The network is the strongest line, what came the widest."""
    return {CAME: 5.0, NETWORK: 2.6, STEPWISE: 2.2}.get(name, 1.7)


def line(name: str, x: Sequence[Any], y: Floats, dark: bool, hover: str) -> go.Scatter:
    """One line, in the look of that name."""
    return go.Scatter(
        x=list(x),
        y=np.round(y, 4),
        name=NAMES[name],
        mode="lines",
        line={"color": colour_of(name, dark), "width": width_of(name), "dash": DASHES[name]},
        hovertemplate=f"{NAMES[name]}: {hover}<extra></extra>",
    )


def name_ends(figure: go.Figure, ends: Mapping[str, float], low: float, high: float) -> None:
    """Write the name of each line to the right of its last value, none over another."""
    least = APART * (high - low)
    names = sorted(ends, key=lambda name: ends[name])
    places = spread([ends[name] for name in names], least, high - least / 2)
    for name, place in zip(names, places, strict=True):
        figure.add_annotation(
            x=1.0,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=place,
            yanchor="middle",
            text=f"<b>{NAMES[name]}</b>" if name == NETWORK else NAMES[name],
            showarrow=False,
            font={"size": 13},
        )
    figure.update_yaxes(range=[low, high])
    figure.update_layout(margin_r=ROOM)


def spread(values: Sequence[float], least: float, top: float) -> list[float]:
    """Push rising values apart to at least that distance; none ends up above the top."""
    found = list(values)
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + least)
    for n in reversed(range(len(found))):
        found[n] = min(found[n], top - (len(found) - 1 - n) * least)
    return found


def limits(*values: Floats) -> tuple[float, float]:
    """The ends of an axis that all these fit in, with a little room."""
    every = np.concatenate([np.ravel(one) for one in values])
    low, high = float(every.min()), float(every.max())
    room = 0.07 * (high - low) or abs(high) or 1.0
    return low - room, high + room


def places(series: Series) -> Sequence[Any]:
    """Where each value stands on an axis: its date, or its number."""
    return series.dates if series.dates is not None else range(1, len(series.values) + 1)


def titles(series: Series, at: NDArray[np.int64]) -> list[str]:
    """What the values at those places are called where a learner chooses among them."""
    every = places(series)
    step = "" if series.dates is not None else f"{series.step} "
    return [f"{step}{every[place]}" for place in at.tolist()]


def in_unit(series: Series, what: str = "") -> str:
    """Title of an axis of values, with their unit, as text; no longer than a chart is high."""
    said = what or series.title
    if series.unit and len(f"{said}, {series.unit}") > LONGEST_TITLE:
        said = "value"
    return plain([f"{said}, {series.unit}" if series.unit else said])[0]
