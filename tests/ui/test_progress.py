"""What the server says of progress: which page this is, what there is to see and to solve."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest

from lstm_ui import components, progress
from lstm_ui.lessons import load_lesson
from lstm_ui.mounting import bundle
from lstm_ui.progress import BOARD, VERSION, Page, journey_payload
from lstm_ui.questions import AGAIN, SKIP
from tests.ui.visits import APP, payloads, press, visit

LISTED = {
    ast.literal_eval(call.args[0]): {
        word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg != "icon"
    }
    for call in ast.walk(ast.parse(APP.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.Page"
}
"""The navigation as it is spelled in app.py."""
IN_SECTIONS = {
    f"/{word.value.value}": key.value
    for sections in ast.walk(ast.parse(APP.read_text(encoding="utf-8")))
    if isinstance(sections, ast.Dict)
    for key, pages in zip(sections.keys, sections.values, strict=True)
    if isinstance(key, ast.Constant) and key.value
    for call in ast.walk(pages)
    if isinstance(call, ast.Call)
    for word in call.keywords
    if word.arg == "url_path" and isinstance(word.value, ast.Constant)
}
"""The section of each page that is in one."""


def path_of(script: str) -> str:
    """Where the navigation has the page of that script."""
    return f"/{LISTED[script].get('url_path', '')}"


@pytest.mark.parametrize("script", LISTED)
def test_every_page_lets_the_browser_note_its_own_path(script: str) -> None:
    app = visit(script.removeprefix("pages/").removesuffix(".py"))
    assert payloads(app, "track") == [{"page": path_of(script), "answers": {}}]
    assert payloads(app.run(), "track") == [{"page": path_of(script), "answers": {}}]


def test_another_page_of_the_same_visit_is_another_path() -> None:
    app = visit("cell")
    app.switch_page("pages/sequence.py").run()
    assert [sent["page"] for sent in payloads(app, "track")] == ["/sequence"]


def test_start_is_told_every_other_page_in_the_order_of_the_navigation() -> None:
    (shown,) = payloads(visit("start"), "journey")
    listed = [(path_of(script), LISTED[script]["title"]) for script in LISTED]
    assert [(page["path"], page["title"]) for page in shown["pages"]] == listed[1:]
    assert listed[0][0] == "/"
    assert shown["version"] == VERSION


def test_the_sections_of_the_journey_are_those_of_the_navigation() -> None:
    (shown,) = payloads(visit("start"), "journey")
    assert {page["path"]: page["section"] for page in shown["pages"]} == IN_SECTIONS


def test_the_journey_tells_the_minutes_and_the_questions_of_every_lesson() -> None:
    (shown,) = payloads(visit("start"), "journey")
    cell = next(page for page in shown["pages"] if page["path"] == "/cell")
    lesson = load_lesson("cell")
    assert cell["minutes"] == lesson.minutes > 0
    asked = [section for section in lesson.sections if section.question is not None]
    assert cell["questions"] == [f"/cell#{section.slug}" for section in asked]


def test_what_was_predicted_is_told_to_the_browser_by_the_name_the_journey_counts() -> None:
    app = visit("cell")
    section = next(one for one in load_lesson("cell").sections if one.question is not None)
    assert section.question is not None
    wrong = next(iter(section.question.reasons))
    for chosen, judged in ((wrong, "wrong"), (SKIP, "skipped"), (section.question.right, "right")):
        (sent,) = payloads(press(app, chosen), "track")
        assert sent == {"page": "/cell", "answers": {section.slug: judged}}
        press(app, AGAIN)
    assert payloads(app, "track") == [{"page": "/cell", "answers": {}}]


def test_the_journey_names_the_challenges_and_where_they_are() -> None:
    challenges = {key: SimpleNamespace(title=key.title()) for key in ("keep", "count")}
    shown = journey_payload([Page("/", "Start", "pages/start.py")], challenges)
    assert shown == {
        "version": VERSION,
        "pages": [],
        "challenges": [{"key": "keep", "title": "Keep"}, {"key": "count", "title": "Count"}],
        "board": BOARD,
    }


@pytest.mark.parametrize("script", list(LISTED)[1:])
def test_every_page_ends_with_the_way_to_the_next_one(script: str) -> None:
    scripts = list(LISTED)
    after = scripts[(scripts.index(script) + 1) % len(scripts)]
    app = visit(script.removeprefix("pages/").removesuffix(".py"))
    leading = [link.proto.page for link in app.get("page_link")]
    assert path_of(after).lstrip("/") in leading


def test_outside_of_a_visit_nothing_is_noted_and_nothing_fails() -> None:
    progress.track()
    progress.your_progress()


def test_a_page_that_is_not_in_the_navigation_is_not_noted(monkeypatch) -> None:
    noted = []
    monkeypatch.setattr(components, "track", lambda path, answers: noted.append(path))
    known = {"url_pathname": "cell", "page_name": "C", "script_path": "pages/cell.py"}
    manager = SimpleNamespace(get_pages=lambda: {"a": known})
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
    assert len(sent.js_content.encode()) < 6144
    assert sent.css_content == sent.html_content == ""
