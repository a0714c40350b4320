"""What the pictures below the operating table have computed once, kept by their settings."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from lstm_ui import cache
from lstm_ui.settings import Settings
from lstm_ui.surgery.asides import corners, sequel, shapes

MOST_KEPT = 100

Figure = tuple[dict[str, Any], pd.DataFrame]
"""What the browser draws, and the table behind it."""

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def four_corners(settings: Settings, followed: str) -> Figure | str:
    """One unit at the four corners, or the sentence that says why not."""
    found = corners.make_corners(cache.run(settings), followed)
    if isinstance(found, str):
        return found
    return corners.corners_payload(found), corners.corners_table(found)


@_kept
def two_sequences(settings: Settings, then: str) -> Figure | str:
    """Two texts after one another, or the sentence that says what to change."""
    found = sequel.make_sequel(cache.run(settings), then)
    if isinstance(found, str):
        return found
    return sequel.sequel_payload(found), sequel.sequel_table(found)


@_kept
def lens(sizes: shapes.Sizes) -> shapes.Lens:
    """A cell of those sizes."""
    return shapes.look(sizes)
