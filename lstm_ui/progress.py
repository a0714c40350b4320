"""What was seen and solved: the learner's browser keeps it, the server says what there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from streamlit.runtime.scriptrunner import get_script_run_ctx

from lstm_ui import components
from lstm_ui.lessons import load_lesson

VERSION = 2
BOARD = "/surgery"
"""The page on which challenges are solved."""
SECTIONS = {
    "Lab": ("/surgery", "/train", "/text", "/forecast", "/import"),
    "Check": ("/quiz", "/glossary"),
    "Teach": ("/teach",),
}
"""Which pages are no lessons; Streamlit does not tell of the navigation's sections."""


class Titled(Protocol):
    """What has a title; a challenge, here."""

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Page:
    """A page of the navigation: its path, its title there, and its file."""

    path: str
    title: str
    script: str

    @property
    def section(self) -> str:
        """The section of the navigation in which it stands; that of the lessons for all others."""
        return next((name for name, paths in SECTIONS.items() if self.path in paths), "Learn")


def here() -> str:
    """Path of this page, or "" where it has none."""
    ctx = get_script_run_ctx()
    page = _by_script().get(ctx.page_script_hash) if ctx else None
    return page.path if page else ""


def following() -> Page | None:
    """The page after this one in the navigation; after the last one, the first."""
    pages, path = list(_by_script().values()), here()
    places = [place for place, page in enumerate(pages) if page.path == path]
    return pages[(places[0] + 1) % len(pages)] if places else None


def track(answers: Mapping[str, str] | None = None) -> None:
    """Let the browser note that the learner has seen this page.

    ``answers``: what was predicted on it, by section: "right", "wrong" or "skipped".
    """
    path = here()
    if path:
        components.track(path, answers or {})


def your_progress(challenges: Mapping[str, Titled] | None = None) -> None:
    """Show the way through the app, what of it was seen, and what was predicted and solved."""
    components.journey(journey_payload(list(_by_script().values()), challenges or {}))


def journey_payload(pages: list[Page], challenges: Mapping[str, Titled]) -> dict[str, Any]:
    """What there is to see and to solve; Start, where this is shown, is no part of the way."""
    return {
        "version": VERSION,
        "pages": [_stop(page) for page in pages if page.path != "/"],
        "challenges": [
            {"key": key, "title": challenge.title} for key, challenge in challenges.items()
        ],
        "board": BOARD,
    }


def _stop(page: Page) -> dict[str, Any]:
    lesson = load_lesson(Path(page.script).stem)
    asked = [section.slug for section in lesson.sections if section.question is not None]
    return {
        "path": page.path,
        "title": page.title,
        "section": page.section,
        "minutes": lesson.minutes,
        "questions": [f"{page.path}#{slug}" for slug in asked],
    }


def _by_script() -> dict[str, Page]:
    """The pages in the navigation, in its order, by Streamlit's own name."""
    ctx = get_script_run_ctx()
    if ctx is None:
        return {}
    return {
        name: Page(f"/{page['url_pathname']}", page["page_name"], page["script_path"])
        for name, page in ctx.pages_manager.get_pages().items()
        if "url_pathname" in page
    }
