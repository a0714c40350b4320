"""Pictures and dates: what is drawn, what is held out, and what the right answer is."""

from __future__ import annotations

from datetime import date
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.pairs import END
from lstm_core.tasks import dates, segments
from lstm_core.tasks.split import is_held_out

seeds = st.integers(0, 2**32 - 1)


@given(seeds)
def test_the_rules_read_every_drawn_date_as_it_was_meant(seed: int) -> None:
    made = dates.make_written(np.random.default_rng(seed))
    assert dates.read_day(made.text) == made.day
    assert all(map(dates.VOCABULARY.knows, made.text.lower()))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 March 2021", "2021-03-03"),
        ("March 3rd, 2021", "2021-03-03"),
        ("Wed 3.3.21", "2021-03-03"),
        ("the 3rd of march 2021", "2021-03-03"),
        ("4/3/2021", "2021-03-04"),
        ("31.12.68", "2068-12-31"),
        ("1 jan 69", "1969-01-01"),
        ("2021-03-04", "2021-03-04"),
        ("29 feb 2024", "2024-02-29"),
    ],
)
def test_typed_dates_are_read_day_first(text: str, day: str) -> None:
    assert dates.read_day(text) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["31 Feb 2021", "31.2.21", "2021-13-01", "29 feb 2023", "0.1.20"])
def test_a_day_that_no_calendar_has_is_said_to_be_none(text: str) -> None:
    with pytest.raises(dates.NoSuchDayError):
        dates.read_day(text)


@pytest.mark.parametrize("text", ["", "hello", "12", "\U0001f389", "marching 3 2", "3 March"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert dates.read_day(text) is None


def test_a_held_out_day_is_in_no_training_batch_in_any_spelling() -> None:
    rng = np.random.default_rng(0)
    for batch in islice(dates.date_batches(rng, 64), 8):
        for symbols in batch.targets.T:
            answer = "".join(dates.SYMBOLS[k] for k in symbols)
            assert not is_held_out(answer)
            assert dates.encode_answer(answer) == symbols.tolist()
    assert is_held_out(dates.draw_written(rng, held_out=True).answer)
    assert is_held_out(dates.with_words_behind(rng, 2).answer)


def test_a_date_batch_is_fed_the_right_symbols_one_step_late() -> None:
    written = [
        dates.Written("3.3.21", date(2021, 3, 3)),
        dates.Written("1 May 99", date(1999, 5, 1)),
    ]
    batch = dates.date_batch(written)
    np.testing.assert_array_equal(batch.inputs.lengths, [6, 8])
    np.testing.assert_array_equal(batch.inputs.fed[0], END)
    np.testing.assert_array_equal(batch.inputs.fed[1:], batch.targets[:-1])
    np.testing.assert_array_equal(batch.targets[-1], END)
    np.testing.assert_array_equal(batch.inputs.sources[6:, 0], 0)


def test_capitals_and_small_letters_are_one_and_strangers_are_unknown() -> None:
    np.testing.assert_array_equal(dates.encode_text("MAY"), dates.encode_text("may"))
    np.testing.assert_array_equal(dates.encode_text("é\U0001f389"), [0, 0])


def test_the_ten_pictures_differ_and_an_eight_lights_all() -> None:
    assert len({tuple(lit) for lit in segments.DIGITS}) == 10
    assert segments.DIGITS[8].sum() == 7 and segments.DIGITS[1].sum() == 2


def test_shares_by_bayes_are_the_shares_among_drawn_pictures() -> None:
    rng = np.random.default_rng(0)
    drawn = [segments.draw_picture(rng) for _ in range(20_000)]
    lit = segments.DIGITS[7]
    alike = [picture.digit for picture in drawn if (picture.lit == lit).all()]
    counted = np.bincount(alike, minlength=10) / len(alike)
    np.testing.assert_allclose(counted, segments.shares(lit), atol=0.03)
    assert segments.shares(lit).sum() == pytest.approx(1.0)


def test_no_held_out_picture_is_drawn_for_training_and_none_is_a_clean_digit() -> None:
    rng = np.random.default_rng(0)
    held_out = {tuple(lit) for lit in segments.held_out_pictures()}
    assert len(held_out) > 8
    assert not held_out & {tuple(lit) for lit in segments.DIGITS}
    assert not held_out & {tuple(segments.draw_picture(rng).lit) for _ in range(3000)}
    assert tuple(segments.draw_picture(rng, held_out=True).lit) in held_out


def test_a_spelling_batch_has_the_picture_first_and_then_the_letters_before() -> None:
    batch = segments.spelling_batch(np.random.default_rng(1), 12)
    picture, letter = batch.inputs[..., :7], batch.inputs[..., 7:]
    assert (picture[1:] == 0).all() and (letter[0] == 0).all()
    asked = batch.weights[1:] > 0
    np.testing.assert_array_equal(letter[1:].argmax(axis=2)[asked], batch.targets[:-1][asked])
    for b in range(12):
        letters = batch.targets[batch.weights[:, b] > 0, b]
        assert "".join(segments.LETTERS[k] for k in letters) in segments.NAMES
        assert letters[-1] == 0


def test_a_digit_batch_asks_once_about_each_picture() -> None:
    batch = segments.digit_batch(np.random.default_rng(1), 5)
    assert batch.inputs.shape == (1, 5, 7) and batch.targets.shape == (1, 5)
