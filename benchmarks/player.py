"""How fast the players answer and play, how large their payloads are, against DESIGN's budgets.

    .venv/bin/python benchmarks/player.py

Starts the app on a free port of this machine and drives it in the system's Chromium.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, start_app
from tests.ui.test_surgery_payload import size_of

WORDS = "what time is it now and will it rain in the morning or play some music thanks a lot hello"
LONG = "/cell?net=random&hidden=16&text=" + "+".join((WORDS.split() * 4)[:64])
GRADIENTS = "/gradients?steps=200"
OPENED = ("/", "/cell", "/gradients", "/surgery", "/recurrence", "/squashing", "/gru",
          "/bidirectional", "/shapes", "/quiz", "/glossary", "/train", "/text",
          "/forecast")  # fmt: skip
PRESSES = 150
CHANGES = 40
VISITS = 6

PAINTED = """() => { window.waits = [];
  addEventListener("keydown", (event) => { const pressed = event.timeStamp;
    requestAnimationFrame(() => { const painted = new MessageChannel();
      painted.port1.onmessage = () => window.waits.push(performance.now() - pressed);
      painted.port2.postMessage(0); }); }, { capture: true }); }"""

FRAMES = """(seconds) => new Promise((done) => { const at = [];
  const tick = (now) => { at.push(now);
    if (now - at[0] < seconds * 1000) requestAnimationFrame(tick);
    else done({ fps: (at.length - 1) / ((now - at[0]) / 1000),
      worst: Math.max(...at.slice(1).map((t, k) => t - at[k])) }); };
  requestAnimationFrame(tick); })"""

RELEASED = """() => { window.changed = [];
  const find = () => [...document.querySelectorAll("*")].map((e) => e.shadowRoot?.querySelector(
    "[data-testid=player]")).find(Boolean);
  const root = find();
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") window.released = performance.now(); }, { capture: true });
  new MutationObserver(() => { if (!window.released) return;
    const released = window.released; window.released = 0;
    requestAnimationFrame(() => { const painted = new MessageChannel();
      painted.port1.onmessage = () => window.changed.push(performance.now() - released);
      painted.port2.postMessage(0); });
  }).observe(root.querySelector(".ribbon"), { childList: true }); }"""

OPERATED = """() => { window.changed = [];
  const root = [...document.querySelectorAll("*")].map((e) => e.shadowRoot?.querySelector(
    "[data-testid=player]")).find(Boolean);
  let released = 0;
  new MutationObserver(() => {
    if (root.hasAttribute("data-waiting")) { released = performance.now(); return; }
    const since = released;
    requestAnimationFrame(() => { const painted = new MessageChannel();
      painted.port1.onmessage = () => window.changed.push(performance.now() - since);
      painted.port2.postMessage(0); });
  }).observe(root, { attributeFilter: ["data-waiting"] }); }"""


Row = tuple[str, float, str, bool]
"""What was measured, the number, its budget, and whether it was met."""


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def open_player(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_test_id("player").wait_for(timeout=60_000)
    page.wait_for_timeout(2500)


def key_to_paint(page: Page) -> float:
    """p95 in milliseconds from a key press to its painted frame."""
    page.evaluate(PAINTED)
    for k in range(PRESSES):
        page.keyboard.press(
            ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "ArrowDown", "ArrowLeft")[k % 5]
        )
        page.wait_for_timeout(40)
    return p95(page.evaluate("window.waits"))


def control_to_picture(page: Page) -> float:
    """p95 in milliseconds from Enter in the text field to the new picture."""
    page.evaluate(RELEASED)
    field = page.get_by_role("textbox", name="Your own words")
    for k in range(CHANGES):
        field.fill(" ".join(WORDS.split()[k % 5 : 9 + k % 7]))
        field.press("Enter")
        page.wait_for_timeout(700)
    return p95(page.evaluate("window.changed"))


def clamp_to_picture(page: Page) -> float:
    """p95 in milliseconds from a gate being let go to A and B painted with it held there."""
    page.evaluate(OPERATED)
    for k in range(CHANGES):
        if k % 2 == 0:
            page.get_by_test_id("player").press("Shift+ArrowRight")
            page.wait_for_timeout(600)  # nobody clicks while the step still moves
        page.locator(f'[data-bench="at-{k % 2}"]').click()
        page.wait_for_timeout(700)
    return p95(page.evaluate("window.changed"))


def slider_to_paint(page: Page, slider: str) -> float:
    """p95 in milliseconds from a key on a slider to the painted frame that shows it."""
    page.evaluate(PAINTED)
    page.locator(slider).focus()
    for k in range(PRESSES):
        page.keyboard.press("ArrowRight" if k % 12 < 6 else "ArrowLeft")
        page.wait_for_timeout(40)
    return p95(page.evaluate("window.waits"))


def flow_bytes(steps: int) -> int:
    """Size of the JSON of the player of gradients, all families of curves included."""
    from lstm_ui.gradients.families import make_families
    from lstm_ui.gradients.payload import flow_payload
    from lstm_ui.gradients.three import make_three
    from lstm_ui.settings import GradientSettings

    settings = GradientSettings(steps=steps)
    three = make_three(settings)
    payload = flow_payload(three, make_families(three, settings), settings)
    return len(json.dumps(payload, separators=(",", ":")))


def payload_bytes(steps: int, units: int) -> int:
    """Size of the JSON of an LSTM's payload."""
    from lstm_ui.runs import random_run

    return len(json.dumps(random_run(steps=steps, units=units), separators=(",", ":")))


