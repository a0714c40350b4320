"""A series is cut in time, and nothing from behind a cut is ever learnt from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.forecast import (
    FEWEST_WINDOWS,
    Frame,
    Scaling,
    Windows,
    batch_at,
    batches_from,
    fewest_values,
    fit_scaling,
    split_in_time,
    updates_in_epoch,
    windows_in,
)
from lstm_core.forecast.split import TimeSplit

SERIES = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0])


def test_a_series_is_cut_into_three_parts_in_the_order_of_time() -> None:
    assert split_in_time(20) == TimeSplit(range(0, 14), range(14, 17), range(17, 20))
    assert split_in_time(10, train=0.5, validation=0.2) == (
        TimeSplit(range(0, 5), range(5, 7), range(7, 10))
    )


@pytest.mark.parametrize("cut", [{"train": 0.0}, {"validation": 0.0}, {"validation": 0.3}])
def test_no_part_may_be_empty(cut: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="each part needs a value"):
        split_in_time(100, **cut)


@given(st.integers(1, 60), st.integers(1, 30))
def test_the_shortest_series_and_all_longer_ones_hold_enough_forecasts(T: int, K: int) -> None:
    shortest = fewest_values(T, K)
    for length in range(shortest, shortest + 45):
        split = split_in_time(length)
        for part in (split.train, split.validation, split.test):
            windows = windows_in(np.arange(length), part, T, K)
            assert len(windows.origins) >= FEWEST_WINDOWS


def test_a_window_belongs_where_all_its_targets_lie_and_may_read_what_came_before() -> None:
    train, later = (windows_in(SERIES, part, 3, 2) for part in (range(0, 7), range(7, 10)))
    assert train.origins.tolist() == [2, 3, 4]
    assert train.read.T.tolist() == [[3, 1, 4], [1, 4, 1], [4, 1, 5]]
    assert train.targets.tolist() == [[1, 5], [5, 9], [9, 2]]
    assert later.origins.tolist() == [6, 7]
    assert later.read.T.tolist() == [[5, 9, 2], [9, 2, 6]]
    assert later.last.tolist() == [2, 6]
    assert later.targets.tolist() == [[6, 5], [5, 3]]


def test_nothing_is_held_to_a_value_that_nobody_measured() -> None:
    known = np.ones(len(SERIES), dtype=bool)
    known[5] = False
    windows = windows_in(SERIES, range(0, 9), 3, 2, known=known)
    assert windows.origins.tolist() == [2, 5, 6]


@pytest.mark.parametrize("part", [range(0, 4), range(11, 12), range(12, 20)])
def test_a_part_without_a_whole_forecast_is_refused(part: range) -> None:
    with pytest.raises(ValueError, match="no forecast of 2 after 3"):
        windows_in(SERIES, part, 3, 2)


@pytest.mark.parametrize(
    ("origins", "steps", "horizon", "told"),
    [([1], 3, 1, "must lie in 2...10"), ([10], 3, 2, "must lie in 2...9"), ([], 3, 2, "at least 1"),
     ([[3]], 3, 2, r"\(B,\)"), ([3], 0, 2, "at least 1"), ([3], 3, 0, "at least 1")],
)  # fmt: skip
def test_a_forecast_beyond_either_end_is_refused(origins, steps, horizon, told) -> None:
    with pytest.raises(ValueError, match=told):
        Windows(SERIES, np.array(origins), steps, horizon)


def test_scaling_is_worked_by_hand() -> None:
    scaling = fit_scaling([2.0, 4.0, 0.0, 6.0], 2)
    assert (scaling.mean, scaling.deviation) == (3.0, np.sqrt(5.0))
    np.testing.assert_allclose(scaling.change, [np.sqrt((4 + 16 + 36) / 3), 2.0])
    last, came = np.array([3.0, 1.0]), np.array([[4.0, 5.0], [1.0, 0.0]])
    answers = scaling.answers(came, last)
    np.testing.assert_allclose(answers[:, 1], [1.0, -0.5])
    np.testing.assert_allclose(scaling.values(answers, last), came)
    np.testing.assert_array_equal(scaling.values(np.zeros((2, 2)), last), [[3, 3], [1, 1]])


def test_a_change_that_never_happens_is_scaled_by_the_deviation() -> None:
    assert fit_scaling([0.0, 1.0] * 4, 2).change.tolist() == [1.0, 0.5]


@pytest.mark.parametrize(
    ("train", "horizon", "told"),
    [([7.0] * 5, 1, "7 throughout"), ([1.0, 2.0], 2, "horizon must lie in 1...1"),
     ([1e200, -1e200, 1.0], 1, "too large"), ([1.0, np.nan], 1, "finite")],
)  # fmt: skip
def test_what_cannot_be_scaled_is_refused(train, horizon, told) -> None:
    with pytest.raises(ValueError, match=told):
        fit_scaling(train, horizon)


def test_a_scaling_needs_spreads_above_0() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Scaling(0.0, 1.0, np.array([1.0, 0.0]))


def test_levels_and_season_are_read_and_changes_are_asked_at_the_end() -> None:
    frame = Frame(Scaling(1.0, 2.0, np.array([4.0, 8.0])), season=4.0)
    windows = Windows(SERIES, np.array([2, 5]), 3, 2)
    batch = frame.batch(windows)
    assert frame.input_size == 3
    np.testing.assert_array_equal(batch.inputs[..., 0], [[1, 0], [0, 2], [1.5, 4]])
    np.testing.assert_allclose(batch.inputs[:, 0, 1], [0, 1, 0], atol=1e-15)  # places 0, 1, 2
    np.testing.assert_allclose(batch.inputs[:, 1, 1], [-1, 0, 1], atol=1e-15)  # places 3, 4, 5
    np.testing.assert_allclose(batch.inputs[:, 1, 2], [0, 1, 0], atol=1e-15)
    np.testing.assert_array_equal(batch.weights, [[0, 0], [0, 0], [1, 1]])
    np.testing.assert_array_equal(batch.targets[-1], [[-3 / 4, 1 / 8], [-7 / 4, -3 / 8]])
    assert Frame(frame.scaling).batch(windows).inputs.shape == (3, 2, 1)
    with pytest.raises(ValueError, match="longer than 1 step"):
        Frame(frame.scaling, season=1.0)


def test_an_epoch_shows_every_window_once_and_the_next_one_in_another_order() -> None:
    windows = windows_in(np.arange(30.0), range(0, 30), 2, 1)
    frame = Frame(Scaling(0.0, 1.0, np.ones(1)))
    assert updates_in_epoch(windows, 7) == 4
    shown = [batch_at(frame, windows, 7, 3, update).inputs[-1, :, 0] for update in range(1, 9)]
    epochs = [np.concatenate(shown[:4]), np.concatenate(shown[4:])]
    assert all(sorted(epoch) == list(range(1, 29)) for epoch in epochs)
    assert epochs[0].tolist() != epochs[1].tolist()
    assert batch_at(frame, windows, 99, 0, 5).inputs.shape == (2, 28, 1)


def test_a_batch_is_the_same_wherever_training_was_taken_up() -> None:
    windows = windows_in(SERIES, range(0, 12), 3, 2)
    frame = Frame(fit_scaling(SERIES, 2), season=4.0)
    whole, later = batches_from(frame, windows, 3, 5), batches_from(frame, windows, 3, 5, first=5)
    for _ in range(4):
        next(whole)
    for _ in range(6):
        ours, theirs = next(whole), next(later)
        np.testing.assert_array_equal(ours.inputs, theirs.inputs)
        np.testing.assert_array_equal(ours.targets, theirs.targets)


@pytest.mark.parametrize(("size", "seed", "update"), [(0, 0, 1), (1, -1, 1), (1, 0, 0)])
def test_a_batch_that_cannot_be_is_refused(size: int, seed: int, update: int) -> None:
    windows = windows_in(SERIES, range(0, 12), 3, 2)
    with pytest.raises(ValueError, match="at least 1"):
        batch_at(Frame(fit_scaling(SERIES, 2)), windows, size, seed, update)
