"""The page of texts in parts: training, samples, the writer, and the cell at a character."""

from __future__ import annotations

import numpy as np
import streamlit as st

from lstm_ui.components import player
from lstm_ui.controls import examples_opened
from lstm_ui.mounting import head_start, hearing, register
from lstm_ui.shell import say
from lstm_ui.text import cache, controls
from lstm_ui.text.excerpt import cell_payload
from lstm_ui.text.export import weights
from lstm_ui.text.payload import samples_payload, writer_payload
from lstm_ui.text.presets import SAMPLE
from lstm_ui.text.problem import TextProblem, TextSettings
from lstm_ui.text.runs import Run, beginnings, drawn_how, said
from lstm_ui.text.writing import Draw
from lstm_ui.training.cache import gate_maps, seat
from lstm_ui.training.controls import acting
from lstm_ui.training.history import History, State, at_moment, badge_of
from lstm_ui.training.keras import as_keras
from lstm_ui.training.panels import is_busy, look_at, trainings, watched
from lstm_ui.training.payload import Level, Shown, train_payload
from lstm_ui.training.pytorch import as_pytorch
from lstm_ui.training.trainer import Look

_SAMPLES = register("samples", "samples.mjs", "writer.css")
_WRITER = register("writer", "writer.mjs", "flow.css", "writer.css")
NATS = float(np.log(2.0))
"""A bit in nats."""
PAIRS = Level(
    "counting pairs", "who knows how often each character follows each other one (bigram)"
)
FILE = "gatescope-writer.npz"
SINGLE = "counting characters"
SAMPLED = Draw(temperature=0.6, seed=1)
"""How all samples are drawn, so that only learning makes them differ."""


def run_of(settings: TextSettings) -> Run | None:
    """The run of those settings; a sentence stands there where it cannot be."""
    run = cache.run(settings, controls.own_text(), seat().name)
    if isinstance(run, str):
        say(run)
        seat().leave()
        return None
    with st.container(key="text-facts"):
        st.caption(said(run))
    if run.refused:
        say(run.refused)
    return run


def training_player(run: Run) -> None:
    """The player of trainings with the samples below; both look anew by themselves."""
    watched([run.problem], lambda looks: _draw(run, looks[0]), controls.opened)
    head_start(run.problem.key)


def _draw(run: Run, look: Look) -> None:
    problem, facts = run.problem, run.facts
    maps = gate_maps(problem, look.history, run.probe, whole=not is_busy(look))
    name = f"{problem.network.cell}, H = {problem.network.hidden}"
    payload = train_payload(
        [Shown("A", name, problem, look, maps)],
        title="Learning to foretell the next character",
        measure="share of next characters guessed right",
        loss="cross-entropy, bits per character",
        unread=facts.levels[1],
        level=PAIRS,
        also=[(SINGLE, facts.levels[0])],
        unit=NATS,
        tokens=run.tokens,
    )
    possible = [] if run.refused else [problem]
    attend = {"attend": examples_opened()}
    trainings(
        "train", payload | attend, acting(seat(), possible, controls.follow), controls.scrubbed
    )
    _samples(problem, look.history, controls.opened())


def _samples(problem: TextProblem, history: History, opened: int | None) -> None:
    """What the network wrote at every moment that was kept."""
    losses = {moment.update: moment.held_loss / NATS for moment in history.moments}
    begin = ""
    rows = [
        (
            state.update,
            losses[state.update],
            cache.sampled(problem, state.model, state.update, begin, SAMPLED),
        )
        for state in history.snapshots
    ]
    shown = at_moment(history, opened)
    at = None if shown is None else shown.update
    _SAMPLES(
        key="samples",
        data=samples_payload(rows, begin, at, drawn_how(SAMPLED)),
        on_scrub_change=hearing("samples", controls.scrubbed, "scrub"),
    )


def writer(run: Run) -> None:
    """The writer, and below it the cell player at the character that was opened in it."""
    problem = run.problem
    state = _state(problem)
    given, draw, goes_on = controls.writer_controls(beginnings(problem))
    given = problem.reading.typed(given)
    if not goes_on and not given:
        say("There is nothing to read yet: type some words above.")
        return
    length = SAMPLE if goes_on else 0
    try:
        text = cache.written(problem, state.model, state.update, given, draw, length)
    except (ValueError, FloatingPointError):
        say("The numbers of this network overflowed: go back to an earlier moment above.")
        return
    badge = badge_of(state, problem.learning)
    payload = writer_payload(
        text,
        state.model,
        problem.text.vocabulary.tokens,
        cache.tracked(problem, state.model, state.update),
        title=f"What the model {'writes' if goes_on else 'reads'}, coloured by one of its units",
        badge=badge,
        how=drawn_how(draw),
    )
    _WRITER(key="writer", data=payload, on_open_change=hearing("writer", controls.placed, "open"))
    _cell(problem, state, text.characters, badge)


def _cell(problem: TextProblem, state: State, characters: str, badge: str) -> None:
    place = controls.place()
    if place is None:
        return
    at, unit, count = place
    shown = cell_payload(problem, state.model, characters, at, unit, badge)
    if isinstance(shown, str):
        say(shown)
    else:
        shown["arrive"] = controls.arriving(count)
        player(shown, (problem.key, state.update, characters, at, unit), attend=count)


def _state(problem: TextProblem) -> State:
    """The network of the moment that is opened, or the untrained one where there is none."""
    state = at_moment(look_at(problem).history, controls.opened())
    return state or State(0, problem.start(), problem.learning.start())


def code(run: Run | None) -> None:
    """The network that is open above as a file, and code that reads it and gives its numbers."""
    if run is None:
        return
    state = _state(run.problem)
    dropout = run.problem.learning.dropout
    for title, in_code in (("PyTorch", as_pytorch), ("Keras", as_keras)):
        with st.expander(f"In {title}", icon=":material/code:"):
            st.code(in_code(state.model, FILE, dropout=dropout), language="python")
    st.download_button(
        "Download the network",
        lambda: weights(run.problem, state),
        file_name=FILE,
        key="text.network",
        on_click="ignore",
        icon=":material/download:",
    )
