"""The player of trainings, and what any page offers for a network: files, and code elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from lstm_core.model import SequenceModel
from lstm_ui.mounting import Operated, hearing, register
from lstm_ui.shell import say
from lstm_ui.training import shipped
from lstm_ui.training.cache import seat
from lstm_ui.training.code import NoCodeError
from lstm_ui.training.controls import drop, stopped
from lstm_ui.training.files import (
    MOST_BYTES,
    FileError,
    as_file,
    as_safetensors_file,
    from_file,
)
from lstm_ui.training.history import State
from lstm_ui.training.keras import as_keras
from lstm_ui.training.problem import Problem
from lstm_ui.training.pytorch import as_pytorch
from lstm_ui.training.saving import FromFile
from lstm_ui.training.trainer import Look
from lstm_ui.widgets import upload

_TRAIN = register("train", "train.mjs", "flow.css", "train.css")
EVERY = 0.7
"""Seconds between two looks at what is under way."""
BUSY = ("running", "waiting")
OTHERS = (
    "This very training is under way elsewhere, in another tab or for someone else, and you see it "
    "here. It goes on until it is paused there too. For one of your own, choose another seed."
)
Take = Callable[[SequenceModel, dict[str, Any]], str | None]
"""What is done with a network that was loaded; a sentence where it cannot be."""
_SAID, _FILE = "training.said", "training.file"


def look_at(problem: Problem) -> Look:
    """How a training stands for this learner: one that ships is done, one they ended is stopped."""
    look = seat().look(problem)
    if look.status == "new":
        known = shipped.history(problem)
        return look if known is None else Look("done", known)
    if look.status == "paused" and problem.key in stopped():
        return Look("stopped", look.history)
    return look


def is_busy(look: Look) -> bool:
    """Whether that training is under way."""
    return look.status in BUSY


def watched(
    problems: Sequence[Problem], draw: Callable[[list[Look]], None], opened: Callable[[], object]
) -> None:
    """Let ``draw`` show how these trainings stand, and anew while one of them is under way.

    The whole page is drawn anew where the last of them ends or the first begins, and where
    ``opened`` names another moment.
    """
    seat().keep(problems)
    polls, place = any(is_busy(look_at(problem)) for problem in problems), opened()

    def again() -> None:
        looks = [look_at(problem) for problem in problems]
        draw(looks)
        if any(map(is_busy, looks)) and not seat().busy:
            say(OTHERS)
        if polls != any(map(is_busy, looks)) or place != opened():
            st.rerun()

    st.fragment(run_every=EVERY if polls else None)(again)()


def trainings(key: str, payload: dict[str, Any], acted: Operated, scrubbed: Operated) -> None:
    """Show the player of trainings.

    ``acted`` hears its buttons, ``scrubbed`` at which moment of which run the learner has come to
    rest.
    """
    _TRAIN(
        key=key,
        data=payload,
        on_act_change=hearing(key, acted, "act"),
        on_scrub_change=hearing(key, scrubbed, "scrub"),
    )


def keep_network(
    state: State, facts: Mapping[str, Any], stem: str, take: Take, *, dropout: float = 0.0
) -> None:
    """Offer to save that network, to load another, and to see it written in PyTorch and Keras."""
    with st.popover("Save and load", icon=":material/save:"):
        _save(state.model, facts, stem)
        _upload(take)
    _say()
    if isinstance(state, FromFile):
        say("The network that is shown above is the one from your file.")
    with st.expander("The same network in PyTorch and in Keras", icon=":material/code:"):
        st.caption(f"Save the network as {stem}.npz beside the script; it gives the same numbers.")
        names = {"PyTorch": as_pytorch, "Keras": as_keras}
        for tab, write in zip(st.tabs(list(names)), names.values(), strict=True):
            with tab:
                _code(write, state.model, f"{stem}.npz", dropout)


def load_network(take: Take) -> None:
    """Offer to load a network where there is none to save."""
    with st.popover("Load", icon=":material/upload:"):
        _upload(take)
    _say()


def tell_loaded(page: str, sentence: str) -> None:
    """Say which network it is that was loaded on that page, and offer the way back."""
    say(f"From your file: {sentence}")
    st.button("Back to the runs above", on_click=drop, args=(page,), icon=":material/undo:")


def _upload(take: Take) -> None:
    upload(
        "Load a network that was saved here",
        MOST_BYTES,
        _FILE,
        on_change=_load,
        args=(take,),
        help="It stays in this session, and nothing in it is ever run.",
    )


def _say() -> None:
    problem = st.session_state.pop(_SAID, None)
    if problem:
        say(problem)


def _save(model: SequenceModel, facts: Mapping[str, Any], stem: str) -> None:
    for ending, write in (("npz", as_file), ("safetensors", as_safetensors_file)):
        st.download_button(
            f"Download as .{ending}",
            partial(write, model, facts),
            file_name=f"{stem}.{ending}",
            mime="application/octet-stream",
            key=f"save.{ending}",
            on_click="ignore",
            icon=":material/download:",
        )


def _load(take: Take) -> None:
    uploaded = st.session_state[_FILE]
    if uploaded is None:  # it was taken away again
        return
    try:
        problem = take(*from_file(uploaded.getvalue()))
    except FileError as refused:
        problem = str(refused)
    if problem:
        st.session_state[_SAID] = f"{problem} Nothing was changed."


def _code(write: Callable[..., str], model: SequenceModel, name: str, dropout: float) -> None:
    try:
        st.code(write(model, name, dropout=dropout), language="python")
    except NoCodeError as sentence:
        say(str(sentence))
