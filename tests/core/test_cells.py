"""What RNN, LSTM and GRU have in common: how they run, what they leave alone, what they refuse."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core import LSTM
from tests.core.cells import KINDS, MAKERS, arrays_of, random_cell, random_states

T, B, D, H = 7, 2, 3, 5
each_kind = pytest.mark.parametrize("kind", KINDS)


def given_to(kind: str, seed: int = 0) -> tuple[Any, np.ndarray, list[np.ndarray], np.ndarray]:
    """A random cell, its inputs, its starting states and what reaches its hidden states."""
    rng = np.random.default_rng(seed)
    cell = random_cell(kind, rng, D, H)
    xs, d_h = rng.standard_normal((T, B, D)), rng.standard_normal((T, B, H))
    return cell, xs, random_states(cell, rng, B), d_h


def last_states(cell: Any, trace: Any) -> list[np.ndarray]:
    return [trace.h[-1], trace.c[-1]] if isinstance(cell, LSTM) else [trace.h[-1]]


def copies(value: Any) -> dict[str, np.ndarray]:
    return {name: array.copy() for name, array in arrays_of(value).items()}


def assert_same(before: dict[str, np.ndarray], after: dict[str, np.ndarray]) -> None:
    assert before.keys() == after.keys()
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array, err_msg=name)


@each_kind
def test_step_after_step_equals_forward(kind: str) -> None:
    cell, xs, states, _ = given_to(kind)
    trace = cell.forward(xs, *states)
    for t, x in enumerate(xs):
        stepped = cell.step(x, *states)
        states = list(stepped) if isinstance(cell, LSTM) else [stepped]
        np.testing.assert_allclose(states[0], trace.h[t], rtol=0, atol=1e-14)
    np.testing.assert_allclose(states, last_states(cell, trace), rtol=0, atol=1e-14)


@each_kind
def test_states_start_at_zero_when_none_is_given(kind: str) -> None:
    cell, xs, states, _ = given_to(kind)
    zeros = [np.zeros_like(state) for state in states]
    assert_same(arrays_of(cell.forward(xs, *zeros)), arrays_of(cell.forward(xs)))


@settings(max_examples=25)
@given(st.sampled_from(KINDS), st.integers(1, T - 1), st.integers(0, 1000))
def test_a_split_run_equals_a_whole_run(kind: str, cut: int, seed: int) -> None:
    cell, xs, states, d_h = given_to(kind, seed)
    whole, first = cell.forward(xs, *states), cell.forward(xs[:cut], *states)
    second = cell.forward(xs[cut:], *last_states(cell, first))
    for name in set(arrays_of(whole)) - {"h0", "c0"}:
        joined = np.concatenate([getattr(first, name), getattr(second, name)])
        np.testing.assert_allclose(joined, getattr(whole, name), rtol=0, atol=1e-12)

    d_whole, d_second = cell.backward(whole, d_h), cell.backward(second, d_h[cut:])
    d_last = d_h[:cut].copy()
    d_last[-1] += d_second.d_h0
    on_c = {"d_c_last": d_second.d_c0} if isinstance(cell, LSTM) else {}
    d_first = cell.backward(first, d_last, **on_c)
    np.testing.assert_allclose(d_first.d_h0, d_whole.d_h0, rtol=0, atol=1e-12)
    summed = d_first.d_weight_hh + d_second.d_weight_hh
    np.testing.assert_allclose(summed, d_whole.d_weight_hh, rtol=0, atol=1e-12)


@each_kind
def test_a_batch_equals_its_members(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    trace = cell.forward(xs, *states)
    gradients = cell.backward(trace, d_h)
    summed = {name: 0.0 for name in arrays_of(cell)}
    for b in range(B):
        one = slice(b, b + 1)
        alone = cell.forward(xs[:, one], *(state[one] for state in states))
        d_alone = cell.backward(alone, d_h[:, one])
        np.testing.assert_allclose(alone.h[:, 0], trace.h[:, b], rtol=0, atol=1e-13)
        np.testing.assert_allclose(d_alone.d_xs[:, 0], gradients.d_xs[:, b], rtol=0, atol=1e-12)
        np.testing.assert_allclose(d_alone.d_h0[0], gradients.d_h0[b], rtol=0, atol=1e-12)
        for name in summed:
            summed[name] = summed[name] + getattr(d_alone, f"d_{name}")
    for name, total in summed.items():
        np.testing.assert_allclose(total, getattr(gradients, f"d_{name}"), rtol=0, atol=1e-12)


@each_kind
def test_the_next_run_overwrites_neither_a_trace_nor_gradients(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    trace = cell.forward(xs, *states)
    gradients = cell.backward(trace, d_h)
    seen, d_seen = copies(trace), copies(gradients)
    cell.backward(cell.forward(-xs, *(2 * state for state in states)), -d_h, clip=0.01)
    assert_same(seen, arrays_of(trace))
    assert_same(d_seen, arrays_of(gradients))


@each_kind
def test_nothing_that_is_given_is_written_to(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    given_arrays = {"xs": xs, "d_h": d_h, **{f"s{n}": state for n, state in enumerate(states)}}
    before, cell_before = {n: a.copy() for n, a in given_arrays.items()}, copies(cell)
    trace = cell.forward(xs, *states)
    trace_before = copies(trace)
    cell.backward(trace, d_h, clip=0.1)
    assert_same(before, given_arrays)
    assert_same(cell_before, arrays_of(cell))
    assert_same(trace_before, arrays_of(trace))


@each_kind
def test_the_same_backward_pass_twice_gives_the_same(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    trace = cell.forward(xs, *states)
    assert_same(arrays_of(cell.backward(trace, d_h)), arrays_of(cell.backward(trace, d_h)))


@each_kind
def test_cells_traces_and_gradients_are_frozen(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    trace = cell.forward(xs, *states)
    for value, name in ((cell, "bias"), (trace, "h"), (cell.backward(trace, d_h), "d_bias")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, np.zeros(1))


@each_kind
def test_the_same_seed_gives_the_same_cell_and_another_one_another(kind: str) -> None:
    first, again, other = (MAKERS[kind](np.random.default_rng(s), D, H) for s in (7, 7, 8))
    assert_same(arrays_of(first), arrays_of(again))
    assert not np.array_equal(first.weight_ih, other.weight_ih)
    assert not np.array_equal(first.weight_hh, other.weight_hh)


@each_kind
def test_recurrent_weights_start_orthogonal_and_input_weights_within_glorot(kind: str) -> None:
    cell = MAKERS[kind](np.random.default_rng(0), D, H)
    assert (cell.input_size, cell.hidden_size) == (D, H)
    blocks = cell.weight_hh.reshape(-1, H, H)
    for block in blocks:
        np.testing.assert_allclose(block.T @ block, np.eye(H), atol=1e-12)
    assert len({block.tobytes() for block in blocks}) == len(blocks)
    limit = np.sqrt(6 / (D + H))
    assert 0.8 * limit < np.abs(cell.weight_ih).max() <= limit


@each_kind
def test_the_parameter_count_is_the_size_of_all_arrays(kind: str) -> None:
    cell = MAKERS[kind](np.random.default_rng(0), D, H)
    assert cell.parameter_count == sum(array.size for array in arrays_of(cell).values())


@each_kind
def test_clipping_bounds_what_flows_back_and_spares_what_is_small(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    trace = cell.forward(xs, *states)
    free = cell.backward(trace, d_h)
    assert_same(arrays_of(free), arrays_of(cell.backward(trace, d_h, clip=1e6)))
    limit = 1e-3
    clipped = cell.backward(trace, d_h, clip=limit)
    assert np.abs(free.d_bias).max() > limit * T * B
    assert 0 < np.abs(clipped.d_bias).max() <= limit * T * B
    one_step = cell.backward(cell.forward(xs[:1, :1]), 100 * np.ones((1, 1, H)), clip=limit)
    assert np.abs(one_step.d_bias).max() == limit


@each_kind
def test_a_long_vanishing_run_stays_finite_without_a_warning(kind: str) -> None:
    cell, *_ = given_to(kind)
    faint = replace(cell, **{name: 0.05 * array for name, array in arrays_of(cell).items()})
    trace = faint.forward(np.full((2000, 1, D), 0.1))
    d_h = np.zeros((2000, 1, H))
    d_h[-1] = 1.0
    gradients = faint.backward(trace, d_h)
    for array in (*arrays_of(trace).values(), *arrays_of(gradients).values()):
        assert np.isfinite(array).all()
    length = np.linalg.norm(gradients.d_h[:, 0], axis=-1)
    assert length[-1] > length[-50] > length[-100] > 0
    assert length[-100] < 1e-9


@each_kind
def test_gradients_past_the_largest_number_are_infinite_without_a_warning(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    gradients = cell.backward(cell.forward(xs, *states), np.copysign(1.7e308, d_h))
    assert not np.isfinite(gradients.d_weight_hh).all()


@each_kind
def test_gates_of_huge_pre_activations_saturate_without_a_warning(kind: str) -> None:
    cell, xs, states, d_h = given_to(kind)
    trace = cell.forward(1e5 * xs[:1], *states)
    gradients = cell.backward(trace, d_h[:1])
    for array in (*arrays_of(trace).values(), *arrays_of(gradients).values()):
        assert np.isfinite(array).all()


@each_kind
def test_shapes_and_numbers_that_do_not_fit_are_named(kind: str) -> None:
    cell, xs, (h0, *_), d_h = given_to(kind)
    trace = cell.forward(xs)
    with pytest.raises(ValueError, match=r"xs must be \(T, B, D\) with D = 3; got \(7, 2\)"):
        cell.forward(xs[:, :, 0])
    with pytest.raises(ValueError, match=r"xs must be \(T, B, D\) with D = 3; got \(0, 2, 3\)"):
        cell.forward(xs[:0])
    with pytest.raises(ValueError, match=r"h0 must be \(B, H\) with B = 2, H = 5; got \(1, 5\)"):
        cell.forward(xs, h0[:1])
    with pytest.raises(ValueError, match="xs must hold finite numbers only"):
        cell.forward(np.where(xs > 1, np.nan, xs))
    with pytest.raises(ValueError, match=r"d_h must be \(T, B, H\) .*; got \(6, 2, 5\)"):
        cell.backward(trace, d_h[1:])
    with pytest.raises(ValueError, match="d_h must hold finite numbers only"):
        cell.backward(trace, np.full_like(d_h, np.inf))
    with pytest.raises(ValueError, match="clip must be a positive number; got 0"):
        cell.backward(trace, d_h, clip=0)


@each_kind
def test_parameters_that_do_not_fit_each_other_are_named(kind: str) -> None:
    cell, *_ = given_to(kind)
    rows = cell.weight_ih.shape[0]
    with pytest.raises(ValueError, match=rf"weight_ih must be \(rows, D\) with rows = {rows}; got"):
        replace(cell, weight_ih=cell.weight_ih[1:])
    with pytest.raises(ValueError, match=rf"weight_hh must be .* rows = {rows}, H = 5; got"):
        replace(cell, weight_hh=cell.weight_hh[1:])
    with pytest.raises(ValueError, match=rf"bias must be \(rows,\) with rows = {rows}; got"):
        replace(cell, bias=cell.bias[1:])
    with pytest.raises(ValueError, match="bias must hold finite numbers only"):
        replace(cell, bias=cell.bias * np.nan)


@each_kind
def test_a_cell_can_be_made_of_plain_lists(kind: str) -> None:
    cell, xs, states, _ = given_to(kind)
    lists = {name: array.tolist() for name, array in arrays_of(cell).items()}
    again = replace(cell, **lists)
    assert_same(arrays_of(cell), arrays_of(again))
    np.testing.assert_array_equal(
        again.forward(xs.tolist(), *(state.tolist() for state in states)).h,
        cell.forward(xs, *states).h,
    )
