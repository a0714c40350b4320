"""What all relatives of LSTM and GRU have in common: true gradients, whole runs, plain refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import (
    CoupledLSTM,
    OneHot,
    Override,
    PeepholeLSTM,
    Readout,
    RenewingGRU,
    ResetFirstGRU,
    SequenceModel,
    from_arrays,
    sweep,
    to_arrays,
    weight_terms,
)
from lstm_core.views import one_member, some_steps
from tests.core.cells import arrays_of
from tests.core.finite_differences import Experiment, relative_errors
from tests.core.relatives import (
    KINDS,
    TOLERANCE,
    TWO_STATES,
    B,
    D,
    H,
    T,
    each_kind,
    experiment,
    random_cell,
)


def assert_true(one: Experiment) -> None:
    exact, found = one.backward(), one.differences() | one.state_differences()
    assert exact.keys() == found.keys()
    errors = relative_errors(exact, found)
    assert {name: error for name, error in errors.items() if error > TOLERANCE} == {}


@each_kind
def test_gradients_of_parameters_inputs_and_states_are_true(kind: type[Any]) -> None:
    assert_true(experiment(kind))


@pytest.mark.parametrize(("kind", "gate"), [(k, gate) for k in KINDS for gate in KINDS[k]])
def test_gradients_are_true_while_a_gate_is_held(kind: type[Any], gate: str) -> None:
    assert_true(experiment(kind, Override(gate, 0.3)))
    assert_true(experiment(kind, Override(gate, 0.9, step=2), Override(gate, 0.2, unit=1)))


@each_kind
def test_gradients_of_pre_activations_are_true(kind: type[Any]) -> None:
    gates = KINDS[kind]
    one = experiment(kind, Override(gates[0], 0.4, step=1, unit=2))
    exact, found = one.gradients(), one.bias_differences()
    rows = gates[1:] if kind is CoupledLSTM else gates
    by_row = [getattr(exact, f"d_a_{gate}").sum(axis=1) for gate in rows]
    expected = {"d_bias": np.concatenate(by_row, axis=1)}
    if kind is RenewingGRU:
        expected["d_bias_hn"] = exact.d_hn.sum(axis=1)
    assert max(relative_errors(expected, found).values()) < TOLERANCE


@each_kind
def test_an_error_of_a_tenth_of_a_percent_would_be_found(kind: type[Any]) -> None:
    one = experiment(kind)
    exact, found = one.backward(), one.differences()
    for name in arrays_of(one.cell):
        wrong = exact[f"d_{name}"].copy()
        largest = np.unravel_index(np.abs(wrong).argmax(), wrong.shape)
        wrong[largest] *= 1.001
        errors = relative_errors({f"d_{name}": wrong}, {f"d_{name}": found[f"d_{name}"]})
        assert errors[f"d_{name}"] > 10 * TOLERANCE


@each_kind
def test_a_run_is_its_own_step_again_and_again(kind: type[Any]) -> None:
    one = experiment(kind)
    trace, states = one.cell.forward(one.xs, *one.states), list(one.states)
    for t in range(T):
        after = one.cell.step(one.xs[t], *states)
        states = list(after) if kind in TWO_STATES else [after]
        np.testing.assert_allclose(trace.h[t], states[0], rtol=0, atol=1e-15)
    if kind in TWO_STATES:
        np.testing.assert_allclose(trace.c[-1], states[1], rtol=0, atol=1e-15)


@each_kind
def test_a_split_run_and_a_run_of_each_member_are_the_whole_run(kind: type[Any]) -> None:
    one = experiment(kind)
    whole = one.cell.forward(one.xs, *one.states)
    rest = some_steps(whole, 2, T)
    states = [rest.h0, rest.c0] if kind in TWO_STATES else [rest.h0]
    np.testing.assert_allclose(one.cell.forward(one.xs[2:], *states).h, whole.h[2:], atol=1e-15)
    alone = one.cell.forward(one.xs[:, 1:], *(state[1:] for state in one.states))
    np.testing.assert_allclose(alone.h, one_member(whole, 1).h, atol=1e-15)


@each_kind
def test_clipping_bounds_every_gradient_of_a_pre_activation(kind: type[Any]) -> None:
    one = experiment(kind)
    trace = one.cell.forward(one.xs, *one.states)
    clipped = one.cell.backward(trace, 100 * one.d_h, clip=0.1)
    most = 0.2 if kind is CoupledLSTM else 0.1  # there two of the LSTM's, clipped, come together
    for name, array in arrays_of(clipped).items():
        if name.startswith("d_a"):
            assert np.abs(array).max() <= most + 1e-15, name


@each_kind
def test_no_trace_or_parameter_is_written_to(kind: type[Any]) -> None:
    one = experiment(kind)
    before = {name: array.copy() for name, array in arrays_of(one.cell).items()}
    xs, trace = one.xs.copy(), one.cell.forward(one.xs, *one.states)
    kept = {name: array.copy() for name, array in arrays_of(trace).items()}
    one.cell.backward(trace, one.d_h)
    for name, array in arrays_of(one.cell).items():
        np.testing.assert_array_equal(array, before[name])
    for name, array in arrays_of(trace).items():
        np.testing.assert_array_equal(array, kept[name], err_msg=name)
    np.testing.assert_array_equal(one.xs, xs)


@each_kind
def test_what_a_cell_cannot_take_is_refused_in_words(kind: type[Any]) -> None:
    cell = random_cell(kind, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"xs must be \(T, B, D\) with D = 3; got"):
        cell.forward(np.zeros((T, B, D + 1)))
    with pytest.raises(ValueError, match="there is no gate 'q'"):
        cell.forward(np.zeros((T, B, D)), overrides=[Override("q", 1.0)])
    with pytest.raises(ValueError, match="rows"):
        replace(cell, weight_ih=cell.weight_ih[1:])
    with pytest.raises(ValueError, match="a sweep takes cells of RNN, LSTM or GRU"):
        sweep([cell], np.zeros((T, 1, D)))


@each_kind
def test_a_model_of_it_trains_and_is_stored_like_any_other(kind: type[Any]) -> None:
    rng = np.random.default_rng(2)
    readout = Readout.init(rng, H, 2)
    model = SequenceModel(OneHot(D), (random_cell(kind, rng),), readout)
    ids = np.array([[0, 1], [2, 0], [1, 1]])
    trace = model.forward(ids)
    gradients = model.backward(trace, np.ones_like(trace.logits)).parameters
    assert {name.removeprefix("d_") for name in gradients} == set(model.parameters)
    again = from_arrays(to_arrays(model))
    np.testing.assert_array_equal(again.forward(ids).logits, trace.logits)


def test_what_each_cell_learns_is_what_its_equations_have() -> None:
    one_layer = H * (D + H + 1)
    counts = {kind: kind.init(np.random.default_rng(0), D, H).parameter_count for kind in KINDS}
    assert counts == {
        CoupledLSTM: 3 * one_layer,
        PeepholeLSTM: 4 * one_layer + 3 * H,
        RenewingGRU: 3 * one_layer + H,
        ResetFirstGRU: 3 * one_layer,
    }


def test_the_gradient_of_a_variant_is_not_taken_apart_as_if_it_were_an_lstm() -> None:
    for kind in KINDS:
        one = experiment(kind)
        trace = one.cell.forward(one.xs, *one.states)
        with pytest.raises(ValueError, match="are not of this|is taken apart"):
            weight_terms(trace, one.cell.backward(trace, one.d_h))
