"""The pictures below the operating table in a real browser: dials, links, and what lights up."""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, start_app

APP = """import streamlit as st

st.set_page_config(layout="wide")
st.navigation([
    st.Page({page!r}, title="Gate surgery", url_path="surgery"),
    st.Page({other!r}, title="Other", default=True),
], position="top").run()
"""
OTHER = """import streamlit as st

from lstm_ui import address

address.arrive()
st.title("Other")
address.keep(())
"""


@pytest.fixture(scope="module")
def surgery(tmp_path_factory):
    """The address of a page with the three pictures and nothing else."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "other.py").write_text(OTHER, encoding="utf-8")
    page, other = os.fspath(ROOT / "tests" / "asides_page.py"), os.fspath(folder / "other.py")
    (folder / "app.py").write_text(APP.format(page=page, other=other), encoding="utf-8")
    process, url = start_app(folder / "app.py")
    yield f"{url}/surgery"
    process.terminate()
    process.wait(10)


def opened(watch, url, **options):
    watched = watch(viewport={"width": 1280, "height": 900}, **options)
    watched.page.goto(url)
    stands(watched)
    return watched


def stands(watched):
    watched.page.get_by_test_id("shapes").wait_for(timeout=60_000)
    watched.settle()


@pytest.fixture
def page(watch, surgery):
    return opened(watch, surgery)


def part(watched, name):
    return watched.page.get_by_test_id(name)


def dial(watched, name):
    return watched.page.locator(f"input[data-dial={name}]")


def query(watched):
    return {name: values[0] for name, values in parse_qs(urlparse(watched.page.url).query).items()}


def line(watched, figure, name, at=0):
    found = part(watched, figure).locator(f".plot path[data-curve={name}]").nth(at)
    expect(found).to_have_attribute("d", re.compile("^M"))
    return found.get_attribute("d")


def slide(watched, label, *keys):
    thumb = watched.page.get_by_role("slider", name=label)
    thumb.focus()
    for key in keys:
        watched.page.keyboard.press(key)
    watched.rerun()


def test_the_step_from_which_gates_are_held_moves_without_the_server(page):
    before, sent = line(page, "corners", "held", 3), page.sent
    said = part(page, "corners").locator("[data-corner=keep] .says").inner_text()
    assert part(page, "corners").get_attribute("data-from") == "12"
    dial(page, "from").focus()
    for _ in range(5):
        page.page.keyboard.press("ArrowRight")
    expect(part(page, "corners")).to_have_attribute("data-from", "17")
    assert line(page, "corners", "held", 3) != before
    told = part(page, "corners").locator("[data-corner=keep] .says").inner_text()
    assert told != said and told.endswith("from step 17 on.")
    page.becomes(lambda: query(page).get("from"), "17")
    page.settle()
    assert page.sent == sent
    assert page.errors == []


def test_the_four_corners_share_one_axis_and_one_mark(page):
    plots = part(page, "corners").locator(".plot")
    assert plots.count() == 4
    numbers = [plots.nth(at).locator("text").all_inner_texts() for at in range(4)]
    assert numbers[0] == numbers[1] == numbers[2] == numbers[3] != []
    marks = {plots.nth(at).locator("path.head").get_attribute("d") for at in range(4)}
    assert len(marks) == 1 and marks.pop().startswith("M")


def test_a_click_in_a_corner_holds_from_there(page):
    plot = part(page, "corners").locator(".plot").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.page.mouse.click(box["x"] + box["width"] - 20, box["y"] + 60)
    expect(part(page, "corners")).to_have_attribute("data-from", "23")
    assert dial(page, "from").input_value() == "22"


def test_a_link_opens_the_same_step_units_and_sizes(watch, surgery):
    url = f"{surgery}?from=5&followed=2&watched=1&length=7&units=16&then=so+good"
    watched = opened(watch, url)
    assert part(watched, "corners").get_attribute("data-from") == "5"
    assert part(watched, "corners").get_attribute("data-unit") == "2"
    assert part(watched, "sequel").get_attribute("data-unit") == "1"
    assert part(watched, "shapes").locator("[data-array='all h']").get_attribute(
        "data-shape"
    ) == "7,3,16"  # fmt: skip
    assert "so good" in part(watched, "sequel").locator(".texts").inner_text()
    kept = query(watched)
    watched.page.reload()
    stands(watched)
    assert query(watched) == kept
    assert part(watched, "corners").get_attribute("data-from") == "5"


def test_a_change_below_leaves_the_rest_of_the_address(page):
    dial(page, "from").focus()
    page.page.keyboard.press("Home")
    page.becomes(lambda: query(page).get("from"), "1")
    slide(page, "H, units", "ArrowRight")
    slide(page, "T, time steps", "ArrowLeft")
    assert {"from": "1", "units": "9", "length": "19"}.items() <= query(page).items()
    page.page.reload()
    stands(page)
    assert part(page, "shapes").locator("[data-array='all h']").get_attribute(
        "data-shape"
    ) == "19,3,9"  # fmt: skip
    assert part(page, "corners").get_attribute("data-from") == "1"


def test_another_page_and_back_keeps_what_was_set(page):
    slide(page, "H, units", "ArrowRight")
    page.page.get_by_role("link", name="Other").first.click()
    page.page.get_by_role("heading", name="Other").wait_for()
    page.rerun()
    page.page.get_by_role("link", name="Gate surgery").first.click()
    stands(page)
    assert part(page, "shapes").locator("[data-array='all h']").get_attribute(
        "data-shape"
    ) == "20,3,9"  # fmt: skip
    assert query(page)["units"] == "9"


def test_another_length_lights_the_stacks_and_no_weight(page):
    shapes = part(page, "shapes")
    assert shapes.locator(".lit").count() == 0
    slide(page, "T, time steps", "ArrowRight")
    assert shapes.locator(".lit").evaluate_all("(all) => all.map((one) => one.dataset.array)") == [
        "all xs", "all c", "all h"
    ]  # fmt: skip
    assert shapes.locator("mark").all_inner_texts() == ["T", "21"] * 3
    assert "T is not in any weight" in shapes.locator(".takeaway").inner_text()
    slide(page, "H, units", "ArrowRight")
    assert shapes.get_attribute("data-changed") == "H"
    assert shapes.locator("[data-array='weights W_h'].lit mark").all_inner_texts() == [
        "4H", "H", "36", "9"
    ]  # fmt: skip


def test_a_drawn_side_is_twice_as_long_for_four_times_the_size(watch, surgery):
    sides = []
    for units in (4, 16):
        watched = opened(watch, f"{surgery}?units={units}&width=4")
        sheet = part(watched, "shapes").locator("[data-array='weights W_h'] rect").first
        sides.append(float(sheet.get_attribute("width")))
    assert sides[1] == pytest.approx(2 * sides[0])


def test_the_border_lies_between_the_last_step_of_the_first_text_and_the_next(page):
    sequel = part(page, "sequel")
    frame = sequel.locator(".plot").first.bounding_box()
    border = sequel.locator(".border").bounding_box()["x"] - frame["x"]
    first, carried = line(page, "sequel", "first"), line(page, "sequel", "reset")
    last = float(re.findall(r"[ML]([\d.]+) ", first)[-1])
    begins = float(re.findall(r"[ML]([\d.]+) ", carried)[0])
    assert abs((last + begins) / 2 - border) < 2


def test_another_unit_of_two_texts_is_shown_without_the_server(page):
    before, sent = line(page, "sequel", "carried"), page.sent
    dial(page, "watched").focus()
    page.page.keyboard.press("Home")
    expect(part(page, "sequel")).to_have_attribute("data-unit", "1")
    assert line(page, "sequel", "carried") != before
    page.becomes(lambda: query(page).get("watched"), "1")
    page.settle()
    assert page.sent == sent


def test_what_is_typed_is_read_after_the_first_text(page):
    said = part(page, "sequel").locator(".takeaway").inner_text()
    field = page.page.get_by_role("textbox", name="And then it reads")
    field.fill("<b>great</b>")
    field.press("Enter")
    page.rerun()
    assert part(page, "sequel").locator(".takeaway").inner_text() != said
    assert part(page, "sequel").locator(".texts b").all_inner_texts() == [
        "First text",
        "Second text",
    ]
    assert "great" in part(page, "sequel").locator(".texts").inner_text()
    assert page.errors == []


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_which_text_is_which_is_never_cut_off(watch, surgery, width):
    watched = watch(viewport={"width": width, "height": 844})
    watched.page.goto(surgery)
    stands(watched)
    names = part(watched, "sequel").locator(".texts b")
    assert [name.split()[0] for name in names.all_inner_texts()] == ["First", "Second"]
    assert names.evaluate_all("(all) => all.map((one) => one.scrollWidth - one.clientWidth)") == [
        0, 0
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_its_picture(watch, surgery, width, scheme):
    watched = watch(viewport={"width": width, "height": 844}, color_scheme=scheme)
    watched.page.goto(f"{surgery}?units=64&width=64&batch=16&length=64")
    stands(watched)
    for name in ("corners", "sequel", "shapes"):
        over = part(watched, name).evaluate("(root) => root.scrollWidth - root.clientWidth")
        assert over <= 1, name
    assert watched.errors == []


def test_no_plotly_is_fetched_for_these_pictures(page):
    assert not [url for url in page.requests if "plotly" in url.lower()]
