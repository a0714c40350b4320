"""A learner's walk through the page on sigmoid, tanh and ReLU, in a real browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect


def opened(watch, app_url, address="", **options):
    options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
    watched = watch(**options)
    watched.page.goto(f"{app_url}/squashing{address}")
    part(watched, "swap").wait_for(timeout=60_000)
    watched.settle()
    return watched


@pytest.fixture
def page(watch, app_url):
    return opened(watch, app_url)


def part(watched, name):
    return watched.page.get_by_test_id(name)


def query(watched):
    return {name: values[0] for name, values in parse_qs(urlparse(watched.page.url).query).items()}


def keys(watched, *pressed):
    for key in pressed:
        watched.page.keyboard.press(key)


def predict(watched, option):
    watched.page.get_by_text(option, exact=True).click()


def reading(watched, card, kind):
    return part(watched, "curves").locator(f"[data-card={card}] .{kind}").inner_text()


def test_the_point_moves_by_keyboard_with_its_exact_numbers_and_no_message(page):
    sent = page.sent
    part(page, "curves").locator("input[data-slider=sigmoid]").focus()
    keys(page, "Home")
    assert [reading(page, "tanh", kind) for kind in ("x-of", "value-of", "slope-of")] == [
        "−10.00", "−0.99999…", "8.24·10⁻⁹"
    ]  # fmt: skip
    keys(page, "End", *["ArrowLeft"] * 100)
    assert [reading(page, "sigmoid", kind) for kind in ("x-of", "value-of", "slope-of")] == [
        "5.00", "0.9933", "0.00665"
    ]  # fmt: skip
    assert reading(page, "relu", "value-of") == "5"
    words = part(page, "curves").locator("[data-card=sigmoid] .zone-words").inner_text()
    assert words.startswith("Saturated near 1")
    page.becomes(lambda: query(page).get("sigmoid"), "5")
    page.settle()
    assert page.sent == sent


def test_a_point_can_be_dragged_alone_and_the_slope_read_on_a_logarithmic_axis(page):
    curves = part(page, "curves")
    curves.get_by_role("button", name="each alone").click()
    curves.get_by_role("button", name="logarithmic").click()
    plot = curves.locator("[data-card=tanh] svg.plot").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 60)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 60)
    page.page.mouse.up()
    assert float(curves.locator("[data-card=tanh]").get_attribute("data-x")) > 5
    assert curves.locator("[data-card=sigmoid]").get_attribute("data-x") == "1"
    expect(curves.locator("[data-card=tanh] .plot").nth(1)).to_contain_text("10⁻⁸")
    expect(curves.locator(".tip")).to_contain_text("slope tanh′(x)")
    assert page.errors == []


def test_the_first_prediction_runs_the_point_through_what_was_asked(page):
    predict(page, "At x = 2, on the way up")
    curves = part(page, "curves")
    expect(curves).to_have_attribute("data-found", "3", timeout=30_000)
    expect(curves.locator(".takeaway")).to_have_text(
        "σ′(x) = 0.00665 at x = 5 · σ′(x) = 0.105 at x = 2 · σ′(x) = 0.25 at x = 0"
    )
    assert reading(page, "sigmoid", "slope-of") == "0.25"


def test_three_times_explodes_alone_and_stays_within_one_through_tanh(page):
    again, sent = part(page, "again"), page.sent
    again.locator(".grow").first.focus()
    keys(page, *["ArrowRight"] * 3)
    expect(again).to_have_attribute("data-n", "3")
    assert again.locator(".sum").all_inner_texts() == [
        "3 × 0.9 = 2.7",
        "tanh(3 × 0.70337) = 0.97103",
    ]
    keys(page, "ArrowLeft")
    expect(again).to_have_attribute("data-plain", "0.9")
    keys(page, "End")
    assert float(again.get_attribute("data-plain")) > 3e8
    assert float(again.get_attribute("data-squashed")) < 1
    expect(again.locator(".takeaway")).to_contain_text("small change of the start")
    again.locator("input[data-dial=times]").focus()
    keys(page, "Home")
    expect(again).to_have_attribute("data-factor", "0.5")
    assert "Alone it vanishes" in again.locator(".takeaway").inner_text()
    page.becomes(lambda: query(page).get("times"), "0.5")
    page.settle()
    assert page.sent == sent


def test_the_second_prediction_plays_ten_steps_and_no_further(page):
    predict(page, "About 5900 both ways")
    again = part(page, "again")
    expect(again).to_have_attribute("data-plain", "5904.9", timeout=20_000)
    expect(again).to_have_attribute("data-playing", "false")
    assert again.get_attribute("data-n") == "10"


def test_a_write_goes_up_down_or_nowhere_by_arrow_keys(page):
    write = part(page, "write")
    assert (write.get_attribute("data-kind"), write.get_attribute("data-written")) == (
        "down", "-0.48"
    )  # fmt: skip
    write.locator(".handle").focus()
    keys(page, *["ArrowRight"] * 28)
    assert write.get_attribute("data-kind") == "up"
    keys(page, *["ArrowDown"] * 16)
    assert (write.get_attribute("data-kind"), write.get_attribute("data-written")) == ("shut", "0")
    assert write.locator(".alone b").all_inner_texts() == ["0", "0", "0.8"]


def test_a_number_raised_moves_one_sigmoid_and_all_shares(page):
    outputs, sent = part(page, "outputs"), page.sent
    before = outputs.locator(".number").all_inner_texts()
    assert before == ["0.881", "0.731", "0.269", "0.705", "0.259", "0.0351"]
    outputs.locator("input[data-slider=C]").focus()
    keys(page, *["ArrowRight"] * 5)
    after = outputs.locator(".number").all_inner_texts()
    assert after[:3] == ["0.881", "0.731", "0.982"]
    assert all(one != other for one, other in zip(after[3:], before[3:], strict=True))
    page.becomes(lambda: query(page).get("y_C"), "4")
    page.settle()
    assert page.sent == sent


def test_the_third_prediction_shows_a_memory_that_turns_round(page):
    swap = part(page, "swap")
    assert swap.get_attribute("data-t") == "1"
    predict(page, "It erases it: 0")
    expect(swap).to_have_attribute("data-t", "13", timeout=30_000)
    verdict = swap.locator(".verdict")
    expect(verdict).to_contain_text("−1 × 1 = −1")
    expect(verdict).to_contain_text("“empty” instead of “holds A”")
    expect(swap.locator(".chip[data-wrong=true] .count")).to_have_text("9")
    swap.focus()
    keys(page, *["ArrowLeft"] * 7)
    cells = swap.locator("tbody tr").last.locator("td")
    assert "turned round" in verdict.inner_text() and "So far the answer" in verdict.inner_text()
    assert cells.nth(0).inner_text() == "−1" and cells.nth(4).inner_text() == "−1"
    assert page.errors == []


def test_other_swaps_units_and_texts_are_shown(page):
    swap = part(page, "swap")
    page.page.get_by_role("button", name="The counter that only counts up").click()
    expect(swap).to_have_attribute("data-swap", "add", timeout=15_000)
    expect(swap).to_have_attribute("data-t", "15", timeout=30_000)
    expect(swap.locator(".verdict")).to_contain_text("Now it adds 0")
    sent = page.sent
    swap.get_by_role("button", name="candidate by ReLU").click()
    swap.get_by_role("button", name="Unit 2").click()
    assert (swap.get_attribute("data-swap"), swap.get_attribute("data-unit")) == ("relu", "2")
    assert page.sent == sent
    field = page.page.get_by_role("textbox", name="Your own letters")
    field.fill("<b>x</b>")
    field.press("Enter")
    page.rerun()
    assert "".join(swap.locator(".ribbon .word").all_inner_texts()) == "<B>x</B>"
    expect(swap.locator(".notes")).to_contain_text("knows only")
    assert page.errors == []


def test_a_link_opens_all_four_pictures_as_they_were(watch, app_url):
    address = (
        "?sigmoid=2&tanh=-3&relu=0&move=each&slope=log&times=1.1&begin=-0.5&n=7&i=0.5&g=1"
        "&swap_net=counter&swap=bare&t=4&unit=2"
    )
    watched = opened(watch, app_url, address)
    curves, again, write, swap = (part(watched, n) for n in ("curves", "again", "write", "swap"))
    cards = curves.locator("[data-card]")
    assert cards.evaluate_all("(all) => all.map((one) => one.dataset.x)") == ["2", "-3", "0"]
    assert curves.get_attribute("data-slope") == "log"
    assert [again.get_attribute(f"data-{n}") for n in ("factor", "start", "n")] == [
        "1.1", "-0.5", "7"
    ]  # fmt: skip
    assert write.get_attribute("data-written") == "0.5"
    assert [swap.get_attribute(f"data-{n}") for n in ("swap", "t", "unit")] == ["bare", "4", "2"]


def test_a_link_to_what_is_not_there_says_so_in_one_sentence(watch, app_url):
    watched = opened(watch, app_url, "?swap=zebra&t=99")
    expect(part(watched, "swap").locator(".notes")).to_contain_text("not in this picture")
    assert part(watched, "swap").get_attribute("data-swap") == "gates"
    assert watched.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen(watch, app_url, scheme):
    size = {"width": 390, "height": 844}
    watched = opened(watch, app_url, viewport=size, color_scheme=scheme)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 391
    for name in ("curves", "again", "write", "swap", "outputs"):
        over = part(watched, name).evaluate("(root) => root.scrollWidth - root.clientWidth")
        assert over <= 1, name
    for row in part(watched, "swap").locator("tbody td").all():
        box = row.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_the_pictures_come_without_plotly_and_move_for_those_who_like_it(watch, app_url):
    watched = opened(watch, app_url, reduced_motion="no-preference")
    assert not [url for url in watched.requests if "plotly" in url.lower()]
    again = part(watched, "again")
    again.get_by_role("button", name="Play").click()
    expect(again).to_have_attribute("data-n", re.compile("^[2-9]$"))
    again.get_by_role("button", name="Pause").click()
    watched.rests()
    stands = again.get_attribute("data-n")
    watched.page.wait_for_timeout(1_200)
    assert again.get_attribute("data-n") == stands
