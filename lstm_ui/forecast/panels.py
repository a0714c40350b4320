"""Parts of the page of forecasts: the series, its training, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.forecast import errors_of, residual_facts
from lstm_ui import controls as shared
from lstm_ui.components import player
from lstm_ui.forecast import asking, cache, controls, figures, gate_figure, inside, tables, words
from lstm_ui.forecast.choice import filled_note
from lstm_ui.forecast.judging import Judgement, best_moment
from lstm_ui.forecast.looks import titles
from lstm_ui.forecast.opening import OWN, ForecastSettings
from lstm_ui.forecast.payload import probe, training_payload
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.saving import PAGE, facts_of, said_of, stem_of
from lstm_ui.forecast.words import NETWORK, STEPWISE
from lstm_ui.mounting import head_start
from lstm_ui.panels import chart, numbers
from lstm_ui.shell import is_dark, say
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
from lstm_ui.training.saving import FromFile
from lstm_ui.training.trainer import Look

UNTRAINED = "There is no network yet to look into: train one above."


def asked(settings: ForecastSettings) -> ForecastProblem:
    """What those settings ask; where that cannot be, a sentence, and what the page opens with."""
    if settings.chart == OWN:
        table = controls.own_table()
        series = asking.NO_FILE if table is None else asking.own_series(settings, table)
        if not isinstance(series, str):
            note = filled_note(series)
            if note:
                st.caption(note)
            return asking.problem_of(settings, series, seat().name)
        say(f"{series} Until then, the temperatures are shown.")
        return cache.shipped(ForecastSettings(network=settings.network, learning=settings.learning))
    opened = cache.series(settings.chart)
    sentence = asking.too_short(settings, len(opened.values))
    if sentence:
        say(f"{sentence} Until then, it reads and foretells as many as it opens with.")
        settings = replace(settings, back=0, ahead=0)
    return cache.shipped(settings)


def series_and_training(problem: ForecastProblem) -> None:
    """The series, and below it the player of trainings, which does not wait for Plotly."""
    place = st.container(height=figures.SERIES_HEIGHT, border=False, key="forecast-above")
    _about_series(problem)
    _training_player(problem)
    head_start("forecast")
    with place:
        _chart("series", problem, None, (), lambda dark: figures.whole_series(problem, dark))


def _about_series(problem: ForecastProblem) -> None:
    """How it is cut in time, and where it is from."""
    split, series = problem.split, problem.series
    parts = [len(part) for part in (split.train, split.validation, split.test)]
    counts = [len(part.origins) for part in (problem.learnt, problem.chosen, problem.test)]
    st.markdown(words.of_split(parts, counts, series.step))
    licence = f"; {series.licence}" if series.licence else ""
    st.caption(f"Source: {series.source}{licence}.")
    numbers("The series as numbers", lambda: tables.series_table(problem), _file(problem, "series"))


def _training_player(problem: ForecastProblem) -> None:
    """The player of trainings; it looks anew by itself while the training goes on."""
    refused = asking.refused(problem)
    if refused:
        say(refused)
    watched(
        [problem],
        lambda looks: _draw(problem, refused is None, looks[0]),
        lambda: controls.opened(problem),
    )


def _draw(problem: ForecastProblem, possible: bool, look: Look) -> None:
    maps = gate_maps(problem, look.history, probe(problem), whole=not is_busy(look))
    payload = training_payload(problem, look, maps)
    trainings(
        "forecast",
        payload | {"attend": shared.examples_opened()},
        acting(seat(), [problem] if possible else [], controls.follow),
        partial(controls.scrubbed, problem),
    )


def _state(problem: ForecastProblem) -> State | None:
    """What is looked at: a network from a file, or of where the slider rests, or the best one."""
    came: State | None = held(PAGE, problem.key)
    if came is not None:
        return came
    look, opened = look_at(problem), controls.opened(problem)
    if is_busy(look):
        return None
    return best_moment(look.history) if opened is None else at_moment(look.history, opened)


def forecasts(problem: ForecastProblem) -> int:
    """What network and baselines said of the test part, and the verdict; return how far ahead."""
    state = _state(problem)
    if isinstance(state, FromFile):
        tell_loaded(PAGE, said_of(problem, state))
    judged = cache.judged(problem, state)
    left, right = st.columns([1, 2], gap="large")
    with left:
        ahead = controls.lead(problem)
    with right:
        origins = problem.test.origins + ahead
        shown = controls.stretch(problem, titles(problem.series, origins))
    _say_how_it_stands(problem, state, judged, ahead)
    _chart(
        "said",
        problem,
        state,
        (ahead, shown.start, shown.stop),
        lambda dark: figures.beside_baselines(problem, judged.said, ahead, shown, dark),
    )
    numbers(
        "The forecasts as numbers",
        lambda: tables.forecast_table(problem, judged, ahead),
        _file(problem, "forecasts"),
    )
    return ahead


def _say_how_it_stands(
    problem: ForecastProblem, state: State | None, judged: Judgement, ahead: int
) -> None:
    series = problem.series
    if state is None:
        rmse = {name: errors.rmse for name, errors in judged.errors.items()}
        trains = is_busy(look_at(problem))
        st.markdown(words.of_baselines(rmse, series.unit, series.step, ahead, trains=trains))
        return
    for lead in sorted({1, ahead, problem.horizon}):
        verdict = judged.verdict(lead)
        if verdict is not None:
            st.markdown(words.of_verdict(verdict, series.unit, series.step))
    if isinstance(state, FromFile):
        return
    updates, scrubbed = problem.learning.updates, controls.opened(problem) is not None
    st.caption(words.of_moment(state.update, updates, scrubbed))


def error_by_horizon(problem: ForecastProblem) -> None:
    """How far off each forecast is, by how many steps ahead it looks."""
    state = _state(problem)
    errors = cache.judged(problem, state).errors
    rmse = {name: each.rmse for name, each in errors.items()}
    _chart("errors", problem, state, (), lambda dark: figures.error_by_horizon(rmse, problem, dark))
    numbers(
        "The errors as numbers",
        lambda: tables.error_table(problem, errors),
        _file(problem, "errors"),
    )


def both_ways(problem: ForecastProblem) -> None:
    """All steps ahead at once, against step by step on the network's own answers."""
    state, series = _state(problem), problem.series
    judged = cache.judged(problem, state)
    if judged.network is None or judged.stepwise is None:
        say("Train the network above: then both of its ways are measured here.")
        return
    said = {
        NETWORK: judged.network,
        STEPWISE: judged.stepwise,
        "persistence": judged.baselines["persistence"],
    }
    targets = judged.windows.targets
    rmse = {name: errors_of(each, targets, judged.scale).rmse for name, each in said.items()}
    direct, stepwise = (float(rmse[name][-1]) for name in (NETWORK, STEPWISE))
    st.markdown(words.of_ways(direct, stepwise, series.unit, series.step, problem.horizon))
    _chart("ways", problem, state, (), lambda dark: figures.error_by_horizon(rmse, problem, dark))
    numbers(
        "Both ways as numbers", lambda: tables.ways_table(problem, rmse), _file(problem, "ways")
    )


