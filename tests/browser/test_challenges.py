"""The board of challenges in a browser: alone over HTTP, and once on a page of Streamlit's."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lstm_ui.theme import palette
from tests.browser.conftest import ROOT, start_app

PAGE = """
async ([base, payload]) => {
  document.body.innerHTML = '<div id="host"></div>';
  for (const name of ["player", "challenges"]) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = `${base}/assets/player/${name}.css`;
    const loaded = new Promise((done) => { sheet.onload = done; });
    document.head.append(sheet);
    await loaded;
  }
  const { default: mount } = await import(base + "/assets/player/challenges.mjs");
  const host = document.getElementById("host");
  window.told = [];
  const setTriggerValue = (name, value) => window.told.push([name, value.key, value.n]);
  window.again = (data) => mount({ parentElement: host, data, setTriggerValue });
  window.leave = window.again(payload);
}
"""
LEVELS = {"keep": "easy", "silence": "easy", "count": "medium", "copy": "hard"}


def payload(opened="", verdict=None, **changed):
    """The board with four challenges, one open, one perhaps just checked."""
    challenges = [
        {
            "key": key, "title": f"Title of {key}", "level": level, "goal": f"Goal of {key}: c_t.",
            "tools": f"tool for {key}", "hint": f"Hint for {key}", "learnt": f"Lesson of {key}",
        }
        for key, level in LEVELS.items()
    ]  # fmt: skip
    for challenge in challenges:
        challenge.update(changed)
    return {
        "version": 1, "palette": palette(), "challenges": challenges, "open": opened,
        "verdict": verdict,
    }  # fmt: skip


def judged(key, solved, count=1):
    sentence = "Solved on all of them." if solved else "Not yet: c ends at 0.2."
    return {"key": key, "solved": solved, "sentence": sentence, "count": count}


class Board:
    """A board that is shown in a page, and what it tells a server that is not there."""

    def __init__(self, watched):
        self.watched, self.page = watched, watched.page
        self.root = watched.page.get_by_test_id("board")
        self.verdict = watched.page.get_by_test_id("verdict")

    def show(self, **given):
        self.page.evaluate("data => window.again(data)", payload(**given))

    def told(self):
        return [tuple(message) for message in self.page.evaluate("window.told")]

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()

    def solved(self):
        """The keys that the browser remembers as solved."""
        return self.page.evaluate(
            "Object.keys(JSON.parse(localStorage.getItem('gatescope.progress'))?.solved ?? {})"
        )

    def ticked(self):
        rows = self.root.locator(".list [data-solved=true]")
        return [row.get_attribute("data-challenge") for row in rows.all()]


@pytest.fixture
def board(watch, files_url, request):
    watched = watch(**getattr(request, "param", {}))
    watched.page.goto(f"{files_url}/tests/fixtures/payload_golden.json")
    watched.page.evaluate(PAGE, [files_url, payload()])
    watched.page.get_by_test_id("board").wait_for()
    watched.errors.clear()  # this bare server has no favicon
    return Board(watched)


def test_the_list_stands_by_level_and_offers_the_first(board):
    assert board.root.locator(".list h4").all_text_contents() == ["easy", "medium", "hard"]
    rows = board.root.locator(".list button").all()
    assert [row.get_attribute("data-challenge") for row in rows] == list(LEVELS)
    expect(board.root).to_have_attribute("data-open", "")
    board.press("Begin with “Title of keep”")
    assert [message[:2] for message in board.told()] == [("open", "keep")]
    expect(board.root.get_by_role("heading", name="Title of keep")).to_be_visible()
    assert board.watched.errors == []


def test_an_open_challenge_shows_goal_and_tools_and_its_hint_only_when_asked(board):
    board.show(opened="count")
    expect(board.root.locator(".open .goal:visible")).to_have_text("Goal of count: ct.")
    expect(board.root.get_by_text("tool for count")).to_be_visible()
    hint = board.root.get_by_text("Hint for count")
    expect(hint).to_be_hidden()
    board.press("Hint")
    expect(hint).to_be_visible()
    expect(board.root.get_by_text("Lesson of count")).to_be_hidden()
    board.press("All challenges")
    board.press("Title of copy")
    expect(board.root.get_by_text("Hint for copy")).to_be_hidden()


def test_a_check_asked_twice_is_two_messages_and_says_so_while_it_runs(board):
    board.show(opened="keep")
    board.press("Check")
    expect(board.verdict).to_have_text("Checking…")
    board.press("Check")
    first, second = board.told()
    assert first[:2] == second[:2] == ("check", "keep")
    assert first != second
    board.show(opened="keep", verdict=judged("keep", False, 2))
    expect(board.verdict).to_have_text("Not yet: c ends at 0.2.")
    assert board.verdict.get_attribute("aria-live") == "polite"
    assert (board.solved(), board.ticked()) == ([], [])


def test_a_solved_one_is_ticked_remembered_and_leads_to_the_next(board):
    board.show(opened="keep", verdict=judged("keep", True))
    expect(board.verdict).to_have_text("Solved on all of them.")
    expect(board.root.get_by_text("Lesson of keep")).to_be_visible()
    assert (board.solved(), board.ticked()) == (["keep"], ["keep"])
    board.press("Next challenge: Title of silence →")
    assert [message[:2] for message in board.told()] == [("open", "silence")]
    expect(board.root).to_have_attribute("data-open", "silence")
    expect(board.verdict).to_have_text("")


def test_the_last_one_leads_back_to_what_was_left_out_and_then_nowhere(board):
    board.show(opened="copy", verdict=judged("copy", True))
    expect(board.root.get_by_role("button", name="Next challenge")).to_contain_text("keep")
    for count, key in enumerate(LEVELS):
        board.show(opened=key, verdict=judged(key, True, count + 2))
    expect(board.root.get_by_role("button", name="Next challenge")).to_be_hidden()
    board.show(opened="")
    expect(board.root).to_contain_text("All 4 are solved.")


def test_what_was_erased_does_not_come_back_with_the_same_verdict(board):
    board.show(opened="keep", verdict=judged("keep", True))
    board.page.evaluate("localStorage.removeItem('gatescope.progress')")
    board.show(opened="keep", verdict=judged("keep", True))
    assert board.solved() == []
    board.show(opened="keep", verdict=judged("keep", True, 2))
    assert board.solved() == ["keep"]


def test_starting_over_takes_the_verdict_away_and_tells_the_server(board):
    board.show(opened="keep", verdict=judged("keep", False))
    board.press("Start over")
    assert [message[:2] for message in board.told()] == [("open", "keep")]
    expect(board.verdict).to_have_text("")
    board.show(opened="keep", verdict=judged("keep", False))
    expect(board.verdict).to_have_text("")


def test_a_verdict_on_another_challenge_is_not_shown(board):
    board.show(opened="count", verdict=judged("keep", False))
    expect(board.verdict).to_have_text("")


def test_the_server_opens_a_challenge_by_its_link(board):
    board.show(opened="count")
    expect(board.root).to_have_attribute("data-open", "count")
    board.show(opened="zebra")
    expect(board.root).to_have_attribute("data-open", "")


@pytest.mark.parametrize(
    "board", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True
)
def test_the_link_of_a_challenge_is_copied(board):
    board.show(opened="count")
    board.press("Copy link")
    expect(board.root.locator(".copied")).to_have_text("Copied.")
    copied = board.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{board.page.url}?challenge=count"


def test_where_no_page_may_copy_the_link_is_selected_for_the_learner(board):
    board.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    board.show(opened="count")
    board.press("Copy link")
    link = board.root.get_by_role("textbox", name="Link to this challenge")
    expect(link).to_have_value(f"{board.page.url}?challenge=count")
    assert link.evaluate("(field) => field.selectionEnd - field.selectionStart") > 20


def test_whatever_a_challenge_or_a_verdict_says_is_text(board):
    nasty = "<img src=x onerror=window.hacked=1>"
    verdict = {"key": "keep", "solved": True, "sentence": nasty, "count": 1}
    board.show(opened="keep", verdict=verdict, title=nasty, goal=nasty, hint=nasty, learnt=nasty)
    expect(board.verdict).to_have_text(nasty)
    assert board.root.locator("img").count() == 0
    assert board.page.evaluate("window.hacked") is None


def test_every_step_of_a_challenge_can_be_taken_by_keyboard(board):
    board.root.locator("[data-challenge=count]").focus()
    board.page.keyboard.press("Enter")
    board.show(opened="count")
    expect(board.root.get_by_role("heading", level=3)).to_be_focused()
    board.root.get_by_role("button", name="Check").focus()
    board.page.keyboard.press("Space")
    board.show(opened="count", verdict=judged("count", True))
    expect(board.root.get_by_role("button", name="Check")).to_be_focused()
    board.page.keyboard.press("Tab")
    expect(board.root.get_by_role("button", name="Hint")).to_be_focused()


def test_with_a_challenge_open_the_list_waits_behind_a_button(board):
    board.show(opened="count")
    row = board.root.locator("[data-challenge=keep]")
    expect(row).to_be_hidden()
    board.press("All challenges")
    expect(row).to_be_visible()
    expect(board.root.locator("[data-challenge=count]")).to_have_attribute("aria-current", "true")
    board.press("All challenges")
    expect(row).to_be_hidden()


def test_a_closed_challenge_leaves_the_whole_list(board):
    board.show(opened="count")
    board.press("Close")
    assert board.told()[-1][:2] == ("open", "")
    board.show(opened="")
    expect(board.root.locator("[data-challenge=count]")).to_be_visible()


@pytest.mark.parametrize("board", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_the_open_challenge_stands_above_the_list_and_nothing_is_cut(board):
    board.show(opened="copy", verdict=judged("copy", True))
    board.press("All challenges")
    opened = board.root.locator("article").bounding_box()
    rows = board.root.locator(".list").bounding_box()
    assert opened["y"] + opened["height"] <= rows["y"]
    assert board.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_hundred_reruns_leave_one_board_and_no_more_elements(board):
    board.show(opened="keep", verdict=judged("keep", True))
    count = "() => document.querySelectorAll('*').length"
    before = board.page.evaluate(count)
    board.page.evaluate(
        "data => { for (let k = 0; k < 100; k += 1) window.again(data); }",
        payload(opened="keep", verdict=judged("keep", True)),
    )
    assert board.page.evaluate(count) == before
    board.page.evaluate("window.leave()")
    assert board.root.count() == 0


@pytest.fixture
def board_url():
    """A page of Streamlit's with nothing but the board."""
    process, url = start_app(ROOT / "tests" / "browser" / "board_app.py")
    yield url
    process.terminate()
    process.wait(10)


def test_the_server_hears_of_every_opening_and_every_check(watch, board_url):
    watched = watch()
    watched.page.goto(board_url)
    board = Board(watched)
    heard = watched.page.get_by_test_id("stText")
    expect(heard).to_have_text("nothing", timeout=60_000)
    board.press("Keep")
    expect(heard).to_have_text("open:keep")
    board.press("Check")
    expect(board.verdict).to_have_text("check 1")
    board.press("Check")
    expect(board.verdict).to_have_text("check 2")
    expect(heard).to_have_text("open:keep check:keep check:keep")
    assert board.ticked() == ["keep"]
    board.press("Start over")
    expect(heard).to_have_text("open:keep check:keep check:keep open:keep")
    board.press("Next challenge: Count →")
    expect(heard).to_contain_text("open:count")
    expect(board.root).to_have_attribute("data-open", "count")
    assert watched.errors == []
