"""The learner's progress in a real browser: kept there, taken along, brought back, erased."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

KEY = "gatescope.progress"
TITLES = ["Inside the LSTM cell", "Through time"]
HOSTILE = {
    "version": 1,
    "seen": {
        "/cell": "<img src=x onerror=window.hacked=1>",
        "<img src=x onerror=window.hacked=1>": "2026-11-21",
        "/sequence": "2026-11-21",
        "/backprop": {"toString": 1},
    },
    "solved": "<script>window.hacked=1</script>",
    "more": {"a": ["<b>"] * 99},
}


@pytest.fixture
def start(watch, app_url):
    """``/`` in a browser that has opened the cell's page before."""
    watched = watch(accept_downloads=True)
    for path, noted in (("/cell", {"/cell"}), ("/", {"/", "/cell"})):
        watched.open(app_url + path)
        watched.becomes(lambda: noted_in(watched), noted)
    return watched


def journey(watched):
    return watched.page.get_by_test_id("journey")


def stored(watched):
    return json.loads(watched.page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def noted_in(watched):
    """The pages of which the browser has kept that they were seen."""
    return set((stored(watched) or {}).get("seen", {}))


def store(watched, text):
    watched.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def seen(watched):
    """The titles of the pages that are ticked off."""
    return journey(watched).locator(".way [data-state=seen] a").all_inner_texts()


def listed(watched):
    """The titles of all pages, in the order of the way."""
    return journey(watched).locator(".way a").all_inner_texts()


def act(watched, *names):
    for name in names:
        journey(watched).get_by_role("button", name=name, exact=True).click()


def bring(watched, content):
    journey(watched).locator("input[type=file]").set_input_files(
        {"name": "mine.json", "mimeType": "application/json", "buffer": content}
    )


def says(watched, text):
    expect(journey(watched).get_by_role("status")).to_contain_text(text)


def test_at_a_first_visit_nothing_is_ticked_and_the_first_page_is_offered(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/")
    expect(journey(watched)).to_have_attribute("data-seen", "0")
    assert seen(watched) == []
    expect(journey(watched)).to_contain_text("Nothing seen yet")
    expect(journey(watched).locator(".onwards")).to_have_text(f"Begin with {listed(watched)[0]} →")
    assert watched.errors == []


def test_pages_that_were_seen_are_ticked_off_and_still_are_after_a_reload(start):
    assert seen(start) == TITLES[:1]
    ahead = next(title for title in listed(start) if title not in TITLES[:1])
    expect(journey(start).locator(".onwards")).to_have_text(f"Go on with {ahead} →")
    start.reload()
    start.becomes(lambda: seen(start), TITLES[:1])
    assert noted_in(start) == {"/", "/cell"}


@pytest.mark.parametrize("size", [(390, 844), (1280, 720)])
def test_the_way_leads_on_within_the_same_visit_and_back(watch, app_url, size):
    watched = watch(viewport={"width": size[0], "height": size[1]})
    watched.open(f"{app_url}/")
    watched.page.evaluate("window.same = true")
    station = journey(watched).locator(".way li").first
    title, path = listed(watched)[0], station.get_attribute("data-page")
    journey(watched).locator(".onwards").click()
    watched.arrive(title)
    expect(watched.page.get_by_role("heading", name=title).first).to_be_in_viewport()
    assert watched.page.url.split("?")[0] == f"{app_url}{path}"
    watched.page.go_back()
    watched.arrive("Gatescope")
    expect(journey(watched)).to_have_attribute("data-seen", "1")
    assert watched.page.evaluate("window.same") is True
    assert watched.errors == []


def test_what_is_gone_on_to_opens_at_its_head_on_a_slow_phone_too(watch, app_url):
    watched = watch(viewport={"width": 390, "height": 844})
    watched.open(f"{app_url}/")
    title = listed(watched)[0]
    processor = watched.page.context.new_cdp_session(watched.page)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 10})
    journey(watched).locator(".onwards").click()
    heading = watched.page.get_by_role("heading", name=title, exact=True).first
    heading.wait_for(timeout=60_000)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    watched.rerun()
    expect(heading).to_be_in_viewport()


def test_one_continues_where_one_was_with_the_same_picture(start, app_url):
    start.open(f"{app_url}/cell?net=latch&t=3&phase=update&unit=2")
    start.go_to("Gatescope")
    resume = journey(start).locator(".resume")
    expect(resume).to_have_text(f"Continue where you were: {TITLES[0]}")
    resume.click()
    start.arrive(TITLES[0])
    assert start.place() == ("3", "update", "2")
    expect(start.player).to_have_attribute("data-steps", "14")
    assert start.errors == []


