"""The page of texts in parts: training, samples, the writer, and the cell at a character."""

from __future__ import annotations

import streamlit as st

from lstm_ui.components import player
from lstm_ui.controls import examples_opened
from lstm_ui.mounting import head_start, hearing, register
from lstm_ui.shell import say
from lstm_ui.text import cache, controls
from lstm_ui.text.author import Author, name_of, returned, trained
from lstm_ui.text.excerpt import cell_payload
from lstm_ui.text.payload import samples_payload, writer_payload
from lstm_ui.text.presets import SAMPLE
from lstm_ui.text.problem import NATS, TextProblem, TextSettings
from lstm_ui.text.runs import Run, beginnings, drawn_how, said
from lstm_ui.text.saving import PAGE, facts_of, stem_of
from lstm_ui.text.writing import Draw
from lstm_ui.training.cache import gate_maps, seat
from lstm_ui.training.controls import acting, held
from lstm_ui.training.history import History, State, at_moment
from lstm_ui.training.panels import (
    is_busy,
    keep_network,
    load_network,
    look_at,
    tell_loaded,
    trainings,
    watched,
)
from lstm_ui.training.payload import Level, Shown, train_payload
from lstm_ui.training.saving import FromFile
from lstm_ui.training.trainer import Look

_SAMPLES = register("samples", "samples.mjs", "writer.css")
_WRITER = register("writer", "writer.mjs", "flow.css", "writer.css")
PAIRS = Level(
    "counting pairs", "who knows how often each character follows each other one (bigram)"
)
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
    payload = train_payload(
        [Shown("A", name_of(problem.network), problem, look, maps)],
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


def writer(settings: TextSettings, run: Run | None) -> None:
    """The writer, and below it the cell player at the character that was opened in it."""
    author = _author(settings, run)
    if author is None:
        say("There is no model yet to write: what is missing stands above.")
        return
    if isinstance(author.state, FromFile):
        tell_loaded(PAGE, cache.told(author))
    given, draw, goes_on = controls.writer_controls(beginnings(author.text))
    given = settings.reading.typed(given)
    if not goes_on and not given:
        say("There is nothing to read yet: type some words above.")
        return
    try:
        text = cache.written(author, given, draw, SAMPLE if goes_on else 0)
    except (ValueError, FloatingPointError):
        say("The numbers of this network overflowed: go back to an earlier moment above.")
        return
    payload = writer_payload(
        text,
        author.state.model,
        author.text.vocabulary.tokens,
        cache.tracked(author),
        title=f"What the model {'writes' if goes_on else 'reads'}, coloured by one of its units",
        badge=author.badge,
        how=drawn_how(draw),
    )
    _WRITER(key="writer", data=payload, on_open_change=hearing("writer", controls.placed, "open"))
    _cell(author, text.characters)


def _author(settings: TextSettings, run: Run | None) -> Author | None:
    """Who was loaded; else the network of the moment that is open, perhaps the untrained one."""
    found = held(PAGE, settings)
    problem = None if run is None else run.problem
    if found is not None:
        return returned(found.settings, found.state, found.learning, found.tokens, problem)
    if problem is None:
        return None
    state = at_moment(look_at(problem).history, controls.opened())
    untrained = State(0, problem.start(), problem.learning.start())
    return trained(settings, problem, state or untrained)


def _cell(author: Author, characters: str) -> None:
    place = controls.place()
    if place is None:
        return
    at, unit, count = place
    shown = cell_payload(author.text, author.state.model, characters, at, unit, author.badge)
    if isinstance(shown, str):
        say(shown)
    else:
        shown["arrive"] = controls.arriving(count)
        player(shown, (author.key, characters, at, unit), attend=count)


def kept(settings: TextSettings, run: Run | None) -> None:
    """The network that writes above as a file and as code, and one from a file in its place."""
    author = _author(settings, run)
    if author is None:
        load_network(controls.load)
        return
    keep_network(
        author.state,
        facts_of(author),
        stem_of(author),
        controls.load,
        dropout=author.learning.dropout,
    )
