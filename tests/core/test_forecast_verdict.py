"""Better, worse or no clear difference: what chance could do is not called a win."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.forecast import Outcome, diebold_mariano, verdict_on
from lstm_core.forecast.student import two_sided


def by_adding_up(t: float, freedom: int) -> float:
    """Two tails of Student's density, by the trapezoid rule over its angle."""
    # With t = sqrt(nu) tan(u) the density becomes cos(u) ** (nu - 1), up to a constant.
    u = np.linspace(0.0, np.pi / 2, 400_001)
    density = np.cos(u) ** (freedom - 1)
    inside = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    at = np.interp(math.atan(t / math.sqrt(freedom)), u, inside)
    return float(1.0 - at / inside[-1])


@pytest.mark.parametrize("freedom", [1, 2, 5, 30, 219])
@pytest.mark.parametrize("t", [0.0, 0.3, 1.0, 1.96, 4.0])
def test_student_is_what_its_density_adds_up_to(t: float, freedom: int) -> None:
    assert two_sided(t, freedom) == pytest.approx(by_adding_up(t, freedom), abs=1e-9)
    assert two_sided(-t, freedom) == two_sided(t, freedom)


@pytest.mark.parametrize(("t", "freedom"), [(12.7062, 1), (4.3027, 2), (2.2281, 10), (1.9799, 120)])
def test_student_gives_the_five_per_cent_of_the_printed_tables(t: float, freedom: int) -> None:
    assert two_sided(t, freedom) == pytest.approx(0.05, abs=2e-5)


def test_student_far_out_and_where_it_is_not_defined() -> None:
    assert two_sided(math.inf, 3) == 0.0
    assert two_sided(1e200, 3) == 0.0
    assert 0.0 < two_sided(40.0, 200) < 1e-90
    for t, freedom in ((math.nan, 3), (1.0, 0)):
        with pytest.raises(ValueError, match="at least 1"):
            two_sided(t, freedom)


def test_the_comparison_is_worked_by_hand_one_step_ahead() -> None:
    # d = 1, 2, 3, 6: mean 3, gamma_0 = 14/4, v = 14/16, and (4 + 1 - 2)/4 = 3/4.
    found = diebold_mariano([2.0, 2.0, 4.0, 8.0], [1.0, 0.0, 1.0, 2.0], 1)
    assert (found.difference, found.windows) == (3.0, 4)
    assert found.statistic == pytest.approx(3 / math.sqrt(14 / 16) * math.sqrt(3 / 4))
    assert found.p == two_sided(found.statistic, 3)


def test_the_comparison_is_worked_by_hand_two_steps_ahead() -> None:
    # Around 3 they are -2, -1, 0, 3: gamma_1 = 2/4, v = (14/4 + 2 * 2/4)/4 = 18/16;
    # the correction is (4 + 1 - 4 + 2/4)/4 = 3/8.
    found = diebold_mariano([1.0, 2.0, 3.0, 6.0], [0.0] * 4, 2)
    assert found.statistic == pytest.approx(3 / math.sqrt(18 / 16) * math.sqrt(3 / 8))


def test_a_variance_that_comes_out_negative_is_weighted() -> None:
    # d = 1, -1, 1, -1, 1, -1, 1, 0 with h = 2 gives gamma_0 + 2 gamma_1 below 0.
    d = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, 0.0])
    c = d - d.mean()
    gamma = [c @ c / 8, c[1:] @ c[:-1] / 8]
    assert gamma[0] + 2 * gamma[1] < 0 < gamma[0] + gamma[1]
    found = diebold_mariano(d, np.zeros(8), 2)
    correction = (8 + 1 - 4 + 2 / 8) / 8
    expected = d.mean() / math.sqrt((gamma[0] + gamma[1]) / 8) * math.sqrt(correction)
    assert found.statistic == pytest.approx(expected)


