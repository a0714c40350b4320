"""The page on sigmoid, tanh and ReLU as it is served."""

from __future__ import annotations

import pytest

from tests.ui.visits import payloads, press, sentences, type_into, visit

PICTURES = ("curves", "again", "write", "swap", "outputs")


def test_the_page_opens_with_its_five_pictures_and_nothing_of_plotly():
    app = visit("squashing")
    assert not app.exception
    assert [len(payloads(app, name)) for name in PICTURES] == [1, 1, 1, 1, 1]
    assert not app.get("plotly_chart") and not sentences(app)
    assert payloads(app, "swap")[0]["network"] == "Eraser"


@pytest.mark.parametrize(
    ("picture", "option"),
    [
        ("curves", "At x = 2, on the way up"),
        ("again", "About 5900 both ways"),
        ("swap", "It erases it: 0"),
    ],
)
def test_a_prediction_makes_its_own_picture_run_and_no_other(picture, option):
    app = press(visit("squashing"), option)
    runs = {name: payloads(app, name)[0].get("attend", 0) for name in PICTURES}
    assert runs == dict.fromkeys(PICTURES, 0) | {picture: 1}
    assert any(part.value.startswith("**Not quite") for part in app.markdown)


def test_the_prediction_about_the_eraser_opens_it_once():
    app = press(visit("squashing", swap_net="counter"), "It keeps it: 1")
    (shown,) = payloads(app, "swap")
    assert (shown["network"], shown["attend"]) == ("Eraser", 1)
    assert shown["tokens"] == list(".A...X..A.X..")
    again = press(app, "The counter with ReLU")
    assert payloads(again, "swap")[0]["network"] == "Counter"


def test_a_button_opens_the_network_and_the_swap_that_it_names():
    app = press(visit("squashing", swap_text="AX"), "Brackets without tanh on c")
    (shown,) = payloads(app, "swap")
    assert shown["network"] == "Bracket depth" and len(shown["tokens"]) == 19
    assert shown["opened"] == {"count": 1, "swap": "bare"}


def test_a_link_opens_the_network_and_its_text():
    (shown,) = payloads(visit("squashing", swap_net="counter", swap_text="AAB"), "swap")
    assert (shown["network"], shown["tokens"]) == ("Counter", ["A", "A", "B"])


@pytest.mark.parametrize(
    "address",
    [
        {"swap_net": "zebra", "swap_text": ""},
        {"swap_net": ""},
        {"swap_text": "<b>😀</b>" * 500},
        {"swap": "zebra", "t": "-1", "sigmoid": "x"},
    ],
)
def test_any_address_gives_a_picture_or_a_sentence(address):
    app = visit("squashing", **address)
    assert not app.exception
    assert len(payloads(app, "swap")) + len(sentences(app)) >= 1


def test_nothing_typed_says_what_to_type_and_leaves_the_other_pictures():
    app = type_into(visit("squashing"), "swap_text", "")
    assert sentences(app) == ["Type some letters, for example: .A...X..A.X.."]
    assert [len(payloads(app, name)) for name in PICTURES] == [1, 1, 1, 0, 1]


def test_every_table_opens_with_the_numbers_behind_its_picture():
    frames = [frame.value for frame in visit("squashing").dataframe]
    assert [len(frame) for frame in frames] == [81, 1029, 130, 4]
