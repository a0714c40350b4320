"""What the training page has made once is not made again."""

from __future__ import annotations

import streamlit as st

from lstm_ui.settings import TrainSettings
from lstm_ui.train import own, runs
from lstm_ui.training.labelled import Labelled, read_labelled


@st.cache_resource(show_spinner=False, max_entries=200)
def sides(settings: TrainSettings, _own: own.OwnData | None) -> tuple[runs.Side, ...]:
    """The runs of those settings; own data are told apart by the owner in them."""
    return runs.sides(settings, _own)


@st.cache_data(show_spinner="Reading your file …", max_entries=20)
def labelled(content: bytes) -> Labelled | str:
    """Sequences and labels of an upload, or the sentence that says what to change."""
    return read_labelled(content)


@st.cache_data(show_spinner=False)
def sample() -> bytes:
    """A file as it is asked for."""
    return own.sample()