def left_over(problem: ForecastProblem, ahead: int) -> None:
    """What is left of the series once the forecast is taken away."""
    state = _state(problem)
    judged = cache.judged(problem, state)
    off = judged.off(ahead)
    if judged.network is None:
        st.caption("Nothing is trained yet: these are the residuals of persistence.")
    _chart(
        "residuals",
        problem,
        state,
        (ahead,),
        lambda dark: figures.residual_chart(problem, judged.windows, off, ahead, dark),
    )
    said = words.of_residuals(residual_facts(judged.off(1)), problem.series.unit)
    st.markdown(f"**1 {problem.series.step} ahead:** {said}")
    numbers(
        "The residuals as numbers",
        lambda: tables.forecast_table(problem, judged, ahead),
        _file(problem, "residuals"),
    )


def gates_over(problem: ForecastProblem) -> None:
    """Gates and states under the series, at the last step of each window."""
    state = _state(problem)
    if state is None:
        say(UNTRAINED)
        return
    gates = cache.gates(problem, state)
    _chart("gates", problem, state, (), lambda dark: gate_figure.gates_over(problem, gates, dark))
    numbers(
        "The gates as numbers",
        lambda: tables.gate_table(problem, gates),
        _file(problem, "gates"),
    )


def window(problem: ForecastProblem, ahead: int) -> None:
    """One forecast looked at closely: what it reads, what is said, and the cell step by step."""
    state = _state(problem)
    judged = cache.judged(problem, state)
    number = controls.window(titles(problem.series, problem.test.origins))
    one = np.array([number])
    said = {name: each[one] for name, each in judged.said.items()}
    if judged.stepwise is not None:
        said[STEPWISE] = judged.stepwise[one]
    single = problem.test.some(one)
    _chart(
        "window",
        problem,
        state,
        (number,),
        lambda dark: figures.one_window(problem, single, said, dark),
    )
    numbers(
        "The window as numbers",
        lambda: tables.window_table(problem, single, said),
        _file(problem, "window"),
    )
    if state is None:
        say(UNTRAINED)
        return
    shown = inside.window_payload(problem, state, number, ahead)
    if isinstance(shown, str):
        say(shown)
    else:
        player(shown, (problem.key, state.mark, number, ahead))


def kept(problem: ForecastProblem) -> None:
    """The network that is looked at as a file and as code, and one from a file in its place."""
    state = _state(problem)
    if state is None:
        load_network(controls.load)
        return
    keep_network(
        state,
        facts_of(problem, state),
        stem_of(problem, state),
        controls.load,
        dropout=problem.learning.dropout,
    )
    st.caption(words.of_scaling(problem.frame.scaling, problem.series.unit))


def _chart(
    name: str,
    problem: ForecastProblem,
    state: State | None,
    told: tuple[Hashable, ...],
    draw: Callable[[bool], Any],
) -> None:
    dark = is_dark()
    figure = cache.drawn(name, problem, state, (*told, dark), lambda: draw(dark))
    chart(figure, f"forecast-{name}")


def _file(problem: ForecastProblem, what: str) -> str:
    return f"forecast-{problem.series.key}-{what}"
