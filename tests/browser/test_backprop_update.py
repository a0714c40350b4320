"""The update and the nudge on the page of backpropagation, in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import press, slide
from tests.browser.test_backprop import number


def test_after_a_slider_was_pressed_space_plays_and_a_clicker_goes_on(rnn):
    rnn.player.locator("[data-slider=rate]").click(position={"x": 30, "y": 5})
    assert rnn.shown("rate") != "0.1"
    press(rnn, "PageDown")
    assert rnn.shown("phase") == "loss"
    press(rnn, "Space")
    assert rnn.shown("playing") == "true"


def test_the_update_is_written_out_and_a_rate_too_large_lets_the_loss_rise(rnn):
    sentence = rnn.player.locator(".update .verdict-of")
    slide(rnn, "rate", 20)
    rate = float(rnn.shown("rate"))
    written = rnn.player.locator("[data-sum=update]").inner_text()
    before, at, gradient, after = map(number, re.split(" [−×=] ", written.split(": ")[1]))
    assert (at, rate) == (0.1, 0.1)
    assert after == pytest.approx(before - at * gradient, abs=1e-3)
    assert "The loss falls" in sentence.inner_text()
    slide(rnn, "rate", 40)
    assert rnn.shown("rate") == "10"
    assert "The loss rises" in sentence.inner_text()
    assert "Too large a rate" in sentence.inner_text()
    assert number(rnn.player.locator("[data-beyond]").text_content()) > 10
    slide(rnn, "rate", 20)
    assert rnn.player.locator("[data-beyond]").count() == 0


def test_where_learning_stands_still_the_weight_is_2_099_after_the_update(rnn):
    press(rnn, "End")
    rnn.page.get_by_role("button", name="Where learning stands still").click()
    rnn.rerun()
    assert (rnn.shown("weight"), rnn.shown("phase")) == ("w", "update")
    assert "= 2.099" in rnn.player.locator("[data-sum=update]").inner_text()
    assert "2.1" in rnn.player.locator("[data-sum=update]").inner_text()
    sentence = rnn.player.locator(".update .verdict-of")
    assert "w hardly moves (2.1 → 2.099); the loss falls through wy and by." in (
        sentence.text_content()
    )


def test_at_the_update_the_rail_shows_both_values_and_no_row_is_lit(rnn):
    press(rnn, "End")
    rail = rnn.player.locator(".rail")
    assert "w′ = 0.8 → 0.724" in rail.text_content()
    assert "so far" not in rail.text_content()
    assert rnn.player.locator(".terms li[data-state=now]").count() == 0
    slide(rnn, "rate", 0)
    assert "→ 0.799" in rail.text_content()


def test_a_small_nudge_is_foretold_and_a_large_one_is_not(rnn):
    def changes():
        told = rnn.player.locator("[data-change]").all_inner_texts()
        return [number(text.split("=")[-1]) for text in told]

    slide(rnn, "nudge", 21)
    predicted, measured = changes()
    assert rnn.shown("nudge") == "0.05"
    assert measured == pytest.approx(predicted, rel=0.1)
    assert "small enough" in rnn.player.locator(".nudge .verdict-of").inner_text()
    slide(rnn, "nudge", 0)
    predicted, measured = changes()
    assert measured != pytest.approx(predicted, rel=0.2)
    assert "too large" in rnn.player.locator(".nudge .verdict-of").inner_text()
    rnn.player.locator("[data-nudged='1']").click()
    assert "value of x" in rnn.player.locator(".nudge .plot").text_content()
