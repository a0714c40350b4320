"""What the page of the GRU and other variants has computed once, kept by its settings."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui.gru.counts import counts_payload
from lstm_ui.gru.payload import PAYLOADS
from lstm_ui.gru.twins import Twins, conventions, lstm_and_gru, orders
from lstm_ui.settings import GRUSettings

MOST_KEPT = 100
_MAKERS = {"pair": lstm_and_gru, "convention": conventions, "order": orders}

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def twins(settings: GRUSettings, name: str) -> Twins | str:
    """The two cells of that picture, or the sentence that says what to change."""
    return _MAKERS[name](settings)


@_kept
def payload(settings: GRUSettings, name: str) -> dict[str, Any] | None:
    """Payload of that picture, or None when there is a sentence instead."""
    found = twins(settings, name)
    return None if isinstance(found, str) else PAYLOADS[name](found)


@_kept
def counts(inputs: int, units: int) -> dict[str, Any]:
    """Parameters of every cell of that size."""
    return counts_payload(inputs, units)
