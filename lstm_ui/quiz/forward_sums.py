"""Sums about one step forward: gates, states, activations."""

from __future__ import annotations

import numpy as np

from lstm_core import GRU, LSTM, Override, Readout, sigmoid, softmax, tanh
from lstm_core.activations import sigmoid_slope_from_output, tanh_slope_from_output
from lstm_ui.quiz.sums import Sum, between, held, number, one_unit, pick, signed


def feed_forward(rng: np.random.Generator) -> Sum:
    """One unit without a state: y = w₁x₁ + w₂x₂ + b."""
    w1, w2, b = signed(rng, 0.2, 0.9), signed(rng, 0.2, 0.9), signed(rng, 0.2, 0.6)
    x1, x2 = pick(rng, 1.0, 2.0, 3.0), pick(rng, 2.0, 3.0, 4.0)
    layer = Readout(np.array([[w1, w2]]), np.array([b]))
    answer = number(layer.forward(np.array([x1, x2])))
    given = {"w1": w1, "w2": w2, "b": b, "x1": x1, "x2": x2}
    slips = {"no_bias": answer - b, "squashed": float(tanh(answer)), "one_input": w1 * x1 + b}
    return Sum(given, answer, slips)


def rnn_step(rng: np.random.Generator) -> Sum:
    """h₁ = tanh(w x + u h₀ + b)."""
    w, u, b = signed(rng, 0.3, 0.9), signed(rng, 0.3, 0.9), signed(rng, 0.1, 0.4)
    x, h0 = pick(rng, 1.0, 2.0), signed(rng, 0.3, 0.8)
    trace = one_unit(w, u, b).forward([[[x]]], [[h0]])
    a = number(trace.a)
    slips = {
        "no_state": float(tanh(a - u * h0)),
        "no_bias": float(tanh(a - b)),
        "not_squashed": a,
        "sigmoid": float(sigmoid(a)),
    }
    return Sum({"w": w, "u": u, "b": b, "x": x, "h0": h0}, number(trace.h), slips)


def same_twice(rng: np.random.Generator) -> Sum:
    """The second state of an RNN that reads the same number twice."""
    w, u, x = between(rng, 0.4, 0.9), between(rng, 0.4, 0.9), 1.0
    trace = one_unit(w, u, 0.0).forward(np.full((2, 1, 1), x))
    h1, h2 = trace.h[:, 0, 0].tolist()
    slips = {"same_again": h1, "doubled": 2.0 * h1, "state_unweighted": float(tanh(w * x + h1))}
    return Sum({"w": w, "u": u, "x": x, "h1": round(h1, 3)}, h2, slips)


def times_three(rng: np.random.Generator) -> Sum:
    """What is left of a number that is multiplied by 3 at every step."""
    start, steps = between(rng, 0.5, 1.5, 0.5), int(rng.integers(4, 7))
    run = one_unit(0.0, 3.0, 0.0, "relu").forward(np.zeros((steps, 1, 1)), [[start]])
    answer = number(run.h[-1])
    slips = {"added": 3.0 * steps * start, "one_less": answer / 3.0, "one_more": 3.0 * answer}
    return Sum({"start": start, "steps": float(steps)}, answer, slips, digits=1)


def sigmoid_slope(rng: np.random.Generator) -> Sum:
    """How steep the sigmoid is where its value is known."""
    value = pick(rng, 0.2, 0.3, 0.4, 0.6, 0.7, 0.75, 0.8, 0.85)
    answer = float(sigmoid_slope_from_output(np.array(value)))
    of_tanh = float(tanh_slope_from_output(np.array(value)))
    return Sum({"value": value}, answer, {"tanh": of_tanh, "rest": 1.0 - value, "itself": value})


def forget_gate(rng: np.random.Generator) -> Sum:
    """f = σ(w x + u h₋₁ + b)."""
    return _layer(rng, "f")


def candidate(rng: np.random.Generator) -> Sum:
    """g = tanh(w x + u h₋₁ + b)."""
    return _layer(rng, "g")


