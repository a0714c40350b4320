"""Predict, then reveal: what is asked is true of what the engine then shows."""

from __future__ import annotations

import re

import numpy as np
import pytest

from lstm_ui import cache as pictures
from lstm_ui.glossary.linking import linked
from lstm_ui.gradients import cache as gradients
from lstm_ui.lessons import PLACES, Question, load_lesson
from lstm_ui.questions import REPLAY
from lstm_ui.runs import Run, make_run
from lstm_ui.settings import TABLE, GradientSettings, Settings, UnrolledSettings
from tests.ui.visits import payloads, player, visit

LESSONS = ("cell", "sequence", "backprop", "gradients", "surgery")
OF_CELLS = ("cell", "sequence", "surgery")
COMPONENT = dict.fromkeys(OF_CELLS, "player") | {"backprop": "backprop", "gradients": "flow"}
ASKED = [
    (page, section.heading)
    for page in LESSONS
    for section in load_lesson(page).sections
    if section.question is not None
]
SHOWN = [
    (page, heading)
    for page, heading in ASKED
    if load_lesson(page)[heading].question.show  # type: ignore[union-attr]
]


def question(page: str, heading: str) -> Question:
    found = load_lesson(page)[heading].question
    assert found is not None
    return found


def seen_at(page: str, heading: str) -> tuple[Run, list[tuple[int, int]]]:
    """The run that a question opens, and step and unit of its stops, counted from 0."""
    show = question(page, heading).show
    assert show is not None
    run = make_run(Settings(**show.settings))  # type: ignore[arg-type]
    return run, [(int(place["t"]) - 1, int(place["unit"]) - 1) for place, _ in show.stops]


@pytest.mark.parametrize("page", LESSONS)
def test_every_lesson_asks_twice_and_lets_its_picture_run(page: str) -> None:
    assert len([heading for name, heading in ASKED if name == page]) >= 2
    assert [heading for name, heading in SHOWN if name == page]


@pytest.mark.parametrize(("page", "heading"), SHOWN)
def test_what_is_shown_is_a_place_in_that_picture(page: str, heading: str) -> None:
    show = question(page, heading).show
    assert show is not None
    for name, value in show.settings.items():
        setting = TABLE[name]
        assert setting.takes(value) if setting.options or setting.high else value
    for place, said in show.stops:
        assert set(place) <= PLACES
        assert len(said.split()) >= 8


@pytest.mark.parametrize(("page", "heading"), [one for one in SHOWN if one[0] in OF_CELLS])
def test_the_numbers_that_are_said_are_numbers_of_that_place(page: str, heading: str) -> None:
    show = question(page, heading).show
    assert show is not None
    app = visit(page)
    app.button(key=f"skip-{load_lesson(page)[heading].slug}").click().run()
    shown = player(app)
    phases = [phase["id"] for phase in shown["cell"]["phases"]]
    for place, said in show.stops:
        assert 1 <= int(place["t"]) <= shown["steps"] and 1 <= int(place["unit"]) <= shown["units"]
        assert place["phase"] in phases
        names = {name.removesuffix("%") for name in re.findall(r"\{([^}]+)\}", said)}
        assert names
        assert names <= {"token", *shown["series"], *shown["cell"]["recurrent"]}


@pytest.mark.parametrize(("page", "heading"), SHOWN)
def test_the_picture_runs_when_the_learner_commits_and_names_the_verdict(
    page: str, heading: str
) -> None:
    asked, slug = question(page, heading), load_lesson(page)[heading].slug
    app = visit(page)
    assert all("script" not in sent for sent in payloads(app, COMPONENT[page]))
    app.button(key=f"option-{asked.options.index(asked.right)}-{slug}").click().run()
    assert not app.exception
    (sent,) = payloads(app, COMPONENT[page])
    assert asked.show is not None
    assert sent["script"]["title"] == "Right."
    said = [stop["text"] for stop in sent["script"]["stops"]]
    assert said == [words for _, words in asked.show.stops]
    assert sent["script"]["back"] == f"st-key-words-{slug}"
    (again,) = payloads(app.button(key=f"show-{slug}").click().run(), COMPONENT[page])
    assert again["script"]["id"] != sent["script"]["id"]


def test_without_a_guess_the_answer_shows_and_the_picture_runs() -> None:
    page, heading = SHOWN[0]
    asked, slug = question(page, heading), load_lesson(page)[heading].slug
    app = visit(page)
    app.button(key=f"skip-{slug}").click().run()
    assert player(app)["script"]["title"] == f"{asked.right}."
    assert any(linked(asked.reveal) in block.value for block in app.markdown)
    assert REPLAY in [button.label for button in app.button]


