"""The tables behind the pictures: the engine's own numbers, and files that read back the same."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.tables import (
    corner_table,
    count_sentence,
    csv,
    gate_table,
    pair_table,
    parameter_table,
    run_table,
    two_readings,
    weight_table,
)


@pytest.mark.parametrize(
    ("cell", "columns"),
    [
        ("LSTM", ["f", "i", "g", "c", "o", "tanh_c", "h", "a_f", "a_i", "a_g", "a_o"]),
        ("RNN", ["h", "a"]),
        ("GRU", ["r", "hn", "n", "z", "h", "a_r", "a_z", "a_n"]),
    ],
)
def test_a_row_is_one_unit_at_one_step(cell: str, columns: list[str]) -> None:
    run = make_run(Settings(cell=cell, text="not good"))
    table, layer = run_table(run), run.trace.layers[0]
    products = {"kept", "written", "reset_part"}  # checked below, by what they add up to
    assert [name for name in table.columns if name not in products] == [
        "step", "token", "unit", *columns
    ]  # fmt: skip
    assert table["step"].tolist() == [1] * 4 + [2] * 4
    assert table["unit"].tolist() == [1, 2, 3, 4] * 2
    assert table["token"].tolist() == ["not"] * 4 + ["good"] * 4
    for name in columns:
        for row in table.to_dict("records"):
            assert row[name] == getattr(layer, name)[row["step"] - 1, 0, row["unit"] - 1]


@pytest.mark.parametrize(("cell", "state"), [("LSTM", "c"), ("GRU", "h")])
def test_what_was_kept_and_what_was_written_add_up_to_the_state(cell: str, state: str) -> None:
    table = run_table(make_run(Settings(cell=cell, text="not good at all", start="random")))
    np.testing.assert_allclose(table["kept"] + table["written"], table[state], rtol=0, atol=1e-15)
    assert table["kept"].abs().min() > 0.0 and table["written"].abs().min() > 0.0


def test_the_grus_candidate_adds_the_recurrent_part_as_far_as_it_is_reset() -> None:
    table = run_table(make_run(Settings(cell="GRU", text="not good at all")))
    np.testing.assert_array_equal(table["reset_part"], table["r"] * table["hn"])


def test_two_cells_stand_below_one_another_and_what_one_lacks_is_empty() -> None:
    rnn, lstm = (make_run(Settings(cell=cell, text="not good")) for cell in ("RNN", "LSTM"))
    table = pair_table(rnn, lstm)
    assert table["cell"].tolist() == ["RNN"] * 8 + ["LSTM"] * 8
    for run in (rnn, lstm):
        own = table[table["cell"] == run.example.cell]
        np.testing.assert_array_equal(own["h"], run.trace.layers[0].h[:, 0].ravel())
    assert table["c"].isna().tolist() == [True] * 8 + [False] * 8


def test_a_gates_row_names_its_mean_and_its_most_open_unit() -> None:
    run = make_run(Settings(text="not good at all"))
    table, f = gate_table(run), run.trace.layers[0].f[:, 0]
    assert table["token"].tolist() == ["not", "good", "at", "all"]
    for row in range(4):
        assert table["mean f"][row] == pytest.approx(sum(f[row]) / 4)
        assert table["most open f"][row] == max(f[row]) == f[row, table["its unit, f"][row] - 1]


def test_nothing_read_is_a_table_of_nothing() -> None:
    run = make_run(Settings(text=""))
    assert run_table(run).empty
    assert two_readings(run, True).table.empty


def test_a_file_reads_back_to_the_last_digit_whatever_the_tokens() -> None:
    table = run_table(make_run(Settings(text='good, "quoted" <b>; ש 😀')))
    file = csv(table)
    assert file.startswith(b"\xef\xbb\xbfstep,token,unit,")  # the mark by which Excel sees UTF-8
    assert b"\r" not in file
    back = pd.read_csv(io.BytesIO(file), encoding="utf-8-sig", keep_default_na=False)
    assert back.to_dict("list") == table.to_dict("list")


def test_parameters_are_counted_on_real_cells() -> None:
    table = parameter_table(100, 10).set_index("cell")
    assert table.loc["RNN"].tolist() == [1, 1000, 100, 10, 1110]
    assert table.loc["LSTM"].tolist() == [4, 4000, 400, 40, 4440]
    assert table.loc["GRU"].tolist() == [3, 3000, 300, 40, 3340]


def test_the_count_is_written_out() -> None:
    assert count_sentence(100, 10) == (
        "One layer sees 110 numbers, so it has 110 × 10 weights and 10 biases: 1,110. Four of "
        "them: 4(DH + H² + H) = 4(1,000 + 100 + 10) = 4,440. PyTorch keeps two biases a layer, "
        "which only add up, and reports 4,480. In a GRU the candidate's two stand on either side "
        "of the reset gate and do not add up, so it has 4 rows of biases."
    )


def test_the_four_corners_do_what_they_are_called() -> None:
    table = corner_table().set_index(["f", "i"])
    assert table["c after"].to_dict() == {(0, 0): 0.0, (0, 1): 0.5, (1, 0): 3.0, (1, 1): 3.5}
    assert table.loc[(1, 0), "the unit"] == "keeps the old and ignores the new"


def test_the_rows_of_unit_1_are_its_own_weights() -> None:
    table = weight_table(make_run(Settings(net="latch"))).set_index("layer of unit 1")
    assert table.loc["i"].to_dict() == {
        "largest |weight| on x": 40.0, "h1": 0.0, "h2": -60.0, "bias": -20.0
    }  # fmt: skip
    eraser = weight_table(make_run(Settings(net="eraser"))).set_index("layer of unit 1")
    assert eraser.loc["f", "largest |weight| on x"] == 40.0  # it is -40
    assert table["bias"].to_dict() == {"i": -20.0, "f": 20.0, "g": 0.0, "o": 20.0}


@pytest.mark.parametrize("cell", ["RNN", "GRU"])
def test_a_cell_without_the_four_layers_has_no_such_rows(cell: str) -> None:
    assert weight_table(make_run(Settings(cell=cell))) is None


@pytest.mark.parametrize("cell", ["LSTM", "RNN", "GRU"])
def test_carried_over_reads_on_as_one_text_would(cell: str) -> None:
    once = make_run(Settings(cell=cell, text="the food was not good"))
    twice = make_run(Settings(cell=cell, text="the food was not good the food was not good"))
    readings = two_readings(once, True)
    begun = twice.trace.layers[0].h[[0, 5], 0, 0]
    np.testing.assert_allclose(readings.table["h of unit 1 after step 1"], begun, atol=5.1e-5)
    shares = twice.trace.probabilities[[4, 9], 0]
    np.testing.assert_allclose(readings.table[["negative", "positive"]], shares, atol=5.1e-5)


@pytest.mark.parametrize("start", ["zero", "random"])
def test_a_reset_gives_the_same_answer_from_the_same_states(start: str) -> None:
    readings = two_readings(make_run(Settings(start=start)), False)
    first, second = readings.table.drop(columns="reading").to_numpy()
    np.testing.assert_array_equal(first, second)
    assert (readings.begun_apart, readings.answers_differ) == (False, False)


@pytest.mark.parametrize(
    ("net", "text", "begun_apart", "answers_differ"),
    [
        ("brackets", None, True, True),
        ("first_symbol", None, True, False),
        ("latch", "A..", True, False),
        ("latch", "...", False, False),
    ],
)
def test_other_states_need_not_mean_another_answer(
    net: str, text: str | None, begun_apart: bool, answers_differ: bool
) -> None:
    readings = two_readings(make_run(Settings(net=net, text=text)), True)
    assert (readings.begun_apart, readings.answers_differ) == (begun_apart, answers_differ)
    first, second = readings.table.iloc[:, 2:].to_numpy()
    assert (first != second).any() == answers_differ


def test_a_reading_of_nothing_is_no_negative_nothing() -> None:
    readings = two_readings(make_run(Settings(net="gatekeeper")), True)
    assert readings.table.iloc[:, 1].tolist() == [0.0, 0.0]
    assert not np.signbit(readings.table.iloc[:, 1:].to_numpy()).any()


def test_what_is_held_is_held_in_both_readings() -> None:
    operated = make_run(Settings(edits="f_2_all_0__o_all_1_0.5"))
    assert len(operated.edits.clamps) == 2
    first, second = two_readings(operated, False).table.drop(columns="reading").to_numpy()
    np.testing.assert_array_equal(first, second)
