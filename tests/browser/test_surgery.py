"""The operating table in a real browser: hold, draw over, pull, undo."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lstm_ui.surgery.words import NOTHING
from tests.browser.conftest import press
from tests.browser.operating import bench, cell_of, edits, outcome, said_of


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


@pytest.mark.parametrize("width", [390, 820])
def test_on_a_narrow_screen_the_table_stands_in_one_column(watch, app_url, width):
    watched = watch(viewport={"width": width, "height": 900})
    watched.open(f"{app_url}/surgery?edits=f_5_2_0")
    whole = watched.player.bounding_box()["width"]
    boxes = [
        watched.player.locator(part).bounding_box()
        for part in (".timelines", ".bench", ".compare", ".operating")
    ]
    assert all(box["width"] > min(0.9 * whole, 500) for box in boxes)
    assert boxes == sorted(boxes, key=lambda box: box["y"])  # the tools right below the gates


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


@pytest.mark.parametrize("typed", ["", "1e999"])
def test_what_is_no_number_is_said_and_changes_nothing(table, typed):
    before = bench(table, "exact").input_value()
    bench(table, "exact").fill("0.2")
    bench(table, "exact").fill(typed)
    bench(table, "exact").press("Enter")
    expect(table.player.locator(".notes")).to_contain_text("A gate is held at a number")
    assert bench(table, "exact").input_value() == before
    assert edits(table) == ""


def test_the_plots_of_a_and_b_speak_of_the_unit_that_is_chosen(table):
    table.player.press("ArrowDown")
    chosen = f"unit {table.shown('unit')}"
    for plot in table.player.locator(".compare .plot").all()[:2]:
        expect(plot).to_have_attribute("aria-label", re.compile(rf"of {chosen}\."))
