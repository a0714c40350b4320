"""Every setting that the widgets let through, for tests over all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

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
