"""An RNN does what its two equations say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lstm_core import RNN, Override

# One unit that reads one number: a = 0.5 x - 2 h_prev + 0.25.
ONE_UNIT = (np.array([[0.5]]), np.array([[-2.0]]), np.array([0.25]))


def test_two_steps_of_one_unit_by_hand() -> None:
    trace = RNN(*ONE_UNIT).forward([[[3.0]], [[1.0]]], [[0.1]])
    a_1 = 0.5 * 3.0 - 2.0 * 0.1 + 0.25
    a_2 = 0.5 * 1.0 - 2.0 * math.tanh(a_1) + 0.25
    assert a_1 == pytest.approx(1.55)
    np.testing.assert_allclose(trace.a.ravel(), [a_1, a_2], rtol=1e-15)
    np.testing.assert_allclose(trace.h.ravel(), [math.tanh(a_1), math.tanh(a_2)], rtol=1e-15)


def test_two_steps_with_relu_by_hand() -> None:
    trace = RNN(*ONE_UNIT, "relu").forward([[[3.0]], [[1.0]]], [[0.1]])
    np.testing.assert_allclose(trace.a.ravel(), [1.55, 0.5 - 3.1 + 0.25])
    np.testing.assert_allclose(trace.h.ravel(), [1.55, 0.0])


def test_two_steps_back_by_hand() -> None:
    cell = RNN(*ONE_UNIT)
    trace = cell.forward([[[3.0]], [[1.0]]], [[0.1]])
    h_1, h_2 = trace.h.ravel()
    gradients = cell.backward(trace, [[[0.0]], [[1.0]]])
    d_a_2 = 1 - h_2**2
    d_h_1 = -2.0 * d_a_2
    d_a_1 = d_h_1 * (1 - h_1**2)
    np.testing.assert_allclose(gradients.d_h.ravel(), [d_h_1, 1.0])
    np.testing.assert_allclose(gradients.d_bias, [d_a_1 + d_a_2])
    np.testing.assert_allclose(gradients.d_weight_ih, [[3.0 * d_a_1 + 1.0 * d_a_2]])
    np.testing.assert_allclose(gradients.d_weight_hh, [[0.1 * d_a_1 + h_1 * d_a_2]])
    np.testing.assert_allclose(gradients.d_xs.ravel(), [0.5 * d_a_1, 0.5 * d_a_2])
    np.testing.assert_allclose(gradients.d_h0, [[-2.0 * d_a_1]])


def test_a_new_cell_has_h_times_h_plus_d_plus_one_parameters_and_no_bias() -> None:
    cell = RNN.init(np.random.default_rng(0), 3, 5)
    assert cell.parameter_count == 5 * (5 + 3 + 1)
    np.testing.assert_array_equal(cell.bias, 0.0)
    assert cell.activation == "tanh"


def test_the_joined_weights_read_h_first_and_then_x() -> None:
    cell = RNN.init(np.random.default_rng(0), 3, 5)
    np.testing.assert_array_equal(cell.weight_joined[:, :5], cell.weight_hh)
    np.testing.assert_array_equal(cell.weight_joined[:, 5:], cell.weight_ih)


def test_an_unknown_activation_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="activation must be 'tanh' or 'relu'; got 'sigmoid'"):
        RNN(*ONE_UNIT, "sigmoid")  # type: ignore[arg-type]


def test_there_is_no_gate_to_hold() -> None:
    with pytest.raises(ValueError, match="an RNN has no gates, so there is nothing to hold"):
        RNN(*ONE_UNIT).forward([[[1.0]]], overrides=[Override("f", 1.0)])


def test_a_relu_that_explodes_ends_in_infinity_without_a_warning() -> None:
    cell = RNN(np.array([[1.0]]), np.array([[10.0]]), np.array([0.0]), "relu")
    h = cell.forward(np.ones((400, 1, 1))).h.ravel()
    np.testing.assert_allclose(h[:4], [1.0, 11.0, 111.0, 1111.0])
    assert h[-1] == np.inf
