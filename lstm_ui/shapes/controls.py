"""What the player of the five shapes reads: a text field, or what the player itself tells."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lstm_ui import address
from lstm_ui.settings import CHOICES, OF_SHAPES, TABLE, WHOLE_NUMBERS, ShapeSettings
from lstm_ui.shapes.kinds import KINDS, Kind
from lstm_ui.widgets import keep_typed, suggestions, take_from_address, typed

IN_THE_PLAYER = ("shape", "lit")
"""What no widget sets: the player tells it."""
_PREDICTED = "shapes.predicted"


def shape_controls(predicted: dict[str, str | None]) -> ShapeSettings:
    """Draw what the chosen shape reads, and return all that is set.

    ``predicted`` names the shape that each prediction is about, with what was predicted. A new
    prediction chooses its shape.
    """
    if address.follow(OF_SHAPES, WHOLE_NUMBERS, CHOICES):
        for name in IN_THE_PLAYER:
            take_from_address(name)
    _follow_predictions(predicted)
    shape = str(st.session_state.setdefault("shape", TABLE["shape"].default))
    lit = int(st.session_state.setdefault("lit", TABLE["lit"].default))
    kind = KINDS[shape]
    keep_typed("given", shape, kind.default)
    given = _text(kind) if kind.field else None
    for name, value in (("shape", shape), ("lit", str(lit))):
        address.write(name, value, str(TABLE[name].default))
    address.keep(OF_SHAPES)
    return ShapeSettings(shape, given, lit)


def chosen(message: dict[str, Any]) -> None:
    """Set what the player tells: another shape, or other segments."""
    for name in IN_THE_PLAYER:
        if name in message and TABLE[name].takes(str(message[name])):
            st.session_state[name] = TABLE[name].read(str(message[name]))


def predictions(predicted: dict[str, str | None]) -> int:
    """How many questions the learner has answered, or asked to be shown without a guess."""
    return sum(answer is not None for answer in predicted.values())


def _follow_predictions(predicted: dict[str, str | None]) -> None:
    """Choose the shape of a prediction that was not there at the last run."""
    made = {shape for shape, answer in predicted.items() if answer is not None}
    for shape in made - st.session_state.get(_PREDICTED, set()):
        st.session_state["shape"] = shape
    st.session_state[_PREDICTED] = made


def _text(kind: Kind) -> str:
    text = typed(
        "given",
        kind.field,
        kind.default,
        "The trained network reads it as you typed it. Enter runs it.",
        placeholder=f"for example: {kind.default}",
    )
    suggestions("given", (kind.default, *kind.suggestions), "Inputs worth trying", kind.key)
    return text
