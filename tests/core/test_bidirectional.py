"""Reading from the end and both ways: worked by hand, by finite differences, member by member."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    RNN,
    Adam,
    Batch,
    Bidirectional,
    Embedding,
    Override,
    Readout,
    Reversed,
    SequenceModel,
    from_arrays,
    judged_at_end,
    softmax_cross_entropy,
    to_arrays,
    train,
)
from lstm_core.backwards import turned
from lstm_core.layers import last_hidden
from tests.core.cells import KINDS, random_cell
from tests.core.finite_differences import central_differences, relative_errors

T, B, D, H, K = 4, 3, 2, 5, 6
LENGTHS = np.array([4, 1, 3])
PAIRS = [*((kind, kind) for kind in KINDS), ("LSTM tanh", "GRU"), ("GRU", "RNN tanh")]


def layer_of(pair: tuple[str, str], seed: int = 0) -> Bidirectional:
    rng = np.random.default_rng(seed)
    return Bidirectional(*(random_cell(kind, rng, D, H) for kind in pair))


def inputs(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((T, B, D))


def one_unit(weight: float, recurrent: float, bias: float) -> RNN:
    return RNN(np.array([[weight]]), np.array([[recurrent]]), np.array([bias]))


def test_two_units_on_two_steps_are_what_a_hand_works_out() -> None:
    layer = Bidirectional(one_unit(0.5, 2.0, 0.1), one_unit(-1.0, 0.5, 0.2))
    h = layer.forward(np.array([1.0, -2.0]).reshape(2, 1, 1)).h[:, 0]
    ahead = [np.tanh(0.5 + 0.1), np.tanh(-1.0 + 2.0 * np.tanh(0.6) + 0.1)]
    reverse = [np.tanh(-1.0 + 0.5 * np.tanh(2.2) + 0.2), np.tanh(2.0 + 0.2)]
    np.testing.assert_allclose(h, np.column_stack([ahead, reverse]), atol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_that_reads_backwards_does_what_it_does_on_the_reversed_sequence(kind: str) -> None:
    cell = random_cell(kind, np.random.default_rng(0), D, H)
    found = Reversed(cell).forward(inputs()).h
    np.testing.assert_array_equal(found, cell.forward(inputs()[::-1]).h[::-1])


@pytest.mark.parametrize("pair", PAIRS)
def test_a_batch_of_unequal_lengths_equals_its_members(pair: tuple[str, str]) -> None:
    layer, xs = layer_of(pair), inputs()
    whole = layer.forward(xs, lengths=LENGTHS)
    for b, length in enumerate(LENGTHS):
        alone = layer.forward(xs[:length, b : b + 1])
        np.testing.assert_allclose(whole.h[:length, b], alone.h[:, 0], atol=1e-13)
        np.testing.assert_array_equal(whole.h[length:, b], 0.0)
        np.testing.assert_allclose(whole.h_last[b], alone.h_last[0], atol=1e-13)


def test_the_last_hidden_state_is_the_end_of_one_and_the_start_of_the_other() -> None:
    trace = layer_of(("LSTM tanh", "LSTM tanh")).forward(inputs(), lengths=LENGTHS)
    for b, length in enumerate(LENGTHS):
        np.testing.assert_array_equal(trace.h_last[b, :H], trace.h[length - 1, b, :H])
        np.testing.assert_array_equal(trace.h_last[b, H:], trace.h[0, b, H:])
    ahead = last_hidden(trace.ahead, LENGTHS)
    np.testing.assert_array_equal(ahead, trace.h_last[:, :H])
    np.testing.assert_array_equal(last_hidden(trace), trace.h_last)


def test_what_is_changed_later_reaches_only_the_reader_that_comes_from_there() -> None:
    layer, xs = layer_of(("GRU", "GRU")), inputs()
    other = xs.copy()
    other[3] += 1.0
    before, after = layer.forward(xs).h, layer.forward(other).h
    np.testing.assert_array_equal(before[:3, :, :H], after[:3, :, :H])
    assert np.abs(before[:3, :, H:] - after[:3, :, H:]).min() > 0


def test_turning_twice_is_turning_not_at_all_and_padding_stays_behind() -> None:
    steps = np.arange(4.0)[:, None, None] + np.zeros((4, 3, 1))
    once = turned(steps, LENGTHS)
    np.testing.assert_array_equal(once[..., 0].T, [[3, 2, 1, 0], [0, 1, 2, 3], [2, 1, 0, 3]])
    np.testing.assert_array_equal(turned(once, LENGTHS), steps)


@pytest.mark.parametrize("lengths", [None, LENGTHS])
@pytest.mark.parametrize("pair", PAIRS)
def test_every_gradient_agrees_with_finite_differences(
    pair: tuple[str, str], lengths: np.ndarray | None
) -> None:
    layer, xs = layer_of(pair), inputs()
    rng = np.random.default_rng(2)
    d_h, h0 = rng.standard_normal((T, B, 2 * H)), rng.standard_normal((2, B, H))
    if lengths is not None:
        d_h *= (np.arange(T)[:, None] < lengths)[..., None]

    def loss(at: Any) -> float:
        h = layer.with_parameters(at).forward(at["xs"], at["h0"], lengths=lengths).h
        return float((h * d_h).sum())

    gradients = layer.backward(layer.forward(xs, h0, lengths=lengths), d_h)
    d_h0 = np.stack([gradients.ahead.d_h0, gradients.reverse.read.d_h0])
    exact = {**gradients.parameters, "d_xs": gradients.d_xs, "d_h0": d_h0}
    found = central_differences(loss, {**layer.parameters, "xs": xs, "h0": h0})
    assert exact.keys() == found.keys()
    assert max(relative_errors(exact, found).values()) < 1e-6
    wrong = {name: gradient * 1.001 for name, gradient in exact.items()}
    assert min(relative_errors(wrong, found).values()) > 1e-4


def test_what_arrives_behind_the_end_of_a_sequence_is_not_used() -> None:
    layer, xs = layer_of(("LSTM tanh", "LSTM tanh")), inputs()
    d_h = np.random.default_rng(2).standard_normal((T, B, 2 * H))
    trace = layer.forward(xs, lengths=LENGTHS)
    clean = d_h * (np.arange(T)[:, None] < LENGTHS)[..., None]
    one, other = (layer.backward(trace, d).parameters for d in (d_h, clean))
    for name, gradient in one.items():
        np.testing.assert_array_equal(gradient, other[name])
    changed = xs + (np.arange(T)[:, None] >= LENGTHS)[..., None]
    np.testing.assert_array_equal(layer.forward(changed, lengths=LENGTHS).h, trace.h)


def model_of(at: Any, direction: str, seed: int = 0) -> SequenceModel:
    rng = np.random.default_rng(seed)
    cells = [LSTM.init(rng, D, H), LSTM.init(rng, D, H)]
    layer = Bidirectional(*cells) if direction == "both" else Reversed(cells[0])
    model = SequenceModel(
        Embedding.init(rng, 7, D), (layer,), Readout.init(rng, layer.output_size, K, at)
    )
    return model.with_parameters(
        {name: p + 0.3 * rng.standard_normal(p.shape) for name, p in model.parameters.items()}
    )


@pytest.mark.parametrize("at", ["end", "every"])
@pytest.mark.parametrize("direction", ["both", "backward"])
def test_a_model_with_it_has_true_gradients_at_unequal_lengths(at: str, direction: str) -> None:
    model = model_of(at, direction)
    rng = np.random.default_rng(3)
    ids, d_logits = rng.integers(7, size=(T, B)), rng.standard_normal((T, B, K))

    def loss(parameters: Any) -> float:
        logits = model.with_parameters(parameters).forward(ids, lengths=LENGTHS).logits
        return float((logits * d_logits).sum())

    exact = model.backward(model.forward(ids, lengths=LENGTHS), d_logits).parameters
    found = central_differences(loss, model.parameters)
    assert exact.keys() == found.keys()
    assert max(relative_errors(exact, found).values()) < 1e-6


@pytest.mark.parametrize("direction", ["both", "backward"])
def test_an_answer_at_the_end_reads_the_last_hidden_state_of_each_direction(direction: str) -> None:
    model = model_of("end", direction)
    ids = np.random.default_rng(3).integers(7, size=(T, B))
    trace = model.forward(ids, lengths=LENGTHS)
    answers = model.readout.forward(last_hidden(trace.layers[0])[None])[0]
    np.testing.assert_allclose(trace.logits[LENGTHS - 1, np.arange(B)], answers, atol=1e-13)
    batch = judged_at_end([ids[:n, b] for b, n in enumerate(LENGTHS)], [0, 1, 2])
    np.testing.assert_array_equal(batch.lengths, LENGTHS)
    padded = model.forward(batch.inputs, lengths=batch.lengths).logits
    np.testing.assert_allclose(padded[LENGTHS - 1, np.arange(B)], answers, atol=1e-13)


def test_stacked_layers_read_both_directions_of_the_one_below() -> None:
    rng = np.random.default_rng(0)
    layers = (
        Bidirectional(GRU.init(rng, D, H), GRU.init(rng, D, H)),
        LSTM.init(rng, 2 * H, 3),
        Reversed(RNN.init(rng, 3, 4)),
    )
    model = SequenceModel(Embedding.init(rng, 7, D), layers, Readout.init(rng, 4, K, "every"))
    ids = rng.integers(7, size=(T, B))
    trace = model.forward(ids, lengths=LENGTHS)
    for b, length in enumerate(LENGTHS):
        alone = model.forward(ids[:length, b : b + 1]).logits[:, 0]
        np.testing.assert_allclose(trace.logits[:length, b], alone, atol=1e-13)
    d_logits = rng.standard_normal((T, B, K))
    found = central_differences(
        lambda at: float((model.with_parameters(at).forward(ids).logits * d_logits).sum()),
        model.parameters,
    )
    exact = model.backward(model.forward(ids), d_logits).parameters
    assert max(relative_errors(exact, found).values()) < 1e-6


def test_parameters_have_the_names_that_pytorch_gives_them() -> None:
    assert list(model_of("end", "both").parameters) == [
        "encoder.weight",
        *(f"layers.0.{name}" for name in ("weight_ih", "weight_hh", "bias")),
        *(f"layers.0.{name}_reverse" for name in ("weight_ih", "weight_hh", "bias")),
        *("readout.weight", "readout.bias"),
    ]
    assert "layers.0.weight_hh_reverse" in model_of("end", "backward").parameters
    layer = layer_of(("GRU", "LSTM tanh"))
    assert layer.parameter_count == sum(array.size for array in layer.parameters.values())


@pytest.mark.parametrize("direction", ["both", "backward"])
def test_a_model_with_it_comes_back_from_a_file(direction: str) -> None:
    model = model_of("every", direction)
    layer = model.layers[0]
    if isinstance(layer, Bidirectional):
        relu = replace(random_cell("LSTM relu", np.random.default_rng(9), D, H))
        model = replace(model, layers=(replace(layer, reverse=relu),))
    file = io.BytesIO()
    np.savez(file, **to_arrays(model))
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = from_arrays(dict(arrays))
    assert set(model.parameters) <= set(to_arrays(model))
    assert again.parameters.keys() == model.parameters.keys()
    for name, array in model.parameters.items():
        np.testing.assert_array_equal(again.parameters[name], array)
    ids = np.zeros((T, B), dtype=np.int64)
    np.testing.assert_array_equal(again.forward(ids).logits, model.forward(ids).logits)


def test_training_teaches_the_last_word_to_the_first_step() -> None:
    rng = np.random.default_rng(0)
    model = SequenceModel(
        Embedding.init(rng, 3, 4),
        (Bidirectional(LSTM.init(rng, 4, 4), LSTM.init(rng, 4, 4)),),
        Readout.init(rng, 8, 3, "every"),
    )

    def batches() -> Any:
        for _ in range(150):
            ids = rng.integers(3, size=(5, 32))
            weights = np.zeros((5, 32))
            weights[0] = 1.0
            yield Batch(ids, np.broadcast_to(ids[-1], ids.shape), weights)

    *_, last = train(model, batches(), Adam(0.03), softmax_cross_entropy)
    assert last.accuracy == 1.0
    assert last.loss < 0.1


def test_what_does_not_fit_is_refused_in_words() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"same \(D, H\); got \(2, 5\) and \(2, 4\)"):
        Bidirectional(LSTM.init(rng, D, H), LSTM.init(rng, D, H - 1))
    with pytest.raises(ValueError, match="ahead must be an RNN, LSTM or GRU; got Reversed"):
        Bidirectional(Reversed(RNN.init(rng, D, H)), RNN.init(rng, D, H))  # type: ignore[arg-type]
    layer = layer_of(("GRU", "GRU"))
    for lengths, message in (([4, 0, 3], r"1\.\.\.4; got 0\.\.\.4"), ([4, 1], "3 whole numbers")):
        with pytest.raises(ValueError, match=message):
            layer.forward(inputs(), lengths=lengths)
    with pytest.raises(ValueError, match=r"h0 must be \(2, B, H\)"):
        layer.forward(inputs(), np.zeros((B, H)))
    with pytest.raises(ValueError, match="GRU has no cell state"):
        layer.forward(inputs(), c0=np.zeros((2, B, H)))
    with pytest.raises(ValueError, match=r"d_h must be \(T, B, 2H\)"):
        layer.backward(layer.forward(inputs()), np.zeros((T, B, H)))
    model = model_of("end", "both")
    with pytest.raises(ValueError, match="no gate of a layer of type Bidirectional"):
        model.forward(np.zeros((T, B), dtype=np.int64), overrides=[Override("f", 1.0)])
    with pytest.raises(ValueError, match="no single cell but Bidirectional"):
        _ = model.cell
