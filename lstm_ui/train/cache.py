"""What the training page has made once is not made again."""

from __future__ import annotations

import streamlit as st

from lstm_ui.settings import TrainSettings
from lstm_ui.train import runs


@st.cache_resource(show_spinner=False, max_entries=200)
def sides(settings: TrainSettings) -> tuple[runs.Side, ...]:
    """The runs of those settings, with the held-out sequences that they have drawn."""
    return runs.sides(settings)
