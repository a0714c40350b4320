"""A gradient taken apart adds up again: by loss, by step, by window."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from lstm_core import (
    Override,
    itemised,
    itemised_vectors,
    truncated_backward,
    weight_terms,
)
from tests.core.cells import GATES, KINDS, random_cell, random_states

T, B, D, H = 7, 2, 3, 4


def run(kind: str, *overrides: Override) -> tuple[Any, Any, np.ndarray]:
    """A cell, its trace and a gradient that arrives at every step."""
    rng = np.random.default_rng(11)
    cell = random_cell(kind, rng, D, H)
    states = random_states(cell, rng, B)
    trace = cell.forward(rng.standard_normal((T, B, D)), *states, overrides=overrides)
    return cell, trace, rng.standard_normal((T, B, H))


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_each_row_add_up_to_the_total_gradient(kind: str) -> None:
    cell, trace, d_h = run(kind)
    for member in range(B):
        rows = itemised_vectors(cell, trace, d_h, member=member).sum(axis=1)
        np.testing.assert_allclose(rows, cell.backward(trace, d_h).d_h[:, member], atol=1e-13)


@pytest.mark.parametrize("kind", KINDS)
def test_each_column_is_what_that_loss_alone_would_give(kind: str) -> None:
    cell, trace, d_h = run(kind)
    sizes = itemised(cell, trace, d_h, member=1)
    for t in range(T):
        alone = np.zeros_like(d_h)
        alone[t] = d_h[t]
        there = np.linalg.norm(cell.backward(trace, alone).d_h[:, 1], axis=1)
        np.testing.assert_allclose(sizes[:, t], there, atol=1e-13)


def test_a_loss_says_nothing_to_later_steps_and_all_to_its_own() -> None:
    cell, trace, d_h = run("LSTM tanh")
    sizes = itemised(cell, trace, d_h)
    np.testing.assert_array_equal(np.tril(sizes, -1), 0.0)
    np.testing.assert_allclose(np.diag(sizes), np.linalg.norm(d_h[:, 0], axis=1))
    assert np.triu(sizes).min(where=np.triu(np.ones((T, T), bool)), initial=1.0) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_terms_of_every_shared_parameter_add_up_to_its_gradient(kind: str) -> None:
    cell, trace, d_h = run(kind, *(Override(gate, 0.2, step=3) for gate in GATES[kind][:1]))
    gradients = cell.backward(trace, d_h)
    terms = weight_terms(trace, gradients)
    wanted = {f.name for f in fields(gradients) if f.name.startswith(("d_weight", "d_bias"))}
    assert set(terms) == wanted
    for name, by_step in terms.items():
        assert by_step.shape == (T, *getattr(gradients, name).shape)
        np.testing.assert_allclose(by_step.sum(axis=0), getattr(gradients, name), atol=1e-13)
        assert np.abs(by_step).max(axis=tuple(range(1, by_step.ndim))).min() > 0


def test_a_term_is_what_the_step_does_with_what_arrives_there() -> None:
    cell, trace, d_h = run("RNN tanh")
    gradients = cell.backward(trace, d_h)
    d_a = gradients.d_h[2] * (1 - trace.h[2] ** 2)  # (B, H)
    terms = weight_terms(trace, gradients)
    np.testing.assert_allclose(terms["d_weight_hh"][2], d_a.T @ trace.h[1], atol=1e-14)
    np.testing.assert_allclose(terms["d_weight_ih"][2], d_a.T @ trace.xs[2], atol=1e-14)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("window", [T, T + 5])
def test_a_window_that_holds_everything_cuts_nothing(kind: str, window: int) -> None:
    cell, trace, d_h = run(kind)
    whole, cut = cell.backward(trace, d_h), truncated_backward(cell, trace, d_h, window)
    for name, array in vars(whole).items():
        np.testing.assert_array_equal(getattr(cut, name), array)


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_stops_at_the_borders_of_the_window(kind: str) -> None:
    cell, trace, d_h = run(kind)
    last_only = np.zeros_like(d_h)
    last_only[-1] = d_h[-1]
    whole, cut = cell.backward(trace, last_only), truncated_backward(cell, trace, last_only, 3)
    np.testing.assert_allclose(cut.d_h[-3:], whole.d_h[-3:], atol=1e-14)
    np.testing.assert_array_equal(cut.d_h[:-3], 0.0)
    assert np.abs(whole.d_h[:-3]).max() > 1e-4
    np.testing.assert_array_equal(cut.d_h0, 0.0)


@pytest.mark.parametrize("kind", KINDS)
def test_windows_are_runs_of_their_own_that_start_where_the_last_one_ended(kind: str) -> None:
    held = [Override(gate, 0.2, step=5) for gate in GATES[kind][:1]]
    cell, trace, d_h = run(kind, *held)
    cut = truncated_backward(cell, trace, d_h, 3)
    names = [name for name in ("h", "c") if hasattr(trace, name)]
    total = 0.0
    for start, stop in ((0, 1), (1, 4), (4, 7)):
        states = [getattr(trace, n)[start - 1] if start else getattr(trace, f"{n}0") for n in names]
        own = [Override(each.gate, 0.2, step=5 - start) for each in held if start <= 5 < stop]
        piece = cell.forward(trace.xs[start:stop], *states, overrides=own)
        alone = cell.backward(piece, d_h[start:stop])
        np.testing.assert_allclose(cut.d_h[start:stop], alone.d_h, atol=1e-14)
        np.testing.assert_allclose(cut.d_xs[start:stop], alone.d_xs, atol=1e-14)
        total = total + alone.d_weight_hh
    np.testing.assert_allclose(cut.d_weight_hh, total, atol=1e-13)


def test_gradients_of_another_cell_or_run_are_refused() -> None:
    _, trace, _ = run("GRU")
    cell, other, d_h = run("LSTM tanh")
    with pytest.raises(ValueError, match="LSTMGradients are not of this GRUTrace"):
        weight_terms(trace, cell.backward(other, d_h))


@pytest.mark.parametrize("window", [0, -2, 1.5, True])
def test_a_window_without_a_step_is_refused(window: Any) -> None:
    cell, trace, d_h = run("GRU")
    with pytest.raises(ValueError, match="window must be a whole number from 1"):
        truncated_backward(cell, trace, d_h, window)


def test_a_gradient_of_another_shape_is_refused() -> None:
    cell, trace, _ = run("GRU")
    for take_apart in (itemised, lambda *given: truncated_backward(*given, 3)):
        with pytest.raises(ValueError, match=r"d_h must be \(T, B, H\)"):
            take_apart(cell, trace, np.ones((T, B, H + 1)))
