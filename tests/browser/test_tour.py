"""The guided tour and predictions in a real browser: both lead the picture, and neither fights."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from lstm_ui.lessons import load_lesson
from lstm_ui.tour import load_tour
from tests.browser.conftest import press

KEY = "gatescope.progress"
STOPS = load_tour()
HEADING = "“The forget gate is 1, so it forgets”"
SLUG = load_lesson("cell")[HEADING].slug


@pytest.fixture
def tour(watch, app_url):
    """``/cell?tour=1`` as it opens."""
    watched = watch()
    watched.open(f"{app_url}/cell?tour=1&net=latch")
    expect(watched.player).to_have_attribute("data-touring", "playing", timeout=20_000)
    return watched


def caption(watched):
    return watched.page.get_by_test_id("tour")


def option(watched, number=0):
    return watched.page.locator(f".st-key-option-{number}-{SLUG} button")


def place_of(stop):
    return stop.at["t"], stop.at["phase"], stop.at["unit"]


def test_the_tour_runs_by_itself_to_its_end_and_leaves_the_picture_there(watch, app_url):
    watched = watch()
    watched.page.clock.install()
    watched.open(f"{app_url}/cell?tour=1")
    expect(watched.player).to_have_attribute("data-touring", "playing", timeout=20_000)
    passed = []
    for _ in range(120):
        watched.page.clock.run_for(3000)
        at = int(watched.shown("tour"))
        passed.append(at)
        if watched.shown("touring") == "over":
            break
    assert sorted(set(passed)) == list(range(passed[0], len(STOPS) + 1)) and passed[0] <= 2
    assert passed == sorted(passed)
    assert watched.place() == place_of(STOPS[-1])
    expect(caption(watched)).to_contain_text("positive, over 99%")
    assert "tour=" not in watched.page.url
    assert watched.errors == []


def test_the_words_carry_the_numbers_of_their_place(tour):
    tour.page.keyboard.press("Space")
    for stop in STOPS[int(tour.shown("tour")) : 5]:
        caption(tour).get_by_role("button", name="Next").click()
        assert tour.place() == place_of(stop)
    expect(caption(tour)).to_contain_text("Unit 4 held −0.77. Times 0.47, only −0.36 of that")
    shown = tour.player.locator("[data-node=kept]").first
    expect(shown).to_contain_text("−0.36")


def test_a_key_of_the_learner_pauses_it_and_then_it_goes_on(tour):
    press(tour, "ArrowRight")
    expect(tour.player).to_have_attribute("data-touring", "paused")
    before = tour.place()
    tour.page.wait_for_timeout(1500)
    assert tour.place() == before
    press(tour, "Space")
    expect(tour.player).to_have_attribute("data-touring", "playing")
    press(tour, "Space")
    expect(tour.player).to_have_attribute("data-touring", "paused")


def test_a_click_in_the_picture_pauses_it_too(tour):
    tour.player.locator("[data-step='3']").click()
    expect(tour.player).to_have_attribute("data-touring", "paused")
    assert tour.shown("t") == "3"


def test_a_clicker_goes_from_stop_to_stop(tour):
    press(tour, "Space")
    at = int(tour.shown("tour"))
    press(tour, "PageDown", "PageDown", "PageUp")
    assert (tour.shown("tour"), tour.place()) == (str(at + 1), place_of(STOPS[at]))


def test_escape_leaves_it_and_the_picture_stays_and_works(tour):
    press(tour, "Space", "PageDown")
    before = tour.place()
    press(tour, "Escape")
    expect(caption(tour)).to_be_hidden()
    assert tour.player.get_attribute("data-touring") is None
    assert tour.place() == before
    press(tour, "ArrowRight")
    assert tour.place() == (before[0], "forget", before[2])
    press(tour, "Space")
    expect(tour.player).to_have_attribute("data-playing", "true")
    assert tour.errors == []


def test_a_tour_that_was_left_does_not_come_back_by_itself(tour):
    press(tour, "Escape")
    tour.go_to("Through time")
    tour.go_to("Inside the LSTM cell")
    expect(caption(tour)).to_be_hidden()
    tour.reload()
    expect(caption(tour)).to_be_hidden()


def test_it_starts_from_start(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/")
    watched.page.get_by_role("link", name="Guided tour, 3 minutes").click()
    watched.arrive("Inside the LSTM cell")
    expect(watched.player).to_have_attribute("data-touring", "playing", timeout=20_000)
    assert watched.errors == []


def test_it_starts_anew_by_its_button_whatever_stands_there(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/cell?net=latch")
    for _ in range(2):
        watched.page.get_by_role("button", name="Guided tour, 3 minutes").click()
        expect(watched.player).to_have_attribute("data-tour", "1", timeout=20_000)
        press(watched, "Escape")
    expect(watched.player).to_have_attribute("data-steps", "23")


def rests_below_the_bar(watched):
    """Wait until the caption stands where it is to stand."""
    watched.becomes(lambda: 50 <= caption(watched).bounding_box()["y"] <= 70, True)


def test_it_stays_in_sight_when_the_page_above_it_settles_later(watch, app_url):
    watched = watch(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    watched.page.add_init_script(
        """const toured = (one) => one.querySelector(".tour:not([hidden])");
        const waiting = setInterval(() => {
          const all = [...document.querySelectorAll("*")];
          const root = all.map((one) => one.shadowRoot ?? one).find(toured);
          if (!root) return;
          clearInterval(waiting);
          setTimeout(() => {
            root.querySelector(".transport").style.paddingBottom = "60px";
            document.body.dataset.settled = "yes";
          }, 300);
        }, 50);"""
    )
    watched.open(f"{app_url}/cell?tour=1")
    watched.page.locator("[data-settled]").wait_for(state="attached")
    rests_below_the_bar(watched)


def test_on_a_phone_caption_and_picture_share_the_screen(watch, app_url):
    watched = watch(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    watched.open(f"{app_url}/cell?tour=1")
    expect(caption(watched)).to_be_visible(timeout=20_000)
    rests_below_the_bar(watched)
    watched.settle()
    top = caption(watched).bounding_box()
    drawing = watched.player.locator(".stage .diagram").bounding_box()
    assert top["y"] >= 50 and drawing["y"] >= top["y"] + top["height"]
    assert drawing["y"] + drawing["height"] <= 844
    assert watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1


def test_it_prints_as_nothing(tour):
    press(tour, "Space")
    tour.page.emulate_media(media="print")
    expect(caption(tour)).to_be_hidden()


def test_a_prediction_made_with_the_keyboard_runs_the_picture_and_leads_back(cell):
    option(cell).focus()
    press(cell, "Tab", "Tab", "Enter")  # the third answer; none was chosen on the way
    expect(cell.player).to_have_attribute("data-touring", "over", timeout=20_000)
    assert cell.place() == ("4", "update", "1")
    expect(caption(cell)).to_contain_text("Not quite: 3, all of it was kept.")
    expect(caption(cell)).to_contain_text("f is 1.00 and i is 0.00. So 3.00 is kept")
    expect(cell.player).to_be_in_viewport()
    caption(cell).get_by_role("button", name="Back to the question").click()
    reason = cell.page.get_by_text("It multiplies what is stored: 1 × 3 = 3.")
    expect(reason).to_be_in_viewport()
    assert cell.errors == []


@pytest.mark.parametrize(
    ("page", "heading", "said", "shown"),
    [
        ("backprop", "“Every time step has its own weights”", "sum is 0.765", ("1", "update")),
        ("gradients", "“An LSTM abolishes vanishing and exploding gradients”", "2.7·10⁻⁹ is left",
         ("1", "backward")),
        ("surgery", "“c and h are the same thing”", "is 1.24 at the end", ("23", "read")),
        ("sequence", "“c and h are the same thing”", "now h is 0.76", ("5", "read")),
    ],
)  # fmt: skip
def test_every_players_picture_runs_to_what_the_question_is_about(
    watch, app_url, page, heading, said, shown
):
    watched = watch()
    watched.open(f"{app_url}/{page}")
    watched.page.locator(f".st-key-skip-{load_lesson(page)[heading].slug} button").click()
    expect(watched.player).to_have_attribute("data-touring", "over", timeout=60_000)
    assert watched.place()[:2] == shown
    words = caption(watched).locator(".words").inner_text()
    assert said in words
    assert [mark for mark in ("{", "undefined", "NaN") if mark in words] == []
    press(watched, "Escape")
    expect(caption(watched)).to_be_hidden()
    assert watched.errors == []


def test_a_question_can_be_skipped_and_asked_again(cell):
    cell.page.locator(f".st-key-skip-{SLUG} button").click()
    expect(cell.player).to_have_attribute("data-touring", "over", timeout=20_000)
    cell.page.locator(f".st-key-again-{SLUG} button").click()
    expect(option(cell)).to_be_visible()


def test_what_was_predicted_is_still_counted_after_a_reload(cell, app_url):
    option(cell, 1).click()
    expect(cell.player).to_have_attribute("data-touring", "over", timeout=20_000)
    cell.reload()
    kept = json.loads(cell.page.evaluate(f"localStorage.getItem('{KEY}')"))["predicted"]
    assert {name: record["as"] for name, record in kept.items()} == {f"/cell#{SLUG}": "right"}
    cell.go_to("Gatescope")
    station = cell.page.get_by_test_id("journey").locator("[data-page='/cell']")
    expect(station).to_contain_text("1 of 2 predicted")


def test_the_menus_of_the_navigation_are_opened_and_followed_with_the_keyboard(cell):
    cell.page.get_by_test_id("stTopNavSection").first.focus()
    press(cell, "Enter")
    cell.page.get_by_test_id("stTopNavPopover").wait_for()
    press(cell, "ArrowDown", "Enter")
    cell.arrive("Sigmoid, tanh, ReLU")
    assert cell.page.url.split("?")[0].endswith("/squashing")
