"""A learner's walk through the page on reading both ways, in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import press, sync_api

TALL = {"width": 1376, "height": 1500}


@pytest.fixture
def both(watch, app_url):
    """``/bidirectional`` as it opens."""
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/bidirectional")
    return watched


def predict(watched, option):
    watched.page.get_by_text(option, exact=True).first.click()


def wait_for(watched, name, value):
    sync_api.expect(watched.player).to_have_attribute(f"data-{name}", value, timeout=20_000)


def share(watched, reader, answer):
    card = watched.player.locator(f"[data-reader={reader}]")
    row = card.locator(".class").filter(has=watched.page.get_by_text(answer, exact=True))
    return row.locator(".number").inner_text()


def test_a_prediction_runs_the_picture_to_the_answer_and_names_the_reason(both):
    assert (both.shown("t"), both.shown("both")) == ("1", "")
    assert share(both, "both", "were") == "–"
    predict(both, "Only the one that reads from left to right")
    wait_for(both, "playing", "true")
    wait_for(both, "both", "were")
    wait_for(both, "playing", "false")
    assert both.shown("t") == both.shown("steps") == "8"
    assert share(both, "forward", "were") == "25%"
    assert share(both, "both", "were") == "> 99%"
    section = both.page.locator(".st-key-words-which-reader-gets-it-")
    sync_api.expect(section).to_contain_text("Not quite")
    assert "Not quite" in both.player.locator(".became").inner_text()
    both.page.set_viewport_size({"width": 390, "height": 844})
    both.player.get_by_role("button", name="Read why").click()
    sync_api.expect(section.get_by_text("Not quite")).to_be_in_viewport()
    assert both.errors == []


def test_the_second_prediction_takes_the_future_away(both):
    predict(both, "In about one case of four")
    wait_for(both, "future", "not yet")
    wait_for(both, "playing", "false")
    assert both.shown("steps") == "2"
    measured = both.player.locator("[data-measured='both after'] .number")
    assert measured.inner_text() == "23%"
    both.player.get_by_role("button", name="is there").click()
    assert (both.shown("future"), both.shown("steps")) == ("there", "8")
    assert measured.inner_text() == "100%"


def test_the_keys_read_word_by_word_and_choose_an_answer_without_the_server(both):
    both.page.mouse.click(4, 400)
    sent = both.sent
    press(both, "ArrowRight")
    assert both.shown("t") == "2"
    assert "has come to the gap" in both.player.locator(".sentence").inner_text()
    press(both, "PageDown")
    assert (both.shown("t"), both.shown("both")) == ("7", "were")
    press(both, "ArrowDown")
    assert both.shown("answer") == "is"
    press(both, "Home", "End", "ArrowLeft")
    assert both.shown("t") == "7"
    both.player.locator("[data-cell='ahead-0']").focus()
    assert "after reading: there" in both.player.locator(".tip").inner_text()
    assert both.sent == sent
    assert both.errors == []


def test_a_link_opens_its_picture_and_a_reload_too(both, watch):
    field = both.page.get_by_role("textbox", name="Your own sentence")
    field.fill("my keys _ in the kitchen last night")
    field.press("Enter")
    both.rerun()
    both.page.mouse.click(4, 700)
    press(both, "End", "ArrowUp")
    both.player.get_by_role("button", name="has not happened yet").click()
    names = ("t", "steps", "future", "answer", "gap")
    left = [both.shown(name) for name in names]
    assert left[1:3] == ["3", "not yet"]
    both.page.wait_for_url(lambda url: "future=not-yet" in url and f"answer={left[3]}" in url)
    other = watch(viewport=TALL)
    other.open(both.page.url)
    assert [other.shown(name) for name in names] == left
    other.reload()
    assert [other.shown(name) for name in names] == left
    assert other.errors == []


def test_what_cannot_be_read_gets_one_sentence_and_the_picture_comes_back(both):
    field = both.page.get_by_role("textbox", name="Your own sentence")
    for text, told in (("no gap here", "there is no gap yet"), ("_ and _", "Type one gap only")):
        field.fill(text)
        field.press("Enter")
        both.page.get_by_text(told).wait_for()
        sync_api.expect(both.player).to_have_count(0)
    field.fill("<img src=x> zebras _ now")
    field.press("Enter")
    both.player.wait_for()
    both.rerun()
    assert "never met" in both.player.locator(".notes").inner_text()
    assert both.player.locator("img").count() == 0
    assert both.page.get_by_test_id("stException").count() == 0


def test_a_nonsense_link_gives_the_example_and_one_sentence(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/bidirectional?t=99&future=lunch&answer=zebra&gap=zebra")
    assert (watched.shown("t"), watched.shown("future")) == ("1", "there")
    (told,) = watched.player.locator(".notes p").all_inner_texts()
    assert "a word from 1 to 8" in told


def test_a_phone_shows_all_of_it_without_scrolling_sideways(watch, app_url):
    watched = watch(viewport={"width": 390, "height": 844})
    watched.open(f"{app_url}/bidirectional")
    width = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert watched.page.evaluate(width) <= 390
    press(watched, "End")
    assert watched.shown("both") == "were"
    gap = watched.player.locator(".said.gap").bounding_box()
    assert 0 <= gap["x"] and gap["x"] + gap["width"] <= 390


def test_who_wants_no_motion_gets_the_same_answer_at_once(watch, app_url):
    watched = watch(reduced_motion="reduce", viewport=TALL)
    watched.open(f"{app_url}/bidirectional")
    predict(watched, "All three of them")
    wait_for(watched, "t", "8")
    assert (watched.shown("playing"), watched.shown("both")) == ("false", "were")
