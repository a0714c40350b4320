"""Items are read or refused with their name, and drawn by the number of a quiz."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from lstm_ui.quiz.draw import draw
from lstm_ui.quiz.items import TOPICS, Choice, Pointing, load_items, parse_items
from lstm_ui.quiz.payload import quiz_payload
from lstm_ui.quiz.pointing import parts_of

ITEMS = load_items()

# A whole item, and what makes it none.
WHOLE = """
[[item]]
key = "a-key"
kind = "choice"
question = "What?"
right = "this"
why = "Because."
wrong = [{ text = "that", why = "No." }, { text = "those", why = "Not." }]
link = "/cell"
covers = ["B: something"]
"""
BROKEN = {
    "a key with blanks": ('"a-key"', '"A key"', "has the key 'A key'"),
    "an unknown kind": ('"choice"', '"essay"', "the kind is one of"),
    "no question": ('question = "What?"\n', "", "lacks ['question']"),
    "a misspelt field": ("covers =", "cover =", "does not know ['cover']"),
    "an empty reason": ('"Because."', '" "', "question and why are texts"),
    "a link without a path": ('"/cell"', '"cell"', "starts with the path"),
    "nothing covered": ('["B: something"]', "[]", "covers nothing"),
    "one wrong option": (', { text = "those", why = "Not." }', "", "2 to 4 wrong options"),
    "two options alike": ('"those"', '"This"', "empty or alike"),
    "a wrong option without a reason": ('why = "Not."', 'why = ""', "a reason of its own"),
    "two with one reason": ('why = "Not."', 'why = "No."', "a reason of its own"),
}


def test_a_whole_item_is_read() -> None:
    (item,) = parse_items(WHOLE, "cell")
    assert isinstance(item, Choice)
    assert (item.topic, item.right) == ("cell", "this")
    assert item.wrong == (("that", "No."), ("those", "Not."))


def test_an_item_may_have_no_picture() -> None:
    (item,) = parse_items(WHOLE.replace('link = "/cell"\n', ""), "cell")
    assert item.link == ""


@pytest.mark.parametrize(("old", "new", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_item_is_refused_with_its_name(old: str, new: str, says: str) -> None:
    assert old in WHOLE
    with pytest.raises(ValueError, match=re.escape(says)):
        parse_items(WHOLE.replace(old, new), "cell")


@pytest.mark.parametrize(
    ("cell", "right", "wrong", "says"),
    [
        ("CNN", ("f",), {}, "there is no cell"),
        ("LSTM", ("zebra",), {}, "has no zebra"),
        ("LSTM", ("f",), {"gate": "No."}, "there is no reason for"),
    ],
)
def test_an_item_that_points_at_what_is_not_there_is_refused(
    cell: str, right: tuple[str, ...], wrong: dict[str, str], says: str
) -> None:
    item = Pointing("a-key", "cell", "?", "Because.", "/cell", ("B",), cell, right, wrong)
    with pytest.raises(ValueError, match=says):
        parts_of(item)


def test_the_same_number_draws_the_same_quiz_and_another_number_another() -> None:
    assert draw(ITEMS, (), 10, 7) == draw(ITEMS, (), 10, 7)
    assert draw(ITEMS, (), 10, 7) != draw(ITEMS, (), 10, 8)


@pytest.mark.parametrize("most", [5, 10, 20])
@pytest.mark.parametrize("seed", [1, 42, 9999])
def test_a_quiz_asks_as_many_as_it_should_each_once_from_many_topics(most: int, seed: int) -> None:
    keys = draw(ITEMS, (), most, seed)
    assert len(keys) == len(set(keys)) == most
    topics = Counter(ITEMS[key].topic for key in keys)
    assert len(topics) == min(most, len(TOPICS))
    assert max(topics.values()) - min(topics.values()) <= 1


def test_a_quiz_asks_of_the_chosen_topics_alone_and_all_there_is_at_most() -> None:
    keys = draw(ITEMS, ("gru", "shapes", "zebra"), 999, 3)
    assert sorted(keys) == sorted(k for k, i in ITEMS.items() if i.topic in ("gru", "shapes"))
    assert sorted(draw(ITEMS, ("zebra",), 999, 3)) == sorted(ITEMS)


def test_the_right_option_stands_at_every_place_about_as_often() -> None:
    places = Counter(
        item["right"]
        for seed in range(1, 6)
        for item in quiz_payload((), 10, seed)["items"].values()
        if item["kind"] == "choice"
    )
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 0.7 * sum(places.values()) / 4
