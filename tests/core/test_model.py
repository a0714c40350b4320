"""A whole model computes what its parts compute, and its gradients are true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.encoding import Embedding, OneHot, Values
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.overrides import Override
from lstm_core.readout import Readout
from lstm_core.rnn import RNN

T, B, D, H, K = 4, 2, 3, 5, 6
CELLS: dict[str, Any] = {"RNN": RNN, "LSTM": LSTM, "GRU": GRU}
STACKS = [("RNN",), ("LSTM",), ("GRU",), ("LSTM", "GRU"), ("RNN", "LSTM", "LSTM")]


def build(stack: tuple[str, ...], encoder: str = "embedding", seed: int = 0) -> SequenceModel:
    """A model of which no parameter is zero, biases included."""
    rng = np.random.default_rng(seed)
    encoders = {
        "embedding": Embedding(rng.standard_normal((7, D))),
        "one-hot": OneHot(D),
        "values": Values(D),
    }
    sizes = [D, *(H + n for n in range(len(stack)))]
    layers = tuple(CELLS[name].init(rng, sizes[n], sizes[n + 1]) for n, name in enumerate(stack))
    model = SequenceModel(encoders[encoder], layers, Readout.init(rng, sizes[-1], K))
    return model.with_parameters(
        {name: p + 0.3 * rng.standard_normal(p.shape) for name, p in model.parameters.items()}
    )


def random_inputs(encoder: str, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    if encoder == "values":
        return rng.standard_normal((T, B, D))
    return rng.integers(7 if encoder == "embedding" else D, size=(T, B))


def worst_gradient_error(model: SequenceModel, inputs: np.ndarray, gradients: Any) -> float:
    """Largest difference between the given gradients and finite differences."""
    rng = np.random.default_rng(2)
    d_logits = rng.standard_normal((T, B, K))
    worst = 0.0
    for name, array in model.parameters.items():
        for index in np.ndindex(array.shape):
            nudge = np.zeros_like(array)
            nudge[index] = 1e-6
            high, low = (
                float((model.with_parameters({name: p}).forward(inputs).logits * d_logits).sum())
                for p in (array + nudge, array - nudge)
            )
            worst = max(worst, abs((high - low) / 2e-6 - gradients[f"d_{name}"][index]))
    return worst


def exact_gradients(model: SequenceModel, inputs: np.ndarray) -> dict[str, np.ndarray]:
    d_logits = np.random.default_rng(2).standard_normal((T, B, K))
    return model.backward(model.forward(inputs), d_logits).parameters


@pytest.mark.parametrize("stack", STACKS)
def test_every_gradient_agrees_with_finite_differences(stack: tuple[str, ...]) -> None:
    model, inputs = build(stack), random_inputs("embedding")
    gradients = exact_gradients(model, inputs)
    assert gradients.keys() == {f"d_{name}" for name in model.parameters}
    assert worst_gradient_error(model, inputs, gradients) < 1e-7


@pytest.mark.parametrize("encoder", ["one-hot", "values"])
def test_gradients_are_true_for_every_encoder(encoder: str) -> None:
    model, inputs = build(("LSTM",), encoder), random_inputs(encoder)
    assert worst_gradient_error(model, inputs, exact_gradients(model, inputs)) < 1e-7


@pytest.mark.parametrize("name", sorted(build(("LSTM", "GRU")).parameters))
def test_the_check_finds_a_planted_error_of_a_tenth_of_a_percent(name: str) -> None:
    model, inputs = build(("LSTM", "GRU")), random_inputs("embedding")
    gradients = exact_gradients(model, inputs)
    gradients[f"d_{name}"] = gradients[f"d_{name}"] * 1.001
    assert worst_gradient_error(model, inputs, gradients) > 1e-6


def test_gradients_for_the_encoded_inputs_agree_with_finite_differences() -> None:
    model, inputs = build(("LSTM", "GRU"), "values"), random_inputs("values")
    d_logits = np.random.default_rng(2).standard_normal((T, B, K))
    d_xs = model.backward(model.forward(inputs), d_logits).d_xs
    for index in np.ndindex(inputs.shape):
        nudge = np.zeros_like(inputs)
        nudge[index] = 1e-6
        high = (model.forward(inputs + nudge).logits * d_logits).sum()
        low = (model.forward(inputs - nudge).logits * d_logits).sum()
        assert d_xs[index] == pytest.approx((high - low) / 2e-6, abs=1e-7)


@pytest.mark.parametrize("stack", STACKS)
def test_a_model_is_its_parts_one_after_the_other(stack: tuple[str, ...]) -> None:
    model, inputs = build(stack), random_inputs("embedding")
    trace = model.forward(inputs)
    h = model.encoder.encode(inputs)
    np.testing.assert_array_equal(trace.xs, h)
    for layer, record in zip(model.layers, trace.layers, strict=True):
        h = layer.forward(h).h
        np.testing.assert_array_equal(record.h, h)
    np.testing.assert_array_equal(trace.logits, model.readout.forward(h))


def test_the_answer_is_there_at_every_step_as_probabilities() -> None:
    trace = build(("LSTM",)).forward(random_inputs("embedding"))
    assert trace.probabilities.shape == (T, B, K)
    np.testing.assert_allclose(trace.probabilities.sum(axis=2), 1.0)
    np.testing.assert_array_equal(trace.probabilities.argmax(2), trace.logits.argmax(2))


@given(st.integers(0, 1000))
def test_a_batch_equals_its_members(seed: int) -> None:
    model, inputs = build(("LSTM", "RNN"), seed=seed), random_inputs("embedding", seed)
    whole = model.forward(inputs).logits
    for b in range(B):
        single = model.forward(inputs[:, b : b + 1]).logits
        np.testing.assert_allclose(single[:, 0], whole[:, b], atol=1e-12)


@pytest.mark.parametrize("kind", CELLS)
def test_starting_states_make_a_split_run_equal_a_whole_run(kind: str) -> None:
    model, inputs = build((kind,)), random_inputs("embedding")
    whole = model.forward(inputs)
    first: Any = model.forward(inputs[:2]).layers[0]
    states = (first.h[-1], first.c[-1]) if kind == "LSTM" else (first.h[-1],)
    second = model.forward(inputs[2:], *states)
    np.testing.assert_allclose(second.logits, whole.logits[2:], atol=1e-12)


@pytest.mark.parametrize(("kind", "gate"), [("LSTM", "f"), ("GRU", "z")])
def test_a_held_gate_reaches_the_first_layer(kind: str, gate: str) -> None:
    model, inputs = build((kind, kind)), random_inputs("embedding")
    trace = model.forward(inputs, overrides=[Override(gate, 0.25, step=1, unit=2)])
    first, second = (getattr(layer, gate) for layer in trace.layers)
    np.testing.assert_array_equal(first[1, :, 2], 0.25)
    assert not np.isclose(second, 0.25).any()


def test_what_a_cell_does_not_have_cannot_be_given_to_it() -> None:
    inputs = random_inputs("embedding")
    with pytest.raises(ValueError, match="GRU has no cell state"):
        build(("GRU",)).forward(inputs, None, np.zeros((B, H)))
    with pytest.raises(ValueError, match="no gates"):
        build(("RNN",)).forward(inputs, overrides=[Override("f", 1.0)])


def test_parameters_are_listed_by_place_and_name() -> None:
    model = build(("LSTM",))
    assert list(model.parameters) == [
        "encoder.weight",
        "layers.0.weight_ih",
        "layers.0.weight_hh",
        "layers.0.bias",
        "readout.weight",
        "readout.bias",
    ]
    assert model.parameter_count == 7 * D + 4 * (D * H + H * H + H) + K * H + K


def test_replacing_parameters_leaves_the_old_model_as_it_was() -> None:
    model = build(("LSTM",))
    before = model.readout.bias.copy()
    new = model.with_parameters({"readout.bias": before + 1.0})
    np.testing.assert_array_equal(model.readout.bias, before)
    np.testing.assert_array_equal(new.readout.bias, before + 1.0)
    assert new.readout.at == model.readout.at


def test_a_parameter_that_does_not_exist_cannot_be_replaced() -> None:
    with pytest.raises(ValueError, match="no parameter 'readout.bias' of shape"):
        build(("LSTM",)).with_parameters({"readout.bias": np.zeros(K + 1)})
    with pytest.raises(ValueError, match="no parameter 'zebra'"):
        build(("LSTM",)).with_parameters({"zebra": np.zeros(1)})


def test_parts_that_do_not_fit_are_refused() -> None:
    model = build(("LSTM",))
    with pytest.raises(ValueError, match="the next ones read"):
        replace(model, encoder=OneHot(D + 1))
    with pytest.raises(ValueError, match="at least one recurrent layer"):
        replace(model, layers=())


def test_a_gradient_of_the_wrong_shape_is_refused() -> None:
    model, inputs = build(("LSTM",)), random_inputs("embedding")
    with pytest.raises(ValueError, match=r"d_logits must be \(4, 2, 6\)"):
        model.backward(model.forward(inputs), np.zeros((T, B)))
    foreign = build(("GRU",)).forward(inputs)
    with pytest.raises(ValueError, match="GRUTrace is no trace of LSTM"):
        model.backward(foreign, np.zeros((T, B, K)))
