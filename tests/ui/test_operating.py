"""Where gates stand on their curves: the engine's own points and slopes, small enough to send."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lstm_ui.runs import make_run, picture
from lstm_ui.settings import Settings
from lstm_ui.surgery.operating import FLAT, operating_points
from tests.ui.test_gradient_payloads import properties

RUNS = [
    Settings(),
    Settings(cell="GRU"),
    Settings(cell="RNN"),
    Settings(net="brackets", candidate="relu"),
    Settings(net="random", edits="f_2-3_1.4_0__g_all_2_0.5"),
]


def slope_of(squash, a):
    """Written out here once more."""
    if squash == "σ":
        return 1.0 / (2.0 + 2.0 * np.cosh(a))
    return 1.0 / np.cosh(a) ** 2 if squash == "tanh" else float(a > 0)


@pytest.mark.parametrize("settings", RUNS, ids=str)
def test_every_gate_of_the_picture_has_a_curve_and_its_points_lie_on_it(settings):
    run = make_run(settings)
    payload, points = picture(run, "cell"), operating_points(run)
    layer = run.trace.layers[0]
    assert (
        list(points) == {"LSTM": list("ifgo"), "GRU": list("rzn"), "RNN": ["h"]}[run.example.cell]
    )
    for own in points.values():
        a, y = getattr(layer, own["series"])[:, 0], getattr(layer, own["value"])[:, 0]
        assert np.shape(payload["series"][own["series"]]) == np.shape(own["slopes"]) == a.shape
        assert np.shape(payload["series"][own["value"]]) == a.shape
        for t, unit in np.ndindex(a.shape):
            steep = slope_of(own["squash"], a[t, unit])
            assert own["slopes"][t][unit] == pytest.approx(steep, rel=6e-3)
            inside = abs(a[t, unit]) <= own["curve"]["a"][-1]
            if unit not in own["held"][t] and inside:
                on = np.interp(a[t, unit], own["curve"]["a"], own["curve"]["y"])
                assert y[t, unit] == pytest.approx(on, abs=0.02)


@pytest.mark.parametrize("settings", RUNS, ids=str)
def test_the_flat_ends_begin_where_a_twentieth_of_the_slope_is_left(settings):
    for own in operating_points(make_run(settings)).values():
        assert own["steepest"] == {"σ": 0.25, "tanh": 1.0, "ReLU": 1.0}[own["squash"]]
        assert own["limit"] == FLAT * own["steepest"]
        assert len(own["flat"]) == (1 if own["squash"] == "ReLU" else 2)
        for low, high in own["flat"]:
            middle = (low + high) / 2
            assert slope_of(own["squash"], middle) < FLAT * own["steepest"]
        if own["squash"] == "σ":
            assert own["flat"][1][0] == pytest.approx(4.357, abs=0.02)


def test_held_units_are_named_step_by_step():
    points = operating_points(make_run(RUNS[-1]))
    assert points["f"]["held"][:4] == [[], [0, 3], [0, 3], []]
    assert all(held == [1] for held in points["g"]["held"])
    assert not any(points["o"]["held"])


def test_the_longest_run_of_the_largest_network_stays_small():
    words = " ".join("what time is it now".split()[t % 5] for t in range(64))
    run = make_run(Settings(net="random", hidden=16, text=words, edits="f_all_all_0__g_all_all_1"))
    assert len(json.dumps(operating_points(run), allow_nan=False)) < 60_000


def test_the_drawings_typedef_names_exactly_what_is_sent():
    for own in operating_points(make_run(RUNS[0])).values():
        assert properties("operating.mjs", "Operating") == set(own)


def test_a_run_that_has_no_picture_has_no_points():
    assert operating_points(make_run(Settings(text=""))) == {}
