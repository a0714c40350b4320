"""The widgets of the cell pages, which set what :mod:`lstm_ui.settings` lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from lstm_ui import address
from lstm_ui.settings import (
    CHOICES,
    OF_CELLS,
    TABLE,
    WHOLE_NUMBERS,
    Settings,
    starting_numbers,
)
from lstm_ui.sources import NETWORKS, RANDOM, cells_offered, network
from lstm_ui.surgery.controls import draw_button, edits_of, owner_of, restore
from lstm_ui.widgets import choice, keep_typed, pick, suggestions, typed, whole


def controls(also: Collection[str] = (), opening: Mapping[str, str] | None = None) -> Settings:
    """Draw the controls in one row, with texts worth trying below, and return what they say.

    ``also``: what else the page is set by, lower down; ``opening`` as address.follow has it.
    """
    names = (*OF_CELLS, *also)
    decided_by_address = address.follow(names, WHOLE_NUMBERS, CHOICES, opening)
    columns = st.columns([2.2, 2.75, 5, 1.4], vertical_alignment="bottom", gap="small")
    with columns[0]:
        net = pick(
            "net",
            NETWORKS,
            "Network",
            "Trained networks learnt their task with this app's own engine. Hand-set ones isolate "
            "one gate each. A random one has learnt nothing.",
            decided_by_address,
        )
    with columns[1]:
        cell = _cell(net)
    with columns[2]:
        text = _text(net)
    with columns[3], st.popover("More", icon=":material/tune:", width="stretch"):
        more = _more(net, cell)
    _suggest(net)
    edits = edits_of(owner_of(net, cell, _hidden_size(net, cell, more)), decided_by_address)
    address.keep(names)
    return Settings(net=net, cell=cell, text=text, edits=edits, **more)


def layer_sizes() -> tuple[int, int]:
    """Draw the two fields of the parameter counter: numbers read and units."""
    left, right = st.columns(2)
    with left:
        inputs = whole("inputs", "D, numbers in the input x", "How long the vector x is.")
    with right:
        units = whole("outputs", "H, units", "How many numbers h holds, and so does c.")
    return inputs, units


def carried_over() -> bool:
    """Ask whether the states go on from one text to the next."""
    label = "Between the two readings the states are"
    return choice("reset", label, "The weights stay anyway.") == TABLE["reset"].options[1]


def _cell(net: str) -> str:
    offered = cells_offered(net)
    if st.session_state.get("cell", offered[0]) not in offered:
        st.session_state["cell"] = offered[0]
    cell = st.segmented_control(
        "Cell",
        offered,
        default=offered[0],
        required=True,
        key="cell",
        bind="query-params",
        help="The kind of cell. Where RNN and GRU are offered, they learnt the same task.",
    )
    return str(cell or offered[0])


def _text(net: str) -> str:
    example = network(net)
    keep_typed("text", net, example.default)
    label = {"words": "Your own words", "letters": "Your own letters", "numbers": "Your numbers"}
    return typed(
        "text",
        label[example.reads],
        example.default,
        "One step for each item, at most 64. Enter runs it.",
        placeholder=f"for example: {example.default}",
    )


def _suggest(net: str) -> None:
    example = network(net)
    suggestions("text", (example.default, *example.suggestions), "Texts worth trying", net)


def _more(net: str, cell: str) -> dict[str, Any]:
    """Controls that a first reading does without."""
    more: dict[str, Any] = {}
    if net == RANDOM:
        more["hidden"] = whole("hidden", "H, units", "How many numbers each gate and state has.")
    if cell == "LSTM":
        more["candidate"] = choice(
            "candidate",
            "What squashes the candidate",
            "tanh gives a direction, −1…1. ReLU only ever adds and has no upper bound; no network "
            "here was trained with it.",
        )
    more["start"] = choice(
        "start",
        "States before the first step",
        "Usually zero. Random ones come from the seed, typed ones from you.",
    )
    hidden_size = _hidden_size(net, cell, more)
    if more["start"] == "typed":
        for name in ("h0", "c0") if cell == "LSTM" else ("h0",):
            more[name] = _state(name, owner_of(net, cell, hidden_size), hidden_size)
    if net == RANDOM or more["start"] == "random":
        more["seed"] = whole("seed", "Seed", "The same seed gives the same numbers again.")
        draw_button()
    st.button(
        "Reset",
        on_click=_reset,
        args=(net, hidden_size),
        help="Back to this example's own text, to zero states and to exactly the same network.",
    )
    return more


def _hidden_size(net: str, cell: str, more: dict[str, Any]) -> int:
    return more.get("hidden") or network(net, cell).model.layers[0].hidden_size


def _state(name: str, owner: str, hidden_size: int) -> str:
    default = starting_numbers(name, hidden_size)
    keep_typed(name, owner, default)
    return typed(
        name,
        "First hidden state h₀" if name == "h0" else "First cell state c₀",
        default,
        f"{hidden_size} numbers between commas, one for each unit.",
    )


def _reset(net: str, hidden_size: int) -> None:
    st.session_state["text"] = network(net).default
    for name in ("start", "candidate", "edits"):
        st.session_state[name] = TABLE[name].default
    for name in ("h0", "c0"):
        st.session_state[name] = starting_numbers(name, hidden_size)


def example_button(label: str, net: str, **more: str) -> None:
    """Offer to open another example in the picture of this page, as the lesson speaks of it."""
    st.button(label, on_click=_open, args=(net, more), icon=":material/play_arrow:")


def examples_opened() -> int:
    """How many examples were opened so far: with each, the page goes back to its picture."""
    return int(st.session_state.get("opened", 0))


def attend() -> None:
    """Let the page go back to its picture when it is next drawn."""
    st.session_state["opened"] = examples_opened() + 1


def _open(net: str, more: dict[str, Any]) -> None:
    attend()
    hidden_size = network(net).model.layers[0].hidden_size
    started = {name: starting_numbers(name, hidden_size) for name in ("h0", "c0")}
    restore(Settings(**{"net": net, **started, **more}))
