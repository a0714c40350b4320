"""The texts that are offered: whose they are, how long, and plain prose where they were lessons."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.text.characters import CharacterText
from lstm_core.text.cleaning import clean
from lstm_core.text.features import features
from lstm_core.text.tracking import LEAST, occurrences
from lstm_ui.lessons import load_lesson
from lstm_ui.text.markdown import plain_prose
from lstm_ui.text.sources import LARGEST, SOURCES, cut, read


def test_texts_come_in_one_order_each_with_title_and_licence() -> None:
    assert list(SOURCES) == ["story", "lessons", "engine", "python"]
    for source in SOURCES.values():
        assert source.title and source.licence.endswith(".") and "licence" in source.licence


@pytest.mark.parametrize("key", SOURCES)
def test_every_text_is_the_same_again_and_a_model_can_read_it(key: str) -> None:
    text = read(key)
    read.cache_clear()
    assert read(key) == text
    assert 3_000 < len(text.encode()) <= LARGEST
    made = CharacterText.of(clean(text))
    assert made.unknown < 0.001 * len(made.ids)


def test_the_story_is_short_has_lines_of_middling_length_and_people_who_talk() -> None:
    story = read("story")
    assert 3_000 < len(story) < 5_000 and story.endswith(".\n")
    lines = story.splitlines()
    assert max(map(len, lines)) <= 60
    assert story.count("“") == story.count("”") > 30
    occurring = {feature.name: occurrences(feature.values) for feature in features(clean(story))}
    for name in ("inside quotation marks", "capital letter", "place in the word"):
        assert occurring[name] >= 4 * LEAST


def test_the_lessons_are_prose_without_a_mark_of_markdown() -> None:
    lessons = read("lessons")
    assert (
        re.findall(r"\$|\[\[|\*\*|`|^#|^- |^\||^show:|^say:|^minutes:", lessons, re.MULTILINE) == []
    )
    for name in ("cell", "gradients", "surgery"):
        assert f"{load_lesson(name).title}\n" in lessons


def test_the_engine_is_its_own_python() -> None:
    engine = read("engine")
    assert '"""Long short-term memory: a cell state that gates erase, write and read."""' in engine
    ast.parse(engine.replace("from __future__ import annotations", ""))


def test_python_tells_about_itself() -> None:
    assert "Assert statements are a convenient way" in read("python")


def test_markdown_becomes_what_a_reader_reads() -> None:
    source = r"""# The title

minutes: 5

A [[f]] and a [[c|cell state]], **bold** and `code`, see [there](/cell?t=3).

$$h_t = \tanh(a_t)$$

Take $c_t = f_t \odot c$ at once.

- [ ] Wrong
      for a reason
- [x] Right

| a | b |
|---|---|

show: net=latch t=3
say: The gate is {f}.

The end.
"""
    assert plain_prose(source) == (
        "The title\n\nA f and a cell state, bold and code, see there.\n\n"
        "Take c_t = f_t c at once.\n\nWrong\nfor a reason\nRight\n\nThe end.\n"
    )


@given(st.text(alphabet="aé😀\n", max_size=60), st.integers(4, 80))
def test_as_many_whole_lines_are_kept_as_fit(text: str, most: int) -> None:
    kept = cut(text, most)
    assert text.startswith(kept) and len(kept.encode()) <= most
    if kept != text:
        rest = text[len(kept) :]
        assert kept.endswith("\n") or "\n" not in kept
        assert len((kept + rest.split("\n")[0] + "\n").encode()) > most or not kept.endswith("\n")
