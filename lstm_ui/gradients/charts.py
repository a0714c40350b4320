"""The charts of the page, each drawn once for its settings: Plotly is slow to build.

A chart is shared by all who look at it, so nobody may change it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui import cache
from lstm_ui.settings import GradientSettings

_kept = st.cache_resource(show_spinner=False, max_entries=cache.MOST_KEPT)


@_kept
def one_step(settings: GradientSettings, dark: bool) -> Any:
    """The split of one step, or None past all numbers."""
    from lstm_ui.gradients import figures

    split = cache.one_step(settings)
    return None if split is None else figures.one_step(split, dark)


@_kept
def half_lives(settings: GradientSettings, dark: bool) -> Any:
    """Half-lives for each forget bias."""
    from lstm_ui.gradients import figures

    families = cache.families(settings)
    now = families.biases[families.at[1]]
    return figures.half_lives(families.biases, cache.half_lives(settings), now, dark)


@_kept
def whose_loss(settings: GradientSettings, dark: bool) -> Any:
    """Who hears of whose loss, or None past all numbers."""
    from lstm_ui.gradients import figures

    sizes = cache.whose_loss(settings)
    return figures.whose_loss(sizes, dark) if sizes else None


@_kept
def what_is_left(settings: GradientSettings, dark: bool) -> Any:
    """What is left of each item, or None past all numbers."""
    from lstm_ui.gradients import figures

    shares = cache.what_is_left(settings)
    return figures.what_is_left(shares, cache.three(settings).own, dark) if shares else None


@_kept
def wall(by: str, limit: float, rate: float, dark: bool) -> tuple[Any, Any]:
    """The plane of weights and the losses of both walks."""
    from lstm_ui.gradients import wall

    walks = cache.walks(by, limit, rate)
    return wall.plane(cache.surface(), walks, dark), wall.losses(walks, dark)
