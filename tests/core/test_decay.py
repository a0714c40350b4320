"""How fast something fades, and what a matrix does to it in the long run."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import (
    RNN,
    half_life,
    largest_singular_value,
    norms,
    spectral_radius,
    state_jacobians,
    steps_to,
)


def test_norms_are_lengths_and_keep_what_squares_would_lose() -> None:
    np.testing.assert_allclose(norms([[3.0, -4.0], [0.0, 0.0]]), [5.0, 0.0])
    np.testing.assert_allclose(norms([[3e-300, 4e-300], [3e300, 4e300]]), [5e-300, 5e300])
    assert norms(np.ones((2, 3, 4))).shape == (2, 3)


def test_a_vector_without_an_entry_has_no_length() -> None:
    with pytest.raises(ValueError, match=r"vectors must be \(\.\.\., H\) with H from 1"):
        norms(np.zeros((3, 0)))


def test_norms_of_what_is_not_finite_are_not_finite() -> None:
    assert np.isinf(norms([np.inf, 1.0]))
    assert np.isnan(norms([np.nan, np.inf]))


@given(st.floats(0.01, 0.999), st.floats(0.001, 0.99))
def test_an_exponential_falls_to_a_share_after_the_logarithm_of_it(rate: float, share: float):
    curve = rate ** np.arange(7000.0)
    expected = math.log(share) / math.log(rate)
    assert steps_to(curve[curve > 0], share) == pytest.approx(expected, rel=1e-6)


def test_half_life_of_a_forget_gate_is_ln_2_over_ln_f() -> None:
    assert half_life(0.9 ** np.arange(20.0)) == pytest.approx(6.5788, abs=1e-4)


def test_one_uneven_step_does_not_decide_a_half_life() -> None:
    curve = 0.9 ** np.arange(60.0)
    curve[0] *= 4.0
    assert half_life(curve) == pytest.approx(6.5788, rel=0.05)
    assert steps_to(curve, 0.5) < 1.0


def test_a_curve_that_never_falls_has_no_half_life() -> None:
    assert half_life([1.0, 0.9, 2.0]) == math.inf
    assert steps_to([1.0, 0.9, 2.0], 0.5) == math.inf


def test_the_first_crossing_counts_and_a_fall_to_nothing_takes_one_step() -> None:
    assert steps_to([4.0, 1.0, 8.0, 0.1], 0.5) == pytest.approx(0.5)
    assert steps_to([1.0, 0.9, 0.0], 0.5) == 2.0


def test_where_nothing_is_left_there_is_nothing_to_halve() -> None:
    assert half_life([1.0, 0.0, 0.0]) == 0.0
    assert half_life([1.0, 0.5, 0.0, 0.0]) == pytest.approx(1.0)
    assert half_life([1.0]) == math.inf


@pytest.mark.parametrize("curve", [[0.0, 1.0], [1.0, -0.5], [np.nan, 1.0]])
def test_what_is_no_curve_of_sizes_is_refused(curve: list[float]) -> None:
    for measure in (half_life, lambda sizes: steps_to(sizes, 0.5)):
        with pytest.raises(ValueError, match="curve must"):
            measure(curve)


@pytest.mark.parametrize("share", [0.0, 1.0, -1.0])
def test_a_share_lies_between_0_and_1(share: float) -> None:
    with pytest.raises(ValueError, match="share must lie between 0 and 1"):
        steps_to([1.0, 0.5], share)


def test_a_rotation_keeps_lengths_and_a_shear_does_not() -> None:
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    assert (spectral_radius(turn), largest_singular_value(turn)) == pytest.approx((1.0, 1.0))
    shear = np.array([[0.5, 4.0], [0.0, 0.5]])
    assert spectral_radius(shear) == pytest.approx(0.5)
    assert largest_singular_value(shear) == pytest.approx(4.0615528)


def test_a_linear_recurrence_grows_by_the_spectral_radius_in_the_long_run() -> None:
    # With everything above 0 a ReLU network is linear, and its Jacobians are powers of W.
    weight = np.abs(np.random.default_rng(2).normal(size=(4, 4)))
    cell = RNN(np.zeros((4, 1)), weight, np.ones(4), "relu")
    jacobians = state_jacobians(cell, cell.forward(np.zeros((60, 1, 1))))
    sizes = norms(jacobians.reshape(60, -1))
    assert sizes[0] / sizes[1] == pytest.approx(spectral_radius(weight), rel=1e-6)


@pytest.mark.parametrize("measure", [spectral_radius, largest_singular_value])
def test_a_matrix_that_is_not_square_is_refused(measure) -> None:
    with pytest.raises(ValueError, match=r"weight must be \(H, H\) with H = 2; got \(2, 3\)"):
        measure(np.ones((2, 3)))
