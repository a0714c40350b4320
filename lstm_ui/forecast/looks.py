"""How a series and every forecast of it is drawn: neutral inks, dashes, and names at the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from lstm_ui.figures import ink_of, plain
from lstm_ui.forecast.series import Series
from lstm_ui.forecast.words import BASELINES, CAME, NAMES, NETWORK, STEPWISE

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
ALIKE = 0.012
"""Of the height of a chart: two lines that are never further apart look like one."""
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


def name_ends(figure: go.Figure, lines: Mapping[str, Floats], low: float, high: float) -> None:
    """Write the name of each line to the right of its last value, none over another.

    A baseline that never parts from another would only smear that one's dashes: it is
    named as alike, and not drawn.
    """
    least = APART * (high - low)
    twins = alike(lines, ALIKE * (high - low))
    for name in twins:
        if name in BASELINES and twins[name] in BASELINES:
            figure.update_traces(opacity=0.0, selector={"name": NAMES[name]})
    ends = {name: min(float(lines[twins.get(name, name)][-1]), high) for name in lines}
    names = sorted(ends, key=lambda name: (ends[name], name not in twins))
    places = spread([ends[name] for name in names], least, low + least / 2, high - least / 2)
    for name, place in zip(names, places, strict=True):
        said = f"<b>{NAMES[name]}</b>" if name == NETWORK else NAMES[name]
        figure.add_annotation(
            x=1.0,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=place,
            yanchor="middle",
            text=f"{_sign(lines[name], name in twins, high)}{said}",
            showarrow=False,
            font={"size": 13},
        )
    figure.update_yaxes(range=[low, high])
    figure.update_layout(margin_r=ROOM)


def _sign(line: Floats, is_twin: bool, high: float) -> str:
    """What stands before a name: its line is another's, or runs above the chart."""
    return "≈ " if is_twin else "↑ " if float(line[-1]) > high else ""


def alike(lines: Mapping[str, Floats], gap: float) -> dict[str, str]:
    """Each line that is never further than that from one before it, and which one that is."""
    found: dict[str, str] = {}
    for name, values in lines.items():
        for other in lines:
            if other == name:
                break
            same = other not in found and lines[other].shape == values.shape
            if same and np.abs(lines[other] - values).max() <= gap:
                found[name] = other
                break
    return found


def spread(values: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Move rising values as little as puts that distance between them, from low to high."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([value])
        while len(blocks) > 1 and _first(blocks[-1], least) < _last(blocks[-2], least) + least:
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    found = [_first(block, least) + n * least for block in blocks for n in range(len(block))]
    for n in range(len(found)):
        found[n] = max(found[n], found[n - 1] + least if n else low)
    for n in reversed(range(len(found))):
        found[n] = min(found[n], high - (len(found) - 1 - n) * least)
    return found


def _first(block: Sequence[float], least: float) -> float:
    """Where the lowest stands of some that stand close together about their middle."""
    return sum(block) / len(block) - least * (len(block) - 1) / 2


def _last(block: Sequence[float], least: float) -> float:
    return _first(block, least) + least * (len(block) - 1)


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
