"""What was seen and solved: the learner's browser keeps it, the server says what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from streamlit.runtime.scriptrunner import get_script_run_ctx

from lstm_ui import components

VERSION = 1
BOARD = "/surgery"
"""The page on which challenges are solved."""


class Titled(Protocol):
    """What has a title; a challenge, here."""

    @property
    def title(self) -> str: ...


def track() -> None:
    """Let the browser note that the learner has seen this page."""
    ctx = get_script_run_ctx()
    pages = _by_script()
    if ctx is not None and ctx.page_script_hash in pages:
        components.track(pages[ctx.page_script_hash]["path"])


def your_progress(challenges: Mapping[str, Titled] | None = None) -> None:
    """Show the way through the app, what of it was seen, and which challenges were solved."""
    components.journey(journey_payload(list(_by_script().values()), challenges or {}))


def journey_payload(
    pages: list[dict[str, str]], challenges: Mapping[str, Titled]
) -> dict[str, Any]:
    """What there is to see and to solve; Start, where this is shown, is no part of the way."""
    return {
        "version": VERSION,
        "pages": [page for page in pages if page["path"] != "/"],
        "challenges": [
            {"key": key, "title": challenge.title} for key, challenge in challenges.items()
        ],
        "board": BOARD,
    }


def _by_script() -> dict[str, dict[str, str]]:
    """Path and title of the pages in the navigation, in its order, by Streamlit's own name."""
    ctx = get_script_run_ctx()
    if ctx is None:
        return {}
    return {
        name: {"path": f"/{page['url_pathname']}", "title": page["page_name"]}
        for name, page in ctx.pages_manager.get_pages().items()
        if "url_pathname" in page
    }
