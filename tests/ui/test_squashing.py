"""What stands behind the page on sigmoid, tanh and ReLU: its numbers and its sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lstm_core import sigmoid_slope, tanh_slope
from lstm_ui.lessons import load_lesson
from lstm_ui.mounting import PLAYER
from lstm_ui.settings import MOST_CHARACTERS, OF_SQUASHING, TABLE, SwapSettings
from lstm_ui.squashing import again, curves, payload, tables, words
from lstm_ui.squashing.swaps import SWAPS, Swapped, answers, cell, make_swapped

NETS = TABLE["swap_net"].options
LESSON = load_lesson("squashing")


def made(net: str, text: str | None = None) -> Swapped:
    found = make_swapped(SwapSettings(net, text))
    assert isinstance(found, Swapped)
    return found


def properties(module: str, typedef: str) -> set[str]:
    source = (Path(PLAYER) / module).read_text(encoding="utf-8")
    (block,) = re.findall(rf"@typedef \{{Object\}} {typedef}\b(.*?)(?:@typedef|\*/)", source, re.S)
    return set(re.findall(r"@property \{.*\} \[?(\w+)", block))


def test_the_curves_are_the_engines_and_their_slopes_those_of_differences() -> None:
    for one in curves.curves():
        inner = np.abs(curves.GRID) > 0.2 if one.name == "relu" else np.abs(curves.GRID) < 99
        measured = np.gradient(one.values, curves.GRID)
        np.testing.assert_allclose(one.slopes[inner], measured[inner], atol=2e-3)
    steepest = {one.name: float(one.slopes.max()) for one in curves.curves()}
    assert steepest == {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0}


def test_a_flat_stretch_is_where_the_slope_is_below_a_hundredth() -> None:
    for one in curves.curves():
        start = -np.inf
        for zone in one.zones:
            inside = (curves.GRID > start) & (curves.GRID <= zone.upto)
            steep = one.slopes[inside] >= curves.FLAT
            assert inside.any() and (steep.all() if zone.kind == "steep" else not steep.any())
            start = zone.upto
        assert start == curves.END
    assert [zone.kind for zone in curves.curves()[2].zones] == ["off", "steep"]


def test_the_lesson_names_the_slopes_that_the_curves_show() -> None:
    said = LESSON["Where is the sigmoid steepest?"].question
    assert said is not None
    for x, text in ((0, "0.25"), (2, "0.105"), (5, "0.00665")):
        assert f"{float(sigmoid_slope(x)):.3g}" == text and text in said.reveal
    saturated = LESSON["Saturation kills the slope"].text
    assert f"{float(sigmoid_slope(10)):.2e}" == "4.54e-05" and "4.54·10⁻⁵" in saturated
    assert f"{float(tanh_slope(10)):.2e}" == "8.24e-09" and "8.24·10⁻⁹" in saturated
    assert 0.25**10 < 1e-6


def test_the_lesson_names_what_ten_times_three_comes_to() -> None:
    both = again.pair(3.0, 0.1)
    question = LESSON["Three times, again and again"].question
    assert question is not None and question.right == "About 5900 alone, and about 1 with tanh"
    assert f"{both.plain.values[10]:.1f}" == "5904.9" and "5904.9" in question.reveal
    assert f"{both.squashed.values[10]:.3f}" == "0.995" and "0.995" in question.reveal
    assert f"{both.squashed.slopes[9]:.2f}" == "0.03" and "about 0.03" in question.reveal
    assert both.squashed.chain[10] < 1e-9


@pytest.mark.parametrize("factor", again.FACTORS)
@pytest.mark.parametrize("start", again.STARTS)
def test_what_is_said_of_a_repeated_step_is_what_its_numbers_do(
    factor: float, start: float
) -> None:
    both = again.pair(factor, start)
    said, plain, squashed = again.says(both), both.plain.values, both.squashed.values
    assert ("grows" in said) == (abs(plain[-1]) > abs(plain[0]))
    assert ("Alone it vanishes" in said) == (abs(plain[-1]) < abs(plain[0]))
    assert np.abs(squashed[1:]).max() < 1.0
    if "comes to rest" in said:
        assert abs(squashed[-1] - squashed[-2]) < 1e-3
    if "Through tanh it vanishes" in said:
        assert abs(squashed[-1]) < abs(start) / 2
    if "the same through tanh" in said:
        assert both.plain.chain[-1] == both.squashed.chain[-1]
    else:
        assert both.plain.chain[-1] > both.squashed.chain[-1]


@pytest.mark.parametrize("net", NETS)
def test_the_usual_run_is_that_of_the_network_itself(net: str) -> None:
    swapped = made(net)
    inputs = swapped.parsed.inputs
    assert inputs is not None
    own = swapped.example.model.forward(inputs)
    np.testing.assert_allclose(swapped.usual.logits, own.logits, atol=1e-12)


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("key", SWAPS)
def test_each_swap_changes_what_it_says_and_no_weight(net: str, key: str) -> None:
    run, usual = cell(made(net).runs[key]), cell(made(net).usual)
    np.testing.assert_array_equal(run.a_g[0], usual.a_g[0])  # the first step reads the same
    if key == "gates":
        assert run.f.min() < 0 or run.i.min() < 0 or run.o.min() < 0 or net == "counter"
        np.testing.assert_allclose(run.f, np.tanh(run.a_f))
    elif key == "add":
        assert 0 <= run.g.min() and run.g.max() <= 1
    elif key == "relu":
        np.testing.assert_array_equal(run.g, np.maximum(run.a_g, 0))
    else:
        np.testing.assert_array_equal(run.h, run.o * run.c)


def test_the_eraser_turns_its_memory_round_and_answers_wrongly_at_the_next_a() -> None:
    swapped = made("eraser")
    np.testing.assert_allclose(
        cell(swapped.runs["gates"]).c[4:9, 0, 0], [1, -1, -1, -1, 0], atol=1e-6
    )
    assert (words.struck(swapped, "gates"), words.first_wrong(swapped, "gates")) == (5, 8)
    assert words.says(swapped, "gates") == [
        "At step 6 (“X”) the forget gate of unit 1 is −1, where the sigmoid gives 0. The memory 1 "
        "is not erased but turned round: −1 × 1 = −1.",
        "The answer first differs at step 9 (“A”): “empty” instead of “holds A”.",
    ]


def test_the_counter_only_counts_up_and_the_brackets_run_off() -> None:
    counter, brackets = made("counter"), made("brackets")
    assert (np.diff(cell(counter.runs["add"]).c[:, 0, 0]) > -1e-6).all()
    assert "takes 1 away from unit 1. Now it adds 0" in words.says(counter, "add")[0]
    assert cell(counter.runs["relu"]).g.max() == pytest.approx(20.0)  # as the lesson has it
    assert np.abs(cell(brackets.runs["bare"]).h).max() > 1.5
    assert answers(brackets.example, brackets.runs["bare"])[-1, 0] > 10
    assert "depth 4 instead of depth 3.02" in words.says(brackets, "bare")[1]


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("key", SWAPS)
def test_the_first_wrong_answer_is_the_first_that_differs(net: str, key: str) -> None:
    swapped = made(net)
    wrong = words.first_wrong(swapped, key)
    own, other = (answers(swapped.example, run) for run in (swapped.usual, swapped.runs[key]))
    classify = swapped.example.task == "classify"
    differs = [
        one.argmax() != two.argmax() if classify else abs(one[0] - two[0]) > words.OFF
        for one, two in zip(own, other, strict=True)
    ]
    assert wrong == (differs.index(True) if True in differs else None)
    said = words.says(swapped, key)
    at = words.struck(swapped, key)
    assert (at is None) or f"At step {at + 1} (" in said[0]
    assert len(said) == 2 and all(sentence.endswith(".") for sentence in said)
    assert ("first differs" in said[1]) == (wrong is not None)


def test_numbers_past_what_a_computer_holds_are_named_and_not_sent() -> None:
    swapped = made("brackets")
    cut = Swapped(swapped.example, swapped.parsed, swapped.usual, swapped.runs,
                  dict.fromkeys(SWAPS, 3))  # fmt: skip
    sent = payload.swap_payload(cut)
    assert sent["swaps"][0]["run"]["c"][0][3:] == [None] * 16
    assert sent["usual"]["c"][0][3] is not None


@pytest.mark.parametrize("net", NETS)
def test_every_payload_is_plain_json(net: str) -> None:
    sent = payload.swap_payload(made(net))
    assert len(json.dumps(sent, allow_nan=False)) < 60_000
    unit = cell(made(net).runs["relu"]).c[:, 0, 0]
    assert sent["swaps"][2]["run"]["c"][0] == pytest.approx(unit, rel=1e-5, abs=1e-12)


def test_the_other_payloads_are_plain_json_too() -> None:
    sent = [payload.curves_payload(), payload.again_payload(), payload.write_payload()]
    assert max(len(json.dumps(one, allow_nan=False)) for one in sent) < 80_000
    three, repeated, write = sent
    at = three["asked"][1]
    assert three["xs"][at] == 2 and three["curves"][0]["slopes"][at] == 0.104994
    assert 0.99999999 < three["curves"][1]["values"][-1] < 1.0
    assert three["curves"][2]["logs"][three["xs"].index(0)] is None
    assert repeated["members"][6][4]["plain"]["values"][10] == 5904.9
    assert write["written"][16][8] == pytest.approx(0.8 * -0.6)


def test_the_typedefs_name_exactly_what_is_sent() -> None:
    swap = payload.swap_payload(made("eraser"))
    three, repeated = payload.curves_payload(), payload.again_payload()
    for module, typedef, sent in (
        ("curves.mjs", "Payload", three),
        ("curves.mjs", "Curve", three["curves"][0]),
        ("again.mjs", "Payload", repeated),
        ("again.mjs", "Pair", repeated["members"][0][0]),
        ("again.mjs", "Repeated", repeated["members"][0][0]["plain"]),
        ("write.mjs", "Payload", payload.write_payload()),
        ("outputs.mjs", "Payload", payload.outputs_payload()),
        ("swap.mjs", "Payload", swap),
        ("swap.mjs", "Swap", swap["swaps"][0]),
        ("swap.mjs", "Run", swap["usual"]),
    ):
        assert properties(module, typedef) == set(sent), (module, typedef)


def test_the_tables_hold_the_same_numbers() -> None:
    swapped = made("counter")
    table = tables.swap_table(swapped)
    rows = table[(table["swap"] == SWAPS["add"].title) & (table["unit"] == 1)]
    np.testing.assert_array_equal(rows["c"], cell(swapped.runs["add"]).c[:, 0, 0])
    steps = tables.again_table().query("factor == 3 and start == 0.1 and step == 10")
    assert steps["alone"].item() == pytest.approx(5904.9)
    outputs = tables.output_table()
    assert outputs["softmax of all y"].iloc[-1] == pytest.approx(1.0)
    assert outputs["sigmoid of y"].iloc[-1] == pytest.approx(outputs["sigmoid of y"][:3].sum())


def test_the_outputs_are_sigmoids_and_shares_that_add_up_to_one() -> None:
    sent = payload.outputs_payload()
    assert [sent["logits"][k] for k in sent["at"]] == [2, 1, -1]
    a, b, c = sent["at"]
    assert sent["softmax"][a][b][c] == pytest.approx([0.705385, 0.259496, 0.035119])
    assert sent["softmax"][c][a][b] == pytest.approx([0.035119, 0.705385, 0.259496])
    assert sent["sums"][a][b][c] == pytest.approx(0.880797 + 0.731059 + 0.268941, abs=2e-6)
    np.testing.assert_allclose(np.sum(sent["softmax"], axis=-1), 1, atol=2e-6)


def test_what_the_page_is_set_by_stands_in_the_table() -> None:
    assert set(vars(SwapSettings())) == set(OF_SQUASHING)
    assert TABLE["swap_net"].default == SwapSettings().swap_net
    assert "swap_text" in MOST_CHARACTERS


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_nothing_to_read_is_one_sentence(text: str) -> None:
    found = make_swapped(SwapSettings("reviews", text))
    assert isinstance(found, str) and found.startswith("Type a sentence")
