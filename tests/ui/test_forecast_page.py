"""The page of forecasts as a browser opens it: before and after training, with any file or link."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from lstm_ui.forecast import asking, controls
from lstm_ui.forecast.opening import LEARNING, ForecastSettings
from lstm_ui.training.cache import Seat
from lstm_ui.training.history import History
from lstm_ui.training.trainer import Look
from tests.ui.forecasts import every, saved_csv, trained
from tests.ui.visits import payloads, player, press, sentences, visit

CHARTS = ("series", "said", "errors", "residuals", "window")
"""What is drawn before anything is trained."""
TABLES = {
    "The series as numbers", "The forecasts as numbers", "The errors as numbers",
    "The residuals as numbers", "The window as numbers",
}  # fmt: skip


def training(app) -> dict:
    (payload,) = payloads(app, "train")
    return payload


def words(app) -> str:
    return " ".join(block.value for block in app.markdown)


def axis_of(app, which: int = 0) -> str:
    spec = json.loads(app.get("plotly_chart")[which].proto.spec)
    return str(spec["layout"]["yaxis"]["title"]["text"])


def upload(app, content: bytes, name: str = "own.csv"):
    return app.file_uploader(key="forecast.file").set_value((name, content, "text/csv")).run()


def history_of(settings: ForecastSettings) -> History:
    series = every()[settings.chart]
    return trained(asking.problem_of(settings, series))


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch):
    """Let a training with these settings have been made before."""

    def make(settings: ForecastSettings) -> History:
        history = history_of(settings)
        monkeypatch.setattr(Seat, "look", lambda self, problem: Look("done", history))
        return history

    return make


QUICK = replace(LEARNING, updates=100)


def test_the_page_opens_with_a_network_that_training_gave():
    app = visit("forecast")
    assert not app.exception
    assert [run["status"] for run in training(app)["runs"]] == ["done"]
    assert len(app.get("plotly_chart")) == len(CHARTS) + 2
    assert "1 day ahead the network foretells better" in words(app)
    assert player(app)["badge"].startswith("trained · ")


@pytest.mark.parametrize(
    "preset", ["Alphabet, next week", "Microsoft, a share that rose", "Back to the temperatures"]
)
def test_what_a_button_opens_is_trained_already(preset):
    app = press(visit("forecast", seed="8"), preset)
    assert not app.exception
    assert [run["status"] for run in training(app)["runs"]] == ["done"]


def test_with_other_settings_it_shows_the_baselines_and_asks_for_a_training():
    app = visit("forecast", seed="8")
    assert not app.exception
    assert len(app.get("plotly_chart")) == len(CHARTS)
    assert "the number to beat is that of “it stays as it is”" in words(app)
    assert "Train the network to see whether it can do better." in words(app)
    shown = training(app)
    assert [run["status"] for run in shown["runs"]] == ["new"]
    assert shown["level"]["name"] == "persistence" and "persistence" in shown["measure"]
    assert len(shown["tokens"]) == 14
    assert payloads(app) == [], "no cell is shown before there is a network"
    labels = {part.label for part in app.expander}
    assert labels >= TABLES


def test_a_trained_network_is_judged_opened_and_shown_by_its_gates(done):
    done(ForecastSettings())
    app = visit("forecast")
    assert not app.exception
    assert len(app.get("plotly_chart")) == len(CHARTS) + 2
    assert "1 day ahead the network foretells better" in words(app)
    assert "7 days ahead the network foretells better" in words(app)
    assert "autocorrelation" in words(app)
    assert player(app)["steps"] == 14 and player(app)["badge"].startswith("trained · ")
    assert {part.label for part in app.expander} >= TABLES | {
        "Both ways as numbers",
        "The gates as numbers",
    }


def test_where_a_baseline_is_not_beaten_the_page_says_so(done):
    done(ForecastSettings(chart="stock-goog", learning=QUICK))
    app = visit("forecast", chart="stock-goog", rounds="100")
    assert not app.exception
    said = [block.value for block in app.markdown if " ahead " in block.value]
    verdicts = [one for one in said if "Use that, not this" in one or "no clear difference" in one]
    assert len(verdicts) == 2
    assert "the network foretells better" not in words(app)


def test_the_moment_at_which_the_slider_rests_is_the_one_that_is_shown(done):
    history = done(ForecastSettings(learning=QUICK))
    app = visit("forecast", rounds="100")
    problem = asking.problem_of(ForecastSettings(learning=QUICK), every()["temperatures"])
    app.session_state["forecast.opened"] = (problem.key, 0)
    app.run()
    assert player(app)["badge"].startswith("random, seed 7")
    assert "The network after update 0 of 100, where the slider" in " ".join(
        one.value for one in app.caption
    )
    assert history.snapshots[0].update == 0


def test_a_link_says_everything_that_can_be_set():
    app = visit(
        "forecast",
        **{"chart": "stock-msft", "back": "6", "ahead": "3", "reader": "GRU", "breadth": "4"},
        **{"floors": "2", "pace": "0.03", "rounds": "100", "leash": "none", "drop": "0.1"},
        **{"shrink": "0", "lead": "3", "since": "2", "until": "9", "asked_at": "5", "seed": "11"},
        **{"calendar": "not told"},
    )
    assert not app.exception
    shown = training(app)
    assert shown["title"] == "Microsoft share, weekly close: reads 6, foretells 3"
    assert shown["runs"][0]["name"] == "GRU, 4 units" and shown["runs"][0]["updates"] == 100
    assert app.select_slider(key="lead").value == 3
    assert tuple(app.select_slider(key="stretch").value) == (1, 8)
    assert app.select_slider(key="asked_at").value == 5
    again = visit("forecast", **app.query_params)
    assert training(again) == shown


@pytest.mark.parametrize(
    "address",
    [
        {"chart": "bitcoin", "back": "-3", "ahead": "999", "lead": "77"},
        {"reader": "bidirectional LSTM", "breadth": "0", "rounds": "inf"},
        {"since": "4000", "until": "3", "asked_at": "5000", "seed": "nan"},
        {"chart": "<script>alert(1)</script>", "column": "50", "cycle": "1"},
    ],
    ids=str,
)
def test_an_absurd_link_opens_what_can_be_set_of_it(address):
    app = visit("forecast", **address)
    assert not app.exception
    assert training(app)["title"] == "Daily high in Seattle: reads 14, foretells 7"


def test_another_series_opens_with_the_window_that_suits_it():
    app = visit("forecast")
    app.selectbox(key="chart").set_value("stock-aapl").run()
    assert training(app)["title"] == "Apple share, weekly close: reads 8, foretells 4"
    app.selectbox(key="chart").set_value("temperatures").run()
    assert training(app)["title"] == "Daily high in Seattle: reads 14, foretells 7"


def test_a_window_that_is_too_long_is_answered_in_words():
    app = visit("forecast", chart="stock-goog", back="56", ahead="24")
    assert not app.exception
    assert [one for one in sentences(app) if one.startswith("This series has 105 values, and")]
    assert training(app)["title"].endswith("reads 8, foretells 4")


def test_a_preset_opens_a_share():
    app = press(visit("forecast"), "Microsoft, a share that rose")
    assert not app.exception
    assert training(app)["title"].startswith("Microsoft share, weekly close")
    app = press(app, "Back to the temperatures")
    assert training(app)["title"].startswith("Daily high in Seattle")


def test_a_link_to_someones_own_series_asks_for_a_file_and_shows_a_sample():
    app = visit("forecast", chart="own")
    assert not app.exception
    assert [one for one in sentences(app) if one.startswith("Upload a CSV file above")]
    assert any(asking.SAMPLE in block.value for block in app.code)


def test_ones_own_file_is_foretold_like_any_other():
    app = upload(visit("forecast", chart="own"), saved_csv())
    assert not app.exception
    assert training(app)["title"] == "level: reads 14, foretells 7"
    assert axis_of(app) == "level" and "as a season ago" in words(app)
    assert not [one for one in sentences(app) if one.startswith("Upload a CSV")]


def test_a_column_is_chosen_and_what_was_filled_in_is_said():
    rows = saved_csv().decode().splitlines()
    wider = [
        f"{row},{'rain' if n == 0 else '' if n == 40 else n % 9}" for n, row in enumerate(rows)
    ]
    app = upload(visit("forecast", chart="own"), "\n".join(wider).encode())
    app.selectbox(key="column").set_value(2).run()
    assert training(app)["title"].startswith("rain")
    assert any("1 missing value was filled" in one.value for one in app.caption)


HOSTILE = {
    "empty": (b"", "This file is empty"),
    "binary": (bytes(range(256)) * 40, "This file is no text"),
    "workbook": (b"PK\x03\x04" + bytes(400), "This file is an Excel workbook"),
    "10 MB": (b"1\n" * 5_000_000, "This file has 10.0 MB"),
    "no numbers": (b"name\n" + b"anna\n" * 50, "No column of this file holds numbers"),
    "too few rows": (b"value\n1\n2\n3\n", "Only 3 rows can be read"),
    "too short": (
        ("value\n" + "\n".join(map(str, np.arange(40.0) % 7))).encode(),
        "This series has",
    ),
    "constant": (b"value\n" + b"5\n" * 120, "The column “value” does not change"),
    "half missing": (
        ("a,b\n" + "\n".join(f"{n % 7},{n if n % 2 else ''}" for n in range(120))).encode(),
        "59 of 119 values of “b” are missing",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_ends_in_one_sentence_and_the_page_goes_on(name):
    content, start = HOSTILE[name]
    app = upload(visit("forecast", chart="own", column="2"), content)
    if name == "half missing":
        app.selectbox(key="column").set_value(2).run()
    assert not app.exception
    (said,) = [one for one in sentences(app) if one.startswith(start)]
    assert "Traceback" not in said
    assert training(app)["title"].startswith("Daily high in Seattle")


def test_a_refused_file_takes_nothing_away():
    app = upload(visit("forecast", chart="own"), saved_csv())
    app = upload(app, b"\x00\x01\x02", "bad.csv")
    assert [one for one in sentences(app) if one.endswith("What you had is still here.")]
    assert training(app)["title"].startswith("level")
    app.selectbox(key="chart").set_value("stock-goog").run()
    app.selectbox(key="chart").set_value("own").run()
    assert training(app)["title"].startswith("level")


def test_a_moment_that_cannot_be_is_not_opened():
    controls.st.session_state.pop("forecast.opened", None)
    problem = asking.problem_of(ForecastSettings(), every()["temperatures"])
    other = asking.problem_of(ForecastSettings(back=10), every()["temperatures"])
    controls.scrubbed(problem, {"run": "A", "update": "7"})
    assert controls.opened(problem) is None
    controls.scrubbed(problem, {"run": "A", "update": 7})
    assert controls.opened(problem) == 7 and controls.opened(other) is None
    controls.follow()
    assert controls.opened(problem) is None


def test_a_file_that_is_shorter_opens_with_sizes_that_fit_it_unless_others_were_chosen():
    app = upload(visit("forecast", chart="own"), saved_csv(60))
    assert not any("are needed to read" in one for one in sentences(app))
    sizes = [app.select_slider(key=name).value for name in ("back", "ahead")]
    assert sizes == [4, 2]
    upload(app, saved_csv(120))
    assert [app.select_slider(key=name).value for name in ("back", "ahead")] == [14, 7]
    chosen = upload(visit("forecast", chart="own", back="6", ahead="3"), saved_csv(120))
    assert [chosen.select_slider(key=name).value for name in ("back", "ahead")] == [6, 3]


def test_a_link_names_a_column_of_the_file_that_is_still_to_come():
    rows = [line + ",7" + str(n % 3) for n, line in enumerate(saved_csv().decode().splitlines())]
    data = "\n".join(["date,level,more", *rows[1:]]).encode()
    app = upload(visit("forecast", chart="own", column="2"), data)
    assert not app.exception and axis_of(app) == "more"
