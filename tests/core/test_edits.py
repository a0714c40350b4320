"""What was done to a network: held where it was asked for, let go of, and fitted to a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_core import Change, Clamp, Edits
from tests.core.operated import ROWS, B, H, K, T, build, given_to, held_at, written_out

NUDGE = 1e-6


HELD: dict[str, list[tuple[int, float, Any, Any]]] = {
    "one cell": [(0, 0.25, (2, 2), (3,))],
    "a range of steps in several units": [(0, 0.75, (1, 2), (0, 4))],
    "every step of one unit": [(0, 0.0, None, (2,))],
    "one step of every unit": [(0, 1.0, (0, 0), None)],
    "everything": [(0, 0.375, None, None)],
    "a later one over a part of an earlier one": [
        (0, 0.25, (0, 2), (1, 2, 3)),
        (0, 0.875, (1, 3), (2, 3, 4)),
    ],
    "an earlier one under a later one that holds all": [
        (0, 0.25, (1, 1), (1,)),
        (0, 0.5, None, None),
    ],
    "two gates that meet": [(0, 0.25, (1, 3), (0, 1)), (1, 0.625, (2, 3), (1, 2))],
}
PAIRS = {"LSTM": ["if", "fg", "go", "oi"], "GRU": ["rz", "zn", "nr"]}


def clamps_of(where: str, gates: str) -> list[Clamp]:
    return [
        Clamp(gates[k], value, steps=steps, units=units) for k, value, steps, units in HELD[where]
    ]


@pytest.mark.parametrize("where", HELD)
@pytest.mark.parametrize(("kind", "gates"), [(k, pair) for k in PAIRS for pair in PAIRS[k]])
def test_a_run_with_clamps_is_a_loop_over_time_with_the_gates_written_over(
    kind: str, gates: str, where: str
) -> None:
    model, (ids, states) = build(kind), given_to(kind)
    clamps = clamps_of(where, gates)
    trace = Edits(tuple(clamps)).forward(model, ids, *states)
    for name, expected in written_out(kind, model.parameters, ids, states, clamps).items():
        found = trace.logits if name == "logits" else getattr(trace.layers[0], name)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-13, err_msg=name)


@pytest.mark.parametrize(("kind", "gate"), [(k, gate) for k in PAIRS for gate in ROWS[k]])
def test_a_candidate_can_be_held_beyond_one_and_a_gate_can_not(kind: str, gate: str) -> None:
    model, (ids, states) = build(kind), given_to(kind)
    clamps = (Clamp(gate, -2.5, steps=(1, 2), units=(0, 3)),)
    if gate not in "gn":
        with pytest.raises(ValueError, match=f"gate {gate} lies between 0 and 1"):
            Edits(clamps).forward(model, ids, *states)
        return
    trace = Edits(clamps).forward(model, ids, *states)
    expected = written_out(kind, model.parameters, ids, states, clamps)
    np.testing.assert_allclose(trace.layers[0].h, expected["h"], rtol=0, atol=1e-13)


@pytest.mark.parametrize("where", ["one cell", "a later one over a part of an earlier one"])
@pytest.mark.parametrize(("kind", "gates"), [("LSTM", "fg"), ("LSTM", "oi"), ("GRU", "zn")])
def test_the_gradient_of_every_parameter_is_what_the_loop_says_when_it_is_nudged(
    kind: str, gates: str, where: str
) -> None:
    model, (ids, states) = build(kind), given_to(kind)
    clamps, d_logits = clamps_of(where, gates), np.random.default_rng(6).normal(size=(T, B, K))
    trace = Edits(tuple(clamps)).forward(model, ids, *states)
    gradients = model.backward(trace, d_logits).parameters
    for name, array in model.parameters.items():
        for index in np.ndindex(array.shape):
            losses = []
            for way in (NUDGE, -NUDGE):
                other = array.copy()
                other[index] += way
                run = written_out(kind, model.parameters | {name: other}, ids, states, clamps)
                losses.append(float((run["logits"] * d_logits).sum()))
            slope = (losses[0] - losses[1]) / (2 * NUDGE)
            assert gradients[f"d_{name}"][index] == pytest.approx(slope, abs=1e-7), (name, index)


@pytest.mark.parametrize(("kind", "gate"), [(k, gate) for k in PAIRS for gate in ROWS[k]])
def test_a_bias_of_a_held_gate_moves_nothing_and_its_neighbour_does(kind: str, gate: str) -> None:
    model, (ids, states) = build(kind), given_to(kind)
    clamps, unit = [Clamp(gate, 0.5, units=(1,))], 1
    trace = Edits(tuple(clamps)).forward(model, ids, *states)
    gradients = model.backward(trace, np.ones((T, B, K))).parameters
    row = ROWS[kind].index(gate) * H
    assert gradients["d_layers.0.bias"][row + unit] == 0.0
    assert abs(gradients["d_layers.0.bias"][row + unit + 1]) > 1e-6
    assert not gradients["d_layers.0.weight_hh"][row + unit].any()
    assert not gradients["d_layers.0.weight_ih"][row + unit].any()
    for nudge in (0.5, -0.5):  # nor does the loop
        other = model.parameters["layers.0.bias"].copy()
        other[row + unit] += nudge
        moved = written_out(kind, model.parameters | {"layers.0.bias": other}, ids, states, clamps)
        np.testing.assert_allclose(moved["logits"], trace.logits, rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"steps": (3, 2)}, r"steps must be the first and the last, from 0; got \(3, 2\)"),
        ({"steps": (-1, 2)}, r"got \(-1, 2\)"),
        ({"units": ()}, r"units must be in order, each once, from 0; got \(\)"),
        ({"units": (2, 1)}, r"got \(2, 1\)"),
        ({"units": (1, 1)}, r"got \(1, 1\)"),
        ({"units": (-1, 1)}, r"got \(-1, 1\)"),
    ],
)
def test_a_clamp_that_names_no_place_is_refused(where: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Clamp("f", 1.0, **where)


spans = st.tuples(st.integers(0, T - 1), st.integers(0, T - 1)).map(lambda s: (min(s), max(s)))
unit_sets = st.sets(st.integers(0, H - 1), min_size=1).map(lambda found: tuple(sorted(found)))
any_clamp = st.builds(
    Clamp,
    st.sampled_from("fg"),
    st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    steps=st.none() | spans,
    units=st.none() | unit_sets,
)
Cells = dict[tuple[str, int, int], float]


def cells_of(clamps: Sequence[Clamp]) -> Cells:
    """Every gate, step and unit that is held, and at what: found by asking each of them."""
    found = {}
    for gate in "fg":
        for t in range(T):
            for unit in range(H):
                value = held_at(clamps, gate, t, unit)
                if value is not None:
                    found[gate, t, unit] = value
    return found


def engine_holds(edits: Edits) -> Cells:
    """The same, as the overrides say that the engine gets."""
    found: Cells = {}
    for each in edits.overrides:
        for t in range(T) if each.step is None else [each.step]:
            for unit in range(H) if each.unit is None else [each.unit]:
                found[each.gate, t, unit] = each.value
    return found


@given(st.lists(any_clamp, max_size=6))
def test_what_is_held_is_held_cell_by_cell_and_the_later_one_holds(clamps: list[Clamp]) -> None:
    edits, expected = Edits(), {}
    for clamp in clamps:
        edits = edits.held(clamp)
        expected |= cells_of([clamp])
    assert cells_of(edits.clamps) == engine_holds(edits) == expected


@given(st.lists(any_clamp, max_size=5), st.lists(any_clamp, min_size=1, max_size=3))
@example([Clamp("f", 1.0, steps=(0, 3)), Clamp("f", 0.0, steps=(1, 3))], [Clamp("f", 0.5)])
@example([Clamp("f", 1.0)], [Clamp("f", 0.5, steps=(1, 2), units=(0, 3))])
def test_what_is_released_is_free_cell_by_cell_and_all_else_stays_held(
    clamps: list[Clamp], releases: list[Clamp]
) -> None:
    edits = Edits()
    for clamp in clamps:
        edits = edits.held(clamp)
    expected = cells_of(clamps)
    for where in releases:
        edits = edits.released(where, T, H)
        expected = {cell: v for cell, v in expected.items() if cell not in cells_of([where])}
    assert cells_of(edits.clamps) == engine_holds(edits) == expected


@pytest.mark.parametrize("steps", [None, (0, T - 1)])
def test_units_that_stay_held_stay_so_in_a_longer_text_where_the_others_were(steps: Any) -> None:
    edits = Edits().held(Clamp("f", 0.5, steps=steps))
    left = edits.released(Clamp("f", 0.0, units=(1, 3)), T, H).clamps
    assert left == (Clamp("f", 0.5, steps=steps, units=(0, 2, 4)),)


@given(any_clamp, any_clamp)
def test_a_clamp_covers_another_where_it_holds_every_cell_of_it(a: Clamp, b: Clamp) -> None:
    """As written, that is: (0, T − 1) names the steps of one text, None those of any."""
    steps = [[None] if c.steps is None else range(c.steps[0], c.steps[1] + 1) for c in (a, b)]
    units = [[None] if c.units is None else c.units for c in (a, b)]
    expected = (
        a.gate == b.gate
        and (a.steps is None or set(steps[1]) <= set(steps[0]))
        and (a.units is None or set(units[1]) <= set(units[0]))
    )
    assert a.covers(b) is expected
    assert len(Edits().held(b).held(a).clamps) == (1 if expected else 2)


@given(st.lists(any_clamp, max_size=5), any_clamp)
@example(
    [Clamp("f", 1.0, steps=(0, 2), units=(0,)), Clamp("f", 0.0, steps=(1, 3), units=(0,))],
    Clamp("f", 0.0, steps=(0, 0), units=(0,)),
)
def test_no_clamp_lies_wholly_under_a_later_one(clamps: list[Clamp], where: Clamp) -> None:
    edits = Edits()
    for clamp in clamps:
        edits = edits.held(clamp)
    for held in (edits.clamps, edits.released(where, T, H).clamps):
        assert not any(
            later.covers(earlier) for k, earlier in enumerate(held) for later in held[k + 1 :]
        )


@given(any_clamp, st.integers(1, T + 1), st.integers(1, H + 1))
def test_a_clamp_within_a_shorter_run_holds_what_there_is_of_it(
    clamp: Clamp, steps: int, units: int
) -> None:
    fits = clamp.within(steps, units)
    kept = () if fits is None else (fits,)
    expected = {
        cell: v for cell, v in cells_of([clamp]).items() if cell[1] < steps and cell[2] < units
    }
    found = {cell: v for cell, v in cells_of(kept).items() if cell[1] < steps and cell[2] < units}
    assert found == expected
    if fits is not None:
        assert fits.steps is None or fits.steps[1] < steps
        assert fits.units is None or fits.units[-1] < units


def test_fitting_leaves_out_exactly_what_a_network_and_a_text_do_not_have() -> None:
    edits = Edits(
        (
            Clamp("f", 0.25),
            Clamp("z", 0.25),  # no gate of an LSTM
            Clamp("g", -3.0, steps=(2, 9)),  # runs past the end
            Clamp("o", 0.5, steps=(T, T)),  # begins past the end
            Clamp("i", 1.0, units=(1, 4, 5)),  # one unit too many
            Clamp("i", 0.0, units=(H, H + 3)),  # no unit of these
            Clamp("o", 1.5),  # no value of a gate
            Clamp("g", float("nan")),
        ),
        (
            Change("b", "f", 4, None, 2.0),
            Change("b", "f", 5, None, 2.0),  # no such unit
            Change("n", "g", 0, None, 2.0),  # no such bias
            Change("x", "e", 6, 2, -2.0),
            Change("x", "e", 7, 2, -2.0),  # no such token
            Change("h", "y", 5, 4, float("inf")),  # no number
        ),
    )
    expected = Edits(
        (Clamp("f", 0.25), Clamp("g", -3.0, steps=(2, 3)), Clamp("i", 1.0, units=(1, 4))),
        (Change("b", "f", 4, None, 2.0), Change("x", "e", 6, 2, -2.0)),
    )
    model, (ids, states) = build("LSTM"), given_to("LSTM")
    assert edits.fitting(model, T) == expected
    assert expected.fitting(model, T) == expected
    run = expected.forward(model, ids, *states).layers[0]
    np.testing.assert_array_equal(run.g[2:], -3.0)
    assert (np.abs(run.g[:2]) < 1.0).all()
    np.testing.assert_array_equal(run.i[:, :, [1, 4]], 1.0)


def test_what_fitting_cuts_short_may_lie_under_a_later_one_and_then_goes() -> None:
    longer, shorter = Clamp("f", 0.25, steps=(2, 9)), Clamp("f", 0.75, steps=(2, 5))
    edits = Edits().held(longer).held(shorter)
    assert edits.clamps == (longer, shorter)
    assert edits.fitting(build("LSTM"), T).clamps == (Clamp("f", 0.75, steps=(2, 3)),)


def test_fitting_leaves_an_rnn_its_numbers_and_no_clamp() -> None:
    clamps = tuple(Clamp(gate, 1.0) for gate in "fga")
    edits = Edits(clamps, (Change("h", "a", 4, 3, 2.0),))
    assert edits.fitting(build("RNN"), T) == Edits((), edits.changes)


def test_edits_that_are_equal_give_equal_runs_and_hash_alike() -> None:
    first = Edits().held(Clamp("f", 0.0, steps=(1, 2), units=(0, 2))).held(Clamp("g", 2.0))
    again = Edits((Clamp("f", 0.0, steps=(1, 2), units=(0, 2)), Clamp("g", 2.0)))
    assert first == again and hash(first) == hash(again) and first != Edits()
    model, (ids, states) = build("LSTM"), given_to("LSTM")
    runs = [edits.forward(model, ids, *states).logits for edits in (first, again, Edits())]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert np.abs(runs[0] - runs[2]).max() > 0.01
