"""From settings to a run: never an exception, and every number from the network that was asked."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as testing
from hypothesis import strategies as st

from lstm_core import LSTM
from lstm_ui import runs
from lstm_ui.examples import load_example
from lstm_ui.runs import (
    badge_of,
    gates_of,
    make_run,
    measured_percent,
    pair,
    percent,
    picture,
    targets_of,
)
from lstm_ui.settings import Settings
from lstm_ui.sources import NETWORKS, RANDOM, cells_offered, network
from tests.ui.strategies import any_of

numbers = st.text(alphabet="0123456789.,-+einfa", max_size=60)
typed = st.none() | st.text(max_size=120) | numbers | st.text(alphabet="AaBX?.()b <>&\ud800\x00ש😀")
any_settings = any_of(Settings, typed)


@testing(deadline=None, max_examples=150)
@given(any_settings, st.sampled_from(["start", "cell", "sequence"]))
@example(Settings(start="typed", h0="nan, inf, 1e308", c0="1e308"), "cell")
@example(Settings(net="echo", text="1e308 " * 64, candidate="relu", start="random"), "sequence")
def test_any_settings_give_a_picture_or_one_sentence(asked: Settings, layout: str) -> None:
    run = make_run(asked)
    payload = picture(run, layout)
    assert (payload is None) == (run.problem is not None)
    for sentence in (*run.notes, run.problem or "", run.badge, run.sizes):
        assert "\n" not in sentence
        sentence.encode()
    if payload is not None:
        json.dumps(payload, allow_nan=False).encode()
        assert payload["steps"] == len(run.parsed.tokens) > 0


def test_numbers_that_grow_past_a_float_become_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    echo = load_example("echo")
    layer = echo.model.layers[0]
    weights = np.zeros_like(layer.weight_ih)
    weights[2 * layer.hidden_size : 3 * layer.hidden_size] = 1e307  # the rows of g
    wild = replace(layer, candidate="relu", weight_ih=weights)
    broken = replace(echo, model=replace(echo.model, layers=(wild,)))
    monkeypatch.setattr(runs, "network", lambda *_: broken)
    run = make_run(Settings(net="echo", text="100"))  # c is infinite, h = o is not
    assert (run.trace, run.problem) == (None, runs.TOO_LARGE)
    assert picture(run, "cell") is None


@pytest.mark.parametrize(
    ("net", "asked", "own"), [("latch", "GRU", "LSTM"), ("copier", "LSTM", "GRU")]
)
def test_a_cell_that_a_network_does_not_have_is_its_own(net: str, asked: str, own: str) -> None:
    run = make_run(Settings(net=net, cell=asked))
    assert (run.example.key, run.example.cell) == (net, own)
    assert network(net).cell == own


@pytest.mark.parametrize("cell", ["LSTM", "RNN", "GRU"])
def test_a_seed_and_a_size_decide_the_random_network(cell: str) -> None:
    asked = Settings(net=RANDOM, cell=cell, hidden=3, seed=11)
    first, again = make_run(asked), make_run(Settings(**vars(asked)))
    assert first.hidden_size == 3
    np.testing.assert_array_equal(first.trace.layers[0].h, again.trace.layers[0].h)
    other = make_run(replace(asked, seed=12))
    assert (first.trace.layers[0].h != other.trace.layers[0].h).all()


def test_typed_states_are_where_the_run_starts() -> None:
    run = make_run(Settings(net="intents", start="typed", h0="0.5, 2, 1, 0.1, -3"))
    np.testing.assert_array_equal(run.trace.layers[0].h0, [[0.5, 2, 1, 0.1, -3]])
    np.testing.assert_array_equal(run.trace.layers[0].c0, [[3, 1, 0, 4, -2]])


def test_a_state_that_cannot_be_read_leaves_both_at_zero_and_says_so() -> None:
    run = make_run(Settings(start="typed", h0="1, 2, 3, 4", c0="1"))
    assert not run.trace.layers[0].h0.any() and not run.trace.layers[0].c0.any()
    (note,) = run.notes
    assert note.startswith("The starting states stay zero. Type 4 numbers") and "got 1." in note


def test_random_states_follow_the_seed_and_differ_from_each_other() -> None:
    first, again, other = (make_run(Settings(start="random", seed=s)) for s in (1, 1, 2))
    h0, c0 = first.trace.layers[0].h0, first.trace.layers[0].c0
    np.testing.assert_array_equal(h0, again.trace.layers[0].h0)
    assert (h0 != other.trace.layers[0].h0).all() and (h0 != c0).all()


def test_a_candidate_of_relu_only_ever_adds() -> None:
    run = make_run(Settings(candidate="relu"))
    assert run.trace.layers[0].g.min() == 0
    assert make_run(Settings()).trace.layers[0].g.min() < 0
    assert run.model.layers[0].weight_ih is run.example.model.layers[0].weight_ih


def test_a_cell_without_that_choice_is_not_altered_by_it() -> None:
    run = make_run(Settings(cell="GRU", candidate="relu"))
    assert run.model is run.example.model
    assert "ReLU" not in run.badge


@pytest.mark.parametrize(
    ("net", "accuracy", "altered", "badge"),
    [
        ("reviews", 0.98765, False, "trained · 98% held-out accuracy"),
        ("reviews", 1.0, False, "trained · 100% held-out accuracy"),
        ("brackets", 0.9987, False, "trained · 99.8% of held-out depths right"),
        ("echo", 0.9999, False, "trained · 99.9% of held-out variance explained"),
        ("reviews", 0.98765, True, "trained, then candidate switched to ReLU by you"),
        ("latch", None, False, "hand-set"),
        ("latch", None, True, "hand-set, then candidate switched to ReLU by you"),
        (RANDOM, None, False, "random, seed 7"),
        (RANDOM, None, True, "random, seed 7, then candidate switched to ReLU by you"),
    ],
)
def test_a_badge_says_where_the_numbers_come_from(
    net: str, accuracy: float | None, altered: bool, badge: str
) -> None:
    shown = network(net)
    known = replace(shown, facts={**shown.facts, "accuracy": accuracy})
    assert badge_of(known, altered=altered) == badge


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1.0, "100%"), (0.9999, "99.9%"), (0.99, "99%"), (0.995, "99.5%"), (0.9899, "98%"), (0, "0%")],
)
def test_what_was_measured_is_never_rounded_up(share: float, shown: str) -> None:
    assert measured_percent(share) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"),
        (0.0049, "less than 1%"),
        (0.005, "1%"),
        (0.035, "4%"),
        (0.965, "97%"),
        (0.9849, "98%"),
        (0.9999, "99.9%"),
        (1.0, "100%"),
    ],
)
def test_a_share_reads_as_in_the_players_and_never_as_certain(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_the_true_depth_is_known_after_every_bracket() -> None:
    assert targets_of(make_run(Settings(net="brackets", text="(()a)"))) == [1, 2, 1, 1, 0]


@pytest.mark.parametrize(
    ("text", "targets"),
    [("0.5", [0]), ("0.5 0.25", [0, 0]), ("0.5 0.25 -1 0.75", [0, 0, 0.5, 0.25])],
)
def test_the_true_echo_comes_two_steps_late(text: str, targets: list[float]) -> None:
    assert targets_of(make_run(Settings(net="echo", text=text))) == targets


def test_a_copy_has_to_come_at_once() -> None:
    run = make_run(Settings(net="copier", text="0.5 0.25 -1"))
    assert targets_of(run) == [0.5, 0.25, -1]
    payload = picture(run, "sequence")
    assert payload is not None and payload["lanes"][-1]["target"] == [0.5, 0.25, -1]


def test_a_class_has_no_true_number() -> None:
    assert targets_of(make_run(Settings())) is None


def test_the_pair_has_learnt_the_same_task_and_reads_the_same_text() -> None:
    asked = Settings(net="first_symbol", text="ABB", start="random", candidate="relu")
    assert pair(asked) == (
        Settings(net="first_symbol", text="ABB", cell="RNN"),
        Settings(net="first_symbol", text="ABB"),
    )


@pytest.mark.parametrize("net", NETWORKS)
@pytest.mark.parametrize("text", [None, "", "?"])
def test_there_is_always_a_pair_to_show(net: str, text: str | None) -> None:
    rnn, lstm = (make_run(one) for one in pair(Settings(net=net, text=text)))
    assert (rnn.example.cell, lstm.example.cell) == ("RNN", "LSTM")
    assert rnn.trace is not None and rnn.parsed.tokens == lstm.parsed.tokens
    assert rnn.example.key == (net if "RNN" in cells_offered(net) else "reviews")


@pytest.mark.parametrize(("cell", "gates"), [("LSTM", "fio"), ("GRU", "rz"), ("RNN", "")])
def test_the_gates_of_a_run_are_the_sigmoids_alone(cell: str, gates: str) -> None:
    run = make_run(Settings(cell=cell))
    found = gates_of(run)
    assert "".join(found) == gates
    for name, values in found.items():
        np.testing.assert_array_equal(values, getattr(run.trace.layers[0], name)[:, 0])
    assert gates_of(make_run(Settings(cell=cell, text=""))) == {}


def test_the_sizes_of_a_picture_are_counted_in_words() -> None:
    assert make_run(Settings(net=RANDOM, hidden=1, text="time")).sizes == (
        "This picture: T = 1 time step, H = 1 unit in each gate and state, and one cell, whose "
        f"{LSTM.init(np.random.default_rng(0), 6, 1).parameter_count} parameters are the same at "
        "every step."
    )
    assert "T = 23 time steps, H = 4 units" in make_run(Settings()).sizes
    assert "no picture" in make_run(Settings(text="")).sizes


def test_the_benchmarks_run_has_the_size_it_was_asked_for() -> None:
    payload = runs.random_run(steps=16, units=8)
    assert (payload["steps"], payload["units"]) == (16, 8)
    assert (len(payload["series"]["c"]), len(payload["series"]["c"][0])) == (16, 8)
