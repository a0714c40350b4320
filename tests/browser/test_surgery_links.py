"""What was done at the operating table: kept, linked, saved, traced, and set as a challenge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lstm_ui.surgery.words import NOTHING
from tests.browser.conftest import TALL, press
from tests.browser.operating import bench, cell_of, edits, outcome, query, said_of


def test_what_was_kept_as_a_stays_beside_and_the_pair_is_a_link(table, watch):
    bench(table, "at-0").click()
    table.rerun()
    bench(table, "keep").click()
    table.rerun()
    bench(table, "at-1").click()
    assert edits(table) == "f_5_2_1"
    assert query(table)["a"] == "edits=f_5_2_0"
    assert outcome(table).startswith("Between A and B, ")
    link, said = table.page.url, outcome(table)
    other = watch(viewport=TALL)
    other.open(link)
    assert outcome(other) == said
    assert other.player.locator(".who").inner_text().startswith("A (dashed) is what you kept")
    bench(other, "forget").click()
    other.rerun()
    assert outcome(other) == said_of("f_5_2_1")


def test_back_in_the_browser_is_one_edit_back(table):
    bench(table, "at-0").click()
    table.rerun()
    bench(table, "at-1").click()
    assert edits(table) == "f_5_2_1"
    table.page.go_back()
    assert edits(table) == "f_5_2_0"
    assert outcome(table) == said_of("f_5_2_0")


def test_the_edits_go_along_to_the_pages_of_the_cell_and_are_shown_there(table):
    bench(table, "at-0").click()
    assert edits(table) == "f_5_2_0"
    table.go_to("Through time")
    assert query(table)["edits"] == "f_5_2_0"
    assert outcome(table) == said_of("f_5_2_0")
    table.go_to("Gatescope")
    assert table.player.locator(".bench").is_hidden()


@pytest.mark.parametrize(
    "hostile",
    [
        "zebra",
        "f_5_2_7",
        "f_0_1_0",
        "f_5_2_0__",
        "<img src=x onerror=alert(1)>",
        "bq_1_1",
        "f_5_2_1e999",
    ],
)
def test_a_link_that_cannot_be_read_says_so_and_keeps_the_network(watch, app_url, hostile):
    watched = watch()
    watched.open(f"{app_url}/surgery?edits={hostile}")
    notes = watched.player.locator(".notes").inner_text()
    assert notes.endswith("The network is shown as it was.")
    assert outcome(watched) == NOTHING
    assert watched.player.locator("img").count() == 0
    assert watched.errors == []


def test_a_hostile_a_in_a_link_says_so_and_compares_with_the_original(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/surgery?edits=f_5_2_0&a=net%3D%3Cb%3E")
    assert "A is the original network." in watched.player.locator(".notes").inner_text()
    assert outcome(watched) == said_of("f_5_2_0")


def test_a_saved_file_brings_the_picture_back_and_a_broken_one_changes_nothing(table, tmp_path):
    bench(table, "at-0").click()
    assert edits(table) == "f_5_2_0"
    said = outcome(table)
    table.page.get_by_role("button", name="Save and load").click()
    with table.page.expect_download() as download:
        table.page.get_by_role("button", name="Download as JSON").click()
    saved = Path(tmp_path / "saved.json")
    download.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["b"] == {"edits": "f_5_2_0"}
    press(table, "Escape")
    bench(table, "reset").click()
    assert edits(table) == ""
    broken = Path(tmp_path / "broken.json")
    broken.write_text("[" * 10_000, encoding="utf-8")
    for path, after in ((broken, ""), (saved, "f_5_2_0")):
        table.page.get_by_role("button", name="Save and load").click()
        table.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(path)
        assert edits(table) == after
        press(table, "Escape")
    assert outcome(table) == said
    assert table.errors == []


def test_a_new_random_network_names_its_seed(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/surgery?net=random&seed=7")
    watched.page.get_by_role("button", name="More").click()
    watched.page.get_by_role("button", name="New random").click()
    watched.rerun()
    seed = query(watched)["seed"]
    assert seed != "7"
    expect(watched.player.locator(".badge")).to_have_text(f"random, seed {seed}")


def test_a_challenge_is_solved_with_the_tool_that_the_table_begins_with(watch, app_url):
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/surgery?challenge=erase")
    board, verdict = watched.page.get_by_test_id("board"), watched.page.get_by_test_id("verdict")
    board.get_by_role("button", name="Check").click()
    expect(verdict).to_have_attribute("data-state", "not")
    weight = watched.player.locator('[data-weight="x,0,2"]')
    expect(weight).to_have_attribute("aria-label", "Wxf, unit 1, X")
    weight.fill("-20")
    weight.press("Enter")
    watched.rerun()
    board.get_by_role("button", name="Check").click()
    expect(verdict).to_have_attribute("data-state", "solved")
    board.get_by_role("button", name="Start over").click()
    watched.rerun()
    assert edits(watched) == ""
    board.get_by_role("button", name="Close").click()
    watched.rerun()
    watched.go_to("Gatescope")
    journey = watched.page.get_by_test_id("journey")
    expect(journey).to_have_attribute("data-solved", "1")


def test_a_challenge_opens_unsolved_also_when_it_was_solved_before(watch, app_url):
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/surgery?challenge=silence&net=counter&edits=o_all_all_0")
    board = watched.page.get_by_test_id("board")
    board.get_by_role("button", name="Close").click()
    watched.rerun()
    watched.page.get_by_role("button", name="Write nothing at “not”").click()
    watched.rerun()
    board.locator("[data-challenge=silence]").click()
    watched.rerun()
    assert edits(watched) == ""


def test_a_number_in_the_picture_is_traced(table):
    table.page.mouse.click(*cell_of(table, "c", 6, 1))
    bench(table, "trace").click()
    table.rerun()
    assert query(table)["trace"].endswith("__c.7.2")
    expect(table.page.get_by_test_id("cards")).to_be_in_viewport()