def _layer(rng: np.random.Generator, gate: str) -> Sum:
    """One of the four layers of an LSTM of one unit."""
    w, u, b = signed(rng, 0.3, 1.2), signed(rng, 0.3, 0.9), signed(rng, 0.4, 1.0)
    x, h_prev = pick(rng, 1.0, 2.0), signed(rng, 0.3, 0.8)
    row = np.array([letter == gate for letter in "ifgo"], dtype=float)
    cell = LSTM(w * row[:, None], u * row[:, None], b * row)
    trace = cell.forward([[[x]]], [[h_prev]])
    a = number(getattr(trace, f"a_{gate}"))
    squash, other = (sigmoid, tanh) if gate == "f" else (tanh, sigmoid)
    slips = {
        "no_bias": float(squash(a - b)),
        "no_state": float(squash(a - u * h_prev)),
        "other_curve": float(other(a)),
        "not_squashed": a,
    }
    if gate == "f":
        slips["share_lost"] = 1.0 - number(trace.f)
    given = {"w": w, "u": u, "b": b, "x": x, "h": h_prev}
    return Sum(given, number(getattr(trace, gate)), slips)


def cell_state(rng: np.random.Generator) -> Sum:
    """c = f c₋₁ + i g."""
    f, i = between(rng, 0.6, 0.9), between(rng, 0.2, 0.8)
    g, c = signed(rng, 0.4, 0.9), between(rng, 1.0, 3.0, 0.5)
    answer = number(held(c, f=f, i=i, g=g).c)
    slips = {
        "exchanged": (1.0 - f) * c + i * g,
        "no_input_gate": f * c + g,
        "nothing_erased": c + i * g,
        "squashed": float(tanh(answer)),
    }
    return Sum({"f": f, "i": i, "g": g, "c": c}, answer, slips)


def hidden_state(rng: np.random.Generator) -> Sum:
    """h = o tanh(c)."""
    o, c = between(rng, 0.2, 0.9), signed(rng, 0.6, 2.0)
    trace = held(c, f=1.0, i=0.0, o=o)
    slips = {
        "no_tanh": o * c,
        "no_gate": number(trace.tanh_c),
        "tanh_last": float(tanh(o * c)),
    }
    return Sum({"o": o, "c": c}, number(trace.h), slips)


def share_kept(rng: np.random.Generator) -> Sum:
    """What is left of c after n steps with the same forget gate and nothing written."""
    f, steps = between(rng, 0.5, 0.9), int(rng.integers(3, 7))
    answer = number(held(1.0, steps, f=f, i=0.0).c[-1])
    slips = {
        "once": f,
        "exchanged": (1.0 - f) ** steps,
        "subtracted": 1.0 - steps * (1.0 - f),
        "multiplied": steps * f,
    }
    return Sum({"f": f, "steps": float(steps)}, answer, slips)


def bias_at_rest(rng: np.random.Generator) -> Sum:
    """What a forget bias leaves of c after n steps, where nothing is read or written."""
    b, steps = pick(rng, 0.0, 1.0, 2.0), int(rng.integers(3, 6))
    cell = LSTM(np.zeros((4, 1)), np.zeros((4, 1)), np.array([0.0, b, 0.0, 0.0]))
    quiet = [Override("i", 0.0)]
    run = cell.forward(np.zeros((steps, 1, 1)), [[0.0]], [[1.0]], overrides=quiet)
    slips = {"once": number(run.f[0]), "tanh": float(tanh(b)) ** steps}
    return Sum({"b": b, "steps": float(steps)}, number(run.c[-1]), slips)


def gru_state(rng: np.random.Generator) -> Sum:
    """h = (1 − z) n + z h₋₁."""
    z, n, h_prev = pick(rng, 0.2, 0.3, 0.7, 0.8), signed(rng, 0.3, 0.9), signed(rng, 0.3, 0.9)
    cell = GRU(np.zeros((3, 1)), np.zeros((3, 1)), np.zeros(3), np.zeros(1))
    run = cell.forward([[[0.0]]], [[h_prev]], overrides=[Override("z", z), Override("n", n)])
    slips = {
        "exchanged": z * n + (1.0 - z) * h_prev,
        "nothing_kept": (1.0 - z) * n,
        "nothing_new": z * h_prev,
        "not_blended": n + z * h_prev,
    }
    return Sum({"z": z, "n": n, "h": h_prev}, number(run.h), slips)


def softmax_share(rng: np.random.Generator) -> Sum:
    """The share of the first of two classes."""
    first, second = between(rng, 0.5, 3.0, 0.5), between(rng, 0.5, 3.0, 0.5)
    answer = float(softmax([first, second])[0])
    slips = {
        "divided": first / (first + second),
        "sigmoid": float(sigmoid(first)),
        "other_class": 1.0 - answer,
    }
    return Sum({"first": first, "second": second}, answer, slips)
