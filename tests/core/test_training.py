"""Training reports what it does, changes nothing it was given, and learns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from lstm_core.batch import Batch
from lstm_core.encoding import OneHot
from lstm_core.losses import softmax_cross_entropy
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.optimisers import SGD, Adam
from lstm_core.readout import Readout
from lstm_core.tasks.first_symbol import first_symbol_batch
from lstm_core.training import TrainingEvent, train


def start(seed: int = 0) -> SequenceModel:
    rng = np.random.default_rng(seed)
    return SequenceModel(OneHot(5), (LSTM.init(rng, 5, 4),), Readout.init(rng, 4, 4))


def batches(seed: int = 1) -> Iterator[Batch]:
    rng = np.random.default_rng(seed)
    while True:
        yield first_symbol_batch(rng, 16, length=5)


def run(updates: int, **options: float) -> list[TrainingEvent]:
    optimiser = Adam(0.03)
    return list(
        train(start(), islice(batches(), updates), optimiser, softmax_cross_entropy, **options)
    )


def test_training_learns_to_remember_a_letter_over_four_steps() -> None:
    events = run(150)
    assert events[0].accuracy is not None and events[0].accuracy < 0.6
    assert np.mean([event.accuracy for event in events[-10:]]) > 0.95
    assert events[-1].loss < 0.2 < events[0].loss


def test_one_update_of_sgd_is_the_textbook_step() -> None:
    model, batch = start(), next(batches())
    event = next(train(model, [batch], SGD(0.5), softmax_cross_entropy))
    trace = model.forward(batch.inputs)
    loss = softmax_cross_entropy(trace.logits, batch.targets, batch.weights)
    gradients = model.backward(trace, loss.d_logits).parameters
    assert event.loss == loss.value
    for name, array in model.parameters.items():
        expected = array - 0.5 * gradients[f"d_{name}"]
        np.testing.assert_array_equal(event.model.parameters[name], expected)


def test_an_event_tells_what_it_learnt_from_and_how_well_that_was_answered() -> None:
    model, batch = start(), next(batches())
    event = next(train(model, [batch], SGD(0.5), softmax_cross_entropy))
    assert event.batch is batch
    right = event.trace.logits[-1].argmax(axis=1) == batch.targets[-1]
    assert 0.0 < event.accuracy < 1.0 and event.accuracy == pytest.approx(right.mean())


def test_the_same_seeds_give_the_same_training() -> None:
    assert [event.loss for event in run(5)] == [event.loss for event in run(5)]


def test_training_leaves_the_model_it_starts_from_as_it_was() -> None:
    model = start()
    before = {name: array.copy() for name, array in model.parameters.items()}
    list(train(model, islice(batches(), 3), Adam(0.1), softmax_cross_entropy))
    for name, array in model.parameters.items():
        np.testing.assert_array_equal(array, before[name])


def test_training_can_be_stopped_and_taken_up_again() -> None:
    whole = run(6)
    source = batches()
    first = list(train(start(), islice(source, 3), Adam(0.03), softmax_cross_entropy))
    later = train(first[-1].model, islice(source, 3), first[-1].optimiser, softmax_cross_entropy)
    assert [event.loss for event in [*first, *later]] == [event.loss for event in whole]


def test_a_clipped_update_is_no_longer_than_its_limit() -> None:
    model, batch = start(), next(batches())
    event = next(train(model, [batch], SGD(1.0), softmax_cross_entropy, clip=1e-3))
    moved = [event.model.parameters[n] - p for n, p in model.parameters.items()]
    assert event.gradient_norm > 1e-3
    assert np.sqrt(sum((m**2).sum() for m in moved)) == pytest.approx(1e-3)


def test_updates_are_numbered_from_one() -> None:
    assert [event.update for event in run(3)] == [1, 2, 3]