def test_a_question_is_answered_on_its_own_page_alone() -> None:
    heading = "“c and h are the same thing”"
    app = visit("sequence")
    app.button(key=f"skip-{load_lesson('sequence')[heading].slug}").click().run()
    app.switch_page("pages/surgery.py").run()
    reveal = question("surgery", heading).reveal
    assert not any(reveal in block.value for block in app.markdown)


def test_cell_a_forget_gate_of_1_keeps_the_3() -> None:
    run, [(t, unit)] = seen_at("cell", "“The forget gate is 1, so it forgets”")
    layer = run.trace.layers[0]
    held = [layer.c[t - 1, 0, unit], layer.f[t, 0, unit], layer.i[t, 0, unit], layer.c[t, 0, unit]]
    np.testing.assert_allclose(held, [3, 1, 0, 3], atol=5e-3)


def test_cell_only_unit_4_loses_more_than_half() -> None:
    run, [(t, unit)] = seen_at("cell", "“A gate is one switch, on or off”")
    layer = run.trace.layers[0]
    assert (run.parsed.tokens[t], t, unit) == ("perfectly", 12, 3)
    assert layer.c[t - 1, 0].round(2).tolist() == [0.07, 0.43, 0.40, -0.77]
    assert np.flatnonzero(layer.f[t, 0] < 0.5).tolist() == [unit]
    assert (np.delete(layer.f[t, 0], unit) > 0.9).all()


def test_sequence_the_same_weights_keep_at_one_word_and_erase_at_another() -> None:
    heading = "“Once trained, a gate is a constant”"
    run, [(first, unit), (second, same)] = seen_at("sequence", heading)
    f = run.trace.layers[0].f[:, 0]
    assert unit == same and run.parsed.tokens[first] != run.parsed.tokens[second]
    assert f[first, unit] > 0.95 and f[second, unit] < 0.5


def test_sequence_the_gatekeeper_holds_and_shows_only_at_the_question_mark() -> None:
    run, places = seen_at("sequence", "“c and h are the same thing”")
    layer = run.trace.layers[0]
    assert [run.parsed.tokens[t] for t, _ in places] == ["A", ".", "?"]
    assert [round(float(layer.c[t, 0, u]), 2) for t, u in places] == [1, 1, 1]
    assert [round(float(layer.o[t, 0, u]), 2) for t, u in places] == [0, 0, 1]
    assert [round(float(layer.h[t, 0, u]), 2) for t, u in places] == [0, 0, 0.76]


def test_surgery_behind_closed_gates_c_goes_on() -> None:
    run, [(t, unit)] = seen_at("surgery", "“c and h are the same thing”")
    layer = run.trace.layers[0]
    assert not layer.o.any() and not layer.h.any()
    assert t == len(run.parsed.tokens) - 1 and layer.c[t, 0, unit] > 1


def test_backprop_one_weight_moves_once_and_a_saturated_one_hardly() -> None:
    for weights, key, terms in (("hand-set", "wrec", 4), ("saturated", "w", 4)):
        shown = pictures.backprop(UnrolledSettings(weights=weights))
        assert shown is not None
        weight = next(one for one in shown["weights"] if one["key"] == key)
        assert len(weight["terms"]) == terms
        whole = sum(term["value"] for term in weight["terms"])
        assert weight["terms"][-1]["bar"][2] == pytest.approx(whole)
    rate = shown["opening"]["rate"]
    assert shown["rates"][rate] == 0.1
    assert (weight["value"], round(weight["after"][rate], 3)) == (2.1, 2.099)


def left_over(**settings: str) -> dict[str, float]:
    """What of each gradient is left at step 1, against where the loss is asked for."""
    curves = gradients.families(GradientSettings(**settings)).here.curves
    return {name: float(curve[0] / curve[-1]) for name, curve in curves.items()}


def test_gradients_with_f_at_1_only_a_part_of_the_gradient_of_c_is_left() -> None:
    asked = question("gradients", "What if nothing were forgotten?")
    assert asked.show is not None
    assert 0 < left_over(**asked.show.settings)["lstm_c"] < 0.1


def test_gradients_with_f_at_a_half_the_lstm_vanishes_most() -> None:
    asked = question("gradients", "“An LSTM abolishes vanishing and exploding gradients”")
    assert asked.show is not None and asked.right == "In the LSTM"
    left = left_over(**asked.show.settings)
    assert left["lstm_h"] < 0.1 * min(left["rnn_h"], left["gru_h"])
    assert left["gru_h"] == pytest.approx(left["rnn_h"], rel=0.2)
    assert left["lstm_c"] < 1e-7
