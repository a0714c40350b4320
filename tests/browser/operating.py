"""What the tests of the operating table share: where things are, what the engine says of them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.surgery.comparison import compare, original_of
from lstm_ui.surgery.words import of_comparison


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
