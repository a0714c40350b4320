"""Every page shows its lesson, and numbers that the engine computed."""

from __future__ import annotations

import inspect
import json
from textwrap import dedent

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core import GRU, LSTM, RNN, SequenceModel
from lstm_ui.examples import load_example, parse
from lstm_ui.glossary.linking import linked
from lstm_ui.lessons import load_lesson
from lstm_ui.questions import AGAIN
from lstm_ui.runs import measured_percent
from lstm_ui.sources import network
from tests.ui.visits import payloads, player, press, type_into, visit

PAGES = ("start", "cell", "sequence")
ALL = (*PAGES, "backprop")


@pytest.fixture(scope="module")
def pages() -> dict[str, AppTest]:
    """Each page as it opens; no test may change it."""
    return {page: visit(page) for page in ALL}


def behind(page: AppTest, label: str) -> pd.DataFrame:
    """The one table under that heading."""
    (part,) = (part for part in page.expander if part.label == label)
    (table,) = part.dataframe
    return table.value


def engine_trace(net: str, kind: type, text: str | None = None):
    """A run of one layer of an example, without anything of ``lstm_ui`` but its weights."""
    example = load_example(net, kind.__name__)
    ids = parse(example, example.default if text is None else text).inputs
    layer = example.model.layers[0]
    assert isinstance(layer, kind) and ids is not None
    return layer.forward(example.model.encoder.encode(ids))


@pytest.mark.parametrize("page", ALL)
def test_a_page_opens_with_its_title_and_its_takeaway(pages: dict[str, AppTest], page: str) -> None:
    lesson = load_lesson(page)
    assert not pages[page].exception
    assert [title.value for title in pages[page].title] == [lesson.title]
    assert pages[page].markdown[0].value == lesson.takeaway


@pytest.mark.parametrize("page", ALL)
def test_every_section_of_the_lesson_stands_once_on_the_page(
    pages: dict[str, AppTest], page: str
) -> None:
    sections = load_lesson(page).sections
    headings = sorted(header.value for header in pages[page].header)
    assert headings == sorted(s.heading for s in sections)
    shown = [block.value for block in pages[page].markdown]
    assert [s.heading for s in sections if linked(s.text) not in shown] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_picture_opens_on_the_review_with_the_engines_numbers(
    pages: dict[str, AppTest], page: str
) -> None:
    shown, trace = player(pages[page]), engine_trace("reviews", LSTM)
    assert shown["layout"] == page
    assert shown["tokens"][:4] == ["i", "tried", "this", "cereal"]
    for name in "figoch":
        np.testing.assert_allclose(
            shown["series"][name], getattr(trace, name)[:, 0], rtol=0, atol=5.1e-5
        )


@pytest.mark.parametrize("kind", [RNN, GRU])
def test_another_cell_shows_the_numbers_of_that_cell(kind: type) -> None:
    shown = player(visit("cell", cell=kind.__name__))
    assert shown["cell"]["kind"] == kind.__name__
    np.testing.assert_allclose(
        shown["series"]["h"], engine_trace("reviews", kind).h[:, 0], rtol=0, atol=5.1e-5
    )


@pytest.mark.parametrize("page", ["cell", "sequence"])
def test_what_is_typed_is_what_is_read(page: str) -> None:
    shown = player(type_into(visit(page), "text", "Not good, not good at all"))
    trace = engine_trace("reviews", LSTM, "not good , not good at all")
    assert shown["tokens"] == ["not", "good", ",", "not", "good", "at", "all"]
    np.testing.assert_allclose(shown["series"]["f"], trace.f[:, 0], rtol=0, atol=5.1e-5)


@pytest.mark.parametrize(
    ("net", "badge"),
    [
        ("reviews", "trained · {} held-out accuracy"),
        ("echo", "trained · {} of held-out variance explained"),
        ("latch", "hand-set"),
        ("random", "random, seed 7"),
    ],
)
def test_the_badge_says_where_the_numbers_come_from(net: str, badge: str) -> None:
    accuracy = measured_percent(network(net).facts.get("accuracy", 0.0))
    assert player(visit("cell", net=net))["badge"] == badge.format(accuracy)


def test_two_cells_that_read_the_same_review_stand_side_by_side(
    pages: dict[str, AppTest],
) -> None:
    (shown,) = payloads(pages["cell"], "beside")
    assert (shown["left"]["cell"]["kind"], shown["right"]["cell"]["kind"]) == ("RNN", "LSTM")
    assert shown["left"]["tokens"] == shown["right"]["tokens"]
    assert shown["t"] == shown["left"]["steps"] - 1
    for side, kind in (("left", RNN), ("right", LSTM)):
        np.testing.assert_allclose(
            shown[side]["series"]["h"], engine_trace("reviews", kind).h[:, 0], rtol=0, atol=5.1e-5
        )


