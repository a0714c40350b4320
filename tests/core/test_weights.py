"""The stored weights are what their JSON says they are."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import numpy as np
import pytest

from assets.weights.make import HERE, judge, updates
from assets.weights.recipes import RECIPES
from assets.weights.tasks import TASKS
from lstm_core.lstm import LSTMTrace
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.snapshot import from_arrays
from lstm_core.tasks import brackets, first_symbol, reviews
from lstm_core.vocabulary import split_words


def stored(name: str) -> tuple[SequenceModel, dict[str, Any]]:
    facts = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    with np.load(HERE / f"{name}.npz", allow_pickle=False) as arrays:
        return from_arrays(arrays), facts


def lstm_trace(trace: ModelTrace) -> LSTMTrace:
    layer = trace.layers[0]
    assert isinstance(layer, LSTMTrace)
    return layer


@pytest.mark.parametrize("name", RECIPES)
def test_held_out_accuracy_is_what_the_json_says(name: str) -> None:
    model, facts = stored(name)
    for key, value in judge(RECIPES[name], model).items():
        assert (
            facts[key] == value
            if isinstance(value, str)
            else (facts[key] == pytest.approx(value, abs=1e-3))
        )


@pytest.mark.parametrize("name", RECIPES)
def test_training_again_from_the_seed_begins_the_same_way(name: str) -> None:
    losses = stored(name)[1]["first_losses"]
    again = [event.loss for event in islice(updates(RECIPES[name]), len(losses))]
    assert again == pytest.approx(losses, rel=1e-9)


@pytest.mark.parametrize("name", RECIPES)
def test_the_json_describes_the_network_beside_it(name: str) -> None:
    model, facts = stored(name)
    recipe, task = RECIPES[name], TASKS[RECIPES[name].task]
    assert facts["parameters"] == model.parameter_count
    assert (facts["seed"], facts["updates"]) == (recipe.seed, recipe.updates)
    assert facts["hidden_size"] == model.layers[0].hidden_size
    assert 4 <= facts["hidden_size"] <= 16
    assert facts["classes"] == list(task.classes)
    assert facts["vocabulary"] == (list(task.vocabulary.tokens) if task.vocabulary else None)
    assert facts["command"].endswith(name)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("reviews_lstm", 0.95),
        ("intents_lstm", 0.97),
        ("first_symbol_lstm", 0.99),
        ("brackets_lstm", 0.95),
        ("echo_lstm", 0.99),
        *(
            (f"{task}_{cell}", 0.98)
            for task in ("reviews", "intents", "first_symbol")
            for cell in ("coupledlstm", "peepholelstm", "resetfirstgru")
        ),
    ],
)
def test_every_lstm_and_every_variant_has_learnt_its_task(name: str, least: float) -> None:
    assert stored(name)[1]["accuracy"] >= least


def test_negated_reviews_are_understood_too() -> None:
    assert stored("reviews_lstm")[1]["accuracy_negated"] >= 0.95


def test_several_frames_tell_where_a_ball_goes_and_one_does_not() -> None:
    (_, several), (blind, one) = stored("ball_rnn"), stored("one_frame_rnn")
    assert several["accuracy"] > 0.95 and one["accuracy"] < 0.1
    assert several["miss_after_frame"][0] == pytest.approx(one["miss_after_frame"][0], rel=0.02)
    assert several["miss_after_frame"][-1] < one["miss_after_frame"][-1] / 15
    assert not blind.layers[0].weight_hh.any()
    for key in ("hidden_size", "seed", "batch_size", "rate"):
        assert several[key] == one[key]


@pytest.mark.parametrize("task", ["reviews", "intents", "first_symbol"])
def test_cells_that_are_compared_have_the_same_size_and_training(task: str) -> None:
    cells = ("lstm", "rnn", "gru", "coupledlstm", "peepholelstm", "resetfirstgru")
    facts = [stored(f"{task}_{cell}")[1] for cell in cells]
    for key in ("hidden_size", "seed", "updates", "batch_size", "rate", "decay"):
        assert len({f[key] for f in facts}) == 1


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (reviews.DEFAULT, "positive"),
        ("This movie was not good at all.", "negative"),
        ("this movie was not bad at all", "positive"),
        ("I love it", "positive"),
        ("I do not love it", "negative"),
        ("the food was terrible but the service was great", "positive"),
        ("the service was great but the food was terrible", "negative"),
        ("it was never boring", "positive"),
    ],
)
def test_typed_reviews_get_the_verdict_a_reader_gives(text: str, verdict: str) -> None:
    model, _ = stored("reviews_lstm")
    ids = reviews.VOCABULARY.encode(split_words(text))[:, None]
    probabilities = model.forward(ids).probabilities[-1, 0]
    assert reviews.CLASSES[probabilities.argmax()] == verdict
    assert probabilities.max() > 0.8


def test_a_review_that_says_nothing_is_left_open() -> None:
    model, _ = stored("reviews_lstm")
    for text in ("zebra", "my phone arrived yesterday", "i tried this cereal last week"):
        ids = reviews.VOCABULARY.encode(split_words(text))[:, None]
        assert 0.3 < model.forward(ids).probabilities[-1, 0, 1] < 0.7


def test_a_unit_keeps_the_first_letter_through_the_noise() -> None:
    model, _ = stored("first_symbol_lstm")
    batch = first_symbol.first_symbol_batch(np.random.default_rng(0), 200, held_out=True)
    f = lstm_trace(model.forward(batch.inputs)).f[1:]
    assert f.mean(axis=(0, 1)).max() > 0.99


def test_a_unit_counts_brackets_in_its_cell_state_far_beyond_one() -> None:
    model, _ = stored("brackets_lstm")
    batch = brackets.bracket_batch(np.random.default_rng(0), 200, held_out=True)
    c = lstm_trace(model.forward(batch.inputs)).c
    depth = batch.targets[..., 0].ravel()
    units = range(c.shape[2])
    follows = [abs(float(np.corrcoef(depth, c[..., k].ravel())[0, 1])) for k in units]
    best = int(np.argmax(follows))
    assert follows[best] > 0.95
    assert np.abs(c[..., best]).max() > 2.5


def test_depth_is_right_to_six_at_every_step() -> None:
    model, _ = stored("brackets_lstm")
    text = "((((((a))))))(b)((a)b)"
    ids = brackets.VOCABULARY.encode(text)[:, None]
    answers = np.round(model.forward(ids).logits[:, 0, 0])
    np.testing.assert_array_equal(answers, brackets.depths(text))
