"""An encoder-decoder hands over its states, looks where it should, and its gradients are true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import (
    GRU,
    LSTM,
    Attention,
    OneHot,
    Pairs,
    Readout,
    Seq2Seq,
    softmax_cross_entropy,
    train,
)
from lstm_core.batch import Batch
from lstm_core.optimisers import Adam
from lstm_core.pairs import END
from tests.core.finite_differences import central_differences
from tests.core.pairs import CELLS, WRITES, B, H, S, T, build, member, random_pairs

VARIANTS = [(kind, attends) for kind in CELLS for attends in (False, True)]
each_variant = pytest.mark.parametrize(("kind", "attends"), VARIANTS)
D_LOGITS = np.random.default_rng(2).standard_normal((T, B, WRITES))


def differences(model: Seq2Seq, pairs: Pairs) -> dict[str, np.ndarray]:
    def loss(at: Mapping[str, np.ndarray]) -> float:
        return float((model.with_parameters(at).forward(pairs).logits * D_LOGITS).sum())

    return central_differences(loss, model.parameters)


@each_variant
def test_every_gradient_agrees_with_finite_differences(kind: str, attends: bool) -> None:
    model, pairs = build(kind, attends=attends), random_pairs()
    exact = model.backward(model.forward(pairs), D_LOGITS).parameters
    found = differences(model, pairs)
    assert exact.keys() == found.keys()
    for name, slope in found.items():
        assert np.abs(slope).max() > 0
        np.testing.assert_allclose(exact[name], slope, rtol=1e-6, atol=1e-8, err_msg=name)


@pytest.mark.parametrize("name", sorted(build().parameters))
def test_the_check_finds_a_planted_error_of_a_tenth_of_a_percent(name: str) -> None:
    model, pairs = build(), random_pairs()
    exact = model.backward(model.forward(pairs), D_LOGITS).parameters[f"d_{name}"] * 1.001
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(
            exact, differences(model, pairs)[f"d_{name}"], rtol=1e-6, atol=1e-8
        )


@each_variant
def test_a_batch_of_unequal_lengths_equals_its_members(kind: str, attends: bool) -> None:
    model, pairs = build(kind, attends=attends), random_pairs()
    whole = model.forward(pairs)
    for b in range(B):
        alone = model.forward(member(pairs, b))
        np.testing.assert_allclose(alone.logits[:, 0], whole.logits[:, b], atol=1e-12)
        if whole.attention and alone.attention:
            length = pairs.lengths[b]
            looked = whole.attention.weights[:, b]
            np.testing.assert_allclose(alone.attention.weights[:, 0], looked[:, :length])
            np.testing.assert_array_equal(looked[:, length:], 0)


@each_variant
def test_the_gradients_of_a_batch_are_the_sums_of_its_members(kind: str, attends: bool) -> None:
    model, pairs = build(kind, attends=attends), random_pairs()
    whole = model.backward(model.forward(pairs), D_LOGITS).parameters
    alone = [
        model.backward(model.forward(member(pairs, b)), D_LOGITS[:, b : b + 1]).parameters
        for b in range(B)
    ]
    for name, total in whole.items():
        np.testing.assert_allclose(sum(one[name] for one in alone), total, atol=1e-12)


@given(st.integers(0, 500))
def test_what_stands_behind_an_end_changes_nothing(seed: int) -> None:
    model, pairs = build(), random_pairs()
    other = pairs.sources.copy()
    behind = np.arange(S)[:, None] >= pairs.lengths
    other[behind] = np.random.default_rng(seed).integers(8, size=behind.sum())
    before, after = model.forward(pairs), model.forward(replace(pairs, sources=other))
    np.testing.assert_array_equal(after.logits, before.logits)


@each_variant
def test_the_decoder_starts_in_the_states_in_which_the_encoder_ended(
    kind: str, attends: bool
) -> None:
    model, pairs = build(kind, attends=attends), random_pairs()
    trace = model.forward(pairs)
    for b in range(B):
        alone = member(pairs, b)
        read = model.encoder.forward(model.source.encode(alone.sources))
        np.testing.assert_allclose(trace.decoder.h0[b], read.h[-1, 0], atol=1e-12)
        if kind == "LSTM":
            np.testing.assert_allclose(trace.decoder.c0[b], read.c[-1, 0], atol=1e-12)


def test_without_attention_the_bridge_is_all_the_decoder_gets_however_long_the_input() -> None:
    model = build(attends=False)
    handed_over = [
        model.decode(np.full((length, 1), 3), limit=3).trace.encoder.last for length in (1, 30)
    ]
    assert [[state.size for state in states] for states in handed_over] == [[H, H], [H, H]]


def test_one_unit_by_hand() -> None:
    cell = LSTM(np.array([[0.5], [1.0], [-1.0], [2.0]]), np.full((4, 1), 0.1), np.zeros(4))
    model = Seq2Seq(
        OneHot(1),
        cell,
        OneHot(1),
        cell,
        Readout(np.array([[3.0]]), np.array([0.25])),
        Attention(np.array([[1.0]]), np.array([[2.0]]), np.array([[-1.0]])),
    )

    def sigmoid(x: float) -> float:
        return 1 / (1 + np.exp(-x))

    def step(h: float, c: float) -> tuple[float, float]:
        i, f, o = (sigmoid(w + 0.1 * h) for w in (0.5, 1.0, 2.0))
        c = f * c + i * np.tanh(-1.0 + 0.1 * h)
        return o * np.tanh(c), c

    h1, c1 = step(0.0, 0.0)
    h2, c2 = step(h1, c1)
    r, _ = step(h2, c2)
    shares = np.exp([r * h1, r * h2]) / np.exp([r * h1, r * h2]).sum()
    combined = np.tanh(2.0 * (shares @ [h1, h2]) - r)
    trace = model.forward(Pairs(np.zeros((2, 1), int), np.array([2]), np.zeros((1, 1), int)))
    assert trace.attention is not None
    np.testing.assert_allclose(trace.attention.weights[0, 0], shares, rtol=1e-12)
    assert trace.logits.item() == pytest.approx(3.0 * combined + 0.25, rel=1e-12)


@given(st.integers(0, 200), st.booleans())
def test_decoding_is_the_run_fed_with_its_own_output(seed: int, attends: bool) -> None:
    model, pairs = build(attends=attends, seed=seed), random_pairs(seed)
    written = model.decode(pairs.sources, pairs.lengths, limit=9)
    likeliest = written.trace.logits.argmax(axis=2)
    assert (written.trace.pairs.fed[0] == END).all()
    for b in range(B):
        length = int(written.lengths[b])
        assert END not in written.outputs[:length, b]
        assert (written.outputs[length:, b] == END).all()
        upto = length + 1 if written.ended[b] else length
        np.testing.assert_array_equal(likeliest[:upto, b], written.outputs[:upto, b])
        assert written.ended[b] or length == 9


def test_members_decode_as_they_do_alone() -> None:
    model, pairs = build(seed=4), random_pairs(4)
    together = model.decode(pairs.sources, pairs.lengths, limit=8)
    for b in range(B):
        alone = model.decode(member(pairs, b).sources, limit=8)
        length = len(alone.outputs)
        np.testing.assert_array_equal(alone.outputs[:, 0], together.outputs[:length, b])


def test_shares_of_attention_sum_to_one_and_the_context_lies_within_the_memory() -> None:
    trace = build().forward(random_pairs()).attention
    assert trace is not None
    np.testing.assert_allclose(trace.weights.sum(axis=2), 1.0)
    for b, length in enumerate((4, 6, 2)):
        memory = trace.memory[:length, b]
        assert (trace.context[:, b] <= memory.max(axis=0) + 1e-12).all()
        assert (trace.context[:, b] >= memory.min(axis=0) - 1e-12).all()


def test_it_learns_to_reverse_two_symbols() -> None:
    rng = np.random.default_rng(0)
    model = Seq2Seq(
        OneHot(3), GRU.init(rng, 3, 8), OneHot(3), GRU.init(rng, 3, 8), Readout.init(rng, 8, 3)
    )
    sources = np.array([[1, 1, 2, 2], [1, 2, 1, 2]])
    targets = np.concatenate([sources[::-1], np.zeros((1, 4), dtype=int)])
    fed = np.concatenate([np.zeros((1, 4), dtype=int), targets[:-1]])
    batch = Batch(Pairs(sources, np.full(4, 2), fed), targets, np.ones(targets.shape))
    *_, last = train(model, [batch] * 150, Adam(0.03), softmax_cross_entropy)
    np.testing.assert_array_equal(last.model.decode(sources, limit=5).outputs, targets)


def test_what_does_not_fit_is_refused_in_a_sentence() -> None:
    model, pairs = build(), random_pairs()
    with pytest.raises(ValueError, match="encoder and decoder must be of the same kind"):
        replace(model, decoder=build("GRU").decoder)
    with pytest.raises(ValueError, match="the readout reads 4 numbers; it is given 5"):
        replace(model, readout=Readout(np.ones((7, 4)), np.ones(7)))
    with pytest.raises(ValueError, match="attention looks at 2 numbers; it is given 5"):
        replace(model, attention=Attention(np.ones((5, 2)), np.ones((5, 2)), np.ones((5, 5))))
    with pytest.raises(ValueError, match=r"lengths must lie in 1\.\.\.6; got 0"):
        model.forward(replace(pairs, lengths=np.array([0, 6, 2])))
    with pytest.raises(ValueError, match="lengths must be 3 whole numbers"):
        model.forward(replace(pairs, lengths=np.array([2.0, 6.0, 2.0])))
    with pytest.raises(ValueError, match="limit must be at least 1"):
        model.decode(pairs.sources, limit=0)
    with pytest.raises(ValueError, match=r"d_logits must be \(4, 3, 7\)"):
        model.backward(model.forward(pairs), D_LOGITS[1:])
    with pytest.raises(ValueError, match="no parameter 'zebra'"):
        model.with_parameters({"zebra": np.zeros(1)})
