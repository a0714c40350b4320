"""The five shapes in a real browser: stepped, predicted, switched, sorted, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press

UNEQUAL = "many-unequal"


class Shapes:
    """The page as a learner has it before them."""

    def __init__(self, watched, url):
        self.watched, self.page = watched, watched.page
        self.root = self.page.get_by_test_id("inout")
        self.page.goto(url)
        self.root.wait_for(timeout=60_000)
        watched.settle()

    def shown(self, name):
        return self.root.get_attribute(f"data-{name}")

    def has(self, **values):
        for name, value in values.items():
            expect(self.root).to_have_attribute(f"data-{name}", value, timeout=30_000)

    def focus(self):
        self.root.evaluate("(root) => root.focus()")

    def said(self):
        return self.root.locator(".sentence").inner_text()

    def states(self, selector):
        parts = self.root.locator(selector)
        return [parts.nth(k).get_attribute("data-state") for k in range(parts.count())]


@pytest.fixture
def opened(watch, app_url):
    def open_(query="", **options):
        return Shapes(watch(**options), f"{app_url}/shapes{query}")

    return open_


def test_a_learner_steps_a_question_to_its_answer_with_the_keyboard(opened):
    page = opened("?shape=many-one")
    page.has(steps="6", t="6", answer="time")
    page.focus()
    press(page.watched, "Home")
    page.has(t="1", phase="read")
    assert page.states(".io-node.out") == ["idle"]
    assert "Nothing is asked yet" in page.said()
    press(page.watched, "ArrowRight", "ArrowRight")
    page.has(t="3")
    assert page.states(".io-node.state") == ["past", "past", "now", "idle", "idle"]
    press(page.watched, "PageDown")
    page.has(t="6", phase="answer")
    expect(page.root.locator(".classes .best dt")).to_have_text("time")
    press(page.watched, "Home", "Space")
    page.has(playing="true")
    page.has(playing="false", t="6")
    press(page.watched, "ArrowDown")
    page.has(shape="many-equal")
    assert page.watched.errors == []


def test_stepping_and_playing_send_nothing_to_the_server(opened):
    page = opened(f"?shape={UNEQUAL}")
    page.focus()
    before = page.watched.sent
    press(page.watched, "Home", "ArrowRight", "PageDown", "ArrowRight", "End")
    page.root.get_by_role("button", name=re.compile("^without attention")).click()
    page.has(looks="without")
    press(page.watched, "PageUp", "Space")
    page.page.wait_for_timeout(900)
    assert page.watched.sent == before


def test_a_prediction_runs_the_moment_that_it_was_about(opened):
    page = opened(viewport={"width": 1280, "height": 900})
    page.has(shape="one-one")
    page.root.evaluate(
        """root => {
          root.said = {};
          new MutationObserver(() => {
            root.said[root.dataset.phase] = root.querySelector(".sentence").textContent;
          }).observe(root, { attributeFilter: ["data-phase"] });
        }"""
    )
    page.page.get_by_text("64, whatever the length", exact=True).click()
    page.has(shape=UNEQUAL, looks="without", playing="true")
    page.has(playing="false", phase="write")
    said = page.root.evaluate("root => root.said")
    assert "64 numbers are handed over" in said["hand over"]
    expect(page.root.locator(".became")).to_contain_text("Right.")
    page.root.get_by_role("button", name="Read why").click()
    expect(page.page.get_by_text("It gets the last h and the last c")).to_be_in_viewport()


def test_attention_shows_its_exact_shares_on_hover_and_on_focus(opened):
    page = opened(f"?shape={UNEQUAL}&looks=with", viewport={"width": 1376, "height": 1400})
    rows = page.root.locator(".io-row")
    assert rows.count() == 11
    row = rows.nth(3)
    row.locator("[data-cell='22']").hover()
    tip = page.root.locator(".tip")
    expect(tip).to_contain_text("writing “1”")
    expect(tip.locator(".number")).to_have_text(re.compile(r"^\d+\.\d+%$|^100\.0%$"))
    page.page.mouse.move(5, 5)
    page.focus()
    page.page.keyboard.press("Tab")  # from here on the focus is the keyboard's
    row.focus()
    expect(tip).to_contain_text("The shares of a row sum to 100%")
    row.click()
    page.has(t=str(23 + 1 + 4))
    assert page.states(".io-row")[:5] == ["past", "past", "past", "now", "idle"]


def test_segments_are_switched_by_click_and_by_key_and_stay_in_the_link(opened):
    page = opened("?shape=one-many")
    page.has(answer="seven")
    top = page.root.locator("[data-segment=a]")
    expect(top).to_have_attribute("aria-checked", "true")
    top.click()
    page.has(answer="one")
    page.page.wait_for_url("**lit=6*")
    page.root.locator("[data-segment=g]").focus()
    page.page.keyboard.press("Enter")
    expect(page.root.locator("[data-segment=g]")).to_have_attribute("aria-checked", "true")
    page.root.locator("[data-segment=f]").click()
    page.has(answer="four")


def test_a_link_opens_the_same_move_of_the_same_network(opened):
    page = opened(f"?shape={UNEQUAL}&given=3.3.21&looks=without&t=9")
    page.has(t="9", looks="without", phase="write")
    expect(page.root.locator("[data-looks-button=without]")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.root.locator("[data-looks-button=without] code")).to_have_text("20…")
    page.focus()
    press(page.watched, "ArrowRight")
    page.page.wait_for_url(re.compile("t=10"))


def test_a_date_that_does_not_exist_gets_a_sentence_and_the_networks_still_answer(opened):
    page = opened(f"?shape={UNEQUAL}")
    field = page.page.get_by_role("textbox", name="Your date")
    field.fill("31 Feb 2021")
    field.press("Enter")
    page.watched.rerun()
    expect(page.root.locator(".notes")).to_contain_text("There is no 2021-02-31")
    field.fill("<b>3 May</b> 2021 🎉")
    field.press("Enter")
    page.watched.rerun()
    expect(page.root.locator(".notes")).to_contain_text("unknown to the networks")
    assert page.root.locator("b").count() == 0
    assert page.watched.errors == []


def test_tasks_are_sorted_by_key_and_a_wrong_place_has_its_reason(opened):
    page = opened()
    game = page.page.get_by_test_id("sorting")
    game.locator("[data-bin=many-unequal]").click()
    expect(game).to_have_attribute("data-told", "wrong")
    expect(game.locator(".said")).to_contain_text("Neither the photo nor the label")
    expect(game.locator("[data-bin=many-unequal]")).to_be_disabled()
    page.page.keyboard.press("1")
    expect(game).to_have_attribute("data-at", "1")
    expect(game).to_have_attribute("data-first", "0")
    expect(game.locator(".bin", has=page.page.locator("[data-bin=one-one]"))).to_contain_text(
        "Image recognition"
    )


@pytest.mark.parametrize("shape", ["one-one", "many-one", UNEQUAL])
def test_on_a_phone_nothing_scrolls_sideways_but_the_graph_itself(opened, shape):
    page = opened(f"?shape={shape}", viewport={"width": 390, "height": 844})
    wide, room = page.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room
    if shape == UNEQUAL:
        frame = page.root.locator(".wide")
        page.watched.becomes(lambda: frame.evaluate("(frame) => frame.scrollLeft > 0"), True)
        out = page.root.locator(f"[data-node='{page.shown('node')}']").bounding_box()
        assert 0 <= out["x"] and out["x"] + out["width"] <= room


def test_without_motion_everything_stands_at_once(opened):
    page = opened("?shape=many-one", reduced_motion="reduce")
    page.focus()
    press(page.watched, "Home", "ArrowRight")
    page.has(t="2")
    light = page.root.locator(".io-edge[data-state=now] .io-light").first
    expect(light).to_have_attribute("stroke-dashoffset", "0.000")
