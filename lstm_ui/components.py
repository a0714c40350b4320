"""Mounts the players: JavaScript modules made into one text, as Streamlit's components take it."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from lstm_ui.payloads import beside_payload

PLAYER = Path(__file__).parent.parent / "assets" / "player"
IMPORT = re.compile(r'from "\./([\w-]+\.mjs)"')


@cache
def bundle(module: str) -> str:
    """Source of an ES module with each import replaced by a data: URL of the imported module.

    Streamlit takes the script of an app's own component only as text, and a text has no folder
    to import from. The same text always gives the same URL, so a module shared by others is
    still loaded once.
    """

    def inline(match: re.Match[str]) -> str:
        encoded = base64.b64encode(bundle(match[1]).encode()).decode()
        return f'from "data:text/javascript;base64,{encoded}"'

    return IMPORT.sub(inline, (PLAYER / module).read_text(encoding="utf-8"))


def _register(name: str, module: str) -> Any:
    css = (PLAYER / "player.css").read_text(encoding="utf-8")
    return st.components.v2.component(f"gatescope_{name}", css=css, js=bundle(module))


_PLAYER = _register("player", "index.mjs")
_BESIDE = _register("beside", "beside.mjs")


def player(payload: dict[str, Any], *, key: str = "player") -> None:
    """Show the cell player; from here on the browser steps and plays by itself."""
    _PLAYER(key=key, data=payload)


def beside(left: dict[str, Any], right: dict[str, Any], *, t: int = 0, key: str = "beside") -> None:
    """Show two cells side by side, both at the end of step ``t`` (0-based)."""
    _BESIDE(key=key, data=beside_payload(left, right, t))
