"""Initial weights keep lengths, stay in range and depend on the generator alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.initialisers import glorot_uniform, orthogonal

sizes = st.integers(1, 12)


@given(sizes, sizes, st.integers(0, 2**32 - 1))
def test_glorot_stays_within_the_limit_of_its_equation(rows: int, columns: int, seed: int) -> None:
    weight = glorot_uniform(np.random.default_rng(seed), (rows, columns))
    assert weight.shape == (rows, columns)
    assert np.all(np.abs(weight) <= np.sqrt(6 / (rows + columns)))


def test_glorot_has_the_variance_that_its_paper_asks_for() -> None:
    weight = glorot_uniform(np.random.default_rng(0), (300, 500))
    assert weight.var() == pytest.approx(2 / (300 + 500), rel=0.02)


@given(sizes, st.integers(0, 2**32 - 1))
def test_orthogonal_keeps_the_length_of_every_vector(size: int, seed: int) -> None:
    weight = orthogonal(np.random.default_rng(seed), size)
    np.testing.assert_allclose(weight.T @ weight, np.eye(size), atol=1e-12)


def test_orthogonal_draws_both_signs_even_at_size_one() -> None:
    rng = np.random.default_rng(3)
    assert {float(orthogonal(rng, 1)[0, 0]) for _ in range(50)} == {-1.0, 1.0}


def test_the_same_seed_gives_the_same_weights() -> None:
    first, second = (np.random.default_rng(7) for _ in range(2))
    np.testing.assert_array_equal(glorot_uniform(first, (4, 3)), glorot_uniform(second, (4, 3)))
    np.testing.assert_array_equal(orthogonal(first, 5), orthogonal(second, 5))


@pytest.mark.parametrize("shape", [(0, 3), (3,), (2, -1)])
def test_glorot_says_what_shape_it_wants(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape must be two positive sizes"):
        glorot_uniform(np.random.default_rng(0), shape)  # type: ignore[arg-type]


def test_orthogonal_says_what_size_it_wants() -> None:
    with pytest.raises(ValueError, match="size must be at least 1"):
        orthogonal(np.random.default_rng(0), 0)
