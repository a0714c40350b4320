"""What leads a learner through the picture of a page: the guided tour, and a prediction made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from lstm_ui import address, progress
from lstm_ui.backprop.controls import set_up
from lstm_ui.gradients.controls import preset
from lstm_ui.lessons import Show
from lstm_ui.settings import OF_GRADIENTS, OF_UNROLLED, TABLE, Settings
from lstm_ui.surgery.controls import restore
from lstm_ui.tour import TITLE, Stop, load_tour, script

BEGIN = "tour"
"""The parameter of an address that begins the tour: ``/cell?tour=1``."""
PICTURE = "pages/cell.py"
ICON = ":material/play_circle:"
_SCRIPT, _ASKED = "guide.script", "guide.asked"


def led(controls: Callable[[], Settings]) -> Settings:
    """Draw those controls, and begin the tour where the address asks for it."""
    asked = address.read(BEGIN)
    if asked is not None:
        address.write(BEGIN, "", "")  # the link to share is to the picture, not to its beginning
        st.session_state[_ASKED] = asked == "1"
    elif st.session_state.pop(_ASKED, False):
        begin_tour(progress.here())
    settings = controls()
    if st.session_state.get(_ASKED, False):
        st.rerun()  # only now: the controls have taken in what else the address says
    return settings


def tour_button() -> None:
    """Offer the tour of the picture."""
    told = (progress.here(),)
    st.button(_offer(), key="tour", on_click=begin_tour, args=told, icon=ICON)


def tour_link() -> None:
    """Offer the tour from another page."""
    st.page_link(PICTURE, label=_offer(), icon=ICON, query_params={BEGIN: "1"})


def begin_tour(page: str) -> None:
    """Open the network of the tour on that page, and let the picture run through it."""
    restore(Settings())
    _run(page, TITLE, load_tour(), "")


def run(page: str, show: Show, title: str, back: str) -> None:
    """Open what a question shows, and let the picture run through it.

    ``title`` is the verdict on the prediction, ``back`` the element to which the picture leads
    back.
    """
    _opener(show.settings)()
    _run(page, title, [Stop(place, said) for place, said in show.stops], back)


def running() -> dict[str, Any] | None:
    """What the picture of this page is to run through, as its player takes it."""
    page, told = st.session_state.get(_SCRIPT, ("", None))
    return told if page == progress.here() else None


def _run(page: str, title: str, stops: Sequence[Stop], back: str) -> None:
    name = uuid4().hex[:8]  # no count: after a lost connection a browser would know the first few
    st.session_state[_SCRIPT] = (page, script(name, title, stops, back))


def _offer() -> str:
    minutes = round(sum(stop.dwell for stop in load_tour()) / 60)
    return f"Guided tour, {minutes} minutes"


def _opener(settings: Mapping[str, str]) -> Callable[[], None]:
    values: dict[str, Any] = {name: TABLE[name].read(text) for name, text in settings.items()}
    values |= {name: settings[name] for name in values if not _is_bounded(name)}
    if set(values) <= set(OF_UNROLLED):
        return lambda: set_up(values.get("unrolled", "RNN"), values.get("weights", "hand-set"))
    if set(values) <= set(OF_GRADIENTS):
        return lambda: preset(values)
    return lambda: restore(Settings(**values))


def _is_bounded(name: str) -> bool:
    """Whether a setting is a choice or a whole number; a text is taken as it stands."""
    return bool(TABLE[name].options or TABLE[name].high)
