"""Baselines and measures, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.forecast import (
    drift,
    errors_of,
    has_season_before,
    mase_scale,
    persistence,
    residual_facts,
    residuals,
    seasonal_naive,
    skill,
    training_mean,
    windows_in,
)

SERIES = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0])
WINDOWS = windows_in(SERIES, range(6, 12), 2, 4)  # at 5, 6 and 7


def test_persistence_says_that_all_stays_as_it_is() -> None:
    np.testing.assert_array_equal(persistence(WINDOWS), [[9] * 4, [2] * 4, [6] * 4])


def test_seasonal_naive_looks_a_whole_season_back_and_never_ahead() -> None:
    # At 5, the season of 3 before is 1 5 9 (places 3, 4, 5), and it is used again for k = 4.
    np.testing.assert_array_equal(
        seasonal_naive(WINDOWS, 3), [[1, 5, 9, 1], [5, 9, 2, 5], [9, 2, 6, 9]]
    )
    np.testing.assert_array_equal(seasonal_naive(WINDOWS, 1), persistence(WINDOWS))
    np.testing.assert_array_equal(seasonal_naive(WINDOWS, 6)[0], SERIES[:4])


def test_seasonal_naive_needs_a_season_before_the_first_window() -> None:
    assert has_season_before(WINDOWS, 6) and not has_season_before(WINDOWS, 7)
    with pytest.raises(ValueError, match="does not fit before place 5"):
        seasonal_naive(WINDOWS, 7)
    with pytest.raises(ValueError, match="at least 1"):
        seasonal_naive(WINDOWS, 0)


def test_no_baseline_reads_what_it_foretells() -> None:
    later = SERIES.copy()
    later[6:] = 99.0
    first = windows_in(later, range(6, 12), 2, 4)
    for baseline in (persistence, lambda w: seasonal_naive(w, 3), lambda w: seasonal_naive(w, 5)):
        np.testing.assert_array_equal(baseline(first)[0], baseline(WINDOWS)[0])


def test_the_mean_is_that_of_training() -> None:
    np.testing.assert_array_equal(training_mean(WINDOWS, SERIES[:4]), np.full((3, 4), 2.25))


def test_a_drift_goes_on_as_training_did_on_average() -> None:
    # From 3 to 9 in five steps of training: 1.2 a step.
    np.testing.assert_allclose(drift(WINDOWS, SERIES[:6])[1], [3.2, 4.4, 5.6, 6.8])
    with pytest.raises(ValueError, match="two values"):
        drift(WINDOWS, [1.0])


def test_errors_are_worked_by_hand_for_each_number_of_steps_ahead() -> None:
    errors = errors_of([[1.0, 2.0], [3.0, 0.0]], [[2.0, 2.0], [0.0, 4.0]], scale=4.0)
    np.testing.assert_array_equal(errors.mae, [2.0, 2.0])
    np.testing.assert_allclose(errors.rmse, [np.sqrt(5.0), np.sqrt(8.0)])
    np.testing.assert_array_equal(errors.mase, [0.5, 0.5])
    np.testing.assert_array_equal(residuals([[1.0]], [[3.0]]), [[2.0]])


def test_the_scale_of_mase_is_the_mean_move_of_training() -> None:
    assert mase_scale([1.0, 4.0, 2.0]) == 2.5
    assert mase_scale([1.0, 4.0, 2.0, 8.0], period=2) == 2.5
    with pytest.raises(ValueError, match="repeats itself exactly after 2"):
        mase_scale([1.0, 4.0, 1.0, 4.0], period=2)
    with pytest.raises(ValueError, match=r"1\.\.\.1"):
        mase_scale([1.0, 4.0], period=2)


def test_skill_is_the_share_of_the_error_that_is_saved() -> None:
    np.testing.assert_allclose(skill([1.0, 3.0, 0.0, 1.0, 0.0], [2.0, 2.0, 2.0, 0.0, 0.0]),
                               [0.5, -0.5, 1.0, -np.inf, 0.0])  # fmt: skip


def test_forecasts_of_another_shape_or_without_a_number_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\(B, K\) with B = 2, K = 1; got \(1, 2\)"):
        errors_of([[1.0, 2.0]], [[1.0], [2.0]], 1.0)
    with pytest.raises(ValueError, match="NaN"):
        errors_of([[np.nan]], [[1.0]], 1.0)


def test_residuals_tell_how_neighbours_hang_together() -> None:
    facts = residual_facts([1.0, 2.0, 3.0, 6.0])
    assert facts.mean == 3.0
    assert facts.deviation == np.sqrt(14 / 4)
    assert facts.lag1 == pytest.approx((2 * 1 + 1 * 0 + 0 * 3) / 14)  # -2, -1, 0, 3 around 3
    assert facts.bound == pytest.approx(0.98)
    assert residual_facts([0.1] * 7).lag1 == 0.0
    assert residual_facts([1.0, -1.0] * 50).lag1 == pytest.approx(-0.99)
