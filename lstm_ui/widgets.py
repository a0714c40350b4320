"""The kinds of widget that every page's controls are made of, each bound to the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lstm_ui import address
from lstm_ui.settings import MOST_CHARACTERS, TABLE


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


def pick(name: str, titles: Mapping[str, str], label: str, explained: str, by_address: bool) -> str:
    """One of the setting's keys, shown by its title; ``by_address`` as address.follow has it."""
    setting = TABLE[name]
    if by_address:
        take_from_address(name)
    chosen = st.selectbox(
        label, setting.options, format_func=lambda key: titles[key], key=name, help=explained
    )
    address.write(name, chosen, str(setting.default))
    return chosen


def take_from_address(name: str) -> None:
    """Set what no widget is bound to as the address has it, if that can be set."""
    st.session_state[name] = TABLE[name].read(address.read(name))


def typed(
    name: str, label: str, default: str, explained: str, *, placeholder: str | None = None
) -> str:
    """A text that is kept in the address, cut to the length that it can carry."""
    text = st.text_input(
        label,
        value=default,
        key=name,
        on_change=shorten,
        args=(name,),
        placeholder=placeholder,
        bind="query-params",
        help=explained,
    )
    return text or ""


def whole(name: str, label: str, explained: str, *, slider: bool = False) -> int:
    """A whole number within the setting's bounds."""
    setting = TABLE[name]
    widget = st.slider if slider else st.number_input
    return widget(
        label,
        min_value=setting.low,
        max_value=setting.high,
        value=int(setting.default),
        step=1,
        key=name,
        bind="query-params",
        help=explained,
    )


def keep_typed(name: str, owner: str, default: str) -> None:
    """Fill a text field anew when it changes hands, and with what was typed when it comes back."""
    kept: dict[str, str] = st.session_state.setdefault(f"kept.{name}", {})
    last = st.session_state.get(f"owner.{name}", owner)
    if last != owner:
        if name in st.session_state:
            kept[last] = st.session_state[name]
        st.session_state[name] = kept.get(owner, default)
    st.session_state[f"owner.{name}"] = owner


def shorten(name: str) -> None:
    """Cut what was typed into that field to the length that an address can carry."""
    # A field's own limit would drop a paste that is too long without a word.
    st.session_state[name] = st.session_state[name][: MOST_CHARACTERS[name]]
