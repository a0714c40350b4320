"""The widgets of the page on why a network needs memory."""

from __future__ import annotations

import streamlit as st

from lstm_ui import address
from lstm_ui.controls import layer_sizes
from lstm_ui.recurrence.chain import MOST_STEPS, NUMBERS
from lstm_ui.recurrence.reading import DEFAULT, SENTENCES
from lstm_ui.settings import CHOICES, OF_RECURRENCE, WHOLE_NUMBERS
from lstm_ui.widgets import suggestions, typed, whole


def follow() -> None:
    """Learn what the address says; call it before the first widget of the page."""
    address.follow(OF_RECURRENCE, WHOLE_NUMBERS, CHOICES)


def keep() -> None:
    """Remember what was set; call it after the last widget of the page."""
    address.keep(OF_RECURRENCE)


def series() -> str:
    """Ask for the numbers that the chain reads."""
    asked = f"One number a step, up to {MOST_STEPS} of them. Enter runs it."
    return typed("series", "Numbers it reads", NUMBERS, asked)


def sentence() -> str:
    """Ask for the sentence that the trained networks read."""
    asked = "One step for each word, at most 64. Enter runs it."
    text = typed("said", "Your own sentence", DEFAULT, asked, placeholder=f"for example: {DEFAULT}")
    suggestions("said", SENTENCES, "Sentences worth trying")
    return text


def sizes() -> tuple[int, int, int]:
    """Ask for D, H and T of the layer whose parameters are counted."""
    left, right = st.columns([2, 1])
    with left:
        inputs, units = layer_sizes()
    with right:
        steps = whole("times", "T, time steps", "How many items it reads, one after another.")
    return inputs, units, steps
