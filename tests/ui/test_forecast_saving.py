"""A forecasting network is saved with all that its numbers mean, and comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core.model import SequenceModel
from lstm_ui.forecast import asking
from lstm_ui.forecast.choice import choose
from lstm_ui.forecast.opening import ASKED, OF_NETWORK, ForecastSettings
from lstm_ui.forecast.own import read_csv
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.saving import (
    OTHER_NUMBERS,
    OWN_SERIES,
    facts_of,
    loaded,
    stem_of,
    values_in,
)
from lstm_ui.forecast.values import as_settings, as_values
from lstm_ui.settings import TABLE
from lstm_ui.training.files import as_file, as_safetensors_file, from_file
from lstm_ui.training.history import State
from lstm_ui.training.networks import Network
from lstm_ui.training.saving import NO_SETTINGS, OTHER_PAGE, OTHER_SHAPE, TOO_LARGE, FromFile
from tests.fixtures.coded import CODES, engine, ran_code
from tests.ui.forecasts import every, own, saved_csv
from tests.ui.visits import payloads, player, press, said_of_file, sentences, upload_network, visit

FORMATS = pytest.mark.parametrize("write", [as_file, as_safetensors_file])


def problem_of(**wanted: str | int) -> ForecastProblem:
    """What is trained where the widgets say that, and else what the page opens with."""
    values: dict[str, Any] = {name: TABLE[name].default for name in OF_NETWORK} | wanted
    settings = as_settings(values)
    return asking.problem_of(settings, every()[settings.chart])


def state_of(problem: ForecastProblem, update: int = 3) -> State:
    return State(update, problem.start(), problem.learning.start())


@FORMATS
@pytest.mark.parametrize("chart", ["temperatures", "stock-msft"])
@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_what_is_saved_foretells_the_same_numbers_when_it_is_loaded(
    write: Any, chart: str, cell: str
) -> None:
    problem = problem_of(chart=chart, reader=cell, floors="2", drop="0.3", leash="none", pace="0.1")
    state = state_of(problem)
    model, facts = from_file(write(state.model, facts_of(problem, state)))
    values = values_in(facts)
    assert not isinstance(values, str)
    again = problem_of(**values)
    assert again.key == problem.key
    found = loaded(model, facts, again)
    assert isinstance(found, FromFile) and found.update == 3
    inputs = problem.frame.inputs(problem.test)
    np.testing.assert_array_equal(
        found.model.forward(inputs).logits, state.model.forward(inputs).logits
    )


def test_every_setting_is_saved_and_set_again() -> None:
    of_own = ("chart", "column", "cycle")
    for setting in ASKED:
        for option in setting.options if setting.name not in of_own else ():
            sizes = {"back": 10, "ahead": 4}
            values = {name: TABLE[name].default for name in OF_NETWORK} | sizes
            values |= {setting.name: option}
            assert as_values(problem_of(**values)) == values


def test_the_file_says_what_its_numbers_mean() -> None:
    problem = problem_of()
    facts = facts_of(problem, state_of(problem))
    window = problem.test.some(np.array([5]))
    scaling, read = facts["scaling"], window.read[:, 0]
    assert (facts["window"], facts["horizon"], facts["units"]) == (14, 7, 8)
    assert facts["series"]["title"] == "Daily high in Seattle" and facts["season"] == 365.25
    level = (read - scaling["mean"]) / scaling["deviation"]
    np.testing.assert_allclose(problem.frame.inputs(window)[:, 0, 0], level, rtol=1e-12)
    assert len(facts["reads"]) == 3
    answers = np.array([[0.5, -1.0, 0.0, 2.0, 1.0, 0.25, -0.5]])
    told = read[-1] + answers * scaling["change"]
    np.testing.assert_allclose(problem.frame.scaling.values(answers, window.last), told)


@pytest.mark.parametrize("framework", CODES)
def test_the_code_gives_the_same_numbers_with_the_saved_weights(
    framework: str, tmp_path: Path
) -> None:
    if find_spec({"PyTorch": "torch", "Keras": "keras"}[framework]) is None:
        pytest.skip(f"{framework} is installed for fixtures and benchmarks only")
    problem = problem_of(reader="GRU", floors="2", drop="0.1")
    state, inputs = state_of(problem), problem.frame.inputs(problem.test)
    name = f"{stem_of(problem, state)}.npz"
    (tmp_path / name).write_bytes(as_file(state.model, facts_of(problem, state)))
    code = CODES[framework](state.model, name, dropout=problem.learning.dropout)
    close = 1e-10 if framework == "PyTorch" else 1e-5
    logits, _, _ = ran_code(framework, code, tmp_path, inputs)
    np.testing.assert_allclose(logits, engine(state.model, inputs), rtol=0, atol=close)


def test_a_file_is_named_by_what_it_holds() -> None:
    problem = problem_of(chart="stock-goog", reader="RNN")
    assert stem_of(problem, state_of(problem, 320)) == "gatescope-stock-goog-rnn-320"


def facts(**changed: Any) -> dict[str, Any]:
    problem = problem_of()
    return facts_of(problem, state_of(problem)) | changed


def told(**changed: Any) -> dict[str, Any]:
    return facts(settings=facts()["settings"] | changed)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (facts(page="text"), OTHER_PAGE),
        ({}, OTHER_PAGE),
        (facts(settings=[]), NO_SETTINGS),
        (facts(settings={}), NO_SETTINGS),
        (told(breadth="4096"), NO_SETTINGS),
        (told(back="5"), NO_SETTINGS),
        (told(back="-14"), NO_SETTINGS),
        (told(ahead="9"), NO_SETTINGS),
        (told(ahead=7), NO_SETTINGS),
        (told(rounds="1e99"), NO_SETTINGS),
        (told(chart="bitcoin"), NO_SETTINGS),
    ],
)
def test_settings_that_cannot_be_set_are_answered_by_one_sentence(
    facts: dict[str, Any], sentence: str
) -> None:
    assert values_in(facts) == sentence


def test_a_network_of_another_kind_or_of_other_numbers_is_refused() -> None:
    problem = problem_of()
    for wanted in ({"reader": "GRU"}, {"breadth": "4"}, {"floors": "2"}, {"calendar": "not told"}):
        assert loaded(problem_of(**wanted).start(), facts(), problem) == OTHER_SHAPE
    assert loaded(problem_of(ahead=3).start(), facts(), problem) == OTHER_SHAPE
    model, scaling = problem.start(), facts()["scaling"]
    for update in (-1, 601, "3", None, True):
        assert loaded(model, facts(update=update), problem) == NO_SETTINGS
    for other in (
        None, {}, scaling | {"mean": "0"}, scaling | {"mean": scaling["mean"] + 0.1},
        scaling | {"change": scaling["change"][:3]}, scaling | {"change": [[1.0]] * 7},
    ):  # fmt: skip
        assert loaded(model, facts(scaling=other), problem) == OTHER_NUMBERS
    huge = {name: np.full_like(array, 1e31) for name, array in model.parameters.items()}
    assert loaded(model.with_parameters(huge), facts(), problem) == TOO_LARGE


def test_a_network_of_ones_own_series_is_saved_with_all_it_takes_elsewhere() -> None:
    series = own(np.random.default_rng(0).standard_normal(200))
    problem = ForecastProblem(series, 7, 2, network=Network("LSTM", 4, 1, 1.0), owner="anna")
    _, facts = from_file(as_file(problem.start(), facts_of(problem, state_of(problem))))
    assert facts["series"]["title"] == "level" and len(facts["scaling"]["change"]) == 2
    assert "anna" not in str(facts)


def saved(model: SequenceModel | None = None, **wanted: str | int) -> bytes:
    problem = problem_of(**{"back": 10, "ahead": 3, "rounds": "300"} | wanted)
    state = state_of(problem, 120)
    return as_file(model or state.model, facts_of(problem, state))


def title(app: Any) -> str:
    (payload,) = payloads(app, "train")
    return str(payload["title"])


def test_a_loaded_network_foretells_with_its_settings_until_the_learner_goes_back() -> None:
    app = upload_network(visit("forecast"), saved(chart="stock-msft", reader="GRU"))
    assert not app.exception
    assert title(app) == "Microsoft share, weekly close: reads 10, foretells 3"
    assert "GRU, 8 units, after update 120 of 300" in said_of_file(app)[0]
    assert any(one.endswith("the one from your file.") for one in sentences(app))
    assert player(app)["steps"] == 10
    assert player(app)["badge"] == "yours · 120 of 300 updates, seed 7"
    assert len(app.get("plotly_chart")) == 7
    assert any("3 weeks ahead" in one.value for one in app.markdown)
    assert any("import torch" in one.value for one in app.code)
    app = press(app, "Back to the runs above")
    assert not said_of_file(app) and payloads(app) == []
    assert title(app) == "Microsoft share, weekly close: reads 10, foretells 3"


def test_a_loaded_network_leaves_when_another_series_is_chosen() -> None:
    app = upload_network(visit("forecast"), saved())
    assert said_of_file(app)
    app.selectbox(key="chart").set_value("stock-goog").run()
    assert not app.exception and not said_of_file(app)


def test_two_files_that_name_the_same_update_are_not_taken_for_each_other() -> None:
    problem = problem_of(back=10, ahead=3, rounds="300")
    other = replace(problem, learning=replace(problem.learning, seed=8)).start()
    first = player(upload_network(visit("forecast"), saved()))
    second = player(upload_network(visit("forecast"), saved(other)))
    assert first["badge"] == second["badge"] and first["series"] != second["series"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"PK\x03\x04" + b"\xff" * 900,
        saved(chart="stock-goog", back=56, ahead=24),
    ],
    ids=["empty", "zeros", "broken", "too long a window"],
)
def test_a_file_that_cannot_be_used_changes_nothing_and_says_so(content: bytes) -> None:
    app = upload_network(visit("forecast"), content)
    assert not app.exception and not said_of_file(app)
    assert [one for one in sentences(app) if one.endswith("Nothing was changed.")]
    assert title(app) == "Daily high in Seattle: reads 14, foretells 7"


def test_ones_own_series_stays_when_a_file_is_refused() -> None:
    app = visit("forecast", chart="own")
    app.file_uploader(key="forecast.file").set_value(("own.csv", saved_csv(), "text/csv")).run()
    app = upload_network(app, saved(), "other.npz")
    assert said_of_file(app), "a network of a series that ships may be loaded from there too"
    assert title(app).startswith("Daily high in Seattle: reads 10")


def with_series(content: bytes) -> Any:
    app = visit("forecast", chart="own", column="2")
    return app.file_uploader(key="forecast.file").set_value(("own.csv", content, "text/csv")).run()


def two_columns(rows: int = 120, shift: float = 0.0) -> bytes:
    first, lines = np.datetime64("2024-01-01"), ["date,first,second"]
    for day in range(rows):
        lines.append(f"{first + day},{day % 7 + shift},{day % 5 + 0.1 * (day % 3) + shift}")
    return "\n".join(lines).encode()


def network_of(content: bytes, season: int | None) -> bytes:
    """The file of a network that another session trained on the second column."""
    table = read_csv(content)
    assert not isinstance(table, str)
    series = choose(table, "second", 7, 2, season)
    assert not isinstance(series, str)
    problem = ForecastProblem(series, 7, 2, network=Network("GRU", 4, 1, 1.0), owner="anna")
    state = state_of(problem)
    return as_file(state.model, facts_of(problem, state))


@pytest.mark.parametrize(("season", "widget"), [(None, 0), (0, 1), (5, 5)])
def test_a_network_is_loaded_beside_the_series_that_it_learnt_from(
    season: int | None, widget: int
) -> None:
    content = two_columns()
    app = with_series(content)
    app.selectbox(key="column").set_value(1).run()
    app = upload_network(app, network_of(content, season))
    assert not app.exception and "GRU, 4 units" in said_of_file(app)[0]
    assert title(app) == "second: reads 7, foretells 2"
    assert app.number_input(key="cycle").value == widget
    assert player(app)["badge"].startswith("yours · 3 of 600")


@pytest.mark.parametrize("at_hand", [None, two_columns(shift=0.5), two_columns(100), saved_csv()])
def test_without_that_series_it_is_refused_in_words(at_hand: bytes | None) -> None:
    app = visit("forecast") if at_hand is None else with_series(at_hand)
    app = upload_network(app, network_of(two_columns(), 5))
    assert not app.exception and not said_of_file(app)
    assert f"{OWN_SERIES} Nothing was changed." in sentences(app)


def test_the_default_settings_are_what_the_widgets_say_at_first() -> None:
    assert as_settings({name: TABLE[name].default for name in OF_NETWORK}) == ForecastSettings()


def test_weights_as_large_as_may_be_are_shown_in_numbers() -> None:
    start = problem_of(back=10, ahead=3, rounds="300").start()
    for size, signs in ((1e30, 1.0), (-1e30, 1.0), (1e30, -1.0)):
        huge = {name: np.full_like(array, size) for name, array in start.parameters.items()}
        huge["readout.weight"] = signs * huge["readout.weight"]
        app = upload_network(visit("forecast"), saved(start.with_parameters(huge)))
        assert not app.exception and said_of_file(app)
        assert payloads(app)
