"""The glossary in a real browser: looked up, led to from any page, its flashcards answered."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FORGET = "a[href*='term=forget-gate']"
ON_SCREEN = (
    "(element) => { const { top, bottom } = element.getBoundingClientRect();"
    " return top >= 0 && bottom <= innerHeight; }"
)


def opened(watch, app_url, query="", **options):
    """``/glossary`` with that query."""
    watched = watch(**options)
    watched.page.goto(f"{app_url}/glossary{query}")
    glossary(watched).wait_for(timeout=60_000)
    watched.settle()
    return watched


def glossary(watched):
    return watched.page.get_by_test_id("glossary")


def entry(watched, key):
    return glossary(watched).locator(f"[data-key='{key}']")


def gloss(watched):
    return watched.page.get_by_test_id("gloss")


def search(watched, text):
    watched.page.get_by_role("searchbox", name="Find").fill(text)


def found(watched):
    return glossary(watched).locator(".entry:visible .term").all_inner_texts()


def in_words(watched):
    """The first link to the forget gate on this page."""
    return watched.page.locator(FORGET).first


def wide(watched):
    """How much wider than the window the page is."""
    return watched.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


# ------------------------------------------------------------ terms on any page
def test_pointing_at_a_term_shows_its_card_and_leaving_takes_it_away(cell):
    in_words(cell).hover()
    expect(gloss(cell)).to_be_visible()
    expect(gloss(cell)).to_contain_text("forget gate", ignore_case=True)
    expect(gloss(cell)).to_contain_text("0 erases it.")
    assert gloss(cell).evaluate(ON_SCREEN)
    gloss(cell).hover()
    cell.page.wait_for_timeout(400)
    expect(gloss(cell)).to_be_visible()
    cell.page.mouse.move(2, 300)
    expect(gloss(cell)).to_be_hidden()
    assert cell.errors == []


def test_the_keyboard_reaches_a_term_reads_its_card_and_opens_its_entry(cell):
    in_words(cell).focus()
    press(cell, "Shift+Tab", "Tab")
    expect(gloss(cell)).to_be_visible()
    expect(cell.page.get_by_role("status").filter(has_text="Says how much")).to_have_count(1)
    press(cell, "Escape")
    expect(gloss(cell)).to_be_hidden()
    press(cell, "Enter")
    glossary(cell).wait_for(timeout=60_000)
    cell.settle()
    expect(entry(cell, "forget-gate")).to_have_attribute("data-open", "true")
    cell.becomes(lambda: entry(cell, "forget-gate").evaluate(ON_SCREEN), True)
    assert cell.page.url.endswith("/glossary?term=forget-gate")
    assert len(cell.page.context.pages) == 1
    cell.page.go_back()
    cell.player.wait_for(timeout=60_000)
    assert cell.errors == []


def test_what_is_near_the_end_of_the_window_has_its_card_above(cell):
    link = in_words(cell)
    link.evaluate("(element) => element.scrollIntoView({ block: 'end' })")
    link.hover()
    expect(gloss(cell)).to_be_visible()
    assert gloss(cell).evaluate(ON_SCREEN)
    assert gloss(cell).bounding_box()["y"] < link.bounding_box()["y"]


def test_the_first_touch_shows_the_card_and_the_link_in_it_leads_on(watch, app_url):
    phone = watch(**PHONE)
    phone.open(f"{app_url}/cell")
    in_words(phone).tap()
    expect(gloss(phone)).to_be_visible()
    assert "/cell" in phone.page.url
    box = gloss(phone).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert wide(phone) <= 0
    phone.page.get_by_role("link", name="Open in the glossary").tap()
    expect(entry(phone, "forget-gate")).to_have_attribute("data-open", "true", timeout=60_000)


def test_a_word_in_a_colour_keeps_it_as_a_link(cell):
    colour = "(element) => getComputedStyle(element).color"
    inner = in_words(cell).locator("span").first
    assert inner.evaluate(colour) == "rgb(140, 59, 0)"


# ------------------------------------------------------------ looking up
def test_a_link_opens_its_entry_and_leads_to_it(watch, app_url):
    watched = opened(watch, app_url, "?term=vanishing-gradient")
    one = entry(watched, "vanishing-gradient")
    expect(one).to_have_attribute("data-open", "true")
    expect(one).to_contain_text("Three networks over 100 steps")
    watched.becomes(lambda: one.evaluate(ON_SCREEN), True)
    assert watched.errors == []


@pytest.mark.parametrize("query", ["?term=zebra", "?term=%3Cb%3Ex%3C/b%3E", "?term=__proto__"])
def test_a_link_to_an_entry_that_is_not_there_gets_a_sentence(watch, app_url, query):
    watched = opened(watch, app_url, query)
    expect(glossary(watched)).to_contain_text("Nothing here is called")
    assert found(watched) == []
    assert watched.errors == []


def test_searching_finds_by_name_symbol_and_framework(watch, app_url):
    watched = opened(watch, app_url)
    press(watched, "/")
    watched.page.keyboard.type("forget b")
    assert found(watched) == ["forget bias"]
    search(watched, "c_t")
    assert found(watched) == ["cell state"]
    search(watched, "return_seq")
    assert "return_sequences" in found(watched)
    search(watched, "recurrent_kernel")
    assert "recurrent weights" in found(watched)
    search(watched, "<img src=x onerror=alert(1)>")
    expect(glossary(watched)).to_contain_text("Nothing here is called “<img src=x")
    press(watched, "Escape")
    expect(glossary(watched)).to_have_attribute("data-found", re.compile(r"^\d{2,3}$"))
    assert watched.errors == []


def test_the_arrows_walk_through_what_was_found_and_enter_opens_it(watch, app_url):
    watched = opened(watch, app_url)
    search(watched, "gate")
    press(watched, "ArrowDown", "ArrowDown", "Enter")
    second = glossary(watched).locator(".entry:visible").nth(1)
    expect(second).to_have_attribute("data-open", "true")
    assert f"term={second.get_attribute('data-key')}" in watched.page.url
    press(watched, "Enter")
    expect(second).to_have_attribute("data-open", "false")
    assert "term=" not in watched.page.url


def test_see_also_and_the_picture_lead_on(watch, app_url):
    watched = opened(watch, app_url, "?term=forget-gate")
    entry(watched, "forget-gate").get_by_role("button", name="forget bias").click()
    expect(entry(watched, "forget-bias")).to_have_attribute("data-open", "true")
    assert "term=forget-bias" in watched.page.url
    entry(watched, "forget-gate").get_by_role("link").click()
    watched.player.wait_for(timeout=60_000)
    watched.settle()
    expect(watched.player).to_have_attribute("data-phase", "erase")
    assert watched.errors == []


@pytest.mark.parametrize("query", ["", "?term=gru", "?part=flashcards"])
def test_on_a_phone_nothing_is_wider_than_the_screen(watch, app_url, query):
    phone = opened(watch, app_url, query, **PHONE)
    if "flashcards" in query:
        phone.page.get_by_role("button", name="Show the answer").tap()
    assert wide(phone) <= 0
    clipped = glossary(phone).evaluate(
        "(root) => [...root.querySelectorAll('p, dd, button, h3')].filter((e) =>"
        " e.offsetParent && !e.closest('.all') && e.scrollWidth > e.clientWidth + 2).length"
    )
    assert clipped == 0


def test_printed_every_entry_is_open_and_the_controls_are_gone(watch, app_url):
    watched = opened(watch, app_url)
    watched.page.emulate_media(media="print")
    expect(entry(watched, "gru").get_by_text("Cho et al. 2014")).to_be_visible()
    expect(watched.page.get_by_role("searchbox")).to_be_hidden()
    expect(watched.page.get_by_role("tablist")).to_be_hidden()


def test_pointing_at_a_symbol_names_it_and_pressing_it_opens_its_entry(watch, app_url):
    watched = opened(watch, app_url)
    symbol = watched.page.get_by_role("button", name="ot, output gate")
    symbol.focus()
    expect(glossary(watched).get_by_role("tooltip")).to_contain_text("output gate")
    press(watched, "Enter")
    expect(entry(watched, "output-gate")).to_have_attribute("data-open", "true")
