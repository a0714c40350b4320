"""Charts and tables below the lanes: what is drawn and listed is what was computed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from lstm_ui.figures import ink_of, paper
from lstm_ui.gradients import figures, tables, wall
from lstm_ui.gradients.clipping import START, surface_of_loss, walk
from lstm_ui.gradients.families import make_families
from lstm_ui.gradients.members import CURVES, Member
from lstm_ui.gradients.three import make_three
from lstm_ui.gradients.views import Cut, Split
from lstm_ui.settings import GradientSettings
from lstm_ui.tables import csv
from lstm_ui.theme import ink_colour

TOKENS = ("<b>not</b>", "a & b", "😀")
WORDS = ["&lt;b&gt;not&lt;/b&gt;", "a &amp; b", "😀"]
RNN = np.array([[0.5, 1e-20, 0.0], [0.0, 0.25, 1e-3], [0.0, 0.0, 2.0]])
SIZES = {"RNN": RNN, "LSTM": np.triu(np.full((3, 3), 0.1))}
SHARES = {"RNN": np.array([0.0, 0.25, 0.75]), "LSTM": np.array([0.5, 0.3, 0.2])}
SPLIT = Split(np.array([0.7, 0.8, 0.9]), np.array([0.0, 0.2, 1.7]))
BIASES = (-2.0, 0.5, 5.0)
LIVES = {"memory": np.array([0.5, 3.0, np.inf]), "gradient": np.array([0.4, np.nan, 30.0])}
WALKS = {"not clipped": walk(0.01, None), "clipped": walk(0.01, 1.0)}
SURFACE = surface_of_loss()

CHARTS: dict[str, Callable[[bool], go.Figure]] = {
    "whose loss": lambda dark: figures.whose_loss(SIZES, dark),
    "what is left": lambda dark: figures.what_is_left(SHARES, TOKENS, dark),
    "one step": lambda dark: figures.one_step(SPLIT, dark),
    "half-lives": lambda dark: figures.half_lives(BIASES, LIVES, 0.5, dark),
    "plane": lambda dark: wall.plane(SURFACE, WALKS, dark),
    "losses": lambda dark: wall.losses(WALKS, dark),
}
TITLES = {
    "whose loss": ("whose loss, t", "who receives, s"),
    "what is left": ("what was read, first to last", "share of the change in the last h, %"),
    "one step": ("time step t", "one step multiplies by"),
    "half-lives": ("forget bias b<sub>f</sub>", "half-life, steps"),
    "plane": ("recurrent weight w", "bias b"),
    "losses": ("updates", "loss"),
}


def sent(chart: str, dark: bool = False) -> dict[str, Any]:
    """A chart as the browser gets it; JSON knows no NaN."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(CHARTS[chart](dark).to_json(), parse_constant=refuse)


def numbers(values: Any) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


