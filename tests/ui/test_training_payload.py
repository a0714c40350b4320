"""What the player of trainings receives is what the trainings gave, and ready for JSON."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.runs import probe
from lstm_ui.training import payload as module
from lstm_ui.training import store
from lstm_ui.training.history import History
from lstm_ui.training.networks import BOTH_WAYS, CELLS, Learning, Network
from lstm_ui.training.payload import Level, Shown, gate_maps, train_payload
from lstm_ui.training.trainer import Look
from lstm_ui.training.work import reports

LEARNING = Learning(updates=12, batch=4)


def problem_of(cell: str = "LSTM", hidden: int = 4) -> MemoryProblem:
    return MemoryProblem("first_symbol", 10, Network(cell, hidden), LEARNING)


def trained(problem: MemoryProblem) -> History:
    history = History()
    for report in reports(problem):
        history = history.with_report(report)
    return history


def payload_of(problem: MemoryProblem, look: Look, *, whole: bool = True) -> dict[str, Any]:
    shown = probe(problem, 1)
    maps = gate_maps(look.history, shown.inputs, whole=whole)
    return train_payload(
        [Shown("A", "LSTM", problem, look, maps)],
        title="A title",
        measure="share",
        loss="nats",
        unread=problem.unread,
        tokens=shown.tokens,
    )


def unpacked(frame: str, one: dict[str, Any]) -> np.ndarray:
    levels = np.frombuffer(base64.b64decode(frame), dtype=np.uint8).reshape(one["units"], -1)
    return one["low"] + levels / 255 * (one["high"] - one["low"])


@pytest.mark.parametrize("cell", CELLS)
def test_it_is_plain_json_for_every_cell_and_before_anything_is_trained(cell: str) -> None:
    problem = problem_of(cell)
    for look in (Look("new", History()), Look("done", trained(problem))):
        json.dumps(payload_of(problem, look), allow_nan=False)


def test_it_says_what_the_runs_are_held_against() -> None:
    problem = problem_of()
    payload = payload_of(problem, Look("new", History()))
    assert payload["level"] == {
        "name": "without reading",
        "says": "the best answer that is always the same",
        "open": False,
    }
    other = train_payload(
        [],
        title="",
        measure="",
        loss="",
        unread=problem.unread,
        tokens=(),
        level=Level("persistence", "it stays as it is", open=True),
    )
    assert other["level"]["open"] and other["level"]["name"] == "persistence"


def test_the_curves_are_those_of_the_history() -> None:
    problem = problem_of()
    history = trained(problem)
    run = payload_of(problem, Look("done", history))["runs"][0]
    curve = run["curve"]
    assert curve["update"] == list(range(13))
    assert curve["loss"][0] is None and curve["norm"][0] is None
    for name in ("held_loss", "held_score"):
        expected = [getattr(moment, name) for moment in history.moments]
        np.testing.assert_allclose(curve[name], expected, rtol=1e-4)
    assert run["done"] == 12 and run["left"] == 0.0


def test_the_reach_of_the_gradient_is_given_at_each_snapshot() -> None:
    problem = problem_of()
    history = trained(problem)
    run = payload_of(problem, Look("done", history))["runs"][0]
    assert run["snapshots"] == [0, 3, 6, 9, 12]
    assert [flow["symbol"] for flow in run["flow"]] == ["h", "c"]
    for flow, name in zip(run["flow"], ("flow_h", "flow_c"), strict=True):
        for n, update in enumerate(run["snapshots"]):
            lengths = getattr(history.moments[update], name)
            np.testing.assert_allclose(flow["logs"][n], np.log10(lengths), atol=0.006)


def test_it_says_of_which_part_of_the_network_the_gates_are() -> None:
    def part(network: Network) -> str:
        problem = MemoryProblem("first_symbol", 5, network, Learning(updates=1, batch=2))
        run = payload_of(problem, Look("done", trained(problem)))["runs"][0]
        return str(run["part"])

    assert part(Network("GRU", 16)) == ""
    assert part(Network("LSTM", 32)) == "units 1 to 16 of 32"
    assert part(Network(BOTH_WAYS, 4, 2)) == "first of 2 layers, reading forwards"


def test_a_gradient_that_is_exactly_0_has_no_logarithm() -> None:
    assert module._logs(np.array([1.0, 0.0, 1e-320, 0.01])) == [0.0, None, -300.0, -2.0]


@pytest.mark.parametrize(
    ("cell", "letters"), [("LSTM", "fiogch"), ("GRU", "rznh"), ("RNN", "h"), (BOTH_WAYS, "fiogch")]
)
def test_the_gates_are_those_of_the_network_at_that_moment(cell: str, letters: str) -> None:
    problem = problem_of(cell)
    history, inputs = trained(problem), probe(problem, 1).inputs
    maps = gate_maps(history, inputs, whole=True)
    assert [one["symbol"] for one in maps] == list(letters)
    for n, state in enumerate(history.snapshots):
        trace: Any = state.model.forward(inputs).layers[0]
        trace = getattr(trace, "ahead", trace)
        for one in maps:
            values = getattr(trace, one["symbol"])[:, 0].T
            half_a_level = (one["high"] - one["low"]) / 255 / 2 + 1e-12
            assert np.abs(unpacked(one["frames"][n], one) - values).max() <= half_a_level


def test_while_it_trains_only_the_newest_frame_is_sent() -> None:
    problem = problem_of()
    maps = gate_maps(trained(problem), probe(problem, 1).inputs, whole=False)
    for one in maps:
        assert [frame is not None for frame in one["frames"]] == [False] * 4 + [True]


def test_frames_that_have_no_room_are_left_out_evenly_but_never_the_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 3 * 6 * 4 * 10 * 4 / 3)
    problem = problem_of()
    maps = gate_maps(trained(problem), probe(problem, 1).inputs, whole=True)
    there = [frame is not None for frame in maps[0]["frames"]]
    assert there == [True, False, True, False, True]


def test_of_many_units_the_first_are_shown() -> None:
    problem = problem_of(hidden=32)
    maps = gate_maps(trained(problem), probe(problem, 1).inputs, whole=False)
    assert {one["units"] for one in maps} == {module.MOST_UNITS}


def test_three_runs_of_the_largest_size_weigh_less_than_a_picture() -> None:
    learning = Learning(updates=96, batch=1)
    problem = MemoryProblem("first_symbol", 100, Network("LSTM", 64), learning)
    start = next(iter(reports(replace(problem, learning=replace(learning, updates=1)))))
    history = History()
    for update in range(97):
        history = history.with_report(replace(start, update=update, loss=1.23456, norm=1.23456))
    payload = payload_of(problem, Look("done", history))
    assert 3 * len(json.dumps(payload["runs"])) < 1_500_000
    running = payload_of(problem, Look("running", history), whole=False)
    assert 3 * len(json.dumps(running["runs"])) < 250_000


@pytest.mark.parametrize("cell", CELLS)
def test_a_stored_training_reads_back_as_it_was_but_for_single_precision(cell: str) -> None:
    problem = problem_of(cell)
    history = trained(problem)
    again = store.from_arrays(problem, store.to_arrays(history))
    assert [m.held_loss for m in again.moments] == [m.held_loss for m in history.moments]
    assert again.moments[0].loss is None and again.moments[3].loss == history.moments[3].loss
    for ours, theirs in zip(again.moments, history.moments, strict=True):
        np.testing.assert_array_equal(ours.flow_h, theirs.flow_h)
        assert (ours.flow_c is None) == (theirs.flow_c is None)
    for ours, theirs in zip(again.snapshots, history.snapshots, strict=True):
        assert ours.update == theirs.update
        for name, array in theirs.model.parameters.items():
            np.testing.assert_allclose(ours.model.parameters[name], array, rtol=1e-6)


def test_a_stored_training_of_another_network_is_refused() -> None:
    arrays = store.to_arrays(trained(problem_of()))
    with pytest.raises(ValueError, match="weight"):
        store.from_arrays(problem_of(hidden=5), arrays)


def test_losses_are_shown_in_the_unit_that_was_asked_for_and_beside_further_levels() -> None:
    problem = problem_of()
    history = trained(problem)
    plain = payload_of(problem, Look("done", history))
    bits = train_payload(
        [Shown("A", "LSTM", problem, Look("done", history), [])],
        title="A title",
        measure="share",
        loss="bits",
        unread=problem.unread,
        also=[("less", problem.unread)],
        unit=2.0,
        tokens=(),
    )
    before, after = (one["runs"][0]["curve"] for one in (plain, bits))
    for name in ("held_loss", "held_score", "norm"):
        scale = 2.0 if name == "held_loss" else 1.0
        numbers = [(a, b) for a, b in zip(before[name], after[name], strict=True) if a is not None]
        np.testing.assert_allclose([a for a, _ in numbers], [scale * b for _, b in numbers], 1e-4)
    assert plain["also"] == []
    assert bits["also"] == [{"name": "less"} | bits["unread"]]
    assert bits["unread"]["loss"] == pytest.approx(plain["unread"]["loss"] / 2.0, rel=1e-4)
