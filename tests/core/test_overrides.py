"""A held gate is held where it was asked for, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lstm_core import GRU, LSTM, Override, sigmoid
from lstm_core.overrides import check_overrides
from tests.core.cells import GATES, random_cell

T, B, D, H = 4, 2, 3, 5
GATED = [(kind, gate) for kind in GATES for gate in GATES[kind]]
SEVERAL = {
    "everywhere": [("a", 0.25, None, None)],
    "at one step": [("a", 0.25, 2, None)],
    "in one unit": [("a", 0.25, None, 3)],
    "at one step in one unit": [("a", 0.0, 1, 4)],
    "at the first and the last step": [("a", 1.0, 0, 0), ("a", 0.75, 3, None)],
    "two gates at once": [("a", 0.25, None, 1), ("b", 0.5, 2, None)],
    "one over the other": [("a", 0.25, None, None), ("a", 0.75, 1, None)],
}


def random_run(kind: str) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(8)
    cell = random_cell(kind, rng, D, H)
    h0, c0 = rng.standard_normal((2, B, H))
    return cell, rng.standard_normal((T, B, D)), h0, c0


def held(value: np.ndarray, gate: str, t: int, overrides: list[Override]) -> np.ndarray:
    """The gate of one step (B, H), written over unit by unit."""
    value = value.copy()
    for each in overrides:
        for unit in range(H):
            if each.gate == gate and each.step in (None, t) and each.unit in (None, unit):
                value[:, unit] = each.value
    return value


def lstm_by_hand(
    cell: LSTM, xs: np.ndarray, h: np.ndarray, c: np.ndarray, overrides: list[Override]
) -> dict[str, np.ndarray]:
    steps = []
    for t, x in enumerate(xs):
        a = x @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias
        values = dict(zip("ifgo", np.split(a, 4, axis=1), strict=True))
        one = {f"a_{gate}": value for gate, value in values.items()}
        for gate, value in values.items():
            one[gate] = held(np.tanh(value) if gate == "g" else sigmoid(value), gate, t, overrides)
        one["c"] = c = one["f"] * c + one["i"] * one["g"]
        one["h"] = h = one["o"] * np.tanh(c)
        steps.append(one)
    return {name: np.stack([one[name] for one in steps]) for name in steps[0]}


def gru_by_hand(
    cell: GRU, xs: np.ndarray, h: np.ndarray, overrides: list[Override]
) -> dict[str, np.ndarray]:
    steps = []
    for t, x in enumerate(xs):
        xr, xz, xn = np.split(x @ cell.weight_ih.T + cell.bias, 3, axis=1)
        hr, hz, hn = np.split(h @ cell.weight_hh.T, 3, axis=1)
        r = held(sigmoid(xr + hr), "r", t, overrides)
        z = held(sigmoid(xz + hz), "z", t, overrides)
        a_n = xn + r * (hn + cell.bias_hn)
        n = held(np.tanh(a_n), "n", t, overrides)
        h = (1 - z) * n + z * h
        steps.append({"r": r, "z": z, "n": n, "h": h, "a_r": xr + hr, "a_z": xz + hz, "a_n": a_n})
    return {name: np.stack([one[name] for one in steps]) for name in steps[0]}


def named(several: list[tuple[str, float, int | None, int | None]], a: str, b: str) -> Any:
    return [
        Override({"a": a, "b": b}[gate], value, step=step, unit=unit)
        for gate, value, step, unit in several
    ]


@pytest.mark.parametrize("where", SEVERAL)
@pytest.mark.parametrize(("gate", "other"), [("i", "o"), ("f", "g"), ("g", "i"), ("o", "f")])
def test_an_lstm_with_held_gates_equals_a_loop_written_out(
    where: str, gate: str, other: str
) -> None:
    cell, xs, h0, c0 = random_run("LSTM tanh")
    overrides = named(SEVERAL[where], gate, other)
    trace = cell.forward(xs, h0, c0, overrides=overrides)
    for name, expected in lstm_by_hand(cell, xs, h0, c0, overrides).items():
        np.testing.assert_allclose(getattr(trace, name), expected, atol=1e-13, err_msg=name)
    assert trace.overrides == tuple(overrides)


@pytest.mark.parametrize("where", SEVERAL)
@pytest.mark.parametrize(("gate", "other"), [("r", "n"), ("z", "r"), ("n", "z")])
def test_a_gru_with_held_gates_equals_a_loop_written_out(where: str, gate: str, other: str) -> None:
    cell, xs, h0, _ = random_run("GRU")
    overrides = named(SEVERAL[where], gate, other)
    trace = cell.forward(xs, h0, overrides=overrides)
    for name, expected in gru_by_hand(cell, xs, h0, overrides).items():
        np.testing.assert_allclose(getattr(trace, name), expected, atol=1e-13, err_msg=name)
    assert trace.overrides == tuple(overrides)


@pytest.mark.parametrize(("kind", "gate"), GATED)
def test_the_last_of_two_overrides_wins(kind: str, gate: str) -> None:
    cell, xs, h0, _ = random_run(kind)
    both = [Override(gate, 0.25), Override(gate, 0.75)]
    trace = cell.forward(xs, h0, overrides=both)
    np.testing.assert_array_equal(getattr(trace, gate), 0.75)


@pytest.mark.parametrize(("kind", "gate"), GATED)
def test_a_gate_held_at_what_it_was_runs_the_same_but_passes_no_gradient(
    kind: str, gate: str
) -> None:
    cell, xs, h0, c0 = random_run(kind)
    start = (h0, c0) if isinstance(cell, LSTM) else (h0,)
    given = (xs[:1, :1], *(state[:1] for state in start))
    free = cell.forward(*given)
    same = Override(gate, getattr(free, gate)[0, 0, 2].item(), unit=2)
    held_run = cell.forward(*given, overrides=[same])
    np.testing.assert_array_equal(held_run.h, free.h)

    expected = cell.backward(free, np.ones((1, 1, H))).d_bias.copy()
    # The reset gate of a GRU acts through the new state alone.
    cut = ("r", "n") if gate == "n" else (gate,)
    rows = [GATES[kind].index(each) * H + 2 for each in cut]
    assert np.all(expected[rows] != 0.0)
    expected[rows] = 0.0
    np.testing.assert_array_equal(cell.backward(held_run, np.ones((1, 1, H))).d_bias, expected)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (Override("z", 1.0), "this cell's gates are i, f, g, o; there is no gate 'z'"),
        (Override("f", 1.5), "gate f lies between 0 and 1; it cannot be held at 1.5"),
        (Override("o", -0.1), "gate o lies between 0 and 1; it cannot be held at -0.1"),
        (Override("g", np.nan), "gate g can be held at a finite number only; got nan"),
        (Override("f", "1"), "gate f can be held at a finite number only; got 1"),  # type: ignore[arg-type]
        (Override("f", 1.0, step=T), "there is no step 4: the steps are 0 to 3"),
        (Override("f", 1.0, step=-1), "there is no step -1"),
        (Override("f", 1.0, unit=H), "there is no unit 5: the units are 0 to 4"),
        (Override("f", 1.0, unit=1.5), "there is no unit 1.5"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_held_is_refused_in_one_sentence(override: Override, message: str) -> None:
    cell, xs, *_ = random_run("LSTM tanh")
    with pytest.raises(ValueError, match=message):
        cell.forward(xs, overrides=[Override("f", 1.0), override])


def test_edges_and_candidates_beyond_one_can_be_held() -> None:
    fine = [Override("f", 0.0), Override("f", 1.0), Override("g", -7.5), Override("i", 0.5, step=3)]
    check_overrides([*fine, Override("o", 0.5, unit=np.int64(4))], GATES["LSTM tanh"], T, H)
    check_overrides([Override("n", 2.0)], GATES["GRU"], T, H)
    check_overrides([], (), T, H)
