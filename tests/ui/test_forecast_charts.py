"""Charts, tables and the cell of a forecast show the engine's numbers, in no gate's colour."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from lstm_ui.forecast import figures, inside, tables
from lstm_ui.forecast.gate_figure import gates_over
from lstm_ui.forecast.judging import judge
from lstm_ui.forecast.looks import DASHES, alike, colour_of, spread
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.words import NAMES, of_baselines, of_split, of_ways
from lstm_ui.theme import GATES
from lstm_ui.training.payload import Level, Shown, gate_maps, train_payload
from lstm_ui.training.trainer import Look
from tests.ui.forecasts import own, problem_of, trained

PROBLEM = problem_of()
HISTORY = trained(PROBLEM)
STATE = HISTORY.snapshots[-1]
JUDGED = judge(PROBLEM, STATE.model)


def test_no_line_of_a_forecast_has_a_gates_colour_and_no_two_look_alike() -> None:
    taken = {one for symbol in GATES.values() for one in (symbol.fill, symbol.ink, symbol.dark)}
    for dark in (False, True):
        assert not {colour_of(name, dark) for name in NAMES} & taken
        looks = [(colour_of(name, dark), DASHES[name]) for name in NAMES]
        assert len(set(looks)) == len(NAMES)


def test_names_beside_lines_move_as_little_as_parts_them_and_stay_in_order() -> None:
    assert spread([0.0, 0.0, 5.0], 1.0, -9.0, 9.0) == [-0.5, 0.5, 5.0]
    assert spread([4.0, 4.1, 4.2], 1.0, 0.0, 9.0) == pytest.approx([3.1, 4.1, 5.1])
    assert spread([0.0, 0.0, 5.0], 1.0, 0.0, 9.0) == [0.0, 1.0, 5.0]
    assert spread([8.0, 8.9, 9.0], 1.0, 0.0, 9.0) == [7.0, 8.0, 9.0]


def test_a_baseline_that_never_parts_from_another_is_named_as_alike_and_not_drawn() -> None:
    errors = {
        "network": np.array([1.0, 2.0]),
        "persistence": np.array([1.5, 4.0]),
        "drift": np.array([1.51, 4.01]),
        "season": np.array([1.5, 3.0]),
    }
    assert alike(errors, 0.05) == {"drift": "persistence"}
    figure = figures.error_by_horizon(errors, problem_of(horizon=2), False)
    assert [trace.opacity for trace in figure.data] == [None, None, 0.0, None]
    names = {note.text: note.y for note in figure.layout.annotations}
    assert list(names) == ["<b>network</b>", "seasonal naive", "≈ drift", "persistence"]
    for name, end in (("<b>network</b>", 2.0), ("seasonal naive", 3.0)):
        assert names[name] == pytest.approx(end)
    assert (names["≈ drift"] + names["persistence"]) / 2 == pytest.approx(4.0, abs=0.15)


def test_a_mean_that_is_far_off_is_named_above_the_chart_and_presses_no_line() -> None:
    errors = {"network": np.array([0.02, 0.06]), "mean": np.array([0.4, 0.41])}
    figure = figures.error_by_horizon(errors, problem_of(horizon=2), False)
    low, high = figure.layout.yaxis.range
    assert low == 0.0 and 0.06 < high < 0.1
    names = {note.text: note.y for note in figure.layout.annotations}
    assert names["<b>network</b>"] < names["↑ mean"] <= high
    near = {"network": np.array([2.0, 4.0]), "mean": np.array([8.6, 8.7])}
    figure = figures.error_by_horizon(near, problem_of(horizon=2), False)
    assert figure.layout.yaxis.range[1] > 8.7


def test_one_window_has_no_room_for_a_line_that_is_not_drawn() -> None:
    single = PROBLEM.test.some(np.array([4]))
    said = {"persistence": np.full((1, 7), single.last[0]), "mean": np.full((1, 7), -300.0)}
    figure = figures.one_window(PROBLEM, single, said, False)
    assert figure.layout.yaxis.range[0] > -100.0


def test_a_network_that_says_what_a_baseline_says_is_still_drawn() -> None:
    errors = {"network": np.array([1.0, 2.0]), "persistence": np.array([1.0, 2.0])}
    figure = figures.error_by_horizon(errors, problem_of(horizon=2), False)
    assert [trace.opacity for trace in figure.data] == [None, None]
    assert "≈ persistence" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("dark", [False, True])
def test_the_chart_of_forecasts_shows_what_was_said_that_many_days_before(dark: bool) -> None:
    shown = range(5, 40)
    figure = figures.beside_baselines(PROBLEM, JUDGED.said, 3, shown, dark)
    lines = {trace.name: np.array(trace.y) for trace in figure.data}
    assert set(lines) == {"what came", "network", "persistence", "seasonal naive", "drift"}
    windows = PROBLEM.test
    np.testing.assert_allclose(lines["what came"], windows.targets[5:40, 2], atol=5.1e-5)
    assert JUDGED.network is not None
    np.testing.assert_allclose(lines["network"], JUDGED.network[5:40, 2], atol=5.1e-5)
    dates = PROBLEM.series.dates
    assert dates is not None and figure.data[0].x[0] == dates[windows.origins[5] + 3]
    assert figure.layout.yaxis.title.text == "Daily high in Seattle, °C"


def test_the_parts_of_the_series_are_marked_where_they_are_cut() -> None:
    figure = figures.whole_series(PROBLEM, False)
    dates, split = PROBLEM.series.dates, PROBLEM.split
    assert dates is not None
    starts = [dates[part.start] for part in (split.train, split.validation, split.test)]
    assert [shape.x0 for shape in figure.layout.shapes] == starts
    said = [note.text for note in figure.layout.annotations]
    assert said == ["<b>training</b> 1023", "<b>validation</b> 219", "<b>test</b> 219"]


def test_errors_by_horizon_are_those_that_were_measured() -> None:
    rmse = {name: errors.rmse for name, errors in JUDGED.errors.items()}
    figure = figures.error_by_horizon(rmse, PROBLEM, False)
    for trace, (name, values) in zip(figure.data, rmse.items(), strict=True):
        assert trace.name == NAMES[name]
        np.testing.assert_allclose(trace.y, values, atol=5.1e-5)


def test_residuals_stand_over_time_and_are_all_counted() -> None:
    off = JUDGED.off(2)
    over_time, often = figures.residual_chart(PROBLEM, PROBLEM.test, off, 2, False).data
    np.testing.assert_array_equal(over_time.y, off)
    assert sum(often.x) == len(off)


@pytest.mark.parametrize(("cell", "letters"), [("LSTM", "fioc"), ("GRU", "rznh"), ("RNN", "h")])
def test_the_gates_under_the_series_are_those_of_the_engines_own_run(
    cell: str, letters: str
) -> None:
    problem = problem_of(cell=cell)
    model = problem.start()
    gates = inside.gates_along(problem, model, problem.test)
    assert list(gates) == list(letters)
    for number in (0, 17, len(problem.test.origins) - 1):
        alone = problem.test.some(np.array([number]))
        trace = model.forward(problem.frame.inputs(alone)).layers[0]
        for letter, values in gates.items():
            np.testing.assert_allclose(values[:, number], getattr(trace, letter)[-1, 0])
    figure = gates_over(problem, gates, False)
    assert [len(trace.z) for trace in figure.data[1:]] == [4] * len(letters)
    dates = problem.series.dates
    assert dates is not None
    for trace in figure.data:
        assert list(trace.x) == [dates[place] for place in problem.test.origins]


def test_the_cell_player_answers_with_the_change_in_degrees() -> None:
    payload = inside.window_payload(PROBLEM, STATE, 4, 7)
    assert isinstance(payload, dict)
    json.dumps(payload, allow_nan=False)
    window = PROBLEM.test.some(np.array([4]))
    assert payload["tokens"] == [f"{value:g}" for value in window.read[:, 0]]
    assert payload["readout"]["classes"] == ["change in °C, 7 days ahead"]
    assert JUDGED.network is not None
    said = JUDGED.network[4, 6] - window.last[0]
    assert payload["readout"]["values"][-1][0] == pytest.approx(said, abs=5.1e-5)


def test_the_answer_of_a_share_has_an_axis_as_small_as_its_changes() -> None:
    problem = problem_of("stock-goog", 8, 4)
    payload = inside.window_payload(problem, trained(problem).snapshots[-1], 4, 1)
    assert isinstance(payload, dict)
    lane = payload["lanes"][-1]
    largest = max(abs(value) for (value,) in payload["readout"]["values"])
    assert lane["low"] == -lane["high"] and 0.0 < largest <= lane["high"] < min(0.5, 11 * largest)


def test_the_player_of_trainings_gets_plain_json_held_against_persistence() -> None:
    inputs = PROBLEM.frame.inputs(PROBLEM.chosen.some(np.array([0])))
    for look in (Look("done", HISTORY),):
        maps = gate_maps(look.history, inputs, whole=True)
        payload = train_payload(
            [Shown("A", "LSTM", PROBLEM, look, maps)],
            title="",
            measure="",
            loss="",
            unread=PROBLEM.unread,
            tokens=("1",) * 14,
            level=Level("persistence", "", open=True),
        )
        json.dumps(payload, allow_nan=False)
        assert payload["unread"]["score"] == 0.0


def test_every_table_holds_the_numbers_of_its_chart() -> None:
    series = tables.series_table(PROBLEM)
    np.testing.assert_array_equal(series["value, °C"], PROBLEM.series.values)
    assert series["part"].value_counts().to_dict() == {
        "training": 1023,
        "validation": 219,
        "test": 219,
    }
    said = tables.forecast_table(PROBLEM, JUDGED, 2)
    assert JUDGED.network is not None
    np.testing.assert_array_equal(said["network"], JUDGED.network[:, 1])
    np.testing.assert_array_equal(said["came − network"], JUDGED.off(2))
    assert said["made at"][0] < said["made for"][0]
    errors = tables.error_table(PROBLEM, JUDGED.errors)
    assert len(errors) == 5 * 7 and list(errors.columns)[2] == "RMSE, °C"
    gates = inside.gates_along(PROBLEM, STATE.model, PROBLEM.test)
    gate = tables.gate_table(PROBLEM, gates)
    np.testing.assert_array_equal(gate["f"][gate["unit"] == 3], gates["f"][2])
    one = PROBLEM.test.some(np.array([0]))
    window = tables.window_table(PROBLEM, one, {"network": JUDGED.network[:1]})
    assert window["is"].tolist() == ["read"] * 14 + ["foretold"] * 7
    np.testing.assert_array_equal(window["network"][14:], JUDGED.network[0])


def test_a_series_without_dates_or_unit_is_drawn_by_its_numbers() -> None:
    values = np.random.default_rng(0).standard_normal(100)
    problem = ForecastProblem(own(values), 4, 1)
    judged = judge(problem, problem.start())
    figure = figures.beside_baselines(problem, judged.said, 1, range(8), True)
    assert figure.data[0].x[0] == problem.test.origins[0] + 2  # counted from 1
    assert figure.layout.yaxis.title.text == "level"
    figures.one_window(problem, problem.test.some(np.array([0])), judged.said, True)
    figures.whole_series(problem, True)
    assert isinstance(
        inside.window_payload(problem, replace(STATE, model=problem.start()), 0, 1), dict
    )


def test_a_title_of_ones_own_is_never_read_as_html() -> None:
    series = replace(own(np.random.default_rng(0).standard_normal(100)), title="a <b>bold</b> one")
    figure = figures.whole_series(ForecastProblem(series, 4, 1), False)
    assert figure.layout.yaxis.title.text == "a &lt;b&gt;bold&lt;/b&gt; one"


def test_before_any_training_the_number_to_beat_is_said() -> None:
    errors = {"persistence": np.array([2.96, 4.9]), "season": np.array([4.7, 4.6])}
    one, two = (of_baselines(errors, "°C", "day", ahead) for ahead in (1, 2))
    assert "the number to beat is that of “it stays as it is”" in one
    assert two.startswith(
        "2 days ahead, on the test part: persistence, “it stays as it is”, is off"
    )
    assert "the number to beat is that of “as a season ago”" in two
    assert one.endswith("Train the network to see whether it can do better.")
    assert "Train the network" not in of_baselines(errors, "°C", "day", 1, trains=True)


def test_two_ways_that_err_alike_are_called_alike() -> None:
    assert "no difference that matters" in of_ways(3.85, 3.851, "°C", "day", 7)
    assert "All at once is better here" in of_ways(3.0, 3.5, "°C", "day", 7)
    assert "Step by step is better here" in of_ways(3.5, 3.0, "°C", "day", 7)
    assert of_ways(3.0, 3.0, "°C", "day", 1).startswith("One day ahead both ways are the same")


def test_it_is_said_what_each_part_is_for() -> None:
    said = of_split((70, 15, 15), (59, 12, 12), "week")
    assert "70 weeks, 59 forecasts to learn from" in said and "12 forecasts, judged" in said
