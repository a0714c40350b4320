"""What stands below the lanes, worked out a second time: by hand, by finite differences."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import itemised, softmax_cross_entropy
from lstm_ui.gradients import views
from lstm_ui.gradients.clipping import START, surface_of_loss, walk
from lstm_ui.gradients.families import Families, Places, make_families
from lstm_ui.gradients.members import Member
from lstm_ui.gradients.three import Three, make_three
from lstm_ui.settings import GradientSettings

SMALL = GradientSettings(three="numbers", steps=12, hidden=3, seed=4, asked=5)
WEIGHTS = {"last step": np.eye(12)[11], "every step": np.ones(12), "one step": np.eye(12)[4]}
EPSILON = 1e-6


def wild(settings: GradientSettings) -> Three:
    """Three networks of which the RNN overflows."""
    three = make_three(replace(settings, rnn="relu", read="100, 99, 98, 97"))
    layer: Any = three.models["RNN"].layers[0]
    cell = replace(layer, weight_hh=np.full((3, 3), 1e200), weight_ih=np.ones((3, 1)))
    model = replace(three.models["RNN"], layers=(cell,))
    return replace(three, models=three.models | {"RNN": model})


def engine(three: Three, kind: str, weights: np.ndarray) -> tuple[Any, Any, np.ndarray]:
    """Cell, trace and the gradient that reaches each h from the loss outside."""
    model = three.models[kind]
    trace = model.forward(three.inputs)
    targets = np.full(trace.logits.shape[:2], three.target)
    d_logits = softmax_cross_entropy(trace.logits, targets, weights[:, None]).d_logits
    return model.layers[0], trace.layers[0], d_logits @ model.readout.weight


def lengths(d: np.ndarray) -> list[float]:
    return [math.hypot(*vector) for vector in d[:, 0]]


@pytest.mark.parametrize("loss", WEIGHTS)
@pytest.mark.parametrize("kind", ["RNN", "LSTM"])
def test_whose_loss_takes_the_loss_of_every_step_apart(kind: str, loss: str) -> None:
    settings = replace(SMALL, loss=loss)
    three = make_three(settings)
    cell, trace, d_h = engine(three, kind, np.ones(12))
    shown = views.whose_loss(three, settings, kind)
    assert shown is not None
    np.testing.assert_allclose(shown, itemised(cell, trace, d_h), rtol=1e-12)


def test_whose_loss_asks_no_more_than_its_first_steps() -> None:
    settings = replace(SMALL, steps=views.MOST_ITEMISED + 5)
    shown = views.whose_loss(make_three(settings), settings, "RNN")
    assert shown is not None and shown.shape == (views.MOST_ITEMISED,) * 2


@pytest.mark.parametrize("net", ["numbers", "random", "intents"])
@pytest.mark.parametrize("kind", ["RNN", "LSTM"])
def test_what_is_left_is_how_much_a_nudge_at_an_input_moves_the_last_state(
    net: str, kind: str
) -> None:
    read = "1, -2, 0.5, 3" if net == "numbers" else "what time is it"
    settings = replace(SMALL, three=net, read=read)
    three = make_three(settings)
    cell: Any = three.models[kind].layers[0]
    xs = three.models[kind].encoder.encode(three.inputs[:4])
    moved = np.zeros(4)
    for t in range(4):
        by_number = []
        for d in range(xs.shape[2]):
            nudge = np.zeros_like(xs)
            nudge[t, 0, d] = EPSILON
            up, down = (cell.forward(xs + sign * nudge).h[-1, 0] for sign in (1, -1))
            by_number.append((up - down) / (2 * EPSILON))
        moved[t] = np.linalg.norm(by_number)
    shares = views.what_is_left(three, settings, kind)
    assert shares is not None
    np.testing.assert_allclose(shares, moved / moved.sum(), rtol=1e-5, atol=1e-9)
    assert shares.sum() == pytest.approx(1.0, abs=1e-12)


def test_what_is_left_is_asked_of_the_items_that_are_read() -> None:
    settings = replace(SMALL, read="1, 2, 3, 4, 5, 6, 7", steps=5)
    shares = views.what_is_left(make_three(settings), settings, "LSTM")
    assert shares is not None and len(shares) == 5


@pytest.mark.parametrize(("loss", "weights"), WEIGHTS.items())
def test_a_window_is_a_run_of_its_own_from_the_state_before_it(
    loss: str, weights: np.ndarray
) -> None:
    settings = replace(SMALL, loss=loss)
    three = make_three(settings)
    cell, trace, d_h = engine(three, "LSTM", weights)
    cut = views.windows(three, settings)
    assert cut is not None
    by_hand: list[float] = []
    for start, stop in ((0, 2), (2, 7), (7, 12)):
        before = (trace.h[start - 1], trace.c[start - 1]) if start else ()
        part = cell.forward(trace.xs[start:stop], *before)
        by_hand += lengths(cell.backward(part, d_h[start:stop]).d_h)
    np.testing.assert_allclose(cut.cut[5], by_hand, rtol=1e-9, atol=1e-300)
    whole = lengths(cell.backward(trace, d_h).d_h)
    np.testing.assert_allclose(cut.cut[12], whole, rtol=1e-12)
    np.testing.assert_array_equal(cut.whole, cut.cut[12])
    np.testing.assert_allclose(cut.cut[1], lengths(d_h), rtol=1e-12)
    assert list(cut.cut) == [1, 2, 3, 5, 8, 12]


@pytest.mark.parametrize("loss", WEIGHTS)
def test_the_state_is_that_of_the_unit_that_moves_most_whatever_the_window(loss: str) -> None:
    settings = replace(SMALL, loss=loss)
    three = make_three(settings)
    h = engine(three, "LSTM", WEIGHTS[loss])[1].h[:, 0]
    cut = views.windows(three, settings)
    assert cut is not None
    assert np.abs(h).sum(axis=0).argmax() == cut.unit
    np.testing.assert_array_equal(cut.h, h[:, cut.unit])


def test_one_step_is_the_mean_forget_gate_and_what_a_nudge_at_c_does_besides() -> None:
    settings = replace(SMALL, scale="2", forget="3")
    three = make_three(settings)
    layer: Any = three.models["LSTM"].layers[0]
    bias = layer.bias.copy()
    bias[3:6] += 3.0 - bias[3:6].mean()
    cell = replace(layer, weight_hh=2.0 * layer.weight_hh, bias=bias)
    trace = cell.forward(three.inputs)
    split = views.one_step(three, settings)
    assert split is not None
    np.testing.assert_allclose(split.direct, trace.f[:, 0].mean(axis=1), rtol=1e-12)
    assert split.rest[0] == 0.0
    for t in range(1, 12):
        whole = np.zeros((3, 3))
        for k in range(3):
            ends = []
            for sign in (1, -1):
                c = trace.c[t - 1].copy()
                c[0, k] += sign * EPSILON
                ends.append(cell.step(trace.xs[t], trace.o[t - 1] * np.tanh(c), c)[1][0])
            whole[:, k] = (ends[0] - ends[1]) / (2 * EPSILON)
        rest = np.linalg.norm(whole - np.diag(trace.f[t, 0]), ord=2)
        assert split.rest[t] == pytest.approx(rest, rel=1e-6)


def test_networks_past_all_numbers_have_no_views_and_make_no_noise() -> None:
    three = wild(SMALL)
    assert views.whose_loss(three, SMALL, "RNN") is None
    assert views.what_is_left(three, SMALL, "RNN") is None
    assert views.windows(three, SMALL) is not None
    assert views.one_step(three, SMALL) is not None


def of_curves(path: np.ndarray, lstm_c: np.ndarray) -> Member:
    h = np.full(len(lstm_c), 2.0)
    return Member(len(path), {"lstm_c": lstm_c, "lstm_h": h}, path=np.column_stack([path, path]))


def test_half_lives_of_every_forget_bias_are_those_of_their_own_curves() -> None:
    back = np.arange(6.0, -1.0, -1.0)
    forgets = (
        of_curves(0.5**back, 0.25**back),
        of_curves(0.5 ** (back / 3), 1.5**back),
        of_curves(1.0 + 0.0 * back, 0.0 * back),
        of_curves(0.5**back, np.inf * (back + 1.0)),
        of_curves(0.5 ** back[2:], np.append(0.25 ** back[2:], [0.0, 0.0])),
    )
    lives = views.bias_half_lives(Families((), (), forgets, (), (), Places(0, 0, 0)))
    np.testing.assert_allclose(lives["memory"], [1.0, 3.0, np.inf, 1.0, 1.0])
    np.testing.assert_allclose(lives["gradient"], [0.5, np.inf, np.nan, np.nan, 0.5])
    np.testing.assert_allclose(lives["enters"], [0.5, 0.5, 0.0, np.inf, 0.5])


def test_the_half_lives_of_the_page_rise_with_the_forget_bias() -> None:
    settings = GradientSettings()
    lives = views.bias_half_lives(make_families(make_three(settings), settings))
    assert (np.diff(lives["memory"]) > 0.0).all()
    assert lives["gradient"][-1] > lives["gradient"][0]


def loss_at(w: float, b: float) -> float:
    """One unit reads a 1 and then nothing: written out."""
    h = 0.0
    for t in range(50):
        h = math.tanh(w * h + b + (0.55 if t == 0 else 0.0))
    return (h - 0.7) ** 2


def test_the_first_gradient_on_the_wall_is_the_slope_of_the_loss() -> None:
    (w, b), tiny = START, 1e-7
    slopes = [
        (loss_at(w + tiny, b) - loss_at(w - tiny, b)) / (2 * tiny),
        (loss_at(w, b + tiny) - loss_at(w, b - tiny)) / (2 * tiny),
    ]
    free = walk(0.01, None)
    np.testing.assert_allclose(free.gradient, slopes, rtol=1e-4)
    np.testing.assert_array_equal(free.used, free.gradient)
    assert free.norms[0] == pytest.approx(math.hypot(*slopes), rel=1e-4)
    assert free.norms[0] > 50.0


@pytest.mark.parametrize("by", ["norm", "value"])
@pytest.mark.parametrize("limit", [0.1, 3.0, 1000.0])
def test_what_is_used_keeps_the_limit_and_is_what_moves_the_weights(by: str, limit: float) -> None:
    one = walk(0.03, limit, by)
    if by == "norm":
        wanted = one.gradient * min(1.0, limit / math.hypot(*one.gradient))
        assert math.hypot(*one.used) <= limit * (1 + 1e-12)
    else:
        wanted = [math.copysign(min(abs(g), limit), g) for g in one.gradient]
        assert max(abs(one.used)) <= limit
    np.testing.assert_allclose(one.used, wanted, rtol=1e-12)
    moved = [one.weights[1] - one.weights[0], one.biases[1] - one.biases[0]]
    np.testing.assert_allclose(moved, -0.03 * np.asarray(wanted), rtol=1e-9)


def test_without_clipping_one_step_ends_the_learning_and_with_it_the_loss_is_learnt() -> None:
    free, clipped = walk(0.01, None), walk(0.01, 1.0)
    assert (free.weights[0], free.biases[0]) == (clipped.weights[0], clipped.biases[0]) == START
    assert free.losses[0] == pytest.approx(loss_at(*START))
    assert free.losses[-1] == pytest.approx(free.losses[1], rel=0.01)
    assert free.losses[-1] > 0.05
    assert clipped.losses[-1] < 0.1 * clipped.losses[0]
    assert len(free.losses) == len(free.norms) == 31


def test_a_walk_is_at_every_place_where_its_weights_are() -> None:
    one = walk(0.01, 1.0)
    places = zip(one.weights, one.biases, strict=True)
    np.testing.assert_allclose(one.losses, [loss_at(w, b) for w, b in places], rtol=1e-9)


def test_the_surface_is_the_loss_of_a_run_of_its_own_at_every_point() -> None:
    surface = surface_of_loss()
    for row, column in ((0, 0), (60, 60), (0, 60), (17, 42), (33, 5)):
        wanted = loss_at(surface.weights[column], surface.biases[row])
        assert surface.losses[row, column] == pytest.approx(wanted, rel=1e-9)
    assert surface.weights[0] < START[0] < surface.weights[-1]
    assert surface.biases[0] < START[1] < surface.biases[-1]
