"""Operated networks and their comparison, computed once for each pair of settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_ui import cache
from lstm_ui.cache import MOST_KEPT
from lstm_ui.settings import Settings
from lstm_ui.surgery.comparison import compare
from lstm_ui.surgery.matrices import matrices_payload
from lstm_ui.surgery.operating import operating_points
from lstm_ui.surgery.payload import bench_payload, comparison_payload

WHOLE = "surgery"
"""The layout that shows all of A beside B; the others only say what became of it."""


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def operated(b: Settings, a: Settings, layout: str, kept: bool) -> dict[str, Any] | None:
    """Payload of the player with its operating table, or None where B has nothing to show."""
    payload = cache.picture(b, layout)
    if payload is None:
        return None
    run = cache.run(b)
    bench = bench_payload(run)
    found = compare(cache.run(a), run) if bench["operated"] or layout == WHOLE else None
    if found is not None:
        beside = comparison_payload(found, kept=kept)
        bench["beside"] = beside if layout == WHOLE else {"sentence": beside["sentence"]}
    if layout == WHOLE:
        whole = matrices(b)
        gates = [group for group in whole["groups"] if group["row"] == "unit"]
        bench["weights"] = {"groups": gates, "largest": whole["largest"]}
    more = {"operating": operating_points(run)} if layout == WHOLE else {}
    return payload | {"bench": bench} | more


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def matrices(settings: Settings) -> dict[str, Any]:
    """Payload of the weights and biases, now and before anything was changed."""
    return matrices_payload(cache.run(settings), cache.run(replace(settings, edits="")).model)
