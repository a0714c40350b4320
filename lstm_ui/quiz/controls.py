"""The widgets of the quiz: topics, length, and its number."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lstm_ui import address
from lstm_ui.quiz.items import TOPICS, load_items
from lstm_ui.settings import CHOICES, OF_QUIZ, TABLE, WHOLE_NUMBERS
from lstm_ui.widgets import choice, several, whole


@dataclass(frozen=True)
class Asked:
    """What the learner wants to be asked; equal ones give the same quiz."""

    topics: tuple[str, ...]
    most: int
    paper: int


def quiz_controls() -> Asked:
    """Draw the controls in one row and return what they say."""
    by_address = address.follow(OF_QUIZ, WHOLE_NUMBERS, CHOICES)
    with st.container(key="quiz-controls"):
        topics = several("topics", TOPICS, "Topics, all if none is chosen",
                         "Each is a page of the course, by its title.", by_address)  # fmt: skip
        columns = st.columns([1.9, 1.3, 7.6], vertical_alignment="bottom", gap="small")
        with columns[0]:
            items = choice("items", "Questions", "How many are drawn from those topics.")
        with columns[1]:
            paper = whole("paper", "Quiz number", "The same number gives the same questions in "
                          "the same order with the same numbers in them, to everyone.")  # fmt: skip
    address.keep(OF_QUIZ)
    return Asked(topics, len(load_items()) if items == "all" else int(items), paper)


def another() -> None:
    """Go on to the quiz of the next number."""
    setting = TABLE["paper"]
    now = int(st.session_state.get("paper", setting.default))
    st.session_state["paper"] = setting.low if now >= setting.high else now + 1
