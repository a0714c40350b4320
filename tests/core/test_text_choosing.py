"""Temperature, top-k and what is never written, by hand and by draw."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import LSTM, generate, writing
from lstm_core.text.choosing import chooser, reshaped
from tests.core.test_generate import model_of

P = np.array([0.5, 0.3, 0.15, 0.05])
some_p = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=9)


def test_temperature_1_and_no_limit_leave_all_as_it_is() -> None:
    np.testing.assert_allclose(reshaped(P), P, rtol=1e-15)


def test_temperatures_by_hand() -> None:
    np.testing.assert_allclose(reshaped(P, temperature=0.5), P**2 / (P**2).sum())
    np.testing.assert_allclose(reshaped(P, temperature=2.0), np.sqrt(P) / np.sqrt(P).sum())
    np.testing.assert_allclose(reshaped(P, temperature=1e6), 0.25, atol=1e-5)
    np.testing.assert_array_equal(reshaped(P, temperature=0.0), [1, 0, 0, 0])
    np.testing.assert_allclose(reshaped(P, temperature=1e-300), [1, 0, 0, 0])


def test_only_the_likeliest_k_of_those_that_may_be_written_are_left() -> None:
    np.testing.assert_allclose(reshaped(P, top_k=2), [0.625, 0.375, 0, 0])
    np.testing.assert_allclose(reshaped(P, top_k=2, never=[0]), [0, 2 / 3, 1 / 3, 0])
    np.testing.assert_allclose(reshaped(P, top_k=99), P)
    np.testing.assert_array_equal(reshaped(P, never=[0, 1, 3]), [0, 0, 1, 0])
    np.testing.assert_allclose(reshaped([0.2, 0.4, 0.4], top_k=1), [0, 1, 0])


def test_where_nothing_is_expected_that_may_be_written_all_that_may_be_are_equal() -> None:
    for temperature in (0.0, 0.5, 1.0):
        drawn_from = reshaped([1.0, 0.0, 0.0], temperature=temperature, never=[0])
        np.testing.assert_allclose(drawn_from, [0, 0.5, 0.5])


@given(some_p, st.floats(0.0, 1e3), st.integers(1, 9), st.data())
def test_what_is_drawn_from_always_adds_up_to_1(
    p: list[float], temperature: float, top_k: int, data: st.DataObject
) -> None:
    never = data.draw(st.lists(st.integers(0, len(p) - 1), max_size=len(p) - 1, unique=True))
    made = reshaped(p, temperature=temperature, top_k=top_k, never=never)
    assert made.sum() == pytest.approx(1.0) and (made >= 0.0).all()
    assert not made[never].any() and (made > 0.0).sum() <= top_k
    order = np.argsort(made)
    assert (np.diff(np.array(p)[order][made[order] > 0.0]) >= 0.0).all()
    choose = chooser(np.random.default_rng(0), temperature=temperature, top_k=top_k, never=never)
    assert all(made[choose(np.array(p))] > 0.0 for _ in range(5))


def test_draws_come_as_often_as_they_should() -> None:
    choose = chooser(np.random.default_rng(0), temperature=0.5, never=[0])
    drawn = np.bincount([choose(P) for _ in range(4000)], minlength=4) / 4000
    np.testing.assert_allclose(drawn, reshaped(P, temperature=0.5, never=[0]), atol=0.025)
    assert drawn[0] == 0.0


def test_a_seed_writes_the_same_again_and_another_something_else() -> None:
    model = model_of((LSTM,))
    one, again, other = (
        generate(
            model, np.array([1]), np.asarray, limit=40, choose=chooser(np.random.default_rng(seed))
        ).outputs
        for seed in (5, 5, 6)
    )
    assert one == again != other


def test_without_temperature_it_writes_what_greedy_decoding_writes() -> None:
    model = model_of((LSTM,))
    cold = chooser(np.random.default_rng(0), temperature=0.0)
    greedy = generate(model, np.array([1]), np.asarray, limit=9).outputs
    assert generate(model, np.array([1]), np.asarray, limit=9, choose=cold).outputs == greedy


def test_what_may_not_be_written_never_is() -> None:
    choose = chooser(np.random.default_rng(0), temperature=50.0, never=(0, 3))
    written = islice(writing(model_of((LSTM,)), np.array([1]), np.asarray, choose=choose), 99)
    assert {choice.output for choice in written} == {1, 2}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"temperature": -0.1}, "temperature must be"),
        ({"temperature": float("nan")}, "temperature must be"),
        ({"temperature": float("inf")}, "temperature must be"),
        ({"top_k": 0}, "top_k must be at least 1"),
        ({"never": range(4)}, "at least one class"),
        ({"never": [4]}, "numbers lie in"),
    ],
)
def test_what_nothing_can_be_drawn_with_is_refused(wrong: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reshaped(P, **wrong)
    if "never" not in wrong:
        with pytest.raises(ValueError, match=message):
            chooser(np.random.default_rng(0), **wrong)


def test_numbers_that_are_no_probabilities_are_refused() -> None:
    for wrong in ([0.5, -0.1], [[1.0]], [np.nan, 1.0], []):
        with pytest.raises(ValueError, match="probabilities"):
            reshaped(wrong)
