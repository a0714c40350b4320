"""The page on backpropagation: its controls, its table, a sentence where there is no picture."""

from __future__ import annotations

import inspect
from textwrap import dedent
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core import LSTM, RNN
from lstm_ui.backprop.chain_rule import chain_rule
from lstm_ui.backprop.unrolled import make_unrolled
from lstm_ui.settings import OF_UNROLLED, UnrolledSettings
from tests.ui.test_bad_input import TEXTS
from tests.ui.visits import payloads, press, sentences, type_into, visit


def shown(app: AppTest) -> dict[str, Any]:
    (payload,) = payloads(app, "backprop")
    return payload


def choose(app: AppTest, control: str, option: str) -> AppTest:
    return app.button_group(key=control).set_value(option).run()


def test_the_page_opens_on_four_steps_of_an_rnn_set_by_hand() -> None:
    payload = shown(visit("backprop"))
    assert (payload["kind"], payload["steps"], payload["badge"]) == ("RNN", 4, "hand-set")
    assert payload["weights"][payload["opening"]["weight"]]["label"] == "w′"


def test_an_address_opens_its_network() -> None:
    address = {"unrolled": "LSTM", "numbers": "1, 2", "target": "-1", "weights": "random"}
    payload = shown(visit("backprop", draw="3", **address))
    assert (payload["kind"], payload["tokens"]) == ("LSTM", ["1", "2"])
    assert (payload["badge"], payload["numbers"]["target"]) == ("random, seed 3", -1)


def test_the_preset_stands_still_and_leads_back() -> None:
    app = type_into(visit("backprop", unrolled="LSTM"), "numbers", "3, 3")
    payload = shown(press(app, "Where learning stands still"))
    w = payload["weights"][payload["opening"]["weight"]]
    rate = payload["opening"]["rate"]
    assert (w["label"], w["value"], payload["rates"][rate]) == ("w", 2.1, 0.1)
    assert round(w["after"][rate], 3) == 2.099
    back = shown(press(app, "Back to where it learns"))
    assert (back["kind"], back["weights"][0]["value"], back["tokens"][1]) == ("RNN", 0.5, "0.5")


@pytest.mark.parametrize("kind", ["RNN", "LSTM"])
@pytest.mark.parametrize("weights", ["hand-set", "random"])
def test_the_case_that_stands_still_is_one_press_away_from_every_setting(kind, weights) -> None:
    app = press(visit("backprop", unrolled=kind, weights=weights), "Where learning stands still")
    payload = shown(app)
    assert (payload["network"], payload["weights"][0]["value"]) == ("RNN saturated", 2.1)
    assert [part.label for part in app.button].count("Back to where it learns") == 1


def test_the_words_hold_for_any_number_of_steps() -> None:
    app = visit("backprop", numbers="1, 2")
    words = " ".join(part.value for part in app.markdown)
    assert "With four numbers to read the picture shows four cells" in words
    assert "At step 4" not in words


def test_an_lstm_is_not_offered_saturated_weights() -> None:
    app = choose(choose(visit("backprop"), "weights", "saturated"), "unrolled", "LSTM")
    assert app.button_group(key="weights").value == "hand-set"
    assert shown(app)["kind"] == "LSTM"


def test_a_seed_can_be_set_where_weights_are_random() -> None:
    app = choose(visit("backprop"), "weights", "random")
    before = shown(app)["numbers"]["y"]
    app.number_input(key="draw").set_value(8).run()
    assert shown(app)["badge"] == "random, seed 8"
    assert shown(app)["numbers"]["y"] != before


@pytest.mark.parametrize("kind", ["RNN", "LSTM"])
def test_the_table_holds_every_term(kind: str) -> None:
    app = visit("backprop", unrolled=kind)
    (part,) = (part for part in app.expander if part.label == "The numbers behind the picture")
    table: pd.DataFrame = part.dataframe[0].value
    run = make_unrolled(UnrolledSettings(kind))
    for weight, terms in chain_rule(run).terms.items():
        rows = table[table["weight"] == weight]
        assert rows["term"].tolist() == [term.value for term in terms]
        assert rows["term"].sum() == pytest.approx(rows["whole gradient"].iloc[0])


@pytest.mark.parametrize(("kind", "cell"), [("RNN", RNN), ("LSTM", LSTM)])
def test_the_code_shown_is_the_way_back_of_that_cell(kind: str, cell: Any) -> None:
    code = visit("backprop", unrolled=kind).code[-1].value
    assert code.strip() == dedent(inspect.getsource(cell.backward)).strip()


@pytest.mark.parametrize("field", ["numbers", "target"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_gives_a_picture_or_a_sentence(field: str, text: str) -> None:
    app = type_into(visit("backprop"), field, text)
    assert not app.exception and not app.error
    asked = [said for said in sentences(app) if said.startswith("Type ")]
    assert len(payloads(app, "backprop")) + len(asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        dict.fromkeys(OF_UNROLLED, "zebra"),
        dict.fromkeys(OF_UNROLLED, ""),
        {"numbers": "nan, inf, 1e308", "target": "inf", "draw": "inf", "weights": "random"},
        {"unrolled": "LSTM", "weights": "saturated"},
        {"draw": "-1", "weights": "random"},
    ],
)
def test_nonsense_in_the_address_is_no_crash(address: dict[str, str]) -> None:
    app = visit("backprop", **address)
    assert not app.exception
    assert payloads(app, "backprop") or any(said.startswith("Type ") for said in sentences(app))


def test_what_was_set_on_either_page_waits_while_the_other_is_seen() -> None:
    app = type_into(visit("cell", net="intents"), "text", "play some jazz")
    app.switch_page("pages/backprop.py").run()
    type_into(app, "numbers", "1, 1, 1")
    assert dict(app.query_params) == {"numbers": "1, 1, 1"}
    app.switch_page("pages/sequence.py").run()
    assert app.text_input(key="text").value == "play some jazz"
    assert set(app.query_params) == {"net", "text"}
    app.switch_page("pages/backprop.py").run()
    assert shown(app)["tokens"] == ["1", "1", "1"]
