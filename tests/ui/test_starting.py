"""Starting states are drawn from a seed, or read from what was typed, whatever it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_ui.settings import starting_numbers
from lstm_ui.starting import LARGEST, random_state, typed_state

EXAMPLE = "3, 1, 0"


def test_a_seed_gives_the_same_state_again_and_another_seed_another() -> None:
    first, again, other = (random_state(np.random.default_rng(seed), 6) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first, again)
    assert (first != other).all()
    assert first.shape == (1, 6)


def test_random_states_fill_the_range_of_a_hidden_state_on_both_sides() -> None:
    drawn = random_state(np.random.default_rng(0), 1000)
    assert -1 <= drawn.min() < -0.95 and 0.95 < drawn.max() <= 1


@pytest.mark.parametrize(
    "text",
    ["3, 1, -2.5", "[3, 1, −2.5]", "(3 1 -2.5)", "3;1;-2.5", " 3,1 ,\t-25e-1,", "[[3.0, 1, -2.5]]"],
)
def test_numbers_are_read_as_people_write_lists(text: str) -> None:
    state, problem = typed_state(text, 3, EXAMPLE)
    assert problem is None and state is not None
    np.testing.assert_array_equal(state, [[3.0, 1.0, -2.5]])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Type 3 numbers, one for each unit, as in 3, 1, 0; got 0."),
        ("1, 2", "Type 3 numbers, one for each unit, as in 3, 1, 0; got 2."),
        ("1, 2, 3, 4", "Type 3 numbers, one for each unit, as in 3, 1, 0; got 4."),
        (
            "1, two, 3",
            "Type 3 numbers, one for each unit, as in 3, 1, 0; something there is not a number.",
        ),
        (
            "nan, inf, 1e308",
            "Type 3 numbers, one for each unit, as in 3, 1, 0; something there is not a number.",
        ),
        (
            "1, inf, 1e308",
            "Type 3 numbers, one for each unit, from −100 to 100: one there is too large.",
        ),
        (
            "1, 2, -100.5",
            "Type 3 numbers, one for each unit, from −100 to 100: one there is too large.",
        ),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_type(text: str, says: str) -> None:
    assert typed_state(text, 3, EXAMPLE) == (None, says)


def test_one_unit_needs_one_number() -> None:
    assert typed_state("a", 1, "2") == (
        None,
        "Type 1 number, one for each unit, as in 2; something there is not a number.",
    )


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789.,-+einfa []", max_size=40), st.integers(1, 4))
def test_any_text_is_a_state_or_one_sentence(text: str, hidden_size: int) -> None:
    state, problem = typed_state(text, hidden_size, starting_numbers("h0", hidden_size))
    assert (state is None) != (problem is None)
    if state is not None:
        assert state.shape == (1, hidden_size)
        assert np.abs(state).max() <= LARGEST
    if problem is not None:
        assert problem.startswith("Type ") and problem.count(". ") == 0
