"""The four corners: what the engine holds is what a hand-written loop gives, and is said truly."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as testing
from hypothesis import strategies as st

from lstm_ui.runs import TOO_LARGE, Run, make_run
from lstm_ui.settings import MOVES_MOST, Settings
from lstm_ui.surgery.asides.corners import (
    CORNERS,
    MOST_PLACES,
    NO_GATES,
    ONE_FOR_BOTH,
    Corners,
    axis,
    corners_payload,
    corners_table,
    make_corners,
    says,
    unit_of,
)
from tests.ui.strategies import any_of
from tests.ui.test_gradient_payloads import properties

LONG = " ".join(["what time is it"] * 16)
EDITS = "f_2_all_0.25__i_4-6_1.3_0.9__g_all_2_-0.4__bo_1_0.7__hf_2.3_-1.5"
typed = st.none() | st.text(max_size=40) | st.sampled_from(["not good", LONG, "1, 2, 3", "AAAB"])
edited = st.sampled_from(["", EDITS, "f_all_all_0__z_all_all_0.5", "nonsense", "r_2_1_0"])


def sigmoid(a: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-a))


def held_by_hand(run: Run, unit: int, start: int, f: float, i: float) -> list[float]:
    """The cell state of that unit at every step, written out."""
    cell: Any = run.model.layers[0]
    H = cell.hidden_size
    layer: Any = run.trace.layers[0] if run.trace else None
    h, c, seen = layer.h0[0], layer.c0[0], []
    for t, x in enumerate(layer.xs[:, 0]):
        a = cell.weight_ih @ x + cell.weight_hh @ h + cell.bias
        gates = {"i": sigmoid(a[:H]), "f": sigmoid(a[H : 2 * H]),
                 "g": np.tanh(a[2 * H : 3 * H]), "o": sigmoid(a[3 * H :])}  # fmt: skip
        for clamp in run.edits.clamps:
            first, last = clamp.steps or (0, t)
            if first <= t <= last:
                for at in clamp.units or range(H):
                    gates[clamp.gate][at] = clamp.value
        if t >= start:
            gates["f"][unit], gates["i"][unit] = f, i
        c = gates["f"] * c + gates["i"] * gates["g"]
        h = gates["o"] * np.tanh(c)
        seen.append(float(c[unit]))
    return seen


def made(settings: Settings, followed: str = MOVES_MOST) -> Corners:
    corners = make_corners(make_run(settings), followed)
    assert isinstance(corners, Corners)
    return corners


@pytest.mark.parametrize("settings", [Settings(), Settings(edits=EDITS, start="random")])
def test_every_corner_is_what_a_hand_written_loop_gives(settings: Settings) -> None:
    run, corners = make_run(settings), made(settings, "3")
    assert corners.unit == 2 and len(corners.family) == 23
    assert bool(run.edits.clamps) == bool(settings.edits)
    for held in corners.family[::3]:
        for name, gates in CORNERS["LSTM"].items():
            by_hand = held_by_hand(run, 2, held.start, gates["f"], gates["i"])
            np.testing.assert_allclose(held.runs[name], by_hand[held.start :], rtol=0, atol=1e-12)
            np.testing.assert_allclose(
                corners.free[: held.start], by_hand[: held.start], atol=1e-12
            )
        before = corners.free[held.start - 1] if held.start else run.trace.layers[0].c0[0, 2]
        assert held.before == before


def test_a_gru_has_the_two_corners_at_which_z_is_held() -> None:
    settings = Settings(cell="GRU", text="not good at all", edits="r_2_all_0.5")
    run, corners = make_run(settings), made(settings, "2")
    cell, layer = run.model.layers[0], run.trace.layers[0]
    H = cell.hidden_size
    for held in corners.family:
        for name, z_held in (("overwrite", 0.0), ("keep", 1.0)):
            h = layer.h[held.start - 1, 0] if held.start else layer.h0[0]
            for t in range(held.start, 4):
                a_x, a_h = cell.weight_ih @ layer.xs[t, 0] + cell.bias, cell.weight_hh @ h
                r, z = (sigmoid((a_x + a_h)[k : k + H]) for k in (0, H))
                r = np.full(H, 0.5) if t == 1 else r
                n = np.tanh(a_x[2 * H :] + r * (a_h[2 * H :] + cell.bias_hn))
                z[1] = z_held
                h = (1 - z) * n + z * h
                assert held.runs[name][t - held.start] == pytest.approx(h[1], abs=1e-12)
    assert corners_payload(corners)["about"] == ONE_FOR_BOTH
    assert corners.state == "h" and "1 − z" in ONE_FOR_BOTH


def test_keep_keeps_and_erase_erases_exactly() -> None:
    for held in made(Settings(net="brackets")).family:
        assert set(held.runs["keep"].tolist()) == {held.before}
        assert not held.runs["erase"].any()


def test_each_corner_says_what_its_numbers_are() -> None:
    corners = made(Settings(net="counter"))
    held = corners.family[7]
    assert [says(corners, held, name) for name in CORNERS["LSTM"]] == [
        "c is the candidate g of each step: 1 at the end",
        "c adds up every candidate: it grows from 6 to 13",
        "c is 0 from step 8 on",
        "c stays at 6 from step 8 on",
    ]
    falling = replace(held, before=0.0, runs=held.runs | {"add": np.array([-1.0, -1.5])})
    assert says(corners, falling, "add") == (
        "c adds up every candidate, and as all of them are negative it falls from 0 to −1.5"
    )
    mostly = replace(held, before=0.0, runs=held.runs | {"add": np.array([0.5, -1.5])})
    assert says(corners, mostly, "add") == (
        "c adds up every candidate, and as the negative ones weigh more it falls from 0 to −1.5"
    )
    one = replace(held, before=0.0, runs=held.runs | {"add": np.array([-1.5])})
    assert says(corners, one, "add") == (
        "c adds up the one candidate, and as it is negative c falls from 0 to −1.5"
    )
    still = replace(held, before=2.0, runs=held.runs | {"add": np.array([1.0, 2.0])})
    assert "ends where it was, at 2" in says(corners, still, "add")
    gru = made(Settings(cell="GRU"))
    assert says(gru, gru.family[3], "overwrite").startswith("h is the new state n of each step")


@pytest.mark.parametrize(
    ("edits", "note"),
    [
        ("", []),
        ("f_2_all_0__o_all_all_0", []),
        ("f_all_2_0", []),
        ("f_1-22_all_0", []),
        ("f_all_all_0__i_all_3_0", ["You hold f and i yourself; release them to see all four "
                                    "corners apart."]),
        ("i_1-23_3_0.5", ["You hold i yourself; release it to see all four corners apart."]),
    ],
)  # fmt: skip
def test_what_the_learner_holds_at_every_step_is_said(edits: str, note: list[str]) -> None:
    assert corners_payload(made(Settings(edits=edits), "3"))["notes"] == note


def test_of_a_gru_the_one_gate_is_said_to_be_held() -> None:
    held = made(Settings(cell="GRU", edits="z_all_all_0"))
    assert corners_payload(held)["notes"] == [
        "You hold z yourself; release it to see both corners apart."
    ]


def test_no_sentence_says_minus_nothing() -> None:
    for net in ("brackets", "echo", "counter"):
        corners = made(Settings(net=net))
        for member in corners_payload(corners)["members"]:
            assert not any(re.search(r"[-−]0\b(?!\.)", sentence) for sentence in member["says"])


def test_the_unit_that_is_followed_is_the_one_asked_for_or_moves_most() -> None:
    states = np.array([[0.0, 5.0, -1.0], [0.5, 5.1, 1.0]])
    assert [unit_of(states, asked) for asked in ("1", "2", "3", MOVES_MOST, "", "4")] == [
        0, 1, 2, 2, 2, 2
    ]  # fmt: skip


def test_without_gates_or_text_a_sentence_says_so() -> None:
    assert make_corners(make_run(Settings(cell="RNN"))) == NO_GATES
    assert make_corners(make_run(Settings(text=""))) == make_run(Settings(text="")).problem


def test_a_corner_that_grows_past_all_numbers_is_a_sentence() -> None:
    run = make_run(Settings(net="random", candidate="relu", hidden=2, text=LONG))
    cell = run.model.layers[0]
    wild = replace(cell, weight_hh=cell.weight_hh * 0 + 1.5e308, bias=cell.bias * 0 + 1.5e308)
    model = replace(run.model, layers=(wild,))
    assert make_corners(replace(run, model=model), "1") == TOO_LARGE


@testing(max_examples=25)
@given(any_of(Settings, typed), edited, st.sampled_from([MOVES_MOST, "1", "16"]))
@example(Settings(net="random", hidden=16, text=LONG), "", MOVES_MOST)
@example(Settings(text="good"), "", "2")
def test_any_settings_give_plain_json_or_a_sentence(
    asked: Settings, edits: str, followed: str
) -> None:
    corners = make_corners(make_run(replace(asked, edits=edits)), followed)
    if isinstance(corners, str):
        assert corners.endswith(".") or corners.startswith("Type ")
        return
    payload = corners_payload(corners)
    text = json.dumps(payload, allow_nan=False)
    assert json.loads(text) == payload and len(text) < 60_000
    assert len(payload["members"]) == len(payload["dial"]["values"]) <= MOST_PLACES
    for start, member in zip(payload["dial"]["values"], payload["members"], strict=True):
        low, high = member["range"]["low"], member["range"]["high"]
        for run in member["runs"]:
            assert len(run) == payload["steps"] - start + 1
            assert all(low - 1e-3 <= value <= high + 1e-3 for value in run)


@pytest.mark.parametrize(
    ("steps", "places"), [(1, 1), (23, 23), (32, 32), (33, 17), (40, 20), (64, 16)]
)
def test_a_longer_text_is_held_from_fewer_steps(steps: int, places: int) -> None:
    corners = made(Settings(text=" ".join(LONG.split()[:steps])))
    assert len(corners.family) == places


def test_the_dial_opens_about_the_middle() -> None:
    for text, middle in (("good", 1), ("not good at all", 2), (LONG, 33)):
        dial = corners_payload(made(Settings(text=text)))["dial"]
        assert dial["values"][dial["at"]] == middle
        assert dial["values"] == sorted(set(dial["values"])) and dial["values"][0] == 1


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_an_axis_holds_every_value_and_zero_in_few_even_steps(values: list[float]) -> None:
    found = axis(np.array(values))
    slack = 1e-9 * max(1.0, *map(abs, values))
    assert found["low"] <= min(*values, 0.0) + slack and found["high"] >= max(*values, 0.0) - slack
    assert found["low"] < found["high"] and 0.0 in found["ticks"]
    assert 2 <= len(found["ticks"]) <= 7
    gaps = np.diff(found["ticks"])
    assert all(math.isclose(gap, gaps[0], rel_tol=1e-6, abs_tol=1e-10) for gap in gaps)


def test_the_table_has_every_held_step_of_every_place() -> None:
    corners = made(Settings(net="counter", text="AABB"), "1")
    table = corners_table(corners)
    assert len(table) == 4 + 3 + 2 + 1
    row = table[(table["held from step"] == 2) & (table["step"] == 3)].iloc[0]
    assert (row["token"], row["unit"], row["c, on the table"]) == ("B", 1, corners.free[2])
    for name, gates in CORNERS["LSTM"].items():
        column = f"c, {name} (f = {gates['f']:g}, i = {gates['i']:g})"
        assert row[column] == corners.family[1].runs[name][1]


def test_the_figures_typedefs_name_exactly_what_is_sent() -> None:
    payload = corners_payload(made(Settings()))
    assert properties("corners.mjs", "Payload") == set(payload) | {"revealed"}
    assert all(properties("corners.mjs", "Corner") == set(one) for one in payload["corners"])
    assert all(properties("corners.mjs", "Member") == set(one) for one in payload["members"])
    assert properties("family.mjs", "Dial") == set(payload["dial"])
    assert [(one["name"], [g["does"] for g in one["gates"]]) for one in payload["corners"]] == [
        ("overwrite", ["erase", "let in"]), ("add", ["keep", "let in"]),
        ("erase", ["erase", "block"]), ("keep", ["keep", "block"]),
    ]  # fmt: skip
