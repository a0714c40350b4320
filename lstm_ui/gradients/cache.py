"""What the page on gradients has computed and drawn once, kept by its settings.

Charts are kept too, for Plotly is slow to build; they are shared by all who look at them, so
nobody may change one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lstm_ui.gradients import views, words
from lstm_ui.gradients.clipping import Surface, Walk, surface_of_loss, walk
from lstm_ui.gradients.families import Families, make_families
from lstm_ui.gradients.payload import flow_payload, windows_payload
from lstm_ui.gradients.three import Three, make_three
from lstm_ui.settings import GradientSettings

Floats = NDArray[np.float64]

MOST_KEPT = 60
"""A family of 200 steps takes about a megabyte."""
BESIDE = ("RNN", "LSTM")
"""The two networks that are compared below the lanes."""

_kept = st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
_drawn = st.cache_resource(show_spinner=False, max_entries=MOST_KEPT)


@_kept
def three(settings: GradientSettings) -> Three:
    """The three networks of the lanes, and what they read."""
    return make_three(settings)


@_kept
def families(settings: GradientSettings) -> Families:
    """Their gradients, for every place of the dials."""
    return make_families(three(settings), settings)


@_kept
def flow(settings: GradientSettings) -> dict[str, Any]:
    """Payload of the player of gradients."""
    return flow_payload(three(settings), families(settings), settings)


@_kept
def one_step(settings: GradientSettings) -> views.Split | None:
    """The two parts of one step of the LSTM."""
    return views.one_step(three(settings), settings)


@_kept
def half_lives(settings: GradientSettings) -> dict[str, Floats]:
    """Half-lives for each forget bias."""
    return views.bias_half_lives(families(words.asked_last(settings)))


@_kept
def whose_loss(settings: GradientSettings) -> dict[str, Floats]:
    """Who hears of whose loss, by network; without those whose numbers grew too large."""
    found = {kind: views.whose_loss(three(settings), settings, kind) for kind in BESIDE}
    return {kind: sizes for kind, sizes in found.items() if sizes is not None}


@_kept
def what_is_left(settings: GradientSettings) -> dict[str, Floats]:
    """The share of each item in the last hidden state, likewise."""
    found = {kind: views.what_is_left(three(settings), settings, kind) for kind in BESIDE}
    return {kind: shares for kind, shares in found.items() if shares is not None}


@_kept
def windows(settings: GradientSettings) -> views.Cut | None:
    """The way back, cut into windows."""
    return views.windows(three(settings), settings)


@_kept
def windows_figure(settings: GradientSettings) -> dict[str, Any] | None:
    """Payload of the figure of those windows; None past all numbers."""
    cut = windows(settings)
    return None if cut is None else windows_payload(three(settings), cut)


@_kept
def walks(by: str, limit: float, rate: float) -> dict[str, Walk]:
    """The same updates with and without clipping."""
    return {"not clipped": walk(rate, None), "clipped": walk(rate, limit, by.removeprefix("by "))}


@_kept
def surface() -> Surface:
    """The loss over the plane of weights in which they walk."""
    return surface_of_loss()


@_drawn
def one_step_chart(settings: GradientSettings, dark: bool) -> Any:
    """The split of one step, or None past all numbers."""
    from lstm_ui.gradients import figures

    split = one_step(settings)
    return None if split is None else figures.one_step(split, dark)


@_drawn
def half_lives_chart(settings: GradientSettings, dark: bool) -> Any:
    """Half-lives for each forget bias."""
    from lstm_ui.gradients import figures

    found = families(words.asked_last(settings))
    now = found.biases[found.at.forget]
    return figures.half_lives(found.biases, half_lives(settings), now, dark)


@_drawn
def whose_loss_chart(settings: GradientSettings, dark: bool) -> Any:
    """Who hears of whose loss, or None past all numbers."""
    from lstm_ui.gradients import figures

    sizes = whose_loss(settings)
    return figures.whose_loss(sizes, dark) if sizes else None


@_drawn
def what_is_left_chart(settings: GradientSettings, dark: bool) -> Any:
    """What is left of each item, or None past all numbers."""
    from lstm_ui.gradients import figures

    shares = what_is_left(settings)
    return figures.what_is_left(shares, three(settings).own, dark) if shares else None


@_drawn
def wall_charts(by: str, limit: float, rate: float, dark: bool) -> tuple[Any, Any]:
    """The plane of weights and the losses of both walks."""
    from lstm_ui.gradients import wall

    both = walks(by, limit, rate)
    return wall.plane(surface(), both, dark), wall.losses(both, dark)
