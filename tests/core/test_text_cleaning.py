"""What cleaning takes out of a text, what it leaves, and that no text is too strange for it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.text.cleaning import MOST_MARKS, clean, is_punctuation
from lstm_core.text.codes import codes_of, marked, text_of

anything = st.text() | st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "M", "P", "Z"]))
written = st.text(alphabet="ab.,'’“” -—_\n\r\t3", max_size=40)
options = st.fixed_dictionaries(
    {n: st.booleans() for n in ("lower", "strip_punctuation", "collapse")}
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\f", "\v"])
def test_every_way_to_end_a_line_becomes_a_line_break(end: str) -> None:
    assert clean(f"one{end}two{end}{end}three{end}") == "one\ntwo\n\nthree"


def test_control_characters_and_all_kinds_of_space_become_spaces() -> None:
    assert clean("a\tb\x00c\x07d\u00a0e\u2003f\u3000g") == "a b c d e f g"


def test_what_leaves_no_mark_goes_and_what_can_be_one_character_is() -> None:
    assert clean("\ufeffso\u00adft\u200b \u202eno\ud800") == "soft no"
    assert clean("e\u0301") == clean("é") == "\u00e9"
    assert clean("👩\u200d🚀") == "👩\u200d🚀"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“Don't wait!” — she said.", "Don't wait she said"),
        ("it’s", "it's"),
        ("rock 'n' roll, the keepers' slate", "rock n roll the keepers slate"),
        ("well-known; out—of, and/or", "well known out of and or"),
        ("3.14 + 2 = 5.14", "3 14 2 5 14"),
        ("wait...what?!no", "wait what no"),
        ("snake_case, `code` and $5", "snake case code and 5"),
        ("¿Qué? «Oui.» 「はい。」", "Qué Oui はい"),
        ("great!😀 10° © €", "great 😀 10° © €"),
        ("a -, - b", "a b"),
        ("  # indented", "  indented"),
        ("one.\n- two\n...\nthree", "one\ntwo\n\nthree"),
        ("नमस्ते।दुनिया", "नमस्ते दुनिया"),
        ("...", ""),
    ],
)
def test_punctuation_goes_and_words_stay_apart(text: str, left: str) -> None:
    assert clean(text, strip_punctuation=True) == left


def test_one_space_and_one_empty_line_are_left_of_several() -> None:
    assert clean("  a   b  \n\t\n \n\n  c ", collapse=True) == "a b\n\nc"
    assert clean("  a   b\n\n\n\nc") == "  a   b\n\n\n\nc"


def test_every_sentence_gets_a_line_of_its_own() -> None:
    text = "It was dark. “Who is\nthere?” he said… Nobody!\n\nA title\n\nThe end"
    lines = ["It was dark.", "“Who is there?”", "he said…", "Nobody!", "A title", "", "The end"]
    assert clean(text, sentences=True) == "\n".join(lines)


def test_letters_become_small_in_any_script() -> None:
    assert clean("ÄÖ ΣΑΣ Ж", lower=True) == "äö σας ж"


@given(anything | written, options)
def test_what_is_clean_stays_as_it_is(text: str, how: dict[str, bool]) -> None:
    once = clean(text, **how)
    assert clean(once, **how) == once
    once.encode()
    kinds = {unicodedata.category(character) for character in once.replace("\n", "")}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"} and not any(
        map(str.isspace, set(once) - {" ", "\n"})
    )


@given(written)
def test_no_punctuation_is_left_but_apostrophes_within_words(text: str) -> None:
    left = clean(text, strip_punctuation=True)
    for place, character in enumerate(left):
        if is_punctuation(character):
            assert character == "'"
            assert left[place - 1].isalnum() and left[place + 1].isalnum()
    assert [c for c in left if c.isalnum()] == [c for c in clean(text) if c.isalnum()]


def test_a_tower_of_accents_is_cut_before_it_is_put_in_order() -> None:
    """Composing it takes hours: every second accent has to move past all others."""
    cleaned = clean("a" + "\u0315\u0300\u200b" * 300_000)
    assert len(cleaned) <= 1 + MOST_MARKS


def test_a_megabyte_is_cleaned_in_a_moment() -> None:
    text = "It was “dark”—wasn't it?  Well, 3.5 yards\r\n" * 24_000
    start = time.process_time()
    clean(text, lower=True, strip_punctuation=True, collapse=True, sentences=True)
    assert time.process_time() - start < 10.0


@given(st.text(alphabet=st.characters()))
def test_code_points_read_back_as_the_same_text(text: str) -> None:
    assert text_of(codes_of(text)) == text
    assert codes_of(text).tolist() == list(map(ord, text))
    assert marked(text, str.isupper).tolist() == [character.isupper() for character in text]
