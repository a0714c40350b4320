"""Sums about gradients: factors of the chain, shared weights, updates, clipping."""

from __future__ import annotations

import numpy as np

from lstm_core import (
    LSTM,
    SGD,
    Override,
    clip_by_norm,
    clip_by_value,
    step_jacobians,
    weight_terms,
)
from lstm_core.activations import sigmoid_slope_from_output
from lstm_ui.quiz.sums import Sum, between, number, one_unit, pick, signed


def rnn_factor(rng: np.random.Generator) -> Sum:
    """∂h_t/∂h_{t−1} of an RNN of one unit."""
    w, h = between(rng, 0.6, 1.8), pick(rng, 0.5, 0.6, 0.7, 0.8)
    cell = one_unit(0.0, w, float(np.arctanh(h)))
    trace = cell.forward([[[0.0]]])
    slips = {
        "no_slope": w,
        "no_weight": 1.0 - h * h,
        "sigmoid": w * float(sigmoid_slope_from_output(np.array(h))),
        "not_squared": w * (1.0 - h),
    }
    return Sum({"w": w, "h": h}, number(step_jacobians(cell, trace).h_by_h), slips)


def factor_power(rng: np.random.Generator) -> Sum:
    """What n equal factors leave of a gradient."""
    factor, steps = pick(rng, 0.5, 0.6, 0.7, 1.5), int(rng.integers(4, 7))
    cell = one_unit(0.0, factor, 0.0, "relu")
    trace = cell.forward(np.zeros((steps, 1, 1)), [[1.0]])
    d_h = np.zeros((steps, 1, 1))
    d_h[-1] = 1.0
    answer = number(cell.backward(trace, d_h).d_h0)
    slips = {"once": factor, "added": steps * factor, "shared_out": factor / steps}
    return Sum({"factor": factor, "steps": float(steps)}, answer, slips)


def straight_road(rng: np.random.Generator) -> Sum:
    """What the forget gates of three steps leave of a gradient of c, on the straight road."""
    gates = [pick(rng, 0.5, 0.8, 0.9, 0.95) for _ in range(3)]
    cell = LSTM(np.zeros((4, 1)), np.zeros((4, 1)), np.zeros(4))
    overrides = [Override("f", f, step=t) for t, f in enumerate(gates)]
    trace = cell.forward(np.zeros((3, 1, 1)), overrides=overrides)
    factors = step_jacobians(cell, trace).c_by_c
    assert factors is not None
    slips = {
        "mean": float(factors.mean()),
        "smallest": float(factors.min()),
        "lost_multiplied": float((1.0 - factors).prod()),
    }
    given = dict(zip(("f1", "f2", "f3"), gates, strict=True))
    return Sum(given, float(factors.prod()), slips)


def shared_weight(rng: np.random.Generator) -> Sum:
    """The gradient of a weight that three steps share, from their three terms."""
    w, u = signed(rng, 0.4, 0.9), between(rng, 0.5, 0.9)
    xs = np.array([signed(rng, 0.5, 1.5) for _ in range(3)])[:, None, None]
    cell = one_unit(w, u, 0.0)
    trace = cell.forward(xs)
    gradients = cell.backward(trace, np.array([0.0, 0.0, 1.0])[:, None, None])
    terms = np.round(weight_terms(trace, gradients)["d_weight_ih"][:, 0, 0], 2)
    total = float(terms.sum())
    slips = {"last_only": float(terms[-1]), "mean": total / 3.0, "product": float(terms.prod())}
    given = dict(zip(("t1", "t2", "t3"), terms.tolist(), strict=True))
    return Sum(given, total, slips)


def update(rng: np.random.Generator) -> Sum:
    """new weight = weight − rate × gradient."""
    w, rate = signed(rng, 0.5, 2.5), pick(rng, 0.1, 0.01)
    gradient = signed(rng, 0.5, 4.0, 0.5)
    _, new = SGD(rate).update({"w": np.array([w])}, {"d_w": np.array([gradient])})
    slips = {"uphill": w + rate * gradient, "no_rate": w - gradient, "only_step": -rate * gradient}
    return Sum({"w": w, "rate": rate, "gradient": gradient}, number(new["w"]), slips, digits=3)


def clipped(rng: np.random.Generator) -> Sum:
    """The first entry of a gradient that is clipped by its norm."""
    first, second = ((3, 4), (6, 8), (5, 12), (8, 15), (4, 3), (12, 5))[int(rng.integers(0, 6))]
    limit = pick(rng, 1.0, 2.0)
    gradient = {"d_w": np.array([first, second], dtype=float)}
    slips = {
        "by_value": float(clip_by_value(gradient, limit)["d_w"][0]),
        "by_sum": limit * first / (first + second),
        "untouched": float(first),
    }
    given = {"first": float(first), "second": float(second), "limit": limit}
    return Sum(given, float(clip_by_norm(gradient, limit)["d_w"][0]), slips)
