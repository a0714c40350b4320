"""What the buttons of the player of trainings do, on whichever page it stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import streamlit as st

from lstm_ui.training.cache import Seat
from lstm_ui.training.problem import Problem

_STOPPED = "train.stopped"


def acting(
    seat: Seat, problems: Sequence[Problem], begun: Callable[[], None]
) -> Callable[[dict[str, Any]], None]:
    """What hears the buttons of the player; ``begun`` is called when a training begins."""

    def train() -> None:
        begun()
        stopped().difference_update(problem.key for problem in problems)
        seat.want(problems)

    def stop() -> None:
        stopped().update(p.key for p in problems if seat.look(p).status in ("running", "waiting"))
        stopped().update(p.key for p in problems if seat.look(p).status == "paused")
        seat.leave()

    def again() -> None:
        for problem in problems:
            seat.forget(problem)
        train()

    deeds = {"train": train, "resume": train, "pause": seat.leave, "stop": stop, "again": again}

    def hear(message: dict[str, Any]) -> None:
        deed = deeds.get(str(message.get("do")))
        if deed is not None:
            deed()

    return hear


def stopped() -> set[Any]:
    """Keys of the trainings that this learner has stopped."""
    keys: set[Any] = st.session_state.setdefault(_STOPPED, set())
    return keys


def hold(page: str, of: Hashable, found: object) -> None:
    """Keep what was loaded on that page, as long as the page shows what it is a network ``of``."""
    st.session_state[f"{page}.loaded"] = (of, found)


def held(page: str, of: Hashable) -> Any:
    """What was loaded there and is a network of that; None where there is none."""
    kept, found = st.session_state.get(f"{page}.loaded", (None, None))
    return found if kept == of else None


def drop(page: str) -> None:
    """Go back from what was loaded there to what is trained there."""
    st.session_state.pop(f"{page}.loaded", None)
