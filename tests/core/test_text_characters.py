"""A text as numbers: what they mean, and that nothing held out leaks into training."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.text.characters import LEAST, PADDING, CharacterText
from lstm_core.text.entropy import Counters
from lstm_core.text.sequences import PaddedLines, Windows

texts = st.text(alphabet="abc \n😀", min_size=LEAST, max_size=300).filter(
    lambda text: len(text.strip("\n")) >= LEAST
)


@given(texts, st.integers(2, 6), st.floats(0.05, 0.5))
def test_two_parts_without_overlap_make_up_the_whole(text: str, most: int, share: float) -> None:
    made = CharacterText.of(text, most_kinds=most, held_out=share)
    assert (made.ids == np.concatenate([made.training, made.held_out])).all()
    assert len(made.ids) == len(text.strip("\n"))
    assert 2 <= len(made.held_out) <= max(2, len(made.ids) * share + 1)
    shown = made.decode(made.ids)
    assert all(a in (b, "\ufffd") for a, b in zip(shown, text.strip("\n"), strict=True))
    assert made.unknown == shown.count("\ufffd")
    assert made.vocabulary.size <= most + 2


def test_numbers_go_by_code_point_with_the_line_break_among_them_and_padding_last() -> None:
    text = CharacterText.of("baa " * 30)
    assert text.vocabulary.tokens == ("<unk>", "\n", " ", "a", "b", PADDING)
    assert text.encode("a\nz").tolist() == [3, 1, 0]
    assert (text.line_break, text.padding, text.never_written) == (1, 5, (0, 5))
    assert text.decode([4, 0, 3, 5]) == "b\ufffda"


def test_the_rarest_characters_share_the_unknown_number() -> None:
    text = "a" * 60 + "b" * 50 + "c" * 40 + "d" * 40 + "😀"
    made = CharacterText.of(text[::-1] + "\n" + "a" * 40, most_kinds=4)
    assert made.vocabulary.tokens == ("<unk>", "\n", "a", "b", "c", PADDING)
    assert (made.left_out, made.unknown) == (2, 41)
    assert CharacterText.of(text[::-1] + "a" * 40).left_out == 0


def test_the_held_out_part_begins_with_a_line_where_one_begins_soon() -> None:
    line = "x" * 27 + "\n"
    made = CharacterText.of(line * 40 + "y" * 20)
    assert made.training[-1] == made.line_break and made.held_out[0] != made.line_break
    assert 0.85 < made.split / len(made.ids) <= 0.95
    endless = CharacterText.of("x" * 1000)
    assert endless.split == 900


def test_nothing_of_the_held_out_part_reaches_training() -> None:
    """Whatever stands there: vocabulary, batches and counts of training stay the same."""
    begin = "to be or not to be that is it " * 40
    one, other = (CharacterText.of(begin + end * 120) for end in ("e", "Ω"))
    assert one.split == other.split == len(begin) - 12
    assert one.vocabulary == other.vocabulary
    for made in (one, other):
        assert "Ω" not in made.vocabulary.tokens
    for update in range(5):
        a, b = (Windows(made.training, 16, 4, 7).batch(update) for made in (one, other))
        np.testing.assert_array_equal(a.inputs, b.inputs)
        np.testing.assert_array_equal(a.targets, b.targets)
    counts = [Counters.of(made.training, made.vocabulary.size - 1) for made in (one, other)]
    np.testing.assert_array_equal(counts[0].bigram, counts[1].bigram)
    assert one.left_out == 0 and other.left_out == 1 and other.unknown == 120


@pytest.mark.parametrize("seed", range(3))
def test_no_window_and_no_line_of_training_reaches_into_the_held_out_part(seed: int) -> None:
    made = CharacterText.of("a1" * 50 + "\n" + "ab " * 300 + "z9z9" * 30 + "\n" + "z9" * 45)
    marked = CharacterText(np.arange(len(made.ids)), made.vocabulary, made.split)
    for sequences in (
        Windows(marked.training, 16, 4, seed),
        PaddedLines(marked.training, made.line_break, 0, 30, 4, seed),
    ):
        for update in range(2 * sequences.updates_per_epoch):
            batch = sequences.batch(update)
            assert batch.inputs.max() < made.split and batch.targets.max() < made.split


@pytest.mark.parametrize("text", ["", "\n" * 500, "a", "a" * (LEAST - 1), "\n" + "é" * 50 + "\n"])
def test_a_text_that_is_too_short_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^The text has \d+ characters .* at least {LEAST}\.$"):
        CharacterText.of(text)


@pytest.mark.parametrize("wrong", [{"most_kinds": 1}, {"held_out": 0.0}, {"held_out": 0.9}])
def test_no_such_share_or_number_of_characters_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="held-out share"):
        CharacterText.of("a" * 200, **wrong)


def test_one_character_again_and_again_is_a_text() -> None:
    made = CharacterText.of("a" * LEAST)
    assert made.vocabulary.tokens == ("<unk>", "\n", "a", PADDING)
    assert set(made.ids) == {2}


def test_a_text_in_which_every_character_is_another_one_is_numbered_too() -> None:
    made = CharacterText.of("".join(map(chr, range(0x4E00, 0x4E00 + 1000))))
    assert made.vocabulary.size == 130
    assert made.left_out == made.unknown == 1000 - 127


def test_the_numbers_cannot_be_written_to() -> None:
    made = CharacterText.of("a" * LEAST)
    with pytest.raises(ValueError, match="read-only"):
        made.training[0] = 0


def test_a_megabyte_is_numbered_and_cut_in_a_moment() -> None:
    start = time.process_time()
    made = CharacterText.of("It was dark, wasn't it? 3.5 yards\n" * 30_000)
    Windows(made.training).batch(10**6)
    PaddedLines(made.training, made.line_break, made.padding).batch(10**6)
    assert time.process_time() - start < 10.0