@pytest.mark.parametrize("chart", CHARTS)
def test_the_axes_say_what_they_measure(chart: str) -> None:
    layout = sent(chart)["layout"]
    shown = (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"])
    assert shown == TITLES[chart]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_in_the_dark_has_the_colours_of_the_dark(chart: str) -> None:
    light, dark = sent(chart), sent(chart, dark=True)
    assert light["layout"]["font"]["color"] == ink_of(False)
    assert dark["layout"]["font"]["color"] == ink_of(True)
    for one, other in zip(light["data"], dark["data"], strict=True):
        looks = ("line", "marker", "colorscale")
        assert [one.get(look) for look in looks] != [other.get(look) for look in looks]
        assert [one.get(axis) for axis in "xyz"] == [other.get(axis) for axis in "xyz"]


def test_a_learners_words_are_no_markup() -> None:
    text = json.dumps(sent("what is left"), ensure_ascii=False)
    assert "<b>" not in text
    assert all(word in text for word in WORDS)


def test_a_map_is_the_logarithm_of_every_part_and_empty_below_the_diagonal() -> None:
    for one, matrix in zip(figures.whose_loss(SIZES, False).data, SIZES.values(), strict=True):
        z = numbers(np.array(one.z).ravel()).reshape(3, 3)
        assert np.isnan(z[np.tril_indices(3, -1)]).all()
        for s, t in zip(*np.triu_indices(3), strict=True):
            least = figures.FLOOR if matrix[s, t] < 1e-12 else np.log10(matrix[s, t])
            assert z[s, t] == pytest.approx(least, abs=0.000501)
        assert one.zmax == pytest.approx(np.log10(2.0))  # one scale for both


def test_a_map_says_how_much_who_hears_of_whose_loss() -> None:
    one = figures.whose_loss(SIZES, False).data[0]
    assert one.hovertemplate.startswith("step %{y} hears %{customdata}<br>of the loss at step %{x}")
    assert (one.customdata[0][1], one.customdata[0][2]) == ("1·10⁻²⁰", "0")


def test_the_scale_beside_a_map_reaches_as_far_as_its_largest_part() -> None:
    bar = figures.whose_loss({"RNN": np.full((2, 2), 3e7)}, False).data[0].colorbar
    assert list(bar.tickvals) == [-12, -9, -6, -3, 0, 3, 6]
    assert bar.ticktext[-1] == "10<sup>6</sup>"


def test_maps_of_nothing_at_all_are_drawn_too() -> None:
    figure = figures.whose_loss({"RNN": np.zeros((3, 3))}, False)
    assert figure.data[0].zmax == 0.0
    assert np.array(figure.data[0].z)[np.triu_indices(3)].tolist() == [figures.FLOOR] * 6


def test_the_bars_are_the_shares_in_percent() -> None:
    figure = figures.what_is_left(SHARES, TOKENS, False)
    for bar, (kind, share) in zip(figure.data, SHARES.items(), strict=True):
        assert bar.name == kind
        np.testing.assert_allclose(bar.y, 100.0 * share)
        assert list(bar.hovertext) == WORDS
    assert figure.data[0].marker.pattern.shape != figure.data[1].marker.pattern.shape
    assert list(figure.layout.xaxis.ticktext) == WORDS


def test_both_parts_of_a_step_have_the_colour_of_their_way() -> None:
    straight, rest = figures.one_step(SPLIT, False).data
    for line, values, letter in ((straight, SPLIT.direct, "f"), (rest, SPLIT.rest, "h")):
        assert list(line.x) == [1, 2, 3]
        np.testing.assert_array_equal(line.y, values)
        assert line.line.color == ink_colour(letter, False)
    assert straight.line.dash != rest.line.dash


def test_half_lives_without_end_are_gaps_and_the_dial_is_marked() -> None:
    figure = figures.half_lives(BIASES, LIVES, 0.5, False)
    for line, values in zip(figure.data, LIVES.values(), strict=True):
        assert list(line.x) == list(BIASES)
        np.testing.assert_array_equal(line.y, np.where(np.isinf(values), np.nan, values))
    (mark,) = figure.layout.shapes
    assert (mark.x0, mark.x1) == (0.5, 0.5)
    assert figure.layout.annotations[-1].text == "the dial"
    assert sent("half-lives")["layout"]["yaxis"]["type"] == "log"


def test_the_plane_is_the_loss_and_each_walk_stands_where_it_stood() -> None:
    ground, *ways = wall.plane(SURFACE, WALKS, False).data
    np.testing.assert_array_equal(ground.x, SURFACE.weights)
    np.testing.assert_array_equal(ground.y, SURFACE.biases)
    np.testing.assert_allclose(10.0 ** np.array(ground.z), SURFACE.losses)
    np.testing.assert_array_equal(ground.customdata, SURFACE.losses)
    for way, (name, one) in zip(ways, WALKS.items(), strict=True):
        assert way.name == name
        np.testing.assert_array_equal(way.x, one.weights)
        np.testing.assert_array_equal(way.y, one.biases)
        np.testing.assert_array_equal(way.customdata, np.column_stack([one.losses, one.norms]))
        assert len(way.marker.symbol) == len(way.marker.size) == len(one.weights)
        assert way.marker.symbol[1] == "arrow"
    assert ways[0].line.dash != ways[1].line.dash


def test_the_start_on_the_wall_is_named_in_words_that_can_be_read() -> None:
    for dark in (False, True):
        (note,) = wall.plane(SURFACE, WALKS, dark).layout.annotations
        assert (note.x, note.y, note.text) == (*START, "start, on the wall")
        assert (note.font.color, note.bgcolor) == (paper(dark), ink_of(dark))


def test_the_losses_are_those_of_every_update() -> None:
    figure = wall.losses(WALKS, False)
    for line, (name, one) in zip(figure.data, WALKS.items(), strict=True):
        assert (line.name, list(line.x)) == (name, list(range(31)))
        np.testing.assert_array_equal(line.y, one.losses)
    assert figure.layout.yaxis.type == "log"


def rows(table: pd.DataFrame) -> list[list[Any]]:
    return table.to_numpy().tolist()


def test_the_table_of_the_lanes_has_every_curve_and_factor_with_gaps_behind_the_loss() -> None:
    asked = GradientSettings(steps=12, loss="one step", asked=5, read="not <b>")
    three = make_three(asked)
    member = make_families(three, asked).here
    table = tables.flow_table(three, member)
    assert table["step"].tolist() == list(range(1, 13))
    assert table["token"].tolist() == ["not", "<", "b", ">"] * 3
    titles = ("RNN |dL/dh|", "LSTM |dL/dh|", "LSTM |dL/dc|", "GRU |dL/dh|")
    for title, name in zip(titles, ("rnn_h", "lstm_h", "lstm_c", "gru_h"), strict=True):
        np.testing.assert_array_equal(table[title], member.curves[name])
    np.testing.assert_array_equal(table["mean f"], member.kept.mean(axis=1))
    later = [member.path.mean(axis=1), member.factor, member.product, member.bound]
    for title, values in zip(table.columns[7:], later, strict=True):
        np.testing.assert_array_equal(table[title][:5], values)
        assert table[title][5:].isna().all()


def test_the_table_of_the_lanes_stands_without_the_factors_of_a_broken_rnn() -> None:
    three = make_three(GradientSettings(steps=12))
    curves = dict.fromkeys(CURVES, np.ones(12))
    broken = Member(12, curves, kept=np.ones((12, 8)), path=np.ones((12, 8)), broken={"RNN": 3})
    assert tables.flow_table(three, broken).iloc[:, -3:].isna().all(axis=None)


def test_the_small_tables_are_the_numbers_of_their_pictures() -> None:
    assert rows(tables.split_table(SPLIT)) == [[1, 0.7, 0.0], [2, 0.8, 0.2], [3, 0.9, 1.7]]
    lives = tables.half_life_table(BIASES, LIVES)
    assert rows(lives.iloc[[0, 2]]) == [[-2.0, 0.5, 0.4], [5.0, np.inf, 30.0]]
    assert np.isnan(lives.iloc[1, 2])
    assert rows(tables.share_table(SHARES, TOKENS)) == [
        [1, TOKENS[0], 0.0, 50.0], [2, TOKENS[1], 25.0, 30.0], [3, TOKENS[2], 75.0, 20.0]
    ]  # fmt: skip
    cut = Cut(1, np.array([0.1, 0.2]), np.array([3.0, 4.0]),
              {1: np.array([0.0, 4.0]), 2: np.array([3.0, 4.0])})  # fmt: skip
    windows = tables.window_table(cut)
    assert rows(windows) == [[1, 0.1, 0.0, 3.0], [2, 0.2, 4.0, 4.0]]
    assert list(windows.columns[1:3]) == ["h of unit 2", "|dL/dh|, window 1"]


def test_the_table_of_the_maps_has_a_row_for_each_pair_that_has_something_to_say() -> None:
    table = tables.itemised_table(SIZES, TOKENS)
    assert len(table) == 6
    for s, token, t, rnn, lstm in rows(table):
        assert s <= t and token == TOKENS[s - 1]
        assert (rnn, lstm) == (RNN[s - 1, t - 1], 0.1)


def test_the_table_of_the_walks_has_both_one_below_the_other() -> None:
    table = tables.walk_table(WALKS)
    assert table["walk"].tolist() == ["not clipped"] * 31 + ["clipped"] * 31
    names = {"w": "weights", "b": "biases", "loss": "losses", "gradient, length": "norms"}
    for name, one in WALKS.items():
        part = table[table["walk"] == name]
        assert part["updates"].tolist() == list(range(31))
        for title, field in names.items():
            np.testing.assert_array_equal(part[title], getattr(one, field))


def test_a_file_reads_back_to_the_last_digit_whatever_the_tokens() -> None:
    for table in (tables.itemised_table(SIZES, TOKENS), tables.walk_table(WALKS)):
        back = pd.read_csv(io.BytesIO(csv(table)), encoding="utf-8-sig")
        assert back.to_dict("list") == table.to_dict("list")
