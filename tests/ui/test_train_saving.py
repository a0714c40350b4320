"""A network of the training page is saved with its settings, and comes back as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lstm_ui.settings import TABLE
from lstm_ui.train.contrasts import CONTRASTS, NOTHING
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.opening import OF_TRAIN
from lstm_ui.train.presets import PRESETS, as_settings, as_values, opening_of
from lstm_ui.train.runs import sides
from lstm_ui.train.saving import OWN_DATA, facts_of, loaded, stem_of, values_in
from lstm_ui.train.tasks import MEMORY_TASKS
from lstm_ui.training import shipped
from lstm_ui.training.files import as_file, as_safetensors_file, from_file
from lstm_ui.training.history import State, badge_of
from lstm_ui.training.networks import CELLS, Learning, Network
from lstm_ui.training.saving import NO_SETTINGS, OTHER_PAGE, OTHER_SHAPE, FromFile
from tests.ui.visits import payloads, sentences, upload_network, visit


def side_of(problem: MemoryProblem):
    return sides(as_settings(as_values(problem)))[0]


def state_of(problem: MemoryProblem, update: int = 3) -> State:
    return State(update, problem.start(), problem.learning.start())


@pytest.mark.parametrize("task", MEMORY_TASKS)
@pytest.mark.parametrize("cell", CELLS)
def test_what_is_saved_is_loaded_with_its_settings(task, cell):
    learning = Learning(updates=200, batch=8, dropout=0.3)
    problem = MemoryProblem(task, MEMORY_TASKS[task].grades[1], Network(cell, 8, 2, 3.0), learning)
    side, state = side_of(problem), state_of(problem)
    for write in (as_file, as_safetensors_file):
        model, facts = from_file(write(state.model, facts_of(side, state)))
        values = values_in(facts, None)
        assert not isinstance(values, str)
        of = sides(as_settings(values))[0].problem
        found = loaded(model, facts, of)
        assert isinstance(found, FromFile)
        assert (found.update, of.key) == (3, problem.key)
        batch = problem.batch(1)
        np.testing.assert_array_equal(
            found.model.forward(batch.inputs, lengths=batch.lengths).logits,
            state.model.forward(batch.inputs, lengths=batch.lengths).logits,
        )


def test_a_file_cannot_claim_to_be_the_first_draw():
    learning = Learning(updates=200)
    problem = MemoryProblem(
        "parity", MEMORY_TASKS["parity"].grades[0], Network("LSTM", 8, 1, 1.0), learning
    )
    first = State(0, problem.start(), learning.start())
    assert badge_of(first, learning) == "random, seed 7: nothing is learnt yet"
    model = state_of(problem).model
    found = loaded(model, {**facts_of(side_of(problem), first), "update": 0}, problem)
    assert isinstance(found, FromFile)
    assert badge_of(found, learning) == "yours · 0 of 200 updates, seed 7"


@pytest.mark.parametrize("name", [name for name in CONTRASTS if name != NOTHING])
def test_every_run_beside_another_can_be_run_a_itself(name):
    for start in ("0.0001", "0.005", "5"):
        for units in TABLE["size"].options:
            values = opening_of("adding") | {"beside": name, "eta": start, "size": units}
            for side in sides(as_settings(values)):
                again = as_values(side.problem)
                assert set(again) == set(OF_TRAIN)
                assert all(TABLE[key].takes(str(value)) for key, value in again.items()), again
                assert sides(as_settings(again))[0].problem.key == side.problem.key


def facts(**changed):
    problem = MemoryProblem("parity", 10, Network("LSTM", 4), Learning(updates=200))
    return facts_of(side_of(problem), state_of(problem)) | changed


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (facts(page="text"), OTHER_PAGE),
        ({}, OTHER_PAGE),
        (facts(settings=None), NO_SETTINGS),
        (facts(settings={}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"size": "5"}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"eta": 3}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"grade": "4999"}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"task": "own"}), OWN_DATA),
    ],
)
def test_settings_that_cannot_be_set_are_answered_by_one_sentence(told, sentence):
    assert values_in(told, None) == sentence


def test_a_network_of_another_shape_than_its_settings_is_refused():
    problem = MemoryProblem("parity", 10, Network("LSTM", 4), Learning(updates=200))
    for network in (Network("GRU", 4), Network("LSTM", 8), Network("LSTM", 4, 2)):
        other = MemoryProblem("parity", 10, network).start()
        assert loaded(other, facts(), problem) == OTHER_SHAPE
    model = problem.start()
    turned = replace(model, readout=replace(model.readout, at="end"))
    assert loaded(turned, facts(), problem) == OTHER_SHAPE
    for update in (-1, 201, "3", None, True):
        assert loaded(model, facts(update=update), problem) == NO_SETTINGS


def test_a_file_is_named_by_what_it_holds():
    problem = MemoryProblem("first_symbol", 50, Network("bidirectional LSTM", 4))
    assert stem_of(side_of(problem), state_of(problem, 320)) == (
        "gatescope-first-symbol-bidirectional-lstm-320"
    )


def saved() -> bytes:
    problem = sides(as_settings(PRESETS["parity"].values))[0].problem
    history = shipped.history(problem)
    assert history is not None and history.last is not None
    return as_file(history.last.model, facts_of(side_of(problem), history.last))


def test_a_loaded_network_is_shown_with_its_settings_and_measured_anew():
    app = upload_network(visit("train"), saved())
    assert not app.exception
    (payload,) = payloads(app, "train")
    assert payload["title"].startswith("Parity")
    assert [
        one for one in sentences(app) if one.startswith("From your file: LSTM after update 500")
    ]
    assert any(one.endswith("the one from your file.") for one in sentences(app))
    (player,) = payloads(app)
    assert player["badge"].startswith("yours · ")
    assert payload["attend"] == 0  # the page stays where the network is that was loaded
    app.selectbox(key="task").set_value("adding").run()
    assert not [one for one in sentences(app) if one.startswith("From your file")]


@pytest.mark.parametrize("content", [b"", b"\x00" * 5000, b"PK\x03\x04" + b"\xff" * 900])
def test_a_file_that_is_no_network_changes_nothing_and_says_so(content):
    app = upload_network(visit("train"), content)
    assert not app.exception
    assert [one for one in sentences(app) if one.endswith("Nothing was changed.")]
    (payload,) = payloads(app, "train")
    assert payload["title"].startswith("Remember the first symbol")


def test_the_same_network_is_written_in_both_frameworks():
    app = visit("train")
    shown = [element.value for element in app.code]
    assert any("import torch" in code and "gatescope-first-symbol-lstm-1500.npz" in code
               for code in shown)  # fmt: skip
    assert any("keras" in code for code in shown)
