"""The operating table in a real browser: hold, pull, undo, keep, link, save and load."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.surgery.comparison import compare, original_of
from lstm_ui.surgery.words import NOTHING, of_comparison
from tests.browser.conftest import press

TALL = {"width": 1376, "height": 1700}


@pytest.fixture
def table(watch, app_url):
    """``/surgery`` as it opens, tall enough to see all of the table."""
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/surgery?t=5&unit=2")
    return watched


def query(watched):
    return {name: values[0] for name, values in parse_qs(urlparse(watched.page.url).query).items()}


def edits(watched):
    """What the address says is held and changed, once the server has answered."""
    watched.rerun()
    return query(watched).get("edits", "")


def bench(watched, name):
    return watched.player.locator(f'[data-bench="{name}"]')


def outcome(watched):
    return watched.player.locator(".outcome").inner_text()


def said_of(text, **settings):
    """The sentence that the engine's numbers make for those edits."""
    operated = Settings(edits=text, **settings)
    found = compare(make_run(original_of(operated)), make_run(operated))
    return of_comparison(found, kept=False)


def cell_of(watched, series, t, unit, steps=23, units=4):
    """The middle of a cell of a timeline, on the screen."""
    frame = watched.player.locator(f"[data-series={series}]")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    return box["x"] + (t + 0.5) * box["width"] / steps, box["y"] + (unit + 0.5) * box[
        "height"
    ] / units


def test_a_cell_is_clicked_and_held_and_the_sentence_is_the_engines(table):
    assert outcome(table) == NOTHING
    table.page.mouse.click(*cell_of(table, "f", 7, 2))
    assert table.place()[0] == "8" and table.place()[2] == "3"
    bench(table, "at-0").click()
    assert edits(table) == "f_8_3_0"
    assert outcome(table) == said_of("f_8_3_0")
    assert table.errors == []


def test_several_cells_are_drawn_over_and_held_together_until_a_part_is_released(table):
    table.page.mouse.move(*cell_of(table, "i", 2, 0))
    table.page.mouse.down()
    table.page.mouse.move(*cell_of(table, "i", 5, 1), steps=4)
    table.page.mouse.up()
    bench(table, "at-1").click()
    assert edits(table) == "i_3-6_1.2_1"
    table.page.mouse.click(*cell_of(table, "i", 3, 0))
    bench(table, "release").click()
    assert edits(table) == "i_3_1.2_1__i_4_2_1__i_5-6_1.2_1"


def test_all_steps_and_all_units_are_one_button_each(table):
    bench(table, "gate-o").click()
    bench(table, "steps-all").click()
    bench(table, "units-all").click()
    bench(table, "at-0").click()
    assert edits(table) == "o_all_all_0"
    assert table.player.locator("[data-node=h] .value").inner_html() == "0.00"


def test_a_bar_is_shown_while_it_moves_and_computed_when_it_is_let_go(table):
    bar = bench(table, "bar")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    middle = box["y"] + box["height"] / 2
    table.page.mouse.move(box["x"] + box["width"] * 0.9, middle)
    table.page.mouse.down()
    sent, before = table.sent, outcome(table)
    table.page.mouse.move(box["x"] + box["width"] * 0.25, middle, steps=6)
    assert table.shown("preview") == "f"
    assert float(bench(table, "exact").input_value()) < 0.4
    assert table.sent == sent and outcome(table) == before
    table.page.mouse.up()
    value = float(edits(table).removeprefix("f_5_2_"))
    assert 0.1 < value < 0.4
    assert table.shown("preview") is None
    assert outcome(table) == said_of(f"f_5_2_{value}")


def test_a_bar_of_the_drawing_is_pulled_down(table):
    node = table.player.locator("[data-node=f]")
    node.scroll_into_view_if_needed()
    box = node.bounding_box()
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5
    table.page.mouse.move(x, y)
    table.page.mouse.down()
    table.page.mouse.move(x, box["y"] + box["height"] * 0.97, steps=5)
    assert table.shown("preview") == "f"
    table.page.mouse.up()
    assert edits(table) == "f_5_2_0"


def test_a_click_in_the_drawing_still_only_chooses_the_unit(table):
    box = table.player.locator("[data-node=f]").bounding_box()
    table.player.locator("[data-node=f]").click(position={"x": box["width"] * 0.9, "y": 60})
    assert table.shown("unit") == "4"
    assert edits(table) == ""


def test_the_keyboard_alone_holds_a_gate(table):
    bench(table, "bar").focus()
    press(table, "Home")
    assert edits(table) == "f_5_2_0"
    active = "document.activeElement.shadowRoot.activeElement.dataset.bench"
    assert table.page.evaluate(active) == "bar"


