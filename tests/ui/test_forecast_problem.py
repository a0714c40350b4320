"""A forecast as something to train on: no leak, equal keys only where all is equal, fair scores."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.forecast import directly, drift, persistence, seasonal_naive, training_mean
from lstm_ui.forecast import asking
from lstm_ui.forecast.judging import baselines_on, best_moment, judge
from lstm_ui.forecast.opening import (
    AHEADS,
    BACKS,
    CHARTS,
    LEARNING,
    NETWORK,
    OWN,
    READERS,
    ForecastSettings,
    opening_sizes,
)
from lstm_ui.forecast.own import Table, read_csv
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.settings import TABLE
from lstm_ui.training.networks import BOTH_WAYS
from lstm_ui.training.work import reports
from tests.ui.forecasts import SHORT, every, own, problem_of, saved_csv, trained


def spoilt(problem: ForecastProblem, part: range) -> ForecastProblem:
    """The same, but that all values of a part are others."""
    values = problem.series.values.copy()
    values[part.start : part.stop] = 1e3 * np.random.default_rng(1).standard_normal(len(part))
    return replace(problem, series=replace(problem.series, values=values))


@pytest.mark.parametrize("key", ["temperatures", "stock-goog"])
def test_nothing_of_the_test_part_reaches_training_or_validation(key: str) -> None:
    problem = problem_of(key, 8, 4)
    other = spoilt(problem, problem.split.test)
    for update in (1, 2, 40, 400):
        for name in ("inputs", "targets", "weights"):
            ours, theirs = (getattr(one.batch(update), name) for one in (problem, other))
            np.testing.assert_array_equal(ours, theirs)
    for ours, theirs in zip(reports(problem), reports(other), strict=True):
        assert (ours.loss, ours.held_loss, ours.held_score) == (
            theirs.loss,
            theirs.held_loss,
            theirs.held_score,
        )
    best = [best_moment(trained(one)) for one in (problem, other)]
    assert best[0] is not None and best[1] is not None and best[0].update == best[1].update
    assert not np.array_equal(problem.test.targets, other.test.targets)


def test_nothing_of_the_validation_part_reaches_a_training_batch() -> None:
    problem = problem_of()
    other = spoilt(problem, problem.split.validation)
    for update in (1, 7, 300):
        np.testing.assert_array_equal(problem.batch(update).inputs, other.batch(update).inputs)
        np.testing.assert_array_equal(problem.batch(update).targets, other.batch(update).targets)
    assert not np.array_equal(problem.held_out.targets, other.held_out.targets)


def test_every_target_lies_in_its_own_part() -> None:
    problem = problem_of()
    for part, windows in (
        (problem.split.train, problem.learnt),
        (problem.split.validation, problem.chosen),
        (problem.split.test, problem.test),
    ):
        assert windows.origins.min() + 1 >= part.start
        assert windows.origins.max() + windows.horizon < part.stop


def test_equal_trainings_have_equal_keys_and_others_have_not() -> None:
    base = problem_of()
    assert hash(base.key) == hash(problem_of().key) and base.key == problem_of().key
    values = base.series.values.copy()
    values[3] += 1e-9
    for other in (
        replace(base, series=replace(base.series, values=values)),
        replace(base, series=replace(base.series, season=7, period=7.0)),
        replace(base, steps=10),
        replace(base, horizon=3),
        replace(base, calendar=False),
        replace(base, network=replace(base.network, hidden=5)),
        replace(base, learning=replace(base.learning, decay=0.0)),
    ):
        assert other.key != base.key


def test_two_sessions_never_share_a_series_of_their_own_not_even_an_equal_one() -> None:
    table = read_csv(saved_csv())
    assert isinstance(table, Table)
    series = asking.own_series(ForecastSettings(chart=OWN), table)
    assert not isinstance(series, str)
    settings = ForecastSettings(chart=OWN)
    mine, yours = (asking.problem_of(settings, series, name) for name in ("me", "you"))
    assert mine.key != yours.key and mine.key == asking.problem_of(settings, series, "me").key
    shared = [asking.problem_of(ForecastSettings(), every()["temperatures"], n) for n in "ab"]
    assert shared[0].key == shared[1].key


def test_it_can_be_sent_to_another_process() -> None:
    problem = problem_of()
    again = pickle.loads(pickle.dumps(problem))
    assert again.key == problem.key
    np.testing.assert_array_equal(again.batch(5).inputs, problem.batch(5).inputs)


def test_the_answer_that_nothing_changes_scores_0_and_the_right_one_1() -> None:
    problem = problem_of()
    batch = problem.held_out
    assert problem.score(np.zeros(batch.targets.shape), batch) == 0.0 == problem.unread.score
    assert problem.score(np.array(batch.targets), batch) == 1.0
    assert problem.score(-np.array(batch.targets), batch) == pytest.approx(-3.0)
    assert problem.unread.loss == pytest.approx(float((batch.targets[-1] ** 2).mean()))


def test_a_series_that_stands_still_while_it_is_judged_scores_nothing_rather_than_nan() -> None:
    values = np.concatenate([np.random.default_rng(0).standard_normal(80), np.full(40, 2.0)])
    problem = ForecastProblem(own(values), 4, 2, learning=SHORT)
    last = list(reports(problem))[-1]
    assert np.isfinite(last.held_loss) and np.isfinite(last.held_score)


def test_values_that_were_filled_in_are_no_targets() -> None:
    known = np.ones(120, dtype=bool)
    known[[20, 90, 110]] = False
    problem = ForecastProblem(own(np.arange(120.0) % 7, known), 4, 2, learning=SHORT)
    for windows in (problem.learnt, problem.chosen, problem.test):
        for ahead in (1, 2):
            assert known[windows.origins + ahead].all()


def test_the_baselines_are_the_engines_own_on_the_same_windows() -> None:
    problem = problem_of()
    said, train = baselines_on(problem, problem.test), problem.trained_on
    assert list(said) == ["persistence", "season", "drift", "mean"]
    np.testing.assert_array_equal(said["persistence"], persistence(problem.test))
    np.testing.assert_array_equal(said["season"], seasonal_naive(problem.test, 365))
    np.testing.assert_array_equal(said["drift"], drift(problem.test, train))
    np.testing.assert_array_equal(said["mean"], training_mean(problem.test, train))
    assert "season" not in baselines_on(problem_of("stock-goog", 8, 4), problem.test)


def test_a_season_longer_than_what_lies_before_is_no_baseline() -> None:
    series = replace(own(np.random.default_rng(0).standard_normal(100)), season=99)
    problem = ForecastProblem(series, 4, 2)
    assert "season" not in baselines_on(problem, problem.test)


def test_what_is_judged_is_the_network_on_the_test_part_beside_every_baseline() -> None:
    problem = problem_of()
    state = best_moment(trained(problem))
    assert state is not None
    judged = judge(problem, state.model)
    assert judged.network is not None and judged.stepwise is not None
    np.testing.assert_array_equal(
        judged.network, directly(state.model, problem.frame, problem.test)
    )
    np.testing.assert_allclose(judged.stepwise[:, 0], judged.network[:, 0])
    assert list(judged.errors) == ["network", "persistence", "season", "drift", "mean"]
    before = judge(problem, None)
    assert before.verdict(1) is None and list(before.errors) == list(judged.errors)[1:]
    np.testing.assert_array_equal(
        before.off(2), problem.test.targets[:, 1] - persistence(problem.test)[:, 1]
    )


def test_the_network_kept_is_the_one_that_erred_least_on_validation() -> None:
    history = trained(problem_of(learning=replace(SHORT, updates=30)))
    best = best_moment(history)
    assert best is not None
    lost = {moment.update: moment.held_loss for moment in history.moments}
    assert all(lost[best.update] <= lost[state.update] for state in history.snapshots)


def test_the_series_on_offer_are_those_that_ship_and_one_of_ones_own() -> None:
    assert set(CHARTS) == {*every(), OWN}
    for key, series in every().items():
        assert CHARTS[key] == series.title
        assert asking.shipped_series(key).title == series.title


def test_every_series_opens_with_sizes_that_are_offered_and_that_it_is_long_enough_for() -> None:
    for key, series in every().items():
        back, ahead = opening_sizes(key, len(series.values))
        assert back in BACKS and ahead in AHEADS
        settings = ForecastSettings(chart=key)
        assert asking.too_short(settings, len(series.values)) is None
        assert asking.refused(asking.problem_of(settings, series)) is None
    assert opening_sizes(OWN, 60) == (4, 2) and opening_sizes(OWN, 10) == (2, 1)


def test_a_window_that_a_series_is_too_short_for_is_refused_with_one_sentence() -> None:
    sentence = asking.too_short(ForecastSettings(chart="stock-goog", back=56, ahead=24), 105)
    assert sentence is not None and sentence.startswith("This series has 105 values, and 206 are")


def test_a_training_that_would_take_too_long_is_refused_with_one_sentence() -> None:
    long = replace(problem_of(), learning=replace(LEARNING, updates=10**6))
    assert str(asking.refused(long)).startswith("This run would take about ")


def test_the_opening_settings_are_those_of_the_table() -> None:
    assert BOTH_WAYS not in READERS
    for name, value in {
        "reader": NETWORK.cell,
        "breadth": str(NETWORK.hidden),
        "floors": str(NETWORK.layers),
        "pace": f"{LEARNING.rate:g}",
        "rounds": str(LEARNING.updates),
        "leash": f"{LEARNING.clip:g}",
        "drop": f"{LEARNING.dropout:g}",
        "shrink": f"{LEARNING.decay:g}",
        "seed": LEARNING.seed,
        "chart": ForecastSettings().chart,
    }.items():
        assert TABLE[name].default == value
