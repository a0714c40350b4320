"""The widgets of the cell with swapped functions."""

from __future__ import annotations

import streamlit as st

from lstm_ui import address
from lstm_ui.settings import CHOICES, OF_SQUASHING, WHOLE_NUMBERS, SwapSettings
from lstm_ui.sources import NETWORKS, network
from lstm_ui.widgets import keep_typed, pick, typed

_OPENED = "squashing.opened"
_SHOWN = "squashing.shown"


def arrive() -> bool:
    """Learn what the address says; whether it decides. Before the first widget of the page."""
    return address.follow(OF_SQUASHING, WHOLE_NUMBERS, CHOICES)


def swap_controls(by_address: bool) -> SwapSettings:
    """Draw what chooses the network and its text, and return what they say."""
    columns = st.columns([1, 1.6], vertical_alignment="bottom", gap="small")
    with columns[0]:
        net = pick(
            "swap_net",
            NETWORKS,
            "Network",
            "Its weights stay as they are. Only what squashes their sums is swapped.",
            by_address,
        )
    example = network(net)
    keep_typed("swap_text", net, example.default)
    label = {"words": "Your own words", "letters": "Your own letters"}[example.reads]
    with columns[1]:
        text = typed(
            "swap_text",
            label,
            example.default,
            "One step for each item, at most 64. Enter runs it.",
            placeholder=f"for example: {example.default}",
        )
    address.keep(OF_SQUASHING)
    return SwapSettings(net, text)


def swap_button(label: str, net: str, swap: str) -> None:
    """Offer to open a network with that swap in the picture above, and to play it."""
    st.button(label, on_click=_open, args=(net, swap), icon=":material/play_arrow:")


def show_once(net: str) -> None:
    """Open that network the first time that this is asked for; before the widgets are drawn."""
    if st.session_state.get(_SHOWN):
        return
    st.session_state[_SHOWN] = True
    if st.session_state.get("swap_net") not in (None, net):
        _fill(net)


def opened() -> dict[str, object]:
    """Which swap was asked for last, and how often any was."""
    count, swap = st.session_state.get(_OPENED, (0, ""))
    return {"count": count, "swap": swap}


def _open(net: str, swap: str) -> None:
    count, _ = st.session_state.get(_OPENED, (0, ""))
    _fill(net)
    st.session_state[_OPENED] = (count + 1, swap)


def _fill(net: str) -> None:
    """Choose a network, and its own text."""
    keep_typed("swap_text", net, network(net).default)
    st.session_state["swap_net"] = net
    st.session_state["swap_text"] = network(net).default
