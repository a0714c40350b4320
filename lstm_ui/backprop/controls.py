"""The widgets of the small unrolled network of the page on backpropagation."""

from __future__ import annotations

import streamlit as st

from lstm_ui import address
from lstm_ui.backprop.unrolled import FEWEST_STEPS, MOST_STEPS, setup_of
from lstm_ui.settings import CHOICES, OF_UNROLLED, TABLE, WHOLE_NUMBERS, UnrolledSettings
from lstm_ui.widgets import choice, typed, whole

STANDSTILL = ("RNN", "saturated")
OFFERED = {"RNN": ("hand-set", "saturated", "random"), "LSTM": ("hand-set", "random")}


def unrolled_controls() -> UnrolledSettings:
    """Draw the controls in one row and return what they say."""
    address.follow(OF_UNROLLED, WHOLE_NUMBERS, CHOICES)
    columns = st.columns([1.4, 2.4, 1.1, 3.2, 3.6], vertical_alignment="bottom", gap="small")
    with columns[0]:
        kind = choice("unrolled", "Cell", "One cell of one unit, the same at every step.")
    with columns[3]:
        weights = _weights(kind)
    setup = setup_of(kind, weights)
    asked = f"One number a step, {FEWEST_STEPS} to {MOST_STEPS} of them. Enter runs it."
    with columns[1]:
        numbers = typed("numbers", "Numbers it reads", setup.numbers, asked)
    with columns[2]:
        target = typed("target", "Target y", setup.target, "What the answer should have been.")
    draw = int(TABLE["draw"].default)
    preset = columns[4]
    if weights == "random":
        seed, preset = columns[4].columns([1, 1.9], vertical_alignment="bottom", gap="small")
        with seed:
            draw = whole("draw", "Seed", "The same seed gives the same weights again.")
    with preset:
        _preset(weights)
    address.keep(OF_UNROLLED)
    return UnrolledSettings(kind, numbers, target, weights, draw)


def _weights(kind: str) -> str:
    offered = OFFERED[kind]
    if st.session_state.get("weights") not in (None, *offered):
        st.session_state["weights"] = offered[0]
    return choice(
        "weights",
        "Weights",
        "Hand-set ones are round, for a clear picture. Saturated ones are so large that tanh "
        "hardly changes any more. Random ones are drawn from the seed.",
        offered,
    )


def _preset(weights: str) -> None:
    """The way to a case in which an update changes hardly anything, and the way back."""
    if weights == "saturated":
        st.button("Back to where it learns", on_click=set_up, args=("RNN", "hand-set"))
    else:
        st.button("Where learning stands still", on_click=set_up, args=STANDSTILL)


def set_up(kind: str, weights: str) -> None:
    setup = setup_of(kind, weights)
    st.session_state["unrolled"], st.session_state["weights"] = kind, weights
    st.session_state["numbers"], st.session_state["target"] = setup.numbers, setup.target
