"""Optimisers follow their equations and never write into what they are given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.optimisers import SGD, Adam, Momentum, clip_by_norm, clip_by_value, global_norm

OPTIMISERS = [SGD(0.1), Momentum(0.1, 0.5), Adam(0.1)]


def test_sgd_takes_the_textbook_step() -> None:
    _, new = SGD(0.001).update({"w": np.array([2.1])}, {"d_w": np.array([1.0])})
    assert new["w"][0] == pytest.approx(2.099)


def test_momentum_adds_up_its_velocity_by_hand() -> None:
    optimiser, w = Momentum(0.1, 0.5), {"w": np.array([1.0])}
    optimiser, w = optimiser.update(w, {"d_w": np.array([2.0])})
    assert w["w"][0] == pytest.approx(1.0 - 0.1 * 2.0)
    optimiser, w = optimiser.update(w, {"d_w": np.array([2.0])})
    assert w["w"][0] == pytest.approx(0.8 - 0.1 * 3.0)


@pytest.mark.parametrize("gradient", [1e-3, 1.0, -50.0])
def test_the_first_step_of_adam_has_the_size_of_its_rate(gradient: float) -> None:
    _, new = Adam(0.01).update({"w": np.array([0.0])}, {"d_w": np.array([gradient])})
    assert new["w"][0] == pytest.approx(-np.sign(gradient) * 0.01, rel=1e-4)


def test_the_second_step_of_adam_by_hand() -> None:
    optimiser, w = Adam(0.1), {"w": np.array([0.0])}
    optimiser, w = optimiser.update(w, {"d_w": np.array([1.0])})
    optimiser, w = optimiser.update(w, {"d_w": np.array([3.0])})
    mean = (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.9**2)
    square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999**2)
    assert w["w"][0] == pytest.approx(-0.1 - 0.1 * mean / np.sqrt(square), rel=1e-6)


def test_weight_decay_shrinks_a_weight_without_gradient() -> None:
    _, new = Adam(0.1, decay=0.5).update({"w": np.array([2.0])}, {"d_w": np.array([0.0])})
    assert new["w"][0] == pytest.approx(2.0 * (1 - 0.1 * 0.5))


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_every_optimiser_reaches_the_bottom_of_a_bowl(optimiser: Any) -> None:
    w = {"w": np.array([3.0, -2.0])}
    for _ in range(400):
        optimiser, w = optimiser.update(w, {"d_w": w["w"] - 1.0})
    np.testing.assert_allclose(w["w"], 1.0, atol=1e-3)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_an_update_leaves_the_old_values_as_they_were(optimiser: Any) -> None:
    w, d_w = {"w": np.array([3.0])}, {"d_w": np.array([1.0])}
    first = optimiser.update(w, d_w)[1]
    assert w["w"][0] == 3.0 and d_w["d_w"][0] == 1.0
    np.testing.assert_array_equal(optimiser.update(w, d_w)[1]["w"], first["w"])


gradients = st.lists(st.floats(-100, 100), min_size=1, max_size=6).map(
    lambda g: {"d_w": np.array(g), "d_b": np.array([1.0])}
)


@given(gradients, st.floats(0.01, 10))
def test_clipping_by_norm_keeps_the_direction(g: dict[str, np.ndarray], limit: float) -> None:
    clipped = clip_by_norm(g, limit)
    assert global_norm(clipped) <= limit * (1 + 1e-12) or global_norm(g) <= limit
    scale = min(1.0, limit / global_norm(g))
    np.testing.assert_allclose(clipped["d_w"], scale * g["d_w"], rtol=1e-12)


@given(gradients, st.floats(0.01, 10))
def test_clipping_by_value_cuts_each_entry(g: dict[str, np.ndarray], limit: float) -> None:
    clipped = clip_by_value(g, limit)["d_w"]
    assert np.abs(clipped).max() <= limit
    inside = np.abs(g["d_w"]) <= limit
    np.testing.assert_array_equal(clipped[inside], g["d_w"][inside])


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_a_limit_must_be_above_zero(clip: Any) -> None:
    with pytest.raises(ValueError, match="limit must be above 0"):
        clip({}, 0.0)


def test_the_global_norm_takes_all_gradients_as_one_vector() -> None:
    assert global_norm({"d_a": np.array([3.0]), "d_b": np.array([[4.0]])}) == pytest.approx(5.0)


@pytest.mark.parametrize("size", [5e-200, 1e-100, 5.0, 1e150, 5e200])
def test_a_gradient_of_any_size_is_measured_and_cut_to_the_limit(size: float) -> None:
    g = {"d_a": np.array([0.6 * size]), "d_b": np.array([[0.8 * size]])}
    assert global_norm(g) == pytest.approx(size, rel=1e-14)
    clipped = clip_by_norm(g, 0.1 * size)
    assert clipped["d_a"][0] == pytest.approx(0.06 * size, rel=1e-14)
    assert clipped["d_b"][0, 0] == pytest.approx(0.08 * size, rel=1e-14)


@pytest.mark.parametrize("limit", [0.1, 7.0])
def test_a_norm_that_is_known_is_not_taken_again(limit: float) -> None:
    g = {"d_a": np.array([3.0]), "d_b": np.array([[4.0]])}
    known, found = clip_by_norm(g, limit, norm=5.0), clip_by_norm(g, limit)
    assert {name: array.tolist() for name, array in known.items()} == {
        name: array.tolist() for name, array in found.items()
    }
    assert clip_by_norm(g, 1.0, norm=10.0)["d_a"] == pytest.approx(0.3)  # it is what was told


def test_no_gradient_at_all_has_no_length() -> None:
    assert global_norm({"d_a": np.zeros((2, 3))}) == global_norm({}) == 0.0


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_gradient_that_is_not_finite_cannot_be_cut(wrong: float) -> None:
    g = {"d_a": np.array([1.0, wrong]), "d_b": np.ones(2)}
    assert not np.isfinite(global_norm(g))
    with pytest.raises(ValueError, match="no direction"):
        clip_by_norm(g, 1.0)
