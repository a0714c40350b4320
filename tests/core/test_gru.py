"""A GRU does what its four equations say, in PyTorch's convention."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lstm_core import GRU, Override
from tests.core.cells import random_cell

# One unit that reads one number; rows r, z, n.
ONE_UNIT = GRU(
    np.array([[0.5], [-1.0], [2.0]]),
    np.array([[1.0], [0.5], [-0.5]]),
    np.array([0.1, 1.0, -0.2]),
    np.array([0.7]),
)
X, H0 = 0.8, 0.4
R = 1 / (1 + math.exp(-(0.5 * 0.8 + 1.0 * 0.4 + 0.1)))
Z = 1 / (1 + math.exp(-(-1.0 * 0.8 + 0.5 * 0.4 + 1.0)))
OFFERED = -0.5 * 0.4 + 0.7
N = math.tanh(2.0 * 0.8 - 0.2 + R * OFFERED)


def random_run(T: int = 6) -> tuple[GRU, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    cell = random_cell("GRU", rng, 3, 5)
    return cell, rng.standard_normal((T, 2, 3)), rng.standard_normal((2, 5))


def test_one_step_of_one_unit_by_hand() -> None:
    trace = ONE_UNIT.forward([[[X]]], [[H0]])
    expected = {"a_r": 0.9, "r": R, "a_z": 0.4, "z": Z, "hn": 0.5, "a_n": 1.4 + R * 0.5, "n": N}
    for name, value in expected.items():
        assert getattr(trace, name).item() == pytest.approx(value, rel=1e-14)
    h = (1 - Z) * N + Z * H0
    assert h == pytest.approx(0.617509, abs=1e-6)
    assert trace.h.item() == pytest.approx(h, rel=1e-14)


def test_one_step_back_by_hand() -> None:
    gradients = ONE_UNIT.backward(ONE_UNIT.forward([[[X]]], [[H0]]), [[[2.0]]])
    d_a_z = 2.0 * (H0 - N) * Z * (1 - Z)
    d_a_n = 2.0 * (1 - Z) * (1 - N**2)
    d_a_r = d_a_n * OFFERED * R * (1 - R)
    d_a, d_recurrent = np.array([d_a_r, d_a_z, d_a_n]), np.array([d_a_r, d_a_z, R * d_a_n])
    np.testing.assert_allclose(gradients.d_bias, d_a)
    np.testing.assert_allclose(gradients.d_bias_hn, [R * d_a_n])
    np.testing.assert_allclose(gradients.d_weight_ih[:, 0], X * d_a)
    np.testing.assert_allclose(gradients.d_weight_hh[:, 0], H0 * d_recurrent)
    np.testing.assert_allclose(gradients.d_xs.item(), ONE_UNIT.weight_ih[:, 0] @ d_a)
    through_weights = ONE_UNIT.weight_hh[:, 0] @ d_recurrent
    np.testing.assert_allclose(gradients.d_h0.item(), 2.0 * Z + through_weights)


def test_clipping_bounds_the_reset_gate_behind_the_new_state_too() -> None:
    # r = z = 1/2 and n = 0, while the old state offers 10: r gets 10 / 4 of what n gets.
    cell = GRU(np.zeros((3, 1)), np.zeros((3, 1)), np.array([0.0, 0.0, -5.0]), np.array([10.0]))
    trace = cell.forward([[[1.0]]])
    np.testing.assert_allclose(cell.backward(trace, [[[1.0]]]).d_bias, [1.25, 0.0, 0.5])
    clipped = cell.backward(trace, [[[1.0]]], clip=0.1)
    np.testing.assert_allclose(clipped.d_bias, [0.1, 0.0, 0.1])
    np.testing.assert_allclose(clipped.d_bias_hn, [0.05])


def test_an_update_gate_of_one_keeps_h_exactly() -> None:
    cell, xs, h0 = random_run(T=500)
    trace = cell.forward(xs, h0, overrides=[Override("z", 1.0)])
    np.testing.assert_array_equal(trace.h, np.broadcast_to(h0, trace.h.shape))
    d_h = np.zeros_like(trace.h)
    d_h[-1] = np.arange(1.0, 11.0).reshape(2, 5)
    gradients = cell.backward(trace, d_h)
    np.testing.assert_array_equal(gradients.d_h, np.broadcast_to(d_h[-1], d_h.shape))


def test_an_update_gate_of_zero_takes_the_new_state_alone() -> None:
    cell, xs, h0 = random_run()
    trace = cell.forward(xs, h0, overrides=[Override("z", 0.0)])
    np.testing.assert_array_equal(trace.h, trace.n)


def test_a_closed_reset_gate_makes_the_new_state_from_x_alone() -> None:
    cell, xs, h0 = random_run()
    trace = cell.forward(xs, h0, overrides=[Override("r", 0.0)])
    np.testing.assert_allclose(trace.a_n, xs @ cell.weight_ih[10:].T + cell.bias[10:], rtol=1e-12)


def test_a_new_cell_has_one_bias_more_and_all_of_them_zero() -> None:
    cell = GRU.init(np.random.default_rng(0), 3, 5)
    assert cell.parameter_count == 3 * (5 * 3 + 5 * 5 + 5) + 5
    np.testing.assert_array_equal(cell.bias, 0.0)
    np.testing.assert_array_equal(cell.bias_hn, 0.0)


def test_the_joined_weights_give_the_new_state_a_block_for_x_and_one_for_h() -> None:
    cell, _, h0 = random_run()
    x = np.arange(6.0).reshape(2, 3)
    xn, hn = np.split(
        np.concatenate([h0, x], axis=1) @ cell.weight_joined.T + cell.bias_joined, 4, axis=1
    )[2:]
    np.testing.assert_allclose(xn, x @ cell.weight_ih[10:].T + cell.bias[10:])
    np.testing.assert_allclose(hn, h0 @ cell.weight_hh[10:].T + cell.bias_hn)


def test_what_a_gru_cannot_take_is_refused_by_name() -> None:
    cell, xs, _ = random_run()
    with pytest.raises(ValueError, match=r"bias_hn must be \(H,\) with H = 5; got \(4,\)"):
        GRU(cell.weight_ih, cell.weight_hh, cell.bias, cell.bias_hn[1:])
    with pytest.raises(ValueError, match="gates are r, z, n; there is no gate 'f'"):
        cell.forward(xs, overrides=[Override("f", 1.0)])
