"""Gaps and names say what they mean: what decides stands where the kind says."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.tasks import gaps, names
from lstm_core.vocabulary import UNKNOWN, split_words

seeds = st.integers(0, 2**32 - 1)
SUBJECTS = ("one", "many", "him", "them")


def told(words: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether these words tell the time, and the number of the subject's noun."""
    own = " ".join(words)
    time = any(f" {phrase} " in f" {own} " for phrase in (*gaps.NOW, *gaps.PAST))
    phrases = [p for sort in (gaps.ALIVE, gaps.THINGS) for slot in SUBJECTS for p in sort[slot]]
    subjects = set(split_words(" ".join(phrases))) - {"and"}
    after_says = own
    for says in gaps.SLOTS["says"]:
        after_says = after_says.replace(says, "")
    return time, bool(subjects & set(split_words(after_says)))


@given(seeds, st.sampled_from(gaps.KINDS))
def test_what_decides_stands_where_the_kind_says(seed: int, kind: str) -> None:
    gapped = gaps.make_gapped(np.random.default_rng(seed), kind)
    before, after = told(gapped.words[: gapped.at]), told(gapped.words[gapped.at + 1 :])
    if kind == "before":
        assert before == (True, True) and after == (False, False)
    elif kind == "after":
        assert before == (False, False) and after == (True, True)
    else:
        assert before[0] != before[1] and after == (not before[0], not before[1])


@given(seeds)
def test_every_sentence_has_one_gap_and_is_within_the_vocabulary(seed: int) -> None:
    gapped = gaps.make_gapped(np.random.default_rng(seed))
    assert gapped.words.count(gaps.GAP) == 1
    assert all(map(gaps.VOCABULARY.knows, gapped.words))
    assert not set(gaps.CLASSES) & set(gapped.words)
    assert gaps.cut_at_gap(gapped).words == gapped.words[: gapped.at + 1]


def test_no_sentence_has_two_answers_and_kinds_and_answers_are_equally_common() -> None:
    rng = np.random.default_rng(0)
    answer: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for _ in range(6000):
        gapped = gaps.make_gapped(rng)
        assert answer.setdefault(gapped.words, gapped.label) == gapped.label
        counts[gapped.kind, gapped.label] += 1
    assert len(counts) == 12
    assert max(counts.values()) < 1.25 * min(counts.values())


@pytest.mark.parametrize(("kind", "side"), [("before", 1), ("after", 0)])
def test_the_side_that_tells_nothing_is_the_same_for_every_answer(kind: str, side: int) -> None:
    """No word, and no number of words, on that side is more common with one answer."""
    rng = np.random.default_rng(1)
    seen: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(gaps.CLASSES)))
    for _ in range(12_000):
        gapped = gaps.make_gapped(rng, kind)
        part = (gapped.words[: gapped.at], gapped.words[gapped.at + 1 :])[side]
        for word in {*part, f"{len(part)} words"}:
            seen[word][gapped.label] += 1
    common = {word: n / n.sum() for word, n in seen.items() if n.sum() > 1000}
    assert len(common) > 5
    assert max(np.abs(share - 0.25).max() for share in common.values()) < 0.06


def test_a_gap_batch_is_judged_at_the_gap_and_the_gap_is_never_hidden() -> None:
    rng = np.random.default_rng(0)
    batch = gaps.gap_batch(rng, 200, drop=0.5, on_the_way=0.1)
    gap = gaps.VOCABULARY.encode([gaps.GAP])[0]
    np.testing.assert_array_equal((batch.inputs == gap).sum(axis=0), 1)
    np.testing.assert_array_equal(batch.weights[batch.inputs == gap], 1.0)
    inside = np.arange(len(batch.inputs))[:, None] < batch.lengths
    np.testing.assert_array_equal(batch.weights[inside & (batch.inputs != gap)], 0.1)
    np.testing.assert_array_equal(batch.weights[~inside], 0.0)


@pytest.mark.parametrize("make", [gaps.gap_batch, names.names_batch])
def test_no_held_out_sentence_occurs_in_training(make) -> None:
    rng = np.random.default_rng(0)
    sides = [
        {tuple(batch.inputs[:, b]) for b in range(400)}
        for batch in (make(rng, 400, held_out=side) for side in (False, True))
    ]
    longest = max(len(ids) for side in sides for ids in side)
    filled = [{ids + (0,) * (longest - len(ids)) for ids in side} for side in sides]
    assert not filled[0] & filled[1]


@given(seeds)
def test_every_tagged_sentence_is_within_the_vocabulary(seed: int) -> None:
    tagged = names.make_tagged(np.random.default_rng(seed))
    assert len(tagged.words) == len(tagged.tags)
    assert all(map(names.VOCABULARY.knows, tagged.words))
    assert all(tag in range(len(names.CLASSES)) for tag in tagged.tags)


def test_names_with_two_meanings_are_met_in_both_and_no_sentence_is_tagged_in_two_ways() -> None:
    rng = np.random.default_rng(0)
    met: dict[str, set[str]] = defaultdict(set)
    tags: dict[tuple[str, ...], tuple[int, ...]] = {}
    for _ in range(20_000):
        tagged = names.make_tagged(rng)
        assert tags.setdefault(tagged.words, tagged.tags) == tagged.tags
        for word, tag in zip(tagged.words, tagged.tags, strict=True):
            met[word].add(names.CLASSES[tag])
    assert all(met[word] == {"person", "place"} for word in names.EITHER)
    assert met["april"] == {"person", "date"}
    assert met["may"] == {"person", "date", "other"}
    assert met["the"] == met["mr"] == {"other"}


def test_a_hidden_name_keeps_its_capital_letter_and_numbers_stay() -> None:
    tagged = names.Tagged(("we", "met", "anna", "on", names.NUMBER, "may"), (0, 0, 1, 0, 3, 3))
    hidden = names.hidden(np.random.default_rng(0), tagged, names=1.1, others=1.1)
    assert hidden.words == (
        *(names.CAPITAL, UNKNOWN, names.CAPITAL, UNKNOWN, names.NUMBER, names.CAPITAL),
    )
    assert hidden.tags == tagged.tags


def test_typed_words_are_read_with_what_their_capital_says() -> None:
    assert names.read("Zelda met TOM on 3 May!") == (
        *(names.CAPITAL, "met", "tom", "on", names.NUMBER, "may", UNKNOWN),
    )
    assert names.read("") == ()
