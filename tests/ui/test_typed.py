"""Details of reading what was typed; that nothing breaks it is tested with the examples."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.tasks.brackets import DEEPEST
from lstm_core.vocabulary import UNKNOWN, Vocabulary
from lstm_ui.typed import LARGEST_NUMBER, MOST_STEPS, parse_numbers, parse_tokens

WORDS = Vocabulary((UNKNOWN, "good", "not", "."))


def read(text: str):
    return parse_tokens(text, "not good", WORDS, "words", "classify")


def test_words_become_their_numbers_in_a_batch_of_one() -> None:
    parsed = read("Not good.")
    assert parsed.tokens == ("not", "good", ".")
    np.testing.assert_array_equal(parsed.inputs, [[2], [1], [3]])
    assert parsed.problem is None


@pytest.mark.parametrize("text", ["0.5, -1, 2e-1", "0.5;-1;0.2", "0.5 −1\n0.20", ",0.5,,-1,.2,"])
def test_numbers_may_stand_between_commas_semicolons_or_blanks(text: str) -> None:
    parsed = parse_numbers(text, "1, 2")
    np.testing.assert_array_equal(parsed.inputs, [[[0.5]], [[-1.0]], [[0.2]]])
    assert (parsed.tokens, parsed.problem) == (("0.5", "-1", "0.2"), None)


@pytest.mark.parametrize("text", ["[0.5, -1]", "(0.5 −1)", "0.5、-1", "\ufeff0.5,\u200b-1"])
def test_brackets_other_commas_and_what_is_invisible_do_no_harm(text: str) -> None:
    parsed = parse_numbers(text, "1, 2")
    np.testing.assert_array_equal(parsed.inputs, [[[0.5]], [[-1.0]]])
    assert parsed.problem is None


def test_what_is_no_number_is_named_without_what_could_reorder_the_page() -> None:
    parsed = parse_numbers("\u202eabc 0.5 1_0 x\ud800", "1, 2")
    assert parsed.tokens == ("0.5",)
    assert parsed.problem == "“abc”, “1_0”, “x” left out, being no number."


@pytest.mark.parametrize(("text", "told"), [("0,5 0,3", True), ("1,0 -1,0", True),
                                            ("0.5, 0.3", False), ("1,0,1", False)])  # fmt: skip
def test_a_comma_that_may_have_meant_a_point_is_spoken_of(text: str, told: bool) -> None:
    problem = parse_numbers(text, "1, 2").problem
    assert (problem == "A comma ends a number, so write one half as 0.5.") == told


def test_a_number_is_read_with_all_its_digits_and_shown_with_six() -> None:
    parsed = parse_numbers("0.123456789", "1, 2")
    assert parsed.inputs is not None and parsed.inputs[0, 0, 0] == 0.123456789
    assert parsed.tokens == ("0.123457",)


def test_a_long_word_is_shown_shortened() -> None:
    parsed = read("incomprehensibilitiesandmore good")
    assert parsed.tokens == ("incomprehensibilitiesan…", "good")
    assert parsed.problem is not None and "“incomprehensibilitiesan…”" in parsed.problem


def test_an_unknown_word_is_named_once_and_only_three_are_named() -> None:
    parsed = read("zebra zebra ibex good gnu yak")
    assert parsed.problem == (
        "The network never met “zebra”, “ibex”, “gnu” and 1 more and reads an unknown word there."
    )


def test_a_cut_and_an_unknown_word_are_said_in_one_sentence() -> None:
    parsed = read("zebra " + "good " * MOST_STEPS)
    assert len(parsed.tokens) == MOST_STEPS
    assert parsed.problem == (
        "Only the first 64 words are read, and of those the network does not know “zebra”."
    )


def test_exactly_as_many_words_as_are_read_pass_without_a_word() -> None:
    assert read("good " * MOST_STEPS).problem is None
    assert len(parse_numbers("0.5 " * MOST_STEPS, "1").tokens) == MOST_STEPS
    assert parse_numbers("0.5 " * MOST_STEPS, "1").problem is None


def test_numbers_up_to_the_limit_are_read_as_they_are() -> None:
    limit = f"{LARGEST_NUMBER:g}"
    assert parse_numbers(f"{limit} -{limit}", "1").known == (True, True)
    assert parse_numbers(f"{limit}.5", "1").known == (False,)


@pytest.mark.parametrize(("depth", "is_met"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_brackets_may_nest_as_deep_as_in_training(depth: int, is_met: bool) -> None:
    vocabulary = Vocabulary((UNKNOWN, "(", ")"))
    text = "(" * depth + ")" * depth
    assert (parse_tokens(text, "()", vocabulary, "letters", "count").problem is None) == is_met
