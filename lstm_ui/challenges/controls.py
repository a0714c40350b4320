"""Which challenge is open, and what its last check found."""

from __future__ import annotations

import streamlit as st

from lstm_ui import address
from lstm_ui.challenges.board import Checked
from lstm_ui.challenges.tasks import CHALLENGES, Verdict, begins_with, check
from lstm_ui.settings import Settings
from lstm_ui.surgery import files
from lstm_ui.surgery.controls import restore, tell
from lstm_ui.surgery.spelling import shown

_OPEN, _CHECKED = "challenge", "challenge.checked"


def opened() -> str:
    """The key of the open challenge, as the address has it; "" when there is none."""
    key = address.read(_OPEN) or ""
    return key if key in CHALLENGES else ""


def begins() -> dict[str, str] | None:
    """What the table opens with for the open challenge."""
    return begins_with(opened())


def checked() -> Checked | None:
    """What the last check of this visit found."""
    found: Checked | None = st.session_state.get(_CHECKED)
    return found


def opening() -> dict[str, str]:
    """What an address leaves to the challenge that it names; a network of its own it keeps."""
    key = opened()
    named = address.read(_OPEN)
    if named and not key:
        address.write(_OPEN, "", "")
        tell(f"There is no challenge “{shown(named)}”; the board below has them all.")
    told = files.told(CHALLENGES[key].opening) if key else {}
    if address.read("net") not in (None, told.get("net")):
        return {}
    return {name: value for name, value in told.items() if address.read(name) is None}


def open_anew(key: str) -> None:
    """Put the network of that challenge on the table, as it is at first; "" closes it."""
    if key in CHALLENGES:
        restore(CHALLENGES[key].opening)
        last = checked()
        if last is not None:  # it speaks of what stood there before; the count goes on
            st.session_state[_CHECKED] = Checked("", Verdict(False, ""), last.count)
    address.write(_OPEN, key if key in CHALLENGES else "", "")


def ask(settings: Settings, key: str) -> None:
    """Check what stands on the table."""
    if key in CHALLENGES:
        last = checked()
        count = 1 if last is None else last.count + 1
        st.session_state[_CHECKED] = Checked(key, check(key, settings), count)
