"""Every setting that the widgets let through, for tests over all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from lstm_core import Change, Clamp, Edits
from lstm_ui.settings import TABLE


def any_of(kind: type, typed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Settings of that kind; what is neither an option nor a number is ``typed``."""
    return st.builds(kind, **{name: _offered(name, typed) for name in kind.__dataclass_fields__})


def _offered(name: str, typed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Everything that the widget of that name lets through."""
    setting = TABLE[name]
    if setting.options:
        return st.sampled_from(setting.options)
    return st.integers(setting.low, setting.high) if setting.high else typed


def _edits(wanted: list[Clamp | Change]) -> Edits:
    """What a learner who does all that in that order ends with."""
    edits = Edits()
    for each in wanted:
        edits = edits.held(each) if isinstance(each, Clamp) else edits.changed(each)
    return edits


_places = st.integers(0, 9998)
_spans = st.none() | st.builds(lambda first, more: (first, first + more), *[st.integers(0, 99)] * 2)
_units = st.none() | st.sets(_places, min_size=1, max_size=4).map(lambda u: tuple(sorted(u)))
_numbers = st.floats(-1000.0, 1000.0)
_gates = st.builds(Clamp, st.sampled_from("iforz"), st.floats(0.0, 1.0), steps=_spans, units=_units)
_candidates = st.builds(Clamp, st.sampled_from("gn"), _numbers, steps=_spans, units=_units)
_changes = st.builds(
    Change,
    st.sampled_from("xhbn"),
    st.sampled_from("ifgorznaye"),
    _places,
    st.none() | _places,
    _numbers,
)
any_edits = st.lists(_gates | _candidates | _changes, max_size=8).map(_edits)
"""Edits of any network whatever, within what can be spelled."""
