"""A learner's walk over the page on why a network needs memory, in a real browser."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlparse

import pytest

from lstm_ui.recurrence import ball, chain, payload
from tests.browser.conftest import press

FIRST = {
    "ball": "Both expect it about where it is now",
    "same": "The same as the first time",
    "blocks": "1,100: as many as before",
    "reading": "The last two, “please” and “?”",
}


def open_page(watched, url, query=""):
    watched.page.goto(f"{url}/recurrence{query}")
    watched.page.get_by_test_id("reading").wait_for(timeout=60_000)
    watched.settle()


def part(watched, name):
    found = watched.page.get_by_test_id(name)
    found.scroll_into_view_if_needed()
    return found


def predict(watched, option):
    """Choose an option, and commit to it where there is a button for that."""
    watched.page.get_by_text(option, exact=True).click()
    watched.rerun()


@pytest.fixture
def page(watch, app_url):
    watched = watch(viewport={"width": 1280, "height": 900})
    open_page(watched, app_url)
    return watched


def wait_for(watched, name, attribute, value):
    watched.page.wait_for_function(
        "([name, attribute, value]) => {"
        " const find = (root) => root.querySelector(`[data-testid=${name}]`)"
        "  ?? [...root.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot))"
        "   .find(Boolean);"
        " return find(document)?.getAttribute(attribute) === value; }",
        arg=[name, attribute, value],
        timeout=60_000,
    )


def test_the_guess_is_hidden_until_it_was_predicted_and_then_the_ball_flies(page):
    ball_ = part(page, "ball")
    guess = ball_.locator("path[data-guess=several]")
    assert ball_.get_attribute("data-veiled") == "true" and not guess.is_visible()
    predict(page, FIRST["ball"])
    part(page, "ball")
    wait_for(page, "ball", "data-t", str(ball.FRAMES))
    wait_for(page, "ball", "data-playing", "false")
    assert guess.is_visible()
    n = (3 * 2 + 1) * len(ball.WAYS) + 2
    misses = {name: miss[n, -1] for name, miss in ball.make_flights().misses.items()}
    said = ball_.locator(".takeaway").inner_text()
    assert f"{misses['one']:.2f} off" in said and f"8 frames {misses['several']:.2f}" in said
    assert page.errors == []


def test_at_frame_1_the_arrow_turns_and_no_guess_moves(page):
    ball_ = part(page, "ball")
    slider = ball_.locator("[data-slide=way]")
    slider.focus()
    places = set()
    ways = set()
    for _ in range(4):
        press(page, "ArrowRight")
        ways.add(ball_.get_attribute("data-way"))
        places.add(ball_.locator("path[data-guess=several]").get_attribute("transform"))
    assert len(ways) == 4 and len(places) == 1
    box = ball_.locator("svg.box").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.28, box["y"] + box["height"] * 0.72)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.28, box["y"] + box["height"] * 0.3)
    page.page.mouse.up()
    assert ball_.get_attribute("data-way") == "90"


def test_the_same_input_again_with_the_keyboard_only(page):
    same = part(page, "same")
    same.focus()
    before = page.sent
    press(page, "ArrowRight")
    wait_for(page, "same", "data-recurrent", "0.8114")
    assert same.get_attribute("data-plain") == "0.6351"
    same.locator("[data-slide=wh]").focus()
    press(page, "ArrowLeft", "ArrowLeft")
    assert same.get_attribute("data-recurrent") == same.get_attribute("data-plain")
    assert "it is a feed-forward network" in same.locator(".takeaway").inner_text()
    assert page.sent == before


def test_the_loop_unrolls_while_the_weights_stay(page):
    shown = part(page, "chain")
    weights = shown.locator(".matrices")
    before = weights.inner_text()
    assert shown.get_attribute("data-unrolled") == "false"
    shown.get_by_role("button", name="Unroll the loop").click()
    wait_for(page, "chain", "data-unrolled", "true")
    shown.focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowDown")
    page.rests()
    assert (shown.get_attribute("data-t"), shown.get_attribute("data-unit")) == ("3", "2")
    assert weights.inner_text() == before
    one = chain.make_chain(chain.read_series(chain.NUMBERS).inputs, 3, "tanh")
    factors = shown.locator(".factor b").all_inner_texts()
    assert float(factors[6].replace("−", "-")) == pytest.approx(one.trace.h[2, 0, 1], abs=6e-4)


def test_units_and_steps_change_apart(page):
    shown = part(page, "chain")
    count = shown.get_attribute("data-parameters")
    shown.locator("[data-slide=T]").focus()
    press(page, "ArrowRight")
    assert (shown.get_attribute("data-steps"), shown.get_attribute("data-parameters")) == (
        "5",
        count,
    )
    shown.locator("[data-slide=H]").focus()
    press(page, "ArrowRight")
    assert shown.get_attribute("data-h") == "4" and shown.get_attribute("data-steps") == "5"
    assert shown.get_attribute("data-parameters") != count


def test_doubling_the_steps_leaves_the_count(page):
    shown = part(page, "blocks")
    assert (shown.get_attribute("data-steps"), shown.get_attribute("data-total")) == ("8", "1110")
    predict(page, FIRST["blocks"])
    part(page, "blocks")
    wait_for(page, "blocks", "data-steps", "16")
    assert shown.get_attribute("data-total") == "1110"


def test_a_sentence_is_read_to_its_end_and_the_early_words_have_faded(page):
    predict(page, FIRST["reading"])
    shown = part(page, "reading")
    wait_for(page, "reading", "data-t", "9")
    shares = shown.locator("[data-reader=RNN] [data-word]").evaluate_all(
        "items => items.map((one) => Number(one.dataset.share))"
    )
    assert sum(shares) == pytest.approx(1, abs=1e-3) and shares[-1] > 10 * shares[0]
    field = page.page.get_by_role("textbox", name="Your own sentence")
    field.fill("<b>zebra</b> what time is it")
    field.press("Enter")
    page.rerun()
    assert "never met" in shown.locator(".notes").inner_text()
    assert shown.locator("b >> text=zebra").count() == 0


def test_the_place_that_is_told_is_never_ahead_of_the_picture(page):
    shown = part(page, "reading")
    shown.evaluate(
        """root => {
          root.seen = [];
          const read = () => [...root.querySelectorAll("[data-reader=RNN] [data-word]")]
            .filter((word) => word.dataset.share).length;
          new MutationObserver(() => root.seen.push([Number(root.dataset.t), read()]))
            .observe(root, { attributeFilter: ["data-t"] });
        }"""
    )
    shown.focus()
    for _ in range(3):
        press(page, "ArrowRight")
    page.settle()
    assert shown.evaluate("root => root.seen") == [[2, 2], [3, 3], [4, 4]]


def test_what_is_on_screen_explains_itself_to_the_keyboard(page):
    shown = part(page, "same")
    shown.focus()
    for _ in range(9):
        press(page, "Tab")
        if shown.locator(".tip").is_visible():
            break
    assert shown.locator(".tip strong").inner_text() != ""


def test_a_link_opens_the_same_pictures_and_a_nonsense_one_says_so(watch, app_url):
    watched = watch()
    open_page(
        watched,
        app_url,
        "?frame=3&way=90&fast=slow&from=middle&step=2&T=6&H=2&unit=2&form=unrolled&word=4",
    )
    assert [part(watched, "ball").get_attribute(f"data-{n}") for n in ("t", "way", "fast")] == [
        "3", "90", "slow",
    ]  # fmt: skip
    chained = part(watched, "chain")
    assert [chained.get_attribute(f"data-{n}") for n in ("t", "steps", "h", "unrolled")] == [
        "2", "6", "2", "true",
    ]  # fmt: skip
    assert chained.get_attribute("data-unit") == "2"
    assert part(watched, "reading").get_attribute("data-t") == "4"
    part(watched, "ball").focus()
    press(watched, "ArrowRight")
    watched.page.wait_for_url(
        lambda url: (
            {"frame": ["4"], "way": ["90"], "word": ["4"]}.items()
            <= parse_qs(urlparse(url).query).items()
        )
    )
    open_page(watched, app_url, "?frame=99&way=up&H=zebra&wh=7&word=x&times=-1&series=lunch")
    for name in ("ball", "same", "reading"):
        assert "The link asks for a place" in part(watched, name).locator(".notes").inner_text()
    assert watched.page.get_by_text("Type numbers between commas").count() == 1
    assert watched.page.get_by_test_id("stException").count() == 0
    assert watched.errors == []


def test_on_a_phone_nothing_is_wider_than_the_screen_and_no_motion_is_wanted(watch, app_url):
    watched = watch(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    open_page(watched, app_url)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
    for name in ("snapshots", "ball", "same", "chain", "blocks", "reading"):
        box = part(watched, name).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, name
    part(watched, "chain").get_by_role("button", name="Unroll the loop").click()
    assert part(watched, "chain").get_attribute("data-unrolled") == "true"
    press(watched, "End")
    now = part(watched, "chain").locator("g[data-state=now]").bounding_box()
    assert 0 < now["x"] and now["x"] + now["width"] < 390


def test_nothing_large_is_fetched_for_this_page(page):
    assert not [url for url in page.requests if "plotly" in url.lower()]
    size = len(json.dumps(payload.ball_payload(ball.make_flights())))
    assert size < 130_000
