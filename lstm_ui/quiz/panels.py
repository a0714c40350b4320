"""The quiz itself."""

from __future__ import annotations

import streamlit as st

from lstm_ui.mounting import hearing, register
from lstm_ui.quiz import cache
from lstm_ui.quiz.controls import Asked, another

_QUIZ = register("quiz", "quiz.mjs", "quiz.css")

# On paper there is the sheet alone: it stands in the player, which hides all else of itself.
ON_PAPER = """<style>@media print {
  .st-key-opening, .st-key-quiz-controls, [class*="st-key-words-"],
  [data-testid="stPageLink"] { display: none; }
  html, body, [data-testid="stApp"], [data-testid="stMain"] { background: #fff !important; }
}</style>"""


def quiz(asked: Asked) -> None:
    """The quiz of those topics, that length and that number."""
    st.html(ON_PAPER)
    _QUIZ(
        key="quiz",
        data=cache.quiz(asked.topics, asked.most, asked.paper),
        on_another_change=hearing("quiz", lambda _: another(), "another"),
    )
