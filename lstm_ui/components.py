"""Mounts the players: JavaScript modules made into one text, as Streamlit's components take it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any

import streamlit as st

from lstm_ui.payloads import beside_payload

HEAD_START = 0.5
"""Seconds. A browser shows a player some 0.3 s after it was sent, if nothing keeps it busy."""
PLAYER = Path(__file__).parent.parent / "assets" / "player"
IMPORT = re.compile(r'from "\./([\w-]+\.mjs)"')
LOADER = """const sources = %s;
const urls = {};
for (const [name, source] of sources) {
  const url = (_, other) => `from "${urls[other]}"`;
  const resolved = source.replace(/from "\\.\\/([\\w-]+\\.mjs)"/g, url);
  urls[name] = URL.createObjectURL(new Blob([resolved], { type: "text/javascript" }));
}
const { default: mount } = await import(urls["%s"]);
export default mount;
"""


@cache
def bundle(entry: str) -> str:
    """One module that holds those of the folder which ``entry`` needs, each once, and starts it.

    Streamlit takes the script of an app's own component only as text, and a text has no folder
    to import from, so each module gets a blob: URL before those that import it. The text goes
    over the wire at every rerun: nesting data: URLs instead would make it four times as long.
    """
    return LOADER % (json.dumps(_in_order(entry), separators=(",", ":")), entry)


def _in_order(entry: str) -> list[tuple[str, str]]:
    """Name and source of the modules, each after all that it imports."""
    found: dict[str, str] = {}

    def visit(module: str) -> None:
        source = (PLAYER / module).read_text(encoding="utf-8")
        for other in IMPORT.findall(source):
            if other not in found:
                visit(other)
        found[module] = source

    visit(entry)
    return list(found.items())


def _register(name: str, module: str, *more_css: str) -> Any:
    sheets = ("player.css", *more_css)
    css = "".join((PLAYER / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return st.components.v2.component(f"gatescope_{name}", css=css, js=bundle(module))


_PLAYER = _register("player", "index.mjs")
_BESIDE = _register("beside", "beside.mjs")
_BACKPROP = _register("backprop", "backprop.mjs", "backprop.css")
_FLOW = _register("flow", "flow.mjs", "flow.css")
_WINDOWS = _register("windows", "windows.mjs", "flow.css")
_CARDS = _register("cards", "cards.mjs", "cards.css")


def _head_start() -> None:
    """Let the first player of a session appear before the tables and charts that follow it.

    Their libraries (Plotly alone is 4.7 MB) keep a browser busy for two seconds, and a player
    that came together with them would have to wait.
    """
    if "components.started" not in st.session_state:
        st.session_state["components.started"] = True
        sleep(HEAD_START)


def player(payload: dict[str, Any], *, attend: int = 0, key: str = "player") -> None:
    """Show the cell player; from here on the browser steps and plays by itself.

    When ``attend`` has changed since the last run, the page scrolls to it and gives it the focus.
    """
    _PLAYER(key=key, data=payload | {"attend": attend})
    _head_start()


def beside(left: dict[str, Any], right: dict[str, Any], *, key: str = "beside") -> None:
    """Show two cells side by side, at the step at which the second writes most."""
    _BESIDE(key=key, data=beside_payload(left, right))


def backprop(payload: dict[str, Any], *, attend: int = 0, key: str = "backprop") -> None:
    """Show the player of backpropagation; ``attend`` as for the cell player."""
    _BACKPROP(key=key, data=payload | {"attend": attend})
    _head_start()


def flow(payload: dict[str, Any], turned: Callable[[str, float], None], *, attend: int = 0) -> None:
    """Show the player of gradients; ``turned`` hears where a dial has come to rest."""

    def on_dial_change() -> None:
        dial = st.session_state["flow"]["dial"]
        turned(dial["name"], dial["value"])

    _FLOW(key="flow", data=payload | {"attend": attend}, on_dial_change=on_dial_change)
    _head_start()


def windows(payload: dict[str, Any]) -> None:
    """Show the figure of truncated backpropagation."""
    _WINDOWS(key="windows", data=payload)


def cards(payload: dict[str, Any], changed: Callable[[dict[str, Any]], None]) -> None:
    """Show the cards of traced values; ``changed`` hears which cards are to stand."""

    def on_pins_change() -> None:
        changed(st.session_state["cards"]["pins"])

    _CARDS(key="cards", data=payload, on_pins_change=on_pins_change)
