"""What the player of gradients says: true of every curve, and made of its own numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from lstm_ui.gradients.fates import fate, half_lives, of_path, of_product, says
from lstm_ui.gradients.members import Member
from lstm_ui.gradients.numbers import significant
from lstm_ui.settings import GradientSettings

NAMES = ("rnn_h", "lstm_h", "lstm_c", "gru_h")
TEN = GradientSettings(three="numbers", steps=10)


def falling(factor: float, steps: int = 10, first: float = 1.0) -> np.ndarray:
    """Sizes by step, of which each is ``factor`` times that of the step after it."""
    return first * factor ** np.arange(steps - 1.0, -1.0, -1.0)


def member(curves: dict[str, np.ndarray], steps: int = 10, **more: object) -> Member:
    """All curves as they are on the first opening, but for these."""
    every = dict.fromkeys(NAMES, falling(1.0, steps)) | curves
    return replace(Member(steps, every, path=np.ones((steps, 2))), **more)


def said(curves: dict[str, np.ndarray], asked: GradientSettings = TEN, **more: object) -> list[str]:
    return says(asked, member(curves, asked.steps, **more))


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
        (0.1 ** np.arange(8.0), ("falls to 1/1000", "after 3 steps (at step 1: × 1·10⁻⁷)")),
        (1e-4 ** np.arange(2.0), ("falls to 1/1000", "after 1 step (at step 1: × 0.0001)")),
        (0.5 ** np.arange(30.0), ("falls to 1/1000", "after 10 steps (at step 1: × 1.9·10⁻⁹)")),
        (np.array([1.0, 0.5, 0.0]), ("falls to 1/1000", "after 2 steps (at step 1: × 0)")),
        (10.0 ** np.arange(8.0), ("grows a thousandfold", "in 3 steps (at step 1: × 1·10⁷)")),
        (np.array([1.0, 5e3, 1e-9]), ("grows a thousandfold", "in 1 step (at step 1: × 1·10⁻⁹)")),
        (np.array([2.0, 1.0, 0.5]), ("is still 0.25 of what it was", "after 2 steps")),
        (np.ones(5), ("is still 1 of what it was", "after 4 steps")),
        (np.array([2.0, 5.0]), ("is 2.5 times as large", "after 1 step")),
        (np.zeros(4), ("is 0 from the start", "")),
        (np.array([2.0, 0.2, 6.0]), ("falls to 0.1 and grows to 3 times", "by step 1")),
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
        "The RNN’s gradient falls to 1/1000 after 3 steps (at step 1: × 1·10⁻⁹); the LSTM’s after "
        "2 steps (at step 1: × 1·10⁻¹⁸); the GRU’s grows a thousandfold in 3 steps (at step 1: × "
        "1·10⁹)."
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
        "The RNN’s gradient falls to 1/1000 after 3 steps (at step 1: × 0.001); the LSTM’s after 3 "
        "steps (at step 1: × 0.001); the GRU’s after 3 steps (at step 1: × 0.001)."
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


def test_where_the_loss_sits_at_step_1_there_is_nothing_to_tell_of_a_way() -> None:
    asked = replace(TEN, loss="one step", asked=1)
    assert said(dict.fromkeys(NAMES, np.ones(10)), asked) == [
        "The loss sits at step 1: there is no step to go back."
    ]


def test_the_straight_road_is_told_beside_all_ways_together() -> None:
    shown = member({"lstm_c": falling(0.5, 3, first=4.0)}, path=np.full((3, 2), 0.01))
    assert of_path(shown, 3) == (
        "At step 1 the straight road alone leaves 0.01 of the gradient of c, and with all other "
        "ways 0.25."
    )


def test_the_rnns_steps_are_told_by_their_bound_and_by_what_they_make() -> None:
    shown = replace(
        member({}), factor=np.array([9.0, 0.8, 0.6]), product=np.array([0.09, 0.3, 1.0])
    )
    assert of_product(shown) == (
        "A step could make at most 0.7 of a gradient, on average; all together they make 0.09, "
        "which is 0.3 a step."
    )


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
