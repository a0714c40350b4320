"""What a network writes is what the engine computed, character by character."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from lstm_core import softmax
from lstm_core.cells import state_names
from lstm_core.model import SequenceModel
from lstm_core.text.choosing import reshaped
from lstm_core.text.features import features
from lstm_ui.text.excerpt import cell_payload
from lstm_ui.text.payload import LEVELS, samples_payload, writer_payload
from lstm_ui.text.problem import Reading, TextProblem, problem_of
from lstm_ui.text.tracked import tracked, tracking
from lstm_ui.text.writing import Draw, Written, beginning, sample, written
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.work import reports


def problem(cell: str = "LSTM", layers: int = 2) -> TextProblem:
    return problem_of(
        "story", Reading(excerpt=1500), Network(cell, 5, layers, 1.0), Learning(batch=8), 2
    )


def trained(one: TextProblem) -> SequenceModel:
    *_, last = reports(one)
    return last.state.model


@pytest.fixture(scope="module")
def case() -> tuple[TextProblem, SequenceModel]:
    one = problem()
    return one, trained(one)


Case = tuple[TextProblem, SequenceModel]
BOLD = Draw(0.7, 5, 3)


def payload_of(case: Case, text: Written) -> dict[str, Any]:
    one, model = case
    found = tracked(one, model, tracking(one, one.start()))
    return writer_payload(
        text, model, one.text.vocabulary.tokens, found, title="T", badge="B", how="H"
    )


def test_the_same_draw_writes_the_same_and_another_something_else(case: Case) -> None:
    one, model = case
    begin = beginning(one.text, "The ")
    first, again = (sample(model, one.text, begin, BOLD, 80) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert (sample(model, one.text, begin, Draw(0.7, 5, 4), 80) != first).any()
    assert not set(first.tolist()) & set(one.text.never_written)


def test_every_number_of_the_writer_is_one_of_the_whole_run(case: Case) -> None:
    one, model = case
    text = written(model, one.text, "The ", BOLD, 60)
    ids = one.text.encode(text.characters)
    assert text.characters.startswith("The ") and len(ids) == 64 and text.given == 4
    trace = model.forward(ids[:, None])
    states = np.concatenate([layer.c[:, 0] for layer in trace.layers], axis=1)
    np.testing.assert_allclose(text.states, states)
    own = softmax(trace.logits[:, 0])
    for t in range(1, 64):
        assert text.chances[t] == pytest.approx(own[t - 1, ids[t]])
        drawn = reshaped(own[t - 1], temperature=0.7, top_k=5, never=one.text.never_written)
        assert text.drawn[t] == pytest.approx(drawn[ids[t]])
        assert t < 4 or text.drawn[t] > 0.0
        np.testing.assert_allclose(text.shares[t - 1], np.sort(drawn)[::-1][:12])


def test_words_of_ones_own_are_read_and_nothing_is_added(case: Case) -> None:
    one, model = case
    text = written(model, one.text, "ab<ж>", BOLD, 0)
    assert (text.characters, text.given) == ("ab<ж>", 5)
    assert text.unknown == tuple(np.flatnonzero(one.text.encode("ab<ж>") == 0))
    assert 3 in text.unknown


def test_where_nothing_is_given_a_line_break_starts_it(case: Case) -> None:
    one, model = case
    text = written(model, one.text, "", Draw(0.0), 5)
    assert text.characters[0] == "\n" and text.given == 1
    assert len(set(np.count_nonzero(text.shares, axis=1))) == 1  # temperature 0 leaves one


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_the_payload_is_plain_json_and_its_states_are_the_units(cell: str) -> None:
    one = problem(cell)
    model = trained(one)
    text = written(model, one.text, "The “", BOLD, 40)
    payload = payload_of((one, model), text)
    json.dumps(payload, allow_nan=False)
    assert payload["symbol"] == ("c" if "c" in state_names(model.cell) else "h")
    assert payload["layers"] == [5, 5]
    levels = np.frombuffer(base64.b64decode(payload["states"]), dtype="<i2").reshape(10, -1)
    ranges = np.array(payload["ranges"])
    shown = levels.T / LEVELS * ranges
    np.testing.assert_allclose(shown, text.states, atol=1e-3 * ranges.max())
    assert payload["chances"][0] is None and len(payload["chances"]) == len(text.characters)
    assert 0 <= payload["unit"] < 10
    named = [payload["names"][k] for k in payload["likely"][0]]
    assert len(set(named)) == len(named)


def test_features_that_cannot_be_scored_come_last_and_say_why(case: Case) -> None:
    one, model = case
    rows = payload_of(case, written(model, one.text, "a", BOLD, 5))["tracked"]
    assert {row["name"] for row in rows} == {each.name for each in features("a")}
    scored = [row["score"] is not None for row in rows]
    assert scored == sorted(scored, reverse=True)
    assert all(bool(row["reason"]) != known for row, known in zip(rows, scored, strict=True))


def test_units_are_scored_as_if_the_text_were_read_in_one_go(case: Case) -> None:
    one, model = case
    fast = tracking(one, model)
    whole = model.forward(one.text.ids[:, None])
    states = np.concatenate([layer.c[:, 0] for layer in whole.layers], axis=1)
    from lstm_core.text.tracking import track

    slow = track(features(one.text.decode(one.text.ids)), states)
    for a, b in zip(fast, slow, strict=True):
        assert (a.feature, a.unit, a.sign) == (b.feature, b.unit, b.sign)
        assert a.score == pytest.approx(b.score, abs=0.02)


@pytest.mark.parametrize(("at", "unit", "step"), [(0, 0, 0), (3, 7, 3), (150, 2, 8), (299, 9, 8)])
def test_the_cell_player_opens_at_the_character_with_the_states_of_the_whole_text(
    case: Case, at: int, unit: int, step: int
) -> None:
    one, model = case
    characters = written(model, one.text, "The ", BOLD, 296).characters
    payload = cell_payload(one.text, model, characters, at, unit, "B")
    assert isinstance(payload, dict)
    json.dumps(payload, allow_nan=False)
    assert (payload["opening"], payload["unit"]) == (step, unit % 5)
    whole = model.forward(one.text.encode(characters)[:, None]).layers[unit // 5]
    np.testing.assert_allclose(np.array(payload["series"]["c"])[step], whole.c[at, 0], atol=5.1e-5)
    before = whole.c[at - step - 1, 0] if at > step else np.zeros(5)
    np.testing.assert_allclose(payload["start"]["c"], before, atol=5.1e-5)
    assert len(payload["readout"]["classes"]) == len(payload["readout"]["values"][0]) <= 12


def test_samples_are_handed_on_as_they_are() -> None:
    payload = samples_payload([(0, 5.01239, "<b>\n"), (9, 3.0, "x")], "", 9, "how")
    assert payload["samples"][0] == {"update": 0, "bits": 5.012, "text": "<b>\n"}
    assert payload["opened"] == 9
    json.dumps(payload, allow_nan=False)
