"""The page of the five shapes as Streamlit serves it: links, predictions, and the exercise."""

from __future__ import annotations

import pytest

from lstm_ui.questions import SKIP
from lstm_ui.shapes.exercise import exercise_payload, tasks
from lstm_ui.shapes.kinds import KINDS
from tests.ui.visits import payloads, press, sentences, type_into, visit


def shown(app):
    (payload,) = payloads(app, "inout")
    return payload


def test_the_page_opens_without_a_fault_on_one_to_one():
    app = visit("shapes")
    assert not app.exception
    assert shown(app)["shape"] == "one-one" and shown(app)["runs"][0]["answer"] == "seven"
    assert not app.text_input


@pytest.mark.parametrize("shape", KINDS)
def test_a_link_opens_its_shape(shape):
    app = visit("shapes", shape=shape)
    assert shown(app)["shape"] == shape
    assert bool(app.text_input) == bool(KINDS[shape].field)


def test_a_link_opens_what_was_typed_and_what_is_lit():
    app = visit("shapes", shape="many-unequal", given="the 3rd of march 2021")
    assert shown(app)["runs"][0]["answer"] == "2021-03-03"
    assert shown(visit("shapes", lit="6"))["runs"][0]["answer"] == "one"


@pytest.mark.parametrize(
    "address", [{"shape": "zebra"}, {"lit": "128"}, {"lit": "-1"}, {"lit": "x"}, {"shape": ""}]
)
def test_an_address_that_makes_no_sense_opens_the_page_as_it_is(address):
    app = visit("shapes", **address)
    assert not app.exception
    assert (shown(app)["shape"], shown(app)["lit"]) == ("one-one", 7)


def test_typing_runs_the_network_and_an_empty_field_gets_a_sentence():
    app = visit("shapes", shape="many-one")
    assert shown(type_into(app, "given", "wake me up at seven"))["runs"][0]["answer"] == "alarm"
    app = type_into(app, "given", "")
    assert not payloads(app, "inout") and any("for example" in one for one in sentences(app))


def test_who_has_predicted_nothing_is_shown_attention_first():
    told = shown(visit("shapes", shape="many-unequal"))
    assert told["looks"] == "" and told["runs"][0]["key"] == "with"


def test_a_prediction_chooses_its_shape_and_runs_the_picture():
    app = visit("shapes")
    assert shown(app)["reveal"] == 0
    press(app, "At all five")
    assert (shown(app)["shape"], shown(app)["reveal"]) == ("many-one", 1)
    press(app, "64, whatever the length")
    told = shown(app)
    assert (told["shape"], told["reveal"], told["looks"]) == ("many-unequal", 2, "without")


def test_the_picture_says_what_became_of_the_prediction_about_its_shape_alone():
    app = visit("shapes")
    assert shown(app)["predicted"] is None
    told = shown(press(app, "At all five"))["predicted"]
    assert told["verdict"] == "Not quite: At the last one only."
    assert told["back"].startswith("st-key-words-")
    app.session_state["shape"] = "many-equal"
    assert shown(app.run())["predicted"] is None
    assert shown(press(app, "64, whatever the length"))["predicted"]["verdict"] == "Right."


def test_a_question_that_is_skipped_runs_the_picture_too():
    app = press(visit("shapes"), SKIP)
    assert (shown(app)["shape"], shown(app)["reveal"]) == ("many-one", 1)


def test_a_shape_that_is_left_keeps_what_was_typed_in_it():
    app = visit("shapes", shape="many-one")
    type_into(app, "given", "thank you")
    app.session_state["shape"] = "many-equal"
    app.run()
    assert app.text_input(key="given").value == KINDS["many-equal"].default
    app.session_state["shape"] = "one-one"
    app.run()
    app.session_state["shape"] = "many-one"
    app.run()
    assert app.text_input(key="given").value == "thank you"


def test_every_task_has_one_right_shape_and_a_reason_for_each_other():
    assert len(tasks()) >= 10
    for task in tasks():
        assert task.right in KINDS
        assert set(task.wrong) == set(KINDS) - {task.right}
        reasons = [task.because, *task.wrong.values()]
        assert len(set(reasons)) == len(reasons)
        assert all(len(reason.split()) >= 7 for reason in reasons)
    assert {task.right for task in tasks()} == set(KINDS)


def test_the_exercise_asks_every_task_once_and_never_two_of_a_shape_running():
    payload = exercise_payload()
    asked = [task["right"] for task in payload["tasks"]]
    assert len({task["key"] for task in payload["tasks"]}) == len(asked) == len(tasks())
    assert all(one != other for one, other in zip(asked, asked[1:], strict=False))
    assert all(set(task["reasons"]) == set(KINDS) for task in payload["tasks"])


def test_the_tasks_of_the_plan_are_all_there():
    text = " ".join(task.title.lower() for task in tasks())
    for word in (
        "caption", "music", "sentiment", "spam", "named", "video", "translation", "speech",
        "stock", "sales",
    ):  # fmt: skip
        assert word in text
