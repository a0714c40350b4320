"""Cards of traced values: their text, what they show, and the table behind them."""

from __future__ import annotations

import json
import math
import re
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import Place, numbers_of
from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.surgery.tracing.payload import MOST_BARS, cards_payload, first, pinned, taken_apart
from lstm_ui.surgery.tracing.pins import LONGEST_WAY, MOST_CARDS, Pinned, added, read, spell
from lstm_ui.surgery.tracing.tables import cards_table
from lstm_ui.surgery.tracing.words import told

TEXT = "the food was great but cold ."
NETWORKS = [
    Settings(text=TEXT),
    Settings(text=TEXT, cell="GRU"),
    Settings(text=TEXT, cell="RNN"),
    Settings(net="counter", text="AAB."),
    Settings(net="echo", text="0.5, -1, 0.2"),
    Settings(net="brackets", text="(a)", candidate="relu"),
    Settings(net="random", text=TEXT, edits="f_2_1_0__g_all_2_0.5", start="random"),
]
SIZES, STEPS = {"f": 4, "c": 4, "a_f": 4, "tanh_c": 4, "share": 2}, 6

places = st.builds(
    lambda name, t, unit: Place(name, t, unit % SIZES[name]),
    st.sampled_from(sorted(SIZES)),
    st.integers(0, STEPS - 1),
    st.integers(0, 3),
)
ways = st.lists(places, min_size=1, max_size=LONGEST_WAY).map(tuple)


def shown(settings, text=None):
    run = make_run(settings)
    return cards_payload(run, pinned(run, text))


@given(st.lists(ways, max_size=MOST_CARDS).map(tuple))
def test_cards_survive_the_address(cards):
    text = spell(cards)
    assert read(text, SIZES, STEPS) == Pinned(cards)
    assert urlencode({"t": text}) == f"t={text}"  # no letter of it has to be escaped


@given(st.text() | st.text(alphabet="facs_.-0123456789"))
def test_any_text_gives_cards_that_are_there_or_one_sentence(text):
    found = read(text, SIZES, STEPS)
    assert len(found.cards) <= MOST_CARDS
    assert all(p.t < STEPS and p.unit < SIZES[p.name] for way in found.cards for p in way)
    if found.problem is not None:
        assert found.problem.endswith(".")
        assert "\n" not in found.problem
    elif text not in ("", "none"):
        assert found.cards


@pytest.mark.parametrize(
    ("text", "kept", "sentence"),
    [
        ("f.4.3__zebra", "f.4.3", "“zebra” names no value"),
        ("f.4.3__f.0.1__c.1.1", "f.4.3__c.1.1", "“f.0.1” names no value"),
        ("z.4.3__f.4.3", "f.4.3", "z of unit 3 at step 4 is not in this run"),
        ("f.7.1__f.4.3", "f.4.3", "f of unit 1 at step 7 is not in this run"),
        ("f.1.5__f.4.3", "f.4.3", "f of unit 5 at step 1 is not in this run"),
        ("f.4.3-c.99.1__c.1.1", "c.1.1", "c of unit 1 at step 99"),
        ("__".join(["f.1.1"] * 8), "__".join(["f.1.1"] * 6), "Only the first 6"),
    ],
)
def test_what_cannot_be_shown_gets_a_sentence_and_the_rest_is_kept(text, kept, sentence):
    found = read(text, SIZES, STEPS)
    assert spell(found.cards) == kept
    assert sentence in found.problem


def test_a_value_is_added_once_and_the_oldest_makes_room():
    text = ""
    for t in range(MOST_CARDS):
        text = added(text, Place("f", t, 2))
    assert text == "__".join(f"f.{t}.3" for t in range(1, 7))
    assert added(text, Place("f", 3, 2)) == text
    assert added(text, Place("g", 0, 0)) == text.removeprefix("f.1.3__") + "__g.1.1"
    assert added("none", Place("g", 0, 0)) == "g.1.1"


@pytest.mark.parametrize("settings", NETWORKS, ids=str)
def test_every_number_of_every_network_has_a_card_that_json_can_hold(settings):
    run = make_run(settings)
    last = len(run.parsed.tokens) - 1
    for name, size in numbers_of(run.model).items():
        for t, unit in ((0, 0), (last, size - 1), (1, min(1, size - 1))):
            payload = cards_payload(run, Pinned(((Place(name, t, unit),),)))
            json.dumps(payload, allow_nan=False)
            (card,) = payload["cards"]
            (found,) = taken_apart(run, [(Place(name, t, unit),)])
            assert card["value"] == pytest.approx(found.value, rel=1e-8, abs=1e-12)
            slots = re.findall(r"\{([^}]+)\}", card["numbers"])
            assert set(slots) <= set(card["slots"])
            assert card["says"].endswith(".")
            assert f"step {t + 1} “" in card["head"]


