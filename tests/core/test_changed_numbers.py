"""One number of a network is changed alone, wherever it stands; what is not there is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lstm_core import Change, Clamp, Edits, SequenceModel
from lstm_core.edits import locate
from lstm_core.encoding import OneHot
from lstm_core.lstm import LSTM
from lstm_core.readout import Readout
from tests.core.operated import CELLS, ROWS, D, H, K, V, build, given_to, written_out


def every_place(kind: str) -> list[tuple[Change, str, tuple[int, ...]]]:
    """Every number of a network: the change that names it, its parameter and its index."""
    places: list[tuple[Change, str, tuple[int, ...]]] = []
    for k, gate in enumerate(ROWS[kind]):
        for unit in range(H):
            row = k * H + unit
            for column in range(D):
                change = Change("x", gate, unit, column, 9.5)
                places.append((change, "layers.0.weight_ih", (row, column)))
            for column in range(H):
                change = Change("h", gate, unit, column, 9.5)
                places.append((change, "layers.0.weight_hh", (row, column)))
            places.append((Change("b", gate, unit, None, 9.5), "layers.0.bias", (row,)))
            if gate == "n":
                change = Change("n", "n", unit, None, 9.5)
                places.append((change, "layers.0.bias_hn", (unit,)))
    for answer in range(K):
        for unit in range(H):
            change = Change("h", "y", answer, unit, 9.5)
            places.append((change, "readout.weight", (answer, unit)))
        places.append((Change("b", "y", answer, None, 9.5), "readout.bias", (answer,)))
    for token in range(V):
        for column in range(D):
            change = Change("x", "e", token, column, 9.5)
            places.append((change, "encoder.weight", (token, column)))
    return places


@pytest.mark.parametrize("kind", CELLS)
def test_every_number_of_a_network_can_be_changed_alone(kind: str) -> None:
    model = build(kind)
    before = {name: array.copy() for name, array in model.parameters.items()}
    named = set()
    for change, name, index in every_place(kind):
        changed = Edits(changes=(change,)).apply(model).parameters
        expected = {other: array.copy() for other, array in before.items()}
        expected[name][index] = 9.5
        for other, array in expected.items():
            np.testing.assert_array_equal(changed[other], array, err_msg=f"{change} in {other}")
        named.add((name, index))
    assert len(named) == model.parameter_count
    for name, array in before.items():
        np.testing.assert_array_equal(model.parameters[name], array)


@pytest.mark.parametrize("kind", CELLS)
def test_several_changes_all_arrive_and_the_later_of_one_place_stays(kind: str) -> None:
    model, gate = build(kind), ROWS[kind][-1]
    first, second = Change("x", gate, 1, 2, 7.0), Change("x", gate, 4, 0, -8.0)
    edits = Edits().changed(first).changed(second).changed(replace(first, value=3.0))
    assert edits.changes == (second, replace(first, value=3.0))
    found = edits.apply(model).parameters["layers.0.weight_ih"]
    expected = model.parameters["layers.0.weight_ih"].copy()
    rows = (len(ROWS[kind]) - 1) * H
    expected[rows + 1, 2], expected[rows + 4, 0] = 3.0, -8.0
    np.testing.assert_array_equal(found, expected)
    assert edits.restored(first).changes == (second,)
    assert edits.restored(first).restored(second).apply(model) is model


def test_changed_numbers_and_held_gates_act_in_the_same_run() -> None:
    model, (ids, states) = build("LSTM"), given_to("LSTM")
    edits = Edits().changed(Change("h", "f", 2, 4, 1.75)).held(Clamp("o", 0.5, steps=(1, 3)))
    trace = edits.forward(model, ids, *states)
    weights = model.parameters["layers.0.weight_hh"].copy()
    weights[H + 2, 4] = 1.75
    other = model.parameters | {"layers.0.weight_hh": weights}
    expected = written_out("LSTM", other, ids, states, edits.clamps)
    np.testing.assert_allclose(trace.logits, expected["logits"], rtol=0, atol=1e-13)


def test_a_number_that_is_none_is_refused() -> None:
    for value in (np.nan, np.inf):
        with pytest.raises(ValueError, match="finite"):
            Edits(changes=(Change("b", "f", 0, None, value),)).apply(build("LSTM"))


NOT_THERE = [
    ("LSTM", Change("n", "g", 0, None, 1.0), "this network has no parameter 'n' of 'g'"),
    ("LSTM", Change("b", "z", 0, None, 1.0), "this network has no parameter 'b' of 'z'"),
    ("LSTM", Change("q", "f", 0, 0, 1.0), "this network has no parameter 'q' of 'f'"),
    ("LSTM", Change("b", "f", H, None, 1.0), r"layers.0.bias of 'f' is \(5,\); it has no place"),
    ("LSTM", Change("b", "f", -1, None, 1.0), r"it has no place \(-1,\)"),
    ("LSTM", Change("x", "f", 0, D, 1.0), r"layers.0.weight_ih of 'f' is \(5, 3\); .* \(0, 3\)"),
    ("LSTM", Change("x", "f", 0, -1, 1.0), r"it has no place \(0, -1\)"),
    ("LSTM", Change("h", "f", 0, None, 1.0), r"it has no place \(0,\)"),
    ("LSTM", Change("b", "f", 0, 0, 1.0), r"it has no place \(0, 0\)"),
    ("LSTM", Change("x", "y", 0, 0, 1.0), "this network has no parameter 'x' of 'y'"),
    ("LSTM", Change("h", "y", K, 0, 1.0), r"readout.weight of 'y' is \(6, 5\); .* \(6, 0\)"),
    ("LSTM", Change("b", "e", 0, None, 1.0), "this network has no parameter 'b' of 'e'"),
    ("LSTM", Change("x", "e", V, 0, 1.0), r"encoder.weight of 'e' is \(7, 3\); .* \(7, 0\)"),
    ("GRU", Change("n", "r", 0, None, 1.0), "this network has no parameter 'n' of 'r'"),
    ("GRU", Change("n", "n", H, None, 1.0), r"layers.0.bias_hn of 'n' is \(5,\); .* \(5,\)"),
    ("RNN", Change("x", "f", 0, 0, 1.0), "this network has no parameter 'x' of 'f'"),
    ("RNN", Change("n", "a", 0, None, 1.0), "this network has no parameter 'n' of 'a'"),
]


@pytest.mark.parametrize(("kind", "change", "message"), NOT_THERE)
def test_a_number_that_is_not_there_is_refused_in_one_sentence(
    kind: str, change: Change, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        locate(build(kind), change)
    with pytest.raises(ValueError, match=message):
        Edits(changes=(change,)).apply(build(kind))


def test_tokens_that_learnt_no_vectors_have_none_to_change() -> None:
    rng = np.random.default_rng(0)
    model = SequenceModel(OneHot(D), (LSTM.init(rng, D, H),), Readout.init(rng, H, K))
    with pytest.raises(ValueError, match="this network has no parameter 'x' of 'e'"):
        locate(model, Change("x", "e", 0, 0, 1.0))
