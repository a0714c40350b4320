"""The page of the quiz hands on what its address asks for, whatever that is."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui.lessons import load_lesson
from lstm_ui.quiz.items import TOPICS, load_items
from lstm_ui.quiz.payload import quiz_payload
from lstm_ui.theme import palette
from tests.ui.visits import payloads, visit

ITEMS = load_items()


def shown(app: AppTest) -> dict:
    assert not app.exception and not app.error
    (payload,) = payloads(app, "quiz")
    return payload


def test_the_page_opens_with_its_words_and_ten_questions_of_the_first_quiz() -> None:
    app = visit("quiz")
    lesson = load_lesson("quiz")
    assert [title.value for title in app.title] == [lesson.title]
    assert app.markdown[0].value == lesson.takeaway
    assert shown(app) == json.loads(json.dumps(quiz_payload((), 10, 1)))
    assert len(shown(app)["round"]) == 10


def test_the_address_names_topics_length_and_number() -> None:
    payload = shown(visit("quiz", topics=["cell", "gru"], items="5", paper="42"))
    assert (payload["chosen"], payload["paper"]) == (["cell", "gru"], 42)
    assert {ITEMS[key].topic for key in payload["round"]} == {"cell", "gru"}
    assert payload["round"] == quiz_payload(("cell", "gru"), 5, 42)["round"]


def test_the_widgets_ask_for_the_same_as_an_address() -> None:
    app = visit("quiz")
    app.button_group(key="topics").set_value(["gradients"])
    app.button_group(key="items").set_value("all")
    payload = shown(app.number_input(key="paper").set_value(7).run())
    assert payload["chosen"] == ["gradients"]
    assert app.query_params["topics"] == "gradients"
    assert sorted(payload["round"]) == sorted(
        key for key, item in ITEMS.items() if item.topic == "gradients"
    )


def test_a_topic_is_shown_by_the_title_of_its_page_and_none_leaves_the_address_bare() -> None:
    app = visit("quiz", topics=["gru"])
    pills = app.button_group(key="topics")
    assert pills.options == list(TOPICS.values())
    assert pills.value == ["gru"]
    assert shown(pills.set_value([]).run())["chosen"] == []
    assert "topics" not in app.query_params


@pytest.mark.parametrize(
    "address",
    [
        {"topics": "zebra"},
        {"topics": ""},
        {"topics": ["zebra", "", "<b>"]},
        {"items": "zebra"},
        {"items": ""},
        {"paper": "0"},
        {"paper": "inf"},
        {"paper": "-1"},
        {"paper": "1e9"},
        {"paper": ""},
    ],
    ids=str,
)
def test_what_an_address_cannot_say_is_the_default(address: dict[str, str | list[str]]) -> None:
    payload = shown(visit("quiz", **address))
    assert payload["round"] == quiz_payload((), 10, 1)["round"]


def test_everything_goes_to_the_browser_as_plain_json() -> None:
    payload = quiz_payload(("squashing",), 5, 3)
    text = json.dumps(payload, allow_nan=False)
    assert len(text) < 200_000
    assert set(payload["items"]) == set(ITEMS)
    assert payload["palette"] == palette()
    assert {topic["key"]: topic["title"] for topic in payload["topics"]} == TOPICS
    assert sum(topic["count"] for topic in payload["topics"]) == len(ITEMS)


def test_the_reason_of_the_right_option_is_none_and_every_other_has_one() -> None:
    for item in quiz_payload((), 10, 1)["items"].values():
        if item["kind"] == "choice":
            reasons = [option["why"] for option in item["options"]]
            assert [at for at, why in enumerate(reasons) if not why] == [item["right"]]
            assert item["options"][item["right"]]["text"] == ITEMS[item["key"]].right
        if item["kind"] == "pointing":
            assert item["parts"][item["right"]]["why"] == ""


def test_the_titles_of_the_topics_are_those_of_their_pages() -> None:
    """A topic whose page is not built yet has the title of the plan."""
    for topic, title in TOPICS.items():
        try:
            assert load_lesson(topic).title == title
        except FileNotFoundError:
            continue