@pytest.mark.parametrize("settings", NETWORKS, ids=str)
def test_the_bars_of_a_sum_and_what_is_left_add_up_to_the_value(settings):
    run = make_run(settings)
    for name in (name for name in numbers_of(run.model) if name.startswith("a") or name == "c"):
        (card,) = cards_payload(run, Pinned(((Place(name, 1, 0),),)))["cards"]
        rest = card["rest"]["sum"] if card["rest"] else 0.0
        total = math.fsum(bar["contribution"] for bar in card["bars"]) + rest
        assert total == pytest.approx(card["value"], abs=1e-6)
        sizes = [abs(bar["contribution"]) for bar in card["bars"]]
        assert sizes == sorted(sizes, reverse=True)
        assert max(sizes) == pytest.approx(card["scale"], rel=1e-6)
        assert len(sizes) <= MOST_BARS + 1


def test_two_cards_of_one_value_share_order_and_scale_and_say_what_differs():
    one, two = shown(NETWORKS[0], "a_f.2.3__a_f.4.3")["cards"]
    assert [bar["label"] for bar in one["bars"]] == [bar["label"] for bar in two["bars"]]
    assert one["scale"] == two["scale"]
    assert one["against"] is None
    assert two["against"]["t"] == 1
    assert two["against"]["difference"] == pytest.approx(two["value"] - one["value"], abs=1e-6)
    for before, after in zip(one["bars"], two["bars"], strict=True):
        assert before["difference"] is None
        gap = after["contribution"] - before["contribution"]
        assert after["difference"] == pytest.approx(gap, abs=1e-6)
    bias = next(bar for bar in two["bars"] if bar["label"].startswith("bias"))
    assert bias["difference"] == 0.0
    assert {bar["symbol"] for bar in two["bars"]} == {"f", "x", "h"}


def test_three_cards_or_two_of_other_units_are_not_subtracted():
    for text in ("a_f.2.3__a_f.4.3__a_f.5.3", "a_f.2.3__a_f.4.2", "f.2.3__a_f.2.3"):
        cards = shown(NETWORKS[0], text)["cards"]
        assert [card["against"] for card in cards] == [None] * len(cards)


def test_a_way_is_shown_stop_by_stop_and_only_its_end_is_taken_apart():
    (card,) = shown(NETWORKS[0], "h.6.3-c.6.3-kept.6.3-c.5.3")["cards"]
    assert [stop["label"] for stop in card["trail"]] == ["h @6", "c @6", "kept @6", "c"]
    assert card["head"] == "c of unit 3 at step 5 “but”"
    assert {bar["to"]["name"] for bar in card["bars"]} == {"kept", "written"}


def test_a_held_gate_says_so_and_what_it_would_have_been():
    (card,) = shown(NETWORKS[-1], "f.2.1")["cards"]
    assert card["held"]
    assert card["value"] == 0.0
    assert card["slots"]["f.own"] == pytest.approx(1 / (1 + math.exp(-card["bars"][0]["value"])))
    assert f"made {card['slots']['f.own']:.2f}" in card["says"]
    assert not shown(NETWORKS[-1], "f.3.1")["cards"][0]["held"]


def test_the_first_card_is_the_answer_after_the_last_step():
    run = make_run(NETWORKS[0])
    assert first(run) == Place("share", 6, int(run.trace.logits[-1, 0].argmax()))
    (card,) = shown(NETWORKS[0])["cards"]
    assert card["value"] == pytest.approx(run.trace.probabilities[-1, 0].max(), rel=1e-8)
    assert card["head"].startswith("p of “")
    assert first(make_run(NETWORKS[4])) == Place("logit", 2, 0)
    assert shown(NETWORKS[0], "none")["cards"] == []


def test_everything_that_the_picker_offers_has_a_card():
    for settings in NETWORKS:
        run = make_run(settings)
        for quantity in shown(settings, "none")["quantities"]:
            text = f"{quantity['name']}.1.{len(quantity['units'])}"
            found = pinned(run, text)
            assert found.problem is None
            assert spell(found.cards) == text


def test_a_share_of_huge_answers_has_no_exponents_written_out():
    run = make_run(Settings(text=TEXT, edits="by_1_900"))
    (card,) = cards_payload(run, Pinned(((Place("share", 0, 0),),)))["cards"]
    assert card["numbers"] == ""
    json.dumps(card, allow_nan=False)


def test_the_table_has_every_part_of_every_card_in_full():
    run = make_run(NETWORKS[0])
    found = taken_apart(run, pinned(run, "a_f.4.3__f.4.3__x.4.1").cards)
    table = cards_table(run, found)
    assert table.groupby("card").size().tolist() == [len(found[0].parts), 1, 1]
    sums = table[table["card"] == 1]
    assert sums["contribution"].sum() == pytest.approx(found[0].value, abs=1e-12)
    assert sums["token"].unique().tolist() == ["great"]
    weighted = sums.dropna(subset="weight")
    assert (weighted["weight"] * weighted["times"] - weighted["contribution"]).abs().max() < 1e-15
    assert set(sums.loc[sums["part"] == "h", "of step"]) == {3}


def test_a_held_gate_tells_both_numbers_with_a_minus_and_words_with_a_hyphen():
    run = make_run(Settings(edits="g_2_3_-0.5"))
    (found,) = taken_apart(run, read("g.2.3", numbers_of(run.model), 23).cards)
    own = f"{math.tanh(run.layer.a_g[1, 0, 2]):.2f}".replace("-", "−")
    assert told(found, run) == (
        f"Held at −0.50 by you. The network itself would have made {own} of its pre-activation."
    )
