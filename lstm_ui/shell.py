"""What every page shares: its head, its measure, its words and the way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lstm_ui import address, progress
from lstm_ui.glossary.linking import linked
from lstm_ui.glossary.panels import glosses
from lstm_ui.lessons import Lesson
from lstm_ui.questions import answers, ask

# Streamlit has options for colours, fonts and the space above, but none for these.
STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; max-width: 100rem; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
.st-key-opening h1 { padding: 0; line-height: 1.25; }
.st-key-opening [data-testid="stHeading"], .st-key-opening [data-testid="stHeading"] > * {
  margin: 0; }
[data-testid="stMainBlockContainer"] h2 { padding: 1.6rem 0 0.2rem; }
.st-key-takeaway { gap: 0.4rem 2rem; }
.st-key-takeaway > :first-child { flex: 1 1 30rem; }
.st-key-takeaway [data-testid="stPageLink"] a {
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); padding: 0.4rem 0.8rem; }
.st-key-takeaway > :first-child p { font-size: 1.2rem; line-height: 1.4; max-width: 68rem; }
.st-key-opening { gap: 0.2rem; }
:is(.st-key-unseen, :has(> .st-key-unseen)) { position: absolute; height: 0; overflow: hidden; }
[class*="st-key-words-"] a[href^="glossary?term="] {
  color: inherit; text-decoration: underline dotted 1px; text-underline-offset: 0.22em;
  text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); }
[class*="st-key-words-"] a[href^="glossary?term="]:is(:hover, :focus-visible) {
  text-decoration-color: currentColor; }
[class*="st-key-words-"] p, [class*="st-key-words-"] li { font-size: 1.08rem; line-height: 1.6; }
[class*="st-key-words-"] [data-testid="stMarkdown"] { max-width: 46rem; }
[class*="st-key-words-"] { scroll-margin-top: 4.5rem; }
[class*="st-key-ask-"] { max-width: 46rem; padding-top: 0.2rem; }
[class*="st-key-option-"] button, [class*="st-key-option-"] button * {
  justify-content: flex-start; text-align: start; }
:is([data-testid="stHeaderActionElements"], [data-testid="stFileUploaderDropzoneInstructions"]) {
  display: none; }
[data-testid="stButtonGroup"] [data-variant="segmented_control"] { min-height: 2.5rem; }
[data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap; row-gap: 0.25rem; }
[data-variant="segmented_control"]:not([aria-checked="true"]) {
  border-left-color: color-mix(in srgb, currentColor 14%, transparent); }
:is([data-testid="stTopNavLink"], [data-testid="stTopNavSection"],
  [data-testid="stTopNavDropdownLink"], [data-testid="stPageLink"] a):focus-visible {
  outline: 2px solid; outline-offset: 2px; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: 0.8rem; padding-right: 0.8rem; }
  [data-testid="stMarkdown"] table :is(th, td) {
    padding: 0.35rem 0.45rem; font-size: 0.9rem; line-height: 1.35; }
}
@media (min-width: 641px) and (max-width: 900px) {
  [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 11rem; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"] { display: none; }
  [class*="st-key-words-"] a[href^="glossary?term="] { text-decoration: none; }
}
</style>"""


def opening(lesson: Lesson, offer: Callable[[], None] | None = None) -> None:
    """Title and takeaway, and the measure of the page; ``offer`` draws what stands beside them."""
    _enter_through_app()
    address.arrive()
    st.html(STYLE)
    with st.container(key="opening"):
        st.title(lesson.title)
        with st.container(key="takeaway", horizontal=True, vertical_alignment="center"):
            st.markdown(lesson.takeaway)
            if offer is not None:
                offer()


def words(lesson: Lesson, heading: str) -> None:
    """One section: its heading, its words, and its question, answered before it is revealed."""
    section = lesson[heading]
    with st.container(key=f"words-{section.slug}"):
        st.header(section.heading, anchor=section.anchor)
        st.markdown(linked(section.text))
        if section.question is not None:
            ask(section, section.question)


def halves() -> Sequence[DeltaGenerator]:
    """Two columns for sections that stand beside each other; on a phone one follows the other."""
    return st.columns(2, gap="large")


def text_and_picture() -> Sequence[DeltaGenerator]:
    """A narrow column for words, and a wide one for the picture that they explain."""
    return st.columns([1, 2], gap="large")


@contextmanager
def beside(lesson: Lesson, heading: str) -> Iterator[None]:
    """One section in a narrow column; what is drawn within stands in a wide one beside it."""
    text, picture = text_and_picture()
    with text:
        words(lesson, heading)
    with picture:
        yield


def say(sentence: str) -> None:
    """One plain sentence; nothing in it is read as Markdown or HTML."""
    with st.container(border=True):
        st.text(sentence)


def onwards(lesson: Lesson) -> None:
    """The end of a page: the link to the one that follows in the navigation."""
    after = progress.following()
    if after is not None:
        label = f"Next: {after.title}" if after.path != "/" else "Back to the start"
        st.page_link(after.script, label=label, icon=":material/arrow_forward:")
    unseen(lesson)


def unseen(lesson: Lesson) -> None:
    """What a page does beside its pictures: it is noted as seen, and its terms open their entry.

    It comes last, for a picture waits for all that comes before it.
    """
    with st.container(key="unseen"):
        progress.track(answers(lesson))
        glosses(lesson)


def is_dark() -> bool:
    """Whether the learner's browser shows the dark theme."""
    return bool(st.context.theme.type == "dark")


def _enter_through_app() -> None:
    """Let app.py run before a page, also for the first links to a page after a server's start.

    Until app.py has run once, Streamlit 1.67 takes a folder called ``pages`` for an app of its
    older kind: it shows the files' names as navigation, app.py as one page among them.
    """
    ctx = get_script_run_ctx()
    if ctx is None:
        return
    entry = Path(ctx.pages_manager.main_script_path).resolve()
    if any(Path(page["script_path"]) == entry for page in ctx.pages_manager.get_pages().values()):
        PagesManager.uses_pages_directory = False
        st.rerun()
