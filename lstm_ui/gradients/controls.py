"""The widgets of the page on vanishing and exploding gradients."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui import address
from lstm_ui.controls import attend
from lstm_ui.gradients.three import TITLES, default_text
from lstm_ui.settings import CHOICES, OF_GRADIENTS, TABLE, WHOLE_NUMBERS, GradientSettings
from lstm_ui.widgets import choice, keep_typed, pick, take_from_address, typed, whole

DIALS = ("steps", "scale", "forget")
"""Those of the player; the address names them like any widget."""
CLIPPING = ("clip", "limit", "rate")


def gradient_controls() -> GradientSettings:
    """Draw the controls in one row and return what they and the player's dials say."""
    by_address = address.follow(OF_GRADIENTS, WHOLE_NUMBERS, CHOICES)
    columns = st.columns([2.5, 5, 3.7, 1.4], vertical_alignment="bottom", gap="small")
    with columns[0]:
        three = pick(
            "three",
            TITLES,
            "Networks",
            "An RNN, an LSTM and a GRU: drawn from the same seed at the same size, or trained on "
            "the same task.",
            by_address,
        )
    with columns[1]:
        read = _text(three)
    with columns[2]:
        loss = choice("loss", "Loss at the", "Where the answer is asked for: there the gradient "
                      "starts.")  # fmt: skip
    with columns[3], st.popover("More", icon=":material/tune:", width="stretch"):
        more = _more(three, loss)
    more |= {name: _dial(name, by_address) for name in DIALS}
    address.keep(OF_GRADIENTS)
    return GradientSettings(three=three, read=read, loss=loss, **more)


def clipping_controls() -> tuple[str, str, str]:
    """Draw what decides the updates from the wall: how it is clipped, where, and the rate."""
    columns = st.columns([1.2, 1.6, 1.6, 2], gap="small")
    with columns[0]:
        by = choice("clip", "Clip", "By norm the whole gradient is shortened; by value each of "
                    "its numbers is cut.")  # fmt: skip
    with columns[1]:
        limit = choice("limit", "at", "The longest gradient, or the largest number in it.")
    with columns[2]:
        rate = choice("rate", "Learning rate", "What the gradient is multiplied by.")
    address.keep(OF_GRADIENTS)
    return by, limit, rate


def preset_button(label: str, **wanted: str | int) -> None:
    """Offer to open the lanes with these settings, and all others as they are at first."""
    st.button(label, on_click=preset, args=(wanted,), icon=":material/play_arrow:")


def preset(wanted: dict[str, str | int]) -> None:
    three = str(wanted.get("three", TABLE["three"].default))
    keep_typed("read", three, "")  # what was typed for the last networks waits for their return
    fresh = {name: TABLE[name].default for name in OF_GRADIENTS if name not in CLIPPING}
    for name, value in (fresh | {"read": default_text(three)} | wanted).items():
        st.session_state[name] = value
    attend()


def turn(name: str, value: float, own: float) -> None:
    """Note where a dial of the player has come to rest; ``own`` is the network's forget bias."""
    wanted = "own" if name == "forget" and value == round(own, 2) else f"{value:g}"
    if name in DIALS and TABLE[name].takes(wanted):
        st.session_state[name] = TABLE[name].read(wanted)


def _text(three: str) -> str:
    default = default_text(three)
    keep_typed("read", three, default)
    return typed(
        "read",
        "Your own numbers" if three == "numbers" else "Your own text",
        default,
        "One step for each item, again and again up to T. Enter runs it.",
        placeholder=f"for example: {default}",
    )


def _more(three: str, loss: str) -> dict[str, Any]:
    """Controls that a first reading does without."""
    more: dict[str, Any] = {}
    if loss == "one step":
        more["asked"] = whole("asked", "At which step", "The only step whose answer counts.")
    if three in ("random", "numbers"):
        more["hidden"] = whole("hidden", "H, units", "How many numbers each gate and state has.")
        more["seed"] = whole("seed", "Seed", "The same seed gives the same numbers again.")
    more["rnn"] = choice(
        "rnn",
        "Activation of the RNN",
        "tanh keeps h within −1…1; its slope is 1 at 0 and smaller everywhere else. ReLU has no "
        "bound, and its slope is 0 or 1.",
    )
    more["held"] = choice(
        "held",
        "Hold the LSTM’s forget gate at",
        "Whatever the network would make of it. A held gate is a constant: no gradient passes "
        "through it to the weights.",
    )
    more["drive"] = choice(
        "drive",
        "Saturation: inputs times",
        "Large inputs drive sigmoid and tanh to their ends, where their slopes are nearly 0.",
    )
    return more


def _dial(name: str, by_address: bool) -> Any:
    """What a dial of the player says."""
    setting = TABLE[name]
    if by_address:
        take_from_address(name)
    value = st.session_state.setdefault(name, setting.default)
    address.write(name, str(value), str(setting.default))
    return value
