"""Any text becomes token numbers, and what is unknown has a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words

any_text = st.text(max_size=200) | st.text(
    alphabet="aB'\u2019\u200d\ufe0f\u0301 \n?!.😀👍🏽नमस्ते\u202e\ud800", max_size=60
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What time is it?", ("what", "time", "is", "it", "?")),
        ("Amazing!!! Really...", ("amazing", "!", "really", ".")),
        ("don\u2019t 'quote' it's", ("don't", "'", "quote", "'", "it's")),
        ("naïve cafe\u0301", ("naïve", "café")),
        ("नमस्ते दुनिया", ("नमस्ते", "दुनिया")),
        ("שלום, עולם", ("שלום", ",", "עולם")),
        ("good👍🏽👨\u200d👩\u200d👧bad", ("good", "👍🏽", "👨\u200d👩\u200d👧", "bad")),
        ("evil\u202etxt \ud800 \x00 on", ("eviltxt", "on")),
        ("\ufeffter\u00adrib\u200ble \u200b", ("terrible",)),
        ("می\u200cخواهم", ("میخواهم",)),
        ("", ()),
        (" \n\t ", ()),
    ],
)
def test_words_are_what_a_reader_would_call_words(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text) == words


def test_letters_keep_their_case_and_their_accents() -> None:
    assert split_letters("(A b)e\u0301 👍🏽") == ("(", "A", "b", ")", "é", "👍🏽")


@given(any_text)
def test_no_text_breaks_the_tokenisers(text: str) -> None:
    for token in (*split_words(text), *split_letters(text)):
        assert token.strip() == token != ""
        token.encode("utf-8")


@given(any_text)
def test_splitting_the_joined_words_again_changes_nothing(text: str) -> None:
    words = split_words(text)
    assert split_words(" ".join(words)) == words


@given(st.lists(st.text(max_size=4)))
def test_known_tokens_come_back_from_their_numbers(tokens: list[str]) -> None:
    vocabulary = Vocabulary.of(tokens)
    assert list(vocabulary.decode(vocabulary.encode(tokens))) == tokens


def test_unknown_tokens_share_number_zero() -> None:
    vocabulary = Vocabulary.of(["good", "bad", "good"])
    assert vocabulary.tokens == (UNKNOWN, "good", "bad")
    assert vocabulary.size == 3
    assert vocabulary.encode(["bad", "zebra", "good", UNKNOWN]).tolist() == [2, 0, 1, 0]
    assert [vocabulary.knows(t) for t in ("good", "zebra", UNKNOWN)] == [True, False, False]


@pytest.mark.parametrize("tokens", [(), ("a",), (UNKNOWN, "a", "a")])
def test_a_table_in_which_a_number_is_ambiguous_is_refused(tokens: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="token"):
        Vocabulary(tokens)
