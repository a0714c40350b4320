"""How a player of our own is mounted: its modules as one text, and what it tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any

import streamlit as st

HEAD_STARTS = (0.8, 0.25)
"""Seconds at the first run, where a browser still fetches what a player is drawn with, and later.

At 0.5 Plotly could still overtake the player of forecasts, which came after 4.7 s, not 1.8.
"""
SLICE = 0.025
"""Seconds after which a pause looks up, whether the learner has asked for something else."""
PICTURES = 2
"""Most pictures of a page that are given a head start."""
_SHOWN = "mounting.shown"
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


def register(name: str, module: str, *more_css: str) -> Any:
    """What mounts that module: once for the whole process, with ``player.css`` and more sheets."""
    sheets = ("player.css", *more_css)
    css = "".join(_lean((PLAYER / sheet).read_text(encoding="utf-8")) for sheet in sheets)
    return st.components.v2.component(f"gatescope_{name}", css=css, js=bundle(module))


Operated = Callable[[dict[str, Any]], None]
"""What hears what the learner does to a network."""


def hearing(key: str, heard: Operated | None, trigger: str = "operate") -> Callable[[], None]:
    """What Streamlit calls when that component tells of something; a browser may send anything."""

    def hear() -> None:
        message = st.session_state[key][trigger]
        if heard is not None and isinstance(message, dict):
            heard(message)

    return hear


def head_start(shows: object) -> None:
    """Let a picture be painted before the tables and charts that follow it; call it after it.

    Their libraries (Plotly alone is 4.7 MB) keep a browser busy for two seconds, and a player
    that came together with them would have to wait; and at a later run, some 70 ms. What ``shows``
    as it did a moment ago, for itself or above another picture of its page, has nothing to wait
    for. What the learner asks for meanwhile does not wait either: Streamlit drops a run for the
    next where it reads its state.
    """
    shown = st.session_state.get(_SHOWN, ())
    first, later = HEAD_STARTS
    pause = first if not shown else 0.0 if shows in shown else later
    for _ in range(round(pause / SLICE)):
        sleep(SLICE)
        st.session_state.get(_SHOWN)
    others = [each for each in shown if each != shows]
    st.session_state[_SHOWN] = (*others, shows)[-PICTURES:]  # only now: a dropped run shows nothing