def test_what_falls_due_today_and_the_last_quiz_are_shown_by_topic(start):
    known = stored(start) | {
        "quiz": {"a": {"box": 0, "due": "2020-01-01"}, "b": {"box": 3, "due": "2999-01-01"}},
        "scores": {"/cell": {"right": 3, "of": 4, "day": "2026-11-20"}, "/gone": {"right": 1}},
    }
    store(start, json.dumps(known))
    start.reload()
    expect(journey(start).locator(".scores")).to_have_text(f"{TITLES[0]}3 of 4 right")
    listed = journey(start).locator("[data-page='/quiz']").count()
    assert journey(start).get_by_text("1 quiz question", exact=True).count() == listed


def test_what_another_tab_has_seen_shows_here_at_once(start, app_url):
    other = start.page.context.new_page()
    other.goto(f"{app_url}/sequence")
    expect(journey(start)).to_have_attribute("data-seen", "2", timeout=30_000)
    assert seen(start) == TITLES


def test_an_exported_file_comes_in_again_after_everything_was_erased(start, tmp_path):
    before = stored(start)
    with start.page.expect_download() as download:
        act(start, "Export")
    assert download.value.suggested_filename == "gatescope-progress.json"
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    act(start, "Erase", "Yes, erase")
    expect(journey(start)).to_have_attribute("data-seen", "0")
    assert stored(start) is None
    bring(start, file.read_bytes())
    says(start, "2 entries")
    assert stored(start) == before
    assert seen(start) == TITLES[:1]


def test_nothing_is_erased_before_it_is_confirmed_and_what_is_erased_stays_so(start):
    act(start, "Erase")
    assert seen(start) == TITLES[:1]
    act(start, "No, keep it")
    assert seen(start) == TITLES[:1]
    act(start, "Erase", "Yes, erase")
    says(start, "Erased.")
    assert seen(start) == []
    start.reload()
    expect(journey(start)).to_have_attribute("data-seen", "0")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"{",
        b'{"version": 1, "edits": "f_1_1_0"}',
        b" " * 9_000_000,
    ],
    ids=["empty", "binary", "list", "cut", "another file", "nine megabytes"],
)
def test_another_file_is_refused_in_one_sentence_and_the_progress_stays(start, content):
    before = stored(start)
    bring(start, content)
    says(start, "This is not a file of Gatescope’s progress, so nothing was changed.")
    assert stored(start) == before
    assert start.errors == []


def test_hostile_content_in_the_storage_does_no_harm_and_never_becomes_html(start):
    store(start, json.dumps(HOSTILE))
    start.reload()
    start.becomes(lambda: seen(start), TITLES[1:])
    assert start.page.evaluate("window.hacked") is None
    assert journey(start).locator("img, script, b").count() == 0
    start.becomes(lambda: noted_in(start), {"/", "/sequence"})
    assert start.errors == []


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 99}'])
def test_malformed_content_in_the_storage_is_a_fresh_start(start, text):
    store(start, text)
    start.reload()
    expect(journey(start)).to_have_attribute("data-seen", "0")
    start.becomes(lambda: noted_in(start), {"/"})
    assert start.errors == []


def test_a_hostile_file_brings_in_only_what_it_knows_of_us(start):
    bring(start, json.dumps({**HOSTILE, "solved": {"<b>": "2026-11-21"}}).encode())
    says(start, "1 entry.")
    assert set(stored(start)["seen"]) == {"/", "/cell", "/sequence"}
    assert start.page.evaluate("window.hacked") is None


def test_where_the_browser_stores_nothing_the_page_remembers_and_says_so(watch, app_url):
    watched = watch()
    watched.page.add_init_script(
        "const real = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {"
        f" if (key === '{KEY}') throw new DOMException('no', 'QuotaExceededError');"
        " return real.call(this, key, text); };"
    )
    watched.open(f"{app_url}/cell")
    watched.go_to("Gatescope")
    expect(journey(watched)).to_have_attribute("data-seen", "1")
    expect(journey(watched)).to_contain_text("This browser stores nothing here")
    watched.reload()
    expect(journey(watched)).to_have_attribute("data-seen", "0")
    assert watched.errors == []


def test_the_server_is_told_nothing_of_the_progress(start):
    start.settle()
    before = start.sent
    act(start, "Erase", "Yes, erase")
    bring(start, b'{"version": 1, "seen": {"/cell": "2026-11-21"}, "solved": {}}')
    expect(journey(start)).to_have_attribute("data-seen", "1")
    start.page.wait_for_timeout(500)
    assert start.sent == before


def test_what_notes_a_page_takes_no_room(start):
    expect(start.page.locator(".st-key-unseen .st-key-track")).to_have_count(1)
    gap = start.page.evaluate(
        """() => {
          const { parentElement, previousElementSibling } =
            document.querySelector(":has(> .st-key-unseen)");
          const bottom = (element) => element.getBoundingClientRect().bottom;
          return bottom(parentElement) - bottom(previousElementSibling);
        }"""
    )
    assert gap == 0
