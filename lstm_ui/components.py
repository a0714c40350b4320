"""Mounts the players: JavaScript modules made into one text, as Streamlit's components take it."""

from __future__ import annotations

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
SLICE = 0.025
"""Seconds after which a pause looks up, whether the learner has asked for something else."""
_SHOWN = "components.shown"
PLAYER = Path(__file__).parent.parent / "assets" / "player"
IMPORT = re.compile(r'^import ([^;"]+) from "\./([\w-]+\.mjs)";$', re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*[\s\S]*?\*/[ \t]*)\n", re.MULTILINE)
"""A comment on lines of its own."""
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)


@cache
def bundle(entry: str) -> str:
    """One module that holds those of the folder which ``entry`` needs, each once, and exports it.

    Streamlit takes the script of an app's own component only as text, and a text has no folder
    to import from. So each module becomes a function's body, after those that it imports; what it
    exports is what that function returns. Nothing is fetched: with a URL for each of its 36
    modules the cell player came a quarter of a second later.
    """
    bodies = "\n".join(_enclosed(name, source) for name, source in _in_order(entry))
    return f'const modules = {{}};\n{bodies}\nexport default modules["{entry}"].default;\n'


def _enclosed(name: str, source: str) -> str:
    """A module as a function's body, for two modules may use one name for different things."""
    exported = EXPORT.findall(source)
    body = IMPORT.sub(_taken, EXPORT.sub("", source))
    if "\nexport default " in body:
        body = body.replace("\nexport default ", "\nconst main = ")
        exported.append("default: main")
    return f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _taken(found: re.Match[str]) -> str:
    """An import as what it takes from the modules before."""
    names, module = found.groups()
    return f'const {names.replace("* as ", "").replace(" as ", ": ")} = modules["{module}"];'


def _in_order(entry: str) -> list[tuple[str, str]]:
    """Name and source of the modules, each after all that it imports."""
    found: dict[str, str] = {}

    def visit(module: str) -> None:
        source = _lean((PLAYER / module).read_text(encoding="utf-8"))
        for _, other in IMPORT.findall(source):
            if other not in found:
                visit(other)
        found[module] = source

    visit(entry)
    return list(found.items())


def _lean(source: str) -> str:
    """A module or stylesheet without its comments and indents, for it is sent at every rerun."""
    return INDENT.sub("", COMMENT.sub("", source))


def _register(name: str, module: str, *more_css: str) -> Any:
    sheets = ("player.css", *more_css)
    css = "".join(_lean((PLAYER / sheet).read_text(encoding="utf-8")) for sheet in sheets)
    return st.components.v2.component(f"gatescope_{name}", css=css, js=bundle(module))


_MATRICES = _register("matrices", "matrix.mjs", "bench.css", "matrix.css")
_PLAYER = _register("player", "index.mjs", "flow.css", "bench.css", "operating.css")
_BESIDE = _register("beside", "beside.mjs")
_BACKPROP = _register("backprop", "backprop.mjs", "backprop.css")
_FLOW = _register("flow", "flow.mjs", "flow.css")
_WINDOWS = _register("windows", "windows.mjs", "flow.css")
_JOURNEY = _register("journey", "journey.mjs", "journey.css")
_CHALLENGES = _register("challenges", "challenges.mjs", "challenges.css")
_TRACK = st.components.v2.component("gatescope_track", js=bundle("track.mjs"))
_CORNERS = _register("corners", "corners.mjs", "flow.css", "asides.css")
_SEQUEL = _register("sequel", "sequel.mjs", "flow.css", "asides.css")
_SHAPES = _register("shapes", "shapes.mjs", "asides.css")
_CARDS = _register("cards", "cards.mjs", "cards.css")


def _head_start(shows: object) -> None:
    """Let a picture be painted before the tables and charts that follow it.

    Their libraries (Plotly alone is 4.7 MB) keep a browser busy for two seconds, and a player
    that came together with them would have to wait; and at a later run, some 70 ms. A run that
    ``shows`` what the last one did has nothing to wait for. What the learner asks for meanwhile
    does not wait either: Streamlit drops a run for the next where it reads its state.
    """
    last = st.session_state.get(_SHOWN)
    pause = HEAD_START if last is None else HEAD_START / 2 if last != shows else 0.0
    for _ in range(round(pause / SLICE)):
        sleep(SLICE)
        st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = shows  # only now: a run that was dropped has shown nothing


