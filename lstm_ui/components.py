"""The players by name: what each is given, and what it tells of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lstm_ui.mounting import Operated, bundle, head_start, hearing, register
from lstm_ui.payloads import beside_payload

_MATRICES = register("matrices", "matrix.mjs", "bench.css", "matrix.css")
_PLAYER = register("player", "index.mjs", "flow.css", "bench.css", "operating.css", "tour.css")
_BESIDE = register("beside", "beside.mjs")
_BACKPROP = register("backprop", "backprop.mjs", "backprop.css", "tour.css")
_FLOW = register("flow", "flow.mjs", "flow.css", "tour.css")
_WINDOWS = register("windows", "windows.mjs", "flow.css")
_JOURNEY = register("journey", "journey.mjs", "journey.css")
_CHALLENGES = register("challenges", "challenges.mjs", "challenges.css")
_TRACK = st.components.v2.component("gatescope_track", js=bundle("track.mjs"))
_CORNERS = register("corners", "corners.mjs", "flow.css", "asides.css")
_SEQUEL = register("sequel", "sequel.mjs", "flow.css", "asides.css")
_SHAPES = register("shapes", "shapes.mjs", "asides.css")
_CARDS = register("cards", "cards.mjs", "cards.css")


def _asked(attend: int, script: dict[str, Any] | None) -> dict[str, Any]:
    """What else on the page asks of a player, where it asks for anything."""
    return {"attend": attend} | ({} if script is None else {"script": script})


def player(
    payload: dict[str, Any],
    shows: object,
    operated: Operated | None = None,
    *,
    attend: int = 0,
    script: dict[str, Any] | None = None,
) -> None:
    """Show the cell player; from here on the browser steps and plays by itself.

    ``shows`` is what the picture was made of. When ``attend`` has changed since the last run, the
    page scrolls to it and gives it the focus; when ``script`` has, it runs through its stops.
    ``operated`` hears what the learner does at the operating table, where there is one.
    """
    data = payload | _asked(attend, script)
    _PLAYER(key="player", data=data, on_operate_change=hearing("player", operated))
    head_start(shows)


def matrices(payload: dict[str, Any], operated: Operated) -> None:
    """Show the weights and biases of a network; ``operated`` hears of those that are changed."""
    _MATRICES(key="matrices", data=payload, on_operate_change=hearing("matrices", operated))


def beside(left: dict[str, Any], right: dict[str, Any], *, key: str = "beside") -> None:
    """Show two cells side by side, at the step at which the second writes most."""
    _BESIDE(key=key, data=beside_payload(left, right))


def backprop(
    payload: dict[str, Any],
    shows: object,
    *,
    attend: int = 0,
    script: dict[str, Any] | None = None,
) -> None:
    """Show the player of backpropagation; all but ``payload`` as for the cell player."""
    _BACKPROP(key="backprop", data=payload | _asked(attend, script))
    head_start(shows)


def flow(
    payload: dict[str, Any],
    shows: object,
    turned: Callable[[str, float], None],
    *,
    attend: int = 0,
    script: dict[str, Any] | None = None,
) -> None:
    """Show the player of gradients; ``turned`` hears where a dial has come to rest."""

    def heard(dial: dict[str, Any]) -> None:
        turned(dial["name"], dial["value"])

    data = payload | _asked(attend, script)
    _FLOW(key="flow", data=data, on_dial_change=hearing("flow", heard, "dial"))
    head_start(shows)


def windows(payload: dict[str, Any]) -> None:
    """Show the figure of truncated backpropagation."""
    _WINDOWS(key="windows", data=payload)


def track(page: str, answers: Mapping[str, str]) -> None:
    """Note in the browser that the page of that path was seen, and what was predicted there.

    There is nothing to look at.
    """
    _TRACK(key="track", data={"page": page, "answers": dict(answers)})


def journey(payload: dict[str, Any]) -> None:
    """Show what of the app was seen and solved, as the browser remembers it."""
    _JOURNEY(key="journey", data=payload)


def challenges(
    payload: dict[str, Any], opened: Callable[[str], None], asked: Callable[[str], None]
) -> None:
    """Show the board of challenges.

    ``opened`` hears the key of one that is opened or started over, ``asked`` of one to check.
    """

    def named(act: Callable[[str], None]) -> Operated:
        return lambda message: act(str(message.get("key")))

    _CHALLENGES(
        key="challenges",
        data=payload,
        on_open_change=hearing("challenges", named(opened), "open"),
        on_check_change=hearing("challenges", named(asked), "check"),
    )


def corners(payload: dict[str, Any]) -> None:
    """Show one unit at the four corners of forget and input gate."""
    _CORNERS(key="corners", data=payload)


def sequel(payload: dict[str, Any]) -> None:
    """Show two texts after one another, the state carried over and reset."""
    _SEQUEL(key="sequel", data=payload)


def shapes(payload: dict[str, Any]) -> None:
    """Show the shape of every array of a cell."""
    _SHAPES(key="shapes", data=payload)


def cards(payload: dict[str, Any], changed: Callable[[dict[str, Any]], None]) -> None:
    """Show the cards of traced values; ``changed`` hears which cards are to stand."""
    _CARDS(key="cards", data=payload, on_pins_change=hearing("cards", changed, "pins"))
