"""The widgets of the page of the GRU and other variants."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_ui import address, controls
from lstm_ui.gru.cells import LINEAGE, TITLES
from lstm_ui.settings import CHOICES, OF_GRU, WHOLE_NUMBERS, GRUSettings
from lstm_ui.sources import RANDOM, network
from lstm_ui.widgets import choice, keep_typed, pick, typed, whole


def variant_controls() -> GRUSettings:
    """Draw the controls and return what they say."""
    by_address = address.follow(OF_GRU, WHOLE_NUMBERS, CHOICES)
    columns = st.columns([2.4, 5.4, 1.4], vertical_alignment="bottom", gap="small")
    with columns[0]:
        learnt = pick(
            "learnt",
            TITLES,
            "Networks",
            "All of them learnt the same task; random ones have learnt nothing.",
            by_address,
        )
    with columns[1]:
        compared = _text(learnt)
    with columns[2], st.popover("More", icon=":material/tune:", width="stretch"):
        more = _more(learnt)
    variant = choice("variant", "Cell to walk", "Every cell here has weights of its own, but for "
                     "“GRU z renews”: that is the GRU, written the other way.")  # fmt: skip
    st.caption(LINEAGE[variant])
    address.keep(OF_GRU)
    return replace(GRUSettings(), learnt=learnt, variant=variant, compared=compared, **more)


def sizes() -> tuple[int, int]:
    """Ask for the sizes D and H of the cells whose parameters are counted."""
    found = controls.layer_sizes()
    address.keep(OF_GRU)
    return found


def _text(learnt: str) -> str:
    example = network(learnt)
    keep_typed("compared", learnt, example.default)
    return typed(
        "compared",
        "Your own letters" if example.reads == "letters" else "Your own words",
        example.default,
        "One step for each item, at most 64. Enter runs it.",
        placeholder=f"for example: {example.default}",
    )


def _more(learnt: str) -> dict[str, Any]:
    """What only a random network is set by."""
    if learnt != RANDOM:
        st.caption("Trained networks come as they are. Choose “Random networks” to set H and seed.")
        return {}
    return {
        "hidden": whole("hidden", "H, units", "How many numbers each gate and state has."),
        "seed": whole("seed", "Seed", "The same seed gives the same numbers again."),
    }
