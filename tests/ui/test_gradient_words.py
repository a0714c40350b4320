"""The sentences about gradients: true of every curve, and made of its own numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from lstm_ui.gradients.clipping import walk
from lstm_ui.gradients.families import Member
from lstm_ui.gradients.three import make_three
from lstm_ui.gradients.views import Cut, Split
from lstm_ui.gradients.words import (
    asked_last,
    fate,
    half_lives,
    of_half_lives,
    of_itemised,
    of_shares,
    of_split,
    of_walks,
    of_window,
    says,
    significant,
    trained_alike,
)
from lstm_ui.settings import GradientSettings

NAMES = ("rnn_h", "lstm_h", "lstm_c", "gru_h")
TEN = GradientSettings(three="numbers", steps=10)


def falling(factor: float, steps: int = 10, first: float = 1.0) -> np.ndarray:
    """Sizes by step, of which each is ``factor`` times that of the step after it."""
    return first * factor ** np.arange(steps - 1.0, -1.0, -1.0)


def member(curves: dict[str, np.ndarray], steps: int = 10, **more: object) -> Member:
    """All curves as they are on the first opening, but for these."""
    every = dict.fromkeys(NAMES, falling(1.0, steps)) | curves
    return replace(Member(every, path=np.ones((steps, 2))), **more)


def said(curves: dict[str, np.ndarray], asked: GradientSettings = TEN, **more: object) -> list[str]:
    return says(make_three(asked), asked, member(curves, asked.steps, **more))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"), (1e-7, "1·10⁻⁷"), (1.26e-7, "1.3·10⁻⁷"), (123456, "1.2·10⁵"), (-0.0456, "−0.046"),
        (-1.26e-7, "−1.3·10⁻⁷"), (99_400, "99000"), (0.000123, "0.00012"), (math.inf, "inf"),
        (5e-324, "4.9·10⁻³²⁴"), (1.26e300, "1.3·10³⁰⁰"), (1.0, "1"), (0.9999, "1"),
    ],
)  # fmt: skip
def test_a_number_of_any_size_has_two_digits_that_count(number: float, shown: str) -> None:
    assert significant(number) == shown


def test_a_third_digit_is_there_when_it_is_asked_for() -> None:
    assert [significant(n, 3) for n in (0.012345, 84.63, 1.2345e-9)] == [
        "0.0123", "84.6", "1.23·10⁻⁹"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        (0.1 ** np.arange(8.0), ("falls to 1/1000", "after 3 steps")),
        (1e-4 ** np.arange(2.0), ("falls to 1/1000", "after 1 step")),
        (0.5 ** np.arange(30.0), ("falls to 1/1000", "after 10 steps")),
        (np.array([1.0, 0.5, 0.0]), ("falls to 1/1000", "after 2 steps")),
        (10.0 ** np.arange(8.0), ("grows a thousandfold", "in 3 steps")),
        (np.array([1.0, 5e3, 1e-9]), ("grows a thousandfold", "in 1 step")),
        (np.array([2.0, 1.0, 0.5]), ("is still 0.25 of what it was", "after 2 steps")),
        (np.ones(5), ("is still 1 of what it was", "after 4 steps")),
        (np.array([2.0, 5.0]), ("is 2.5 times as large", "after 1 step")),
        (np.zeros(4), ("is 0 from the start", "")),
        (np.array([0.7]), ("has nowhere to go, as the loss sits at step 1", "")),
        (np.array([0.0]), ("is 0 from the start", "")),
    ],
)
def test_a_gradient_fades_grows_holds_or_never_was(
    curve: np.ndarray, words: tuple[str, str]
) -> None:
    assert fate(curve) == words


def test_a_fall_that_comes_before_a_rise_is_what_is_told() -> None:
    assert fate(np.array([1.0, 1e-4, 1e5]))[0] == "falls to 1/1000"


def test_one_sentence_tells_all_three_and_says_nothing_twice_in_a_row() -> None:
    fades, grows = falling(0.1), falling(10.0)
    assert said({"rnn_h": fades, "lstm_h": falling(0.01), "gru_h": grows, "lstm_c": fades}) == [
        "The RNN’s gradient falls to 1/1000 after 3 steps; the LSTM’s after 2 steps; the GRU’s "
        "grows a thousandfold in 3 steps."
    ]
    assert (
        said({"rnn_h": fades, "lstm_h": grows, "lstm_c": grows, "gru_h": fades})[0].count("1/1000")
        == 2
    )


def test_a_dead_gradient_is_called_dead_for_each_network() -> None:
    (sentence,) = said(dict.fromkeys(NAMES, np.zeros(10)))
    assert sentence.count("is 0 from the start") == 3


def test_with_a_loss_at_every_step_both_ends_are_compared() -> None:
    asked = replace(TEN, loss="every step")
    (sentence,) = said({"rnn_h": falling(0.5), "gru_h": np.zeros(10)}, asked)
    assert sentence == (
        "The RNN’s gradient is 0.002 times as large at step 1 as at the last; the LSTM’s is 1 "
        "times as large at step 1 as at the last; the GRU’s is 0 at the last step."
    )


def test_with_a_loss_at_one_step_the_way_begins_there() -> None:
    asked = replace(TEN, loss="one step", asked=4)
    curve = np.concatenate([falling(0.1, 4), np.zeros(6)])
    (sentence,) = said(dict.fromkeys(NAMES, curve), asked)
    assert sentence == (
        "The RNN’s gradient falls to 1/1000 after 3 steps; the LSTM’s after 3 steps; the GRU’s "
        "after 3 steps."
    )


def test_a_network_past_all_numbers_is_named_with_its_step_and_left_out_of_the_rest() -> None:
    first, second = said({"rnn_h": np.full(10, np.nan)}, broken={"RNN": 7})
    assert first.startswith("The LSTM’s gradient") and "RNN" not in first
    assert second == (
        "The RNN’s numbers grow past what a computer can hold at step 7: turn the recurrent "
        "weights down, or read fewer steps."
    )
    everything = said({}, broken={"RNN": 1, "LSTM": 2, "GRU": 3})
    assert [s.split("’")[0] for s in everything] == ["The RNN", "The LSTM", "The GRU"]


def test_a_shut_exit_is_told_with_how_much_gets_through() -> None:
    _, sentence = said({"lstm_h": falling(1.0, first=2.0), "lstm_c": falling(1.0, first=3e-4)})
    assert sentence.startswith("At step 10 only 0.00015 of the gradient gets from h into c:")
    assert len(said({"lstm_h": falling(1.0), "lstm_c": falling(1.0, first=0.0011)})) == 1
    assert len(said({"lstm_c": falling(1.0, first=1e-9)}, broken={"LSTM": 3})) == 2


def test_what_float32_would_lose_is_told_with_its_step() -> None:
    curve = np.array([0.0, 1e-60, 1e-50, 1e-39, 1.2e-38, 1e-20, 1e-10, 1e-5, 0.1, 1.0])
    _, sentence = said({"rnn_h": curve})
    assert "10⁻³⁸" in sentence and "RNN ∂L/∂h from step 4 back." in sentence
    assert "LSTM" not in sentence and "GRU" not in sentence


def test_what_float32_could_not_hold_for_its_size_is_told_with_its_step() -> None:
    _, sentence = said({"gru_h": falling(1e6)})
    assert "3·10³⁸" in sentence and "GRU ∂L/∂h from step 3 back." in sentence


def test_what_is_gone_is_no_curve_that_does_not_fall() -> None:
    gone = np.array([0.0, 0.0, 1.0, 1.0])
    rows = half_lives(TEN, member(dict.fromkeys(NAMES, gone), path=np.ones((4, 1))))
    assert rows[-1] == {"of": "gradient of h, RNN", "is": "all gone after 2 steps"}
    one = half_lives(TEN, member(dict.fromkeys(NAMES, np.ones(1)), path=np.ones((1, 1))))
    assert one[-1] == {"of": "gradient of h, RNN", "is": "no step to go"}


def test_half_lives_are_those_of_the_curves() -> None:
    path = np.column_stack([falling(0.5), falling(0.5)])
    shown = member(
        {"rnn_h": falling(0.25), "gru_h": falling(2.0), "lstm_c": np.zeros(10)}, path=path
    )
    assert {row["of"]: row["is"] for row in half_lives(TEN, shown)} == {
        "memory in c, Πf": "1 step",
        "gradient of c, LSTM": "0 from the start",
        "gradient of h, LSTM": "it does not fall",
        "gradient of h, GRU": "it does not fall",
        "gradient of h, RNN": "0.5 steps",
    }
    assert half_lives(replace(TEN, loss="every step"), shown) == []
    left = half_lives(TEN, replace(shown, broken={"LSTM": 2}))
    assert [row["of"] for row in left] == ["gradient of h, GRU", "gradient of h, RNN"]


def test_half_lives_end_where_the_loss_sits() -> None:
    curve = np.concatenate([falling(0.5, 4), np.full(6, 9.0)])
    rows = half_lives(TEN, member({"rnn_h": curve}, path=np.ones((4, 2))))
    assert rows[-1] == {"of": "gradient of h, RNN", "is": "1 step"}


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
    assert "From $b_f$ = −2 to 5" in sentence
    assert "memory goes from 0.5 steps to none, as it does not fall" in sentence
    assert "from 0.25 steps to nothing that could be halved" in sentence
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
    by_value = {"not clipped": free, "clipped": walk(0.01, 3.0, "value")}
    assert "and its direction changes" in of_walks(by_value, "by value", "3")
