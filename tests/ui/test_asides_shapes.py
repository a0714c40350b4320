"""The shape lens: shapes and counts of real arrays, and what the last change did to them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as testing
from hypothesis import strategies as st

from lstm_ui.settings import TABLE
from lstm_ui.surgery.asides.lens import formula, lens_payload, says
from lstm_ui.surgery.asides.shapes import KINDS, Lens, Sizes, lens_table, lit, look
from lstm_ui.tables import parameter_table
from tests.ui.test_gradient_payloads import properties

ODD = Sizes("LSTM", T=4, B=2, D=3, H=5)
GATES = {"LSTM": "ifgo", "GRU": "rzn", "RNN": "a"}


def of(name: str) -> st.SearchStrategy[int]:
    return st.integers(TABLE[name].low, TABLE[name].high)


any_sizes = st.builds(
    Sizes,
    kind=st.sampled_from(TABLE["kind"].options),
    T=of("length"),
    B=of("batch"),
    D=of("width"),
    H=of("units"),
)


def shapes(lens: Lens) -> dict[str, tuple[int, ...]]:
    return {f"{array.group} {array.symbol}": array.shape for array in lens.arrays}


def test_every_array_of_an_lstm_has_the_shape_that_is_shown() -> None:
    assert shapes(look(ODD)) == {
        "in x_t": (2, 3),
        "in h_{t−1}": (2, 5),
        "in c_{t−1}": (2, 5),
        "weights W_x": (20, 3),
        "weights W_h": (20, 5),
        "weights b": (20,),
        **{f"gates {gate}_t": (2, 5) for gate in "ifgo"},
        "states c_t": (2, 5),
        "states h_t": (2, 5),
        "all xs": (4, 2, 3),
        "all c": (4, 2, 5),
        "all h": (4, 2, 5),
    }


@testing(max_examples=40)
@given(any_sizes)
def test_letters_and_numbers_agree_for_any_sizes(sizes: Sizes) -> None:
    lens = look(sizes)
    numbers = {name: getattr(sizes, name) for name in "TBDH"}
    for array in lens.arrays:
        found = tuple(int(name[:-1] or 1) * numbers[name[-1]] for name in array.letters)
        assert array.shape == found
        assert array.shape[0] % len(array.colours) == 0
    assert sum(row.total for row in lens.rows) == lens.total
    kept = [array for array in lens.arrays if array.group == "weights"]
    assert sum(int(np.prod(array.shape)) for array in kept) == lens.total
    counted = parameter_table(sizes.D, sizes.H).set_index("cell").loc[sizes.kind]
    assert counted["all together"] == lens.total
    payload = lens_payload(None, lens)
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload
    assert payload["sums"][-1] == lens.total and len(json.dumps(payload)) < 6_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_one_gate_and_the_rows_add_up(kind: str) -> None:
    lens = look(replace(ODD, kind=kind))
    assert "".join(row.letter for row in lens.rows) == GATES[kind]
    for row in lens.rows:
        assert (row.on_x, row.on_h, row.bias) == (15, 25, 10 if row.letter == "n" else 5)
    total = {"LSTM": 4 * 45, "GRU": 3 * 45 + 5, "RNN": 45}[kind]
    assert lens.total == total == KINDS[kind].init(np.random.default_rng(0), 3, 5).parameter_count
    assert formula(lens).endswith(f" = {total}")


def test_the_count_is_written_out() -> None:
    assert formula(look(ODD)) == "4(DH + H² + H) = 4(15 + 25 + 5) = 180"
    gru = formula(look(replace(ODD, kind="GRU")))
    assert gru == "3(DH + H² + H) + H = 3(15 + 25 + 5) + 5 = 140"
    assert formula(look(replace(ODD, kind="RNN"))) == "DH + H² + H = 15 + 25 + 5 = 45"


@pytest.mark.parametrize("kind", KINDS)
def test_pytorch_counts_as_is_said(kind: str) -> None:
    torch = pytest.importorskip("torch")
    module = getattr(torch.nn, kind)(3, 5)
    lens = look(replace(ODD, kind=kind))
    assert lens.in_pytorch == sum(p.numel() for p in module.parameters())


@pytest.mark.parametrize(("kind", "in_pytorch"), [("LSTM", 200), ("GRU", 150), ("RNN", 50)])
def test_pytorchs_two_biases_are_counted(kind: str, in_pytorch: int) -> None:
    assert look(replace(ODD, kind=kind)).in_pytorch == in_pytorch


def test_another_length_lights_the_stacks_and_no_parameter() -> None:
    before, now = look(ODD), look(replace(ODD, T=20))
    assert lit(before, now) == ["all xs", "all c", "all h"]
    assert says(before, now) == (
        "T is not in any weight: the same cell of 180 parameters is used 20 times, where it was "
        "4. No cell was added."
    )


def test_another_batch_lights_everything_but_the_parameters() -> None:
    before, now = look(ODD), look(replace(ODD, B=1))
    assert not any(name.startswith("weights") for name in lit(before, now))
    assert len(lit(before, now)) == len(now.arrays) - 3
    assert says(before, now) == (
        "B is not in any weight: 1 sequence instead of 2 at once through the same 180 parameters."
    )


def test_another_input_lights_what_reads_it() -> None:
    before, now = look(ODD), look(replace(ODD, D=4))
    assert lit(before, now) == ["in x_t", "weights W_x", "all xs"]
    assert says(before, now).startswith(
        "Of the weights only W_x has D in it: 180 → 200 parameters."
    )


def test_twice_the_units_make_four_times_the_recurrent_weights() -> None:
    before, now = look(ODD), look(replace(ODD, H=10))
    assert {"in x_t", "all xs"} == shapes(now).keys() - set(lit(before, now))
    assert says(before, now) == (
        "H is in every weight, and in W_h twice: with 2 times the units W_h has 4 times the "
        "numbers, 100 → 400, and the cell 180 → 560 parameters."
    )


def test_another_kind_says_how_many_layers_it_has_inside() -> None:
    lstm, rnn, gru = (look(replace(ODD, kind=kind)) for kind in ("LSTM", "RNN", "GRU"))
    assert says(lstm, rnn) == (
        "Inside an RNN there is 1 layer of weights, inside an LSTM 4: 180 → 45 parameters."
    )
    assert "Inside a GRU there are 3 layers of weights, inside an RNN 1" in says(rnn, gru)
    assert "weights b_{hn}" in lit(lstm, gru) and "weights b_{hn}" not in lit(gru, lstm)


def test_several_changes_at_once_and_none_are_said_as_such() -> None:
    before = look(ODD)
    assert says(before, look(replace(ODD, T=9, H=6))) == (
        "T and H changed at once: 180 → 240 parameters."
    )
    at_rest = says(None, before)
    assert at_rest == says(before, before)
    assert at_rest == (
        "One cell of 180 parameters with 5 units, used 4 times on 2 sequences side by side. "
        "Units, time steps and cells are three different things."
    )
    assert lit(None, before) == lit(before, before) == []
    assert "1 unit, used 1 time on 1 sequence side" in says(None, look(Sizes("RNN", 1, 1, 1, 1)))


def test_the_table_lists_every_array() -> None:
    table = lens_table(look(ODD)).set_index("array")
    assert table.loc["W_x"].tolist() == ["the cell", "(4H, D)", "(20, 3)", 60]
    assert table.loc["b", "in numbers"] == "(20,)"
    assert table.loc["h_t−1", "how many"] == 10
    assert len(table) == len(look(ODD).arrays)


def test_the_figures_typedefs_name_exactly_what_is_sent() -> None:
    payload = lens_payload(look(ODD), look(replace(ODD, H=6)))
    assert properties("shapes.mjs", "Payload") == set(payload)
    assert all(properties("shapes.mjs", "Shape") == set(one) for one in payload["arrays"])
    assert all(properties("shapes.mjs", "Row") == set(one) for one in payload["rows"])
    assert payload["changed"] == ["H"]
    assert [one["lit"] for one in payload["arrays"] if one["symbol"] in ("x_t", "W_h")] == [
        False, True
    ]  # fmt: skip
