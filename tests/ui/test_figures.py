"""The chart of the gates: true values, the gates' own colours, and a learner's words as words."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from lstm_ui.figures import gate_openings
from lstm_ui.theme import GATES, gate_colour, ink_colour

TOKENS = ("<b>not</b>", "good & bad", "😀")
VALUES = {
    "f": np.array([[0.9, 0.5], [0.25, 0.75], [1.0, 0.0]]),
    "i": np.array([[0.1, 0.2], [0.3, 0.6], [0.5, 0.25]]),
}


def drawn(dark: bool = False) -> dict[str, Any]:
    """The chart as the browser gets it."""
    return json.loads(gate_openings(TOKENS, VALUES, dark).to_json())


def test_a_dot_is_the_mean_of_a_gate_and_a_ring_its_most_open_unit() -> None:
    figure = gate_openings(TOKENS, VALUES, dark=False)
    f_most, f_mean, i_most, i_mean = (t for t in figure.data if t.mode == "markers")
    np.testing.assert_allclose(f_mean.x, [0.7, 0.5, 0.5])
    np.testing.assert_allclose(f_most.x, [0.9, 0.75, 1.0])
    np.testing.assert_allclose(i_mean.x, [0.15, 0.45, 0.375])
    np.testing.assert_allclose(i_most.x, [0.2, 0.6, 0.5])
    assert list(f_mean.y) == list(f_most.y) == [0, 1, 2]


def test_the_line_between_them_is_broken_from_row_to_row() -> None:
    line = gate_openings(TOKENS, VALUES, dark=False).data[0]
    assert line.x == pytest.approx((0.7, 0.9, None, 0.5, 0.75, None, 0.5, 1.0, None))
    assert line.y == (0, 0, None, 1, 1, None, 2, 2, None)


@pytest.mark.parametrize("dark", [False, True])
def test_every_mark_of_a_gate_has_the_gates_colour(dark: bool) -> None:
    figure = gate_openings(TOKENS, VALUES, dark)
    for column, name in enumerate(VALUES):
        line, ring, dot = figure.data[3 * column : 3 * column + 3]
        colour = gate_colour(name, dark)
        assert (line.line.color, ring.marker.line.color, dot.marker.color) == (colour,) * 3
        title = figure.layout.annotations[column]
        assert title.font.color == ink_colour(name, dark)
        assert title.text.replace("<br>", " ") == f"{GATES[name].name} {name}"


def test_both_ends_of_every_axis_have_a_word() -> None:
    layout = drawn()["layout"]
    assert layout["xaxis"]["ticktext"] == ["0<br>erase", "½", "1<br>keep"]
    assert layout["xaxis2"]["ticktext"] == ["0<br>block", "½", "1<br>let in"]
    for axis in ("xaxis", "xaxis2"):
        assert layout[axis]["tickvals"] == [0, 0.5, 1]
    assert {name for name in GATES if GATES[name].ends} == set("fiorz")


def test_the_first_item_stands_at_the_top() -> None:
    bottom, top = drawn()["layout"]["yaxis"]["range"]
    assert bottom > 2 and top < 0


def test_a_learners_words_are_no_markup_in_labels_and_hover() -> None:
    figure = drawn()
    words = ["&lt;b&gt;not&lt;/b&gt;", "good &amp; bad", "😀"]
    assert figure["layout"]["yaxis"]["ticktext"] == words
    marks = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert len(marks) == 4
    assert all(trace["customdata"] == words for trace in marks)
    assert "<b>" not in json.dumps(figure, ensure_ascii=False)


def test_nothing_of_plotlys_own_look_is_left() -> None:
    layout = drawn()["layout"]
    assert "layout" not in layout["template"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["font"]["family"].startswith("system-ui")
    assert layout["showlegend"] is False


def test_a_page_in_the_dark_has_light_words() -> None:
    assert drawn(dark=True)["layout"]["font"]["color"] > "#C0"
    assert drawn(dark=False)["layout"]["font"]["color"] < "#40"


def test_every_item_has_the_same_room() -> None:
    heights = []
    for count in (1, 2, 64):
        values = {"f": np.full((count, 3), 0.5)}
        heights.append(gate_openings(["a"] * count, values, False).layout.height)
    assert heights[1] - heights[0] == (heights[2] - heights[1]) / 62 >= 20
