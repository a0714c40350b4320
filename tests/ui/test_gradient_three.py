"""The three networks that the lanes compare, and the sequence that they read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import softmax
from lstm_ui.gradients.three import KINDS, TITLES, make_three
from lstm_ui.settings import GradientSettings
from lstm_ui.sources import network

SMALL = GradientSettings(steps=12, hidden=5, seed=3, asked=5)


def test_the_text_is_read_again_and_again_up_to_its_length() -> None:
    three = make_three(replace(SMALL, read="hello what time"))
    assert three.tokens == ("hello", "what", "time") * 4
    assert three.own == ("hello", "what", "time")
    known = network("random").vocabulary
    assert known is not None
    assert three.inputs[:, 0].tolist() == known.encode(three.own).tolist() * 4
    assert three.notes == ()


def test_of_a_longer_text_the_first_items_are_read_and_a_note_says_so() -> None:
    three = make_three(replace(SMALL, steps=5, read="hello what time is it today ?"))
    assert three.tokens == ("hello", "what", "time", "is", "it")
    assert three.notes[-1] == "Only the first 5 of 7 items are read: make T longer."


def test_own_numbers_are_read_as_they_are() -> None:
    three = make_three(replace(SMALL, three="numbers", read="0.5, -2, 7"))
    assert three.inputs[:, 0, 0].tolist() == [0.5, -2.0, 7.0] * 4
    assert three.tokens[:3] == ("0.5", "-2", "7")
    assert three.classes == ("low", "high")


@pytest.mark.parametrize("net", TITLES)
@pytest.mark.parametrize("typed", ["", "  \t "])
def test_nothing_typed_is_one_sentence_and_nothing_to_show(net: str, typed: str) -> None:
    three = make_three(replace(SMALL, three=net, read=typed))
    assert three.problem is not None and three.problem.startswith("Type ")
    assert (three.steps, three.inputs.size) == (0, 0)


@pytest.mark.parametrize(
    ("asked", "badge"),
    [
        ({}, "random, seed 3"),
        ({"three": "numbers", "seed": 9}, "random, seed 9"),
        ({"three": "reviews"}, "trained, all three on the same task"),
        ({"drive": "3x"}, "random, seed 3, then inputs ×3 by you"),
        ({"rnn": "relu"}, "random, seed 3, then RNN with ReLU by you"),
        (
            {"three": "intents", "drive": "10x", "rnn": "relu"},
            "trained, all three on the same task, then inputs ×10 and RNN with ReLU by you",
        ),
    ],
)
def test_the_badge_says_where_the_numbers_come_from(asked: dict[str, Any], badge: str) -> None:
    three = make_three(replace(SMALL, **asked))
    assert three.badge(1.0, three.forget_bias) == badge


def test_the_badge_knows_where_the_dials_stand() -> None:
    three = make_three(replace(SMALL, drive="3x"))
    begin = "random, seed 3, then inputs ×3"
    assert three.badge(2.5, three.forget_bias) == f"{begin} and recurrent weights ×2.5 by you"
    assert three.badge(2.5, -2.0) == (
        f"{begin}, recurrent weights ×2.5 and forget bias -2 by you".replace("-", "−")
    )


@pytest.mark.parametrize("net", TITLES)
def test_the_loss_asks_for_what_the_lstm_finds_least_likely(net: str) -> None:
    three = make_three(replace(SMALL, three=net, drive="3x"))
    shares = softmax(three.models["LSTM"].forward(three.inputs).logits[-1, 0])
    assert shares[three.target] == shares.min() < shares.max()


@pytest.mark.parametrize("kind", KINDS)
def test_drive_multiplies_the_input_weights_and_nothing_else(kind: str) -> None:
    plain, driven = (make_three(replace(SMALL, drive=drive)) for drive in ("1x", "10x"))
    before, after = plain.models[kind].parameters, driven.models[kind].parameters
    for name, array in before.items():
        factor = 10.0 if name == "layers.0.weight_ih" else 1.0
        np.testing.assert_array_equal(after[name], factor * array)


def test_relu_is_the_rnns_alone() -> None:
    tanh, relu = (make_three(replace(SMALL, rnn=rnn)) for rnn in ("tanh", "relu"))
    assert [three.cell("RNN").activation for three in (tanh, relu)] == ["tanh", "relu"]
    for kind in ("LSTM", "GRU"):
        one, other = (t.models[kind].forward(t.inputs).logits for t in (tanh, relu))
        np.testing.assert_array_equal(one, other)
