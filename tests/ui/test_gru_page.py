"""The page of the GRU and other variants as a browser opens it."""

from __future__ import annotations

import pytest

from lstm_ui.gru.cells import CLASSES
from tests.ui.visits import payloads, player, press, sentences, type_into, visit


def twins(app) -> dict[str, dict]:
    return {payload["name"]: payload for payload in payloads(app, "twins")}


def test_the_page_opens_with_a_trained_gru_three_comparisons_and_the_counts():
    app = visit("gru")
    assert not app.exception
    assert player(app)["cell"]["kind"] == "GRU" and player(app)["badge"].startswith("trained")
    assert list(twins(app)) == ["pair", "convention", "order"]
    (counts,) = payloads(app, "counts")
    assert (counts["inputs"], counts["units"]) == (100, 10)


@pytest.mark.parametrize("variant", CLASSES)
def test_a_link_opens_any_of_the_cells(variant):
    app = visit("gru", variant=variant, learnt="reviews", compared="not good")
    assert not app.exception
    shown = player(app)
    assert shown["cell"]["kind"] == CLASSES[variant]
    assert shown["tokens"] == ["not", "good"] == twins(app)["pair"]["tokens"]
    assert app.text_input(key="compared").value == "not good"


def test_a_prediction_lets_its_own_picture_run_and_no_other():
    app = visit("gru")
    assert not any(payload["committed"] for payload in twins(app).values())
    press(app, "0.6 plus the new state n")
    assert {name: payload["committed"] for name, payload in twins(app).items()} == {
        "pair": True,
        "convention": False,
        "order": False,
    }
    assert any("Not quite" in element.value for element in app.markdown)


def test_a_text_of_ones_own_reaches_all_pictures():
    app = type_into(visit("gru"), "compared", "set an alarm please")
    tokens = ["set", "an", "alarm", "please"]
    assert player(app)["tokens"] == tokens
    assert all(payload["tokens"] == tokens for payload in twins(app).values())


def test_nothing_to_read_is_answered_in_words_and_breaks_nothing():
    app = type_into(visit("gru"), "compared", "   ")
    assert not app.exception
    assert payloads(app) == [] and payloads(app, "twins") == []
    assert [one for one in sentences(app) if one.startswith("Type a sentence")]


@pytest.mark.parametrize(
    "address",
    [
        {"variant": "transformer"},
        {"learnt": "brackets"},
        {"learnt": ""},
        {"hidden": "0", "learnt": "random"},
        {"seed": "inf", "learnt": "random"},
        {"inputs": "-3", "outputs": "99999999999"},
        {"compared": "<script>alert(1)</script>"},
    ],
    ids=str,
)
def test_an_address_that_makes_no_sense_opens_the_page_all_the_same(address):
    app = visit("gru", **address)
    assert not app.exception
    assert player(app)["steps"] == twins(app)["pair"]["steps"]


def test_random_networks_say_so_and_have_the_size_that_was_asked_for():
    app = visit("gru", learnt="random", hidden="3", seed="11", variant="peephole LSTM")
    assert player(app)["units"] == 3 and "seed 11" in player(app)["badge"]
    assert all("trained" not in twin["badge"] for twin in twins(app)["pair"]["twins"])


def test_the_sizes_of_the_counter_are_in_the_address_too():
    (counts,) = payloads(visit("gru", inputs="6", outputs="5"), "counts")
    assert counts["layer"] == 5 * (6 + 5 + 1)
