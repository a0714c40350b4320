"""What comes later changes nothing that came before; and the test that says so can fail."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_core.forecast import Frame, batches_from, fit_scaling, split_in_time, windows_in
from lstm_core.forecast.windows import Windows

Floats = NDArray[np.float64]
T, K = 6, 3
SERIES = np.cumsum(np.random.default_rng(0).normal(size=120))
SPLIT = split_in_time(len(SERIES))


def as_it_is(series: Floats) -> tuple[Frame, Windows, Windows]:
    """How training and validation are made."""
    frame = Frame(fit_scaling(series[SPLIT.train], K), season=30.0)
    return frame, *(windows_in(series, part, T, K) for part in (SPLIT.train, SPLIT.validation))


def scaled_on_all(series: Floats) -> tuple[Frame, Windows, Windows]:
    """The commonest leak: mean and spread of the whole series."""
    return Frame(fit_scaling(series, K), season=30.0), *as_it_is(series)[1:]


def targets_beyond_the_cut(series: Floats) -> tuple[Frame, Windows, Windows]:
    """Windows that belong where they begin: the last targets lie behind the cut."""
    frame, train, validation = as_it_is(series)
    return frame, train, windows_in(series, range(SPLIT.train.stop, SPLIT.test.start + 1), T, K)


def shuffled_before_the_cut(series: Floats) -> tuple[Frame, Windows, Windows]:
    """A random split, as for pictures: training has windows from everywhere."""
    frame, train, validation = as_it_is(series)
    everywhere = windows_in(series, range(len(series)), T, K)
    some = np.random.default_rng(1).permutation(len(everywhere.origins))[: len(train.origins)]
    return frame, everywhere.some(some), validation


Made = Callable[[Floats], tuple[Frame, Windows, Windows]]


def all_that_is_learnt_or_chosen_by(made: Made, series: Floats) -> list[NDArray[Any]]:
    frame, train, validation = made(series)
    arrays: list[NDArray[Any]] = [
        np.array([frame.scaling.mean, frame.scaling.deviation]),
        frame.scaling.change,
        frame.inputs(validation),
        validation.targets,
    ]
    for batch in islice(batches_from(frame, train, 16, seed=2), 12):
        arrays += [batch.inputs, batch.targets, batch.weights]
    return arrays


def changes(made: Made, first_changed: int) -> bool:
    """Whether another future, from that place on, changes anything of it by a single bit."""
    other = SERIES.copy()
    other[first_changed:] = 1000.0 - 7.0 * other[first_changed:]
    both = (all_that_is_learnt_or_chosen_by(made, series) for series in (SERIES, other))
    return any(not np.array_equal(a, b) for a, b in zip(*both, strict=True))


def test_nothing_of_training_and_validation_hangs_on_the_test_part() -> None:
    assert not changes(as_it_is, SPLIT.test.start)
    assert changes(as_it_is, SPLIT.test.start - 1)  # validation's last target


def test_nothing_of_training_hangs_on_anything_later() -> None:
    def training_alone(series: Floats) -> tuple[Frame, Windows, Windows]:
        frame, train, _ = as_it_is(series)
        return frame, train, train

    assert not changes(training_alone, SPLIT.validation.start)
    assert changes(training_alone, SPLIT.validation.start - 1)


@pytest.mark.parametrize(
    "leak",
    [scaled_on_all, targets_beyond_the_cut, shuffled_before_the_cut],
    ids=lambda f: f.__name__,
)
def test_a_planted_leak_is_found(leak: Made) -> None:
    assert changes(leak, SPLIT.test.start)


def test_what_a_forecast_reads_lies_before_what_it_foretells() -> None:
    for part in (SPLIT.train, SPLIT.validation, SPLIT.test):
        windows = windows_in(np.arange(float(len(SERIES))), part, T, K)
        assert (windows.read.max(axis=0) < windows.targets.min(axis=1)).all()
        assert windows.targets.min() >= part.start and windows.targets.max() < part.stop
