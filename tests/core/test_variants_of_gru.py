"""The other convention of z, and the reset gate before the product, do what their equations say."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import (
    GRU,
    Override,
    RenewingGRU,
    ResetFirstGRU,
    contributions,
    with_reset_first,
    with_z_keeping,
    with_z_renewing,
)
from tests.core.cells import arrays_of
from tests.core.relatives import (
    B,
    D,
    H,
    T,
    experiment,
    sigma,
)
from tests.fixtures.torch_reference import cell_from_torch, stored


def test_one_step_of_a_renewing_unit_by_hand() -> None:
    cell = RenewingGRU(
        np.array([[0.5], [-1.0], [2.0]]),
        np.array([[1.0], [0.5], [-0.5]]),
        np.array([0.1, 1.0, -0.2]),
        np.array([0.7]),
    )
    r, z = sigma(0.9), sigma(0.4)
    n = math.tanh(1.4 + r * 0.5)
    assert cell.forward([[[0.8]]], [[0.4]]).h.item() == pytest.approx((1 - z) * 0.4 + z * n)


def test_in_the_other_convention_z_is_the_complement_and_h_stays_the_same() -> None:
    one = experiment(RenewingGRU)
    keeping = with_z_keeping(one.cell)
    ours, theirs = one.cell.forward(one.xs, *one.states), keeping.forward(one.xs, *one.states)
    np.testing.assert_allclose(ours.h, theirs.h, rtol=0, atol=1e-15)
    np.testing.assert_allclose(ours.z, 1 - theirs.z, rtol=0, atol=1e-15)
    np.testing.assert_allclose(ours.r, theirs.r, rtol=0, atol=1e-15)
    assert np.abs(ours.z - theirs.z).max() > 0.1


def test_going_to_the_other_convention_and_back_changes_no_number() -> None:
    cell = GRU.init(np.random.default_rng(4), D, H)
    again = with_z_keeping(with_z_renewing(cell))
    for name, array in arrays_of(cell).items():
        np.testing.assert_array_equal(getattr(again, name), array)


@pytest.mark.parametrize("case", [case for case in stored() if case.kind == "GRU"], ids=str)
def test_the_other_convention_gives_the_states_that_pytorch_stored(case: Any) -> None:
    cell = with_z_renewing(cell_from_torch("GRU", case.parameters))
    trace = cell.forward(case.given["xs"], case.given["h0"])
    np.testing.assert_allclose(trace.h, case.expected["h"], rtol=0, atol=1e-10)
    gradients = cell.backward(trace, case.given["d_h"])
    np.testing.assert_allclose(gradients.d_xs, case.expected["d_xs"], rtol=0, atol=1e-10)


def test_a_renewing_gate_of_one_takes_the_new_state_and_of_zero_keeps_the_old() -> None:
    one = experiment(RenewingGRU)
    new = one.cell.forward(one.xs, *one.states, overrides=[Override("z", 1.0)])
    np.testing.assert_array_equal(new.h, new.n)
    old = one.cell.forward(one.xs, *one.states, overrides=[Override("z", 0.0)])
    np.testing.assert_array_equal(old.h, np.broadcast_to(one.states[0], old.h.shape))


def test_one_step_of_two_units_that_reset_first_by_hand() -> None:
    cell = ResetFirstGRU(
        np.array([[0.5], [-0.4], [-1.0], [0.2], [2.0], [0.3]]),
        np.array([[1.0, 0.1], [0.2, -0.6], [0.5, 0.3], [0.1, 0.9], [-0.5, 0.7], [0.8, -0.2]]),
        np.array([0.1, -0.3, 1.0, 0.2, -0.2, 0.4]),
    )
    x, h = 0.8, (0.4, -0.5)
    r = sigma(0.4 + 0.4 - 0.05 + 0.1), sigma(-0.32 + 0.08 + 0.3 - 0.3)
    n = math.tanh(2.0 * x - 0.5 * r[0] * h[0] + 0.7 * r[1] * h[1] - 0.2)
    z = sigma(-0.8 + 0.2 - 0.15 + 1.0)
    expected = (1 - z) * n + z * h[0]
    trace = cell.forward([[[x]]], [h])
    assert trace.h[0, 0, 0] == pytest.approx(expected, rel=1e-14)
    np.testing.assert_allclose(trace.reset_h[0, 0], [r[0] * h[0], r[1] * h[1]])


def test_the_same_weights_give_other_numbers_unless_every_r_is_one() -> None:
    rng = np.random.default_rng(6)
    cell = GRU.init(rng, D, H)
    cell = replace(cell, bias_hn=rng.standard_normal(H))
    xs, first = rng.standard_normal((T, B, D)), with_reset_first(cell)
    assert np.abs(first.forward(xs).h - cell.forward(xs).h).max() > 0.01
    open_ = [Override("r", 1.0)]
    np.testing.assert_allclose(
        first.forward(xs, overrides=open_).h, cell.forward(xs, overrides=open_).h, atol=1e-14
    )


def test_the_parts_of_the_new_state_add_up_where_the_reset_gate_acts_first() -> None:
    one = experiment(ResetFirstGRU)
    trace = one.cell.forward(one.xs, *one.states)
    part = contributions(one.cell, trace, 1)["n"]
    total = part.from_x + part.from_h + part.bias
    np.testing.assert_allclose(total, trace.a_n[:, 1], atol=1e-14)
