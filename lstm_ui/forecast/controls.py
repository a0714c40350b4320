"""The widgets of the page of forecasts, and what its player asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lstm_core.model import SequenceModel
from lstm_ui import address
from lstm_ui.controls import attend
from lstm_ui.forecast import cache
from lstm_ui.forecast.asking import SAMPLE, own_series, problem_of, too_short
from lstm_ui.forecast.opening import (
    AHEADS,
    BACKS,
    CHARTS,
    OF_FORECAST,
    OWN,
    ForecastSettings,
    is_share,
    opening_sizes,
)
from lstm_ui.forecast.own import Table, same_column
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.saving import OWN_SERIES, PAGE, loaded, values_in
from lstm_ui.forecast.series import Series
from lstm_ui.forecast.values import as_settings
from lstm_ui.settings import CHOICES, TABLE, WHOLE_NUMBERS
from lstm_ui.shell import say
from lstm_ui.training.cache import seat
from lstm_ui.training.controls import hold
from lstm_ui.training.saving import NO_SETTINGS
from lstm_ui.uploads import MOST_BYTES
from lstm_ui.widgets import choice, pick, take_from_address, upload, whole

_OWN, _LAST, _OPENED = "forecast.own", "forecast.last", "forecast.opened"
_FITTING = "forecast.fitting"
_HOW = {
    "pace": ("Learning rate", "What Adam multiplies its step by."),
    "rounds": ("Updates", "How often the weights are changed."),
    "leash": ("Clip the gradient at", "The longest gradient allowed, by norm."),
}
_AGAINST = {
    "shrink": ("Weight decay", "Pulls the weights towards 0 at each update."),
    "drop": ("Dropout", "Share of the numbers silenced on the way out."),
    "floors": ("Layers", "Each reads the hidden states of the one below."),
}
FIRST_STRETCH = 90
"""Forecasts of the test part that are shown at first: a line each is still told apart."""


def forecast_controls() -> ForecastSettings:
    """Draw the controls and return what they say."""
    by_address = address.follow(OF_FORECAST, WHOLE_NUMBERS, CHOICES)
    columns = st.columns([3, 2.6, 2.6, 1.4], vertical_alignment="bottom", gap="small")
    own = st.container()
    with columns[0]:
        chart = pick("chart", CHARTS, "Series", "What is to be foretold.", by_address)
    if st.session_state.setdefault(_LAST, chart) != chart:
        for name in ("back", "ahead", "stretch", "asked_at"):  # the new series has its own
            st.session_state.pop(name, None)
    st.session_state[_LAST] = chart
    said: dict[str, str | int] = {"chart": chart, "calendar": TABLE["calendar"].default}
    said["column"], length = _own_file(own, by_address) if chart == OWN else (1, 10**6)
    fitting = _fitting(chart, length)
    with columns[1]:
        said["back"] = _size("back", "T, values it reads", BACKS, fitting[0], by_address)
    with columns[2]:
        said["ahead"] = _size("ahead", "K, steps ahead", AHEADS, fitting[1], by_address)
    with columns[3], st.popover("More", icon=":material/tune:", width="stretch"):
        said |= _more(chart)
    columns = st.columns([3, 2.6, 4], vertical_alignment="bottom", gap="small")
    with columns[0]:
        said["reader"] = choice("reader", "Cell", "The kind of recurrent layer.")
    with columns[1]:
        said["breadth"] = choice("breadth", "H, units", "How many numbers each gate and state has.")
    with columns[2]:
        if not is_share(chart):
            said["calendar"] = choice(
                "calendar",
                "The season is",
                "As sine and cosine beside each value. It is known long ahead, so it gives nothing "
                "away. A series without a season is told nothing.",
            )
    address.keep(OF_FORECAST)
    return as_settings(said)


def _fitting(chart: str, length: int) -> tuple[int, int]:
    """The sizes that such a series opens with; who has chosen none goes on to them."""
    fitting = opening_sizes(chart, length)
    last = st.session_state.get(_FITTING, fitting)
    for name, before, now in zip(("back", "ahead"), last, fitting, strict=True):
        if before != now and st.session_state.get(name) == before:
            del st.session_state[name]
    st.session_state[_FITTING] = fitting
    return fitting


def _size(name: str, label: str, offered: tuple[int, ...], opening: int, by_address: bool) -> int:
    """How many values are read or foretold; each series opens with its own."""
    if by_address:
        take_from_address(name)
    if st.session_state.get(name) not in offered:
        st.session_state[name] = opening
    explained = (
        "The window: a forecast knows this many values and no others."
        if name == "back"
        else "The horizon: how far ahead a forecast looks."
    )
    value = int(st.select_slider(label, offered, key=name, help=explained))
    address.write(name, str(value), str(opening))
    return value


def _more(chart: str) -> dict[str, str | int]:
    """Controls that a first reading does without."""
    left, right = st.columns(2, gap="medium")
    with left:
        chosen: dict[str, str | int] = {
            name: choice(name, label, said) for name, (label, said) in _HOW.items()
        }
        chosen["seed"] = whole("seed", "Seed", "First weights and batches are drawn from it.")
    with right:
        chosen |= {name: choice(name, label, said) for name, (label, said) in _AGAINST.items()}
        chosen["cycle"] = 0
        if chart == OWN:
            chosen["cycle"] = whole("cycle", "Season, steps", "0: by the dates. 1: none.")
    return chosen


# ------------------------------------------------------------------ a learner's own file
def _own_file(place: DeltaGenerator, by_address: bool) -> tuple[int, int]:
    """Ask for a file and a column of it; return which column, and how many rows there are."""
    with place:
        left, right = st.columns([3, 2], gap="large")
        with left:
            file = upload(
                "Your CSV: a column of numbers, oldest first or with dates",
                MOST_BYTES,
                "forecast.file",
                help="The file stays in this session: no link has it.",
            )
        with right:
            st.caption("It looks like this; other columns do no harm.")
            st.code(SAMPLE, language=None)
        if by_address:
            take_from_address("column")
        if file is not None:
            _take(file.getvalue())
        table = own_table()
        with left:
            return (1, 10**6) if table is None else (_column(table), table.rows)


def _take(data: bytes) -> None:
    """Read a file; where it cannot be used, say so, and what was there before stays."""
    read = cache.read(data)
    if isinstance(read, str):
        say(f"{read} {'What you had is still here.' if own_table() else ''}".strip())
        return
    before, st.session_state[_OWN] = own_table(), read
    if before is not None and before.labels != read.labels:
        # Set even where it stays 1: else the browser would go on to show, and to send, the name
        # of a column of the file before.
        asked = st.session_state.get("column", 1)
        st.session_state["column"] = same_column(asked, before, read)
        for name in ("stretch", "asked_at"):
            st.session_state.pop(name, None)


def _column(table: Table) -> int:
    """Which column, from 1."""
    count = len(table.columns)
    if st.session_state.get("column", 1) not in range(1, count + 1):
        st.session_state["column"] = 1
    column = st.selectbox(
        "Column",
        range(1, count + 1),
        format_func=lambda n: table.columns[n - 1].name,
        key="column",
        help="Only columns with numbers are offered.",
    )
    address.write("column", str(column), "1")
    for note in table.notes:
        st.caption(note)
    return int(column)


def own_table() -> Table | None:
    """What the learner has uploaded in this session, if anything that can be read."""
    table: Table | None = st.session_state.get(_OWN)
    return table


# ------------------------------------------------------------------ lower on the page
def lead(problem: ForecastProblem) -> int:
    """How many steps ahead the charts show."""
    if address.decides():
        take_from_address("lead")
    if not 1 <= st.session_state.get("lead", 1) <= problem.horizon:
        st.session_state["lead"] = 1
    if problem.horizon == 1:
        return 1
    value = st.select_slider(
        f"Shown: how many {problem.series.step}s ahead",
        range(1, problem.horizon + 1),
        key="lead",
        help="All charts and sentences below are about forecasts that far ahead.",
    )
    address.write("lead", str(value), "1")
    address.keep(OF_FORECAST)
    return int(value)


def stretch(problem: ForecastProblem, titles: list[str]) -> range:
    """Which forecasts of the test part the chart shows."""
    count = len(titles)
    if address.decides():
        asked = (TABLE[name].read(address.read(name)) for name in ("since", "until"))
        st.session_state["stretch"] = tuple(int(number) - 1 for number in asked)
    first, last = st.session_state.get("stretch", (0, -1))
    opening = (0, min(count, FIRST_STRETCH) - 1)
    st.session_state["stretch"] = (first, last) if 0 <= first < last < count else opening
    chosen: Any = st.select_slider(
        "Stretch of the test part",
        range(count),
        value=opening,  # else it would have one end only
        format_func=lambda n: titles[n],
        key="stretch",
        help="Move both ends to look closer.",
    )
    first, last = chosen
    address.write("since", str(first + 1), "1")
    address.write("until", "0" if (first, last) == opening else str(last + 1), "0")
    return range(first, max(last, first + 1) + 1)


def window(titles: list[str]) -> int:
    """Which forecast of the test part is looked at closely, from 0."""
    if address.decides():
        take_from_address("asked_at")
    count = len(titles)
    if not 1 <= st.session_state.get("asked_at", 1) <= count:
        st.session_state["asked_at"] = 1
    value = st.select_slider(
        "The forecast made at",
        range(1, count + 1),
        format_func=lambda n: titles[n - 1],
        key="asked_at",
        help="Any forecast of the test part.",
    )
    address.write("asked_at", str(value), "1")
    address.keep(OF_FORECAST)
    return int(value) - 1


def preset_button(label: str, **wanted: str | int) -> None:
    """Offer to open the page with these settings, and all others as they are at first."""
    st.button(label, on_click=_preset, args=(wanted,), icon=":material/play_arrow:")


def _preset(wanted: Mapping[str, str | int]) -> None:
    for name in OF_FORECAST:
        st.session_state[name] = wanted.get(name, TABLE[name].default)
    st.session_state[_LAST] = st.session_state["chart"]
    st.session_state.pop("stretch", None)
    attend()


def load(model: SequenceModel, facts: dict[str, Any]) -> str | None:
    """Take a network that was saved here, and its settings with it; else say why not."""
    values = values_in(facts)
    if isinstance(values, str):
        return values
    problem = _problem(as_settings(values))
    if isinstance(problem, str):
        return problem
    found = loaded(model, facts, problem)
    if isinstance(found, str):
        return found
    _preset(values)
    follow()
    hold(PAGE, problem.key, found)
    return None


def _problem(settings: ForecastSettings) -> ForecastProblem | str:
    """What those settings train on the series that is at hand, or one sentence."""
    if settings.chart != OWN:
        short = too_short(settings, len(cache.series(settings.chart).values))
        return NO_SETTINGS if short else cache.shipped(settings)
    table = own_table()
    series = None if table is None else own_series(settings, table)
    return problem_of(settings, series, seat().name) if isinstance(series, Series) else OWN_SERIES


def follow() -> None:
    """Let the page show the best moment again, not the one at which the learner had rested."""
    st.session_state.pop(_OPENED, None)


def scrubbed(problem: ForecastProblem, message: dict[str, Any]) -> None:
    """Note at which moment of the training the learner came to rest."""
    update = message.get("update")
    if isinstance(update, int):
        st.session_state[_OPENED] = (problem.key, update)


def opened(problem: ForecastProblem) -> int | None:
    """The moment of that training that the learner came to rest at, if any."""
    key, update = st.session_state.get(_OPENED, (None, None))
    return update if key == problem.key else None
