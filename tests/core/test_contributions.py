"""The summands of a pre-activation add up to it, for every cell."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core import GRU, LSTM, RNN, contributions

T, B, D, H = 4, 2, 3, 5


@pytest.fixture(params=[RNN, LSTM, GRU])
def run(request):
    rng = np.random.default_rng(11)
    cell = request.param.init(rng, D, H)
    filled = {
        name: rng.normal(size=array.shape)
        for name, array in vars(cell).items()
        if isinstance(array, np.ndarray)
    }
    cell = type(cell)(**filled)
    return cell, cell.forward(rng.normal(size=(T, B, D)), rng.normal(size=(B, H)))


@pytest.mark.parametrize("member", [0, 1])
def test_input_units_and_bias_add_up_to_the_pre_activation(run, member):
    cell, trace = run
    for gate, part in contributions(cell, trace, member).items():
        total = part.from_x + part.from_h + part.bias
        if gate == "n":
            total = total + trace.r[:, member] * cell.bias_hn
        a = trace.a if gate == "a" else getattr(trace, f"a_{gate}")
        np.testing.assert_allclose(total, a[:, member], atol=1e-12)


def test_a_part_is_the_weight_times_the_hidden_unit_it_comes_from():
    cell = LSTM.init(np.random.default_rng(0), D, H)
    trace = cell.forward(np.ones((T, 1, D)))
    part = contributions(cell, trace)["f"].from_units
    weight = cell.weight_hh[H + 2, 3]  # forget rows, unit 2, source 3
    assert part[2, 2, 3] == pytest.approx(weight * trace.h[1, 0, 3])
    assert np.all(part[0] == 0.0)
