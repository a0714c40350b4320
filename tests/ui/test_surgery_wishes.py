"""What a learner does at the operating table becomes edits; what makes no sense changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_core import Change, Clamp, Edits
from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.surgery.matrices import matrices_payload
from lstm_ui.surgery.payload import bench_payload
from lstm_ui.surgery.spelling import LARGEST, read_edits, spell
from lstm_ui.surgery.wishes import edited
from tests.ui.beside import before, small

RUN = make_run(small)  # T = 5, H = 5, D = 6
NETWORKS = {
    "LSTM": small,
    "GRU": replace(small, cell="GRU"),
    "RNN": replace(small, cell="RNN"),
    "letters that have no vectors": Settings(net="latch"),
    "numbers": Settings(net="echo"),
}


def after(*messages: dict[str, Any], edits: Edits | None = None) -> Edits:
    found = edits or Edits()
    for message in messages:
        found = edited(found, RUN, json.loads(json.dumps(message)))
    return found


def hold(gate: str, steps: list[int], units: list[int], value: float) -> dict[str, Any]:
    return {"do": "hold", "gate": gate, "steps": steps, "units": units, "value": value}


def test_a_gate_is_held_where_the_table_says() -> None:
    assert after(hold("f", [1, 3], [2, 4], 0.25)) == Edits(
        (Clamp("f", 0.25, steps=(1, 3), units=(2, 3, 4)),)
    )
    assert after(hold("g", [4, 4], [0, 0], -1)).clamps == (
        Clamp("g", -1.0, steps=(4, 4), units=(0,)),
    )


def test_a_hold_of_all_steps_or_units_holds_those_of_any_text_and_size() -> None:
    assert after(hold("f", [0, 4], [2, 2], 1)).clamps == (Clamp("f", 1.0, units=(2,)),)
    assert after(hold("f", [2, 2], [0, 4], 1)).clamps == (Clamp("f", 1.0, steps=(2, 2)),)
    assert after(hold("f", [0, 4], [0, 4], 1)).clamps == (Clamp("f", 1.0),)


def test_what_is_released_is_free_and_the_rest_stays_held() -> None:
    edits = after(
        hold("f", [0, 4], [0, 4], 0.5),
        {"do": "release", "gate": "f", "steps": [2, 2], "units": [1, 2]},
    )
    held = edits.forward(RUN.model, RUN.parsed.inputs).layers[0].f[:, 0]
    free = np.zeros((5, 5), dtype=bool)
    free[2, 1:3] = True
    assert (held[~free] == 0.5).all() and (held[free] != 0.5).all()
    gone = {"do": "release", "gate": "f", "steps": [0, 4], "units": [0, 4]}
    assert after(gone, edits=edits) == Edits()


def test_one_of_several_edits_is_dropped_by_its_spelling() -> None:
    edits = read_edits("f_2_1_0__o_all_3_1__bf_3_5__hf_3.2_0.5")
    assert spell(after({"do": "drop", "edit": "o_all_3_1"}, edits=edits)) == (
        "f_2_1_0__bf_3_5__hf_3.2_0.5"
    )
    assert spell(after({"do": "drop", "edit": "bf_3_5"}, edits=edits)) == (
        "f_2_1_0__o_all_3_1__hf_3.2_0.5"
    )
    assert after({"do": "drop", "edit": "bf_3_9"}, edits=edits) == (
        after({"do": "drop", "edit": "bf_3_5"}, edits=edits)
    )  # by its place, whatever stands there by now
    assert after({"do": "drop", "edit": "i_1_1_1"}, edits=edits) == edits


@pytest.mark.parametrize("text", ["f_2-9_3_0", "f_2-9_1.3.7_0", "f_1_2.9_0", "f_2_all_0", "bf_3_5"])
def test_whatever_the_table_lists_can_be_dropped(text: str) -> None:
    """A text may have become shorter than what is held, so less of it is listed."""
    run = make_run(replace(small, edits=text))
    bench = bench_payload(run)
    (listed,) = [*bench["held"], *bench["changed"]]
    assert edited(read_edits(text), run, {"do": "drop", "edit": listed["edit"]}) == Edits()


def cells(payload: dict[str, Any]) -> list[tuple[dict[str, Any], float, float]]:
    """The message of every cell of the matrices, as the page makes it, and what stands there."""
    found = []
    for group in payload["groups"]:
        for block in group["blocks"]:
            for r, (row, was) in enumerate(zip(block["now"], before(block), strict=True)):
                for k, number in enumerate(row):
                    column = k if block["part"] in "xh" else None
                    place = {"part": block["part"], "row": group["at"][r], "column": column}
                    message = {"do": "set", "gate": group["gate"], **place}
                    found.append((message, number, was[k]))
    return found


@pytest.mark.parametrize("settings", NETWORKS.values(), ids=NETWORKS.keys())
def test_every_cell_of_the_matrices_changes_its_own_number_and_no_other(settings: Settings) -> None:
    run = make_run(settings)
    original = run.model.parameters
    seen = set()
    for message, now, was in cells(matrices_payload(run, run.model)):
        assert now == was
        edits = edited(Edits(), run, message | {"value": 7.25})
        changed = edits.apply(run.model).parameters
        places = [
            (name, index)
            for name, array in original.items()
            for index in zip(*np.nonzero(array != changed[name]), strict=True)
        ]
        ((name, index),) = places
        assert changed[name][index] == 7.25
        assert now == pytest.approx(original[name][index], abs=5.1e-5)
        seen.add((name, tuple(map(int, index))))
    unread = 0  # tokens that this text does not read are not shown
    if "encoder.weight" in original:
        table = original["encoder.weight"]
        unread = (len(table) - len(set(run.parsed.inputs[:, 0].tolist()))) * table.shape[1]
    assert len(seen) == run.model.parameter_count - unread


@pytest.mark.parametrize("settings", NETWORKS.values(), ids=NETWORKS.keys())
def test_retyping_the_original_number_drops_the_change(settings: Settings) -> None:
    run = make_run(settings)
    other = next(m for m, *_ in cells(matrices_payload(run, run.model)))
    for message, now, _ in cells(matrices_payload(run, run.model))[1:]:
        changed = edited(Edits(), run, other | {"value": 3.0})
        changed = edited(changed, run, message | {"value": now + 1.0})
        assert len(changed.changes) == 2
        back = edited(changed, run, message | {"value": round(now, 3)})
        assert back == edited(Edits(), run, other | {"value": 3.0})


def test_a_number_typed_twice_is_changed_once_and_compared_with_the_first_network() -> None:
    cell = {"do": "set", "part": "h", "gate": "f", "row": 2, "column": 1}
    edits = after(cell | {"value": 0.5}, cell | {"value": -0.5})
    assert edits == Edits(changes=(Change("h", "f", 2, 1, -0.5),))
    operated = make_run(replace(small, edits=spell(edits)))
    assert edited(edits, operated, cell | {"value": -0.5}) == edits  # now, but not at first
    (was,) = (w for m, _, w in cells(matrices_payload(operated, RUN.model)) if m == cell)
    assert edited(edits, operated, cell | {"value": was}) == Edits()


FINE = hold("f", [1, 3], [2, 4], 0.25)
SET = {"do": "set", "part": "h", "gate": "f", "row": 2, "column": 1, "value": 0.5}
BROKEN: list[dict[str, Any]] = [
    {},
    {"do": None},
    {"do": "zebra"} | {k: v for k, v in FINE.items() if k != "do"},
    {"do": ["hold"]} | {k: v for k, v in FINE.items() if k != "do"},
    *({k: v for k, v in message.items() if k != name}
      for message in (FINE, SET) for name in message if name != "do"),
    {"do": "release", "gate": "f", "steps": [1, 2]},
    *(FINE | {"units": wrong}
      for wrong in ([], [1], [4, 2], [-1, 2], [0, 5], [0, 10**12], None, {}, 3, [[0], [1]])),
    *(FINE | {"steps": wrong}
      for wrong in ([], [1], [1, 2, 3], [3, 1], [-1, 2], [0, 5], [0, 10**12], None, {}, 3, "x")),
    *(FINE | {"value": wrong} for wrong in (None, "", "x", [], {}, [0.5], 10**400)),
    *(FINE | {name: [1e400, 1e400]} for name in ("steps", "units")),
    *(FINE | {name: [float("nan")] * 2} for name in ("steps", "units")),
    *(SET | {"value": wrong} for wrong in (None, "x", [], {}, 10**400)),
    *(SET | {name: wrong} for name in ("row", "column")
      for wrong in (-1, 99, 10**400, 1e400, float("nan"), "x", [], {})),
    SET | {"row": None},
    SET | {"column": None},
    *(SET | {name: wrong} for name in ("part", "gate") for wrong in (None, 3, "zebra", [], {})),
    {"do": "drop"},
    *({"do": "drop", "edit": wrong} for wrong in (None, 3, [], {}, "zebra", "f_1_1_2", "é" * 9999)),
]  # fmt: skip


@pytest.mark.parametrize("message", BROKEN, ids=lambda message: str(message)[:70])
def test_a_message_that_makes_no_sense_is_refused(message: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        edited(Edits(), RUN, message)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
some_pair = st.lists(st.integers(-2, 7) | st.integers() | st.floats(), min_size=1, max_size=3)


@given(
    st.fixed_dictionaries(
        {"do": st.sampled_from(["hold", "release", "set", "drop"]) | anything},
        optional={
            "gate": st.sampled_from("figorznaye") | anything,
            "part": st.sampled_from("xhbn") | anything,
            "steps": some_pair | anything,
            "units": some_pair | anything,
            "row": st.integers(-2, 9) | anything,
            "column": st.integers(-2, 9) | anything,
            "value": st.floats(-1, 1) | anything,
            "edit": st.sampled_from(["f_2_1_0", "bf_3_5"]) | anything,
        },
    )
)
@example(FINE)
@example(SET)
def test_any_message_makes_edits_that_can_be_spelled_or_is_refused(message: dict[str, Any]) -> None:
    edits = read_edits("f_2_1_0__bf_3_5")
    try:
        wanted = edited(edits, RUN, message)
        found = read_edits(spell(wanted))
    except (KeyError, TypeError, ValueError):  # what the page catches
        return
    assert found == wanted
    run = make_run(replace(small, edits=spell(found)))
    assert run.trace is not None
    assert all(abs(change.value) <= LARGEST for change in found.changes)
