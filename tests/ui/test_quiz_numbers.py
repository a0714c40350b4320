"""What is right in a numeric item is what plain formulas give, and no slip is taken for it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from lstm_core import GRU, LSTM, RNN, SGD, sigmoid, sigmoid_slope
from lstm_ui.quiz.items import Numeric, load_items
from lstm_ui.quiz.numeric import draw_sum, filled, generator, solve, written
from lstm_ui.quiz.sums import Sum, held, number, one_unit

ITEMS = {i.sum: i for i in load_items().values() if isinstance(i, Numeric)}
SEEDS = (*range(1, 60), 9999)


def sigma(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def layers(count: int, bias: int = 1) -> Callable[..., float]:
    return lambda D, H, both: count * (D * H + H * H + bias * H)


FORMULAS: dict[str, Callable[..., float]] = {
    "feed_forward": lambda w1, w2, b, x1, x2: w1 * x1 + w2 * x2 + b,
    "rnn_step": lambda w, u, b, x, h0: math.tanh(w * x + u * h0 + b),
    "same_twice": lambda w, u, x, h1: math.tanh(w * x + u * math.tanh(w * x)),
    "times_three": lambda start, steps: start * 3**steps,
    "sigmoid_slope": lambda value: value * (1 - value),
    "forget_gate": lambda w, u, b, x, h: sigma(w * x + u * h + b),
    "candidate": lambda w, u, b, x, h: math.tanh(w * x + u * h + b),
    "cell_state": lambda f, i, g, c: f * c + i * g,
    "hidden_state": lambda o, c: o * math.tanh(c),
    "share_kept": lambda f, steps: f**steps,
    "bias_at_rest": lambda b, steps: sigma(b) ** steps,
    "gru_state": lambda z, n, h: (1 - z) * n + z * h,
    "softmax_share": lambda first, second: 1 / (1 + math.exp(second - first)),
    "rnn_factor": lambda w, h: w * (1 - h * h),
    "factor_power": lambda factor, steps: factor**steps,
    "straight_road": lambda f1, f2, f3: f1 * f2 * f3,
    "shared_weight": lambda t1, t2, t3: t1 + t2 + t3,
    "update": lambda w, rate, gradient: w - rate * gradient,
    "clipped": lambda first, second, limit: limit * first / math.hypot(first, second),
    "rnn_parameters": layers(1),
    "lstm_parameters": layers(4),
    "gru_weights": layers(3, bias=0),
    "longer_text": lambda T, longer, count: count,
    "sequence_outputs": lambda T, D, H: T * H,
    "both_ways": lambda T, D, H: 2 * H,
}
TYPICAL: dict[tuple[str, str], Callable[..., float]] = {
    ("rnn_step", "no_state"): lambda w, u, b, x, h0: math.tanh(w * x + b),
    ("rnn_step", "no_bias"): lambda w, u, b, x, h0: math.tanh(w * x + u * h0),
    ("rnn_step", "sigmoid"): lambda w, u, b, x, h0: sigma(w * x + u * h0 + b),
    ("forget_gate", "no_bias"): lambda w, u, b, x, h: sigma(w * x + u * h),
    ("forget_gate", "other_curve"): lambda w, u, b, x, h: math.tanh(w * x + u * h + b),
    ("forget_gate", "share_lost"): lambda w, u, b, x, h: 1 - sigma(w * x + u * h + b),
    ("candidate", "other_curve"): lambda w, u, b, x, h: sigma(w * x + u * h + b),
    ("candidate", "not_squashed"): lambda w, u, b, x, h: w * x + u * h + b,
    ("cell_state", "exchanged"): lambda f, i, g, c: (1 - f) * c + i * g,
    ("cell_state", "no_input_gate"): lambda f, i, g, c: f * c + g,
    ("hidden_state", "no_tanh"): lambda o, c: o * c,
    ("share_kept", "exchanged"): lambda f, steps: (1 - f) ** steps,
    ("gru_state", "exchanged"): lambda z, n, h: z * n + (1 - z) * h,
    ("rnn_factor", "sigmoid"): lambda w, h: w * h * (1 - h),
    ("update", "uphill"): lambda w, rate, gradient: w + rate * gradient,
    ("clipped", "by_value"): lambda first, second, limit: min(first, limit),
    ("softmax_share", "divided"): lambda first, second: first / (first + second),
    ("lstm_parameters", "one_layer"): layers(1),
    ("lstm_parameters", "two_biases"): layers(4, bias=2),
    ("lstm_parameters", "no_recurrent"): lambda D, H, both: 4 * (D * H + H),
    ("gru_weights", "four_layers"): layers(4, bias=0),
}
"""Slips whose number is worked out here as a learner who makes them would."""


def drawn(name: str) -> list[Sum]:
    return [draw_sum(ITEMS[name], seed) for seed in SEEDS]


@pytest.mark.parametrize("name", ITEMS)
def test_the_engine_gives_what_the_formula_gives(name: str) -> None:
    for found in drawn(name):
        assert found.answer == pytest.approx(FORMULAS[name](**found.given), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("name", "slip"), TYPICAL)
def test_a_typical_slip_is_the_number_that_it_leads_to(name: str, slip: str) -> None:
    for found in drawn(name):
        wanted = TYPICAL[name, slip](**found.given)
        assert found.slips[slip] == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", ITEMS)
def test_no_slip_is_taken_for_the_answer_or_for_another_slip(name: str) -> None:
    for found in drawn(name):
        answers = [found.answer, *found.slips.values()]
        for at, one in enumerate(answers):
            for other in answers[:at]:
                assert abs(one - other) > found.tolerance


@pytest.mark.parametrize("name", ITEMS)
def test_the_answer_as_it_is_written_is_accepted_and_every_slip_is_rejected(name: str) -> None:
    for seed in SEEDS:
        item = solve(ITEMS[name], seed)
        assert abs(float(item.shown.replace("−", "-")) - item.answer) <= item.tolerance
        assert all(abs(value - item.answer) > item.tolerance for value, _ in item.slips)


@pytest.mark.parametrize("name", ITEMS)
def test_every_blank_is_filled_and_the_answer_stands_in_its_reason_alone(name: str) -> None:
    for seed in SEEDS[:10]:
        item = solve(ITEMS[name], seed)
        said = [item.question, item.why, *(why for _, why in item.slips)]
        assert not any("{" in text.replace("{t−1}", "") for text in said)
        assert item.shown in item.why


@pytest.mark.parametrize("name", ITEMS)
def test_the_numbers_are_fixed_by_the_seed_and_differ_with_it(name: str) -> None:
    assert solve(ITEMS[name], 3) == solve(ITEMS[name], 3)
    assert len({solve(ITEMS[name], seed).question for seed in range(1, 12)}) > 3


def test_what_is_drawn_for_an_item_hangs_on_no_other_item() -> None:
    first = generator(5, "a").integers(0, 1000, 4).tolist()
    assert first == generator(5, "a").integers(0, 1000, 4).tolist()
    assert first != generator(5, "b").integers(0, 1000, 4).tolist()


def test_a_negative_number_stands_in_brackets_only_after_an_operator() -> None:
    numbers = {"w": written(-0.5), "x": written(2.0)}
    assert filled("w = {w}: {x} × {w} + {w}", numbers) == "w = −0.5: 2 × (−0.5) + (−0.5)"
    assert filled("{w} × {x}", numbers) == "−0.5 × 2"


def test_a_blank_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number 'zebra'"):
        filled("{zebra}", {"w": "1"})


def test_a_number_is_written_as_it_is_read() -> None:
    assert [written(-0.3), written(-0.001, 2), written(1110.0, 0), written(0.05, 2)] == [
        "−0.3", "0.00", "1110", "0.05",
    ]  # fmt: skip


def bad(**changes: object) -> Numeric:
    fields = vars(ITEMS["update"]) | changes
    return Numeric(**fields)


def test_a_sum_that_does_not_exist_and_slips_that_it_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="there is no sum 'zebra'"):
        draw_sum(bad(sum="zebra"), 1)
    with pytest.raises(ValueError, match="the slips of update are"):
        draw_sum(bad(slips={"uphill": "No."}), 1)


def test_numbers_among_which_a_slip_hides_are_not_used() -> None:
    assert not Sum({}, 0.50, {"a": 0.51}).tells
    assert not Sum({}, 0.50, {"a": 0.90, "b": 0.905}).tells
    assert Sum({}, 0.50, {"a": 0.90, "b": 0.70}).tells
    assert not Sum({}, 12, {"a": 13}, digits=0).tells
    assert Sum({}, 12, {"a": 14}, digits=0).tells


def run_of_three(start: float, steps: int) -> float:
    """A state that is multiplied by 3 and put through tanh, again and again."""
    return number(one_unit(0.0, 3.0, 0.0).forward(np.zeros((steps, 1, 1)), [[start]]).h[-1])


def test_the_numbers_in_the_words_of_the_items_are_the_engines() -> None:
    items = load_items()

    def says(key: str, *numbers: str) -> None:
        item = items[key]
        text = " ".join([item.question, item.why, *(f"{t} {w}" for t, w in item.wrong)])
        assert all(shown in text for shown in numbers), key

    settled = run_of_three(0.5, 60)
    says("tanh-bounds", f"{settled:.3f}", f"{3 * settled:.2f}")
    assert run_of_three(0.01, 60) == pytest.approx(settled)
    says("saturation", f"{float(sigmoid(9.0)):.4f}", f"{float(sigmoid_slope(9.0)):.4f}")
    assert float(sigmoid_slope(0.0)) == 0.25
    says("forget-bias", "a thousandth")
    assert number(held(1.0, 10, f=float(sigmoid(0.0)), i=0.0).c[-1]) == pytest.approx(
        1e-3, rel=0.03
    )
    _, new = SGD(0.1).update({"w": np.array([2.1])}, {"d_w": np.array([0.01])})
    says("saturated-learning", f"{new['w'][0]:.3f}")
    rng = np.random.default_rng(0)
    layer = RNN.init(rng, 100, 10)
    weights = layer.weight_ih.size + layer.weight_hh.size
    says("rnn-110-by-10", str(weights), str(layer.parameter_count))
    assert items["rnn-110-by-10"].right == f"110 × 10 = {weights}"
    three = GRU.init(rng, 100, 10).parameter_count / LSTM.init(rng, 100, 10).parameter_count
    assert three == pytest.approx(0.75, abs=0.01)
    run = held(3.0, f=1.0, i=0.0, g=0.7)
    assert number(run.c) == 3.0 and items["forget-is-one"].right.startswith("3:")
