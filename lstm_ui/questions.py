"""Predict, then reveal: a question of a lesson, its answer, and what the picture then shows."""

from __future__ import annotations

import streamlit as st

from lstm_ui import guide, progress
from lstm_ui.glossary.linking import linked
from lstm_ui.lessons import Lesson, Question, Section

SKIP = "Show me without a guess"
AGAIN = "Ask me again"
REPLAY = "Show it in the picture again"


def ask(section: Section, question: Question) -> None:
    """Offer the answers, each a button, so that none is chosen on the way to another."""
    chosen = committed(section.heading)
    with st.container(key=f"ask-{section.slug}", gap="xsmall"):
        if chosen is not None:
            _reveal(section, question, chosen)
            return
        st.caption("What do you think? Choose, and the answer shows.")
        page = progress.here()  # a button's callback runs before Streamlit knows the page again
        for number, option in enumerate(question.options):
            key, told = f"option-{number}-{section.slug}", (page, section, option)
            st.button(option, key=key, on_click=_commit, args=told, width="stretch")
        key, told = f"skip-{section.slug}", (page, section, "")
        st.button(SKIP, key=key, on_click=_commit, args=told, type="tertiary")


def committed(heading: str) -> str | None:
    """What the learner has predicted in the section of that heading.

    It is "" where the answer was asked for without a prediction, and None before.
    """
    chosen: str | None = st.session_state.get(_key(progress.here(), heading))
    return chosen


def became(section: Section) -> dict[str, str] | None:
    """The verdict on the prediction in that section, and the element that says why; None before.

    It is what ``assets/player/verdict.mjs`` draws.
    """
    chosen = committed(section.heading)
    if section.question is None or chosen is None:
        return None
    verdict = _verdict(section.question, chosen)
    return {"verdict": verdict, "back": f"st-key-words-{section.slug}"}


def answers(lesson: Lesson) -> dict[str, str]:
    """What was predicted here in this visit, by section: "right", "wrong" or "skipped"."""
    found = {}
    for section in lesson.sections:
        chosen = committed(section.heading)
        if section.question is not None and chosen is not None:
            found[section.slug] = section.question.judged(chosen)
    return found


def _reveal(section: Section, question: Question, chosen: str) -> None:
    if chosen:
        st.caption(f"Your prediction: {chosen}")
    st.markdown(f"**{_verdict(question, chosen)}** {linked(_reason(question, chosen))}")
    page = progress.here()
    with st.container(horizontal=True):
        if question.show is not None:
            key, icon = f"show-{section.slug}", ":material/play_arrow:"
            st.button(REPLAY, key=key, on_click=_run, args=(page, section, chosen), icon=icon)
        key = f"again-{section.slug}"
        st.button(AGAIN, key=key, on_click=_forget, args=(page, section), type="tertiary")


def _verdict(question: Question, chosen: str) -> str:
    right = question.right.rstrip(".")
    said = {"right": "Right.", "wrong": f"Not quite: {right}.", "skipped": f"{right}."}
    return said[question.judged(chosen)]


def _reason(question: Question, chosen: str) -> str:
    return f"{question.reasons.get(chosen, '')} {question.reveal}".strip()


def _commit(page: str, section: Section, option: str) -> None:
    st.session_state[_key(page, section.heading)] = option
    _run(page, section, option)


def _run(page: str, section: Section, chosen: str) -> None:
    """Let the picture run, and say there what became of the prediction."""
    question = section.question
    if question is not None and question.show is not None:
        title = _verdict(question, chosen)
        guide.run(page, question.show, title, f"st-key-words-{section.slug}")


def _forget(page: str, section: Section) -> None:
    st.session_state[_key(page, section.heading)] = None


def _key(page: str, heading: str) -> str:
    """Where a prediction is kept; two pages may have sections of one heading."""
    return f"ask.{page}#{heading}"
