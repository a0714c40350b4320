"""The page on why a network needs memory: its numbers, and that its words are true of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.jacobians import input_jacobians
from lstm_core.views import some_steps
from lstm_ui.lessons import load_lesson
from lstm_ui.recurrence import ball, chain, payload, same, snapshots, tables
from lstm_ui.recurrence.count import count
from lstm_ui.recurrence.reading import DEFAULT, make_reading
from lstm_ui.settings import OF_RECURRENCE
from tests.ui.test_bad_input import TEXTS
from tests.ui.visits import payloads, press, sentences, type_into, visit

NUMBERS = chain.read_series(chain.NUMBERS).inputs
LESSON = load_lesson("recurrence")


def reveal(heading: str) -> str:
    question = LESSON[heading].question
    assert question is not None
    return question.reveal


def answered(app: AppTest, heading: str) -> AppTest:
    """Commit to the first option of that section."""
    question = LESSON[heading].question
    assert question is not None
    return press(app, question.options[0])


def test_after_one_frame_both_guess_alike_and_no_way_of_flight_changes_a_guess() -> None:
    flights = ball.make_flights()
    each = len(ball.SPEEDS) * len(ball.WAYS)
    for guess in flights.guesses.values():
        first = guess[:, 0].reshape(len(ball.STARTS), each, 2)
        np.testing.assert_allclose(first, first[:, :1].repeat(each, axis=1), atol=1e-12)
    where = np.array(list(ball.STARTS.values()))
    for guess in flights.guesses.values():
        off = np.linalg.norm(guess[::each, 0] - where, axis=1)
        assert off.max() < 0.2 < min(ball.SPEEDS.values()) + 0.01


def test_more_frames_help_the_one_that_remembers_and_not_the_other() -> None:
    misses = {name: miss.mean(axis=0) for name, miss in ball.make_flights().misses.items()}
    assert misses["several"][1:].max() < 0.07 < 0.2 < misses["one"].min()


def test_the_words_on_the_ball_are_those_of_the_held_out_flights() -> None:
    several, one = (ball.guessers()[name].miss for name in ("several", "one"))
    said = reveal("Which way does the ball go?")
    assert f"from {several[0]:.2f} to {several[1]:.2f}, and at frame 3 to {several[2]:.2f}" in said
    assert {f"{miss:.2f}" for miss in one} <= {"0.25", "0.26"}
    assert "stays at 0.25" in said


def test_a_unit_without_a_way_back_is_the_feed_forward_formula() -> None:
    for x in ((0.5, -0.5), (-1.0, 1.0)):
        found = same.answers(x, 0.0, "tanh")
        wanted = np.tanh(same.WEIGHTS[0] * x[0] + same.WEIGHTS[1] * x[1] + same.BIAS)
        np.testing.assert_allclose(found.y, wanted, atol=1e-12)
        np.testing.assert_array_equal(found.back, 0.0)


def test_a_unit_with_a_way_back_adds_its_last_answer_times_its_weight() -> None:
    found = same.answers((0.5, -0.5), 0.6, "relu")
    y = 0.0
    for t in range(same.TIMES):
        y = max(0.0, 0.4 + 0.25 + 0.1 + 0.6 * y)
        assert found.y[t] == pytest.approx(y)
    assert found.back[1] == pytest.approx(0.6 * 0.75)


def test_the_words_on_the_same_input_are_what_the_picture_opens_with() -> None:
    y = same.answers((0.5, -0.5), 0.6, "tanh").y
    said = reveal("The same input twice")
    assert f"says {y[0]:.3f} at first" in said and f"it says {y[1]:.3f}" in said
    against = same.answers((0.5, -0.5), -0.6, "tanh").y
    assert np.all(np.diff(np.sign(np.diff(against))) != 0)


@pytest.mark.parametrize("squash", chain.SQUASHES)
@pytest.mark.parametrize("units", range(1, chain.MOST_UNITS + 1))
def test_every_step_of_the_chain_is_the_equation_with_the_same_weights(
    units: int, squash: Any
) -> None:
    assert NUMBERS is not None
    one = chain.make_chain(NUMBERS, units, squash)
    h = np.zeros(units)
    for t, x in enumerate(NUMBERS[:, 0]):
        a = one.cell.weight_hh @ h + one.cell.weight_ih @ x + one.cell.bias
        h = np.tanh(a) if squash == "tanh" else np.maximum(a, 0.0)
        np.testing.assert_allclose(one.trace.h[t, 0], h, atol=1e-12)
        np.testing.assert_allclose(one.from_x[t] + one.from_h[t] + one.cell.bias, a, atol=1e-12)
        np.testing.assert_allclose(one.from_units[t].sum(axis=1), one.from_h[t], atol=1e-12)
        y = one.readout.weight @ h + one.readout.bias
        np.testing.assert_allclose(one.logits[t], y, atol=1e-12)
        np.testing.assert_allclose(one.outputs["sigmoid"][t], 1 / (1 + np.exp(-y)), atol=1e-12)
        assert one.outputs["softmax"][t].sum() == pytest.approx(1.0)
    assert not np.allclose(one.trace.h[0], one.trace.h[1])
    assert one.parameter_count == units * (1 + units + 1) + 2 * (units + 1)


def test_a_shorter_text_changes_nothing_in_the_steps_that_are_left() -> None:
    assert NUMBERS is not None
    long, short = (chain.make_chain(numbers, 3, "tanh") for numbers in (NUMBERS, NUMBERS[:2]))
    np.testing.assert_array_equal(long.trace.h[:2], short.trace.h)
    assert long.parameter_count == short.parameter_count


def test_the_classic_layer_has_1100_weights_however_long_it_reads() -> None:
    for steps in (8, 16):
        found = count(100, 10, steps)
        assert (found.on_x + found.on_h, found.biases, found.total) == (1100, 10, 1110)
        assert (found.steps, found.of_lstm) == (steps, 4440)
    larger = count(100, 20, 8)
    assert larger.on_x + larger.on_h == 2400
    assert "120 × 20 = 2,400" in reveal("How many weights?")


def test_the_words_on_what_is_left_are_true_of_both_networks() -> None:
    read = make_reading(DEFAULT)
    left = {kind: one.left[-1] for kind, one in read.readers.items()}
    rnn, lstm = left["RNN"], left["LSTM"]
    assert read.parsed.tokens[-2:] == ("please", "?") and len(rnn) == 9
    assert 0.72 < rnn[-2:].sum() < 0.78 and lstm[-2:].sum() < 0.5
    assert [round(100 * share) for share in (rnn[0], rnn[1], lstm[0])] == [3, 2, 6]
    shares = read.readers["RNN"].shares
    time = read.readers["RNN"].example.classes.index("time")
    assert np.all(shares[1:].argmax(axis=1) == time) and shares[0].argmax() != time
    assert round(100 * shares[-1, time]) == 98
    said = reveal("What is left of the first word")
    for words in ("three quarters", "“what” 3%", "“time” 2%", "keeps 6%", "with 98%"):
        assert words in said
    for one in read.readers.values():
        assert one.example.facts["accuracy"] == 1.0


def test_nearly_every_step_lets_less_of_the_first_word_through() -> None:
    example = make_reading(DEFAULT).readers["RNN"].example
    inputs = make_reading(DEFAULT).parsed.inputs
    assert inputs is not None
    cell, run = example.model.layers[0], example.model.forward(inputs).layers[0]
    jacobians = [input_jacobians(cell, some_steps(run, 0, t + 1))[0] for t in range(len(inputs))]
    sizes = np.array([np.linalg.norm(one) for one in jacobians])
    assert (np.diff(sizes) < 0).sum() >= len(sizes) - 2 and sizes[-1] < sizes[0] / 50


def test_what_is_left_adds_up_to_all_after_every_word() -> None:
    for one in make_reading("hello, will it rain in paris tomorrow?").readers.values():
        np.testing.assert_allclose(one.left.sum(axis=1), 1.0)
        assert np.all(np.triu(one.left, 1) == 0.0)


def test_the_pairs_agree_in_one_moment_and_part_before_and_after_it() -> None:
    for pair in snapshots.pairs():
        first, second = pair.values
        assert first[snapshots.BEFORE] == pytest.approx(second[snapshots.BEFORE])
        apart = np.abs(first - second)
        assert apart[: snapshots.BEFORE].max() > 0 and apart[snapshots.BEFORE + 1 :].max() > 0
    audio, sensor, stock = snapshots.pairs()
    for pair in (audio, sensor):
        slopes = pair.values[:, snapshots.BEFORE + 1] - pair.values[:, snapshots.BEFORE - 1]
        assert slopes[0] > 0 > slopes[1], pair.kind
    assert stock.values[0, 0] < 100 < stock.values[1, 0]
    assert audio.values[0, snapshots.BEFORE] == pytest.approx(0.5)
    assert sensor.values[0, snapshots.BEFORE] == pytest.approx(10.0)


def test_every_payload_is_plain_json_of_a_modest_size() -> None:
    made = {
        "snapshots": payload.snapshots_payload(),
        "ball": payload.ball_payload(ball.make_flights()),
        "same": payload.same_payload(),
        "chain": payload.chain_payload("1, 2, 3, 4, 5, 6, 7, 8"),
        "blocks": payload.count_payload(count(3, 4, 5), count(3, 4, 10)),
        "reading": payload.reading_payload(make_reading(" ".join(["time"] * 64))),
    }
    sizes = {name: len(json.dumps(one, allow_nan=False)) for name, one in made.items()}
    assert sum(sizes.values()) < 400_000


def test_the_payload_has_the_flights_in_the_order_of_its_choices() -> None:
    made = payload.ball_payload(ball.make_flights())
    n = (3 * len(made["speeds"]) + 1) * len(made["ways"]) + made["ways"].index(90)
    (x, y), (next_x, next_y) = made["ball"][n][:2]
    assert [x, y] == made["starts"][3]["at"]
    assert (next_x, next_y) == pytest.approx((x, y + ball.SPEEDS["fast"]))


def test_the_tables_hold_the_numbers_of_the_pictures() -> None:
    table = tables.ball_table()
    flights = ball.make_flights()
    assert len(table) == flights.misses["one"].size
    np.testing.assert_allclose(table["several: miss"], flights.misses["several"].ravel())
    rows = tables.chain_table(chain.NUMBERS)
    np.testing.assert_allclose(rows["W_x x"] + rows["W_h h"] + rows["b"], rows["a"])
    words = tables.reading_table(DEFAULT)
    assert words.groupby("network")["left at the end"].sum().tolist() == pytest.approx([1, 1])


def test_the_page_opens_with_every_picture_and_nothing_revealed() -> None:
    app = visit("recurrence")
    assert not app.exception
    for name in ("ball", "same", "blocks", "reading"):
        (shown,) = payloads(app, name)
        assert shown["revealed"] is False, name
    assert len(payloads(app, "chain")) == len(payloads(app, "snapshots")) == 1


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Which way does the ball go?", "ball"),
        ("The same input twice", "same"),
        ("How many weights?", "blocks"),
        ("What is left of the first word", "reading"),
    ],
)
def test_a_prediction_makes_its_own_picture_run_and_no_other(heading: str, name: str) -> None:
    app = answered(visit("recurrence"), heading)
    shown = {
        one: payloads(app, one)[0]["revealed"] for one in ("ball", "same", "blocks", "reading")
    }
    assert shown == {one: one == name for one in shown}


def test_what_is_typed_is_read_and_stands_in_the_address() -> None:
    app = type_into(visit("recurrence"), "said", "wake me up at seven")
    assert payloads(app, "reading")[0]["tokens"] == ["wake", "me", "up", "at", "seven"]
    type_into(app, "series", "3, -2")
    assert payloads(app, "chain")[0]["tokens"] == ["3", "-2"]
    assert dict(app.query_params) == {"said": "wake me up at seven", "series": "3, -2"}
    again = visit("recurrence", **dict(app.query_params), times="20", inputs="7")
    assert payloads(again, "chain")[0]["tokens"] == ["3", "-2"]
    (blocks,) = payloads(again, "blocks")
    assert (blocks["steps"], blocks["inputs"], blocks["units"]) == (20, 7, 10)


@pytest.mark.parametrize("field", ["series", "said"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_gives_a_picture_or_a_sentence(field: str, text: str) -> None:
    app = type_into(visit("recurrence"), field, text)
    assert not app.exception and not app.error
    name = {"series": "chain", "said": "reading"}[field]
    asked = [said for said in sentences(app) if said.startswith("Type ")]
    assert len(payloads(app, name)) + len(asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        dict.fromkeys(OF_RECURRENCE, "zebra"),
        dict.fromkeys(OF_RECURRENCE, ""),
        {"times": "inf", "inputs": "-3", "outputs": "99999999", "series": "nan, 1e400"},
    ],
)
def test_nonsense_in_the_address_is_no_crash(address: dict[str, str]) -> None:
    app = visit("recurrence", **address)
    assert not app.exception
    assert payloads(app, "blocks")[0]["total"] > 0


def test_the_pictures_are_in_the_folder_of_the_players() -> None:
    players = Path(__file__).parent.parent.parent / "assets" / "player"
    for name in ("snapshots", "ball", "same", "chainofsteps", "blocks", "wordbyword"):
        assert "@typedef {Object} Payload" in (players / f"{name}.mjs").read_text(encoding="utf-8")
