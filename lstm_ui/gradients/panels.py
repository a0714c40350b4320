"""Parts of the page on vanishing and exploding gradients, below its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_ui import components, controls, guide
from lstm_ui.gradients import cache, tables, words
from lstm_ui.gradients.controls import turn
from lstm_ui.panels import chart, numbers
from lstm_ui.questions import committed
from lstm_ui.settings import GradientSettings
from lstm_ui.shell import is_dark, say

BROKEN = "The numbers grow past what a computer can hold here: turn the recurrent weights down."


def flow_player(settings: GradientSettings) -> GradientSettings:
    """The three lanes and their table, and the settings that they show.

    Where nothing typed can be read, a sentence says what to change, and the networks' own text
    is read.
    """
    three = cache.three(settings)
    if three.problem:
        say(f"{three.problem} Until then, the networks’ own text is shown.")
        settings = replace(settings, read=None)
        three = cache.three(settings)
    own = three.forget_bias
    components.flow(
        cache.flow(settings),
        settings,
        lambda name, value: turn(name, value, own),
        attend=controls.examples_opened(),
        script=guide.running(),
    )
    numbers(
        "The numbers behind the picture",
        lambda: tables.flow_table(three, cache.families(settings).here),
        f"gradients-{settings.three}",
    )
    return settings


def one_step(settings: GradientSettings) -> None:
    """The split of one step of the LSTM: f and the rest."""
    split = cache.one_step(settings)
    if _chart(cache.one_step_chart(settings, is_dark()), "one-step") and split is not None:
        st.markdown(words.of_split(split))
        numbers("The two parts, step by step", lambda: tables.split_table(split), "one-step")


def half_lives(settings: GradientSettings) -> None:
    """Half-life of memory and of gradient for each forget bias."""
    if words.asked_last(settings) != settings:
        st.caption("Here with the loss at the last step only: a sum of losses has no half-life.")
    biases, lives = cache.families(settings).biases, cache.half_lives(settings)
    _chart(cache.half_lives_chart(settings, is_dark()), "half-lives")
    st.markdown(words.of_half_lives(biases, lives))
    numbers(
        "The half-lives as numbers", lambda: tables.half_life_table(biases, lives), "half-lives"
    )


def whose_loss(settings: GradientSettings) -> None:
    """Who hears of whose loss, RNN beside LSTM."""
    sizes = cache.whose_loss(settings)
    if _chart(cache.whose_loss_chart(settings, is_dark()), "whose-loss"):
        tokens, shown = cache.three(settings).tokens, len(next(iter(sizes.values())))
        if shown < len(tokens):
            st.caption(f"The first {shown} of {len(tokens)} steps.")
        st.markdown(words.of_itemised(sizes))
        numbers("The maps as numbers", lambda: tables.itemised_table(sizes, tokens), "whose-loss")


def what_is_left(settings: GradientSettings) -> None:
    """How much of each item of the text is left in the last hidden state."""
    trained = words.trained_alike(settings)
    if trained.three != settings.three:
        st.caption("Here by the trained networks: in random ones the words mean nothing yet.")
    shares = cache.what_is_left(trained)
    if _chart(cache.what_is_left_chart(trained, is_dark()), "what-is-left"):
        tokens = cache.three(trained).own
        st.markdown(words.of_shares(shares, tokens))
        numbers("The shares as numbers", lambda: tables.share_table(shares, tokens), "what-is-left")


def windows(settings: GradientSettings, asked: str) -> None:
    """Truncated backpropagation: the way on stays, the way back is cut.

    The window closes once the question under the heading ``asked`` is answered.
    """
    cut, payload = cache.windows(settings), cache.windows_figure(settings)
    if cut is None or payload is None:
        say(BROKEN)
        return
    components.windows(payload | {"revealed": committed(asked) is not None})
    numbers("The gradient for every window", lambda: tables.window_table(cut), "windows")


def clipping(by: str, limit: str, rate: str) -> None:
    """The wall: the gradient before and after clipping, and some updates with and without."""
    walks = cache.walks(by, float(limit), float(rate))
    plane, losses = cache.wall_charts(by, float(limit), float(rate), is_dark())
    st.markdown(words.of_walks(walks, by, limit))
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        _chart(plane, "wall")
    with right:
        _chart(losses, "wall-losses")
    numbers("The updates as numbers", lambda: tables.walk_table(walks), "clipping")


def _chart(figure: Any, key: str) -> bool:
    """Show a chart, or say why there is none."""
    if figure is None:
        say(BROKEN)
        return False
    chart(figure, key)
    return True
