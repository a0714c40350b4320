"""What was computed once is not computed again: the engine's results, kept by their settings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from lstm_ui import runs, tables
from lstm_ui.backprop.payload import backprop_payload
from lstm_ui.backprop.unrolled import Unrolled, make_unrolled
from lstm_ui.gradients import views
from lstm_ui.gradients.clipping import Surface, Walk, surface_of_loss, walk
from lstm_ui.gradients.families import Families, make_families
from lstm_ui.gradients.payload import flow_payload, windows_payload
from lstm_ui.gradients.three import Three, make_three
from lstm_ui.settings import GradientSettings, Settings, UnrolledSettings

Floats = NDArray[np.float64]

MOST_KEPT = 300
BESIDE = ("RNN", "LSTM")
"""The two networks that are compared below the lanes."""


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


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def three(settings: GradientSettings) -> Three:
    """The three networks of the lanes, and what they read."""
    return make_three(settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def families(settings: GradientSettings) -> Families:
    """Their gradients, for every place of the dials."""
    return make_families(three(settings), settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def flow(settings: GradientSettings) -> dict[str, Any]:
    """Payload of the player of gradients."""
    return flow_payload(three(settings), families(settings), settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def one_step(settings: GradientSettings) -> views.Split | None:
    """The two parts of one step of the LSTM."""
    return views.one_step(three(settings), settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def half_lives(settings: GradientSettings) -> dict[str, Floats]:
    """Half-lives for each forget bias."""
    return views.bias_half_lives(families(settings))


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def whose_loss(settings: GradientSettings) -> dict[str, Floats]:
    """Who hears of whose loss, by network; without those whose numbers grew too large."""
    found = {kind: views.whose_loss(three(settings), settings, kind) for kind in BESIDE}
    return {kind: sizes for kind, sizes in found.items() if sizes is not None}


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def what_is_left(settings: GradientSettings) -> dict[str, Floats]:
    """The share of each item in the last hidden state, likewise."""
    found = {kind: views.what_is_left(three(settings), settings, kind) for kind in BESIDE}
    return {kind: shares for kind, shares in found.items() if shares is not None}


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def windows(settings: GradientSettings) -> views.Cut | None:
    """The way back, cut into windows."""
    return views.windows(three(settings), settings)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def windows_figure(settings: GradientSettings) -> dict[str, Any] | None:
    """Payload of the figure of those windows; None past all numbers."""
    cut = windows(settings)
    return None if cut is None else windows_payload(three(settings), cut)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def walks(by: str, limit: float, rate: float) -> dict[str, Walk]:
    """The same updates with and without clipping."""
    return {"not clipped": walk(rate, None), "clipped": walk(rate, limit, by.removeprefix("by "))}


@st.cache_data(show_spinner=False)
def surface() -> Surface:
    """The loss over the plane of weights in which they walk."""
    return surface_of_loss()
