"""The widgets of the pictures below the operating table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lstm_ui import address
from lstm_ui.settings import MOVES_MOST, OF_ASIDES, OF_CELLS, TABLE
from lstm_ui.sources import network
from lstm_ui.surgery.asides.sequel import first_suggestion
from lstm_ui.surgery.asides.shapes import Sizes
from lstm_ui.widgets import choice, keep_typed, typed, whole

_BEFORE, _NOW, _SHOWN = "asides.sizes.before", "asides.sizes.now", "asides.sizes.shown"
_LABELS = {
    "length": ("T, time steps", "How many items are read, one after another."),
    "batch": ("B, sequences at once", "How many sequences go through the cell side by side."),
    "width": ("D, numbers in x", "How long the vector is that is read at each step."),
    "units": ("H, units", "How many numbers h has, and each gate, and c."),
}


def followed_unit(hidden_size: int) -> str:
    """Ask which unit is held at the corners: one of them by its number, or what moves most."""
    offered = (MOVES_MOST, *map(str, range(1, hidden_size + 1)))
    if st.session_state.get("followed", MOVES_MOST) not in offered:
        st.session_state["followed"] = MOVES_MOST
    unit = choice(
        "followed", "Unit", "Only this unit is held; the others run on as they are.", offered
    )
    _keep()
    return unit


def second_text(net: str) -> str:
    """Ask what is read after the first text."""
    example = network(net)
    default = first_suggestion(example.suggestions, example.default)
    keep_typed("then", net, default)
    text = typed(
        "then",
        "And then it reads",
        default,
        "One step for each item, read after the text above. Enter runs it.",
        placeholder=f"for example: {default}",
    )
    _keep()
    return text


def sizes(asked: bool) -> tuple[Sizes | None, Sizes]:
    """Ask for the sizes of a cell; what they were before the last change, and what they are.

    ``asked``: whether the question about T was answered, which doubles it before their eyes.
    """
    if asked and not st.session_state.get(_SHOWN, False):
        _double()
    st.session_state[_SHOWN] = asked
    columns = st.columns([1.3, 1, 1, 1, 1], gap="medium")
    with columns[0]:
        kind = choice("kind", "Cell", "Its layers decide how many rows the weights have.")
    found = []
    for column, name in zip(columns[1:], _LABELS, strict=True):
        with column:
            found.append(whole(name, *_LABELS[name], slider=True))
    _keep()
    now = Sizes(kind, *found)
    last = st.session_state.get(_NOW, now)
    if last != now:
        st.session_state[_BEFORE] = last
    st.session_state[_NOW] = now
    return st.session_state.get(_BEFORE), now


def _double() -> None:
    """Let T grow from 20 to 40, which is what the question asks about."""
    usual = int(TABLE["length"].default)
    st.session_state["length"] = 2 * usual
    if _NOW in st.session_state:
        st.session_state[_NOW] = replace(st.session_state[_NOW], T=usual)


def _keep() -> None:
    address.keep(OF_CELLS + OF_ASIDES)
