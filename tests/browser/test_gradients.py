"""The page of vanishing gradients in a real browser: it plays, its dials turn, its links hold."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press

FELL = "falls to 1/1000"


@pytest.fixture
def still(watch, app_url):
    """``/gradients`` as it opens for one who wants no motion: the whole way at once."""
    watched = watch(reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    watched.open(f"{app_url}/gradients")
    return watched


def query(watched):
    return {name: values[0] for name, values in parse_qs(urlparse(watched.page.url).query).items()}


def takeaway(watched):
    return watched.player.locator(".takeaway").inner_text()


def curve(figure, name):
    """The path of one line of a chart, once it is drawn."""
    line = figure.locator(f".plot path[data-curve={name}]").first
    expect(line).to_have_attribute("d", re.compile("^M"))
    return line.get_attribute("d")


def curves(watched, *names):
    return [curve(watched.player, name) for name in names]


def dial(watched, name):
    return watched.page.locator(f"input[data-dial={name}]")


def rest(watched):
    """Wait until a dial has come to rest and the server has answered."""
    watched.page.wait_for_timeout(800)
    watched.rerun()


def test_the_flow_plays_by_itself_from_the_loss_to_the_first_step(watch, app_url):
    watched = watch()
    watched.page.goto(f"{app_url}/gradients?steps=12")
    expect(watched.player).to_have_attribute("data-playing", "true", timeout=60_000)
    expect(watched.player).to_have_attribute("data-t", "1")
    expect(watched.player).to_have_attribute("data-playing", "false")
    assert watched.errors == []


def test_playing_and_stepping_send_nothing_to_the_server(watch, app_url):
    watched = watch()
    watched.page.goto(f"{app_url}/gradients?steps=40")
    expect(watched.player).to_have_attribute("data-playing", "true", timeout=60_000)
    press(watched, "-", "-")  # or it would be over before all of the page stands
    watched.settle()
    before, place = watched.sent, watched.shown("t")
    expect(watched.player).not_to_have_attribute("data-t", place)
    assert watched.shown("playing") == "true"
    press(watched, "Space", "ArrowRight", "PageDown", "ArrowDown", "Home", "End")
    assert watched.sent == before


def test_the_keys_go_back_in_time_and_forth_again(still):
    still.player.focus()
    press(still, "Home")
    assert (still.shown("t"), still.shown("steps")) == ("50", "50")
    press(still, "ArrowRight", "ArrowRight", "ArrowLeft")
    assert still.shown("t") == "49"
    press(still, "Shift+ArrowRight")
    assert still.shown("t") == "44"
    press(still, "PageUp", "End")
    assert still.shown("t") == "1"


def test_up_and_down_choose_a_curve_and_its_row(still):
    still.player.focus()
    press(still, "ArrowDown", "ArrowDown")
    assert (still.shown("curve"), still.shown("unit")) == ("lstm_c", "3")
    assert "LSTM" in still.player.locator(".readings tr.chosen").inner_text()


def test_a_dial_moves_the_curves_before_the_server_knows(still):
    before, line, said = still.sent, curve(still.player, "rnn_h"), takeaway(still)
    dial(still, "scale").focus()
    press(still, "ArrowRight", "ArrowRight", "ArrowRight")
    assert still.shown("scale") == "1.4"
    assert curve(still.player, "rnn_h") != line
    assert takeaway(still) != said
    assert still.sent == before


def test_a_dial_at_rest_is_in_the_address_and_survives_a_reload(still):
    dial(still, "forget").focus()
    press(still, "ArrowRight", "ArrowRight")
    rest(still)
    still.becomes(lambda: query(still).get("forget"), "3")
    lines = curves(still, "lstm_h", "lstm_c", "gru_h")
    still.reload()
    assert still.shown("forget") == "3"
    assert curves(still, "lstm_h", "lstm_c", "gru_h") == lines


def test_both_dials_together_give_what_the_server_computes_for_both(still):
    dial(still, "scale").focus()
    press(still, "ArrowLeft", "ArrowLeft")
    dial(still, "forget").focus()
    press(still, "ArrowRight")
    rest(still)
    still.becomes(lambda: [query(still).get(name) for name in ("scale", "forget")], ["0.8", "2.5"])
    line = curve(still.player, "lstm_c")
    still.open(still.page.url)
    assert (still.shown("scale"), still.shown("forget")) == ("0.8", "2.5")
    assert curve(still.player, "lstm_c") == line


def test_another_length_is_shown_before_the_server_knows_and_is_what_it_then_computes(still):
    before, said = still.sent, takeaway(still)
    dial(still, "steps").focus()
    press(still, "ArrowRight")
    assert (still.shown("steps"), still.sent) == ("75", before)
    assert takeaway(still) != said
    assert "the last step, 75." in still.player.locator(".asks").inner_text()
    lines = curves(still, "rnn_h", "lstm_c", "gru_h")
    rest(still)
    still.becomes(lambda: query(still).get("steps"), "75")
    assert curves(still, "rnn_h", "lstm_c", "gru_h") == lines
    still.reload()
    assert still.shown("steps") == "75"
    assert curves(still, "rnn_h", "lstm_c", "gru_h") == lines


def test_a_shorter_length_keeps_the_place_inside_and_the_loss_at_its_end(still):
    still.player.focus()
    press(still, "Home")
    dial(still, "steps").focus()
    press(still, "ArrowLeft")
    assert (still.shown("t"), still.shown("steps")) == ("40", "40")
    press(still, "End")
    assert (still.shown("t"), still.shown("steps")) == ("200", "200")
    still.player.focus()
    press(still, "ArrowRight")
    dial(still, "steps").focus()
    press(still, "Home")
    assert (still.shown("t"), still.shown("steps")) == ("5", "5")
    assert still.errors == []


def test_its_own_brings_the_network_back(still):
    line = curve(still.player, "rnn_h")
    dial(still, "scale").focus()
    press(still, "Home")
    assert curve(still.player, "rnn_h") != line
    still.player.get_by_role("button", name="its own").first.click()
    assert (still.shown("scale"), curve(still.player, "rnn_h")) == ("1", line)


def test_the_tip_has_the_exact_values(still):
    plot = still.player.locator(".flow-main .plot")
    box = plot.bounding_box()
    plot.hover(position={"x": box["width"] * 0.6, "y": 120})
    tip = still.player.locator(".tip")
    expect(tip).to_be_visible()
    assert "LSTM ∂L/∂c: 0." in tip.inner_text()
    step = int(tip.inner_text().split("step ")[1].split()[0])
    still.page.mouse.down()
    assert still.shown("t") == str(step)
    cell = still.player.locator(".readings tr", has_text="LSTM ∂L/∂c").locator("td").first
    assert f"LSTM ∂L/∂c: {cell.inner_text()}" in tip.inner_text()


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ("f below 1: it decays", FELL),
        ("Large weights: it explodes", "the LSTM’s in"),
        ("Saturated tanh(c): it is blocked", "tanh(c) is saturated"),
    ],
)
def test_each_limit_of_an_lstm_opens_in_the_lanes(still, button, said):
    still.page.get_by_role("button", name=button).click()
    still.rerun()
    side = still.player.locator(".flow-side")
    expect(side).to_contain_text(said)
    assert still.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") < 400
    assert still.errors == []


def test_a_link_opens_every_control_and_the_place(watch, app_url):
    watched = watch(reduced_motion="reduce")
    watched.open(
        f"{app_url}/gradients?three=numbers&read=1%2C+2%2C+3&steps=30&loss=one+step&asked=20"
        "&rnn=relu&drive=3x&scale=1.4&forget=3&hidden=4&seed=9&t=12&curve=gru_h&window=5"
    )
    expect(watched.player).to_have_attribute("data-steps", "30")
    assert (watched.shown("t"), watched.shown("curve")) == ("12", "gru_h")
    assert (watched.shown("scale"), watched.shown("forget")) == ("1.4", "3")
    badge = watched.player.locator(".badge").inner_text()
    assert badge == (
        "random, seed 9, then inputs ×3, RNN with ReLU, recurrent weights ×1.4 and forget bias 3 "
        "by you"
    )
    assert "after step 20 only" in watched.player.locator(".asks").inner_text()
    assert watched.page.get_by_test_id("windows").get_attribute("data-window") == "5"


def test_a_place_that_is_not_there_is_one_plain_sentence(watch, app_url):
    watched = watch(reduced_motion="reduce")
    watched.open(f"{app_url}/gradients?t=999&curve=<b>x</b>")
    notes = watched.player.locator(".notes")
    expect(notes).to_contain_text("a step from 1 to 50")
    assert watched.page.locator("b", has_text="x").count() == 0


def test_the_window_cuts_the_gradient_and_not_the_state(still):
    figure = still.page.get_by_test_id("windows")
    line, cut = curve(figure, "h"), curve(figure, "cut")
    before = still.sent
    dial(still, "window").focus()
    press(still, "Home")
    still.becomes(lambda: query(still).get("window"), "1")
    assert figure.get_attribute("data-window") == "1"
    assert (curve(figure, "h") == line) and (curve(figure, "cut") != cut)
    assert "reaches 1 of 50 steps" in figure.inner_text()
    still.settle()
    assert still.sent == before


def test_the_answer_closes_the_window_when_it_is_in_sight(still):
    figure = still.page.get_by_test_id("windows")
    opened, line = figure.get_attribute("data-window"), curve(figure, "h")
    still.page.get_by_text("Nothing: only the gradient is cut", exact=True).click()
    figure.locator("xpath=self::*[@data-unfolded]").wait_for(timeout=20_000)
    figure.locator(".takeaway").scroll_into_view_if_needed()
    figure.locator("xpath=self::*[@data-unfolded='true']").wait_for(timeout=20_000)
    assert figure.get_attribute("data-window") == opened
    assert curve(figure, "h") == line


def test_on_a_phone_the_lanes_keep_their_numbers_on_the_screen(watch, app_url):
    watched = watch(reduced_motion="reduce", viewport={"width": 390, "height": 844})
    watched.open(f"{app_url}/gradients")
    for reading in watched.player.locator(".streams .reading").all():
        box = reading.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 391
