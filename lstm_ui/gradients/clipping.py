"""A wall in the loss, a step off it, and what clipping makes of that step.

One unit of an RNN reads a 1 and then nothing for the rest of the sequence, and should end at a
given value. Where the two weights let it tip from one resting point to the other, the loss has a
wall, and on it the gradient explodes.

References
----------
Pascanu, Mikolov, Bengio (2013). On the difficulty of training recurrent neural networks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.losses import mean_squared_error
from lstm_core.optimisers import SGD, clip_by_norm, clip_by_value, global_norm
from lstm_core.rnn import RNN
from lstm_core.sweeps import sweep

Floats = NDArray[np.float64]
Weights = dict[str, Floats]

STEPS, TARGET, INPUT_WEIGHT = 50, 0.7, 0.55
START = (1.2, -0.059)
"""Recurrent weight and bias at which it begins: on the wall."""
UPDATES = 30
RANGES = ((0.95, 1.65), (-0.3, 0.85))
POINTS = 61


@dataclass(frozen=True)
class Walk:
    """Some updates from the wall.

    Attributes
    ----------
    weights, biases : ndarray
        ``(N + 1,)``: where it stood before each update, and after the last.
    losses, norms : ndarray
        ``(N + 1,)``: the loss there and the length of the gradient.
    gradient, used : ndarray
        ``(2,)``: by weight and bias, the first gradient and what the first update used of it.
    """

    weights: Floats
    biases: Floats
    losses: Floats
    norms: Floats
    gradient: Floats
    used: Floats


@dataclass(frozen=True)
class Surface:
    """The loss over a plane of weights: ``losses`` at [bias, weight]."""

    weights: Floats
    biases: Floats
    losses: Floats


def walk(rate: float, limit: float | None, by: str = "norm") -> Walk:
    """Update both weights a number of times, with the gradient clipped if there is a limit."""
    at: Weights = {"weight_hh": np.array([[START[0]]]), "bias": np.array([START[1]])}
    clip = clip_by_norm if by == "norm" else clip_by_value
    places, losses, norms, firsts = [], [], [], []
    for _ in range(UPDATES + 1):
        loss, gradient = _gradient(at)
        used = gradient if limit is None else clip(gradient, limit)
        places.append(_pair(at))
        losses.append(loss)
        norms.append(global_norm(gradient))
        firsts.append((_pair(gradient, "d_"), _pair(used, "d_")))
        _, at = SGD(rate).update(at, used)
    weights, biases = np.array(places).T
    return Walk(weights, biases, np.array(losses), np.array(norms), *firsts[0])


def surface_of_loss() -> Surface:
    """The loss at every point of the plane, in one sweep."""
    weights, biases = (np.linspace(*limits, POINTS) for limits in RANGES)
    cells = [_cell(np.array([[w]]), np.array([b])) for b in biases for w in weights]
    last = sweep(cells, _inputs()).h[-1, :, 0]
    return Surface(weights, biases, np.square(last - TARGET).reshape(POINTS, POINTS))


def _gradient(at: Weights) -> tuple[float, Weights]:
    cell = _cell(at["weight_hh"], at["bias"])
    trace = cell.forward(_inputs())
    asked = np.zeros((STEPS, 1))
    asked[-1] = 1.0
    loss = mean_squared_error(trace.h, np.full((STEPS, 1, 1), TARGET), asked)
    found = cell.backward(trace, loss.d_logits)
    return loss.value, {"d_weight_hh": found.d_weight_hh, "d_bias": found.d_bias}


def _cell(weight: Floats, bias: Floats) -> RNN:
    return RNN(np.array([[INPUT_WEIGHT]]), weight, bias)


def _inputs() -> Floats:
    xs = np.zeros((STEPS, 1, 1))
    xs[0] = 1.0
    return xs


def _pair(parts: Weights, prefix: str = "") -> Floats:
    return np.array([parts[f"{prefix}weight_hh"].item(), parts[f"{prefix}bias"].item()])
