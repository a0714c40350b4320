"""Forecasting in a real browser: trained to a verdict, with a file of one's own, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.files import load, saved
from tests.browser.test_train import Training
from tests.ui.forecasts import saved_csv

QUICK = "?rounds=100&breadth=4&back=7&ahead=2"
BASELINE = "the number to beat is that of"


@pytest.fixture
def opened(watch, app_url):
    def open_(query="", **options):
        return Training(watch(**options), f"{app_url}/forecast{query}")

    return open_


def upload(training, content, name="own.csv"):
    field = training.page.locator("[data-testid=stFileUploader] input[type=file]")
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    training.watched.rerun()


def is_called(training, title):
    """Wait until the training is that of this series."""
    called = re.compile(rf"^{re.escape(title)}\b")
    expect(training.root).to_have_attribute("aria-label", called)


def test_the_page_opens_with_a_trained_network_and_asks_nothing_elsewhere(opened):
    training = opened()
    training.has(status="done")
    expect(training.page.get_by_text("1 day ahead the network foretells better")).to_be_visible()
    training.watched.player.wait_for(timeout=60_000)
    expect(training.page.locator(".js-plotly-plot")).to_have_count(7)
    assert training.watched.errors == []
    host = training.url.split("/forecast")[0]
    here = (host, f"blob:{host}", "data:")
    assert [url for url in training.watched.requests if not url.startswith(here)] == []


def test_a_learner_trains_with_the_keyboard_and_reads_the_verdict(opened):
    training = opened(QUICK + "&seed=201")
    training.root.locator("[data-act=train]").focus()
    training.page.keyboard.press("Enter")
    training.has(status="done", update="100")
    verdict = training.page.get_by_text("2 days ahead").first
    expect(verdict).to_be_visible(timeout=30_000)
    player = training.watched.player
    player.wait_for(timeout=60_000)
    expect(player).to_have_attribute("data-steps", "7")
    expect(training.page.locator(".js-plotly-plot")).to_have_count(7)
    assert training.watched.errors == []


def test_scrubbing_back_shows_the_forecasts_of_that_moment(opened):
    training = opened(QUICK + "&seed=202")
    training.act("train")
    training.has(status="done", update="100")
    training.root.evaluate("(root) => root.focus()")
    training.page.keyboard.press("Home")
    training.has(update="0")
    expect(training.page.get_by_text("The network after update 0 of 100")).to_be_visible(
        timeout=20_000
    )


def test_the_charts_follow_a_control_moved_by_keys_and_the_link_keeps_it(opened):
    training = opened("?seed=8")
    training.has(status="new")
    expect(training.page.get_by_text(BASELINE)).to_be_visible()
    expect(training.page.locator(".js-plotly-plot")).to_have_count(5)
    training.page.get_by_role("slider", name="Shown: how many days ahead").focus()
    training.page.keyboard.press("ArrowRight")
    training.watched.rerun()
    expect(training.page.get_by_text("2 days ahead, on the test part")).to_be_visible()
    training.page.wait_for_url("**lead=2*")
    again = opened("?" + training.page.url.partition("?")[2])
    expect(again.page.get_by_text("2 days ahead, on the test part")).to_be_visible()


def test_a_file_of_ones_own_is_used_and_a_hostile_one_is_answered_in_a_sentence(opened):
    training = opened("?chart=own&rounds=100")
    upload(training, b"PK\x03\x04" + bytes(3000), "sheet.csv")
    said = training.page.get_by_text("This file is an Excel workbook")
    expect(said).to_be_visible()
    is_called(training, "Daily high in Seattle")
    upload(training, saved_csv())
    expect(said).to_have_count(0)
    is_called(training, "level")
    training.act("train")
    training.has(status="done", update="100")
    expect(training.page.get_by_text("Use that, not this").or_(
        training.page.get_by_text("foretells better")
    ).first).to_be_visible(timeout=30_000)  # fmt: skip


def test_a_second_file_with_other_titles_takes_the_place_of_the_first(opened):
    training = opened("?chart=own")
    upload(training, saved_csv())
    upload(training, saved_csv(name="depth"), "other.csv")
    is_called(training, "depth")
    column = training.page.get_by_role("combobox", name="Column")
    expect(column).to_have_value("depth")
    training.page.get_by_role("radio", name="GRU").click()
    training.watched.rerun()
    is_called(training, "depth")
    assert training.page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_down_and_not_sideways(opened, scheme):
    training = opened(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = training.page
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
    wide = page.locator(".js-plotly-plot").evaluate_all(
        "(charts) => charts.filter((c) => c.getBoundingClientRect().right > window.innerWidth + 1)"
        ".length"
    )
    assert wide == 0
    assert training.watched.errors == []


def test_a_network_is_saved_and_loaded_again_with_its_settings(opened, tmp_path):
    training = opened(QUICK + "&seed=203&chart=stock-msft")
    training.act("train")
    training.has(status="done", update="100")
    verdict = training.page.get_by_text("2 weeks ahead").first
    expect(verdict).to_be_visible(timeout=30_000)
    training.watched.player.wait_for(timeout=60_000)
    told = verdict.inner_text()
    file = saved(training.page, ".safetensors", tmp_path)
    assert file.name.startswith("gatescope-stock-msft-lstm-")
    other = opened()
    load(other.page, file)
    said = other.page.get_by_text("From your file: LSTM, 4 units, after update")
    expect(said).to_be_visible(timeout=30_000)
    is_called(other, "Microsoft share, weekly close: reads 7, foretells 2")
    expect(other.page.get_by_text("2 weeks ahead").first).to_have_text(told, use_inner_text=True)
    other.page.wait_for_url(lambda url: "seed=203" in url and "chart=stock-msft" in url)
    other.watched.rerun()
    other.page.get_by_role("button", name="Back to the runs above").click()
    expect(said).to_have_count(0)
    assert training.watched.errors == other.watched.errors == []
