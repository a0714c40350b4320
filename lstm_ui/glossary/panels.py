"""The glossary with its flashcards, and the card of a term that any page can show."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lstm_ui.glossary.entries import flashcards, glossary
from lstm_ui.glossary.linking import terms_of
from lstm_ui.glossary.payload import gloss_payload, glossary_payload
from lstm_ui.lessons import Lesson
from lstm_ui.mounting import PLAYER, bundle, register

_GLOSSARY = register("glossary", "glossary.mjs", "glossary.css", "flashcards.css")
# It is on every page and needs nothing of the players' look, so player.css stays out of it.
_GLOSS = st.components.v2.component(
    "gatescope_gloss",
    css=(PLAYER / "gloss.css").read_text(encoding="utf-8"),
    js=bundle("gloss.mjs"),
)


def glossary_and_cards() -> None:
    """Look something up, or be asked."""
    _GLOSSARY(key="glossary", data=glossary_payload(glossary(), flashcards(), _places()))


def glosses(lesson: Lesson) -> None:
    """Let the terms in the words of that lesson show their entry on hover and on focus."""
    texts = (text for section in lesson.sections for text in section.texts)
    keys = {key for text in texts for key in terms_of(text)}
    entries = [entry for entry in glossary() if entry.key in keys]
    if entries:
        _GLOSS(key="gloss", data=gloss_payload(entries))


def _places() -> dict[str, str]:
    """Titles of the pages in the navigation, by path."""
    ctx = get_script_run_ctx()
    if ctx is None:
        return {}
    return {
        f"/{page['url_pathname']}": page["page_name"]
        for page in ctx.pages_manager.get_pages().values()
        if "url_pathname" in page
    }
