"""The training page as a browser opens it: what it shows before, while and after it trains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assets.runs.make import ALL, problems
from lstm_ui.lessons import load_lesson
from lstm_ui.train import controls, tables
from lstm_ui.train.opening import OF_TRAIN
from lstm_ui.train.presets import ANSWERS, PRESETS, as_settings, opening_of
from lstm_ui.train.runs import sides
from lstm_ui.train.tasks import MEMORY_TASKS, TITLES
from lstm_ui.training import cache, shipped
from lstm_ui.training.controls import acting, stopped
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.panels import OTHERS
from lstm_ui.training.trainer import Trainer
from lstm_ui.training.work import reports
from tests.ui.visits import payloads, press, sentences, visit


@pytest.fixture
def trainer() -> Iterator[Trainer]:
    made = Trainer(1)
    yield made
    made.close()


def runs(app) -> list[tuple[str, str, str]]:
    (payload,) = payloads(app, "train")
    return [(run["letter"], run["name"], run["status"]) for run in payload["runs"]]


def test_the_page_opens_with_two_trained_runs_and_the_cell_of_the_first():
    app = visit("train")
    assert not app.exception
    assert runs(app) == [("A", "LSTM", "done"), ("B", "RNN", "done")]
    (player,) = payloads(app)
    assert player["badge"] == "trained · 1500 of 1500 updates, seed 7"
    assert player["steps"] == 50


@pytest.mark.parametrize("task", MEMORY_TASKS)
def test_a_link_opens_any_task(task):
    app = visit("train", task=task, grade=str(MEMORY_TASKS[task].grades[0]), size="4", beside="GRU")
    assert not app.exception
    assert [status for *_, status in runs(app)] == ["new", "new"]
    assert [one for one in sentences(app) if one.startswith("There is no network yet")]


def test_a_link_says_everything_that_can_be_set():
    app = visit(
        "train",
        **{"task": "parity", "grade": "15", "learner": "GRU", "size": "8", "layers": "2"},
        **{"eta": "0.02", "optimiser": "SGD", "together": "8", "cap": "none", "bias": "0"},
        **{"dropout": "0.3", "reach": "5", "updates": "200", "beside": "seed", "third": "LSTM"},
        **{"probe": "3", "seed": "11"},
    )
    assert [name for _, name, _ in runs(app)] == ["GRU, seed 11", "GRU, seed 12", "LSTM, seed 11"]
    (payload,) = payloads(app, "train")
    assert payload["runs"][0]["updates"] == 200
    assert payload["title"] == "Parity, T, time steps: 15"


@pytest.mark.parametrize(
    "address",
    [
        {"task": "nonsense", "grade": "-3", "eta": "inf", "probe": "999", "size": "1e9"},
        {"grade": "7", "learner": "<b>LSTM</b>", "beside": "drop table", "updates": "10" * 40},
        {"seed": "nan", "together": "0", "reach": "-1", "layers": "", "task": ""},
    ],
)
def test_an_absurd_link_opens_what_can_be_set_of_it(address):
    app = visit("train", **address)
    assert not app.exception
    assert runs(app)


def test_another_task_opens_with_settings_that_suit_it_and_keeps_the_cells():
    app = visit("train")
    app.selectbox(key="beside").set_value("GRU").run()
    app.selectbox(key="task").set_value("adding").run()
    assert not app.exception
    said = {name: app.session_state[name] for name in ("eta", "bias", "updates", "grade")}
    assert said == {name: opening_of("adding")[name] for name in said}
    assert [name for _, name, _ in runs(app)] == ["LSTM", "GRU"]


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "opening"])
def test_every_preset_opens_at_once_with_runs_that_ship(name):
    app = visit("train")
    app.button(key=f"preset.{name}").click().run()
    assert not app.exception
    assert {status for *_, status in runs(app)} == {"done"}
    expected = [side.name for side in sides(as_settings(PRESETS[name].values))]
    assert [run for _, run, _ in runs(app)] == expected


@pytest.mark.parametrize("heading", ANSWERS)
def test_a_prediction_opens_the_runs_that_answer_it(heading):
    app = visit("train", task="parity", grade="5")
    before = payloads(app, "train")[0]["attend"]
    question = load_lesson("train")[heading].question
    press(app, question.options[0])
    assert not app.exception
    expected = [side.name for side in sides(as_settings(PRESETS[ANSWERS[heading]].values))]
    assert [(name, status) for _, name, status in runs(app)] == [(n, "done") for n in expected]
    assert payloads(app, "train")[0]["attend"] == before + 1


def test_exactly_what_the_presets_need_ships():
    assert {path.stem for path in shipped.RUNS.glob("*.npz")} == set(problems(ALL))


@pytest.mark.parametrize("preset", ALL)
def test_what_ships_is_what_training_gives(preset):
    for problem in problems([preset]).values():
        begins_as_training_does(problem)


def begins_as_training_does(problem):
    stored = shipped.history(problem)
    assert stored is not None
    again = reports(problem)
    for moment, report in zip(stored.moments[:3], again, strict=False):
        assert moment.held_loss == pytest.approx(report.held_loss, rel=1e-6)
        assert moment.held_score == pytest.approx(report.held_score)
        assert moment.loss == (report.loss and pytest.approx(report.loss, rel=1e-6))


def test_what_the_lesson_says_of_the_runs_is_so():
    def last(preset: str) -> list[float]:
        problems = [side.problem for side in sides(as_settings(PRESETS[preset].values))]
        histories = [shipped.history(problem) for problem in problems]
        return [history.moments[-1].held_score for history in histories if history]

    lstm, rnn, gru = last("cells")
    assert lstm > 0.99 and gru > 0.99 and rnn < 0.35
    half_open = last("half-open")
    assert half_open[0] > 0.99 and half_open[1] < 0.35
    good, fast, slow = last("rates")
    assert good > 0.99 and fast < 0.35 and 0.8 < slow < 0.99
    unclipped, clipped = last("exploding")
    assert clipped > 0.99 and unclipped < 0.35
    open_, usual, closed = last("bias")
    assert open_ > 0.99 and usual < 0.35 and closed < 0.35
    assert max(last("by-heart")) < 0.6 and last("enough")[0] > 0.98
    whole, cut = last("window")
    assert whole > 0.99 and cut < 0.35
    assert min(last("parity")) > 0.97
    lstm, rnn, _ = last("adding")
    assert lstm > 0.8 and rnn < 0.2


def test_the_one_that_explodes_had_learnt_it_before():
    problem = sides(as_settings(PRESETS["exploding"].values))[0].problem
    history = shipped.history(problem)
    assert history is not None
    assert max(moment.held_score for moment in history.moments) > 0.99


def test_the_one_that_is_clipped_stumbles_at_most_and_soon_has_back_what_it_knew():
    problem = sides(as_settings(PRESETS["exploding"].values))[1].problem
    history = shipped.history(problem)
    assert history is not None
    later = [moment.held_score for moment in history.moments if moment.update > 300]
    assert all(max(pair) > 0.97 for pair in zip(later, later[1:], strict=False))


def test_where_numbers_are_added_the_input_gate_has_learnt_to_open_at_the_marked_ones():
    problem = sides(as_settings(PRESETS["adding"].values))[0].problem
    history = shipped.history(problem)
    assert history is not None
    marked = problem.held_out.inputs[..., 1] > 0
    before, after = (
        state.model.forward(problem.held_out.inputs).cell for state in history.snapshots[::32]
    )
    assert before.i[marked].mean() - before.i[~marked].mean() < 0.05
    assert after.i[marked].mean() - after.i[~marked].mean() > 0.1
    assert after.f.mean() > 0.9


def test_the_buttons_of_the_player_train_pause_stop_and_begin_again(trainer):
    settings = as_settings(opening_of("parity") | {"size": "4", "beside": "nothing"})
    (run,) = sides(settings)
    seat = cache.Seat(trainer)
    act = acting(seat, [run.problem], controls.follow)
    act({"do": "train"})
    assert seat.look(run.problem).status == "running"
    act({"do": "pause"})
    assert seat.look(run.problem).status in ("paused", "new")
    act({"do": "resume"})
    assert seat.look(run.problem).status in ("running", "waiting")
    act({"do": "stop"})
    assert run.problem.key in stopped()
    act({"do": "again"})
    assert run.problem.key not in stopped()
    assert seat.look(run.problem).status in ("running", "waiting")
    for nonsense in ({}, {"do": "rm -rf"}, {"do": 3}, {"do": None}):
        act(nonsense)


def test_a_run_that_is_refused_is_said_to_be_so():
    app = visit("train", **{"learner": "bidirectional LSTM", "beside": "window", "updates": "200"})
    assert [status for *_, status in runs(app)] == ["new", "refused"]
    assert [one for one in sentences(app) if one.startswith("Run B (bidirectional LSTM")]


def test_whoever_opens_what_another_trains_is_told_whose_it_is():
    wanted = {"task": "parity", "grade": "50", "updates": "6000", "seed": "913"}
    (run,) = sides(as_settings(opening_of("parity") | wanted | {"grade": 50, "beside": "nothing"}))
    other = cache.Seat(cache._trainer())
    other.want([run.problem])
    try:
        suits = {name: str(value) for name, value in opening_of("parity").items()}
        app = visit("train", **(suits | wanted | {"beside": "nothing"}))
        assert [status for *_, status in runs(app)] != ["new"]
        assert OTHERS in sentences(app)
    finally:
        other.leave()
    assert OTHERS not in sentences(app.run())


def test_the_tables_have_every_report_and_every_step():
    runs = sides(as_settings(PRESETS["opening"].values))
    histories = [shipped.history(run.problem) for run in runs]
    curves = tables.curves(runs, histories)
    assert len(curves) == sum(len(history.moments) for history in histories)
    last = curves[curves["run"] == "A: LSTM"].iloc[-1]
    assert last["held-out score"] == histories[0].moments[-1].held_score
    reach = tables.reach(runs, histories)
    assert list(reach["step t"]) == [*range(1, 51), *range(1, 51)]
    assert reach["∂L/∂c"].notna().sum() == 50


def test_a_moment_that_cannot_be_is_not_opened():
    controls.st.session_state.pop("train.opened", None)
    for message in ({}, {"run": "D", "update": 1}, {"run": "A", "update": "1"}, {"run": "A"}):
        controls.scrubbed(message)
        assert controls.opened() is None


def test_every_setting_of_the_page_has_a_place_in_the_address():
    assert set(opening_of("adding")) == set(OF_TRAIN)
    assert set(TITLES) == {*MEMORY_TASKS, "own"}
    settings = as_settings(opening_of("first_symbol"))
    assert (settings.network, settings.learning) == (Network(), Learning())


def test_what_a_link_says_stays_when_the_page_runs_again():
    app = visit("train", task="parity", grade="5", updates="200", size="4")
    app.run()
    said = {name: app.session_state[name] for name in ("task", "grade", "updates", "size")}
    assert said == {"task": "parity", "grade": 5, "updates": "200", "size": "4"}
