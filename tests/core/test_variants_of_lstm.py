"""Coupled gates and peepholes do what their equations say."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from lstm_core import (
    LSTM,
    CoupledLSTM,
    Override,
    PeepholeLSTM,
    contributions,
    seen_through,
)
from tests.core.cells import arrays_of
from tests.core.relatives import (
    B,
    H,
    experiment,
    sigma,
)


def test_one_step_of_a_coupled_unit_by_hand() -> None:
    cell = CoupledLSTM(
        np.array([[0.5], [2.0], [-1.0]]), np.array([[1.0], [-0.5], [0.3]]), np.array([0.1, -0.2, 1])
    )
    trace = cell.forward([[[0.8]]], [[0.4]], [[1.5]])
    f, g = sigma(0.5 * 0.8 + 1.0 * 0.4 + 0.1), math.tanh(2.0 * 0.8 - 0.5 * 0.4 - 0.2)
    o = sigma(-1.0 * 0.8 + 0.3 * 0.4 + 1)
    c = f * 1.5 + (1 - f) * g
    assert c == pytest.approx(1.307393, abs=1e-6)
    assert trace.i.item() == pytest.approx(1 - f, rel=1e-14)
    assert trace.c.item() == pytest.approx(c, rel=1e-14)
    assert trace.h.item() == pytest.approx(o * math.tanh(c), rel=1e-14)


def test_a_coupled_cell_is_exactly_the_lstm_with_the_negated_rows() -> None:
    one = experiment(CoupledLSTM)
    lstm = one.cell.as_lstm
    np.testing.assert_array_equal(lstm.weight_ih[:H], -lstm.weight_ih[H : 2 * H])
    np.testing.assert_array_equal(lstm.bias[:H], -lstm.bias[H : 2 * H])
    trace = one.cell.forward(one.xs, *one.states)
    np.testing.assert_array_equal(trace.h, lstm.forward(one.xs, *one.states).h)
    np.testing.assert_allclose(trace.i, 1 - trace.f, rtol=0, atol=2e-16)


def test_what_a_coupled_cell_holds_never_leaves_the_range_of_its_candidates() -> None:
    one = experiment(CoupledLSTM)
    trace = one.cell.forward(np.repeat(one.xs, 40, axis=0))
    assert np.abs(trace.c).max() < 1.0
    plain = one.cell.as_lstm.forward(one.xs, overrides=[Override("i", 1.0), Override("f", 1.0)])
    assert np.abs(plain.c).max() > 1.0


def test_whoever_holds_one_of_two_coupled_gates_holds_the_other() -> None:
    one = experiment(CoupledLSTM)
    trace = one.cell.forward(one.xs, *one.states, overrides=[Override("i", 0.25, unit=1)])
    np.testing.assert_array_equal(trace.f[:, :, 1], 0.75)
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        one.cell.forward(one.xs, overrides=[Override("f", 2.0)])


def test_one_step_of_a_peeping_unit_by_hand() -> None:
    cell = PeepholeLSTM(
        np.array([[0.5], [-1.0], [2.0], [0.4]]),
        np.array([[1.0], [0.5], [-0.5], [0.2]]),
        np.array([0.1, 1.0, -0.2, 0.3]),
        np.array([0.6, -0.7, 0.9]),
    )
    trace = cell.forward([[[0.8]]], [[0.4]], [[1.5]])
    i = sigma(0.5 * 0.8 + 1.0 * 0.4 + 0.1 + 0.6 * 1.5)
    f = sigma(-1.0 * 0.8 + 0.5 * 0.4 + 1.0 - 0.7 * 1.5)
    c = f * 1.5 + i * math.tanh(2.0 * 0.8 - 0.5 * 0.4 - 0.2)
    o = sigma(0.4 * 0.8 + 0.2 * 0.4 + 0.3 + 0.9 * c)
    assert (i, f, o) == pytest.approx((0.858149, 0.342990, 0.858986), abs=1e-6)
    for name, value in {"i": i, "f": f, "c": c, "o": o, "h": o * math.tanh(c)}.items():
        assert getattr(trace, name).item() == pytest.approx(value, rel=1e-14), name
    assert trace.a_o.item() == pytest.approx(0.4 * 0.8 + 0.2 * 0.4 + 0.3 + 0.9 * c, rel=1e-14)


def test_without_peepholes_it_is_an_lstm_forwards_and_back() -> None:
    one = experiment(PeepholeLSTM)
    cell = replace(one.cell, peepholes=np.zeros(3 * H))
    lstm = LSTM(cell.weight_ih, cell.weight_hh, cell.bias)
    ours, theirs = (each.forward(one.xs, *one.states) for each in (cell, lstm))
    for name, array in arrays_of(theirs).items():
        np.testing.assert_allclose(getattr(ours, name), array, rtol=0, atol=1e-15, err_msg=name)
    back, expected = (
        each.backward(trace, one.d_h, d_c_last=one.d_c_last)
        for each, trace in ((cell, ours), (lstm, theirs))
    )
    for name, array in arrays_of(expected).items():
        np.testing.assert_allclose(getattr(back, name), array, rtol=0, atol=1e-13, err_msg=name)


def test_the_gates_see_the_old_cell_state_and_the_output_gate_the_new_one() -> None:
    one = experiment(PeepholeLSTM)
    trace = one.cell.forward(one.xs, *one.states)
    seen, parts = seen_through(one.cell, trace, 1), contributions(one.cell, trace, 1)
    for gate in "ifo":
        part = parts[gate]
        total = part.from_x + part.from_h + part.bias + seen[gate]
        np.testing.assert_allclose(total, getattr(trace, f"a_{gate}")[:, 1], atol=1e-14)
    np.testing.assert_allclose(seen["o"], one.cell.peepholes[2 * H :] * trace.c[:, 1])


def test_a_closed_output_gate_still_lets_a_peephole_see() -> None:
    """What an LSTM without peepholes cannot do: its gates see only what was shown."""
    one = experiment(PeepholeLSTM)
    shut = [Override("o", 0.0)]
    ours = [one.cell.forward(one.xs, c0=s * np.ones((B, H)), overrides=shut).f for s in (0, 2)]
    lstm = LSTM(one.cell.weight_ih, one.cell.weight_hh, one.cell.bias)
    theirs = [lstm.forward(one.xs, c0=s * np.ones((B, H)), overrides=shut).f for s in (0, 2)]
    assert np.abs(ours[0] - ours[1]).max() > 0.1
    np.testing.assert_array_equal(*theirs)