@pytest.mark.parametrize("page", PAGES)
def test_the_table_behind_the_picture_holds_the_exact_trace(
    pages: dict[str, AppTest], page: str
) -> None:
    trace = engine_trace("reviews", LSTM)
    table = behind(pages[page], "The numbers behind the picture")
    for name in ("f", "i", "g", "o", "c", "h", "a_f"):
        np.testing.assert_array_equal(table[name], getattr(trace, name)[:, 0].ravel())
    assert list(table["token"][table["unit"] == 1]) == player(pages[page])["tokens"]


def test_every_picture_has_its_table_and_every_table_its_file(pages: dict[str, AppTest]) -> None:
    also = {"start": [], "cell": ["The numbers behind both cells"],
            "sequence": ["The numbers behind the chart"], "backprop": []}  # fmt: skip
    for page, others in also.items():
        labels = {"The numbers behind the picture", *others}
        opened = [part for part in pages[page].expander if part.label in labels]
        assert {part.label for part in opened} == labels
        for part in opened:
            (download,) = part.get("download_button")
            assert (len(part.dataframe), download.label) == (1, "Download as CSV")


def test_the_chart_of_the_gates_stands_in_the_sequence_and_nowhere_else(
    pages: dict[str, AppTest],
) -> None:
    (chart,) = pages["sequence"].get("plotly_chart")
    spec = json.loads(chart.proto.spec)
    assert spec["layout"]["yaxis"]["ticktext"] == player(pages["sequence"])["tokens"]
    assert not pages["cell"].get("plotly_chart")
    assert not pages["start"].get("plotly_chart")


@pytest.mark.parametrize(
    ("page", "address", "source"),
    [
        ("start", {}, LSTM.step),
        ("cell", {}, LSTM.step),
        ("cell", {"cell": "RNN"}, RNN.step),
        ("cell", {"cell": "GRU"}, GRU.step),
        ("sequence", {}, SequenceModel.forward),
    ],
)
def test_the_code_shown_is_the_engines_own(page: str, address: dict[str, str], source) -> None:
    (shown,) = visit(page, **address).code
    assert shown.value.strip() == dedent(inspect.getsource(source)).strip()
    compile(shown.value, source.__qualname__, "exec")
    assert shown.language == "python"


def test_the_tables_of_the_cell_page_say_what_its_words_say(pages: dict[str, AppTest]) -> None:
    tables: list[pd.DataFrame] = [table.value for table in pages["cell"].dataframe]
    corners = next(table for table in tables if "c after" in table.columns)
    assert corners["c after"].tolist() == [0.0, 0.5, 3.0, 3.5]
    counts = next(table for table in tables if "all together" in table.columns)
    assert dict(zip(counts["cell"], counts["all together"], strict=True)) == {
        "RNN": 1110,
        "LSTM": 4440,
        "GRU": 3340,
    }
    rows = next(table for table in tables if "bias" in table.columns)
    bias = load_example("reviews").model.layers[0].bias
    assert rows["bias"].tolist() == bias[[0, 4, 8, 12]].round(2).tolist()


def test_the_parameter_counter_follows_its_two_numbers() -> None:
    app = visit("cell")
    app.number_input(key="inputs").set_value(3)
    app.number_input(key="outputs").set_value(2).run()
    counts = next(t.value for t in app.dataframe if "all together" in t.value.columns)
    assert counts["all together"].tolist() == [12, 48, 38]  # n(DH + H² + H), and 2 more in a GRU
    assert any("4(6 + 4 + 2) = 48" in block.value for block in app.markdown)


@pytest.mark.parametrize("page", ["cell", "sequence", "backprop"])
def test_an_answer_is_revealed_only_after_a_prediction(page: str) -> None:
    app = visit(page)
    question = next(s.question for s in load_lesson(page).sections if s.question is not None)

    def shown() -> str:
        return " ".join(block.value for block in app.markdown)

    assert linked(question.reveal) not in shown()
    wrong = next(option for option in question.options if option != question.right)
    press(app, wrong)
    reason = linked(f"{question.reasons[wrong]} {question.reveal}")
    assert f"**Not quite: {question.right}.** {reason}" in shown()
    press(app, AGAIN)
    assert linked(question.reveal) not in shown()
    press(app, question.right)
    assert f"**Right.** {linked(question.reveal)}" in shown()
