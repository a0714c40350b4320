"""Sums about sizes: parameters and outputs, counted on the engine's own arrays."""

from __future__ import annotations

import numpy as np

from lstm_core import GRU, LSTM, RNN
from lstm_ui.quiz.sums import Sum


def _sizes(rng: np.random.Generator) -> tuple[int, int]:
    """D and H, small and never alike."""
    D = int(rng.integers(3, 13))
    H = int(rng.choice([size for size in range(3, 13) if size != D]))
    return D, H


def _given(D: int, H: int) -> dict[str, float]:
    return {"D": float(D), "H": float(H), "both": float(D + H)}


def rnn_parameters(rng: np.random.Generator) -> Sum:
    """Weights and biases of an RNN layer."""
    D, H = _sizes(rng)
    cell = RNN.init(rng, D, H)
    slips = {
        "no_bias": cell.weight_ih.size + cell.weight_hh.size,
        "no_recurrent": cell.weight_ih.size + cell.bias.size,
        "times_four": 4 * cell.parameter_count,
    }
    return Sum(_given(D, H), cell.parameter_count, slips, digits=0)


def lstm_parameters(rng: np.random.Generator) -> Sum:
    """Weights and biases of an LSTM layer."""
    D, H = _sizes(rng)
    cell = LSTM.init(rng, D, H)
    slips = {
        "one_layer": cell.parameter_count / 4,
        "no_bias": cell.weight_ih.size + cell.weight_hh.size,
        "no_recurrent": cell.weight_ih.size + cell.bias.size,
        "two_biases": cell.parameter_count + cell.bias.size,
        "three_layers": cell.parameter_count * 3 / 4,
    }
    return Sum(_given(D, H), cell.parameter_count, slips, digits=0)


def gru_weights(rng: np.random.Generator) -> Sum:
    """Weights of a GRU layer, without its biases."""
    D, H = _sizes(rng)
    cell = GRU.init(rng, D, H)
    weights = cell.weight_ih.size + cell.weight_hh.size
    slips = {
        "four_layers": weights * 4 / 3,
        "one_layer": weights / 3,
        "no_recurrent": cell.weight_ih.size,
        "two_layers": weights * 2 / 3,
    }
    return Sum(_given(D, H), weights, slips, digits=0)


def longer_text(rng: np.random.Generator) -> Sum:
    """Parameters of the same LSTM for a longer sequence."""
    D, H = _sizes(rng)
    T, factor = int(rng.integers(10, 21)), int(rng.integers(2, 5))
    cell = LSTM.init(rng, D, H)
    count = cell.parameter_count
    slips = {"grows": factor * count, "each_step": T * count, "grows_squared": factor**2 * count}
    given = {"T": float(T), "longer": float(factor * T), "count": float(count)}
    return Sum(given, count, slips, digits=0)


def sequence_outputs(rng: np.random.Generator) -> Sum:
    """How many numbers an LSTM layer returns when it returns h at every step."""
    D, H = _sizes(rng)
    T = int(rng.integers(13, 21))
    run = LSTM.init(rng, D, H).forward(np.zeros((T, 1, D)))
    slips = {
        "last_only": run.h[-1].size,
        "with_c": run.h.size + run.c.size,
        "all_layers": 4 * run.h.size,
        "steps_only": T,
    }
    return Sum({"T": float(T), "D": float(D), "H": float(H)}, run.h.size, slips, digits=0)


def both_ways(rng: np.random.Generator) -> Sum:
    """How many numbers a bidirectional layer returns at each step."""
    D, H = _sizes(rng)
    T = int(rng.integers(13, 21))
    xs = rng.standard_normal((T, 1, D))
    onwards, back = (LSTM.init(rng, D, H).forward(read).h for read in (xs, xs[::-1]))
    joined = np.concatenate([onwards, back[::-1]], axis=2)  # (T, 1, 2H)
    slips = {"one_way": onwards[0].size, "with_c": 2 * joined[0].size, "whole": joined.size}
    given = {"T": float(T), "D": float(D), "H": float(H)}
    return Sum(given, joined[0].size, slips, digits=0)
