"""What the page on shapes has computed once, kept by its settings."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui.settings import ShapeSettings
from lstm_ui.shapes.payload import inout_payload

MOST_KEPT = 100


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def inout(settings: ShapeSettings) -> dict[str, Any] | str:
    """Payload of the player of the five shapes, or the sentence that says what to change."""
    return inout_payload(settings)
