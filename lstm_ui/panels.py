"""Parts of a page below its words: players, charts, tables, counters, code."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pandas as pd
import streamlit as st

from lstm_ui import cache, controls, guide, runs, tables
from lstm_ui.components import beside, player
from lstm_ui.runs import Run
from lstm_ui.settings import Settings
from lstm_ui.shell import is_dark, say

TABLES_OPEN = False
"""Whether the tables behind the pictures stand open at first."""
READING_ROOM = 1200
"""Most rows of a table that are shown; the CSV always has all of them."""


def cell_player(settings: Settings, layout: str) -> Run:
    """The cell player for those settings, or the sentence that says what to change."""
    run, payload = cache.run(settings), cache.picture(settings, layout)
    if payload is None:
        say(run.problem or runs.TOO_LARGE)
    else:
        player(
            payload, (settings, layout), attend=controls.examples_opened(), script=guide.running()
        )
    return run


def two_cells(settings: Settings) -> None:
    """An RNN cell beside an LSTM cell, where the LSTM writes most."""
    first, second = cache.pair(settings)
    if first.net != settings.net:
        st.caption("No RNN was trained on this task, so the two that read reviews stand here.")
    rnn, lstm = cache.picture(first, "cell"), cache.picture(second, "cell")
    if rnn is not None and lstm is not None:
        beside(rnn, lstm)


def numbers_behind_both(settings: Settings) -> None:
    """The table behind the RNN cell and the LSTM cell beside each other."""
    first, second = (cache.run(one) for one in cache.pair(settings))
    name = f"{first.example.key}-rnn-lstm"
    numbers("The numbers behind both cells", lambda: tables.pair_table(first, second), name)


def gate_chart(run: Run) -> None:
    """Which word opened which gate, for a cell that has gates."""
    if run.trace is None:
        return
    gates = runs.gates_of(run)
    if not gates:
        say("An RNN has no gates: choose LSTM or GRU above to see which word opens which.")
        return
    from lstm_ui.figures import gate_openings  # Plotly is slow to load and only needed here

    figure = gate_openings(run.parsed.tokens, gates, is_dark())
    chart(figure, "gates")
    name = f"{_name(run)}-gates"
    numbers("The numbers behind the chart", lambda: tables.gate_table(run), name)


def numbers_behind(run: Run) -> None:
    """The table behind the picture, and the same as a CSV file."""
    if run.trace is not None:
        numbers("The numbers behind the picture", lambda: tables.run_table(run), _name(run))


def engine_code(*parts: Callable[..., Any]) -> None:
    """The engine's own source, as it ran."""
    with st.expander("Show the engine's code", icon=":material/code:"):
        for part in parts:
            st.code(dedent(inspect.getsource(part)), language="python")


def step_code(run: Run) -> None:
    """The engine's own source of one time step of this cell."""
    engine_code(type(run.model.cell).step)


def parameter_counter() -> None:
    """How many parameters a layer has, as D and H change."""
    inputs, units = controls.layer_sizes()
    st.markdown(tables.count_sentence(inputs, units))
    _small(cache.parameter_table(inputs, units))


def corners() -> None:
    """What the four corners of forget and input gate do to one unit."""
    _small(cache.corner_table())


def weights(run: Run) -> None:
    """The rows of weights by which unit 1 decides, for a cell that has all four layers."""
    table = tables.weight_table(run)
    if table is None:
        say("Only an LSTM has these four layers: choose LSTM above to see their rows.")
    else:
        _small(table)


def two_readings(run: Run) -> None:
    """The same text read twice, the states reset in between or carried over."""
    if run.trace is None:
        return
    carried = controls.carried_over()
    readings = tables.two_readings(run, carried)
    _small(readings.table)
    if not readings.begun_apart:
        say("Same weights, same text, same states to start from: the same answer.")
    elif readings.answers_differ:
        say("Same weights, same text, other numbers: the 2nd reading began where the 1st ended.")
    else:
        say("The 2nd reading began where the 1st ended, and yet it came to the same answer.")


def chart(figure: Any, key: str) -> None:
    """A chart in this app's own colours, without Plotly's buttons."""
    st.plotly_chart(figure, theme=None, key=key, config={"displayModeBar": False})


def _name(run: Run) -> str:
    return f"{run.example.key}-{run.example.cell.lower()}"


def numbers(label: str, table: Callable[[], pd.DataFrame], name: str) -> None:
    """A table that can be opened, and the same as a CSV file of that name.

    A closed one is not even made: several on a page would keep every rerun busy.
    """
    part = st.expander(
        label, TABLES_OPEN, key=f"open-{label}", icon=":material/table:", on_change="rerun"
    )
    if not part.open:
        return
    made = table()
    with part:
        st.dataframe(made.head(READING_ROOM), hide_index=True, height=320)
        if len(made) > READING_ROOM:
            st.caption(f"The first {READING_ROOM} of {len(made)} rows; the file has all of them.")
        st.download_button(
            "Download as CSV",
            lambda: tables.csv(made),
            file_name=f"gatescope-{name}.csv",
            mime="text/csv",
            key=f"csv-{label}",
            on_click="ignore",
            icon=":material/download:",
        )


def _small(table: pd.DataFrame) -> None:
    st.dataframe(table, hide_index=True, width="content")
