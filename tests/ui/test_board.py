"""What the board of challenges is handed."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui.challenges.board import Checked, board_payload
from lstm_ui.theme import palette
from tests.ui.visits import payloads


@dataclass(frozen=True)
class Challenge:
    key: str
    title: str
    level: str
    goal: str = "Make c_t reach 5."
    tools: str = "the bias b_f"
    hint: str = "Keep everything."
    learnt: str = "c counts."
    opening: object = None


@dataclass(frozen=True)
class Verdict:
    solved: bool
    sentence: str


CHALLENGES = {
    key: Challenge(key, key.title(), level)
    for key, level in (("keep", "easy"), ("count", "hard"), ("copy", "medium"))
}


def test_the_board_is_told_everything_of_each_challenge_but_its_opening() -> None:
    shown = board_payload(CHALLENGES, "count", None)
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert shown["challenges"][1] == {
        "key": "count",
        "title": "Count",
        "level": "hard",
        "goal": "Make c_t reach 5.",
        "tools": "the bias b_f",
        "hint": "Keep everything.",
        "learnt": "c counts.",
    }
    assert (shown["open"], shown["verdict"], shown["version"]) == ("count", None, 1)
    assert shown["palette"] == palette()


@pytest.mark.parametrize("key", ["", "zebra", "<b>"])
def test_a_key_that_names_no_challenge_opens_none(key: str) -> None:
    assert board_payload(CHALLENGES, key, None)["open"] == ""


@pytest.mark.parametrize("solved", [True, False])
def test_a_verdict_says_on_what_and_after_which_check(solved: bool) -> None:
    verdict = Verdict(solved, "c reaches 4.2.")
    shown = board_payload(CHALLENGES, "keep", Checked("keep", verdict, 3))["verdict"]
    assert shown == {"key": "keep", "solved": solved, "sentence": "c reaches 4.2.", "count": 3}


def _board() -> None:
    import streamlit as st

    from lstm_ui import components
    from lstm_ui.challenges.board import board_payload

    heard = st.session_state.setdefault("heard", [])
    components.challenges(
        board_payload({}, "", None),
        lambda key: heard.append(("opened", key)),
        lambda key: heard.append(("asked", key)),
    )


def test_the_board_stands_on_a_page_and_nothing_is_heard_before_a_message_comes() -> None:
    app = AppTest.from_function(_board).run()
    assert not app.exception
    (shown,) = payloads(app, "challenges")
    assert shown["challenges"] == []
    assert app.session_state["heard"] == []
