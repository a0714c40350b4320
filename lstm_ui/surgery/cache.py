"""Operated networks and their comparison, computed once for each pair of settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_core.model import SequenceModel
from lstm_ui import cache
from lstm_ui.settings import Settings
from lstm_ui.surgery.matrices import matrices_payload
from lstm_ui.surgery.payload import operated_payload

MOST_KEPT = 100
"""Of each kind; the largest is half a megabyte."""


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def operated(b: Settings, a: Settings, layout: str, kept: bool) -> dict[str, Any] | None:
    """Payload of the player with its operating table, or None where B has nothing to show."""
    payload = cache.picture(b, layout)
    if payload is None:
        return None
    return operated_payload(payload, cache.run(b), cache.run(a), _original(b), kept=kept)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def matrices(settings: Settings) -> dict[str, Any]:
    """Payload of the weights and biases, now and before anything was changed."""
    return matrices_payload(cache.run(settings), _original(settings))


def _original(settings: Settings) -> SequenceModel:
    """The network before any number was changed."""
    return cache.run(replace(settings, edits="")).model
