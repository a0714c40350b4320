"""The matrices in a browser without Streamlit: an edge fades where there is more behind it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.surgery.matrices import matrices_payload

PAGE = """
async ([base, data]) => {
  document.body.innerHTML = '<div id="host"></div>';
  for (const name of ["player.css", "bench.css", "matrix.css"]) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = `${base}/assets/player/${name}`;
    const loaded = new Promise((done) => { sheet.onload = done; });
    document.head.append(sheet);
    await loaded;
  }
  const { default: mount } = await import(base + "/assets/player/matrix.mjs");
  const host = document.getElementById("host");
  window.again = (data) => mount({ parentElement: host, data, setTriggerValue: () => {} });
  window.leave = window.again(data);
}
"""


# What a frame says of its edges follows in the next frame after it was scrolled.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def matrices(watch, files_url):
    def shown(width, **settings):
        run = make_run(Settings(**settings))
        watched = watch(viewport={"width": width, "height": 844})
        watched.page.goto(f"{files_url}/tests/fixtures/payload_golden.json")
        data = matrices_payload(run, run.example.model)
        watched.page.evaluate(PAGE, [files_url, data])
        watched.errors.clear()  # this bare server has no favicon
        return watched

    return shown


def frame(watched, part):
    """What scrolls around the weights on x, on h or the bias."""
    return watched.page.locator(".scroll", has=watched.page.locator(f"[data-weight^='{part},']"))


def scrolled(watched, part, x, y=0):
    frame(watched, part).evaluate("(f, [x, y]) => f.scrollTo(x, y)", [x, y])
    return frame(watched, part)


def test_an_edge_fades_only_while_there_is_more_behind_it(matrices):
    phone = matrices(390, net="random", hidden=16)
    expect(frame(phone, "h")).to_have_attribute("data-more", "right below")
    expect(scrolled(phone, "h", 200)).to_have_attribute("data-more", "left right below")
    expect(scrolled(phone, "h", 9999, 9999)).to_have_attribute("data-more", "left above")
    expect(frame(phone, "b")).not_to_have_attribute("data-more", "right below")
    assert phone.errors == []


def test_the_edges_follow_the_width_and_the_gate(matrices):
    watched = matrices(1280)
    expect(frame(watched, "x")).to_have_attribute("data-more", "")
    watched.page.set_viewport_size({"width": 390, "height": 844})
    expect(frame(watched, "x")).to_have_attribute("data-more", "right")
    watched.page.get_by_role("button", name="forget gate").click()
    expect(frame(watched, "x")).to_have_attribute("data-more", "right")


def test_a_faded_edge_is_seen_and_a_field_in_focus_is_not_under_it(matrices):
    phone = matrices(390)
    expect(frame(phone, "x")).to_have_attribute("data-more", "right")
    assert "rgba(0, 0, 0, 0)" in frame(phone, "x").evaluate("(f) => getComputedStyle(f).maskImage")
    inside = frame(phone, "x").bounding_box()
    for _ in range(12):
        phone.page.keyboard.press("Tab")
        phone.page.evaluate(PAINTED)
        box = phone.page.evaluate(
            "() => { const a = document.activeElement; const r = a.getBoundingClientRect();"
            " return [a.dataset.weight ?? '', r.left, r.right]; }"
        )
        if box[0].startswith("x,0") and not box[0].endswith(",0"):
            more = frame(phone, "x").get_attribute("data-more")
            far = inside["x"] + inside["width"]
            assert box[2] <= far - (30 if "right" in more else 0) + 1
    assert phone.errors == []


def test_nothing_is_watched_after_it_has_gone(matrices):
    phone = matrices(390)
    kept = phone.page.evaluate_handle("() => document.querySelector('.scroll')")
    phone.page.evaluate("() => window.leave()")
    expect(phone.page.locator("[data-testid=matrices]")).to_have_count(0)
    kept.evaluate("(f) => { f.dataset.more = 'as it was'; f.dispatchEvent(new Event('scroll')); }")
    assert kept.evaluate("(f) => f.dataset.more") == "as it was"
    assert phone.errors == []
