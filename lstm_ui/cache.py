"""What was computed once is not computed again: the engine's results, kept by their settings."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from lstm_ui import runs, tables
from lstm_ui.backprop.payload import backprop_payload
from lstm_ui.backprop.unrolled import Unrolled, make_unrolled
from lstm_ui.settings import Settings, UnrolledSettings

MOST_KEPT = 300


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def run(settings: Settings) -> runs.Run:
    """The run of those settings."""
    return runs.make_run(settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def pair(settings: Settings) -> tuple[Settings, Settings]:
    """The RNN and the LSTM that stand beside each other."""
    return runs.pair(settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def picture(settings: Settings, layout: str) -> dict[str, Any] | None:
    """Payload of the cell player, or None when the run has a problem instead."""
    return runs.picture(run(settings), layout)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def parameter_table(inputs: int, units: int) -> pd.DataFrame:
    """Parameters of each kind of cell of that size."""
    return tables.parameter_table(inputs, units)


@st.cache_data(show_spinner=False)
def corner_table() -> pd.DataFrame:
    """The four corners of (f, i)."""
    return tables.corner_table()


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def unrolled(settings: UnrolledSettings) -> Unrolled | str:
    """The small network of those settings, or the sentence that says what to change."""
    return make_unrolled(settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def backprop(settings: UnrolledSettings) -> dict[str, Any] | None:
    """Payload of the player of backpropagation, or None when there is a sentence instead."""
    run = unrolled(settings)
    return None if isinstance(run, str) else backprop_payload(run)
