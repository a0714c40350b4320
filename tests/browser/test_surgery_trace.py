"""Traced values on the page of gate surgery: walked, pinned, moved along time, linked."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

WALKED = "h.6.3-c.6.3-kept.6.3-f.6.3"


@pytest.fixture
def open_at(watch, app_url):
    """The page with these cards."""

    def open_(trace=None, **options):
        watched = watch(viewport={"width": 1280, "height": 900}, **options)
        watched.open(f"{app_url}/surgery" + (f"?trace={trace}" if trace else ""))
        expect(cards(watched)).to_have_attribute("data-waits", "false")
        return watched

    return open_


def cards(watched):
    return watched.page.get_by_test_id("cards")


def card(watched, at):
    return cards(watched).locator(f"[data-card='{at}']")


def stands(watched, trace):
    """Wait until these cards have come back from the server, in sight and in the address."""
    expect(cards(watched)).to_have_attribute("data-trace", trace)
    expect(cards(watched)).to_have_attribute("data-waits", "false")
    watched.page.wait_for_function(
        "wanted => new URL(location).searchParams.get('trace') === wanted", arg=trace
    )


def row(watched, at, label):
    return card(watched, at).get_by_role("button", name=re.compile(f"^{label}"))


def number(text):
    return float(text.replace("−", "-"))


def focused(watched):
    return watched.page.evaluate(
        "() => { let e = document.activeElement;"
        " while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
        " return e?.dataset?.key ?? ''; }"
    )


def test_the_first_card_is_the_answer_and_one_walks_from_it_down_to_the_weights(open_at):
    watched = open_at()
    expect(card(watched, 0).locator("h3")).to_contain_text("p of “positive” at step 23")
    row(watched, 0, "“positive”").click()
    stands(watched, "share.23.2-logit.23.2")
    row(watched, 0, "h of unit 3").press("Enter")
    stands(watched, "share.23.2-logit.23.2-h.23.3")
    assert focused(watched) == "0:head"
    for label, name in (("o", "o"), ("a", "a_o")):
        row(watched, 0, label).click()
        expect(card(watched, 0)).to_have_attribute("data-name", name)
    expect(card(watched, 0).locator(".bar.total")).to_be_visible()
    assert watched.errors == []


def test_each_stop_of_the_way_leads_back_up(open_at):
    watched = open_at(WALKED)
    stops = card(watched, 0).locator(".trail button")
    expect(stops).to_have_text(["h", "c", "kept"])
    stops.nth(1).click()
    stands(watched, "h.6.3-c.6.3")


def test_a_pinned_card_stays_while_one_walks_on_in_its_copy(open_at):
    watched = open_at("c.6.3")
    card(watched, 0).get_by_role("button", name="Pin").click()
    stands(watched, "c.6.3__c.6.3")
    assert focused(watched) == "1:head"
    row(watched, 1, "kept").click()
    stands(watched, "c.6.3__c.6.3-kept.6.3")


def test_a_card_moves_along_time_as_often_as_it_is_clicked(open_at):
    watched = open_at("f.4.3__f.4.3")
    later = card(watched, 1).get_by_role("button", name="one step later")
    later.dblclick()
    stands(watched, "f.4.3__f.6.3")
    assert focused(watched) == "1:later"
    expect(card(watched, 1).locator(".heads")).to_contain_text("vs step 4")
    expect(card(watched, 0).locator(".heads")).not_to_contain_text("vs")


def test_two_cards_of_one_value_differ_by_what_the_column_says(open_at):
    watched = open_at("a_f.4.3__a_f.5.3")
    labels = [card(watched, k).locator(".bar:not(.heads) .label").all_inner_texts() for k in (0, 1)]
    assert labels[0] == labels[1]
    assert len(labels[0]) > 5
    for at in range(1, len(labels[0]) + 1):
        first, second = (card(watched, k).locator(".bar").nth(at) for k in (0, 1))
        values = [number(one.locator(".number").first.inner_text()) for one in (first, second)]
        differs = number(second.locator(".differs").inner_text())
        assert differs == pytest.approx(values[1] - values[0], abs=0.0016)


def test_cards_are_taken_away_one_by_one_and_the_picker_brings_new_ones(open_at):
    watched = open_at("f.4.3__c.1.1")
    for left in ("c.1.1", "none"):
        card(watched, 0).get_by_role("button", name="Remove").click()
        stands(watched, left)
    expect(cards(watched)).to_contain_text("No value is pinned")
    assert focused(watched) == "pick"
    for which, option in (("value", "a_o ·"), ("step", "2 “"), ("unit", "4")):
        select = cards(watched).locator(f"[data-pick={which}]")
        texts = select.locator("option").all_inner_texts()
        select.select_option(index=next(k for k, text in enumerate(texts) if option in text))
    cards(watched).get_by_role("button", name="Add a card").click()
    stands(watched, "a_o.2.4")


def test_a_link_brings_the_cards_back_and_nonsense_in_it_gets_a_sentence(open_at):
    watched = open_at(f"{WALKED}__zebra__a_f.4.3")
    expect(cards(watched).locator(".notes")).to_contain_text("“zebra” names no value")
    expect(cards(watched)).to_have_attribute("data-trace", f"{WALKED}__a_f.4.3")
    shown = cards(watched).locator("h3").all_inner_texts()
    watched.reload()
    expect(cards(watched).locator("h3")).to_have_text([text.replace("\n", "") for text in shown])
    query = parse_qs(urlparse(watched.page.url).query)
    assert query["trace"] == [f"{WALKED}__zebra__a_f.4.3"]


def test_learners_words_are_text_on_the_cards(watch, app_url):
    watched = watch()
    text = "good%20%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E"
    watched.open(f"{app_url}/surgery?text={text}&trace=f.2.1__x.2.1")
    expect(cards(watched).locator("h3")).to_have_count(2)
    assert cards(watched).locator("img").count() == 0
    assert watched.page.evaluate("window.hacked") is None


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_a_card_is_wider_than_the_card(watch, app_url, width):
    watched = watch(viewport={"width": width, "height": 900})
    watched.open(f"{app_url}/surgery?trace={WALKED}__a_f.20.3__a_f.22.3__share.3.1")
    expect(cards(watched).locator(".card")).to_have_count(4)
    wide = cards(watched).evaluate(
        "root => [...root.querySelectorAll('.card')].flatMap((card) => {"
        " const right = card.getBoundingClientRect().right;"
        " return [...card.querySelectorAll('*')].filter((e) => !e.closest('.maths')"
        "  && e.getBoundingClientRect().right > right).map((e) => e.className); })"
    )
    assert wide == []
    tops = {round(card(watched, k).bounding_box()["y"]) for k in range(3)}
    assert len(tops) == (3 if width == 390 else 1)
