"""The player's modules in a browser without Streamlit: every cell, many updates, no leak."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "fixtures" / "payload_golden.json"
PAGE = """
async ([base, payload]) => {
  document.body.innerHTML = '<div id="host"></div>';
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = base + "/assets/player/player.css";
  document.head.append(sheet);
  const { default: mount } = await import(base + "/assets/player/index.mjs");
  const host = document.getElementById("host");
  window.again = (data) => mount({ parentElement: host, data });
  window.leave = window.again(payload);
}
"""


@pytest.fixture(params=["LSTM", "RNN", "GRU"])
def golden(request):
    return json.loads(GOLDEN.read_text())[request.param]


@pytest.fixture
def mounted(watch, files_url, golden):
    watched = watch()
    watched.page.goto(f"{files_url}/tests/fixtures/payload_golden.json")
    watched.page.evaluate(PAGE, [files_url, golden])
    watched.player.wait_for()
    watched.page.keyboard.press("Home")
    watched.errors.clear()  # this bare server has no favicon
    return watched


def test_every_cell_is_walked_phase_by_phase_from_its_description(mounted, golden):
    seen = []
    for _ in golden["cell"]["phases"]:
        seen.append(mounted.shown("phase"))
        mounted.page.keyboard.press("ArrowRight")
    assert seen == [phase["id"] for phase in golden["cell"]["phases"]]
    assert mounted.shown("t") == "2"
    assert mounted.errors == []


def test_every_node_of_the_description_shows_its_own_number(mounted, golden):
    mounted.page.keyboard.press("End")
    mounted.rests()
    last = golden["steps"] - 1
    for node in golden["cell"]["nodes"]:
        name = node.get("series")
        if name is None or name == "x" or name in golden["cell"]["recurrent"]:
            continue
        text = mounted.player.locator(f"[data-node={node['id']}] .value").text_content()
        shown = float(text.replace("\u2212", "-"))
        true = golden["series"][name][last][golden["unit"]]
        assert shown == pytest.approx(true, abs=0.0051), node["id"]


def test_a_hundred_reruns_leave_one_player_and_no_more_elements(mounted, golden):
    count = "() => document.querySelectorAll('*').length"
    mounted.page.evaluate("data => window.again(data)", golden)
    before = mounted.page.evaluate(count)
    mounted.page.evaluate(
        "data => { for (let k = 0; k < 100; k += 1) window.again(data); }", golden
    )
    assert mounted.page.evaluate(count) == before
    assert mounted.player.count() == 1
    mounted.page.keyboard.press("ArrowRight")
    assert mounted.shown("phase") == golden["cell"]["phases"][1]["id"]


def test_a_player_that_is_left_hears_no_key_and_runs_no_frame(mounted):
    mounted.page.keyboard.press("Space")
    press = (
        "const key = new KeyboardEvent('keydown',"
        " { key: 'ArrowRight', bubbles: true, cancelable: true });"
        " document.body.dispatchEvent(key);"
    )
    heard = f"() => {{ {press} return key.defaultPrevented; }}"
    assert mounted.page.evaluate(heard) is True
    frames = mounted.page.evaluate(
        "() => new Promise((done) => { window.leave(); let n = 0;"
        " const real = requestAnimationFrame;"
        " window.requestAnimationFrame = (f) => { n += 1; return real(f); };"
        f" {press} setTimeout(() => done(n), 300); }})"
    )
    assert frames == 0
    assert mounted.page.evaluate(heard) is False
    assert mounted.player.count() == 0


def test_a_shorter_sequence_brings_the_place_inside_it(mounted, golden):
    mounted.page.keyboard.press("End")
    short = json.loads(json.dumps(golden))
    short["steps"], short["tokens"], short["known"] = 2, short["tokens"][:2], short["known"][:2]
    mounted.page.evaluate("data => window.again(data)", short)
    assert mounted.shown("t") == "2"
    assert mounted.shown("steps") == "2"


def test_learners_words_are_text_everywhere(mounted, golden):
    hostile = json.loads(json.dumps(golden))
    hostile["tokens"][0] = "<img src=x onerror=window.hacked=1>"
    hostile["notes"] = ["<b>bold</b>"]
    hostile["badge"] = "<i>badge</i>"
    mounted.page.evaluate("data => window.again(data)", hostile)
    mounted.page.keyboard.press("Home")
    mounted.page.wait_for_timeout(200)
    assert mounted.page.evaluate("window.hacked") is None
    assert mounted.player.locator("img, .notes b, .badge i").count() == 0
