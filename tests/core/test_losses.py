"""Losses have the values of their equations and gradients that fit them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.losses import LossFunction, accuracy, mean_squared_error, softmax_cross_entropy

T, B, K = 4, 2, 3


def numerical_gradient(
    loss: LossFunction, logits: np.ndarray, targets: np.ndarray, weights: np.ndarray | None
) -> np.ndarray:
    gradient = np.zeros_like(logits)
    for index in np.ndindex(logits.shape):
        nudge = np.zeros_like(logits)
        nudge[index] = 1e-6
        high = loss(logits + nudge, targets, weights).value
        low = loss(logits - nudge, targets, weights).value
        gradient[index] = (high - low) / 2e-6
    return gradient


@given(st.integers(0, 2**32 - 1), st.booleans())
def test_gradients_agree_with_finite_differences(seed: int, weighted: bool) -> None:
    rng = np.random.default_rng(seed)
    logits = rng.standard_normal((T, B, K))
    weights = rng.uniform(0.1, 1.0, (T, B)) if weighted else None
    classes, numbers = rng.integers(0, K, (T, B)), rng.standard_normal((T, B, K))
    for loss, targets in ((softmax_cross_entropy, classes), (mean_squared_error, numbers)):
        exact = loss(logits, targets, weights).d_logits
        np.testing.assert_allclose(
            exact, numerical_gradient(loss, logits, targets, weights), atol=1e-8
        )


def test_equal_scores_cost_the_logarithm_of_the_number_of_classes() -> None:
    loss = softmax_cross_entropy(np.zeros((1, 1, 4)), np.array([[2]]))
    assert loss.value == pytest.approx(np.log(4))
    np.testing.assert_allclose(loss.d_logits[0, 0], [0.25, 0.25, -0.75, 0.25])


def test_squared_error_by_hand() -> None:
    loss = mean_squared_error(np.array([[[1.0, 3.0]]]), np.array([[[0.0, 1.0]]]))
    assert loss.value == pytest.approx((1 + 4) / 2)
    np.testing.assert_allclose(loss.d_logits[0, 0], [1.0, 2.0])


def test_scores_beyond_the_range_of_exp_stay_finite() -> None:
    loss = softmax_cross_entropy(np.array([[[1000.0, -1000.0]]]), np.array([[1]]))
    assert loss.value == pytest.approx(2000.0)
    np.testing.assert_allclose(loss.d_logits[0, 0], [1.0, -1.0])


def test_a_step_of_weight_zero_costs_nothing_and_gets_no_gradient() -> None:
    rng = np.random.default_rng(0)
    logits, targets = rng.standard_normal((T, B, K)), rng.integers(0, K, (T, B))
    end = np.zeros((T, B))
    end[-1] = 1.0
    loss = softmax_cross_entropy(logits, targets, end)
    assert loss.value == pytest.approx(softmax_cross_entropy(logits[-1:], targets[-1:]).value)
    np.testing.assert_array_equal(loss.d_logits[:-1], 0.0)


def test_accuracy_counts_the_weighted_steps_only() -> None:
    logits = np.eye(3)[np.array([[0, 1], [2, 2]])]
    targets = np.array([[0, 0], [2, 1]])
    assert accuracy(logits, targets) == pytest.approx(0.5)
    assert accuracy(logits, targets, np.array([[1.0, 0.0], [1.0, 0.0]])) == pytest.approx(1.0)
    assert accuracy(logits, logits) is None
    assert accuracy(logits, logits.astype(int)) is None  # whole numbers to approach, no classes


@pytest.mark.parametrize(
    ("targets", "weights"),
    [
        (np.zeros((T, B, K), dtype=int), None),
        (np.zeros((T, B)), None),
        (np.full((T, B), K), None),
        (np.zeros((T, B), dtype=int), np.ones((T, 1))),
        (np.zeros((T, B), dtype=int), np.zeros((T, B))),
    ],
)
def test_cross_entropy_says_what_it_wants(targets: np.ndarray, weights: np.ndarray | None) -> None:
    with pytest.raises(ValueError, match="targets|weight"):
        softmax_cross_entropy(np.zeros((T, B, K)), targets, weights)


def test_squared_error_says_what_it_wants() -> None:
    with pytest.raises(ValueError, match=r"\(T, B, K\)"):
        mean_squared_error(np.zeros((T, B, K)), np.zeros((T, B)))
