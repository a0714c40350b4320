"""How states hang on earlier states: worked out by hand, and by finite differences."""

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
    direct_path,
    input_jacobians,
    one_step_split,
    state_jacobians,
    step_jacobians,
)
from tests.core.cells import GATES, KINDS, random_cell, random_states
from tests.core.finite_differences import central_differences

T, B, D, H = 6, 2, 3, 4
MEMBER = 1
GATED = [kind for kind in KINDS if GATES[kind]]


def run(kind: str, *overrides: Override) -> tuple[Any, Any]:
    """A cell, and what it did with two sequences."""
    rng = np.random.default_rng(3)
    cell = random_cell(kind, rng, D, H)
    states = random_states(cell, rng, B)
    return cell, cell.forward(rng.standard_normal((T, B, D)), *states, overrides=overrides)


def states_at(trace: Any, t: int) -> dict[str, np.ndarray]:
    """The states of one sequence after step ``t``; before the first one at -1."""
    names = [name for name in ("h", "c") if hasattr(trace, name)]
    if t < 0:
        return {name: getattr(trace, f"{name}0")[MEMBER] for name in names}
    return {name: getattr(trace, name)[t, MEMBER] for name in names}


def later_states(cell: Any, trace: Any, t: int, at: dict[str, np.ndarray]) -> dict[str, Any]:
    """The last states, when those after step ``t`` are nudged to ``at``."""
    if isinstance(cell, LSTM):  # c_t is felt in h_t too
        was, o = states_at(trace, t), trace.o[t, MEMBER]
        at = {"h": at["h"] + o * (np.tanh(at["c"]) - np.tanh(was["c"])), "c": at["c"]}
    if t == T - 1:
        return at
    overrides = [
        each if each.step is None else replace(each, step=each.step - t - 1)
        for each in getattr(trace, "overrides", ())
        if each.step is None or each.step > t
    ]
    xs = trace.xs[t + 1 :, MEMBER : MEMBER + 1]
    on = cell.forward(xs, *(state[None] for state in at.values()), overrides=overrides)
    return {name: getattr(on, name)[-1, 0] for name in at}