def open_rows(browser: Browser, url: str) -> Iterator[Row]:
    """How soon a player shows in a fresh browser, once the server has drawn its page before."""
    for path in OPENED:
        waits = []
        for _ in range(VISITS):
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(url + path)
            page.locator(".player").first.wait_for(timeout=60_000)
            waits.append(page.evaluate("performance.now()"))
            page.wait_for_timeout(1500)
            page.close()
        median = statistics.median(waits[1:])
        yield f"{path} opened to its picture, median", median, "<= 3000 ms", median <= 3000


def cell_rows(page: Page, url: str, sent: list[object]) -> list[Row]:
    """The cell player: keys, playing, and a control that goes to the server."""
    open_player(page, url + LONG)
    size = f"T = {page.get_by_test_id('player').get_attribute('data-steps')}, H = 16"
    sent.clear()
    waited = key_to_paint(page)
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    playing = page.evaluate(FRAMES, 8)
    messages = len(sent)
    open_player(page, url + "/cell")
    changed = control_to_picture(page)
    return [
        (f"key press to painted frame, p95 ({size})", waited, "<= 34 ms", waited <= 34),
        ("playing, frames a second", playing["fps"], ">= 55", playing["fps"] >= 55),
        ("playing, slowest frame", playing["worst"], "ms", True),
        ("WebSocket messages, stepping and playing", messages, "0", not messages),
        ("control released to new picture, p95", changed, "<= 250 ms", changed <= 250),
    ]


def gradient_rows(page: Page, url: str, sent: list[object]) -> list[Row]:
    """The player of gradients: a dial, and playing."""
    open_player(page, url + GRADIENTS)
    page.keyboard.press("Space")
    sent.clear()
    turned = slider_to_paint(page, "input[data-dial=scale]")
    messages = len(sent)
    page.wait_for_timeout(2500)
    page.get_by_test_id("player").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    flowing = page.evaluate(FRAMES, 6)
    return [
        ("gradients, T = 200: dial to painted frame, p95", turned, "ms", True),
        ("gradients: messages while the dial turns", messages, "0", not messages),
        ("gradients, frames a second", flowing["fps"], ">= 55", flowing["fps"] >= 55),
    ]


def surgery_rows(page: Page, url: str, sent: list[object]) -> list[Row]:
    """The operating table: a gate that is held, and its bar while it moves."""
    open_player(page, url + "/surgery")
    held = clamp_to_picture(page)
    sent.clear()
    moved = slider_to_paint(page, "[data-bench=bar]")
    messages = len(sent)
    return [
        ("gate let go to A and B painted, p95", held, "<= 250 ms", held <= 250),
        ("bar moved to painted frame, p95", moved, "<= 34 ms", moved <= 34),
        ("messages while the bar moves", messages, "0", not messages),
    ]


def payload_rows() -> Iterator[Row]:
    """How much goes over the wire."""
    for steps, units, most in ((16, 8, 60), (64, 16, 400)):
        kilobytes = payload_bytes(steps, units) / 1000
        yield f"payload, T = {steps}, H = {units}", kilobytes, f"<= {most} kB", kilobytes <= most
    for steps, units, most in ((16, 8, 70), (64, 16, 400)):
        kilobytes = size_of(steps, units) / 1000
        what = f"payload of surgery, T = {steps}, H = {units}"
        yield what, kilobytes, f"<= {most} kB", kilobytes <= most
    for steps, most in ((50, 200), (200, 400)):
        kilobytes = flow_bytes(steps) / 1000
        yield f"payload of gradients, T = {steps}", kilobytes, f"<= {most} kB", kilobytes <= most


def main() -> int:
    process, url = start_app()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            sent: list[object] = []
            page.on(
                "websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame))
            )
            rows = [*open_rows(browser, url)]
            rows += [*cell_rows(page, url, sent), *gradient_rows(page, url, sent)]
            rows += surgery_rows(page, url, sent)
            browser.close()
    finally:
        process.terminate()
        process.wait(10)
    rows += payload_rows()
    for what, value, budget, met in rows:
        print(f"{what:48} {value:8.1f}   {budget:10} {'met' if met else 'NOT MET'}")
    return 0 if all(met for *_, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
