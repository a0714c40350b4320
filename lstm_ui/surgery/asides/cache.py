"""What the pictures below the operating table have computed once, kept by their settings."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from lstm_ui import cache
from lstm_ui.settings import Settings
from lstm_ui.surgery.asides import corners, sequel, shapes

MOST_KEPT = 100

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def four_corners(settings: Settings, followed: str) -> dict[str, Any] | str:
    """Payload of one unit at the four corners, or the sentence that says why not."""
    found = corners.make_corners(cache.run(settings), followed)
    return found if isinstance(found, str) else corners.corners_payload(found)


def corners_table(settings: Settings, followed: str) -> pd.DataFrame:
    """The numbers of the four corners, where there are any."""
    found = corners.make_corners(cache.run(settings), followed)
    return pd.DataFrame() if isinstance(found, str) else corners.corners_table(found)


@_kept
def two_sequences(settings: Settings, then: str) -> dict[str, Any] | str:
    """Payload of two texts after one another, or the sentence that says what to change."""
    found = sequel.make_sequel(cache.run(settings), then)
    return found if isinstance(found, str) else sequel.sequel_payload(found)


def sequel_table(settings: Settings, then: str) -> pd.DataFrame:
    """The numbers of both texts, where there are any."""
    found = sequel.make_sequel(cache.run(settings), then)
    return pd.DataFrame() if isinstance(found, str) else sequel.sequel_table(found)


@_kept
def lens(sizes: shapes.Sizes) -> shapes.Lens:
    """A cell of those sizes."""
    return shapes.look(sizes)
