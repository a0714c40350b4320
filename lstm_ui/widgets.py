"""The kinds of widget that every page's controls are made of, each bound to the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lstm_ui import address
from lstm_ui.settings import MOST_CHARACTERS, TABLE

LONGEST_PILL = 34
"""Characters of a suggestion that are shown."""


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


def several(
    name: str, titles: Mapping[str, str], label: str, explained: str, by_address: bool
) -> tuple[str, ...]:
    """Any number of keys in the order of ``titles``, each shown by its title; else as pick."""
    if by_address:
        named = address.read_all(name)
        st.session_state[name] = [key for key in titles if key in named]
    chosen = st.pills(
        label,
        list(titles),
        selection_mode="multi",
        format_func=lambda key: titles[key],
        key=name,
        wrap=True,
        help=explained,
    )
    keys = tuple(key for key in titles if key in chosen)
    address.write_all(name, keys)
    return keys


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


def suggestions(name: str, texts: Sequence[str], label: str, owner: str = "") -> None:
    """Offer texts worth trying, as buttons that fill the field of that name.

    ``owner`` keeps apart what is offered for one field at different times.
    """
    key = f"try.{name}.{owner}"
    st.pills(
        label,
        texts,
        format_func=_short,
        key=key,
        label_visibility="collapsed",
        wrap=False,
        on_change=_take,
        args=(name, key),
    )


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


def _take(name: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        st.session_state[name] = chosen
    st.session_state[key] = None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_PILL else text[: LONGEST_PILL - 1].rstrip() + "…"


def upload(label: str, most: int, key: str, **more: Any) -> UploadedFile | None:
    """Ask for a file of at most so many bytes; more as ``st.file_uploader`` has it.

    A file of any ending is let in, and a far larger one too: what Streamlit keeps out it
    tells in a tooltip alone, while whoever reads a file says in a sentence what to change.
    """
    file: UploadedFile | None = st.file_uploader(
        f"{label}, up to {most / 1e6:g} MB", key=key, **more
    )
    return file
