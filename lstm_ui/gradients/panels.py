"""Parts of the page on vanishing and exploding gradients, below its words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui import cache, components, controls
from lstm_ui.gradients import tables, words
from lstm_ui.gradients.controls import turn
from lstm_ui.panels import numbers
from lstm_ui.settings import GradientSettings
from lstm_ui.shell import is_dark, say

BROKEN = "The numbers grow past what a computer can hold here: turn the recurrent weights down."


def flow_player(settings: GradientSettings) -> bool:
    """The three lanes and their table; False where a sentence says what to change instead."""
    three = cache.three(settings)
    if three.problem:
        say(three.problem)
        return False
    own = three.forget_bias
    components.flow(
        cache.flow(settings),
        lambda name, value: turn(name, value, own),
        attend=controls.examples_opened(),
    )
    table = tables.flow_table(three, cache.families(settings).here)
    numbers("The numbers behind the picture", table, f"gradients-{settings.three}")
    return True


def one_step(settings: GradientSettings) -> None:
    """The split of one step of the LSTM: f and the rest."""
    from lstm_ui.gradients import figures

    split = cache.one_step(settings)
    if split is None:
        say(BROKEN)
        return
    _chart(figures.one_step(split, is_dark()), "one-step")
    st.markdown(words.of_split(split))
    numbers("The two parts, step by step", tables.split_table(split), "one-step")


def half_lives(settings: GradientSettings) -> None:
    """Half-life of memory and of gradient for each forget bias."""
    from lstm_ui.gradients import figures

    families = cache.families(settings)
    lives = cache.half_lives(settings)
    now = families.biases[families.at[1]]
    _chart(figures.half_lives(families.biases, lives, now, is_dark()), "half-lives")
    st.markdown(words.of_half_lives(families.biases, lives))
    table = tables.half_life_table(families.biases, lives)
    numbers("The half-lives as numbers", table, "half-lives")


def whose_loss(settings: GradientSettings) -> None:
    """Who hears of whose loss, RNN beside LSTM."""
    from lstm_ui.gradients import figures

    sizes = cache.whose_loss(settings)
    if not sizes:
        say(BROKEN)
        return
    tokens = cache.three(settings).tokens[: len(next(iter(sizes.values())))]
    _chart(figures.whose_loss(sizes, tokens, is_dark()), "whose-loss")
    st.markdown(words.of_itemised(sizes))
    numbers("The maps as numbers", tables.itemised_table(sizes, tokens), "whose-loss")


def what_is_left(settings: GradientSettings) -> None:
    """How much of each item of the text is left in the last hidden state."""
    from lstm_ui.gradients import figures

    trained = words.trained_alike(settings)
    if trained.three != settings.three:
        st.caption("Here by the trained networks: in random ones the words mean nothing yet.")
    three, shares = cache.three(trained), cache.what_is_left(trained)
    if not shares:
        say(BROKEN)
        return
    tokens = three.own[: len(next(iter(shares.values())))]
    _chart(figures.what_is_left(shares, tokens, is_dark()), "what-is-left")
    st.markdown(words.of_shares(shares, tokens))
    numbers("The shares as numbers", tables.share_table(shares, tokens), "what-is-left")


def windows(settings: GradientSettings) -> None:
    """Truncated backpropagation: the way on stays, the way back is cut."""
    cut, payload = cache.windows(settings), cache.windows_figure(settings)
    if cut is None or payload is None:
        say(BROKEN)
        return
    components.windows(payload)
    numbers("The gradient for every window", tables.window_table(cut), "windows")


def clipping(by: str, limit: str, rate: str) -> None:
    """The wall: the gradient before and after clipping, and some updates with and without."""
    from lstm_ui.gradients import wall

    walks = cache.walks(by, float(limit), float(rate))
    st.markdown(words.of_walks(walks, by, limit))
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        _chart(wall.plane(cache.surface(), walks, is_dark()), "wall")
    with right:
        _chart(wall.losses(walks, is_dark()), "wall-losses")
    numbers("The updates as numbers", tables.walk_table(walks), "clipping")


def _chart(figure: Any, key: str) -> None:
    st.plotly_chart(figure, theme=None, key=key, config={"displayModeBar": False})
