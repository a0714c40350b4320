"""What learners read is spelled right and easy to read, as two well-kept tools judge it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import textstat
from spellchecker import SpellChecker

from tests.ui.prose import plain, sentences, sources

SOURCES = sources()
HARDEST = 9.0
"""Grade of Flesch and Kincaid: who reads at this level is 14 or 15 years old."""
LONGEST = 40
"""Words of a sentence."""
OWN = frozenset(Path(__file__).with_name("spelling.txt").read_text(encoding="utf-8").split())
"""The field's words and names, which no dictionary has."""
SPELLER = SpellChecker(language="en")


def misspelt(text: str) -> set[str]:
    words = {word.strip("'").lower() for word in re.findall(r"[A-Za-z']+", text.replace("’", "'"))}
    long = {word.removesuffix("'s") for word in words if len(word) > 2}
    return set(SPELLER.unknown(long)) - OWN


@pytest.mark.parametrize("name", SOURCES)
def test_every_word_is_spelled_right(name: str) -> None:
    assert sorted(misspelt(SOURCES[name])) == []


@pytest.mark.parametrize("name", SOURCES)
def test_every_text_reads_easily(name: str) -> None:
    assert textstat.flesch_kincaid_grade(SOURCES[name]) <= HARDEST


@pytest.mark.parametrize("name", SOURCES)
def test_no_sentence_is_long(name: str) -> None:
    long = [one for one in sentences(SOURCES[name]) if len(one.split()) > LONGEST]
    assert long == []


def test_the_tools_see_what_is_wrong() -> None:
    assert misspelt("The foregt gate is a vetcor.") == {"foregt", "vetcor"}
    learned = (
        "Notwithstanding considerable architectural heterogeneity, contemporary recurrent "
        "configurations demonstrate approximately equivalent representational capabilities."
    )
    assert textstat.flesch_kincaid_grade(learned) > HARDEST
    assert len(sentences("One. Two, three: four?")) == 3


def test_no_own_word_is_one_that_nobody_reads() -> None:
    read = {word.lower() for text in SOURCES.values() for word in re.findall(r"[A-Za-z]+", text)}
    assert sorted(OWN - read) == []


def test_marks_formulas_and_code_are_not_read() -> None:
    text = "The :orange[**forget gate**] of `nn.LSTM` is $f_t$, see [there](/cell?t=3)."
    assert plain(text).split() == [
        "The", "forget", "gate", "of", "X", "is", "X", ",", "see", "there.",
    ]  # fmt: skip
