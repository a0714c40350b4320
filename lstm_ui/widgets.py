"""The kinds of widget that every page's controls are made of, each bound to the address."""

from __future__ import annotations

import streamlit as st

from lstm_ui.settings import TABLE

# The server takes addresses up to 64 kB, and one character there can be 12 letters long.
MOST_CHARACTERS = {"text": 4_500, "h0": 200, "c0": 200, "numbers": 200, "target": 40}


def choice(name: str, label: str, explained: str, offered: tuple[str, ...] = ()) -> str:
    """One of the setting's options, or of those that are offered."""
    setting = TABLE[name]
    chosen = st.segmented_control(
        label,
        offered or setting.options,
        default=str(setting.default),
        required=True,
        key=name,
        bind="query-params",
        help=explained,
    )
    return str(chosen or setting.default)


def whole(name: str, label: str, explained: str) -> int:
    """A whole number within the setting's bounds."""
    setting = TABLE[name]
    return st.number_input(
        label,
        min_value=setting.low,
        max_value=setting.high,
        value=int(setting.default),
        step=1,
        key=name,
        bind="query-params",
        help=explained,
    )


def shorten(name: str) -> None:
    """Cut what was typed into that field to the length that an address can carry."""
    # A field's own limit would drop a paste that is too long without a word.
    st.session_state[name] = st.session_state[name][: MOST_CHARACTERS[name]]
