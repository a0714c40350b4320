"""Bits per character by hand, and that a model is asked for the same characters as the counts."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import (
    LSTM,
    Adam,
    Batch,
    OneHot,
    Readout,
    SequenceModel,
    softmax,
    softmax_cross_entropy,
    train,
)
from lstm_core.text.characters import CharacterText
from lstm_core.text.entropy import (
    Counters,
    bigram_entropy,
    bits,
    bits_per_character,
    unigram_entropy,
)
from lstm_core.text.sequences import PaddedLines, Sequences, Windows, stream_once

ids_of = st.lists(st.integers(0, 4), min_size=2, max_size=60).map(np.array)


def pairs(*asked: tuple[int, int]) -> Batch:
    before, after = (np.array(ids)[:, None] for ids in zip(*asked, strict=True))
    return Batch(before, after, np.ones(before.shape))


def test_a_nat_is_more_than_a_bit() -> None:
    assert bits(np.log(2.0)) == 1.0 and bits(0.0) == 0.0
    assert bits(1.0) == pytest.approx(1.4427, abs=1e-4)


def test_entropies_of_a_tiny_text_by_hand() -> None:
    # a b a a: p(a) = 3/4. Pairs ab, ba, aa: after a comes b or a, after b always a.
    text = np.array([1, 2, 1, 1])
    assert unigram_entropy(text) == pytest.approx(0.75 * np.log2(4 / 3) + 0.25 * 2)
    assert bigram_entropy(text) == pytest.approx(2 / 3 * 1.0)


def test_who_sees_one_character_is_never_worse_off_than_chance_alone_allows() -> None:
    assert unigram_entropy(np.array([3, 3, 3])) == bigram_entropy(np.array([3, 3, 3])) == 0.0
    assert unigram_entropy(np.arange(8)) == 3.0
    assert bigram_entropy(np.arange(8)) == 0.0


@given(ids_of)
def test_knowing_the_character_before_never_hurts(ids: np.ndarray) -> None:
    assert 0.0 <= bigram_entropy(ids) <= unigram_entropy(ids[1:]) + 1e-12
    assert unigram_entropy(ids) <= np.log2(5) + 1e-12


def test_smoothed_counts_by_hand() -> None:
    # 1 2 1 1 of K = 4 kinds: seen 0, 3, 1, 0 times, once more each, over 4 + 4.
    counters = Counters.of(np.array([1, 2, 1, 1]), 4)
    np.testing.assert_allclose(counters.unigram, np.array([1, 4, 2, 1]) / 8)
    # After 1 came 2 once and 1 once: n = 2, t = 2. After 2 came 1: n = 1, t = 1. Else nothing.
    np.testing.assert_allclose(counters.bigram[1], np.array([0.25, 1 + 1, 1 + 0.5, 0.25]) / 4)
    np.testing.assert_allclose(counters.bigram[2], np.array([0.125, 1.5, 0.25, 0.125]) / 2)
    np.testing.assert_allclose(counters.bigram[[0, 3]], 2 * [counters.unigram])


def test_cross_entropies_of_held_out_characters_by_hand() -> None:
    counters = Counters.of(np.array([1, 2, 1, 1]), 4)
    unigram, bigram = counters.bits_per_character([pairs((1, 1), (1, 2)), pairs((3, 0))])
    assert unigram == pytest.approx((1 + 2 + 3) / 3)
    assert bigram == pytest.approx((1 + np.log2(8 / 3) + 3) / 3)


@given(ids_of)
def test_smoothed_counts_are_probabilities_and_none_is_0(ids: np.ndarray) -> None:
    counters = Counters.of(ids, 7)
    assert (counters.unigram > 0).all() and (counters.bigram > 0).all()
    np.testing.assert_allclose(counters.unigram.sum(), 1.0)
    np.testing.assert_allclose(counters.bigram.sum(axis=1), 1.0)


def test_steps_that_are_not_judged_are_not_asked_for() -> None:
    counters, batch = Counters.of(np.array([1, 2, 1, 1]), 4), pairs((1, 1), (1, 3))
    batch.weights[1] = 0.0
    assert counters.bits_per_character([batch]) == pytest.approx((1.0, 1.0))


def test_a_model_is_measured_as_its_probabilities_say() -> None:
    rng = np.random.default_rng(0)
    model = SequenceModel(OneHot(5), (LSTM.init(rng, 5, 6),), Readout.init(rng, 6, 5, "every"))
    ids = rng.integers(0, 5, 90)
    p = softmax(model.forward(ids[:-1, None]).logits)[:, 0][np.arange(89), ids[1:]]
    whole = stream_once(ids, steps=200)
    assert bits_per_character(model, whole) == pytest.approx(-np.log2(p).mean(), rel=1e-12)
    pieces = stream_once(ids, steps=7, before=64, lanes=2)
    assert bits_per_character(model, pieces) == pytest.approx(-np.log2(p).mean(), rel=1e-4)


def test_a_model_that_expects_all_alike_needs_the_logarithm_of_their_number() -> None:
    rng = np.random.default_rng(0)
    cell, readout = LSTM.init(rng, 8, 2), Readout(np.zeros((8, 2)), np.zeros(8), "every")
    model = SequenceModel(OneHot(8), (cell,), readout)
    assert bits_per_character(model, stream_once(np.arange(8))) == pytest.approx(3.0)


@pytest.mark.parametrize("padded", [False, True])
def test_a_model_that_remembers_learns_what_no_pair_can_tell(padded: bool) -> None:
    """After three a always comes b, after three b always a; who sees one letter cannot count."""
    lines = np.random.default_rng(0).choice(["aaab", "bbba", "a"], 300)
    text = CharacterText.of("\n".join(lines))
    sequences: Sequences = Windows(text.training, 16, 8)
    held_out = list(stream_once(text.held_out))
    if padded:
        sequences = PaddedLines(text.training, text.line_break, text.padding, lanes=32)
        held_out = list(PaddedLines(text.held_out, text.line_break, text.padding).once())
    kinds, rng = text.vocabulary.size, np.random.default_rng(1)
    cell, readout = LSTM.init(rng, kinds, 10), Readout.init(rng, 10, kinds, "every")
    model = SequenceModel(OneHot(kinds), (cell,), readout)
    for event in train(model, islice(sequences.batches(), 200), Adam(0.03), softmax_cross_entropy):
        model = event.model
    unigram, bigram = Counters.of(text.training, kinds - 1).bits_per_character(held_out)
    assert bits_per_character(model, held_out) < 0.7 * bigram < 0.7 * unigram


def test_too_little_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 characters"):
        unigram_entropy(np.array([], dtype=int))
    with pytest.raises(ValueError, match="at least 2 characters"):
        bigram_entropy(np.array([1]))
    with pytest.raises(ValueError, match="at least 2 characters"):
        Counters.of(np.array([1]), 3)
    with pytest.raises(ValueError, match="at least one batch"):
        bits_per_character(SequenceModel.__new__(SequenceModel), [])
