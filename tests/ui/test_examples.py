"""Every example loads and says what it is; whatever is typed gives a usable answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_ui.examples import EXAMPLES, Example, cells_of, load_example, parse
from lstm_ui.typed import LARGEST_NUMBER, MOST_STEPS, Parsed

EVERY = [(key, cell) for key in EXAMPLES for cell in cells_of(key)]


def check(example: Example, parsed: Parsed) -> None:
    """What every answer must fulfil: a picture, or one sentence, or both."""
    assert len(parsed.tokens) == len(parsed.known) <= MOST_STEPS
    for token in parsed.tokens:
        assert token.strip() and len(token) <= 24
        token.encode("utf-8")
    if parsed.problem is not None:
        assert parsed.problem.strip() and "\n" not in parsed.problem
        parsed.problem.encode("utf-8")
    if parsed.inputs is None:
        assert parsed.tokens == () and parsed.problem
        return
    assert parsed.inputs.shape[:2] == (len(parsed.tokens), 1)
    assert np.isfinite(example.model.forward(parsed.inputs).logits).all()
    assert all(parsed.known) or parsed.problem


@pytest.mark.parametrize(("key", "cell"), EVERY)
def test_every_example_reads_its_own_texts_without_complaint(key: str, cell: str) -> None:
    example = load_example(key, cell)
    assert len(example.suggestions) in (2, 3, 4)
    for text in (example.default, *example.suggestions):
        parsed = parse(example, text)
        check(example, parsed)
        assert parsed.problem is None, text


@pytest.mark.parametrize(("key", "cell"), EVERY)
def test_every_example_says_what_it_is(key: str, cell: str) -> None:
    example = load_example(key, cell)
    assert (example.key, example.cell, example.title) == (key, cell, EXAMPLES[key])
    assert type(example.model.layers[0]).__name__ == cell
    assert example.reads in ("words", "letters", "numbers")
    assert example.task in ("classify", "count", "echo")
    assert example.provenance in ("trained", "hand-set")
    assert example.blurb.endswith(".")
    assert len(example.classes) == len(example.model.readout.bias)
    assert example.facts["parameters"] == example.model.parameter_count
    assert (example.provenance == "trained") == ("accuracy" in example.facts)
    if example.vocabulary is not None and example.reads == "letters":
        assert example.vocabulary.size == example.model.encoder.size


COMPARED = ("reviews", "intents", "first_symbol")


def test_tasks_with_one_answer_come_as_all_three_cells() -> None:
    for key in EXAMPLES:
        alone = ("GRU",) if key == "copier" else ("LSTM",)
        assert cells_of(key) == (("LSTM", "RNN", "GRU") if key in COMPARED else alone)


def test_an_example_without_an_lstm_loads_as_what_it_is() -> None:
    assert load_example("copier").cell == "GRU"
    assert load_example("reviews").cell == "LSTM"
    with pytest.raises(ValueError, match="copier comes as GRU; got 'LSTM'"):
        load_example("copier", "LSTM")


def test_only_a_trained_echo_warns_of_numbers_beyond_its_training() -> None:
    assert parse(load_example("echo"), "0.5 7").problem is not None
    assert parse(load_example("copier"), "0.5 7").problem is None


def test_what_does_not_exist_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="example must be one of reviews"):
        load_example("zebra")
    with pytest.raises(ValueError, match="latch comes as LSTM; got 'GRU'"):
        load_example("latch", "GRU")


typed = (
    st.text(max_size=300)
    | st.text(alphabet="0123456789.,-+eEnaif ", max_size=80)
    | st.text(alphabet="AaBXx?.()b z\u200d\u202e\ud800😀ש", max_size=120)
)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(list(EXAMPLES)), typed)
def test_no_text_breaks_any_example(key: str, text: str) -> None:
    example = load_example(key)
    check(example, parse(example, text))


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "a" * 10_000,
        "A " * 5_000,
        "( 1, " * 2_000,
        "😀👍🏽👨\u200d👩\u200d👧",
        "שלום עולם",
        "مرحبا \u202eabc",
        "nan, inf, 1e308",
        "<img src=x onerror=alert(1)>",
        "\ud800",
        "\x00",
        "e\u0301" + "\u0301" * 500,
        "z" * 1_000_000,
    ],
)
def test_hostile_text_gives_a_picture_or_one_sentence(key: str, text: str) -> None:
    example = load_example(key)
    check(example, parse(example, text))


def test_nothing_typed_says_what_to_type() -> None:
    for key in EXAMPLES:
        example = load_example(key)
        parsed = parse(example, " ")
        assert parsed.inputs is None
        assert parsed.problem is not None and example.default in parsed.problem


def test_a_long_text_is_cut_and_says_so() -> None:
    parsed = parse(load_example("reviews"), "good " * 1000)
    assert len(parsed.tokens) == 64
    assert parsed.problem is not None and "first 64 words" in parsed.problem


def test_an_unknown_word_is_marked_and_named() -> None:
    parsed = parse(load_example("reviews"), "The zebra was good")
    assert parsed.tokens == ("the", "zebra", "was", "good")
    assert parsed.known == (True, False, True, True)
    assert parsed.inputs is not None and parsed.inputs[1, 0] == 0
    assert parsed.problem is not None and "“zebra”" in parsed.problem


def test_an_unknown_letter_is_named_with_the_alphabet() -> None:
    parsed = parse(load_example("first_symbol"), "AQB")
    assert parsed.known == (True, False, True)
    assert parsed.problem is not None and "A B C D" in parsed.problem and "“Q”" in parsed.problem


def test_small_letters_are_read_as_the_letters_of_the_alphabet() -> None:
    parsed = parse(load_example("first_symbol"), "abc d")
    assert parsed.tokens == ("A", "B", "C", "D")
    assert parsed.problem is None


def test_numbers_out_of_range_are_limited_and_named() -> None:
    parsed = parse(load_example("echo"), "0.5, 1e308; -inf nan two \u22120.25")
    assert parsed.inputs is not None
    np.testing.assert_array_equal(
        parsed.inputs[:, 0, 0], [0.5, LARGEST_NUMBER, -LARGEST_NUMBER, -0.25]
    )
    assert parsed.known == (True, False, False, True)
    assert parsed.problem is not None
    assert "“nan”" in parsed.problem and "“two”" in parsed.problem and "±100" in parsed.problem


def test_numbers_beyond_training_are_read_with_a_warning() -> None:
    parsed = parse(load_example("echo"), "0.5 7")
    assert parsed.tokens == ("0.5", "7")
    assert parsed.problem is not None and "-1 to 1" in parsed.problem


@pytest.mark.parametrize(("text", "says"), [("())", "close"), ("(" * 12, "deeper")])
def test_brackets_beyond_training_are_read_with_a_warning(text: str, says: str) -> None:
    parsed = parse(load_example("brackets"), text)
    assert parsed.inputs is not None
    assert parsed.problem is not None and says in parsed.problem


@pytest.mark.parametrize("cell", ["LSTM", "GRU"])
def test_what_is_offered_for_the_first_letter_shows_it_remembered(cell: str) -> None:
    example = load_example("first_symbol", cell)
    for text in (example.default, *example.suggestions):
        logits = example.model.forward(parse(example, text).inputs).logits
        assert example.classes[logits[-1, 0].argmax()] == text[0]


def test_no_sentence_about_a_network_counts_units_from_0() -> None:
    for key in EXAMPLES:
        assert "unit 0" not in load_example(key).blurb
