"""Parts of the training page: the player of trainings, and the cell at one moment of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lstm_ui import controls as shared
from lstm_ui.components import player
from lstm_ui.mounting import head_start
from lstm_ui.panels import numbers
from lstm_ui.runs import percent
from lstm_ui.settings import TrainSettings
from lstm_ui.shell import say
from lstm_ui.train import cache, controls, tables
from lstm_ui.train.runs import Probe, Side, probe
from lstm_ui.train.saving import PAGE, facts_of, stem_of
from lstm_ui.train.snapshots import cell_payload
from lstm_ui.train.tasks import MEMORY_TASKS, OWN
from lstm_ui.training.cache import gate_maps, seat
from lstm_ui.training.controls import acting, held
from lstm_ui.training.history import State, at_moment
from lstm_ui.training.panels import (
    is_busy,
    keep_network,
    load_network,
    look_at,
    tell_loaded,
    trainings,
    watched,
)
from lstm_ui.training.payload import Shown, train_payload
from lstm_ui.training.trainer import Look

UNITS = {"softmax_cross_entropy": "cross-entropy, nats", "mean_squared_error": "mean squared error"}


def training_player(settings: TrainSettings) -> None:
    """The player of trainings for those settings; it looks anew by itself while they go on."""
    runs = _sides(settings)
    if not runs:
        say("Upload a file of sequences and labels, or take the sample file, to train on it.")
    else:
        _train(settings, runs)


def _sides(settings: TrainSettings) -> tuple[Side, ...]:
    """The runs of those settings; none while the learner's own data are still to come."""
    if settings.task != OWN:
        return cache.sides(settings, None)
    return cache.sides(settings, controls.own_data()) if settings.owner else ()


def _train(settings: TrainSettings, runs: tuple[Side, ...]) -> None:
    for run in runs:
        if run.problem_sentence:
            say(f"Run {run.letter} ({run.name}): {run.problem_sentence}")
    shown = probe(runs[0].problem, settings.probe)
    problems = [run.problem for run in runs]
    watched(problems, lambda looks: _draw(runs, shown, looks), controls.opened)
    head_start(settings)


def _draw(runs: Sequence[Side], shown: Probe, looks: Sequence[Look]) -> None:
    problem = runs[0].problem
    payload = train_payload(
        [_shown(run, look, shown) for run, look in zip(runs, looks, strict=True)],
        title=f"{problem.what.title}, {problem.what.dial}: {problem.grade}",
        measure=problem.what.measure,
        loss=UNITS[problem.loss.__name__],
        unread=problem.unread,
        tokens=shown.tokens,
    )
    possible = [run.problem for run in runs if run.problem_sentence is None]
    trainings(
        "train",
        payload | {"attend": shared.examples_opened()},
        acting(seat(), possible, controls.follow),
        controls.scrubbed,
    )


def _shown(run: Side, look: Look, on: Probe) -> Shown:
    if run.problem_sentence:
        look = replace(look, status="refused")
    maps = gate_maps(run.problem, look.history, on.inputs, whole=not is_busy(look))
    return Shown(run.letter, run.name, run.problem, look, maps)


def numbers_behind(settings: TrainSettings) -> None:
    """The tables behind the curves and the reach of the gradient, and the same as CSV."""
    runs = _sides(settings)
    histories = [look_at(run.problem).history for run in runs]
    if any(history.moments for history in histories):
        name = f"train-{settings.task.replace('_', '-')}"
        numbers("The numbers behind the curves", lambda: tables.curves(runs, histories), name)
        title = "The numbers behind the reach of the gradient"
        numbers(title, lambda: tables.reach(runs, histories), f"{name}-reach")


def problems() -> None:
    """The tasks, what each asks, and where it is from.

    In Markdown, which every page has: for ``st.table`` a browser would load 0.8 MB of Arrow.
    """
    rows = [(task.title, task.asks, task.reference) for task in MEMORY_TASKS.values()]
    lines = [("problem", "what is asked", "from"), ("---",) * 3, *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def cell_at_moment(settings: TrainSettings) -> None:
    """The cell player with the network of the run and moment at which the learner came to rest."""
    runs = _sides(settings)
    if not runs:
        say("There is no network yet to look into: upload a file above.")
        return
    came = held(PAGE, runs[0].problem.key)
    if came is not None:
        _cell_from_file(runs[0], came, settings)
        return
    letter, update = controls.opened() or ("A", None)
    run = next((run for run in runs if run.letter == letter), runs[0])
    state = at_moment(look_at(run.problem).history, update)
    if state is None:
        say("There is no network yet to look into: train one above.")
        load_network(controls.load)
        return
    _cell(run, state, settings)
    _keep(run, state)


def _cell_from_file(run: Side, came: State, settings: TrainSettings) -> None:
    """The network that was loaded, measured anew on what it had never seen."""
    share = percent(cache.measured(run.problem, came))
    tell_loaded(PAGE, f"{run.name} after update {came.update}. Held out, measured anew: {share}.")
    _cell(run, came, settings)
    _keep(run, came)


def _keep(run: Side, state: State) -> None:
    keep_network(
        state,
        facts_of(run, state),
        stem_of(run, state),
        controls.load,
        dropout=run.problem.learning.dropout,
    )


def _cell(run: Side, state: State, settings: TrainSettings) -> None:
    shown = cell_payload(run, state, probe(run.problem, settings.probe))
    if isinstance(shown, str):
        say(shown)
    else:
        player(shown, (settings, run.letter, state.mark))
