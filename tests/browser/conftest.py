"""A running app and a browser for the tests that need real ones; skipped in plain words without."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
TALL = {"width": 1376, "height": 1700}
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)

# On a path such as /cell Streamlit's frontend first asks whether the app itself is mounted there,
# and the server says no: two 404s on every deep link of every Streamlit 1.67 app.
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")

# The server's script has ended, and no place waits for the code of what it will hold.
DONE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const state = app?.dataset.testScriptState ?? "notRunning";
  return state === "notRunning" && !document.querySelector('[data-testid="stSkeleton"]');
}"""

# The browser has painted fifteen frames in a row and was kept from none (or five seconds went by):
# what draws itself at the first sight of its own width does so a frame after it stands.
FREE = """() => new Promise((done) => {
  const start = performance.now();
  let [free, last] = [0, start];
  const frame = (now) => {
    free = now - last < 60 ? free + 1 : 0;
    last = now;
    if (free < 15 && now - start < 5000) requestAnimationFrame(frame);
    else done();
  };
  requestAnimationFrame(frame);
})"""

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if CHROMIUM is None:
    pytest.skip("no Chromium on this machine: browser tests are left out", allow_module_level=True)

from tests.browser.reruns import Reruns  # noqa: E402  (wants playwright)

PATIENT = 20  # seconds: what comes at once here may take long where other things run as well
sync_api.expect.set_options(timeout=1000 * PATIENT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_app(script: str | Path = "app.py") -> tuple[subprocess.Popen[bytes], str]:
    """Start the app, or another one of Streamlit's, on a free port and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", os.fspath(script)]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true"]
    env = os.environ | {"PYTHONPATH": os.fspath(ROOT)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return process, url
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    process.terminate()
    raise RuntimeError("the app did not come up in 60 s")


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    process, url = start_app()
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Watched:
    """A page with what its browser complained of and whom it asked."""

    def __init__(self, page: sync_api.Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.sent = 0
        self.reruns = Reruns(page)
        page.on("console", self._complained)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: socket.on("framesent", lambda _: self._count()))

    def _count(self) -> None:
        self.sent += 1

    def _complained(self, message: sync_api.ConsoleMessage) -> None:
        if message.type == "error" and not PROBE.search(message.location["url"]):
            self.errors.append(message.text)

    @property
    def player(self) -> sync_api.Locator:
        return self.page.get_by_test_id("player")

    def shown(self, name: str) -> str | None:
        """Value of a ``data-`` attribute of the player's root."""
        return self.player.get_attribute(f"data-{name}")

    def place(self) -> tuple[str | None, str | None, str | None]:
        return self.shown("t"), self.shown("phase"), self.shown("unit")

    def open(self, url: str) -> None:
        """Go there and wait until Streamlit has finished and the player stands."""
        self.page.goto(url)
        self._stands()

    def reload(self) -> int:
        """Load the same address anew, wait likewise, and return the status of the answer."""
        answer = self.page.reload()
        self._stands()
        return answer.status if answer else 0

    def _stands(self) -> None:
        self.player.wait_for(timeout=60_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the server has answered and the browser has nothing left to draw."""
        end = time.monotonic() + PATIENT  # a part of the page that is gone is never answered for
        while True:
            while self.reruns.waits and time.monotonic() < end:
                self.page.wait_for_timeout(50)
            self.page.wait_for_function(DONE, timeout=60_000)
            self.page.evaluate(FREE)
            if time.monotonic() > end or (self.page.evaluate(DONE) and not self.reruns.waits):
                return

    def becomes(self, read: Callable[[], Any], wanted: object) -> None:
        """Wait until that reads so: for what Playwright's ``expect`` cannot see."""
        end = time.monotonic() + PATIENT
        while (found := read()) != wanted and time.monotonic() < end:
            self.page.wait_for_timeout(50)
        assert found == wanted

    def rests(self) -> None:
        """Wait until nothing moves; what moves without end never gets there."""
        self.becomes(self.frames, 0)

    def frames(self) -> int:
        """How many frames of animation the page asks for in 400 ms."""
        frames: int = self.page.evaluate(
            "() => new Promise((done) => { let n = 0; const real = window.requestAnimationFrame;"
            " window.requestAnimationFrame = (f) => { n += 1; return real(f); };"
            " setTimeout(() => { window.requestAnimationFrame = real; done(n); }, 400); })"
        )
        return frames

    def type_in(self, text: str) -> None:
        """Have the network read that text."""
        field = self.page.get_by_role("textbox", name="Your own words")
        field.fill(text)
        field.press("Enter")
        self.rerun()

    def go_to(self, heading: str) -> None:
        """Follow the navigation to the page of that heading."""
        title = {"Gatescope": "Start"}.get(heading, heading)
        named = re.compile(f"^{re.escape(title)}$")
        link = self.page.get_by_test_id("stTopNavLink").filter(has_text=named)
        for section in self.page.get_by_test_id("stTopNavSection").all():
            if link.count():
                break
            section.click()
            self.page.get_by_test_id("stTopNavPopover").wait_for()
            link = self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=named)
        link.click()
        self.arrive(heading)

    def arrive(self, heading: str) -> None:
        """Wait until the page of that heading stands."""
        self.page.get_by_role("heading", name=heading, exact=True).first.wait_for()
        self.rerun()

    def rerun(self) -> None:
        """Wait until what was just chosen has reached the server and the picture."""
        self.page.wait_for_timeout(400)
        self.settle()
        self.page.wait_for_timeout(700)


@pytest.fixture
def watch(browser: sync_api.Browser) -> Iterator[Callable[..., Watched]]:
    """Open watched pages; ``watch(color_scheme=...)`` as Playwright's contexts take it."""
    contexts = []

    def new(**options: object) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **options})
        contexts.append(context)
        return Watched(context.new_page())

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def cell(watch: Callable[..., Watched], app_url: str) -> Watched:
    """``/cell`` as it opens, nothing held by the keyboard focus."""
    watched = watch()
    watched.open(f"{app_url}/cell")
    return watched


def press(watched: Watched, *keys: str) -> None:
    for key in keys:
        watched.page.keyboard.press(key)


@pytest.fixture
def table(watch: Callable[..., Watched], app_url: str) -> Watched:
    """``/surgery`` as it opens, tall enough to see all of the table."""
    watched = watch(viewport=TALL)
    watched.open(f"{app_url}/surgery?t=5&unit=2")
    return watched


@pytest.fixture
def rnn(watch: Callable[..., Watched], app_url: str) -> Watched:
    """``/backprop`` as it opens."""
    watched = watch()
    watched.open(f"{app_url}/backprop")
    return watched


def slide(watched: Watched, which: str, value: int) -> None:
    """Move a slider to one of its values, as a pointer does."""
    watched.player.locator(f"[data-slider={which}]").evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }",
        str(value),
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
    }

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def files_url() -> Iterator[str]:
    """The repository's files over HTTP, so that the modules run without Streamlit."""
    handler = functools.partial(_Quiet, directory=os.fspath(ROOT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)
