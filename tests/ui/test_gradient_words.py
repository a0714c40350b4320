"""What the charts below the player say: made of their own numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from lstm_ui.gradients.clipping import walk
from lstm_ui.gradients.views import Cut, Split
from lstm_ui.gradients.words import (
    asked_last,
    of_half_lives,
    of_itemised,
    of_shares,
    of_split,
    of_walks,
    of_window,
    trained_alike,
)
from lstm_ui.settings import GradientSettings

TEN = GradientSettings(three="numbers", steps=10)


def test_random_networks_of_words_are_answered_for_by_trained_ones_as_they_are() -> None:
    asked = GradientSettings(read="hi", scale="3", forget="5", drive="10x", rnn="relu", steps=9)
    assert trained_alike(asked) == GradientSettings(three="intents", read="hi", steps=9)
    trained = replace(asked, three="reviews")
    assert trained_alike(trained) is trained


def test_the_split_tells_both_means() -> None:
    sentence = of_split(Split(np.array([0.7, 0.8]), np.array([0.1, 0.3])))
    assert "**0.75**" in sentence and "**0.2**" in sentence


def test_the_half_lives_of_both_ends_are_told_and_a_best_between_them() -> None:
    lives = {
        "memory": np.array([0.5, 6.0, np.inf]),
        "gradient": np.array([0.25, 40.0, np.nan]),
        "enters": np.array([0.4, 0.4, 0.3]),
    }
    sentence = of_half_lives((-2.0, 1.5, 5.0), lives)
    assert "memory at $b_f$ = −2: 0.5 steps; at 5: none, as it does not fall." in sentence
    assert "gradient: 0.25 steps; none, as there is no gradient." in sentence
    lives["gradient"] = np.array([0.25, 40.0, 3.0])
    said = of_half_lives((-2.0, 1.5, 5.0), lives)
    assert "The gradient lasts longest at $b_f$ = 1.5." in said and "tanh" not in said
    for other in ([0.25, 3.0, 40.0], [0.25, np.inf, 3.0]):
        lives["gradient"] = np.array(other)
        assert "longest" not in of_half_lives((-2.0, 1.5, 5.0), lives)


def test_that_less_gets_into_c_is_told_where_it_was_measured() -> None:
    lives = {name: np.array([1.0, 2.0]) for name in ("memory", "gradient")}
    lives["enters"] = np.array([0.5, 0.01])
    assert "0.5 at the lowest bias, 0.01 at the highest" in of_half_lives((-2.0, 5.0), lives)


def test_with_a_loss_at_every_step_half_lives_are_those_of_the_last_one() -> None:
    assert asked_last(replace(TEN, loss="every step")) == replace(TEN, loss="last step")
    assert asked_last(replace(TEN, loss="one step")).loss == "one step"


def test_the_maps_tell_how_far_step_1_hears() -> None:
    heard = np.triu(np.ones((4, 4)))
    heard[0] = [2.0, 0.1, 0.002, 0.001]
    sentence = of_itemised({"RNN": heard, "LSTM": np.zeros((4, 4))})
    assert sentence.endswith("in the RNN up to step 3, in the LSTM at no step.")


def test_a_gap_ends_how_far_step_1_hears() -> None:
    heard = np.triu(np.ones((4, 4)))
    heard[0] = [1.0, 0.1, 1e-5, 0.5]
    assert of_itemised({"RNN": heard}).endswith("in the RNN up to step 2.")


def test_the_shares_tell_of_the_first_item_and_of_the_largest() -> None:
    shares = {"RNN": np.array([0.001, 0.2, 0.799]), "LSTM": np.array([0.5, 0.3, 0.2])}
    sentence = of_shares(shares, ("what", "time", "?"))
    assert "in the RNN 0.1% comes from “what” and most, 80%, from “?”" in sentence
    assert "in the LSTM 50% comes from “what” and most, 50%, from “what”" in sentence


def test_a_window_tells_how_many_steps_hear() -> None:
    whole, cut = np.ones(4), np.array([0.0, 0.0, 1.0, 1.0])
    every = np.array([1.0, 2.0, 1.0, 2.0])
    shown = Cut(0, np.zeros(4), whole, {1: every, 2: cut, 4: whole})
    assert of_window(shown, 4) == "Nothing is cut: the gradient reaches all 4 steps."
    assert of_window(shown, 2).startswith("With windows of 2 steps the gradient reaches 2 of 4")
    assert of_window(shown, 1).startswith("With windows of 1 step every step hears only of")


def test_the_whole_sequence_is_never_called_cut_where_later_steps_have_no_loss() -> None:
    whole = np.array([0.5, 1.0, 0.0, 0.0])
    shown = Cut(0, np.zeros(4), whole, {2: np.zeros(4), 4: whole})
    assert of_window(shown, 4) == "Nothing is cut: the gradient reaches 2 of 4 steps."


def test_the_walks_tell_both_gradients_and_both_ends() -> None:
    free, clipped = walk(0.01, None), walk(0.01, 3.0)
    sentence = of_walks({"not clipped": free, "clipped": clipped}, "by norm", "3")
    assert f"**{math.hypot(*free.gradient):.1f}**" in sentence
    assert "by norm at 3 it has **3** and its direction stays" in sentence
    assert f"From a loss of {free.losses[0]:.2f}, 30 updates" in sentence
    assert f"**{free.losses[-1]:.3f}** without" in sentence
    assert "only slows" not in sentence
    slow = {"not clipped": walk(0.003, None), "clipped": walk(0.003, 0.1)}
    assert of_walks(slow, "by norm", "0.1").endswith("Here clipping only slows it.")
    by_value = {"not clipped": free, "clipped": walk(0.01, 3.0, "value")}
    assert "and its direction changes" in of_walks(by_value, "by value", "3")
