"""What the page on squashing has computed once, kept by its settings."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui.settings import SwapSettings
from lstm_ui.squashing import payload
from lstm_ui.squashing.swaps import Swapped, make_swapped

MOST_KEPT = 100

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def curves() -> dict[str, Any]:
    """Payload of the three curves."""
    return payload.curves_payload()


@_kept
def again() -> dict[str, Any]:
    """Payload of the repeated step."""
    return payload.again_payload()


@_kept
def write() -> dict[str, Any]:
    """Payload of one write."""
    return payload.write_payload()


@_kept
def outputs() -> dict[str, Any]:
    """Payload of sigmoid and softmax at the output."""
    return payload.outputs_payload()


@_kept
def swapped(settings: SwapSettings) -> Swapped | str:
    """The network and text with each swap, or the sentence that says what to change."""
    return make_swapped(settings)


@_kept
def swap(settings: SwapSettings) -> dict[str, Any] | None:
    """Payload of the cell with swapped functions, where there is one."""
    found = swapped(settings)
    return None if isinstance(found, str) else payload.swap_payload(found)
