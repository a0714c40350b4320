"""What is true of each place in a text, and an honest score of the unit that tracks it."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.text.features import Feature, depth, features, in_words, inside_quotes
from lstm_core.text.ranks import area_under_roc, midranks, rank_correlation
from lstm_core.text.tracking import LEAST, occurrences, track

columns = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.booleans()), min_size=2, max_size=40
)


def named(name: str, text: str) -> str:
    """A feature drawn under its text: digits, or 1 where it is so."""
    feature = next(feature for feature in features(text) if feature.name == name)
    return "".join(str(int(value)) for value in feature.values)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('a "b" c', "0011000"),
        ("a “b” c", "0011000"),
        ("«a» b", "11000"),
        ("“a «b» c” d", "11111111000"),
        ("it's 'so'", "000000000"),
        ('"a\n\nb" c', "11100111"),
        ('"""a\n\nb "c" """ d', "00111111111111000"),
        ("a” b", "0000"),
        ("“a\n\nb", "11100"),
    ],
)
def test_inside_quotes_is_what_stands_between_them(text: str, inside: str) -> None:
    assert "".join(str(int(flag)) for flag in inside_quotes(text)) == inside


def test_depth_counts_what_is_open_and_starts_anew_with_a_paragraph() -> None:
    assert depth("a(b[c]d)e)f(g", "([", ")]").tolist() == [0, 1, 1, 2, 2, 1, 1, 0, 0, 0, 0, 1, 1]
    assert depth("((a\n\nb)(c", "(", ")").tolist() == [1, 2, 2, 2, 0, 0, 0, 1, 1]


@given(st.text("()a\n", max_size=60).filter(bool))
def test_depth_is_that_of_a_count_by_hand(text: str) -> None:
    by_hand, height, before = [], 0, ""
    for character in text:
        height = 0 if before == character == "\n" else height
        height = max(0, height + {"(": 1, ")": -1}.get(character, 0))
        by_hand.append(height)
        before = character
    assert depth(text, "(", ")").tolist() == by_hand


def test_features_by_hand() -> None:
    text = "Don't go\n  x = (1)\n"
    assert named("last letter of a word", text) == "0000100100010000100"
    assert named("capital letter", text) == "1" + 18 * "0"
    assert named("digit", text) == "0" * 16 + "100"
    assert named("inside brackets", text) == "0" * 15 + "1100"
    assert named("space before a line", text) == "0" * 9 + "11" + "0" * 8
    assert named("place in the word", text) == "12345012000100001" + "00"
    assert named("place in the line", "ab\n\ncd") == "120012"
    assert in_words("a' 'b a''b").tolist() == [c.isalpha() for c in "a' 'b a''b"]


def test_features_have_the_same_names_whatever_the_text() -> None:
    names = [feature.name for feature in features("a")]
    assert len(set(names)) == len(names) == 8
    for text in ("\n", "😀", "\x00\ud800", "“(“", " " * 9):
        found = features(text)
        assert [feature.name for feature in found] == names
        assert all(feature.values.shape == (len(text),) for feature in found)
    with pytest.raises(ValueError, match="at least one character"):
        features("")


@given(columns)
def test_area_and_ranks_agree_with_a_count_of_all_pairs(rows: list[tuple[int, int, bool]]) -> None:
    units = np.array([row[:2] for row in rows], dtype=float)
    flags = np.array([row[2] for row in rows])
    ranks = midranks(units)
    by_hand = [[(u < v).sum() + ((u == v).sum() + 1) / 2 for v in u] for u in units.T]
    np.testing.assert_allclose(ranks.T, by_hand)
    if flags.all() or not flags.any():
        with pytest.raises(ValueError, match="so at one place and not so at another"):
            area_under_roc(flags, ranks)
        return
    for column, area in zip(units.T, area_under_roc(flags, ranks), strict=True):
        wins = [float(a > b) + 0.5 * float(a == b) for a in column[flags] for b in column[~flags]]
        assert area == pytest.approx(np.mean(wins))


def test_rank_correlation_by_hand() -> None:
    numbers = np.array([0, 1, 2, 3])
    units = np.array(
        [[1.0, 5.0, 2.0, 7.0], [2.0, 4.0, 1.0, 7.0], [9.0, 3.0, 4.0, 7.0], [99, 2, 3, 7]]
    )
    # 1 - 6 * sum of d^2 / (n (n^2 - 1)), with d = (-1, 1, -1, 1) in the third column.
    np.testing.assert_allclose(
        rank_correlation(numbers, midranks(units)), [1.0, -1.0, 1 - 6 * 4 / 60, 0.0], atol=1e-12
    )
    np.testing.assert_array_equal(rank_correlation(np.ones(4, int), midranks(units)), 0.0)


def test_the_unit_that_tracks_is_found_with_its_sign_among_noise() -> None:
    rng = np.random.default_rng(0)
    so = np.repeat(rng.random(60) < 0.5, 7)
    units = rng.standard_normal((420, 9))
    units[:, 4] -= 3.0 * so
    found = track([Feature("so", so)], units)[0]
    assert (found.unit, found.sign, found.reason) == (4, -1, "")
    halves = [
        area_under_roc(so[part], midranks(-units[part, 4:5]))[0]
        for part in (slice(0, 210), slice(210, None))
    ]
    assert [found.chosen, found.score] == pytest.approx(halves)
    assert found.score is not None and found.score > 0.95


def test_the_best_of_many_that_know_nothing_looks_good_only_where_it_was_chosen() -> None:
    """Of 200 units of noise the best is far from 0.5; on new text it falls back to it."""
    scores = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        so = rng.random(120) < 0.3
        found = track([Feature("so", so)], rng.standard_normal((120, 200)))[0]
        assert found.chosen is not None and found.chosen > 0.65
        scores.append(found.score)
    assert np.mean(scores) == pytest.approx(0.5, abs=0.05)
    assert min(scores) < 0.5


def test_the_second_part_does_not_choose() -> None:
    rng = np.random.default_rng(0)
    so, units = rng.random(100) < 0.5, rng.standard_normal((100, 5))
    before = track([Feature("so", so)], units, 60)[0]
    units[60:] = np.outer(so[60:], [9.0, -9.0, 9.0, 9.0, -9.0])
    after = track([Feature("so", so)], units, 60)[0]
    assert (before.unit, before.sign, before.chosen) == (after.unit, after.sign, after.chosen)
    assert after.score in (0.0, 1.0) and before.score not in (0.0, 1.0)


def test_a_number_is_tracked_by_a_curve_that_rises_or_falls_with_it() -> None:
    place = np.tile(np.arange(10), 20)
    units = np.column_stack([np.cos(place * 9.7), -np.exp(place / 3.0)])
    found = track([Feature("place", place)], units)[0]
    assert (found.is_number, found.unit, found.sign) == (True, 1, -1)
    assert found.score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.zeros(80, bool), "It never occurs in the first part"),
        (np.ones(80, bool), "It never occurs in the first part"),
        (np.arange(80) == 3, "It occurs once in the first part"),
        (np.arange(80) < 40, "It never occurs in the first part"),
        (
            np.where(np.arange(80) < 40, np.arange(80) % 8 == 0, False),
            "It never occurs in the second",
        ),
        (np.arange(80) % 20 < 15, "It occurs 2 times in the first part"),
        (np.arange(80), "It never occurs in the first part"),
        (np.arange(80) % 20, "It occurs once in the first part"),
    ],
)
def test_what_occurs_too_seldom_gets_a_reason_and_no_score(values: np.ndarray, reason: str) -> None:
    found = track([Feature("rare", values)], np.random.default_rng(0).standard_normal((80, 3)))[0]
    assert found.reason.startswith(reason)
    assert found.reason.endswith(f"a score takes at least {LEAST}.")
    assert (found.unit, found.sign, found.chosen, found.score) == (None, 0, None, None)


def test_occurrences_are_stretches_and_not_characters() -> None:
    assert occurrences(np.array([1, 1, 0, 1, 0, 0, 1, 1], bool)) == 3
    assert occurrences(np.array([1, 2, 3, 0, 1, 0])) == 2


def test_units_that_never_move_track_nothing() -> None:
    text = "to be or not to be\n" * 20
    for found in track(features(text), np.zeros((len(text), 4))):
        assert found.score in (None, 0.5 if not found.is_number else 0.0)


def test_what_does_not_fit_is_refused() -> None:
    so = Feature("so", np.tile([True, False], 10))
    with pytest.raises(ValueError, match="of the same 19 places"):
        track([so], np.zeros((19, 3)))
    with pytest.raises(ValueError, match="finite"):
        track([so], np.full((20, 3), np.nan))
    for split in (0, 20):
        with pytest.raises(ValueError, match="both parts need a place"):
            track([so], np.zeros((20, 3)), split)
    with pytest.raises(ValueError, match=r"T = 20; got \(3,\)"):
        area_under_roc(np.array([True, False, True]), np.zeros((20, 1)))


def test_twenty_thousand_characters_of_64_units_are_scored_in_a_moment() -> None:
    text = ("It was “dark” (very), wasn't it? 3 yards\n" * 500)[:20_000]
    start = time.process_time()
    track(features(text), np.random.default_rng(0).standard_normal((len(text), 64)))
    assert time.process_time() - start < 10.0
