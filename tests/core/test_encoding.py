"""Tokens and numbers become vectors, and gradients find their way back."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.encoding import Embedding, OneHot, Values

IDS = np.array([[0, 2], [3, 2], [1, 0], [2, 2]])  # (T, B) = (4, 2), with repeats


def test_one_hot_is_one_at_the_token_and_zero_elsewhere() -> None:
    xs = OneHot(4).encode(IDS)
    assert xs.shape == (4, 2, 4)
    np.testing.assert_array_equal(xs.argmax(axis=2), IDS)
    np.testing.assert_array_equal(np.sort(xs, axis=2)[..., :-1], 0.0)
    np.testing.assert_array_equal(xs.max(axis=2), 1.0)


def test_embedding_looks_up_the_row_of_the_token() -> None:
    weight = np.arange(12.0).reshape(4, 3)
    xs = Embedding(weight).encode(IDS)
    np.testing.assert_array_equal(xs[1, 0], [9.0, 10.0, 11.0])
    assert xs.shape == (4, 2, 3)


def test_embedding_gradient_sums_every_use_of_a_token() -> None:
    rng = np.random.default_rng(0)
    weight, d_xs = rng.standard_normal((4, 3)), rng.standard_normal((4, 2, 3))
    d_weight = Embedding(weight).backward(IDS, d_xs)["d_weight"]
    expected = np.einsum("tbv,tbd->vd", OneHot(4).encode(IDS), d_xs)
    np.testing.assert_allclose(d_weight, expected, atol=1e-14)


def test_embedding_gradient_agrees_with_finite_differences() -> None:
    rng = np.random.default_rng(1)
    weight, d_xs = rng.standard_normal((4, 3)), rng.standard_normal((4, 2, 3))
    d_weight = Embedding(weight).backward(IDS, d_xs)["d_weight"]
    for index in np.ndindex(weight.shape):
        nudge = np.zeros_like(weight)
        nudge[index] = 1e-6
        high = (Embedding(weight + nudge).encode(IDS) * d_xs).sum()
        low = (Embedding(weight - nudge).encode(IDS) * d_xs).sum()
        assert d_weight[index] == pytest.approx((high - low) / 2e-6, abs=1e-8)


def test_values_pass_through_unchanged() -> None:
    numbers = np.array([[[0.5]], [[-1.0]]])
    np.testing.assert_array_equal(Values(1).encode(numbers), numbers)


def test_encoders_without_parameters_have_no_gradients() -> None:
    assert OneHot(4).backward(IDS, np.zeros((4, 2, 4))) == {}
    assert Values(1).backward(np.zeros((4, 2, 1)), np.zeros((4, 2, 1))) == {}


@pytest.mark.parametrize("bad", [IDS[0], IDS.astype(float), IDS + 2, IDS - 1])
def test_wrong_ids_are_refused_with_what_is_wanted(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"\(T, B\)|0\.\.\.3"):
        OneHot(4).encode(bad)


@pytest.mark.parametrize("bad", [np.zeros((4, 2)), np.zeros((4, 2, 3)), np.full((1, 1, 2), np.nan)])
def test_wrong_values_are_refused_with_what_is_wanted(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"D = 2|finite"):
        Values(2).encode(bad)


def test_whole_numbers_in_an_embedding_get_a_true_gradient() -> None:
    d_xs = np.full((4, 2, 3), 0.25)
    d_weight = Embedding(np.ones((4, 3), dtype=int)).backward(IDS, d_xs)["d_weight"]
    np.testing.assert_array_equal(d_weight[:, 0], [0.5, 0.25, 1.0, 0.25])


@pytest.mark.parametrize("encoder", [OneHot, Values])
def test_a_vector_has_at_least_one_number(encoder: type) -> None:
    with pytest.raises(ValueError, match="at least 1 number; got size 0"):
        encoder(0)


def test_an_embedding_must_be_a_table() -> None:
    with pytest.raises(ValueError, match=r"\(V, D\)"):
        Embedding(np.zeros(3))
