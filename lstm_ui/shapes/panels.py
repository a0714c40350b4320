"""The pictures of the page on shapes: the player of all five, and the exercise."""

from __future__ import annotations

from typing import Any

from lstm_ui.lessons import Section
from lstm_ui.mounting import hearing, register
from lstm_ui.panels import numbers
from lstm_ui.questions import became, committed
from lstm_ui.shapes import cache, controls
from lstm_ui.shapes.exercise import exercise_payload
from lstm_ui.shapes.tables import graph_table
from lstm_ui.shell import say

_INOUT = register("inout", "inout.mjs", "flow.css", "inout.css")
_SORTING = register("sorting", "sorting.mjs", "inout.css", "sorting.css")
ABOUT = {"many-unequal": "without"}
"""Which of two networks a prediction is about, by its shape; the first shows until it is made."""


def five_shapes(at_the_end: Section, over_the_bridge: Section) -> None:
    """The five shapes as one player, with the sections of the two predictions about them."""
    asking = {"many-one": at_the_end, "many-unequal": over_the_bridge}
    predicted = {shape: committed(section.heading) for shape, section in asking.items()}
    settings = controls.shape_controls(predicted)
    found = cache.inout(settings)
    if isinstance(found, str):
        say(found)
        return
    made = controls.predictions(predicted)
    looks = ABOUT.get(settings.shape, "") if predicted.get(settings.shape) is not None else ""
    asked: dict[str, Any] = {"reveal": made, "attend": made, "looks": looks}
    about = asking.get(settings.shape)
    asked["predicted"] = became(about) if about else None
    _INOUT(
        key="inout",
        data=found | asked,
        on_choose_change=hearing("inout", controls.chosen, "choose"),
    )
    name = f"shapes-{settings.shape}"
    numbers("The numbers behind the picture", lambda: graph_table(found), name)


def exercise() -> None:
    """Tasks to be put to their shapes; the browser checks them by itself."""
    _SORTING(key="sorting", data=exercise_payload())
