"""An LSTM with other squashings, against hand-worked steps and the usual cell."""

from __future__ import annotations

from dataclasses import replace
from math import exp, tanh

import numpy as np
import pytest

from lstm_core import (
    GRU,
    LSTM,
    OneHot,
    Readout,
    SequenceModel,
    Squashings,
    squashed_forward,
    squashed_model,
)
from lstm_core.handset import counter, eraser

FIELDS = ("i", "f", "g", "o", "c", "tanh_c", "h", "a_i", "a_f", "a_g", "a_o")
ONE_UNIT = LSTM(
    weight_ih=[[0.5], [-0.6], [0.7], [0.8]],
    weight_hh=[[0.1], [0.2], [-0.3], [0.4]],
    bias=[0.05, -0.07, 0.09, 0.11],
)


def some_cell() -> tuple[LSTM, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    cell = LSTM(rng.normal(size=(20, 3)), rng.normal(size=(20, 5)), rng.normal(size=20))
    return cell, rng.normal(size=(4, 2, 3)), rng.normal(size=(2, 5)), rng.normal(size=(2, 5))


def sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x))


def test_with_the_usual_functions_it_is_the_lstm_itself() -> None:
    cell, xs, h0, c0 = some_cell()
    usual, same = cell.forward(xs, h0, c0), squashed_forward(cell, Squashings(), xs, h0, c0)
    for name in FIELDS:
        np.testing.assert_allclose(getattr(same, name), getattr(usual, name), rtol=1e-12)


def test_with_a_relu_candidate_it_is_the_lstm_that_has_one() -> None:
    cell, xs, h0, c0 = some_cell()
    usual = replace(cell, candidate="relu").forward(xs, h0, c0)
    same = squashed_forward(cell, Squashings(g="relu"), xs, h0, c0)
    np.testing.assert_allclose(same.h, usual.h, rtol=1e-12)


def test_one_step_worked_by_hand_with_another_function_everywhere() -> None:
    x, h, c = 0.4, -0.2, 1.5
    a_i, a_f = 0.5 * x + 0.1 * h + 0.05, -0.6 * x + 0.2 * h - 0.07
    a_g, a_o = 0.7 * x - 0.3 * h + 0.09, 0.8 * x + 0.4 * h + 0.11
    ways = Squashings(i="tanh", f="tanh", g="sigmoid", o="relu", c="none")
    run = squashed_forward(ONE_UNIT, ways, [[[x]]], [[h]], [[c]])
    i, f, g, o = tanh(a_i), tanh(a_f), sigmoid(a_g), max(0.0, a_o)
    after = f * c + i * g
    assert f < 0 < i  # a gate that turns round what it should keep
    wanted = {"i": i, "f": f, "g": g, "o": o, "c": after, "tanh_c": after, "h": o * after}
    for name, value in wanted.items():
        assert getattr(run, name)[0, 0, 0] == pytest.approx(value, rel=1e-14), name


@pytest.mark.parametrize("layer", ["i", "f", "g", "o", "c"])
def test_each_function_is_that_of_its_own_layer_only(layer: str) -> None:
    cell, xs, h0, c0 = some_cell()
    usual = squashed_forward(cell, Squashings(), xs[:1], h0, c0)
    other = squashed_forward(cell, Squashings(**{layer: "none"}), xs[:1], h0, c0)
    shown = {"c": "tanh_c"}.get(layer, layer)
    inside = usual.c if layer == "c" else getattr(usual, f"a_{layer}")
    np.testing.assert_array_equal(getattr(other, shown), inside)
    for name in {"i", "f", "g", "o"} - {layer}:
        np.testing.assert_array_equal(getattr(other, name), getattr(usual, name))


def test_a_split_run_equals_a_whole_one() -> None:
    cell, xs, h0, c0 = some_cell()
    ways = Squashings(f="tanh", c="none")
    whole = squashed_forward(cell, ways, xs, h0, c0)
    half = squashed_forward(cell, ways, xs[:2], h0, c0)
    rest = squashed_forward(cell, ways, xs[2:], half.h[-1], half.c[-1])
    np.testing.assert_array_equal(rest.c, whole.c[2:])


def test_an_eraser_with_tanh_gates_flips_what_it_should_erase() -> None:
    made = eraser()
    assert made.vocabulary is not None
    read = made.vocabulary.encode(list("A.X"))[:, None]
    usual, flipped = (
        squashed_model(made.model, ways, read).layers[0].c[:, 0, 0]
        for ways in (Squashings(), Squashings(i="tanh", f="tanh", o="tanh"))
    )
    np.testing.assert_allclose(usual, [1, 1, 0], atol=1e-6)
    np.testing.assert_allclose(flipped, [1, 1, -1], atol=1e-6)


def test_a_counter_with_a_sigmoid_candidate_only_counts_up() -> None:
    made = counter()
    assert made.vocabulary is not None
    read = made.vocabulary.encode(list("AABB"))[:, None]
    run = squashed_model(made.model, Squashings(g="sigmoid"), read)
    np.testing.assert_allclose(run.layers[0].c[:, 0, 0], [1, 2, 2, 2], atol=1e-6)


def test_a_model_gives_the_answers_of_its_own_readout() -> None:
    rng = np.random.default_rng(5)
    model = SequenceModel(OneHot(3), (LSTM.init(rng, 3, 5),), Readout.init(rng, 5, 2))
    inputs = np.array([[0, 2], [2, 1], [1, 1], [0, 2]])
    usual, same = model.forward(inputs), squashed_model(model, Squashings(), inputs)
    np.testing.assert_allclose(same.logits, usual.logits, rtol=1e-12)


def test_what_grows_past_all_numbers_warns_no_one() -> None:
    cell = LSTM([[9.0]] * 4, [[9.0]] * 4, [9.0] * 4)
    ways = Squashings("none", "none", "none", "none", "none")
    assert not np.isfinite(squashed_forward(cell, ways, np.ones((40, 1, 1))).c[-1]).any()


def test_what_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="f must be 'sigmoid' or .*; got 'step'"):
        Squashings(f="step")
    with pytest.raises(ValueError, match=r"xs must be \(T, B, D\) with D = 1"):
        squashed_forward(ONE_UNIT, Squashings(), np.ones((4, 2, 3)))
    rng = np.random.default_rng(0)
    gru = SequenceModel(OneHot(3), (GRU.init(rng, 3, 4),), Readout.init(rng, 4, 2))
    with pytest.raises(ValueError, match="only a model of one LSTM"):
        squashed_model(gru, Squashings(), np.array([[0]]))
