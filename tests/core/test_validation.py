"""The public door lets in what is right as it is, and says in one sentence what is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lstm_core.validation import as_floats, cell_weights, clip_limit, one_of, starting_state


def test_an_array_that_is_right_comes_through_uncopied() -> None:
    xs = np.ones((4, 2, 3))
    assert as_floats("xs", xs, "T B D", D=3) is xs


@pytest.mark.parametrize("value", [[[1, 2], [3, 4]], np.array([[1, 2], [3, 4]], dtype=np.float32)])
def test_lists_and_other_numbers_become_float64(value: Any) -> None:
    array = as_floats("h0", value, "B H")
    assert array.dtype == np.float64
    np.testing.assert_array_equal(array, [[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (np.zeros((5, 4)), r"^xs must be \(T, B, D\) with D = 3; got \(5, 4\)$"),
        (np.zeros((5, 1, 4)), r"^xs must be \(T, B, D\) with D = 3; got \(5, 1, 4\)$"),
        (np.zeros((0, 1, 3)), r"^xs must be \(T, B, D\) with D = 3; got \(0, 1, 3\)$"),
        (7.0, r"^xs must be \(T, B, D\) with D = 3; got \(\)$"),
        ("zebra", r"^xs must be an array of numbers \(T, B, D\) with D = 3$"),
        ([[[1.0, 2.0, 3.0]], [[1.0]]], r"^xs must be an array of numbers \(T, B, D\) with D = 3$"),
        (np.full((1, 1, 3), np.nan), "^xs must hold finite numbers only; it has NaN or infinity"),
        ([[["1", "2", "3"]]], r"^xs must be an array of numbers \(T, B, D\) with D = 3$"),
        ([[[1j, 2.0, 3.0]]], r"^xs must be an array of numbers \(T, B, D\) with D = 3$"),
        ([[[10**400, 2, 3]]], r"^xs must be an array of numbers \(T, B, D\) with D = 3$"),
        (np.full((1, 1, 3), -np.inf), "^xs must hold finite numbers only; it has NaN or infinity"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(value: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        as_floats("xs", value, "T B D", D=3)


def test_a_single_axis_is_written_as_python_writes_it() -> None:
    with pytest.raises(ValueError, match=r"bias must be \(rows,\) with rows = 8; got \(7,\)"):
        as_floats("bias", np.zeros(7), "rows", rows=8)
    with pytest.raises(ValueError, match=r"v must be \(K,\); got \(1, 1\)"):
        as_floats("v", np.zeros((1, 1)), "K")


def test_weights_and_starting_states_are_the_cells_own() -> None:
    given = np.ones((8, 2))
    kept = cell_weights(np.zeros((8, 3)), given, np.zeros(8), gates=4)["weight_hh"]
    h0 = starting_state("h0", given, 8, 2)
    given[:] = 9.0
    for array in (kept, h0):
        np.testing.assert_array_equal(array, np.ones((8, 2)))
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 9.0


def test_weights_that_belong_together_come_back_by_name() -> None:
    weights = cell_weights(np.zeros((8, 3)), np.ones((8, 2)), np.zeros(8), gates=4)
    assert list(weights) == ["weight_ih", "weight_hh", "bias"]
    np.testing.assert_array_equal(weights["weight_hh"], np.ones((8, 2)))


@pytest.mark.parametrize(
    ("shapes", "sentence"),
    [
        (((7, 3), (8, 2), (8,)), r"weight_ih must be \(rows, D\) with rows = 8; got \(7, 3\)"),
        (((8, 3), (7, 2), (8,)), r"weight_hh must be \(rows, H\) with rows = 8, H = 2; got"),
        (((8, 3), (8, 2), (8, 1)), r"bias must be \(rows,\) with rows = 8; got \(8, 1\)"),
        (((8, 3), (8,), (8,)), r"weight_hh must be \(rows, H\); got \(8,\)"),
    ],
)
def test_weights_that_do_not_fit_are_named(shapes: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        cell_weights(*(np.zeros(shape) for shape in shapes), gates=4)


def test_a_starting_state_is_zero_unless_one_is_given() -> None:
    np.testing.assert_array_equal(starting_state("h0", None, 2, 5), np.zeros((2, 5)))
    np.testing.assert_array_equal(starting_state("h0", [[1.0, 2.0]], 1, 2), [[1.0, 2.0]])
    with pytest.raises(ValueError, match=r"c0 must be \(B, H\) with B = 2, H = 5; got \(5, 2\)"):
        starting_state("c0", np.zeros((5, 2)), 2, 5)


def test_a_word_must_be_one_of_the_choices() -> None:
    one_of("candidate", "relu", ("tanh", "relu"))
    with pytest.raises(ValueError, match="candidate must be 'tanh' or 'relu'; got 'gelu'"):
        one_of("candidate", "gelu", ("tanh", "relu"))


@pytest.mark.parametrize("clip", [0, -1.0, float("nan")])
def test_a_clipping_limit_must_be_positive(clip: float) -> None:
    with pytest.raises(ValueError, match="clip must be a positive number; got"):
        clip_limit(clip)
    clip_limit(None)
    clip_limit(0.5)
