"""The operating table on the pages that have it, opened as a browser opens them."""

from __future__ import annotations

from itertools import product

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.surgery.comparison import compare, original_of
from lstm_ui.surgery.words import of_comparison
from tests.ui.visits import payloads, player, press, sentences, type_into, visit

PAGES = ("cell", "sequence", "surgery")


@pytest.mark.parametrize("page", PAGES)
def test_a_link_opens_the_operated_network_with_the_sentence_about_it(page: str) -> None:
    payload = player(visit(page, edits="f_4_3_0__bo_1_-2"))
    assert [one["edit"] for one in payload["bench"]["held"]] == ["f_4_3_0"]
    assert [one["edit"] for one in payload["bench"]["changed"]] == ["bo_1_-2"]
    assert payload["series"]["f"][3][2] == 0.0
    operated = Settings(edits="f_4_3_0__bo_1_-2")
    found = compare(make_run(original_of(operated)), make_run(operated))
    assert payload["bench"]["beside"]["sentence"] == of_comparison(found, kept=False)


def test_the_start_page_has_no_operating_table() -> None:
    assert "bench" not in player(visit("start"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("edits", ["zebra", "f_1_1_2", "xf_1.1_1001", "\ufffd", "f_1_1_0__" * 99])
def test_a_link_that_cannot_be_read_leaves_the_network_as_it_was(page: str, edits: str) -> None:
    payload = player(visit(page, edits=edits))
    assert payload["series"] == player(visit(page))["series"]
    assert any(note.endswith("The network is shown as it was.") for note in payload["notes"])


@pytest.mark.parametrize("page", PAGES)
def test_what_a_shorter_text_does_not_have_is_left_out_and_comes_back_with_it(page: str) -> None:
    app = visit(page, edits="f_20_1_0")
    assert player(app)["bench"]["held"]
    long = app.text_input(key="text").value
    type_into(app, "text", "very good")
    payload = player(app)
    assert payload["bench"]["held"] == [] and "left out" in " ".join(payload["notes"])
    type_into(app, "text", long)
    assert player(app)["bench"]["held"]


@pytest.mark.parametrize("page", PAGES)
def test_where_there_is_no_picture_there_is_a_way_back_and_nothing_is_lost(page: str) -> None:
    app = visit(page, edits="f_4_3_0")
    text = app.text_input(key="text").value
    type_into(app, "text", "")
    assert any(sentence.startswith("Type ") for sentence in sentences(app))
    press(app, "Undo")
    assert app.text_input(key="text").value == text
    assert [one["edit"] for one in player(app)["bench"]["held"]] == ["f_4_3_0"]
    type_into(app, "text", "")
    press(app, "Back to the original network")
    type_into(app, "text", text)
    assert player(app)["bench"]["operated"] is False


def test_each_network_keeps_its_own_edits() -> None:
    app = visit("surgery", edits="f_4_3_0")
    app.selectbox(key="net").set_value("intents").run()
    assert player(app)["bench"]["operated"] is False
    app.selectbox(key="net").set_value("reviews").run()
    assert [one["edit"] for one in player(app)["bench"]["held"]] == ["f_4_3_0"]


def test_edits_too_long_for_a_link_stay_in_the_picture_and_out_of_the_address() -> None:
    places = product("ifgo", range(1, 5), range(1, 9))
    many = "__".join(f"x{gate}_{unit}.{column}_0.12345678" for gate, unit, column in places)
    app = visit("surgery", edits=many)
    assert player(app)["bench"]["linked"] is False
    assert len(player(app)["bench"]["changed"]) == 128
    assert "edits" not in app.query_params


def test_a_link_to_a_challenge_that_is_not_there_says_so_once() -> None:
    app = visit("surgery", challenge="<b>nonsense")
    said = "There is no challenge “<b>nonsense”; the board below has them all."
    assert said in player(app)["notes"]
    assert "challenge" not in app.query_params
    assert said not in player(app.run())["notes"]


def revealed(app: AppTest) -> dict[str, bool]:
    return {name: payloads(app, name)[0]["revealed"] for name in ("corners", "sequel")}


def test_a_prediction_lets_its_own_picture_run_and_no_other() -> None:
    app = visit("surgery")
    assert revealed(app) == {"corners": False, "sequel": False}
    press(app, "It stays as it is")
    assert revealed(app) == {"corners": True, "sequel": False}
    press(app, "Its states h and c")
    assert revealed(app) == {"corners": True, "sequel": True}
    press(app, "Ask me again")
    assert revealed(app) == {"corners": False, "sequel": True}


def test_the_question_about_more_steps_doubles_them_once() -> None:
    app = press(visit("surgery", length="7"), "As many as before")
    (lens,) = payloads(app, "shapes")
    assert (lens["steps"], lens["changed"]) == (40, ["T"])
    assert "the same cell of 480 parameters is used 40 times, where it was 20" in lens["says"]
    app.slider(key="length").set_value(9).run()
    (lens,) = payloads(app, "shapes")
    assert (lens["steps"], lens["changed"]) == (9, ["T"])
    press(app, "Ask me again")
    press(app, "As many as before")
    (lens,) = payloads(app, "shapes")
    assert lens["steps"] == 40 and "where it was 20" in lens["says"]
