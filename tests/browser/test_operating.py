"""The operating point of a gate in a browser without Streamlit: it follows where it is shown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lstm_ui.runs import make_run, picture
from lstm_ui.settings import Settings
from lstm_ui.surgery.operating import operating_points

TEXT = "the food was great but the service was terrible and cold ."
PAGE = """
async ([base, data]) => {
  document.body.innerHTML = '<div id="host" class="player"></div>';
  for (const name of ["player.css", "operating.css"]) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = `${base}/assets/player/${name}`;
    const loaded = new Promise((done) => { sheet.onload = done; });
    document.head.append(sheet);
    await loaded;
  }
  const { createOperatingPoint } = await import(base + "/assets/player/operating.mjs");
  const { createTip } = await import(base + "/assets/player/tip.mjs");
  const host = document.getElementById("host");
  window.gone = [];
  window.point = createOperatingPoint({ tip: createTip(host), goTo: (t) => gone.push(t) });
  host.prepend(window.point.element);
  window.point.update(data);
}
"""


class Shown:
    """The part on a bare page, and the data it was given."""

    def __init__(self, watched, url, **settings):
        run = make_run(Settings(text=TEXT, **settings))
        self.data = picture(run, "cell") | {"operating": operating_points(run)}
        self.page = watched.page
        self.page.goto(f"{url}/tests/fixtures/payload_golden.json")
        self.page.evaluate(PAGE, [url, self.data])
        self.element = self.page.get_by_test_id("operating")
        watched.errors.clear()  # this bare server has no favicon
        self.errors = watched.errors

    def show(self, t, unit, gate=None):
        self.page.evaluate("([t, unit, gate]) => point.show({ t, unit }, gate)", [t, unit, gate])

    def middle(self, selector):
        """Centre of a mark in the drawing's own units."""
        mark = self.element.locator(selector).first
        return tuple(float(mark.get_attribute(name)) for name in ("cx", "cy"))


@pytest.fixture
def shown(watch, files_url):
    return lambda **settings: Shown(watch(), files_url, **settings)


@pytest.mark.parametrize(("cell", "gates"), [("LSTM", "ifgo"), ("GRU", "rzn"), ("RNN", "h")])
def test_every_gate_has_a_curve_and_a_dot_for_every_step(shown, cell, gates):
    part = shown(cell=cell)
    for gate in gates:
        part.show(3, 1, gate)
        expect(part.element).to_have_attribute("data-gate", gate)
        expect(part.element.locator(".dot")).to_have_count(part.data["steps"])
        slope = part.data["operating"][gate]["slopes"][3][1]
        told = part.element.locator(".slope").text_content()
        assert float(told.removeprefix("slope ")) == pytest.approx(slope, rel=0.06)
    assert part.errors == []


def test_the_strong_point_moves_from_dot_to_dot_as_time_goes_on(shown):
    part = shown()
    for t in range(part.data["steps"]):
        part.show(t, 2, "f")
        dot = part.middle(f".dot[data-step='{t + 1}']")
        assert part.middle(".point") == pytest.approx(dot, abs=0.1)
        expect(part.element).to_have_attribute("data-t", str(t + 1))
    places = {part.middle(f".dot[data-step='{t + 1}']") for t in range(part.data["steps"])}
    assert len(places) > 5
    right = sorted(places)
    assert [y for _, y in right] == sorted((y for _, y in right), reverse=True)  # a rising curve


def test_a_held_gate_stands_hollow_off_its_curve(shown):
    part = shown(edits="f_4_3_0")
    part.show(3, 2, "f")
    expect(part.element).to_have_attribute("data-held", "true")
    expect(part.element.locator(".point.held")).to_have_count(1)
    expect(part.element.locator(".tangent")).to_have_count(0)
    expect(part.element.locator(".told")).to_contain_text("Held at 0.00, off its curve")
    _, y = part.middle(".point")
    levels = [row[2] for row in part.data["series"]["f"]]
    part.show(levels.index(max(levels)), 2, "f")
    assert part.middle(".point")[1] < y - 50
    expect(part.element).to_have_attribute("data-held", "false")


def test_what_lies_beyond_the_axes_is_an_arrow_with_its_value(shown):
    part = shown(edits="g_3-9_all_50")
    part.show(3, 2, "g")
    arrows = part.element.locator("path.dot.held")
    expect(arrows).to_have_count(7)
    expect(part.element.locator("circle.dot")).to_have_count(part.data["steps"] - 7)
    expect(part.element.locator(".now circle")).to_have_count(0)
    expect(part.element.locator(".now .point.held")).to_have_count(1)
    expect(part.element.locator(".beyond")).to_have_text("↑ 50.0")
    arrows.nth(2).click(force=True)
    assert part.page.evaluate("gone") == [4]
    part.show(0, 2, "g")
    expect(part.element.locator(".beyond")).to_have_count(0)
    expect(part.element.locator(".now circle.point")).to_have_count(1)


def test_no_label_leaves_the_drawing(shown):
    part = shown(edits="bg_3_30__bf_3_-30__bi_3_30__g_4_all_-900", candidate="relu")
    for gate, t in [(gate, t) for gate in "ifgo" for t in (2, 3, 5, 8)]:
        part.show(t, 2, gate)
        frame = part.element.locator("svg").bounding_box()
        for text in part.element.locator(".now text").all():
            box = text.bounding_box()
            assert box["x"] >= frame["x"] and box["y"] >= frame["y"], (gate, t)
            assert box["x"] + box["width"] <= frame["x"] + frame["width"], (gate, t)
            assert box["y"] + box["height"] <= frame["y"] + frame["height"], (gate, t)
    assert part.errors == []


def test_a_dot_leads_to_its_step_and_a_button_to_another_gate_until_the_phase_changes(shown):
    part = shown()
    part.show(0, 0, "f")
    part.element.locator(".dot[data-step='5']").click(force=True)
    assert part.page.evaluate("gone") == [4]
    part.element.get_by_role("button", name="output gate").click()
    expect(part.element).to_have_attribute("data-gate", "o")
    part.show(1, 0, "f")
    expect(part.element).to_have_attribute("data-gate", "o")
    part.show(1, 0, None)
    expect(part.element).to_have_attribute("data-gate", "o")
    part.show(1, 0, "g")
    expect(part.element).to_have_attribute("data-gate", "g")


def test_a_picture_without_points_hides_it_and_it_runs_no_frames(shown):
    part = shown()
    part.show(0, 0, "f")
    frames = part.page.evaluate(
        "() => new Promise((done) => { let n = 0; const real = requestAnimationFrame;"
        " window.requestAnimationFrame = (f) => { n += 1; return real(f); };"
        " point.show({ t: 1, unit: 0 }, 'f'); setTimeout(() => done(n), 200); })"
    )
    assert frames == 0
    part.page.evaluate(
        "data => { point.update({ ...data, operating: {} }); point.show({ t: 0, unit: 0 }, 'f'); }",
        part.data,
    )
    expect(part.element).to_be_hidden()
    assert part.errors == []


def test_the_sentence_names_the_pre_activation_and_is_what_a_screen_reader_hears(shown):
    part = shown()
    part.show(2, 0, "i")
    said = part.element.locator(".told").inner_text()
    a = part.data["series"]["a_i"][2][0]
    assert said.startswith(f"a = {a:.2f}".replace("-", "−"))
    assert re.search(r"the slope is \d", said)
    expect(part.element.locator("svg")).to_have_attribute("aria-label", said)
