"""Many steps ahead: all at once, or step by step on the own answers."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from lstm_core import (
    LSTM,
    Adam,
    Readout,
    SequenceModel,
    Values,
    mean_squared_error,
    train,
)
from lstm_core.forecast import (
    Frame,
    Scaling,
    batches_from,
    directly,
    fit_scaling,
    persistence,
    recursively,
    split_in_time,
    windows_in,
)

SERIES = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0])


def network(D: int, K: int, seed: int = 0, H: int = 4) -> SequenceModel:
    rng = np.random.default_rng(seed)
    return SequenceModel(Values(D), (LSTM.init(rng, D, H),), Readout.init(rng, H, K))


def silent(D: int, answers: list[float]) -> SequenceModel:
    """A network that answers the same whatever it reads."""
    rng = np.random.default_rng(0)
    readout = Readout(np.zeros((len(answers), 4)), np.array(answers))
    return SequenceModel(Values(D), (LSTM.init(rng, D, 4),), readout)


@pytest.mark.parametrize("foretell", [directly, recursively])
def test_a_network_that_answers_0_is_persistence(foretell) -> None:
    windows = windows_in(SERIES, range(12), 3, 2)
    frame = Frame(fit_scaling(SERIES, 2))
    np.testing.assert_array_equal(
        foretell(silent(1, [0.0, 0.0]), frame, windows), persistence(windows)
    )


def test_answers_are_changes_from_the_last_value_each_in_its_own_scale() -> None:
    windows = windows_in(SERIES, range(12), 3, 2)
    frame = Frame(Scaling(0.0, 1.0, np.array([2.0, 10.0])))
    model = silent(1, [0.5, -0.1])
    first = windows.last
    np.testing.assert_allclose(directly(model, frame, windows), np.c_[first + 1, first - 1])
    np.testing.assert_allclose(recursively(model, frame, windows), np.c_[first + 1, first + 2])


@pytest.mark.parametrize("season", [None, 5.0])
def test_the_recursion_reads_its_own_answers_one_window_at_a_time(season: float | None) -> None:
    frame = Frame(fit_scaling(SERIES, 1), season)
    model = network(frame.input_size, 1)
    windows = windows_in(SERIES, range(12), 3, 4)
    found = recursively(model, frame, windows)
    for b, origin in enumerate(windows.origins):
        own = list(SERIES[: origin + 1])
        for k in range(4):
            read = np.array(own[-3:])[:, None]
            xs = frame.encode(read, np.array([len(own) - 1]))
            own.append(own[-1] + frame.scaling.change[0] * model.forward(xs).logits[-1, 0, 0])
            assert found[b, k] == pytest.approx(own[-1], rel=1e-12)


def test_one_step_ahead_both_say_the_same() -> None:
    frame = Frame(fit_scaling(SERIES, 1))
    windows = windows_in(SERIES, range(12), 3, 1)
    both = (foretell(network(1, 1), frame, windows) for foretell in (directly, recursively))
    np.testing.assert_allclose(*both)


def test_a_network_that_looks_less_far_ahead_cannot_answer_directly() -> None:
    windows = windows_in(SERIES, range(12), 3, 2)
    with pytest.raises(ValueError, match="looks 1 steps ahead; the windows 2"):
        directly(network(1, 1), Frame(fit_scaling(SERIES, 1)), windows)


def learnt(updates: int) -> tuple[float, float, float]:
    """Errors on the test part of a noisy wave: directly, recursively, and by persistence."""
    rng = np.random.default_rng(4)
    series = 20 + 5 * np.sin(np.arange(400) / 3) + rng.normal(size=400) * 0.2
    split = split_in_time(len(series))
    frame = Frame(fit_scaling(series[split.train], 3))
    batches = batches_from(frame, windows_in(series, split.train, 12, 3), 32, seed=0)
    events = train(network(1, 3), islice(batches, updates), Adam(0.02), mean_squared_error)
    *_, last = events
    test = windows_in(series, split.test, 12, 3)
    forecasts = [
        *(foretell(last.model, frame, test) for foretell in (directly, recursively)),
        persistence(test),
    ]
    errors = [float(np.sqrt(np.mean((made - test.targets) ** 2))) for made in forecasts]
    return errors[0], errors[1], errors[2]


def test_a_network_learns_a_wave_that_persistence_cannot_follow() -> None:
    direct, recursive, naive = learnt(150)
    assert direct < 0.2 * naive
    assert recursive < 0.3 * naive


def test_training_that_is_taken_up_again_ends_with_the_same_weights() -> None:
    split = split_in_time(120)
    series = np.cumsum(np.random.default_rng(1).normal(size=120))
    frame = Frame(fit_scaling(series[split.train], 2))
    windows = windows_in(series, split.train, 5, 2)

    def run(model, optimiser, first: int, updates: int):
        batches = islice(batches_from(frame, windows, 8, 7, first), updates)
        return list(train(model, batches, optimiser, mean_squared_error))[-1]

    whole = run(network(1, 2), Adam(0.01), 1, 30)
    half = run(network(1, 2), Adam(0.01), 1, 13)
    later = run(half.model, half.optimiser, 14, 17)
    for name, array in whole.model.parameters.items():
        np.testing.assert_array_equal(array, later.model.parameters[name])
