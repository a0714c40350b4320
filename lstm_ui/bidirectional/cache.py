"""What the readers made of a sentence, kept by its words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui.bidirectional.payload import gap_payload
from lstm_ui.bidirectional.sentences import Gapped

MOST_KEPT = 300


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def payload(sentence: Gapped) -> dict[str, Any]:
    """Payload of the player for that sentence."""
    return gap_payload(sentence)
