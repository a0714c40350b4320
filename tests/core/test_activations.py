"""Activations keep their digits in the tails, warn about nothing, and are as steep as they say."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.activations import (
    SQUASHES,
    relu,
    relu_into,
    relu_slope,
    relu_slope_from_output,
    sigmoid,
    sigmoid_into,
    sigmoid_slope,
    sigmoid_slope_from_output,
    softmax,
    softmax_slope,
    tanh,
    tanh_slope,
    tanh_slope_from_output,
)

NUMBERS = np.linspace(-6.0, 6.0, 49)
SLOPES = [(sigmoid, sigmoid_slope), (tanh, tanh_slope), (relu, relu_slope)]
FROM_OUTPUT = [
    (sigmoid, sigmoid_slope, sigmoid_slope_from_output),
    (tanh, tanh_slope, tanh_slope_from_output),
    (relu, relu_slope, relu_slope_from_output),
]


def test_sigmoid_has_the_values_of_its_equation() -> None:
    expected = [1 / (1 + math.e**2), 0.5, math.e / (1 + math.e)]
    np.testing.assert_allclose(sigmoid([-2.0, 0.0, 1.0]), expected, rtol=1e-15)


def test_sigmoid_of_huge_numbers_is_0_or_1_without_a_warning() -> None:
    np.testing.assert_array_equal(sigmoid([-800.0, 800.0, -1e300, 1e300]), [0, 1, 0, 1])


@pytest.mark.parametrize("x", [-20.0, -37.0, -40.0, -500.0, -709.0])
def test_a_nearly_shut_gate_is_not_quite_shut(x: float) -> None:
    assert float(sigmoid(x)) == pytest.approx(math.exp(x) / (1 + math.exp(x)), rel=1e-14)
    assert float(sigmoid(x)) > 0


def test_sigmoid_into_agrees_with_sigmoid_and_leaves_its_input() -> None:
    x, out = NUMBERS.copy(), np.empty_like(NUMBERS)
    assert sigmoid_into(x, out) is out
    np.testing.assert_array_equal(out, sigmoid(NUMBERS))
    np.testing.assert_array_equal(x, NUMBERS)


def test_tanh_is_a_sigmoid_twice_as_steep() -> None:
    np.testing.assert_allclose(tanh(NUMBERS), 2 * sigmoid(2 * NUMBERS) - 1, atol=1e-15)


def test_relu_lets_only_positive_numbers_through() -> None:
    np.testing.assert_array_equal(relu([-1.5, -0.0, 0.0, 2.5]), [0.0, 0.0, 0.0, 2.5])
    out = np.empty(2)
    assert relu_into(np.array([-3.0, 3.0]), out) is out
    np.testing.assert_array_equal(out, [0.0, 3.0])


def test_relu_is_flat_at_zero_itself() -> None:
    np.testing.assert_array_equal(relu_slope([-1.0, 0.0, 1e-300]), [0.0, 0.0, 1.0])


@pytest.mark.parametrize(("function", "slope"), SLOPES)
def test_slopes_agree_with_finite_differences(function: Any, slope: Any) -> None:
    x = NUMBERS[NUMBERS != 0.0]
    differences = (function(x + 1e-6) - function(x - 1e-6)) / 2e-6
    np.testing.assert_allclose(slope(x), differences, atol=1e-9)


def test_slopes_in_the_tail_are_small_and_not_zero() -> None:
    np.testing.assert_allclose(sigmoid_slope([-40.0, 40.0]), math.exp(-40), rtol=1e-12)
    np.testing.assert_allclose(tanh_slope([-25.0, 25.0]), 4 * math.exp(-50), rtol=1e-12)


@pytest.mark.parametrize(("function", "slope", "from_output"), FROM_OUTPUT)
def test_a_slope_can_be_read_from_the_value(function: Any, slope: Any, from_output: Any) -> None:
    np.testing.assert_allclose(from_output(function(NUMBERS)), slope(NUMBERS), atol=1e-15)


def test_a_slope_from_a_value_close_to_one_keeps_its_digits() -> None:
    y = 1.0 - 1e-9
    assert tanh_slope_from_output(np.array(y)) == pytest.approx((1 - y) * (1 + y), rel=1e-15)


def test_every_squash_has_three_forms_of_one_function() -> None:
    assert set(SQUASHES) == {"tanh", "relu"}
    for squash, slope in ((SQUASHES["tanh"], tanh_slope), (SQUASHES["relu"], relu_slope)):
        y = squash.function(NUMBERS)
        np.testing.assert_array_equal(squash.into(NUMBERS, np.empty_like(NUMBERS)), y)
        np.testing.assert_allclose(squash.slope_from_output(y), slope(NUMBERS), atol=1e-15)


def test_softmax_by_hand() -> None:
    np.testing.assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625], rtol=1e-15)


vectors = st.lists(st.floats(-50, 50), min_size=1, max_size=6).map(np.array)


@given(vectors, st.floats(-50, 50))
def test_softmax_gives_shares_that_a_common_shift_does_not_change(
    x: np.ndarray, shift: float
) -> None:
    shares = softmax(x)
    assert shares.sum() == pytest.approx(1.0, abs=1e-14)
    np.testing.assert_allclose(softmax(x + shift), shares, atol=1e-12)


def test_softmax_of_huge_numbers_stays_finite() -> None:
    np.testing.assert_array_equal(softmax([[1e300, -1e300], [-1e4, 1e4]]), [[1, 0], [0, 1]])


@given(vectors.map(lambda x: x / 20))
def test_the_jacobian_of_softmax_agrees_with_finite_differences(x: np.ndarray) -> None:
    columns = [(softmax(x + nudge) - softmax(x - nudge)) / 2e-6 for nudge in 1e-6 * np.eye(x.size)]
    np.testing.assert_allclose(softmax_slope(x), np.stack(columns, axis=-1), atol=1e-8)


def test_softmax_works_along_the_last_axis_alone() -> None:
    x = np.arange(24.0).reshape(2, 3, 4) ** 1.5
    np.testing.assert_allclose(softmax(x)[1, 2], softmax(x[1, 2]), rtol=1e-15)
    np.testing.assert_allclose(softmax_slope(x)[1, 2], softmax_slope(x[1, 2]), rtol=1e-15)
