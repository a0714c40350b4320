"""The address in the browser, where Streamlit 1.67 leaves something to do.

A widget with ``bind="query-params"`` keeps its own parameter. Around that:

- The player writes its place (t, phase, unit) into the address without telling Streamlit, and
  Streamlit, when it changes a parameter, sends the whole query as it last knew it.
- ``?seed=inf`` ends in an OverflowError.
- A selectbox writes the label on screen, not the key behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_PAGE = "address.page"
_WHOLE = re.compile(r"-?\d{1,9}")


def follow(whole_numbers: Collection[str]) -> bool:
    """Learn what the address says now; call it before the first bound widget of a page.

    Parameters
    ----------
    whole_numbers : collection of str
        Parameters that are dropped unless they are a whole number.

    Returns
    -------
    bool
        Whether the address decides: at the first run, and when the learner went back or forward.
    """
    ctx = get_script_run_ctx()
    if ctx is None:
        return False
    last = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = ctx.page_script_hash
    if last not in (None, ctx.page_script_hash):
        return False  # the new page starts with what Streamlit carried over
    query = ctx.query_string
    if ctx.context_info is not None and ctx.context_info.url:
        query = urlsplit(ctx.context_info.url).query
    with ctx.session_state.query_params() as known:
        known.populate_from_query_string(query)
        known.set_initial_query_params(_cleaned(query, whole_numbers))
    return last is None or ctx.is_history_navigation


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


def _cleaned(query: str, whole_numbers: Collection[str]) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([p for p in pairs if p[0] not in whole_numbers or _WHOLE.fullmatch(p[1])])
