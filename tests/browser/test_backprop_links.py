"""Links to a picture of backpropagation, and what stays when its network changes."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

from tests.browser.conftest import press, slide


def query(watched):
    return {name: values[0] for name, values in parse_qs(urlparse(watched.page.url).query).items()}


def test_a_link_opens_exactly_its_picture_and_a_reload_too(watch, app_url):
    first = watch()
    first.open(f"{app_url}/backprop?unrolled=LSTM&numbers=1,2,3")
    press(first, "PageDown", "PageDown", *["ArrowRight"] * 5, "ArrowDown")
    slide(first, "rate", 31)
    slide(first, "nudge", 12)
    first.player.locator("[data-nudged='3']").click()
    first.becomes(lambda: query(first).get("nudged"), "x3")
    names = ("phase", "t", "beat", "weight", "rate", "nudge", "kind", "steps")
    left = [first.shown(name) for name in names]
    second = watch()
    second.open(first.page.url)
    assert [second.shown(name) for name in names] == left
    assert second.player.locator("[data-nudged='3']").get_attribute("aria-pressed") == "true"
    second.reload()
    assert [second.shown(name) for name in names] == left
    assert second.player.locator(".notes p").count() == 0


def test_a_nonsense_link_gives_the_picture_and_one_sentence(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/backprop?t=99&phase=lunch&weight=zebra&rate=-1&nudge=x&unrolled=GRU")
    assert (watched.shown("phase"), watched.shown("t")) == ("forward", "1")
    (told,) = watched.player.locator(".notes p").all_inner_texts()
    assert "a step from 1 to 4" in told and "rates from 0.001 to 10" in told
    assert watched.page.get_by_test_id("stException").count() == 0


def test_another_network_is_opened_anew_and_other_numbers_keep_the_place(rnn):
    press(rnn, "PageDown", "PageDown", "ArrowRight", "ArrowDown")
    rnn.player.evaluate("root => { root.marked = true; }")
    field = rnn.page.get_by_role("textbox", name="Numbers it reads")
    field.fill("0.5, 0.5, 1, 1, 2")
    field.press("Enter")
    rnn.rerun()
    assert (rnn.shown("steps"), rnn.shown("weight")) == ("5", "b")
    assert rnn.player.evaluate("root => root.marked") is True
    rnn.page.get_by_role("radio", name="LSTM").click()
    rnn.rerun()
    assert (rnn.shown("kind"), rnn.shown("weight")) == ("LSTM", "wxg")
    assert rnn.errors == []
