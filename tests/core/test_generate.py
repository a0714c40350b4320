"""A model that is fed its own output writes what its own trace says."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    Bidirectional,
    Embedding,
    PeepholeLSTM,
    Readout,
    SequenceModel,
    Values,
    generate,
    softmax,
)


def model_of(kinds: tuple[type, ...], seed: int = 0) -> SequenceModel:
    rng = np.random.default_rng(seed)
    sizes = [3, *(5 + n for n in range(len(kinds)))]
    layers = tuple(kind.init(rng, sizes[n], sizes[n + 1]) for n, kind in enumerate(kinds))
    drawn = SequenceModel(Embedding.init(rng, 4, 3), layers, Readout.init(rng, sizes[-1], 4))
    return drawn.with_parameters(
        {n: p + 0.8 * rng.standard_normal(p.shape) for n, p in drawn.parameters.items()}
    )


@pytest.mark.parametrize("kinds", [(LSTM,), (GRU,), (PeepholeLSTM, GRU)])
def test_each_choice_is_the_likeliest_after_all_that_was_fed(kinds: tuple[type, ...]) -> None:
    model = model_of(kinds)
    written = generate(model, np.array([2, 1]), np.asarray, limit=7)
    assert len(written.outputs) == 7 and not written.ended
    likeliest = written.trace.logits[1:, 0].argmax(axis=1)
    np.testing.assert_array_equal(written.outputs, likeliest)
    np.testing.assert_array_equal(written.trace.inputs[2:, 0], written.outputs[:-1])


def test_it_stops_at_the_end_symbol_and_keeps_it() -> None:
    model = model_of((LSTM,))
    free = generate(model, np.array([2]), np.asarray, limit=9).outputs
    end = free[2]
    written = generate(model, np.array([2]), np.asarray, end=end, limit=9)
    assert written.outputs == free[: free.index(end) + 1]
    assert written.ended and len(written.trace.logits) == len(written.outputs)


def test_values_are_fed_back_as_the_caller_lays_them_out() -> None:
    rng = np.random.default_rng(3)
    model = SequenceModel(Values(3), (LSTM.init(rng, 3, 4),), Readout.init(rng, 4, 3))
    written = generate(model, np.ones((1, 3)), lambda k: np.eye(3)[k], limit=4)
    np.testing.assert_array_equal(written.trace.xs[1:, 0], np.eye(3)[list(written.outputs[:-1])])


def test_a_draw_may_take_the_place_of_the_likeliest() -> None:
    model, seen = model_of((LSTM,)), []

    def least(probabilities: np.ndarray) -> int:
        seen.append(probabilities)
        return int(probabilities.argmin())

    written = generate(model, np.array([0]), np.asarray, limit=3, choose=least)
    np.testing.assert_allclose(seen, softmax(written.trace.logits[:, 0]), rtol=1e-12)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="limit must be at least 1"):
        generate(model_of((LSTM,)), np.array([0]), np.asarray, limit=0)


def test_what_reads_backwards_cannot_write() -> None:
    rng = np.random.default_rng(0)
    both = Bidirectional(LSTM.init(rng, 3, 5), LSTM.init(rng, 3, 5))
    model = SequenceModel(Embedding.init(rng, 4, 3), (both,), Readout.init(rng, 10, 4))
    with pytest.raises(ValueError, match="its future is not there yet"):
        generate(model, np.array([0]), np.asarray)
