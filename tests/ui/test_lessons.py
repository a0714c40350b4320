"""The prose is whole: every file parses, and each page uses its own lesson to the last section."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from lstm_ui.lessons import COLOURS, LESSONS, load_lesson, parse_lesson
from lstm_ui.runs import make_run
from lstm_ui.settings import Settings

NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))
PAGES = Path(__file__).parent.parent.parent / "pages"
SOURCE = """# Title

The [[c|cell state]] is one sentence.

## Plain

A [[f]] and an [[h]].

## Asked

What now?

- [ ] this
- [x] that

Because of [[o]].
"""


def calls(page: str, function: str) -> list[str]:
    """The last text among the arguments of each call of that function on a page."""
    tree = ast.parse((PAGES / f"{page}.py").read_text(encoding="utf-8"))
    return [
        node.args[-1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == function
        and isinstance(node.args[-1], ast.Constant)
    ]


def test_a_lesson_is_a_title_a_takeaway_and_sections() -> None:
    lesson = parse_lesson(SOURCE)
    assert (lesson.title, lesson.takeaway) == ("Title", "The :yellow[cell state] is one sentence.")
    assert [section.heading for section in lesson.sections] == ["Plain", "Asked"]
    assert lesson["Plain"].text == "A :orange[**f**] and an **h**."


def test_a_lesson_may_say_how_many_minutes_it_takes() -> None:
    lesson = parse_lesson(SOURCE.replace("# Title", "# Title\n\nminutes: 12"))
    assert (lesson.minutes, parse_lesson(SOURCE).minutes) == (12, 0)
    assert lesson.takeaway == parse_lesson(SOURCE).takeaway


def test_a_question_is_what_stands_before_between_and_after_its_options() -> None:
    section = parse_lesson(SOURCE)["Asked"]
    assert section.text == "What now?"
    assert section.question is not None
    assert section.question.options == ("this", "that")
    assert (section.question.right, section.question.reveal) == ("that", "Because of :blue[**o**].")


SHOWN = (
    SOURCE.replace("- [ ] this\n", "- [ ] this\n  For it is\n  [[f]].\n")
    + """
show: net=latch text='A B' from=1.join t=3 phase=update unit=1
say: Here [[f]] is {f}.
show: t=4 phase=read
say: And there {h}.
"""
)


def test_a_wrong_option_may_have_a_reason_of_its_own() -> None:
    question = parse_lesson(SHOWN)["Asked"].question
    assert question is not None
    assert question.options == ("this", "that")
    assert question.reasons == {"this": "For it is :orange[**f**]."}


def test_a_question_may_say_what_the_picture_runs_through() -> None:
    question = parse_lesson(SHOWN)["Asked"].question
    assert question is not None and question.show is not None
    assert question.reveal == "Because of :blue[**o**]."
    assert question.show.settings == {"net": "latch", "text": "A B"}
    assert question.show.stops == (
        ({"from": "1.join", "t": "3", "phase": "update", "unit": "1"}, "Here [[f]] is {f}."),
        ({"t": "4", "phase": "read"}, "And there {h}."),
    )


@pytest.mark.parametrize(
    "lines",
    [
        "show: t=3\nsay: No settings.",
        "show: net=latch\nsay: No place.",
        "show: net=latch t=3",
        "say: It.",
    ],
)
def test_what_names_no_network_no_place_or_no_words_is_refused(lines: str) -> None:
    with pytest.raises(ValueError, match="'Asked'"):
        parse_lesson(f"{SOURCE}\n{lines}\n")


def test_the_reason_of_the_right_option_stands_below_all_of_them() -> None:
    with pytest.raises(ValueError, match="right option"):
        parse_lesson(SOURCE.replace("- [x] that\n", "- [x] that\n  So it is.\n"))


@pytest.mark.parametrize(
    ("chosen", "judged"), [("that", "right"), ("this", "wrong"), ("", "skipped")]
)
def test_a_prediction_is_right_wrong_or_skipped(chosen: str, judged: str) -> None:
    question = parse_lesson(SOURCE)["Asked"].question
    assert question is not None and question.judged(chosen) == judged


@pytest.mark.parametrize(
    "head", ["", "Title\n\nTakeaway.\n", "# Title\n", "# Title\n\nOne.\n\nTwo."]
)
def test_a_lesson_without_title_or_with_other_than_one_takeaway_is_refused(head: str) -> None:
    with pytest.raises(ValueError, match="one takeaway line"):
        parse_lesson(f"{head}\n\n## Section\n\nText.\n")


@pytest.mark.parametrize("mark", ["x", " "])
def test_a_question_with_two_right_answers_or_none_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="'Asked' needs exactly one right option"):
        parse_lesson(
            SOURCE.replace("- [ ]", f"- [{mark}]").replace("- [x] that", f"- [{mark}] that")
        )


def test_every_page_has_a_lesson_and_every_lesson_a_page() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.py")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_uses_its_own_lesson_and_each_section_once(name: str) -> None:
    assert calls(name, "load_lesson") == [name]
    headings = [section.heading for section in load_lesson(name).sections]
    assert sorted([*calls(name, "words"), *calls(name, "beside")]) == sorted(headings)
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("name", NAMES)
def test_a_takeaway_is_one_sentence(name: str) -> None:
    takeaway = load_lesson(name).takeaway
    assert takeaway.endswith(".")
    assert re.findall(r"[.!?](?=\s)", takeaway) == []
    assert len(takeaway.split()) <= 30


@pytest.mark.parametrize("name", NAMES)
def test_every_section_says_something_and_leaves_no_mark_unread(name: str) -> None:
    for section in load_lesson(name).sections:
        assert section.text.endswith((".", ":", "?", ")", "|"))
        question = section.question
        reasons = " ".join(question.reasons.values()) if question else ""
        shown = section.text + (question.reveal if question else "") + reasons
        assert "[[" not in shown and "- [" not in shown
        assert not re.search(r"</?\w+[^>]*>", shown), section.heading
        assert set(re.findall(r":(\w+)\[", shown)) <= set(COLOURS.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_different_answers_and_a_reason(name: str) -> None:
    for section in load_lesson(name).sections:
        if section.question is not None:
            assert len(set(section.question.options)) == len(section.question.options) >= 3
            assert section.question.right in section.question.options
            assert len(section.question.reveal.split()) >= 20
            assert "?" in section.text


def test_the_gatekeeper_holds_c_early_and_shows_h_at_the_question_mark() -> None:
    """What “c and h are the same thing” promises of it."""
    run = make_run(Settings(net="gatekeeper"))
    layer = run.trace.layers[0]
    first = run.parsed.tokens.index("A")
    asked = [token == "?" for token in run.parsed.tokens]
    assert np.abs(layer.c[first:, 0]).max(axis=1).min() > 0.9
    shown = np.abs(layer.h[:, 0]).max(axis=1)
    assert shown[asked].min() > 0.7 and shown[np.invert(asked)].max() < 1e-6


def test_unit_1_of_the_bracket_network_counts_in_c() -> None:
    """What “tanh is applied again to c, so c stays within ±1” promises of it."""
    layer = make_run(Settings(net="brackets", text="((((((a))))))")).trace.layers[0]
    c = layer.c[:, 0, 0]
    np.testing.assert_array_equal(np.sign(np.diff(c[:6])), 1)
    np.testing.assert_array_equal(np.sign(np.diff(c[6:])), -1)
    assert c[5] > 1.5
