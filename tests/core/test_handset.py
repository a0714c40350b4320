"""Each hand-set cell does what its sentence says, however long the sequence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.handset import HandSet, counter, eraser, gatekeeper, latch
from lstm_core.lstm import LSTMTrace
from lstm_core.model import ModelTrace

ALL: dict[str, Callable[[], HandSet]] = {
    "latch": latch,
    "eraser": eraser,
    "counter": counter,
    "gatekeeper": gatekeeper,
}


def run(made: HandSet, text: str) -> tuple[LSTMTrace, ModelTrace]:
    trace = made.model.forward(made.vocabulary.encode(text)[:, None])
    layer = trace.layers[0]
    assert isinstance(layer, LSTMTrace)
    return layer, trace


def answers(made: HandSet, text: str) -> list[str]:
    trace = run(made, text)[1]
    assert trace.probabilities.max(axis=2).min() > 0.99
    return [made.classes[k] for k in trace.logits[:, 0].argmax(axis=1)]


def texts(alphabet: str) -> st.SearchStrategy[str]:
    return st.text(alphabet=alphabet, min_size=1, max_size=64)


@given(texts("AB.z"))
def test_the_latch_keeps_the_first_letter_and_no_other(text: str) -> None:
    letters = [letter for letter in text if letter in "AB"]
    first = next((n for n, letter in enumerate(text) if letter in "AB"), len(text))
    expected = ["nothing yet"] * first
    expected += [f"{letters[0]} came first"] * (len(text) - first) if letters else []
    assert answers(latch(), text) == expected


def test_the_latch_keeps_its_letter_over_ten_thousand_steps() -> None:
    layer, trace = run(latch(), "A" + "B.BAz" * 2000)
    np.testing.assert_allclose(layer.f, 1.0, atol=1e-8)
    np.testing.assert_allclose(layer.c, 1.0, atol=1e-4)
    np.testing.assert_allclose(layer.i[1:], 0.0, atol=1e-8)


@given(texts("AX.z"))
def test_the_eraser_holds_a_until_the_next_x(text: str) -> None:
    held, expected = False, []
    for letter in text:
        held = letter == "A" or (held and letter != "X")
        expected.append("holds A" if held else "empty")
    assert answers(eraser(), text) == expected


def test_only_the_unit_with_an_eraser_forgets() -> None:
    layer, _ = run(eraser(), "A" + "." * 5000 + "X" + "." * 50)
    np.testing.assert_allclose(layer.c[5000, 0], [1.0, 1.0], atol=1e-4)
    np.testing.assert_allclose(layer.c[5001:, 0, 0], 0.0, atol=1e-8)
    np.testing.assert_allclose(layer.c[5001:, 0, 1], 1.0, atol=1e-4)
    assert layer.f[5001, 0, 0] < 1e-8 < 0.999 < layer.f[5001, 0, 1]


@given(texts("AB.z"))
def test_the_counter_counts_in_c_while_h_stays_within_one(text: str) -> None:
    layer, _ = run(counter(), text)
    signs = [(letter == "A") - (letter == "B") for letter in text]
    np.testing.assert_allclose(layer.c[:, 0, 0], np.cumsum(signs), atol=1e-5)
    np.testing.assert_allclose(layer.c[:, 0, 1], np.cumsum(np.abs(signs)), atol=1e-5)
    assert np.abs(layer.h).max() <= 1.0
    names = {-1: "more B", 0: "as many", 1: "more A"}
    assert answers(counter(), text) == [names[int(np.sign(n))] for n in np.cumsum(signs)]


def test_the_counter_counts_to_a_thousand() -> None:
    assert run(counter(), "A" * 1000)[0].c[-1, 0, 0] == pytest.approx(1000, abs=0.01)


@given(texts("AB?.z"))
def test_the_gatekeeper_speaks_only_when_asked(text: str) -> None:
    stored, expected = "silent", []
    for letter in text:
        stored = letter if letter in "AB" else stored
        expected.append(stored if letter == "?" else "silent")
    layer, _ = run(gatekeeper(), text)
    assert answers(gatekeeper(), text) == expected
    for t, letter in enumerate(text):
        assert letter == "?" or np.abs(layer.h[t]).max() < 1e-8


def test_the_gatekeeper_still_knows_after_ten_thousand_steps() -> None:
    assert answers(gatekeeper(), "B" + "." * 10_000 + "?")[-1] == "B"


@pytest.mark.parametrize("name", ALL)
def test_every_gate_is_open_or_closed_and_never_between(name: str) -> None:
    made = ALL[name]()
    layer, _ = run(made, "".join(made.vocabulary.tokens[1:]) * 5)
    for gate in (layer.i, layer.f, layer.o):
        assert np.minimum(gate, 1 - gate).max() < 1e-8


@pytest.mark.parametrize("name", ALL)
def test_a_hand_set_model_has_two_units_and_one_sentence(name: str) -> None:
    made = ALL[name]()
    assert made.model.layers[0].weight_hh.shape[1] == 2
    assert made.sentence.endswith(".") and made.sentence.count(".") == 1
    assert len(made.classes) == made.model.readout.weight.shape[0]
