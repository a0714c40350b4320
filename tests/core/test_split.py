"""Sequences that are drawn many at once keep their side of the split."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lstm_core.batch import at_the_end
from lstm_core.tasks.split import HELD_OUT_SHARE, draw_members, held_out_members

seeds = st.integers(0, 2**32 - 1)


def every_sequence(tokens: int, length: int) -> NDArray[np.int64]:
    """All sequences of the ids 1 ... tokens: ``(T, tokens**T)``."""
    return np.array(list(product(range(1, tokens + 1), repeat=length))).T


@pytest.mark.parametrize(("tokens", "length"), [(2, 12), (4, 6), (6, 5)])
def test_an_eighth_of_all_sequences_is_held_out_whatever_stands_at_any_one_place(
    tokens: int, length: int
) -> None:
    every = every_sequence(tokens, length)
    held_out = held_out_members(every)
    assert held_out.mean() == pytest.approx(HELD_OUT_SHARE, abs=0.015)
    for place, token in product(range(length), range(1, tokens + 1)):
        share = held_out[every[place] == token].mean()
        assert share == pytest.approx(HELD_OUT_SHARE, abs=0.04)


def test_an_eighth_of_long_sequences_and_of_values_is_held_out() -> None:
    rng = np.random.default_rng(0)
    for members in (rng.integers(1, 5, (200, 20_000)), rng.random((30, 20_000, 2))):
        assert held_out_members(members).mean() == pytest.approx(HELD_OUT_SHARE, abs=0.01)


@given(seeds, st.integers(1, 12), st.integers(0, 11))
def test_any_one_token_may_change_the_side(seed: int, length: int, place: int) -> None:
    place %= length
    changed = np.repeat(np.random.default_rng(seed).integers(1, 5, (length, 1)), 200, axis=1)
    changed[place] = np.arange(200)
    assert 0 < held_out_members(changed).sum() < 100


@given(seeds, st.sampled_from([(7, 5), (7, 5, 2)]))
def test_the_side_of_a_member_depends_on_nothing_beside_it(
    seed: int, shape: tuple[int, ...]
) -> None:
    rng = np.random.default_rng(seed)
    members = rng.integers(1, 5, shape) if len(shape) == 2 else rng.random(shape)
    together = held_out_members(members)
    alone = [held_out_members(members[:, [b]])[0] for b in range(5)]
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(held_out_members(np.asfortranarray(members)), together)


def test_the_split_stays_what_it_is() -> None:
    """Weights that a learner has saved stay judged by what they were not trained on."""
    numbers = np.flatnonzero(held_out_members(every_sequence(2, 5)))
    np.testing.assert_array_equal(numbers, [4, 10, 23, 26])


def test_numbers_of_other_than_64_bits_have_no_side() -> None:
    with pytest.raises(ValueError, match="64 bits; got int32"):
        held_out_members(np.ones((3, 2), dtype=np.int32))


@pytest.mark.parametrize("held_out", [False, True])
def test_drawn_members_are_on_the_wanted_side_and_as_common_as_each_other(held_out: bool) -> None:
    rng = np.random.default_rng(0)
    every = every_sequence(4, 3)
    drawn = draw_members(rng, lambda rng, n: rng.integers(1, 5, (3, n)), 20_000, held_out)
    wanted = {tuple(member) for member in every.T[held_out_members(every) == held_out]}
    found, counts = np.unique(drawn, axis=1, return_counts=True)
    assert {tuple(member) for member in found.T} == wanted
    assert np.abs(counts * len(wanted) / 20_000 - 1).max() < 0.25


@pytest.mark.parametrize("size", [1, 2, 33])
def test_as_many_members_are_drawn_as_asked(size: int) -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        drawn = draw_members(rng, lambda rng, n: rng.random((2, n, 3)), size, True)
        assert drawn.shape == (2, size, 3)
    with pytest.raises(ValueError, match="size must be at least 1; got 0"):
        draw_members(rng, lambda rng, n: rng.random((2, n)), 0, False)


def test_weights_at_the_end_are_one_at_the_last_steps() -> None:
    np.testing.assert_array_equal(at_the_end(3, 1), [[0], [0], [1]])
    np.testing.assert_array_equal(at_the_end(3, 2, last=2), [[0, 0], [1, 1], [1, 1]])
