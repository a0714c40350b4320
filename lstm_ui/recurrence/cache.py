"""What the page has computed once, kept by what it was asked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui.recurrence import payload
from lstm_ui.recurrence.ball import make_flights
from lstm_ui.recurrence.count import count
from lstm_ui.recurrence.reading import make_reading

MOST_KEPT = 200

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def snapshots() -> dict[str, Any]:
    """Payload of the moments of four kinds of sequence."""
    return payload.snapshots_payload()


@_kept
def flights() -> dict[str, Any]:
    """Payload of the ball."""
    return payload.ball_payload(make_flights())


@_kept
def same() -> dict[str, Any]:
    """Payload of the same input, given again and again."""
    return payload.same_payload()


@_kept
def chain(text: str) -> dict[str, Any] | str:
    """Payload of the unrolled cell, or the sentence that says what to type."""
    return payload.chain_payload(text)


@_kept
def blocks(inputs: int, units: int, steps: int) -> dict[str, Any]:
    """Payload of the counter."""
    return payload.count_payload(count(inputs, units, steps), count(inputs, units, 2 * steps))


@_kept
def reading(text: str) -> dict[str, Any] | str:
    """Payload of the sentence, or the one that says what to type."""
    return payload.reading_payload(make_reading(text))
