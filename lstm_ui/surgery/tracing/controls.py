"""The pinned values as a setting: kept for the session, and written into the address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_core.arithmetic import Place
from lstm_ui import address
from lstm_ui.runs import Run
from lstm_ui.surgery.tracing.payload import pinned
from lstm_ui.surgery.tracing.pins import LONGEST_TEXT, added, spell

NAME = "trace"
"""Of the setting, and of its parameter in the address."""
TOLD = "trace.told"
_ASKED = "trace.asked"


def follow_address(by_address: bool) -> None:
    """Take the pinned values from the address where it decides, as ``address.follow`` says."""
    if by_address:
        st.session_state[NAME] = address.read(NAME)


def text() -> str | None:
    """What is pinned; None when nobody has said anything yet."""
    return st.session_state.setdefault(NAME, address.read(NAME))


def write() -> None:
    """Put what is pinned into the address."""
    address.write(NAME, text() or "", "")


def add_card(run: Run, place: Place) -> None:
    """Pin one more value of that run beside its cards, and let the page go to it."""
    st.session_state[NAME] = added(spell(pinned(run, text()).cards), place)
    st.session_state[_ASKED] = (asked()[0] + 1, place)


def asked() -> tuple[int, Place | None]:
    """How many cards were added from elsewhere on the page, and the last of them."""
    last: tuple[int, Place | None] = st.session_state.get(_ASKED, (0, None))
    return last


def told() -> int:
    """How many changes the browser has told of so far."""
    return int(st.session_state.get(TOLD, 0))


def take(change: dict[str, Any]) -> None:
    """Note which cards stand now, as the browser tells."""
    trace, count = change.get("trace"), change.get("count")
    if isinstance(trace, str) and isinstance(count, int):
        st.session_state[NAME] = trace[:LONGEST_TEXT]
        st.session_state[TOLD] = count
