"""Everything that is to be taught is taught: each row has its place on each of its pages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lstm_ui.lessons import LESSONS, load_lesson

ROOT = Path(__file__).parent.parent.parent
ROWS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("content.toml").read_text(encoding="utf-8")
)
ALL = [*ROWS["concept"], *ROWS["misconception"]]
BUILT = {path.stem for path in (ROOT / "pages").glob("*.py")}
WITHOUT_SECTIONS = {"quiz"}
"""Pages whose own tests hold what they cover."""
SHARED = ROOT.parent / "shared" / "CONTENT.md"


def name_of(row: dict[str, Any]) -> str:
    return str(row["row"])[:40]


@pytest.mark.parametrize("row", ALL, ids=name_of)
def test_every_row_is_taught_on_each_of_its_pages_that_is_built(row: dict[str, Any]) -> None:
    taught = {place.partition("#")[0] for place in row["places"]}
    assert taught >= set(row["pages"]) & BUILT - WITHOUT_SECTIONS


@pytest.mark.parametrize("row", ALL, ids=name_of)
def test_every_place_is_a_section_of_that_page(row: dict[str, Any]) -> None:
    for place in row["places"]:
        page, _, heading = place.partition("#")
        assert heading in [section.heading for section in load_lesson(page).sections], place


@pytest.mark.parametrize("row", ROWS["misconception"], ids=name_of)
def test_a_misconception_is_met_in_the_words_of_those_who_have_it(row: dict[str, Any]) -> None:
    headings = [place.partition("#")[2] for place in row["places"]]
    assert all(heading.startswith("“") and heading.endswith("”") for heading in headings)


def test_every_heading_in_quotes_says_something_that_is_answered_below_it() -> None:
    for path in LESSONS.glob("*.md"):
        for section in load_lesson(path.stem).sections:
            if section.heading.startswith("“"):
                reveal = section.question.reveal if section.question else ""
                assert len((section.text + reveal).split()) >= 25, section.heading


@pytest.mark.skipif(not SHARED.exists(), reason="only where the plan of what is taught lies beside")
@pytest.mark.parametrize(("table", "title"), [("concept", "## A."), ("misconception", "## C.")])
def test_the_rows_are_those_of_the_plan(table: str, title: str) -> None:
    plan = SHARED.read_text(encoding="utf-8").partition(title)[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in plan.splitlines() if line.startswith("| ")]
    wanted = {cells[0]: {page.strip() for page in cells[-1].split(",")} for cells in lines[1:]}
    assert {row["row"]: set(row["pages"]) for row in ROWS[table]} == wanted
