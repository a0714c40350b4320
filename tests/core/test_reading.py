"""A sequence that is read piece by piece is the same sequence, and so is what is written."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    RNN,
    Bidirectional,
    Embedding,
    PeepholeLSTM,
    Readout,
    SequenceModel,
    generate,
    read_on,
    softmax,
    writing,
)
from tests.core.test_generate import model_of

KINDS = [(LSTM,), (GRU,), (RNN, LSTM), (PeepholeLSTM, GRU, LSTM)]


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("cuts", [(4,), (1, 2, 3, 4, 5, 6, 7, 8), ()])
def test_pieces_give_the_answers_and_states_of_the_whole(
    kinds: tuple[type, ...], cuts: tuple[int, ...]
) -> None:
    model = model_of(kinds)
    ids = np.random.default_rng(1).integers(0, 4, (9, 2))
    whole, piece, logits = model.forward(ids), None, []
    for part in np.split(ids, cuts):
        piece = read_on(model, part, piece)
        logits.append(piece.logits)
    assert piece is not None
    np.testing.assert_allclose(np.concatenate(logits), whole.logits, rtol=1e-12)
    for last, all_of_it in zip(piece.layers, whole.layers, strict=True):
        np.testing.assert_allclose(last.h[-1], all_of_it.h[-1], rtol=1e-12)


@pytest.mark.parametrize("kinds", KINDS)
def test_what_is_watched_while_it_writes_is_what_is_generated(kinds: tuple[type, ...]) -> None:
    model = model_of(kinds)
    generated = generate(model, np.array([2, 1]), np.asarray, limit=7)
    watched = list(islice(writing(model, np.array([2, 1]), np.asarray), 7))
    assert tuple(choice.output for choice in watched) == generated.outputs
    assert [len(choice.trace.inputs) for choice in watched] == [2] + 6 * [1]
    np.testing.assert_allclose(
        [choice.probabilities for choice in watched],
        softmax(generated.trace.logits[1:, 0]),
        rtol=1e-12,
    )
    np.testing.assert_allclose(
        [choice.trace.layers[-1].h[-1] for choice in watched],
        generated.trace.layers[-1].h[1:],
        rtol=1e-12,
    )


def test_a_choice_later_feeds_on_what_was_chosen() -> None:
    chosen = iter([3, 0, 2])
    watched = islice(
        writing(model_of((LSTM,)), np.array([1]), np.asarray, choose=lambda p: next(chosen)), 3
    )
    assert [choice.trace.inputs.item() for choice in watched] == [1, 3, 0]


def test_another_number_of_sequences_cannot_go_on_from_the_piece_before() -> None:
    model = model_of((LSTM,))
    piece = read_on(model, np.zeros((3, 2), dtype=int))
    with pytest.raises(ValueError, match="h0 must be"):
        read_on(model, np.zeros((3, 1), dtype=int), piece)


def test_what_reads_backwards_cannot_read_on_and_says_so_at_once() -> None:
    rng = np.random.default_rng(0)
    both = Bidirectional(LSTM.init(rng, 3, 5), LSTM.init(rng, 3, 5))
    model = SequenceModel(Embedding.init(rng, 4, 3), (both,), Readout.init(rng, 10, 4))
    with pytest.raises(ValueError, match="its future is not there yet"):
        read_on(model, np.zeros((3, 1), dtype=int))
    with pytest.raises(ValueError, match="its future is not there yet"):
        writing(model, np.array([0]), np.asarray)
