"""Two texts after one another: the engine's own numbers, with the state carried and reset."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as testing

from lstm_ui.runs import TOO_LARGE, make_run
from lstm_ui.settings import Settings
from lstm_ui.sources import NETWORKS, network
from lstm_ui.surgery.asides.sequel import (
    Sequel,
    first_suggestion,
    make_sequel,
    notes_of,
    says,
    sequel_payload,
    sequel_table,
)
from tests.ui.strategies import any_of
from tests.ui.test_asides_corners import LONG, edited, typed
from tests.ui.test_gradient_payloads import properties


def made(settings: Settings, then: str = "not good") -> Sequel:
    sequel = make_sequel(make_run(settings), then)
    assert isinstance(sequel, Sequel)
    return sequel


@pytest.mark.parametrize("cell", ["LSTM", "RNN", "GRU"])
@pytest.mark.parametrize("edits", ["", "bf_1_2__bz_1_2__f_all_1_0.5__z_all_1_0.5__ba_1_0.5"])
def test_carried_over_reads_on_as_one_text_would(cell: str, edits: str) -> None:
    settings = Settings(cell=cell, text="the food was", edits=edits, start="random")
    sequel = made(settings)
    whole = make_run(replace(settings, text="the food was not good"))
    state = getattr(whole.trace.layers[0], "c" if cell == "LSTM" else "h")[:, 0]
    np.testing.assert_allclose(sequel.first, state[:3], rtol=0, atol=1e-14)
    np.testing.assert_allclose(sequel.second["carried over"], state[3:], rtol=0, atol=1e-14)
    last = whole.trace.probabilities[-1, 0]
    np.testing.assert_allclose(sequel.answers["carried over"], last, rtol=0, atol=1e-14)


@pytest.mark.parametrize("cell", ["LSTM", "RNN", "GRU"])
def test_reset_reads_the_second_text_as_if_it_were_the_first(cell: str) -> None:
    settings = Settings(cell=cell, text="the food was great", start="random", edits="bo_1_3")
    sequel = made(settings)
    alone = make_run(replace(settings, text="not good"))
    state = getattr(alone.trace.layers[0], "c" if cell == "LSTM" else "h")[:, 0]
    np.testing.assert_allclose(sequel.second["reset"], state, rtol=0, atol=1e-14)
    np.testing.assert_allclose(sequel.answers["reset"], alone.trace.probabilities[-1, 0])
    carried = sequel.second["carried over"]
    np.testing.assert_array_equal(sequel.difference, np.abs(carried - state))
    assert sequel.difference.max() > 1e-3


def test_what_is_held_at_single_steps_is_held_in_the_first_text_only() -> None:
    both = made(Settings(text="good", edits="f_1_all_0__i_all_1_0.5"), "good")
    always = made(Settings(text="good", edits="i_all_1_0.5"), "good")
    np.testing.assert_array_equal(both.second["reset"], always.second["reset"])
    assert notes_of(both) == ["What is held at single steps is held in the first text only."]
    assert notes_of(always) == []


def test_the_sentence_names_both_answers_with_their_shares() -> None:
    sequel = made(Settings())
    classes = replace(
        sequel, answers={"reset": np.array([0.98, 0.02]), "carried over": np.array([0.29, 0.71])}
    )
    assert says(classes) == (
        "With the state carried over the second text ends “positive” (71%); reset it ends "
        "“negative” (98%)."
    )
    same = replace(classes, answers=dict.fromkeys(sequel.answers, np.array([0.98, 0.02])))
    assert says(same).startswith("Carried over or reset, the second text ends “negative”: 98% with")
    depth = made(Settings(net="brackets", text="((("), ")))")
    carried, reset = (float(depth.answers[way][0]) for way in ("carried over", "reset"))
    assert says(depth) == (
        f"With the state carried over the second text ends at {round(carried, 3):g}; reset it "
        f"ends at {reset:.3g}.".replace("-", "−")
    )
    assert abs(carried) < 0.3 and reset < -1


def test_a_first_text_that_leaves_no_trace_changes_nothing() -> None:
    sequel = made(Settings(text="good", edits="f_all_all_1__i_all_all_0"), "not good")
    assert not sequel.difference.any()
    assert says(sequel).startswith("The first text left the states as they began")


@pytest.mark.parametrize("net", NETWORKS)
def test_every_network_has_a_second_text_to_open_with(net: str) -> None:
    example_ = network(net)
    then = first_suggestion(example_.suggestions, example_.default)
    assert then == example_.suggestions[0]
    assert made(Settings(net=net), then).parsed.problem is None
    assert first_suggestion((), "own") == "own"


def test_nothing_to_read_is_a_sentence_that_says_which_text() -> None:
    run = make_run(Settings())
    assert make_sequel(run, "  ") == (
        f"Second text: Type a sentence, for example: {run.example.default}"
    )
    empty = make_run(Settings(text=""))
    assert make_sequel(empty, "good") == empty.problem
    assert notes_of(made(Settings(), "zebra")) == [
        "Second text: The network never met “zebra” and reads an unknown word there."
    ]


def test_numbers_past_all_numbers_are_a_sentence() -> None:
    run = make_run(Settings(net="random", candidate="relu", hidden=2, text="what"))
    cell = run.model.layers[0]
    wild = replace(cell, weight_hh=cell.weight_hh * 0 + 1.5e308, bias=cell.bias * 0 + 1.5e308)
    model = replace(run.model, layers=(wild,))
    assert make_sequel(replace(run, model=model), LONG) == TOO_LARGE


@testing(max_examples=25)
@given(any_of(Settings, typed), edited, typed)
@example(Settings(net="random", hidden=16, text=LONG), "", LONG)
def test_any_settings_give_plain_json_or_a_sentence(
    asked: Settings, edits: str, then: str | None
) -> None:
    sequel = make_sequel(make_run(replace(asked, edits=edits)), then or "")
    if isinstance(sequel, str):
        assert sequel
        return
    payload = sequel_payload(sequel)
    text = json.dumps(payload, allow_nan=False)
    assert json.loads(text) == payload and len(text) < 60_000
    H, T2 = sequel.first.shape[1], payload["steps"] - payload["border"]
    assert len(payload["tokens"]) == payload["steps"]
    assert [len(payload[name]) for name in ("first", "reset", "carried", "difference")] == [H] * 4
    for unit in range(H):
        ranges = payload["ranges"][unit]
        for name, axis in (("reset", "state"), ("carried", "state"), ("difference", "difference")):
            values = payload[name][unit]
            assert len(values) == T2
            assert all(
                ranges[axis]["low"] - 1e-3 <= v <= ranges[axis]["high"] + 1e-3 for v in values
            )


def test_the_payload_holds_the_runs_by_unit_and_opens_where_they_differ_most() -> None:
    sequel = made(Settings())
    payload = sequel_payload(sequel)
    np.testing.assert_allclose(payload["first"], sequel.first.T, atol=5.1e-5)
    np.testing.assert_allclose(payload["reset"], sequel.second["reset"].T, atol=5.1e-5)
    np.testing.assert_allclose(payload["carried"], sequel.second["carried over"].T, atol=5.1e-5)
    np.testing.assert_allclose(payload["answers"][0], sequel.answers["reset"], atol=5.1e-5)
    np.testing.assert_allclose(payload["answers"][1], sequel.answers["carried over"], atol=5.1e-5)
    assert payload["dial"]["at"] == int(sequel.difference.max(axis=0).argmax())


def test_the_table_has_both_texts_and_the_first_one_once_for_both() -> None:
    table = sequel_table(made(Settings(text="the food was"), "not good"))
    assert table["step"].tolist() == [s for s in (1, 2, 3, 4, 5) for _ in range(4)]
    assert table["text"].tolist() == [1] * 12 + [2] * 8
    assert table["token"][::4].tolist() == ["the", "food", "was", "not", "good"]
    first, second = table[:12], table[12:]
    assert (first["c, reset"] == first["c, carried over"]).all()
    assert not first["|difference|"].any() and second["|difference|"].all()


def test_the_figures_typedef_names_exactly_what_is_sent() -> None:
    payload = sequel_payload(made(Settings()))
    assert properties("sequel.mjs", "Payload") == set(payload) | {"revealed"}
    assert properties("family.mjs", "Dial") == set(payload["dial"])
