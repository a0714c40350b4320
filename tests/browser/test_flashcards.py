"""The flashcards in a real browser: answered, turned over, rated, and back on their day."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.browser.conftest import press
from tests.browser.test_glossary import glossary, opened

KEY = "gatescope.progress"


def cards(watched):
    return watched.page.get_by_test_id("flashcards")


def keep(watched, records):
    """Let the browser have kept these records of flashcards."""
    progress = {"version": 1, "seen": {}, "solved": {}, "cards": records}
    watched.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(progress)]
    )


def rate(watched, name):
    watched.page.get_by_role("button", name="Show the answer").click()
    cards(watched).locator(f"[data-rating={name}]").click()


def test_a_card_is_answered_turned_over_ticked_off_and_rated_by_keyboard(watch, app_url):
    watched = opened(watch, app_url, "?part=flashcards&card=gates-states")
    expect(cards(watched)).to_have_attribute("data-card", "gates-states")
    expect(cards(watched).get_by_text("A good answer")).to_be_hidden()
    field = watched.page.get_by_role("textbox", name="Your answer")
    field.fill("three gates, 1 2 3")
    press(watched, "Control+Enter")
    expect(cards(watched).get_by_text("The candidate comes from tanh").first).to_be_visible()
    watched.page.get_by_role("checkbox").first.check()
    expect(cards(watched)).to_contain_text("1 of 5 in mine")
    expect(cards(watched).locator("[data-rating=good]")).to_contain_text("in 3 days")
    press(watched, "3")
    expect(cards(watched)).to_contain_text("Good: that one comes back in 3 days.")
    assert cards(watched).get_attribute("data-card") not in ("", "gates-states")
    assert watched.errors == []


def test_a_rated_card_is_due_or_not_after_a_reload(watch, app_url):
    watched = opened(watch, app_url, "?part=flashcards&card=c-h")
    rate(watched, "again")
    watched.page.goto(f"{app_url}/glossary?part=flashcards&card=rnn")
    glossary(watched).wait_for()
    rate(watched, "good")
    watched.page.goto(f"{app_url}/glossary?part=flashcards")
    glossary(watched).wait_for()
    expect(cards(watched)).to_have_attribute("data-due", "1")
    expect(cards(watched)).to_have_attribute("data-card", "c-h")
    expect(watched.page.get_by_role("tab", name="Flashcards")).to_contain_text("1 due")
    kept = json.loads(watched.page.evaluate(f"localStorage.getItem('{KEY}')"))["cards"]
    assert {key: record["box"] for key, record in kept.items()} == {"c-h": 0, "rnn": 2}
    assert watched.errors == []


def test_a_card_comes_back_when_its_day_has_come_and_an_old_one_first(watch, app_url):
    watched = opened(watch, app_url)
    old = {"saturated": {"box": 3, "due": "2020-01-02"}, "rnn": {"box": 1, "due": "2020-02-02"}}
    keep(watched, old)
    watched.page.goto(f"{app_url}/glossary?part=flashcards")
    glossary(watched).wait_for()
    expect(cards(watched)).to_have_attribute("data-due", "2")
    expect(cards(watched)).to_have_attribute("data-card", "saturated")


def test_when_nothing_is_due_it_says_so_and_lets_one_go_on(watch, app_url):
    watched = opened(watch, app_url, "?part=flashcards")
    keys = (
        cards(watched).locator("[data-card]").evaluate_all("all => all.map((e) => e.dataset.card)")
    )
    rest = {key: {"box": 5, "due": "2999-01-01"} for key in keys if key}
    keep(watched, rest)
    watched.page.goto(f"{app_url}/glossary?part=flashcards")
    glossary(watched).wait_for()
    expect(cards(watched).get_by_text("Nothing is due today")).to_be_visible()
    watched.page.get_by_role("button", name="Go through them anyway").click()
    expect(cards(watched)).not_to_have_attribute("data-card", "")


def test_what_is_written_stays_on_the_page_and_is_sent_nowhere(watch, app_url):
    watched = opened(watch, app_url, "?part=flashcards&card=c-h")
    before = watched.sent
    watched.page.get_by_role("textbox", name="Your answer").fill("<b>mine</b>")
    watched.page.get_by_role("button", name="Another one").click()
    watched.page.get_by_role("tab", name="Look up").click()
    watched.page.get_by_role("tab", name="Flashcards").click()
    cards(watched).locator("button[data-card=c-h]").click()
    expect(watched.page.get_by_role("textbox", name="Your answer")).to_have_value("<b>mine</b>")
    assert watched.sent == before
    assert "mine" not in (watched.page.evaluate(f"localStorage.getItem('{KEY}')") or "")


def test_printed_the_flashcards_are_questions_with_their_answers(watch, app_url):
    watched = opened(watch, app_url, "?part=flashcards")
    watched.page.emulate_media(media="print")
    expect(cards(watched).locator(".sheet > li")).to_have_count(30)
    expect(cards(watched).get_by_text("Describe the architecture of a GRU.").last).to_be_visible()
    expect(watched.page.get_by_role("textbox", name="Your answer")).to_be_hidden()


def test_on_a_phone_the_next_card_comes_into_sight(watch, app_url):
    phone = {"width": 390, "height": 844}
    watched = opened(watch, app_url, "?part=flashcards&card=gates-states", viewport=phone)
    rate(watched, "again")
    question = cards(watched).get_by_role("heading").first
    expect(question).not_to_contain_text("Name the gates")
    expect(question).to_be_in_viewport()
    assert cards(watched).get_by_role("status").first.bounding_box()["y"] >= 50
