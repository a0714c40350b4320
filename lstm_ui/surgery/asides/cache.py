"""What the pictures below the operating table have computed once, kept by their settings."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui import cache
from lstm_ui.settings import Settings
from lstm_ui.surgery.asides import corners, sequel, shapes

MOST_KEPT = 100

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def four_corners(settings: Settings, followed: str) -> corners.Corners | str:
    """One unit at the four corners, or the sentence that says why not."""
    return corners.make_corners(cache.run(settings), followed)


@_kept
def corners_figure(settings: Settings, followed: str) -> dict[str, Any] | None:
    """Payload of the figure of the corners; None where there is a sentence instead."""
    found = four_corners(settings, followed)
    return None if isinstance(found, str) else corners.corners_payload(found)


@_kept
def two_sequences(settings: Settings, then: str) -> sequel.Sequel | str:
    """Two texts after one another, or the sentence that says what to change."""
    return sequel.make_sequel(cache.run(settings), then)


@_kept
def sequel_figure(settings: Settings, then: str) -> dict[str, Any] | None:
    """Payload of the figure of two texts; None where there is a sentence instead."""
    found = two_sequences(settings, then)
    return None if isinstance(found, str) else sequel.sequel_payload(found)


@_kept
def lens(sizes: shapes.Sizes) -> shapes.Lens:
    """A cell of those sizes."""
    return shapes.look(sizes)
