"""What the server says of progress: which page this is, what there is to see and to solve."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest

from lstm_ui import components, progress
from lstm_ui.components import bundle
from lstm_ui.progress import BOARD, journey_payload
from tests.ui.visits import APP, payloads, visit

LISTED = {
    ast.literal_eval(call.args[0]): {
        word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg != "icon"
    }
    for call in ast.walk(ast.parse(APP.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.Page"
}
"""The navigation as it is spelled in app.py."""


def path_of(script: str) -> str:
    """Where the navigation has the page of that script."""
    return f"/{LISTED[script].get('url_path', '')}"


@pytest.mark.parametrize("script", LISTED)
def test_every_page_lets_the_browser_note_its_own_path(script: str) -> None:
    app = visit(script.removeprefix("pages/").removesuffix(".py"))
    assert payloads(app, "track") == [{"page": path_of(script)}]
    assert payloads(app.run(), "track") == [{"page": path_of(script)}]


def test_another_page_of_the_same_visit_is_another_path() -> None:
    app = visit("cell")
    app.switch_page("pages/sequence.py").run()
    assert payloads(app, "track") == [{"page": "/sequence"}]


def test_start_is_told_every_other_page_in_the_order_of_the_navigation() -> None:
    (shown,) = payloads(visit("start"), "journey")
    listed = [(path_of(script), LISTED[script]["title"]) for script in LISTED]
    assert [(page["path"], page["title"]) for page in shown["pages"]] == listed[1:]
    assert listed[0][0] == "/"
    assert shown["version"] == 1


def test_the_journey_names_the_challenges_and_where_they_are() -> None:
    challenges = {key: SimpleNamespace(title=key.title()) for key in ("keep", "count")}
    shown = journey_payload([{"path": "/", "title": "Start"}], challenges)
    assert shown == {
        "version": 1,
        "pages": [],
        "challenges": [{"key": "keep", "title": "Keep"}, {"key": "count", "title": "Count"}],
        "board": BOARD,
    }


def test_outside_of_a_visit_nothing_is_noted_and_nothing_fails() -> None:
    progress.track()
    progress.your_progress()


def test_a_page_that_is_not_in_the_navigation_is_not_noted(monkeypatch) -> None:
    noted = []
    monkeypatch.setattr(components, "track", noted.append)
    manager = SimpleNamespace(get_pages=lambda: {"a": {"url_pathname": "cell", "page_name": "C"}})
    for script in ("a", "b"):
        ctx = SimpleNamespace(pages_manager=manager, page_script_hash=script)
        monkeypatch.setattr(progress, "get_script_run_ctx", lambda ctx=ctx: ctx)
        progress.track()
    assert noted == ["/cell"]


def test_what_notes_a_page_is_light_enough_to_be_sent_at_every_rerun() -> None:
    (sent,) = (
        element.proto
        for element in visit("cell").get("bidi_component")
        if element.proto.component_name == "gatescope_track"
    )
    assert sent.js_content == bundle("track.mjs")
    assert len(sent.js_content.encode()) < 2048
    assert sent.css_content == sent.html_content == ""
