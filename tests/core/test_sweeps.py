"""A family of cells in one pass gives what each cell alone would give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    RNN,
    Override,
    itemised,
    norms,
    scaled,
    sweep,
    sweep_back,
    with_forget_bias,
)
from tests.core.cells import KINDS, arrays_of, random_cell

T, D, H = 9, 3, 4
SCALES = (0.1, 0.9, 1.7, 3.0)


def family(kind: str) -> tuple[list[Any], np.ndarray, np.ndarray]:
    """Cells of several weight scales, what they read and what arrives at them from outside."""
    rng = np.random.default_rng(21)
    cell = random_cell(kind, rng, D, H)
    d_h = rng.standard_normal((T, len(SCALES), H))
    return [scaled(cell, scale) for scale in SCALES], rng.standard_normal((T, 1, D)), d_h


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_of_a_sweep_runs_as_its_cell_does_alone(kind: str) -> None:
    cells, xs, _ = family(kind)
    together = arrays_of(sweep(cells, xs))
    for b, cell in enumerate(cells):
        alone = arrays_of(cell.forward(xs))
        assert together.keys() == alone.keys()
        for name, array in alone.items():
            np.testing.assert_allclose(together[name][..., b, :], array[..., 0, :], atol=1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_every_gradient_of_a_sweep_is_what_its_cell_finds_alone(kind: str) -> None:
    cells, xs, d_h = family(kind)
    together = sweep_back(cells, sweep(cells, xs), d_h)
    for b, cell in enumerate(cells):
        alone = cell.backward(cell.forward(xs), d_h[:, b : b + 1])
        np.testing.assert_allclose(together.d_h[:, b], alone.d_h[:, 0], atol=1e-13)
        if isinstance(cell, LSTM):
            np.testing.assert_allclose(together.d_c[:, b], alone.d_c[:, 0], atol=1e-13)
        else:
            assert together.d_c is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_sweep_over_the_length_is_a_loss_at_another_step_for_each_member(kind: str) -> None:
    cells, xs, d_h = family(kind)
    lengths = np.arange(1, T + 1)
    same = [cells[1]] * T
    arriving = np.zeros((T, T, H))
    arriving[lengths - 1, np.arange(T)] = d_h[:, 0]
    curves = norms(sweep_back(same, sweep(same, xs), arriving).d_h)
    one = cells[1].forward(xs)
    np.testing.assert_allclose(curves, itemised(cells[1], one, d_h[:, :1]), atol=1e-13)


@pytest.mark.parametrize("kind", KINDS)
def test_what_overflows_behind_a_loss_does_not_reach_the_gradients_before_it(kind: str) -> None:
    cells, xs, d_h = family(kind)
    d_h[4:, :2] = d_h[:, 3] = 0.0  # two end early, one is asked for nothing
    wanted = sweep_back(cells, sweep(cells, xs), d_h)
    trace = sweep(cells, xs)
    names = [name for name, array in vars(trace).items() if np.ndim(array) == 3]
    wild = {name: getattr(trace, name).copy() for name in names}
    for array in wild.values():
        array[4:, :2] = array[:, 3] = np.inf
    found = sweep_back(cells, replace(trace, **wild), d_h)
    np.testing.assert_array_equal(found.d_h, wanted.d_h)
    assert np.isfinite(found.d_h).all() and not found.d_h[:, 3].any()
    if wanted.d_c is not None:
        np.testing.assert_array_equal(found.d_c, wanted.d_c)


def test_scaling_changes_the_recurrent_weights_and_nothing_else() -> None:
    cell = LSTM.init(np.random.default_rng(1), D, H)
    other = scaled(cell, 2.5)
    np.testing.assert_array_equal(other.weight_hh, 2.5 * cell.weight_hh)
    np.testing.assert_array_equal(other.weight_ih, cell.weight_ih)
    np.testing.assert_array_equal(other.bias, cell.bias)


def test_a_forget_bias_moves_all_units_alike_and_no_other_gate() -> None:
    cell = random_cell("LSTM tanh", np.random.default_rng(1), D, H)
    other = with_forget_bias(cell, 5.0)
    assert other.bias[H : 2 * H].mean() == pytest.approx(5.0)
    moved = other.bias - cell.bias
    np.testing.assert_allclose(moved[H : 2 * H], moved[H])
    np.testing.assert_array_equal(np.delete(moved, np.s_[H : 2 * H]), 0.0)


def test_a_higher_forget_bias_keeps_more_of_the_gradient() -> None:
    base = LSTM.init(np.random.default_rng(4), D, H)
    cells = [with_forget_bias(base, mean) for mean in (-2.0, 0.0, 2.0, 5.0)]
    xs = np.random.default_rng(5).standard_normal((30, 1, D))
    d_h = np.zeros((30, 4, H))
    d_h[-1] = 1.0
    first = norms(sweep_back(cells, sweep(cells, xs), d_h).d_c[0])
    assert (np.diff(first) > 0).all()
    assert first[-1] > 1e6 * first[0]


@pytest.mark.parametrize(
    "other",
    [
        RNN.init(np.random.default_rng(0), D, H, activation="relu"),
        RNN.init(np.random.default_rng(0), D, H + 1),
        GRU.init(np.random.default_rng(0), D, H),
    ],
)
def test_cells_that_differ_in_more_than_numbers_are_no_family(other: Any) -> None:
    with pytest.raises(ValueError, match="one kind, one size and one activation"):
        sweep([RNN.init(np.random.default_rng(0), D, H), other], np.ones((T, 1, D)))


def test_gates_are_held_in_every_member() -> None:
    cells, xs, _ = family("LSTM tanh")
    trace = sweep(cells, xs, overrides=[Override("f", 0.4, unit=1)])
    np.testing.assert_array_equal(trace.f[:, :, 1], 0.4)
    alone = cells[2].forward(xs, overrides=[Override("f", 0.4, unit=1)])
    np.testing.assert_allclose(trace.c[:, 2], alone.c[:, 0], atol=1e-14)
    with pytest.raises(ValueError, match="an RNN has no gates"):
        sweep(family("RNN tanh")[0], xs, overrides=[Override("f", 0.4)])


def test_a_trace_of_others_is_refused() -> None:
    cells, xs, d_h = family("LSTM tanh")
    other = sweep(family("RNN tanh")[0], xs)
    with pytest.raises(ValueError, match="RNNTrace is no trace of LSTM of 4 members and 4 units"):
        sweep_back(cells, other, d_h)
    with pytest.raises(ValueError, match="no trace of LSTM of 3 members"):
        sweep_back(cells[:3], sweep(cells, xs), d_h)


def test_only_an_lstm_has_a_forget_bias() -> None:
    with pytest.raises(ValueError, match="GRU has no forget gate"):
        with_forget_bias(family("GRU")[0][0], 1.0)


def test_a_sweep_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one cell"):
        sweep([], np.ones((T, 1, D)))


def test_a_sweep_reads_one_sequence() -> None:
    cells, _, _ = family("GRU")
    with pytest.raises(ValueError, match=r"xs must be \(T, B, D\) with B = 1, D = 3"):
        sweep(cells, np.ones((T, 2, D)))
