"""Training in a real browser: begun, paused, resumed, scrubbed, and ended with its tab."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, press

QUICK = "?task=parity&grade=5&size=4&together=8&updates=200&beside=nothing"
LONG = "?task=parity&grade=50&size=16&updates=6000&beside=nothing"
WORKER = "lstm_ui.training.worker"


def workers():
    """Processes that train for the app of these tests."""
    found = subprocess.run(["pgrep", "-f", WORKER], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split() if _is_ours(int(pid))]


def _is_ours(pid):
    try:
        return Path(f"/proc/{pid}/cwd").resolve() == ROOT
    except OSError:  # it has just ended
        return False


class Training:
    """The page as a learner has it before them."""

    def __init__(self, watched, url):
        self.watched, self.page, self.url = watched, watched.page, url
        self.root = self.page.get_by_test_id("train")
        self.page.goto(url)
        self.root.wait_for(timeout=60_000)
        watched.settle()

    def shown(self, name):
        return self.root.get_attribute(f"data-{name}")

    def has(self, **values):
        for name, value in values.items():
            expect(self.root).to_have_attribute(f"data-{name}", value, timeout=60_000)

    def act(self, name):
        self.root.locator(f"[data-act={name}]").click()

    def reached(self):
        return int(self.shown("update"))

    def until(self, update):
        for _ in range(300):
            if self.reached() >= update:
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"the training never came to update {update}")


@pytest.fixture
def opened(watch, app_url):
    def open_(query="", **options):
        return Training(watch(**options), f"{app_url}/train{query}")

    return open_


def test_the_page_opens_with_runs_that_are_trained_and_asks_nothing_elsewhere(opened):
    training = opened()
    training.has(status="done", update="1500", updates="1500", run="A")
    expect(training.root.locator(".run-card")).to_have_count(2)
    assert training.watched.errors == []
    host = training.url.split("/train")[0]
    here = (host, f"blob:{host}", "data:")
    elsewhere = [url for url in training.watched.requests if not url.startswith(here)]
    assert elsewhere == []


def test_a_learner_trains_pauses_resumes_and_sees_it_done(opened):
    training = opened(LONG + "&seed=101")
    training.has(status="new")
    training.act("train")
    training.until(100)
    assert len(workers()) >= 1
    training.act("pause")
    training.has(status="paused")
    training.watched.settle()  # the page is drawn once more, perhaps with a last report
    paused = training.reached()
    training.page.wait_for_timeout(2500)
    assert training.reached() == paused
    training.act("resume")
    training.until(paused + 100)
    training.act("stop")
    training.has(status="stopped")
    training.act("again")
    training.has(status="running")
    training.act("stop")


def test_a_short_run_is_trained_to_its_end_and_scrubbed_into_the_cell_player(opened):
    training = opened(QUICK + "&seed=102")
    training.act("train")
    training.has(status="done", update="200")
    player = training.watched.player
    player.wait_for(timeout=60_000)
    expect(player).to_have_attribute("data-steps", "5")
    expect(player.get_by_text("trained · 200 of 200 updates, seed 102")).to_be_visible()
    training.root.evaluate("(root) => root.focus()")
    press(training.watched, "Home")
    training.has(update="0", following="false")
    expect(player.get_by_text("random, seed 102: nothing is learnt yet")).to_be_visible(
        timeout=20_000
    )
    press(training.watched, "End")
    training.has(update="200")


def test_scrubbing_and_playing_ask_nothing_of_the_server(opened):
    training = opened()
    training.root.evaluate("(root) => root.focus()")
    before = training.watched.sent
    press(training.watched, "Home", "Space")
    training.has(playing="true")
    training.until(1)
    training.page.wait_for_timeout(1200)
    assert training.watched.sent == before


def test_a_prediction_leads_to_the_runs_that_answer_it_and_plays_them(opened):
    training = opened()
    training.page.get_by_role("button", name="It learns faster, for nothing holds it back").click()
    training.has(updates="1000", playing="true")
    expect(training.root).to_be_in_viewport()
    training.has(playing="false", update="1000")


def test_a_closed_tab_ends_the_work(opened):
    training = opened(LONG + "&seed=103")
    before = set(workers())
    training.act("train")
    training.until(50)
    mine = set(workers()) - before
    assert mine
    training.page.close()
    for _ in range(300):
        if not mine & set(workers()):
            break
        subprocess.run(["sleep", "0.2"], check=True)
    assert not mine & set(workers())


def test_a_killed_process_is_reported_and_the_page_lives_on(opened):
    training = opened(LONG + "&seed=106")
    before = set(workers())
    training.act("train")
    training.until(50)
    (mine,) = set(workers()) - before
    os.kill(mine, signal.SIGKILL)
    training.has(status="died")
    expect(training.root.locator(".run-said")).to_contain_text("its process ended unexpectedly")
    reached = training.reached()
    training.act("resume")
    training.until(reached + 100)
    training.act("stop")


def test_another_learner_with_the_same_settings_shares_the_training(opened):
    first = opened(LONG + "&seed=104")
    before = set(workers())
    first.act("train")
    first.until(50)
    second = opened(LONG + "&seed=104")
    second.has(status="running")
    assert len(set(workers()) - before) == 1
    first.act("stop")
    second.act("pause")


def test_while_it_trains_the_page_answers(opened):
    training = opened(LONG + "&seed=105")
    training.act("train")
    training.until(50)
    training.page.get_by_role("button", name="Show me without a guess").first.click()
    expect(training.page.get_by_text("On the way back, an RNN")).to_be_visible()
    training.act("stop")


def test_a_file_of_ones_own_is_trained_on_and_a_bad_one_is_answered_in_words(opened, tmp_path):
    training = opened()
    training.page.goto(training.url + "?task=own&size=4&updates=200&beside=nothing")
    field = training.page.locator("input[type=file]")
    field.wait_for(state="attached", timeout=60_000)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x89PNG" + bytes(range(256)))
    field.set_input_files(bad)
    expect(
        training.page.get_by_text("This file is a picture: save the table as CSV")
    ).to_be_visible()
    good = tmp_path / "good.csv"
    rows = "\n".join(f"{'xy' * (n % 6 + 1)}{'z' * (n % 4)},{'ab'[n % 2]}" for n in range(80))
    good.write_text("sequence,label\n" + rows, encoding="utf-8")
    field.set_input_files(good)
    training.root.wait_for(timeout=30_000)
    training.act("train")
    training.has(status="done", update="200")
    assert training.watched.errors == []


def test_a_phone_shows_all_of_it_without_scrolling_sideways(opened):
    training = opened(viewport={"width": 390, "height": 844})
    training.has(status="done")
    wide = training.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    box = training.root.bounding_box()
    assert box is not None and box["width"] <= 390


def test_other_settings_leave_no_point_of_the_runs_before(opened):
    training = opened()
    dots = training.root.locator(".train-curves .dot")
    expect(dots).to_have_count(4)
    training.page.get_by_role("radio", name="32", exact=True).first.click()
    training.has(status="new")
    expect(dots).to_have_count(0)
    assert training.watched.errors == []
