"""The widgets of the page on reading both ways: where the deciding words stand, and a sentence."""

from __future__ import annotations

import streamlit as st

from lstm_ui import address
from lstm_ui.bidirectional.sentences import EXAMPLES
from lstm_ui.settings import CHOICES, OF_BIDIRECTIONAL, WHOLE_NUMBERS, GapSettings
from lstm_ui.widgets import choice, keep_typed, typed


def gap_controls() -> GapSettings:
    """Draw the controls and return what they say."""
    address.follow(OF_BIDIRECTIONAL, WHOLE_NUMBERS, CHOICES)
    left, right = st.columns([1.5, 1.3], vertical_alignment="bottom", gap="small")
    with left:
        where = choice(
            "gap",
            "The words that decide stand",
            "The same four things, said in three orders; the sentence beside it changes with it.",
        )
    keep_typed("gapped", where, EXAMPLES[where])
    with right:
        sentence = typed(
            "gapped",
            "Your own sentence; ___ is the gap",
            EXAMPLES[where],
            "The readers fill in is, are, was or were. Enter reads it.",
        )
    address.keep(OF_BIDIRECTIONAL)
    return GapSettings(where, sentence)
