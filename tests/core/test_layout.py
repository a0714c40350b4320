"""The layout for speed holds the same numbers as the layout for reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.layout import (
    COLUMNS,
    blocks,
    joined_again,
    joined_inputs,
    shifted,
    summed_products,
    swapped,
    swapped_slots,
)

T, B, D, H = 4, 2, 3, 5


def random_arrays(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    rng = np.random.default_rng(4)
    return [rng.standard_normal(shape) for shape in shapes]


def test_swapping_looks_at_the_same_numbers_and_copies_none() -> None:
    (array,) = random_arrays((T, B, H))
    assert swapped(array).shape == (T, H, B)
    assert swapped(array)[3, 4, 1] == array[3, 1, 4]
    assert np.shares_memory(swapped(array), array)


def test_slots_come_one_by_one_in_their_order() -> None:
    (slots,) = random_arrays((T, 6, H, B))
    first, *_, last = swapped_slots(slots)
    assert first[1, 0, 2] == slots[1, 0, 2, 0]
    assert last[3, 1, 4] == slots[3, 5, 4, 1]
    assert len(list(swapped_slots(slots))) == 6


def test_joined_inputs_are_h_then_x_then_one() -> None:
    xs, h0 = random_arrays((T, B, D), (B, H))
    joined = joined_inputs(xs, h0)
    assert joined.shape == (T + 1, H + D + 1, B)
    np.testing.assert_array_equal(joined[0, :H], h0.T)
    np.testing.assert_array_equal(joined[2, H : H + D, 1], xs[2, 1])
    np.testing.assert_array_equal(joined[:, -1], 1.0)


def test_what_is_joined_again_is_what_forward_had_joined() -> None:
    xs, h0, h = random_arrays((T, B, D), (B, H), (T, B, H))
    joined = joined_inputs(xs, h0)
    for t in range(T):
        joined[t + 1, :H] = h[t].T
    np.testing.assert_array_equal(joined_again(xs, h0, h), joined[:T])


def test_shifting_gives_each_step_the_state_before_it() -> None:
    first, later = random_arrays((B, H), (T, B, H))
    earlier = shifted(first, later)
    np.testing.assert_array_equal(earlier[0], first.T)
    for t in range(1, T):
        np.testing.assert_array_equal(earlier[t], later[t - 1].T)


@given(st.integers(1, 600), st.integers(1, 600))
def test_blocks_cover_every_step_once_and_in_order(steps: int, batch: int) -> None:
    parts = [list(range(steps))[block] for block in blocks(steps, batch)]
    assert sum(parts, []) == list(range(steps))
    assert all(part and (len(part) == 1 or len(part) * batch <= COLUMNS) for part in parts)


@pytest.mark.parametrize(
    ("steps", "batch"), [(1, 1), (3, 2), (257, 1), (40, 33), (2, 300), (128, 4)]
)
def test_summed_products_are_an_einsum_also_across_blocks(steps: int, batch: int) -> None:
    d_a, source = random_arrays((steps, 6, batch), (steps, 4, batch))
    expected = np.einsum("tmb,tnb->mn", d_a, source)
    np.testing.assert_allclose(summed_products(d_a, source), expected, atol=1e-11)
