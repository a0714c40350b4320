"""Every gradient of every cell is what finite differences say, and they would say otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core import LSTM, Override
from tests.core.cells import GATES, KINDS, random_cell, random_states
from tests.core.finite_differences import Experiment, relative_errors

T, B, D, H = 5, 2, 3, 4
TOLERANCE = 1e-6
GATED = [kind for kind in KINDS if GATES[kind]]


def experiment(kind: str, *overrides: Override, last: bool = True) -> Experiment:
    rng = np.random.default_rng(5)
    cell = random_cell(kind, rng, D, H)
    states = random_states(cell, rng, B)
    xs, d_h = rng.standard_normal((T, B, D)), rng.standard_normal((T, B, H))
    d_c_last = rng.standard_normal((B, H)) if last and isinstance(cell, LSTM) else None
    return Experiment(cell, xs, states, d_h, d_c_last, overrides)


def assert_true(one: Experiment) -> None:
    exact, found = one.backward(), one.differences() | one.state_differences()
    assert exact.keys() == found.keys()
    errors = relative_errors(exact, found)
    assert {name: error for name, error in errors.items() if error > TOLERANCE} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_of_parameters_inputs_and_states_are_true(kind: str) -> None:
    assert_true(experiment(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_of_pre_activations_are_true(kind: str) -> None:
    one = experiment(kind, *(Override(gate, 0.4, step=1, unit=2) for gate in GATES[kind][:2]))
    exact, found = one.gradients(), one.bias_differences()
    letters = GATES[kind] or ("",)
    by_row = [getattr(exact, f"d_a_{gate}".rstrip("_")).sum(axis=1) for gate in letters]
    rows = {"d_bias": np.concatenate(by_row, axis=1)}
    if kind == "GRU":
        rows["d_bias_hn"] = exact.d_hn.sum(axis=1)
    assert max(relative_errors(rows, found).values()) < TOLERANCE


@pytest.mark.parametrize("kind", ["LSTM tanh", "LSTM relu"])
def test_gradients_are_true_when_nothing_weighs_the_last_cell_state(kind: str) -> None:
    assert_true(experiment(kind, last=False))


@pytest.mark.parametrize(("kind", "gate"), [(kind, gate) for kind in GATED for gate in GATES[kind]])
def test_gradients_are_true_while_a_gate_is_held(kind: str, gate: str) -> None:
    assert_true(experiment(kind, Override(gate, 0.3)))
    assert_true(experiment(kind, Override(gate, 0.9, step=2), Override(gate, 0.2, unit=1)))


@pytest.mark.parametrize("kind", GATED)
def test_no_gradient_reaches_the_weights_of_a_gate_that_is_always_held(kind: str) -> None:
    for row, gate in enumerate(GATES[kind]):
        gradients = experiment(kind, Override(gate, 0.3)).backward()
        for name in ("d_weight_ih", "d_weight_hh", "d_bias"):
            by_gate = np.split(gradients[name], len(GATES[kind]))
            np.testing.assert_array_equal(by_gate.pop(row), 0.0)
            assert np.abs(by_gate).max() > 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_check_finds_an_error_of_a_tenth_of_a_percent_in_any_one_entry(kind: str) -> None:
    one = experiment(kind)
    exact, found = one.backward(), one.differences() | one.state_differences()
    planted = 0
    for name, gradient in exact.items():
        for index in np.ndindex(gradient.shape):
            if abs(gradient[index]) > 1e-3:
                wrong = gradient.copy()
                wrong[index] *= 1.001
                assert relative_errors({name: wrong}, {name: found[name]})[name] > 10 * TOLERANCE
                planted += 1
    assert planted > 100
