"""The shipped series are what they are said to be, and what teaches on them is measured here."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from lstm_core import LSTM, Adam, Readout, SequenceModel, Values, mean_squared_error, train
from lstm_core.forecast import (
    Frame,
    Outcome,
    batches_from,
    directly,
    drift,
    fit_scaling,
    has_season_before,
    persistence,
    seasonal_naive,
    split_in_time,
    training_mean,
    verdict_on,
    windows_in,
)
from lstm_ui.forecast.series import STOCKS, Series, shipped, stock, temperatures


@pytest.mark.parametrize("series", shipped().values(), ids=shipped())
def test_a_shipped_series_is_whole_dated_and_says_where_it_is_from(series: Series) -> None:
    assert np.isfinite(series.values).all() and series.known.all()
    assert series.dates is not None and len(series.dates) == len(series.values)
    steps = np.diff(np.array(series.dates, dtype="datetime64[D]")).astype(int)
    assert (steps == {"day": 1, "week": 7}[series.step]).all()
    assert series.source and series.licence and series.unit
    assert not series.values.flags.writeable
    assert shipped()[series.key].title == series.title


def test_seattle_is_four_years_of_days_in_degrees() -> None:
    series = temperatures()
    assert series.dates is not None and series.dates[0] == "2012-01-01"
    assert len(series.values) == 4 * 365 + 1
    assert series.values[:3].tolist() == [12.8, 10.6, 11.7]
    test = windows_in(series.values, split_in_time(1461).test, 14, 7)
    assert has_season_before(test, 365)


def test_every_share_starts_at_its_first_price() -> None:
    assert [stock(company).values[0] for company in STOCKS] == [1.0] * 6
    assert len(stock().values) == 105


def foretold(series: Series, T: int, K: int, decay: float, updates: int):
    """Test windows and what the network says of them; validation chose when to stop."""
    split = split_in_time(len(series.values))
    frame = Frame(fit_scaling(series.values[split.train], K), series.period)
    learnt, chosen, test = (
        windows_in(series.values, part, T, K)
        for part in (split.train, split.validation, split.test)
    )
    rng = np.random.default_rng(0)
    D = frame.input_size
    model = SequenceModel(Values(D), (LSTM.init(rng, D, 8),), Readout.init(rng, 8, K))
    batches = islice(batches_from(frame, learnt, 32, seed=0), updates)
    best, kept = np.inf, model
    for event in train(model, batches, Adam(0.01, decay=decay), mean_squared_error, clip=1.0):
        if event.update % 25 == 0:
            off = (directly(event.model, frame, chosen) - chosen.targets) / frame.scaling.change
            error = float(np.mean(off**2))
            best, kept = (error, event.model) if error < best else (best, kept)
    return test, directly(kept, frame, test), series.values[split.train]


def test_the_network_beats_persistence_on_temperatures_one_and_seven_days_ahead() -> None:
    test, said, _ = foretold(temperatures(), 14, 7, decay=0.5, updates=400)
    baselines = {"persistence": persistence(test)}
    one, seven = (verdict_on(said, baselines, test.targets, ahead=k) for k in (1, 7))
    assert one.outcome is seven.outcome is Outcome.NETWORK
    assert one.skill > 0.04 and seven.skill > 0.15
    season = verdict_on(said, {"season": seasonal_naive(test, 365)}, test.targets)
    assert season.outcome is Outcome.NETWORK


def test_the_network_does_not_beat_persistence_on_a_share() -> None:
    test, said, train_part = foretold(stock(), 8, 4, decay=0.5, updates=200)
    baselines = {"persistence": persistence(test), "mean": training_mean(test, train_part)}
    for ahead in range(1, 5):
        verdict = verdict_on(said, baselines, test.targets, ahead=ahead)
        assert verdict.baseline == "persistence"
        assert verdict.outcome is not Outcome.NETWORK


def test_what_it_learns_of_a_share_that_rises_is_that_it_rises() -> None:
    test, said, train_part = foretold(stock("MSFT"), 8, 4, decay=0.5, updates=300)
    alone = verdict_on(said, {"persistence": persistence(test)}, test.targets, ahead=4)
    assert alone.outcome is Outcome.NETWORK
    rising = verdict_on(said, {"drift": drift(test, train_part)}, test.targets, ahead=4)
    assert rising.outcome is not Outcome.NETWORK