def by_differences(cell: Any, trace: Any, of: str, wrt: str) -> np.ndarray:
    """d of_T / d wrt_t, one nudge at a time: (T, H, H)."""
    found = np.empty((T, H, H))
    for t in range(T):
        here = states_at(trace, t)
        for unit in range(H):
            found[t, unit] = central_differences(
                lambda at, t=t, here=here, unit=unit: float(
                    later_states(cell, trace, t, here | at)[of][unit]
                ),
                {wrt: here[wrt]},
            )[f"d_{wrt}"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_jacobian_is_what_finite_differences_say(kind: str) -> None:
    cell, trace = run(kind)
    names = ("h", "c") if isinstance(cell, LSTM) else ("h",)
    for of in names:
        for wrt in names:
            exact = state_jacobians(cell, trace, of=of, wrt=wrt, member=MEMBER)
            found = by_differences(cell, trace, of, wrt)
            np.testing.assert_allclose(exact, found, rtol=1e-6, atol=1e-8, err_msg=f"{of} {wrt}")
            assert np.abs(found[0]).max() > 1e-4


@pytest.mark.parametrize("kind", GATED)
def test_state_jacobians_are_true_while_gates_are_held(kind: str) -> None:
    gate, other = GATES[kind][:2]
    cell, trace = run(kind, Override(gate, 0.3, step=2), Override(other, 0.8, unit=1))
    exact = state_jacobians(cell, trace, member=MEMBER)
    np.testing.assert_allclose(exact, by_differences(cell, trace, "h", "h"), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_a_jacobian_times_a_gradient_is_what_the_backward_pass_finds(kind: str) -> None:
    cell, trace = run(kind)
    d_last = np.random.default_rng(8).standard_normal(H)
    d_h = np.zeros((T, B, H))
    d_h[-1, MEMBER] = d_last
    gradients = cell.backward(trace, d_h)
    for wrt in ("h", "c") if isinstance(cell, LSTM) else ("h",):
        ours = d_last @ state_jacobians(cell, trace, wrt=wrt, member=MEMBER)
        np.testing.assert_allclose(ours, getattr(gradients, f"d_{wrt}")[:, MEMBER], atol=1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_of_each_input_is_what_finite_differences_say(kind: str) -> None:
    cell, trace = run(kind)
    exact = input_jacobians(cell, trace, member=MEMBER)
    starts = [state[None] for state in states_at(trace, -1).values()]
    for unit in range(H):
        found = central_differences(
            lambda at, unit=unit: float(cell.forward(at["xs"], *starts).h[-1, 0, unit]),
            {"xs": trace.xs[:, MEMBER : MEMBER + 1]},
        )["d_xs"]
        np.testing.assert_allclose(exact[:, unit], found[:, 0], rtol=1e-6, atol=1e-8)


def test_one_unit_worked_out_by_hand() -> None:
    rnn = RNN(np.array([[1.0]]), np.array([[0.5]]), np.array([0.25]))
    trace = rnn.forward(np.array([[[0.5]], [[-1.0]]]))
    h1 = np.tanh(0.75)
    h2 = np.tanh(0.5 * h1 - 0.75)
    slope = 1 - h2**2
    np.testing.assert_allclose(step_jacobians(rnn, trace).h_by_h[1], [[0.5 * slope]])
    np.testing.assert_allclose(state_jacobians(rnn, trace)[0], [[0.5 * slope]])
    np.testing.assert_array_equal(state_jacobians(rnn, trace)[1], [[1.0]])


@pytest.mark.parametrize("kind", ["RNN tanh", "GRU"])
def test_jacobians_of_single_steps_multiply_up_to_those_of_many(kind: str) -> None:
    cell, trace = run(kind)
    steps, product = step_jacobians(cell, trace, member=MEMBER).h_by_h, np.eye(H)
    whole = state_jacobians(cell, trace, member=MEMBER)
    for t in range(T - 1, -1, -1):
        np.testing.assert_allclose(whole[t], product, atol=1e-14)
        product = product @ steps[t]


def test_one_step_is_f_and_the_rest_and_together_the_true_derivative() -> None:
    cell, trace = run("LSTM tanh")
    direct, rest = one_step_split(cell, trace, member=MEMBER)
    np.testing.assert_array_equal(direct, trace.f[:, MEMBER])
    for t in range(1, T):
        short = cell.forward(
            trace.xs[: t + 1, MEMBER : MEMBER + 1],
            trace.h0[MEMBER : MEMBER + 1],
            trace.c0[MEMBER : MEMBER + 1],
        )
        whole = state_jacobians(cell, short, of="c", wrt="c")[-2]
        np.testing.assert_allclose(np.diag(direct[t]) + rest[t], whole, atol=1e-14)
        assert np.abs(rest[t]).max() > 1e-3


def test_no_path_leads_from_c0_to_c1_but_the_straight_one() -> None:
    cell, trace = run("LSTM tanh")
    np.testing.assert_array_equal(one_step_split(cell, trace).rest[0], 0.0)


def test_the_direct_path_is_the_product_of_the_later_forget_gates() -> None:
    _, trace = run("LSTM tanh")
    path, f = direct_path(trace, member=MEMBER), trace.f[:, MEMBER]
    np.testing.assert_array_equal(path[-1], 1.0)
    np.testing.assert_allclose(path[-2], f[-1])
    np.testing.assert_allclose(path[1], f[2] * f[3] * f[4] * f[5])


def test_the_direct_path_of_a_gru_is_the_product_of_the_later_update_gates() -> None:
    _, trace = run("GRU")
    z = trace.z[:, MEMBER]
    np.testing.assert_allclose(direct_path(trace, member=MEMBER)[2], z[3] * z[4] * z[5])


def test_with_f_held_at_1_and_no_other_way_the_gradient_arrives_whole() -> None:
    blind = LSTM(np.ones((4, 1)), np.zeros((4, 1)), np.zeros(4))
    trace = blind.forward(np.ones((50, 1, 1)), overrides=[Override("f", 1.0)])
    np.testing.assert_array_equal(direct_path(trace), 1.0)
    np.testing.assert_array_equal(state_jacobians(blind, trace, of="c", wrt="c"), 1.0)


def test_an_rnn_has_no_direct_path() -> None:
    cell, trace = run("RNN tanh")
    with pytest.raises(ValueError, match="an RNN has no gate that keeps"):
        direct_path(trace)
    with pytest.raises(ValueError, match="RNN has no cell state"):
        one_step_split(cell, trace)


@pytest.mark.parametrize("kind", ["RNN tanh", "GRU"])
def test_only_an_lstm_has_a_cell_state_to_ask_for(kind: str) -> None:
    cell, trace = run(kind)
    with pytest.raises(ValueError, match="wrt must be 'h'; got 'c'"):
        state_jacobians(cell, trace, wrt="c")


@pytest.mark.parametrize("member", [-1, B])
def test_a_member_that_is_not_there_is_named(member: int) -> None:
    cell, trace = run("GRU")
    with pytest.raises(ValueError, match=f"no member {member}: the members are 0 to 1"):
        state_jacobians(cell, trace, member=member)


def test_a_trace_of_another_cell_is_refused() -> None:
    _, trace = run("GRU")
    cell = LSTM.init(np.random.default_rng(0), D, H)
    with pytest.raises(ValueError, match="GRUTrace is no trace of LSTM"):
        state_jacobians(cell, trace)


def test_what_has_all_but_vanished_becomes_nothing_and_never_denormal() -> None:
    cell = LSTM(np.zeros((8, 1)), np.full((8, 2), 1e-3), np.repeat([0.0, -20.0, 0.0, 0.0], 2))
    sizes = np.abs(state_jacobians(cell, cell.forward(np.zeros((200, 1, 1)))))
    assert sizes[0].max() == 0.0 and sizes[-5].min() > 0.0
    assert not ((sizes > 0.0) & (sizes < np.finfo(float).tiny)).any()


def test_a_product_past_what_a_number_can_hold_is_infinite_and_silent() -> None:
    cell = RNN(np.zeros((1, 1)), np.array([[1e3]]), np.zeros(1))
    assert np.isinf(state_jacobians(cell, cell.forward(np.zeros((200, 1, 1))))[0, 0, 0])


def test_the_whole_product_of_a_gru_is_not_lost_in_one_gate() -> None:
    cell = GRU(*(np.zeros(shape) for shape in ((3, 1), (3, 1), (3,), (1,))))
    trace = cell.forward(np.zeros((3, 1, 1)), np.ones((1, 1)))
    np.testing.assert_allclose(state_jacobians(cell, trace).ravel(), [0.25, 0.5, 1.0])