def test_undo_redo_and_reset_lead_back_to_exactly_the_same_network(table):
    shares = table.player.locator(".class .number").all_inner_texts()
    for name in ("at-0", "at-1"):
        bench(table, name).click()
        table.rerun()
    assert edits(table) == "f_5_2_1"
    bench(table, "undo").click()
    assert edits(table) == "f_5_2_0"
    bench(table, "undo").click()
    assert edits(table) == ""
    assert outcome(table) == NOTHING
    bench(table, "redo").click()
    assert edits(table) == "f_5_2_0"
    bench(table, "reset").click()
    assert edits(table) == ""
    assert table.player.locator(".class .number").all_inner_texts() == shares


def test_a_weight_is_typed_and_taken_back(table):
    weight = table.page.locator('[data-testid=matrices] [data-weight="b,0,null"]')
    was = weight.input_value()
    weight.fill("5")
    weight.press("Enter")
    assert edits(table) == "bi_1_5"
    assert outcome(table) == said_of("bi_1_5")
    weight.fill(was)
    weight.press("Enter")
    assert edits(table) == ""


def test_what_is_no_number_leaves_a_weight_as_it_was(table):
    weight = table.page.locator('[data-testid=matrices] [data-weight="x,1,2"]')
    was = weight.input_value()
    for text in ("", "abc", "1e9", "<b>1</b>", "nan"):
        weight.fill(text)
        weight.press("Enter")
        assert weight.input_value() == was
    assert edits(table) == ""
    assert table.errors == []


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


def test_an_rnn_has_no_gates_but_its_weights_can_be_changed(watch, app_url):
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/surgery?cell=RNN")
    assert "no gates to hold" in watched.player.locator(".bench").inner_text()
    expect(bench(watched, "bar")).to_be_hidden()
    weight = watched.page.locator('[data-testid=matrices] [data-weight="h,0,1"]')
    weight.fill("3")
    weight.press("Enter")
    assert edits(watched) == "ha_1.2_3"
    assert outcome(watched) == said_of("ha_1.2_3", cell="RNN")


def test_a_new_random_network_names_its_seed(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/surgery?net=random&seed=7")
    watched.page.get_by_role("button", name="More").click()
    watched.page.get_by_role("button", name="New random").click()
    watched.rerun()
    seed = query(watched)["seed"]
    assert seed != "7"
    expect(watched.player.locator(".badge")).to_have_text(f"random, seed {seed}")


@pytest.mark.parametrize("width", [390, 820])
def test_on_a_narrow_screen_the_table_stands_in_one_column(watch, app_url, width):
    watched = watch(viewport={"width": width, "height": 900})
    watched.open(f"{app_url}/surgery?edits=f_5_2_0")
    whole = watched.player.bounding_box()["width"]
    for part in (".timelines", ".bench", ".compare", ".operating"):
        assert watched.player.locator(part).bounding_box()["width"] > min(0.9 * whole, 500)


def test_a_bar_that_is_only_touched_stays_in_step_with_the_picture(table):
    box = bench(table, "bar").bounding_box()
    value = float(bench(table, "bar").input_value())
    table.page.mouse.move(box["x"] + 8 + value * (box["width"] - 16), box["y"] + box["height"] / 2)
    table.page.mouse.down()
    table.page.mouse.up()
    table.page.wait_for_timeout(200)
    table.page.mouse.click(*cell_of(table, "f", 14, 3))
    shown = table.player.locator(".bench .own").inner_text()
    assert shown.startswith("f · step 15 · unit 4")
    assert abs(float(bench(table, "exact").input_value()) - float(shown[22:26])) < 0.006


def test_what_was_typed_goes_to_the_cell_for_which_it_was_typed(table):
    bench(table, "exact").fill("0.3")
    table.page.mouse.click(*cell_of(table, "f", 14, 3))
    assert edits(table) == "f_5_2_0.3"
    bench(table, "bar").focus()
    press(table, "Home")
    table.page.mouse.click(*cell_of(table, "f", 2, 0))
    assert edits(table) == "f_5_2_0.3__f_15_4_0"


def test_pulling_a_bar_stops_what_plays(table):
    table.player.locator("[data-node=f]").scroll_into_view_if_needed()
    press(table, "Space")
    assert table.shown("playing") == "true"
    box = table.player.locator("[data-node=f]").bounding_box()
    table.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    table.page.mouse.down()
    table.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.8, steps=3)
    assert table.shown("playing") == "false"
    table.page.mouse.up()


def test_a_half_typed_weight_survives_an_answer_and_is_not_taken_for_meant(table):
    first, second = (
        table.page.locator(f'[data-testid=matrices] [data-weight="x,0,{column}"]')
        for column in (0, 1)
    )
    first.fill("1.5")
    first.press("Enter")
    second.click()
    second.press_sequentially("0.1")
    table.rerun()
    assert edits(table) == "xi_1.1_1.5"
    expect(second).to_have_value("0.1")
    expect(second).to_be_focused()
    second.press("Enter")
    assert edits(table) == "xi_1.1_1.5__xi_1.2_0.1"


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
