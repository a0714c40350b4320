"""The same step again and again, against numbers worked by hand and against differences."""

from __future__ import annotations

from math import tanh

import numpy as np
import pytest

from lstm_core import repetition

FUNCTIONS = ("none", "tanh", "sigmoid", "relu")


def test_ten_times_three_from_a_tenth_is_5904_and_nine_tenths() -> None:
    run = repetition(0.1, 3.0, 10)
    assert run.values[-1] == pytest.approx(5904.9)
    np.testing.assert_allclose(run.chain, 3.0 ** np.arange(11))


def test_through_tanh_it_comes_to_rest_where_a_step_changes_nothing() -> None:
    run = repetition(0.1, 3.0, 40, "tanh")
    assert run.values[1] == pytest.approx(tanh(0.3), rel=1e-14)
    assert run.values[-1] == pytest.approx(tanh(3 * run.values[-1]), rel=1e-14)
    assert 0.99 < run.values[-1] < 1.0
    assert run.chain[-1] < 1e-40


def test_the_chain_is_the_product_of_the_slopes_of_the_steps() -> None:
    run = repetition(-0.5, 2.0, 6, "tanh")
    assert run.chain[0] == 1.0
    np.testing.assert_allclose(run.chain[1:], np.cumprod(run.slopes))
    assert run.slopes[0] == pytest.approx(2 * (1 - tanh(-1.0) ** 2))


@pytest.mark.parametrize("squash", FUNCTIONS)
@pytest.mark.parametrize(("start", "factor"), [(0.3, 0.5), (-0.7, 0.9), (0.2, 1.1), (0.4, -2.0)])
def test_the_chain_is_the_slope_that_differences_measure(
    squash: str, start: float, factor: float
) -> None:
    nudge = 1e-6
    up, down = (repetition(start + by, factor, 5, squash).values for by in (nudge, -nudge))
    np.testing.assert_allclose(
        repetition(start, factor, 5, squash).chain, (up - down) / (2 * nudge), rtol=1e-6, atol=1e-9
    )


def test_a_chain_that_grows_past_all_numbers_warns_no_one() -> None:
    assert repetition(1.0, 1e200, 3).values[-1] == np.inf


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((0.1, 3.0, 10, "step"), "squash must be 'sigmoid' or"),
        ((np.nan, 3.0, 10), "start and factor must be finite numbers; got nan and 3.0"),
        ((0.1, np.inf, 10), "must be finite"),
        ((0.1, 3.0, 0), "at least one step; got 0"),
    ],
)
def test_what_cannot_be_repeated_is_refused_in_words(arguments: tuple, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        repetition(*arguments)