def test_the_same_losses_are_no_difference_and_the_same_difference_is_no_chance() -> None:
    same = diebold_mariano([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], 1)
    assert (same.difference, same.statistic, same.p) == (0.0, 0.0, 1.0)
    always = diebold_mariano([1.0, 2.0, 3.0], [2.0, 3.0, 4.0], 1)
    assert (always.difference, always.statistic, always.p) == (-1.0, -math.inf, 0.0)


@pytest.mark.parametrize(
    ("second", "horizon", "told"),
    [([1.0] * 3, 3, r"1\.\.\.2"), ([1.0] * 3, 0, r"1\.\.\.2"), ([1.0] * 2, 1, "n = 3")],
)
def test_too_few_losses_are_refused(second: list[float], horizon: int, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        diebold_mariano([1.0, 2.0, 4.0], second, horizon)


losses = st.lists(st.floats(0, 1e6).map(lambda x: round(x, 3)), min_size=9, max_size=40)


@given(losses, st.randoms(use_true_random=False), st.integers(1, 8))
def test_swapping_the_two_turns_the_sign_and_nothing_else(first, random, horizon) -> None:
    second = random.sample(first, len(first))
    one, other = diebold_mariano(first, second, horizon), diebold_mariano(second, first, horizon)
    assert one.statistic == pytest.approx(-other.statistic)
    assert one.p == pytest.approx(other.p)
    assert 0.0 <= one.p <= 1.0


@pytest.mark.parametrize("horizon", [1, 4])
def test_chance_is_called_a_difference_about_as_rarely_as_it_says(horizon: int) -> None:
    rng = np.random.default_rng(0)
    kernel = np.ones(horizon)

    def noise(n: int = 150) -> np.ndarray:
        """Losses that hang together over h - 1 steps, as those of forecasts do."""
        return np.convolve(rng.normal(size=n + horizon - 1), kernel, "valid")

    found = [diebold_mariano(noise(), noise(), horizon).p < 0.05 for _ in range(1000)]
    assert 0.03 < np.mean(found) < 0.08


CAME = np.cumsum(np.random.default_rng(3).normal(size=(80, 2)), axis=0)


def off_by(spread: float, seed: int) -> np.ndarray:
    return CAME + np.random.default_rng(seed).normal(size=CAME.shape) * spread


@pytest.mark.parametrize(
    ("network", "outcome"),
    [(off_by(0.5, 1), Outcome.NETWORK), (off_by(2.0, 1), Outcome.BASELINE),
     (off_by(1.0, 1), Outcome.UNCLEAR)],
)  # fmt: skip
@pytest.mark.parametrize("ahead", [None, 1, 2])
def test_the_verdict_is_what_was_planted(network, outcome: Outcome, ahead: int | None) -> None:
    baselines = {"far": off_by(3.0, 2), "near": off_by(1.0, 5)}
    verdict = verdict_on(network, baselines, CAME, ahead=ahead)
    assert (verdict.outcome, verdict.baseline, verdict.ahead) == (outcome, "near", ahead)
    assert verdict.windows == 80
    assert verdict.skill == pytest.approx(1 - verdict.network_rmse / verdict.baseline_rmse)
    errors = (network - CAME)[:, slice(None) if ahead is None else ahead - 1]
    assert verdict.network_rmse == pytest.approx(np.sqrt(np.mean(errors**2)))


def test_a_network_that_answers_like_its_baseline_is_no_different_from_it() -> None:
    verdict = verdict_on(CAME + 1, {"persistence": CAME + 1}, CAME)
    assert (verdict.outcome, verdict.skill, verdict.p) == (Outcome.UNCLEAR, 0.0, 1.0)


def test_too_few_windows_decide_nothing() -> None:
    verdict = verdict_on(CAME[:2], {"mean": CAME[:2] + 9}, CAME[:2])
    assert (verdict.outcome, verdict.p) == (Outcome.UNCLEAR, 1.0)


def test_a_verdict_without_a_baseline_or_beyond_the_horizon_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one baseline"):
        verdict_on(CAME, {}, CAME)
    with pytest.raises(ValueError, match=r"1\.\.\.2; got 3"):
        verdict_on(CAME, {"mean": CAME}, CAME, ahead=3)