Operated = Callable[[dict[str, Any]], None]
"""What hears what the learner does to a network."""


def player(
    payload: dict[str, Any],
    shows: object,
    operated: Operated | None = None,
    *,
    attend: int = 0,
) -> None:
    """Show the cell player; from here on the browser steps and plays by itself.

    ``shows`` is what the picture was made of. When ``attend`` has changed since the last run, the
    page scrolls to it and gives it the focus. ``operated`` hears what the learner does at the
    operating table, where there is one.
    """
    data = payload | {"attend": attend}
    _PLAYER(key="player", data=data, on_operate_change=_hearing("player", operated))
    _head_start(shows)


def matrices(payload: dict[str, Any], operated: Operated) -> None:
    """Show the weights and biases of a network; ``operated`` hears of those that are changed."""
    _MATRICES(key="matrices", data=payload, on_operate_change=_hearing("matrices", operated))


def _hearing(key: str, heard: Operated | None, trigger: str = "operate") -> Callable[[], None]:
    """What Streamlit calls when that component tells of something; a browser may send anything."""

    def hear() -> None:
        message = st.session_state[key][trigger]
        if heard is not None and isinstance(message, dict):
            heard(message)

    return hear


def beside(left: dict[str, Any], right: dict[str, Any], *, key: str = "beside") -> None:
    """Show two cells side by side, at the step at which the second writes most."""
    _BESIDE(key=key, data=beside_payload(left, right))


def backprop(payload: dict[str, Any], shows: object, *, attend: int = 0) -> None:
    """Show the player of backpropagation; ``shows`` and ``attend`` as for the cell player."""
    _BACKPROP(key="backprop", data=payload | {"attend": attend})
    _head_start(shows)


def flow(
    payload: dict[str, Any],
    shows: object,
    turned: Callable[[str, float], None],
    *,
    attend: int = 0,
) -> None:
    """Show the player of gradients; ``turned`` hears where a dial has come to rest."""

    def heard(dial: dict[str, Any]) -> None:
        turned(dial["name"], dial["value"])

    data = payload | {"attend": attend}
    _FLOW(key="flow", data=data, on_dial_change=_hearing("flow", heard, "dial"))
    _head_start(shows)


def windows(payload: dict[str, Any]) -> None:
    """Show the figure of truncated backpropagation."""
    _WINDOWS(key="windows", data=payload)


def track(page: str) -> None:
    """Note in the browser that the page of that path was seen; there is nothing to look at."""
    _TRACK(key="track", data={"page": page})


def journey(payload: dict[str, Any]) -> None:
    """Show what of the app was seen and solved, as the browser remembers it."""
    _JOURNEY(key="journey", data=payload)


def challenges(
    payload: dict[str, Any], opened: Callable[[str], None], asked: Callable[[str], None]
) -> None:
    """Show the board of challenges.

    ``opened`` hears the key of one that is opened or started over, ``asked`` of one to check.
    """

    def named(act: Callable[[str], None]) -> Operated:
        return lambda message: act(str(message.get("key")))

    _CHALLENGES(
        key="challenges",
        data=payload,
        on_open_change=_hearing("challenges", named(opened), "open"),
        on_check_change=_hearing("challenges", named(asked), "check"),
    )


def corners(payload: dict[str, Any]) -> None:
    """Show one unit at the four corners of forget and input gate."""
    _CORNERS(key="corners", data=payload)


def sequel(payload: dict[str, Any]) -> None:
    """Show two texts after one another, the state carried over and reset."""
    _SEQUEL(key="sequel", data=payload)


def shapes(payload: dict[str, Any]) -> None:
    """Show the shape of every array of a cell."""
    _SHAPES(key="shapes", data=payload)


def cards(payload: dict[str, Any], changed: Callable[[dict[str, Any]], None]) -> None:
    """Show the cards of traced values; ``changed`` hears which cards are to stand."""
    _CARDS(key="cards", data=payload, on_pins_change=_hearing("cards", changed, "pins"))
