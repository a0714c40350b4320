"""A quiz that was drawn once is not drawn again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui.quiz.payload import quiz_payload

MOST_KEPT = 100


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def quiz(topics: tuple[str, ...], most: int, seed: int) -> dict[str, Any]:
    """The payload of that quiz."""
    return quiz_payload(topics, most, seed)
