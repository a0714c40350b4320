"""Two cells beside each other: true numbers, true sentences, plain JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lstm_core import GRU, LSTM, RNN, CoupledLSTM, PeepholeLSTM
from lstm_ui.gru.counts import TASKS, counts_payload
from lstm_ui.gru.payload import PAYLOADS
from lstm_ui.gru.rows import CONVENTIONS, LSTM_AND_GRU, ORDERS
from lstm_ui.gru.twins import conventions, lstm_and_gru, orders
from lstm_ui.lessons import load_lesson
from lstm_ui.runs import make_run, picture
from lstm_ui.settings import GRUSettings, Settings
from lstm_ui.theme import GATES

MAKERS = {"pair": lstm_and_gru, "convention": conventions, "order": orders}
LEARNT = ("intents", "reviews", "first_symbol", "random")
each_picture = pytest.mark.parametrize("name", MAKERS)


def made(name: str, **settings) -> dict:
    twins = MAKERS[name](GRUSettings(**settings))
    assert not isinstance(twins, str)
    return PAYLOADS[name](twins)


def series(payload, side, name):
    return np.array(payload["twins"][side]["series"][name])


@each_picture
@pytest.mark.parametrize("learnt", LEARNT)
def test_every_picture_is_plain_json_and_every_slot_in_it_can_be_filled(name, learnt):
    payload = made(name, learnt=learnt)
    json.dumps(payload, allow_nan=False)
    assert len(payload["says"]) == payload["steps"] == len(payload["tokens"])
    for row in payload["rows"]:
        for side, twin in zip(row["sides"], payload["twins"], strict=True):
            for slot in (side["series"], *re.findall(r"\{([^}]+)\}", side["numbers"])):
                if not re.search(rf"_\{{{slot}\}}", side["numbers"]):
                    assert np.shape(twin["series"][slot]) == (payload["steps"], payload["units"])
            assert side["symbol"] in GATES


def test_all_pictures_that_the_page_opens_with_stay_within_their_budget():
    settings = GRUSettings()
    walked = picture(make_run(Settings(net=settings.learnt, cell="GRU")), "cell")
    sizes = [len(json.dumps(made(name))) for name in MAKERS] + [len(json.dumps(walked))]
    assert sum(sizes) <= 60_000


@pytest.mark.parametrize("learnt", LEARNT)
def test_both_conventions_give_the_same_h_and_complementary_z(learnt):
    payload = made("convention", learnt=learnt)
    np.testing.assert_array_equal(series(payload, 0, "h"), series(payload, 1, "h"))
    np.testing.assert_allclose(series(payload, 0, "z") + series(payload, 1, "z"), 1, atol=1.1e-4)
    np.testing.assert_array_equal(series(payload, 0, "kept"), series(payload, 1, "kept"))
    assert conventions(GRUSettings(learnt=learnt)).apart.max() < 1e-14
    assert re.search(r"rounding\.$|^Not one", payload["says"][0])


def test_the_largest_difference_is_measured_and_not_made_up():
    apart = conventions(GRUSettings()).apart
    assert 0.0 < apart.max() < 1e-14  # two formulas, so their last digit differs here and there
    mantissa = f"{apart.max():.1e}".split("e")[0]
    assert mantissa in made("convention")["says"][0]


def test_the_same_weights_with_the_reset_gate_elsewhere_part():
    payload = made("order", learnt="reviews")
    assert np.abs(series(payload, 0, "h") - series(payload, 1, "h")).max() > 0.1
    assert payload["twins"][1]["badge"] == "the same weights"


def test_what_each_order_hears_of_the_past_is_its_own_formula():
    settings = GRUSettings(learnt="reviews")
    twins = orders(settings)
    cell = twins.run.model.layers[0]
    assert isinstance(cell, GRU)
    W_n = np.split(cell.weight_hh, 3)[2]
    left, right = twins.left.series, twins.right.series
    after = left["r"] * (left["h_prev"] @ W_n.T + cell.bias_hn)
    before = (right["r"] * right["h_prev"]) @ W_n.T + cell.bias_hn
    np.testing.assert_allclose(left["past"], after, atol=1e-14)
    np.testing.assert_allclose(right["past"], before, atol=1e-14)


def test_at_the_first_step_a_network_without_biases_has_no_past_to_reset():
    payload = made("order", learnt="random")
    assert payload["says"][0].endswith("there is no past to reset yet.")
    assert "differ by up to" in payload["says"][-1]


def test_one_unit_alone_is_the_same_before_and_after():
    payload = made("order", learnt="random", hidden=1)
    np.testing.assert_allclose(series(payload, 0, "h"), series(payload, 1, "h"), atol=1e-4)
    assert payload["says"][-1].startswith("One unit hears of itself alone")


def test_the_sentence_beside_lstm_and_gru_has_their_means():
    twins, payload = lstm_and_gru(GRUSettings()), made("pair")
    f, z = twins.left.series["f"].mean(axis=1), twins.right.series["z"].mean(axis=1)
    for t, says in enumerate(payload["says"]):
        assert f"LSTM keeps {f[t]:.0%}" in says and f"GRU keeps {z[t]:.0%}" in says
    keep = next(row for row in payload["rows"] if row["id"] == "keep")
    np.testing.assert_allclose(keep["lines"], [f, z], atol=5.1e-5)


def test_the_lstm_beside_the_gru_is_the_trained_one_on_the_learners_text():
    run = make_run(Settings(net="reviews", cell="LSTM", text="not good"))
    payload = made("pair", learnt="reviews", compared="not good")
    np.testing.assert_allclose(series(payload, 0, "c"), run.layer.c[:, 0], atol=5.1e-5)
    assert payload["twins"][0]["badge"] == run.badge


@pytest.mark.parametrize("learnt", LEARNT)
def test_the_reveal_shows_where_z_keeps_most(learnt):
    payload, gru = made("pair", learnt=learnt), lstm_and_gru(GRUSettings(learnt=learnt)).right
    place = payload["reveal"]
    assert payload["rows"][place["part"]]["id"] == "keep"
    kept = np.abs(gru.series["kept"])
    assert kept[place["t"], place["unit"]] == kept.max()


@each_picture
@pytest.mark.parametrize("compared", ["?", "x" * 4_000, "word " * 200, "<b>hello</b>"])
def test_any_text_gives_a_picture_or_one_sentence(name, compared):
    found = MAKERS[name](GRUSettings(compared=compared))
    if isinstance(found, str):
        assert found.endswith((".", "?"))
    else:
        json.dumps(PAYLOADS[name](found), allow_nan=False)


def test_nothing_typed_is_answered_with_one_sentence():
    for make in MAKERS.values():
        assert str(make(GRUSettings(compared=""))).startswith("Type a sentence")


def test_h_of_a_gru_is_a_mean_of_old_and_new_and_c_is_not():
    """What the row “carry on” says."""
    for learnt in LEARNT:
        twins = lstm_and_gru(GRUSettings(learnt=learnt))
        assert np.abs(twins.right.series["h"]).max() < 1.0
    assert np.abs(lstm_and_gru(GRUSettings(learnt="reviews")).left.series["c"]).max() > 1.0


@pytest.mark.parametrize("rows", [LSTM_AND_GRU, CONVENTIONS, ORDERS])
def test_every_row_says_what_its_parts_do_and_gates_have_words_at_their_ends(rows):
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert row.says.endswith(".")
        for side in (row.left, row.right):
            assert bool(side.ends) == (side.series in {"f", "i", "o", "r", "z", "rest"})


# ------------------------------------------------------------ counts


def test_every_count_is_that_of_a_real_cell_and_its_blocks_add_up():
    payload = counts_payload(30, 7)
    rows = {row["name"]: row for row in payload["rows"]}
    one = 7 * (30 + 7 + 1)
    kinds = {"RNN": RNN, "LSTM": LSTM, "coupled LSTM": CoupledLSTM, "peephole LSTM": PeepholeLSTM}
    for name, kind in kinds.items():
        made_ = kind.init(np.random.default_rng(1), 30, 7)
        assert rows[name]["count"] == made_.parameter_count
    assert [rows[name]["count"] for name in rows] == [
        one, 3 * one + 7, 3 * one, 3 * one, 4 * one, 4 * one + 3 * 7,
    ]  # fmt: skip
    for row in payload["rows"]:
        assert sum(block["count"] for block in row["blocks"]) == row["count"]


def test_what_was_measured_is_what_the_files_say():
    weights = Path(__file__).parent.parent.parent / "assets" / "weights"
    for row, cell in zip(
        counts_payload(1, 1)["rows"],
        ("rnn", "gru", "resetfirstgru", "coupledlstm", "lstm", "peepholelstm"),
        strict=True,
    ):
        for task, measured in zip(TASKS, row["measured"], strict=True):
            facts = json.loads((weights / f"{task}_{cell}.json").read_text(encoding="utf-8"))
            assert measured["share"] == facts["accuracy"], (task, cell)


def test_what_the_lesson_says_of_our_own_networks_is_true():
    told = load_lesson("gru")["What our own networks say"].text
    assert "more than 98 of 100" in told and "about every second time" in told
    rows = {row["name"]: row["measured"] for row in counts_payload(1, 1)["rows"]}
    for measured in rows.values():
        assert all(one["share"] > 0.98 for one in measured[:2])
    first = {name: measured[2]["share"] for name, measured in rows.items()}
    assert 0.4 < first.pop("RNN") < 0.6
    assert min(first.values()) == 1.0
