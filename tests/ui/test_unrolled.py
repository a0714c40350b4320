"""The small network: its examples do what the lesson says, and whatever is typed gives a run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_ui.backprop.payload import backprop_payload
from lstm_ui.backprop.unrolled import (
    LARGEST,
    MOST_STEPS,
    WEIGHTS,
    Unrolled,
    judged,
    make_unrolled,
    network,
)
from lstm_ui.backprop.what_if import NUDGES, RATES, nudged_input, nudged_weight, updates
from lstm_ui.settings import UnrolledSettings


def made(*settings: object, **more: object) -> Unrolled:
    run = make_unrolled(UnrolledSettings(*settings, **more))  # type: ignore[arg-type]
    assert isinstance(run, Unrolled)
    return run


RUNS = [
    made("RNN"),
    made("RNN", weights="saturated"),
    made("LSTM"),
    made("LSTM", "1, -2, 0.5, 3, 0.1", "-1", "random", 3),
]
typed = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.lists(st.floats(allow_nan=True), max_size=12).map(lambda xs: ", ".join(map(str, xs))),
)


@given(st.sampled_from(["RNN", "LSTM"]), typed, typed,
       st.sampled_from(["hand-set", "saturated", "random"]), st.integers(0, 9999))  # fmt: skip
def test_whatever_is_typed_gives_a_payload_or_one_sentence(kind, numbers, target, weights, draw):
    run = make_unrolled(UnrolledSettings(kind, numbers, target, weights, draw))
    if isinstance(run, str):
        assert run.startswith("Type ") and "for example: " in run
        return
    assert 2 <= len(run.inputs) <= MOST_STEPS
    assert max(np.abs(run.inputs).max(), abs(run.target)) <= LARGEST
    payload = backprop_payload(run)
    assert all(note.endswith(".") for note in payload["notes"])
    assert np.isfinite([*payload["numbers"].values(), *payload["losses"]]).all()


def test_a_number_alone_is_no_sequence_and_a_word_is_no_target():
    assert make_unrolled(UnrolledSettings(numbers="1")).startswith("Type 2 to 8 numbers")
    assert make_unrolled(UnrolledSettings(target="much")).startswith("Type one number")
    run = made(numbers="1 2 3 4 5 6 7 8 9", target="99")
    assert run.notes == (
        "Numbers: only the first 8 numbers are read.",
        "Target: numbers beyond ±10 are read as ±10.",
    )


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.settings))
def test_every_update_is_one_that_the_engine_really_makes(run):
    moved = updates(run)
    for k in (0, RATES.index(0.1), RATES.index(1.0), len(RATES) - 1):
        values = [weight.of(run.model) - RATES[k] * weight.gradient(run.gradients)
                  for weight in run.weights]  # fmt: skip
        assert [moved.weights[weight.key][k] for weight in run.weights] == pytest.approx(values)
        fresh = judged(network(run.kind, values), run.inputs, run.target)[1].value
        assert moved.losses[k] == pytest.approx(fresh, rel=1e-12)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.settings))
def test_every_nudge_is_measured_on_a_fresh_run(run):
    for k in (0, 17, len(NUDGES) - 1):
        for n, weight in enumerate(run.weights):
            values = [other.of(run.model) for other in run.weights]
            values[n] += NUDGES[k]
            fresh = judged(network(run.kind, values), run.inputs, run.target)[1].value
            assert nudged_weight(run, weight).losses[k] == pytest.approx(fresh, rel=1e-12)
        for t in range(len(run.inputs)):
            inputs = run.inputs.copy()
            inputs[t] += NUDGES[k]
            fresh = judged(run.model, inputs, run.target)[1].value
            assert nudged_input(run, t).losses[k] == pytest.approx(fresh, rel=1e-12)


def slope(moved: Callable[[float], float], by: float = 1e-5) -> float:
    """How the loss changes with a number that is moved for real, by runs of the engine alone."""
    return (moved(by) - moved(-by)) / (2 * by)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.settings))
def test_the_gradient_foretells_what_a_tiny_nudge_does_to_a_fresh_run(run):
    def with_weight(n: int, by: float) -> float:
        values = [weight.of(run.model) for weight in run.weights]
        values[n] += by
        return judged(network(run.kind, values), run.inputs, run.target)[1].value

    def with_input(t: int, by: float) -> float:
        inputs = run.inputs.copy()
        inputs[t] += by
        return judged(run.model, inputs, run.target)[1].value

    for n, weight in enumerate(run.weights):
        truth = slope(lambda by, n=n: with_weight(n, by))
        assert nudged_weight(run, weight).gradient == pytest.approx(truth, rel=1e-6, abs=1e-10)
    for t in range(len(run.inputs)):
        truth = slope(lambda by, t=t: with_input(t, by))
        assert nudged_input(run, t).gradient == pytest.approx(truth, rel=1e-6, abs=1e-10)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.settings))
def test_no_nudge_changes_nothing(run):
    middle = len(NUDGES) // 2
    nudges = [nudged_weight(run, weight) for weight in run.weights]
    for nudge in (*nudges, *(nudged_input(run, t) for t in range(len(run.inputs)))):
        assert nudge.measured[middle] == nudge.predicted[middle] == 0.0
        assert nudge.losses[middle] == pytest.approx(run.loss.value, rel=1e-12)


def test_where_learning_stands_still_the_weight_moves_by_a_thousandth():
    run = made("RNN", weights="saturated")
    w = WEIGHTS["RNN"][0]
    after = updates(run).weights["w"][RATES.index(0.1)]
    assert (w.of(run.model), run.setup.chosen) == (2.1, "w")
    assert after == pytest.approx(2.099, abs=2e-5)
    assert run.trace.layers[0].h[1:].min() > 0.99  # in the flat part of tanh
    assert run.loss.value > 0.2  # and still it is wrong


@pytest.mark.parametrize("run", RUNS[:3], ids=lambda run: str(run.settings))
def test_the_examples_show_a_loss_that_falls_and_one_that_rises(run):
    losses = updates(run).losses
    assert losses[RATES.index(0.1)] < run.loss.value < losses[-1]


def test_random_weights_come_from_their_seed_alone():
    one, same, other = (made(weights="random", draw=draw) for draw in (3, 3, 4))
    assert one.badge == "random, seed 3" and made().badge == "hand-set"
    for weight in one.weights:
        assert weight.of(one.model) == weight.of(same.model) != weight.of(other.model)


def test_networks_side_by_side_do_not_hear_each_other():
    values = np.random.default_rng(0).uniform(-1, 1, (14, 3))
    inputs = RUNS[2].inputs
    together = network("LSTM", values).forward(inputs).logits[-1, 0]
    alone = [network("LSTM", own).forward(inputs).logits[-1, 0, 0] for own in values.T]
    np.testing.assert_allclose(together, alone, rtol=1e-13)
