"""The quiz in a real browser: walked by keyboard, missed and asked again, pointed at, printed."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from lstm_ui.quiz.payload import quiz_payload
from tests.browser.conftest import DONE

KEY = "gatescope.progress"
PHONE = {"width": 390, "height": 844}


def opened(watched, url):
    """The quiz, once it stands."""
    watched.page.goto(url)
    return stands(watched)


def stands(watched):
    quiz = watched.page.get_by_test_id("quiz")
    quiz.wait_for(timeout=60_000)
    watched.page.wait_for_function(DONE, timeout=60_000)
    return quiz


def begin(quiz):
    quiz.locator("[data-act=begin]").click()
    expect(quiz).to_have_attribute("data-view", "question")


def stored(watched):
    return json.loads(watched.page.evaluate(f"localStorage.getItem('{KEY}')") or "{}")


def answer(watched, quiz, item, right):
    """Answer by keyboard alone and check it; the reason for a wrong answer."""
    keyboard = watched.page.keyboard
    why = ""
    if item["kind"] == "choice":
        at = item["right"] if right else (item["right"] + 1) % len(item["options"])
        why = item["options"][at]["why"]
        keyboard.press(str(at + 1))
    elif item["kind"] == "numeric":
        slip = item["slips"][0]
        why = "" if right else slip["why"]
        keyboard.type(item["shown"] if right else f"{slip['value']:.3f}")
    else:
        why = point(watched, quiz, item, right)
    keyboard.press("Enter")
    expect(quiz).to_have_attribute("data-view", "feedback")
    return why


def point(watched, quiz, item, right):
    """Walk through the parts with the arrows to a right one, or to the first that is not."""
    watched.page.keyboard.press("ArrowDown")
    watched.page.keyboard.press("ArrowDown")
    for _ in item["parts"]:
        part = quiz.locator("[aria-checked=true]").get_attribute("data-part")
        why = item["parts"][part]["why"]
        if (why == "") == right:
            return why
        watched.page.keyboard.press("ArrowDown")
    raise AssertionError("no such part")


def plain(text):
    """A text as it stands on the screen."""
    bare = re.sub(r"\[\[(\w)(?:\|([^\]]+))?\]\]", lambda found: found[2] or found[1], text)
    bare = re.sub(r"\[#([^#]+)#\]", lambda found: re.sub(r"[\s/]+", "", found[1]), bare)
    return re.sub(r"_\{?([^}\s]+)\}?", r"\1", bare.replace("`", ""))


@pytest.fixture
def five(watch, app_url):
    """A quiz of five from two topics, and what it asks."""
    watched = watch()
    payload = quiz_payload(("cell", "gradients"), 5, 3)
    quiz = opened(watched, f"{app_url}/quiz?topics=cell&topics=gradients&items=5&paper=3")
    return watched, quiz, payload


def test_a_quiz_with_wrong_answers_is_walked_by_keyboard_and_asks_the_missed_ones_again(five):
    watched, quiz, payload = five
    quiz.locator("[data-act=begin]").focus()
    watched.page.keyboard.press("Enter")
    missed, asked = set(payload["round"][:2]), []
    for at in range(7):
        key = quiz.get_attribute("data-key")
        back = key in asked
        expect(quiz).to_have_attribute("data-back", str(back).lower())
        right = back or key not in missed
        why = answer(watched, quiz, payload["items"][key], right)
        feedback = quiz.get_by_test_id("feedback")
        expect(feedback).to_have_attribute("data-right", str(right).lower())
        expect(feedback).to_contain_text(plain(payload["items"][key]["why"]))
        if not right:
            expect(feedback.locator(".reason")).to_contain_text(plain(why))
        asked.append(key)
        link = quiz.get_by_role("link", name="See it in the picture")
        expect(link).to_have_attribute("href", payload["items"][key]["link"])
        watched.page.keyboard.press("Enter")
        expect(quiz).to_have_attribute("data-view", "score" if at == 6 else "question")
    assert sorted(asked) == sorted([*payload["round"], *missed])
    assert asked[:2] == payload["round"][:2]
    expect(quiz).to_contain_text("3 of 5 right at the first try, 2 missed at first.")
    boxes = {key: record["box"] for key, record in stored(watched)["quiz"].items()}
    assert boxes == {key: 1 if key in missed else 2 for key in payload["round"]}
    topics = [payload["items"][key]["topic"] for key in payload["round"]]
    scores = stored(watched)["scores"]
    assert {path: score["of"] for path, score in scores.items()} == {
        f"/{topic}": topics.count(topic) for topic in topics
    }
    assert sum(score["right"] for score in scores.values()) == 3
    assert watched.errors == []


def test_what_was_missed_is_due_after_a_reload_and_no_more_once_it_is_known(five):
    watched, quiz, payload = five
    begin(quiz)
    first = payload["items"][payload["round"][0]]
    answer(watched, quiz, first, right=False)
    watched.page.reload()
    quiz = stands(watched)
    expect(quiz).to_have_attribute("data-due", "1")
    expect(quiz).to_contain_text("1 is due today")
    quiz.get_by_role("button", name="Practise the one due today").click()
    expect(quiz).to_have_attribute("data-key", first["key"])
    answer(watched, quiz, first, right=True)
    watched.page.keyboard.press("Enter")
    expect(quiz).to_have_attribute("data-view", "score")
    expect(quiz).to_have_attribute("data-due", "0")
    record = stored(watched)["quiz"][first["key"]]
    assert record["box"] == 1
    old = stored(watched)
    old["quiz"] = {key: {"box": 3, "due": "2026-01-01"} for key in payload["round"][:3]}
    old["quiz"]["zebra"] = {"box": 0, "due": "2026-01-01"}
    watched.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, json.dumps(old)])
    watched.page.reload()
    quiz = stands(watched)
    expect(quiz).to_have_attribute("data-due", "3")
    expect(quiz).to_contain_text("3 are due today")


def test_an_item_that_no_picture_shows_offers_none(watch, app_url):
    watched = watch()
    payload = quiz_payload(("recurrence",), 99, 1)
    quiz = opened(watched, f"{app_url}/quiz?topics=recurrence&items=all&paper=1")
    begin(quiz)
    while quiz.get_attribute("data-key") != "pooling":
        quiz.locator("[data-act=skip]").click()
    answer(watched, quiz, payload["items"]["pooling"], right=False)
    expect(quiz.get_by_test_id("feedback")).to_contain_text("Right:")
    expect(quiz.get_by_role("link", name="See it in the picture")).to_have_count(0)


def test_a_round_waits_while_the_picture_is_looked_at(five):
    watched, quiz, payload = five
    begin(quiz)
    answer(watched, quiz, payload["items"][payload["round"][0]], right=False)
    link = payload["items"][payload["round"][0]]["link"]
    quiz.get_by_role("link", name="See it in the picture").click()
    watched.page.wait_for_url(f"**{link}*")
    watched.page.go_back()
    quiz = stands(watched)
    quiz.get_by_role("button", name="Go on with question 2 of 5").click()
    expect(quiz).to_have_attribute("data-key", payload["round"][1])
    assert watched.errors == []


def test_a_skipped_question_counts_as_not_answered_and_is_not_kept(five):
    watched, quiz, payload = five
    begin(quiz)
    for _ in payload["round"]:
        quiz.locator("[data-act=skip]").click()
    expect(quiz).to_have_attribute("data-view", "score")
    expect(quiz).to_contain_text("0 of 5 right at the first try, 5 not answered.")
    assert stored(watched)["quiz"] == {}


def test_the_same_link_asks_the_same_and_another_quiz_something_else(watch, app_url, five):
    watched, quiz, payload = five
    begin(quiz)
    other = opened(watch(), watched.page.url)
    begin(other)
    expect(other).to_have_attribute("data-key", payload["round"][0])
    for _ in payload["round"]:
        quiz.locator("[data-act=skip]").click()
    quiz.get_by_role("button", name="Another quiz").click()
    expect(quiz).to_have_attribute("data-paper", "4", timeout=20_000)
    expect(quiz).to_have_attribute("data-view", "start")
    watched.page.wait_for_url("**paper=4*")


def test_an_answer_that_is_none_gets_one_sentence_and_no_verdict(watch, app_url):
    watched = watch()
    quiz = opened(watched, f"{app_url}/quiz?topics=backprop&items=all")
    begin(quiz)
    while quiz.get_attribute("data-kind") != "numeric":
        watched.page.keyboard.press("Enter")
        expect(quiz.get_by_role("alert")).to_have_text("Choose an answer first, or skip.")
        quiz.locator("[data-act=skip]").click()
    field = quiz.get_by_role("textbox", name="Your answer")
    for text, says in {"": "Type a number first", "<b>half</b>": "That is no number."}.items():
        field.fill(text)
        watched.page.keyboard.press("Enter")
        expect(quiz.get_by_role("alert")).to_contain_text(says)
        expect(quiz).to_have_attribute("data-view", "question")
    assert stored(watched)["quiz"] == {}
    assert quiz.locator("b:text('half')").count() == 0


def test_a_part_that_is_pointed_at_is_named_and_gets_its_own_reason(watch, app_url):
    watched = watch()
    payload = quiz_payload(("cell",), 99, 1)
    quiz = opened(watched, f"{app_url}/quiz?topics=cell&items=all")
    begin(quiz)
    while quiz.get_attribute("data-key") != "point-erase":
        quiz.locator("[data-act=skip]").click()
    parts = payload["items"]["point-erase"]["parts"]
    watched.page.keyboard.press("ArrowRight")  # from the question to its first part
    watched.page.keyboard.press("ArrowRight")
    expect(quiz.locator(".pointed")).to_contain_text("You point at")
    quiz.locator("[data-part=i]").click()
    expect(quiz.locator(".pointed")).to_have_text("You point at it (input gate).")
    watched.page.keyboard.press("Enter")
    expect(quiz.locator(".reason")).to_have_text(
        "You pointed at it (input gate). " + plain(parts["i"]["why"])
    )
    expect(quiz.locator("[data-part=i]")).to_have_attribute("data-verdict", "wrong")
    expect(quiz.locator("[data-part=times_f]")).to_have_attribute("data-verdict", "right")
    quiz.locator("[data-part=plus]").hover()
    expect(quiz.get_by_role("tooltip")).to_contain_text(plain(parts["plus"]["why"]))


def test_on_paper_there_are_the_questions_and_behind_them_the_answers_alone(watch, app_url):
    watched = watch(color_scheme="dark")
    payload = quiz_payload(("cell", "gru"), 10, 2)
    quiz = opened(watched, f"{app_url}/quiz?topics=cell&topics=gru&paper=2")
    pages = watched.page.pdf()
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) >= 3
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    watched.page.emulate_media(media="print")
    sheet = quiz.get_by_test_id("sheet")
    expect(sheet).to_be_visible()
    expect(watched.page.get_by_role("heading", name="Quiz", exact=True)).to_be_hidden()
    expect(quiz.locator("[data-act=begin]")).to_be_hidden()
    expect(sheet.locator(".asked")).to_have_text(
        [plain(payload["items"][key]["question"]) for key in payload["round"]]
    )
    answers = sheet.locator(".answers")
    assert answers.evaluate("(element) => getComputedStyle(element).breakBefore") == "page"
    for row, key in zip(answers.locator("li").all(), payload["round"], strict=True):
        expect(row).to_contain_text(plain(payload["items"][key]["why"]))
    watched.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)


@pytest.mark.parametrize("topic", ["gru", "recurrence"])
def test_on_a_phone_nothing_runs_over_the_edge(watch, app_url, topic):
    watched = watch(viewport=PHONE, has_touch=True)
    quiz = opened(watched, f"{app_url}/quiz?topics={topic}&items=all")
    begin(quiz)
    seen = set()
    while quiz.get_attribute("data-view") == "question":
        kind = quiz.get_attribute("data-kind")
        if kind == "pointing":
            quiz.get_by_role("button", name="Next part").click()
            quiz.locator("[data-act=check]").click()
            expect(quiz).to_have_attribute("data-view", "feedback")
        wide = watched.page.evaluate(
            "() => Math.max(...[...document.querySelectorAll('[data-testid=stMain], html')]"
            ".map((element) => element.scrollWidth))"
        )
        assert wide <= PHONE["width"], quiz.get_attribute("data-key")
        seen.add(kind)
        if kind == "pointing":
            quiz.locator("[data-act=leave]").click()
            break
        quiz.locator("[data-act=skip]").click()
    assert "pointing" in seen and watched.errors == []
