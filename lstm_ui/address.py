"""The address in the browser, where Streamlit 1.67 leaves something to do.

A widget with ``bind="query-params"`` keeps its own parameter. Around that:

- ``?seed=inf`` ends in an OverflowError.
- A selectbox and pills write the label on screen, not the key behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lstm_ui.setting import WHOLE

_PAGE = "address.page"
_ARRIVAL = "address.arrival"
_KEPT = "address.kept"
_DECIDES = "address.decides"


def arrive() -> None:
    """Note whether the learner comes from outside or from another page; call it on every page."""
    ctx = get_script_run_ctx()
    if ctx is None:
        return
    last = st.session_state.get(_PAGE)
    if last != ctx.page_script_hash:
        st.session_state[_ARRIVAL] = "outside" if last is None else "another page"
    st.session_state[_PAGE] = ctx.page_script_hash


def follow(
    names: Collection[str],
    whole_numbers: Collection[str],
    choices: Collection[str],
    opening: Mapping[str, str] | None = None,
) -> bool:
    """Learn what the address says now; call it before the first bound widget of a page.

    Parameters
    ----------
    names : collection of str
        All parameters of this page.
    whole_numbers : collection of str
        Parameters that are dropped unless they are a whole number.
    choices : collection of str
        Parameters that are dropped when they are empty: nothing would be chosen.
    opening : mapping of str, optional
        What the address stands for, where it decides, beside what it says.

    Returns
    -------
    bool
        Whether the address decides: at the first run, and when the learner went back or forward.
    """
    ctx = get_script_run_ctx()
    st.session_state[_DECIDES] = False
    if ctx is None:
        return False
    arrival = st.session_state.get(_ARRIVAL)
    # Leaving a page, Streamlit puts its bare path into the history, and that is where Back leads.
    from_within = not ctx.is_history_navigation or not ctx.query_string
    if arrival == "another page" and from_within:
        _restore(names)
        return False
    decided = arrival == "outside" or ctx.is_history_navigation
    query = ctx.query_string
    if decided and opening:
        query = f"{query}&{urlencode(opening)}"
        for name, value in opening.items():
            st.query_params[name] = value
    with ctx.session_state.query_params() as known:
        known.set_initial_query_params(_cleaned(query, whole_numbers, choices))
    st.session_state[_DECIDES] = decided
    return decided


def decides() -> bool:
    """What :func:`follow` returned in this run, for what is drawn lower down."""
    return bool(st.session_state.get(_DECIDES, False))


def keep(names: Collection[str]) -> None:
    """Remember the widgets' values for the next page; call it after the last bound widget."""
    st.session_state[_ARRIVAL] = None  # only now: a run that was cut short has not arrived
    query = st.query_params.to_dict()
    values, spelled = _others(names)
    st.session_state[_KEPT] = (
        values | {name: st.session_state[name] for name in names if name in st.session_state},
        spelled | {name: query[name] for name in names if name in query},
    )


def _others(names: Collection[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What pages with other parameters have kept."""
    values, query = (
        {name: value for name, value in kept.items() if name not in names}
        for kept in st.session_state.get(_KEPT, ({}, {}))
    )
    return values, query


def _restore(names: Collection[str]) -> None:
    values, query = st.session_state.get(_KEPT, ({}, {}))
    for name in names:
        if name in values:
            st.session_state[name] = values[name]
    st.query_params.from_dict({name: query[name] for name in names if name in query})


def read(name: str) -> str | None:
    """Value of a parameter that no widget is bound to."""
    return st.query_params.get(name)


def write(name: str, value: str, default: str) -> None:
    """Put such a parameter into the address, or take it out where it is the default."""
    wanted = None if value == default else value
    if read(name) == wanted:
        return
    if wanted is None:
        del st.query_params[name]
    else:
        st.query_params[name] = wanted


def read_all(name: str) -> list[str]:
    """All values of a parameter that may stand in the address more than once."""
    return st.query_params.get_all(name)


def write_all(name: str, values: Sequence[str]) -> None:
    """Put such a parameter into the address once for each value; none takes it out."""
    if read_all(name) == list(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]


def _cleaned(query: str, whole_numbers: Collection[str], choices: Collection[str]) -> str:
    def usable(name: str, value: str) -> bool:
        if name in choices:
            return value != ""
        return name not in whole_numbers or WHOLE.fullmatch(value) is not None

    return urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if usable(*pair)])
