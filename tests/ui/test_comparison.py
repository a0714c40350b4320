"""A beside B: what differs, and gradients that are the slopes of the loss that is named."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from lstm_ui.runs import Run, make_run
from lstm_ui.settings import Settings
from lstm_ui.sources import RANDOM
from lstm_ui.surgery.comparison import Comparison, compare, original_of
from lstm_ui.surgery.spelling import BETWEEN

NUDGE = 1e-5
TEXT = "what time is it now"


def compared(a: Settings, b: Settings) -> Comparison:
    found = compare(make_run(a), make_run(b))
    assert found is not None
    return found


def last_answer(run: Run, t: int, h: np.ndarray, c: np.ndarray | None) -> np.ndarray:
    """The logits (K,) at the end, if the states after step t (from 0) had been these."""
    cell, xs = run.model.layers[0], run.layer.xs[t + 1 :]
    if len(xs):
        held = getattr(run.layer, "overrides", ())
        later = [each for each in held if each.step is None or each.step > t]
        held = [replace(o, step=None if o.step is None else o.step - t - 1) for o in later]
        states = (h[None],) if c is None else (h[None], c[None])
        h = cell.forward(xs, *states, overrides=held).h[-1, 0]
    return run.model.readout.weight @ h + run.model.readout.bias


def loss_from(run: Run, state: str, t: int, nudge: np.ndarray, target: int | None) -> float:
    """What is asked for at the end, after the state of step t was nudged."""
    h = run.layer.h[t, 0]
    c = run.layer.c[t, 0] if hasattr(run.layer, "c") else None
    if state == "c":
        h = h + run.layer.o[t, 0] * (np.tanh(c + nudge) - np.tanh(c))  # h reads the nudged c
        c = c + nudge
    else:
        h = h + nudge
    logits = last_answer(run, t, h, c)
    if run.example.task != "classify":
        return float(logits[0])
    scores = [float(score) for score in logits]
    right = scores.index(min(map(float, run.trace.logits[-1, 0]))) if target is None else target
    return float(np.log(np.exp(np.array(scores) - scores[right]).sum()))


def slopes(run: Run, state: str, target: int | None) -> np.ndarray:
    """The gradient of that at every step and unit (T, H), by central differences."""
    T, _, H = run.layer.h.shape
    found = np.empty((T, H))
    for t in range(T):
        for unit in range(H):
            nudge = np.zeros(H)
            nudge[unit] = NUDGE
            high, low = (loss_from(run, state, t, way * nudge, target) for way in (1, -1))
            found[t, unit] = (high - low) / (2 * NUDGE)
    return found


def least_likely(run: Run) -> int:
    return min(range(len(run.example.classes)), key=lambda k: run.trace.logits[-1, 0, k])


small = Settings(net=RANDOM, text=TEXT, hidden=5, seed=11, start="random")
OPERATED = {
    "an LSTM that forgets": (replace(small, edits="f_3_2.4_0"), "c"),
    "an LSTM held everywhere": (replace(small, edits="o_all_1_0.75__g_2-4_all_-1.5"), "c"),
    "an LSTM with other numbers": (replace(small, edits="hf_3.2_4.5__bo_5_-2__xe_1.2_3"), "c"),
    "an LSTM with ReLU": (replace(small, candidate="relu", edits="i_2_all_1"), "c"),
    "a GRU that is renewed": (replace(small, cell="GRU", edits="z_3_2.4_0__nn_1_2.5"), "h"),
    "an RNN with another bias": (replace(small, cell="RNN", edits="ba_3_1.5"), "h"),
    "a review": (Settings(text="This movie was not good at all.", edits="f_6_2_0"), "c"),
}


@pytest.mark.parametrize(("b", "state"), OPERATED.values(), ids=OPERATED.keys())
def test_the_gradient_is_the_slope_of_the_loss_that_is_named(b: Settings, state: str) -> None:
    found = compared(original_of(b), b)
    target = least_likely(found.a)
    assert found.state == state
    assert found.asked.startswith(f"the loss if “{found.a.example.classes[target]}” were right")
    for run, gradient in ((found.a, found.d_a), (found.b, found.d_b)):
        assert np.abs(gradient).max() > 1e-3
        np.testing.assert_allclose(gradient, slopes(run, state, target), rtol=1e-4, atol=1e-8)
    assert np.abs(found.d_a - found.d_b).max() > 1e-3


def test_a_held_output_gate_and_a_cell_that_is_erased_cut_the_gradient_to_nothing() -> None:
    silent = compared(small, replace(small, edits="o_5_3_0"))
    assert silent.d_b[-1, 2] == 0.0 and abs(silent.d_a[-1, 2]) > 1e-3
    erased = compared(small, replace(small, edits="f_5_3_0__o_4_all_0"))
    assert erased.d_b[3, 2] == 0.0 and abs(erased.d_b[3, 1]) > 1e-6


@pytest.mark.parametrize(
    ("b", "state"),
    [
        (Settings(net="echo", text="0.5, -1, 0.25, 0.75", edits="f_2_1_0.5__by_1_0.25"), "c"),
        (Settings(net="brackets", text="((a)", edits="hf_2.1_1.5"), "c"),
        (Settings(net="copier", cell="GRU", text="0.5, -1, 0.25", edits="z_2_1_0.25"), "h"),
    ],
)
def test_where_the_answer_is_a_number_the_gradient_is_that_of_the_number(
    b: Settings, state: str
) -> None:
    found = compared(original_of(b), b)
    assert (found.state, found.asked) == (state, "the last answer ŷ itself")
    for run, gradient in ((found.a, found.d_a), (found.b, found.d_b)):
        np.testing.assert_allclose(gradient, slopes(run, state, None), rtol=1e-4, atol=1e-8)
    assert np.abs(found.d_b[-1]).max() > 1e-3


def test_an_lstm_beside_a_gru_is_asked_by_h_for_both() -> None:
    found = compared(small, replace(small, cell="GRU"))
    target = least_likely(found.a)
    assert (found.state, found.alike) == ("h", False)
    for run, gradient in ((found.a, found.d_a), (found.b, found.d_b)):
        assert np.abs(gradient).max() > 1e-3
        np.testing.assert_allclose(gradient, slopes(run, "h", target), rtol=1e-4, atol=1e-8)


def test_networks_of_other_answers_are_each_asked_for_their_own() -> None:
    found = compared(Settings(text="I love it."), replace(small, start="zero"))
    assert found.asked == (
        "the loss if the answer had to be the one that each network finds least likely"
    )
    for run, gradient in ((found.a, found.d_a), (found.b, found.d_b)):
        slope = slopes(run, "c", least_likely(run))
        np.testing.assert_allclose(gradient, slope, rtol=1e-4, atol=1e-8)


@pytest.mark.parametrize("turned", [False, True])
def test_a_number_beside_a_class_is_told_of_both(turned: bool) -> None:
    pair = [Settings(net="echo", text="0.5, -1"), Settings(net="latch", text="..A")]
    found = compared(*(pair[::-1] if turned else pair))
    assert found.asked == (
        "the loss if the answer had to be the least likely one, "
        "or the last answer ŷ itself where that is a number"
    )


def test_the_difference_is_b_minus_a() -> None:
    b = replace(small, edits="f_3_2.4_0")
    found = compared(original_of(b), b)
    assert found.alike
    a, b = (make_run(one).trace.layers[0] for one in (original_of(b), b))
    for name in ("c", "h", "f", "o"):
        np.testing.assert_array_equal(
            found.difference(name), getattr(b, name)[:, 0] - getattr(a, name)[:, 0]
        )
    assert found.difference("c").shape == (5, 5) and found.difference("c")[2, 1] != 0.0
    assert found.difference("f")[2, 1] == -a.f[2, 0, 1]


@pytest.mark.parametrize(
    ("b", "alike"),
    [
        (replace(small, seed=12), False),
        (replace(small, text="it is now time what"), True),
        (replace(small, candidate="relu"), True),
        (replace(small, text="what time is it"), False),
        (replace(small, hidden=4), False),
        (replace(small, cell="RNN"), False),
        (replace(small, cell="GRU"), False),
    ],
)
def test_runs_are_alike_where_every_number_has_its_counterpart(b: Settings, alike: bool) -> None:
    assert compared(small, b).alike is alike
    assert compared(b, small).alike is alike


def test_there_is_nothing_to_compare_where_one_has_nothing_to_show() -> None:
    nothing = make_run(replace(small, text=""))
    assert compare(nothing, make_run(small)) is None
    assert compare(make_run(small), nothing) is None
    assert compare(nothing, nothing) is None


def test_the_original_is_the_same_network_before_anything_was_done() -> None:
    done = Settings(
        net=RANDOM, cell="GRU", text=TEXT, start="typed", h0="1, 2", c0="3", hidden=5, seed=11,
        candidate="relu", edits=BETWEEN.join(["z_1_1_0", "bz_1_5"]),
    )  # fmt: skip
    first = Settings()
    changed = {f.name for f in fields(Settings) if getattr(done, f.name) != getattr(first, f.name)}
    assert changed == {f.name for f in fields(Settings)}  # each of them was set
    original = original_of(done)
    assert original == Settings(net=RANDOM, cell="GRU", text=TEXT, hidden=5, seed=11)
    assert original_of(original) == original
