"""What keys, clicker, mouse and focus do to the player, in a real browser, on the real page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import press

PHASES = ["join", "forget", "erase", "input", "candidate", "write", "update", "output", "read"]


def test_right_walks_the_nine_phases_in_order_and_on_into_the_next_step(cell):
    seen = []
    for _ in PHASES:
        seen.append(cell.shown("phase"))
        press(cell, "ArrowRight")
    assert seen == PHASES
    assert cell.place() == ("2", "join", "1")


def test_left_walks_back_over_the_border_of_a_step(cell):
    press(cell, "Shift+ArrowRight", "ArrowLeft")
    assert cell.place() == ("1", "read", "1")


def test_a_clicker_moves_whole_steps(cell):
    press(cell, "PageDown", "PageDown", "PageUp")
    assert cell.place() == ("2", "join", "1")


def test_a_clicker_works_after_a_prediction_was_made_and_its_run_was_left(cell):
    cell.page.get_by_text("3, all of it was kept").click()
    expect(cell.player).to_have_attribute("data-touring", re.compile("playing|over"))
    cell.settle()
    press(cell, "Escape")
    assert cell.shown("t") == cell.shown("steps") == "4"
    press(cell, "PageUp")
    assert cell.shown("t") == "3"


def test_home_and_end_reach_both_ends(cell):
    press(cell, "End")
    assert (cell.shown("t"), cell.shown("phase")) == (cell.shown("steps"), "read")
    press(cell, "Home")
    assert (cell.shown("t"), cell.shown("phase")) == ("1", "join")


def test_up_and_down_choose_the_unit(cell):
    press(cell, "ArrowDown", "ArrowDown", "ArrowUp")
    assert cell.shown("unit") == "2"


def test_space_plays_and_pauses(cell):
    press(cell, "Space")
    assert cell.shown("playing") == "true"
    expect(cell.player).not_to_have_attribute("data-phase", "join")
    press(cell, "Space")
    assert cell.shown("playing") == "false"


def test_playing_stops_by_itself_at_the_end(cell):
    press(cell, "End", "ArrowLeft", "+", "+", "Space")
    expect(cell.player).to_have_attribute("data-playing", "false")
    assert (cell.shown("t"), cell.shown("phase")) == (cell.shown("steps"), "read")


def test_question_mark_shows_the_keys_and_escape_puts_them_away(cell):
    press(cell, "?")
    card = cell.page.get_by_role("dialog", name="Keys of the player")
    assert card.is_visible()
    press(cell, "Escape")
    assert not card.is_visible()


def test_tab_is_the_browsers_and_never_moves_the_player(cell):
    before = cell.place()
    press(cell, "Tab", "Tab")
    assert cell.place() == before


def test_typing_in_a_field_never_moves_the_player(cell):
    field = cell.page.get_by_role("textbox", name="Your own words")
    field.click()
    press(cell, "End", "ArrowLeft", "Space", "Home")
    assert cell.place() == ("1", "join", "1")
    assert cell.shown("playing") == "false"


def test_a_click_on_a_word_goes_to_its_step(cell):
    cell.player.locator("[data-step='3']").click()
    assert cell.shown("t") == "3"


def test_a_key_brings_the_player_into_sight(cell):
    cell.page.get_by_role("heading", name="Units, time steps, cells").scroll_into_view_if_needed()
    ribbon = cell.player.locator("[data-step='1']")
    assert ribbon.bounding_box()["y"] < 0
    press(cell, "ArrowRight")
    cell.becomes(lambda: 0 < ribbon.bounding_box()["y"] < 200, True)


def hold(cell, step):
    """Press the mouse on the chip of that step and do not let go."""
    cell.player.evaluate("root => root.scrollIntoView()")
    move_to(cell, step)
    cell.page.mouse.down()


def move_to(cell, step):
    box = cell.player.locator(f"[data-step='{step}']").bounding_box()
    cell.page.mouse.move(box["x"] + 8, box["y"] + 10, steps=8)


def test_dragging_along_the_ribbon_scrubs(cell):
    hold(cell, 1)
    move_to(cell, 4)
    assert cell.shown("t") == "4"
    cell.page.mouse.up()
    assert cell.shown("t") == "4"


def test_after_a_drag_space_plays_from_where_it_ended(cell):
    hold(cell, 1)
    move_to(cell, 4)
    cell.page.mouse.up()
    press(cell, "Space")
    assert cell.shown("playing") == "true"
    assert int(cell.shown("t")) >= 4


def test_the_focus_goes_with_the_step_so_that_enter_never_jumps_back(cell):
    cell.player.locator("[data-step='1']").focus()
    press(cell, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    assert cell.shown("t") == "4"


def test_a_word_that_is_pressed_counts_even_when_a_rerun_comes_before_the_release(cell):
    field = cell.page.get_by_role("textbox", name="Your own words")
    field.fill("it was good and then it was not good")
    hold(cell, 3)
    cell.rerun()
    cell.page.mouse.up()
    assert cell.shown("t") == "3"


def test_a_rerun_leaves_the_focus_in_the_player(cell):
    cell.player.locator("[data-step='1']").focus()
    cell.page.emulate_media(color_scheme="dark")
    cell.rerun()
    focused = "root => root.getRootNode().activeElement?.dataset.step"
    assert cell.player.evaluate(focused) == "1"


def test_where_tab_led_out_of_the_player_the_arrows_are_the_browsers(cell):
    before = cell.place()
    link = cell.page.get_by_role("link", name="Next: Through time")
    press(cell, "Tab")
    link.focus()
    press(cell, "ArrowDown", "ArrowRight", "PageDown")
    assert cell.place() == before


def test_a_click_on_a_timeline_goes_to_that_step_and_unit(cell):
    heat = cell.player.locator("[data-series='f']")
    heat.scroll_into_view_if_needed()
    box = heat.bounding_box()
    steps = int(cell.shown("steps"))
    units = int(re.search(r"of (\d+)", cell.player.get_by_label("Selected unit").inner_text())[1])
    heat.click(position={"x": box["width"] * 2.5 / steps, "y": box["height"] * 1.5 / units})
    assert (cell.shown("t"), cell.shown("unit")) == ("3", "2")


def test_a_timeline_tells_the_exact_value_under_the_pointer_and_under_the_focus(cell):
    heat = cell.player.locator("[data-series='c']")
    heat.scroll_into_view_if_needed()
    heat.hover()
    assert re.search(r"unit \d+: −?\d+\.\d{4}", cell.player.get_by_role("tooltip").inner_text())
    assert re.search(r"Step 1, unit 1: −?\d+\.\d{4}", heat.get_attribute("aria-label"))


def test_a_click_inside_the_card_of_keys_leaves_it_open_and_one_outside_closes_it(cell):
    press(cell, "?")
    card = cell.player.locator("dialog")
    box = card.bounding_box()
    cell.page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert card.is_visible()
    cell.page.mouse.click(5, 5)
    assert not card.is_visible()


def test_playing_by_steps_finishes_the_last_step_before_it_starts_anew(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/sequence?text=not+good")
    watched.player.focus()
    press(watched, "End", "ArrowLeft", "Space")
    expect(watched.player).to_have_attribute("data-playing", "false")
    assert watched.place()[:2] == ("2", "read")
