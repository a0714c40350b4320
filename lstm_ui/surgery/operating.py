"""Where every gate stands on its own curve, and how steep the curve is there.

Pre-activations and values are in the player's payload already (``series``); here is the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import (
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    tanh,
    tanh_slope,
)
from lstm_core.contributions import GATES_OF
from lstm_core.overrides import held_places
from lstm_ui.diagrams import SQUASH_ON_SCREEN
from lstm_ui.runs import Run

Floats = NDArray[np.float64]

CURVES: dict[str, tuple[Callable[..., Floats], Callable[..., Floats]]] = {
    "sigmoid": (sigmoid, sigmoid_slope),
    "tanh": (tanh, tanh_slope),
    "relu": (relu, relu_slope),
}
CANDIDATES = ("g", "n", "a")
FLAT = 0.05
"""Below this share of its largest slope a curve counts as flat."""
POINTS, FINE = 61, 2001
NARROWEST, WIDEST = {"sigmoid": 6.0, "tanh": 3.5, "relu": 2.0}, 12.0


def operating_points(run: Run) -> dict[str, Any]:
    """Every gate's curve, and its slope at every step in every unit.

    Returns
    -------
    dict
        By gate; "h" for the one layer of an RNN. Each has

        - ``squash``: the curve's sign; ``series``, ``value``: what the payload calls its
          pre-activation and its value;
        - ``curve``: ``{"a", "y"}``, points along it, and ``steepest``, its largest slope;
        - ``limit``: the slope below which it counts as flat; ``flat``: the stretches
          ``[from, to]`` of ``a`` in which it does;
        - ``slopes (T, H)`` at ``a``;
        - ``held``: at every step, the units that are held off the curve.
    """
    if run.trace is None:
        return {}
    cell, layer = run.model.layers[0], run.trace.layers[0]
    held = getattr(layer, "overrides", ())
    points = {}
    for gate in GATES_OF[type(cell).__name__]:
        value, series = ("h", "a") if gate == "a" else (gate, f"a_{gate}")
        a = getattr(layer, series)[:, 0]  # (T, H)
        squash = _squash(cell, gate)
        points[value] = {
            "squash": SQUASH_ON_SCREEN[squash],
            "series": series,
            "value": value,
            **_curve(squash, float(np.abs(a).max())),
            "slopes": [[_short(slope) for slope in row] for row in CURVES[squash][1](a)],
            "held": [np.flatnonzero(row).tolist() for row in held_places(held, gate, *a.shape)],
        }
    return points


def _squash(cell: Any, gate: str) -> str:
    if gate not in CANDIDATES:
        return "sigmoid"
    return str(getattr(cell, "candidate", getattr(cell, "activation", "tanh")))


def _curve(squash: str, furthest: float) -> dict[str, Any]:
    """The curve as far as its points lie, up to a width at which its bend is still seen."""
    function, slope = CURVES[squash]
    most = float(np.clip(np.ceil(furthest * 1.05), NARROWEST[squash], WIDEST))
    along, fine = np.linspace(-most, most, POINTS), np.linspace(-most, most, FINE)
    slopes = slope(fine)
    steepest = float(slopes.max())
    low, high = fine[slopes >= FLAT * steepest][[0, -1]]
    ends = [[-most, low], [high, most]]
    return {
        "curve": {"a": np.round(along, 3).tolist(), "y": np.round(function(along), 4).tolist()},
        "steepest": steepest,
        "limit": FLAT * steepest,
        "flat": [[round(float(end), 2) for end in pair] for pair in ends if pair[0] < pair[1]],
    }


def _short(number: float) -> float:
    return float(f"{number:.3g}")
