"""The controls keep what a learner set, and promise no more than they do."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui.sources import NETWORKS, RANDOM, network
from tests.ui.visits import player, press, type_into, visit


def choose(app: AppTest, net: str) -> AppTest:
    return app.selectbox(key="net").set_value(net).run()


def press_one_of(app: AppTest, control: str, option: str) -> AppTest:
    return app.button_group(key=control).set_value(option).run()


def fields(app: AppTest) -> set[str]:
    """Keys of the text and number fields that are there."""
    return {field.key for field in (*app.text_input, *app.number_input)}


def test_each_network_keeps_its_own_text() -> None:
    app = type_into(visit("cell"), "text", "I love it.")
    choose(app, "latch")
    assert app.text_input(key="text").value == network("latch").default
    type_into(app, "text", "..B")
    choose(app, "reviews")
    assert app.text_input(key="text").value == "I love it."
    choose(app, "latch")
    assert player(app)["tokens"] == [".", ".", "B"]


@pytest.mark.parametrize(
    ("net", "label"),
    [("reviews", "Your own words"), ("latch", "Your own letters"), ("echo", "Your numbers")],
)
def test_the_text_field_says_what_the_network_reads(net: str, label: str) -> None:
    assert visit("cell", net=net).text_input(key="text").label == label


def test_a_network_without_the_chosen_cell_falls_back_to_its_lstm() -> None:
    app = press_one_of(visit("cell"), "cell", "GRU")
    assert player(app)["cell"]["kind"] == "GRU"
    assert player(choose(app, "brackets"))["cell"]["kind"] == "LSTM"
    assert app.button_group(key="cell").value == "LSTM"


def test_only_what_matters_to_the_picture_can_be_set() -> None:
    app = visit("sequence")
    assert fields(app) == {"text"}
    assert press_one_of(app, "start", "random") and fields(app) == {"text", "seed"}
    assert press_one_of(app, "start", "typed") and fields(app) == {"text", "h0", "c0"}
    assert press_one_of(app, "cell", "RNN") and fields(app) == {"text", "h0"}
    assert [group.key for group in app.button_group if group.key == "candidate"] == []
    assert choose(app, RANDOM) and fields(app) == {"text", "h0", "hidden", "seed"}


def test_typed_states_have_a_number_for_each_unit_of_the_network() -> None:
    app = visit("cell", net=RANDOM, start="typed")
    for units in (3, 8, 5):
        app.number_input(key="hidden").set_value(units).run()
        shown = player(app)
        assert shown["units"] == len(shown["start"]["h"]) == units
        assert shown["notes"] == []


def test_a_text_worth_trying_goes_into_the_field() -> None:
    app = press_one_of(visit("cell"), "try.text.reviews", "I love it.")
    assert app.text_input(key="text").value == "I love it."
    assert player(app)["tokens"] == ["i", "love", "it", "."]


def test_reset_is_the_same_network_with_its_own_text_from_zero() -> None:
    app = visit(
        "cell", net=RANDOM, seed="5", start="typed", h0="1, 1", text="a b", candidate="relu"
    )
    press(app, "Reset")
    shown = player(app)
    assert shown["badge"] == "random, seed 5"
    assert app.text_input(key="text").value == network(RANDOM).default
    assert not any(shown["start"]["h"] + shown["start"]["c"])


def test_the_example_of_size_5_starts_as_the_lesson_says() -> None:
    app = visit("cell", net="intents", start="typed", h0="1", c0="2", candidate="relu", text="hi")
    shown = player(press(app, "Start from the example of size 5"))
    assert shown["start"] == {"h": [0.5, 2, 1, 0.1, -3], "c": [3, 1, 0, 4, -2]}
    assert shown["tokens"] == ["what", "time", "is", "it", "?"]
    assert shown["badge"].startswith("trained · ")


def test_the_gatekeeper_opens_as_the_lesson_says_whatever_was_set_before() -> None:
    app = visit("sequence", net="gatekeeper", text="...", start="random", candidate="relu")
    shown = player(press(app, "Show the gatekeeper"))
    assert "".join(shown["tokens"]) == network("gatekeeper").default
    assert shown["badge"] == "hand-set"
    assert not any(shown["start"]["c"])


def test_the_brackets_open_deep_enough_for_c_to_pass_one() -> None:
    app = type_into(visit("sequence", cell="GRU"), "text", "I love it.")
    shown = player(press(app, "Show the brackets"))
    assert shown["cell"]["kind"] == "LSTM"
    assert [c[0] > 1 for c in shown["series"]["c"]].count(True) >= 4
    assert choose(app, "reviews").text_input(key="text").value == "I love it."


@pytest.mark.parametrize("net", NETWORKS)
def test_the_address_names_a_network_that_is_not_the_default(net: str) -> None:
    app = choose(visit("cell"), net)
    assert app.query_params.get("net") == (None if net == "reviews" else net)
    assert app.query_params.get("text") is None


def test_what_was_set_goes_along_to_the_next_page() -> None:
    app = type_into(visit("cell", net="first_symbol", cell="RNN"), "text", "DABC")
    app.switch_page("pages/sequence.py").run()
    shown = player(app)
    assert (shown["cell"]["kind"], shown["tokens"]) == ("RNN", ["D", "A", "B", "C"])
