"""An LSTM does what its six equations say: erase, write, read."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import GATE_ORDER, LSTM, Override
from tests.core.cells import random_cell

# One unit that reads one number; rows i, f, g, o.
ONE_UNIT = LSTM(
    np.array([[0.5], [-1.0], [2.0], [0.25]]),
    np.array([[1.0], [0.5], [-0.5], [3.0]]),
    np.array([0.1, 1.0, -0.2, 0.3]),
)
X, H0, C0 = 0.8, 0.4, -1.5
GATES = {
    "i": 1 / (1 + math.exp(-(0.5 * 0.8 + 1.0 * 0.4 + 0.1))),
    "f": 1 / (1 + math.exp(-(-1.0 * 0.8 + 0.5 * 0.4 + 1.0))),
    "g": math.tanh(2.0 * 0.8 - 0.5 * 0.4 - 0.2),
    "o": 1 / (1 + math.exp(-(0.25 * 0.8 + 3.0 * 0.4 + 0.3))),
}


def random_run(**lengths: int) -> tuple[LSTM, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    cell, T = random_cell("LSTM tanh", rng, 3, 5), lengths.get("T", 6)
    h0, c0 = rng.standard_normal((2, 2, 5))
    return cell, rng.standard_normal((T, 2, 3)), h0, c0


def test_one_step_of_one_unit_by_hand() -> None:
    trace = ONE_UNIT.forward([[[X]]], [[H0]], [[C0]])
    for gate, a in zip(GATE_ORDER, (0.9, 0.4, 1.2, 1.7), strict=True):
        assert getattr(trace, f"a_{gate}").item() == pytest.approx(a, rel=1e-14)
        assert getattr(trace, gate).item() == pytest.approx(GATES[gate], rel=1e-14)
    c = GATES["f"] * C0 + GATES["i"] * GATES["g"]
    assert c == pytest.approx(-0.305345, abs=1e-6)
    assert trace.c.item() == pytest.approx(c, rel=1e-14)
    assert trace.tanh_c.item() == pytest.approx(math.tanh(c), rel=1e-14)
    assert trace.h.item() == pytest.approx(GATES["o"] * math.tanh(c), rel=1e-14)


def test_one_step_back_by_hand() -> None:
    trace = ONE_UNIT.forward([[[X]]], [[H0]], [[C0]])
    gradients = ONE_UNIT.backward(trace, [[[2.0]]], d_c_last=[[0.5]])
    i, f, g, o = GATES.values()
    tanh_c = trace.tanh_c.item()
    d_c = 0.5 + 2.0 * o * (1 - tanh_c**2)
    d_a = np.array([
        d_c * g * i * (1 - i),
        d_c * C0 * f * (1 - f),
        d_c * i * (1 - g**2),
        2.0 * tanh_c * o * (1 - o),
    ])  # fmt: skip
    np.testing.assert_allclose(gradients.d_bias, d_a)
    np.testing.assert_allclose(gradients.d_weight_ih[:, 0], X * d_a)
    np.testing.assert_allclose(gradients.d_weight_hh[:, 0], H0 * d_a)
    np.testing.assert_allclose(gradients.d_xs.item(), ONE_UNIT.weight_ih[:, 0] @ d_a)
    np.testing.assert_allclose(gradients.d_h0.item(), ONE_UNIT.weight_hh[:, 0] @ d_a)
    np.testing.assert_allclose(gradients.d_c0.item(), f * d_c)
    np.testing.assert_allclose((gradients.d_h.item(), gradients.d_c.item()), (2.0, d_c))


def test_a_relu_candidate_writes_only_positive_numbers() -> None:
    cell = LSTM(ONE_UNIT.weight_ih, ONE_UNIT.weight_hh, ONE_UNIT.bias, candidate="relu")
    assert cell.forward([[[X]]], [[H0]], [[C0]]).g.item() == pytest.approx(1.2)
    assert cell.forward([[[-X]]], [[H0]], [[C0]]).g.item() == 0.0


def test_an_open_forget_gate_and_a_closed_input_gate_keep_c_exactly() -> None:
    cell, xs, h0, c0 = random_run(T=500)
    trace = cell.forward(xs, h0, c0, overrides=[Override("f", 1.0), Override("i", 0.0)])
    np.testing.assert_array_equal(trace.c, np.broadcast_to(c0, trace.c.shape))


def test_a_kept_cell_state_carries_its_gradient_back_unchanged() -> None:
    cell, xs, h0, c0 = random_run(T=500)
    held = [Override("f", 1.0), Override("i", 0.0)]
    trace = cell.forward(xs, h0, c0, overrides=held)
    d_c_last = np.arange(1.0, 11.0).reshape(2, 5)
    gradients = cell.backward(trace, np.zeros_like(trace.h), d_c_last=d_c_last)
    np.testing.assert_array_equal(gradients.d_c, np.broadcast_to(d_c_last, trace.c.shape))
    np.testing.assert_array_equal(gradients.d_c0, d_c_last)


def test_a_closed_forget_gate_erases_everything() -> None:
    cell, xs, h0, c0 = random_run()
    trace = cell.forward(xs, h0, c0, overrides=[Override("f", 0.0)])
    np.testing.assert_array_equal(trace.c, trace.i * trace.g)


def test_a_closed_output_gate_says_nothing() -> None:
    cell, xs, h0, c0 = random_run()
    trace = cell.forward(xs, h0, c0, overrides=[Override("o", 0.0)])
    np.testing.assert_array_equal(trace.h, 0.0)
    assert np.abs(trace.c).min() > 0


@settings(max_examples=50)
@given(st.integers(1, 9), st.integers(1, 9))
def test_the_parameter_count_is_four_times_dh_plus_hh_plus_h(D: int, H: int) -> None:
    cell = LSTM.init(np.random.default_rng(0), D, H)
    assert cell.parameter_count == 4 * (D * H + H**2 + H)


@pytest.mark.parametrize("forget_bias", [1.0, -2.5])
def test_only_the_forget_gate_starts_with_a_bias(forget_bias: float) -> None:
    bias = LSTM.init(np.random.default_rng(0), 3, 2, forget_bias=forget_bias).bias
    np.testing.assert_array_equal(bias, [0, 0, forget_bias, forget_bias, 0, 0, 0, 0])


def test_the_forget_gate_of_a_new_cell_has_a_bias_of_one() -> None:
    np.testing.assert_array_equal(LSTM.init(np.random.default_rng(0), 3, 1).bias, [0, 1, 0, 0])


def test_the_joined_weights_read_h_first_and_then_x() -> None:
    cell = random_run()[0]
    np.testing.assert_array_equal(cell.weight_joined[:, :5], cell.weight_hh)
    np.testing.assert_array_equal(cell.weight_joined[:, 5:], cell.weight_ih)


def test_what_an_lstm_cannot_take_is_refused_by_name() -> None:
    cell, xs, h0, c0 = random_run()
    trace = cell.forward(xs, h0, c0)
    with pytest.raises(ValueError, match="candidate must be 'tanh' or 'relu'; got 'sigmoid'"):
        LSTM(cell.weight_ih, cell.weight_hh, cell.bias, "sigmoid")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"c0 must be \(B, H\) with B = 2, H = 5; got \(2, 4\)"):
        cell.forward(xs, h0, c0[:, 1:])
    with pytest.raises(ValueError, match=r"d_c_last must be \(B, H\) with B = 2, H = 5; got"):
        cell.backward(trace, trace.h, d_c_last=trace.c)
    with pytest.raises(ValueError, match="gates are i, f, g, o; there is no gate 'z'"):
        cell.forward(xs, overrides=[Override("z", 1.0)])


def test_a_forget_gate_of_six_tenths_forgets_like_its_powers() -> None:
    cell, xs, h0, c0 = random_run(T=1000)
    held = [Override("f", 0.6), Override("i", 0.0)]
    trace = cell.forward(xs, h0, c0, overrides=held)
    powers = 0.6 ** np.arange(1.0, 1001.0)
    np.testing.assert_allclose(trace.c, powers[:, None, None] * c0, rtol=1e-12)
    gradients = cell.backward(trace, np.zeros_like(trace.h), d_c_last=np.ones((2, 5)))
    np.testing.assert_allclose(gradients.d_c[:, 0, 0], powers[::-1] / 0.6, rtol=1e-12)
