"""Each cell that is left to be set lacks what its sentence says, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lstm_core.blanks import (
    copier,
    fader,
    keeper,
    ratchet,
    replacer,
    speaker,
    stopper,
    tally,
    wiper,
)
from lstm_core.handset import HandSet
from lstm_core.lstm import LSTMTrace

LETTERS = (fader, ratchet, wiper, tally, replacer, speaker, keeper, stopper)


def read(made: HandSet, text: str) -> LSTMTrace:
    assert made.vocabulary is not None
    assert all(made.vocabulary.knows(letter) for letter in text)
    layer = made.model.forward(made.vocabulary.encode(text)[:, None]).layers[0]
    assert isinstance(layer, LSTMTrace)
    return layer


def c_after(made: HandSet, text: str, unit: int = 0) -> float:
    return float(read(made, text).c[-1, 0, unit])


@pytest.mark.parametrize("make", (*LETTERS, copier))
def test_a_cell_to_be_set_says_so_in_one_sentence(make: Callable[[], HandSet]) -> None:
    made = make()
    assert made.sentence.endswith(".") and made.sentence.count(". ") == 0
    assert len(made.classes) == made.model.readout.weight.shape[0]
    assert made.model.layers[0].weight_hh.shape[1] == (2 if make is stopper else 1)


def test_the_fader_loses_half_at_every_step() -> None:
    assert c_after(fader(), "A") == pytest.approx(1)
    assert c_after(fader(), "A...") == pytest.approx(1 / 8)


def test_the_ratchet_goes_down_as_far_as_up() -> None:
    assert c_after(ratchet(), "A") == pytest.approx(np.tanh(1))
    assert c_after(ratchet(), "AAB.B") == pytest.approx(0, abs=1e-6)


def test_the_wiper_keeps_its_a_against_any_x() -> None:
    assert c_after(wiper(), "A" + 29 * "X") == pytest.approx(1, abs=0.01)
    assert c_after(wiper(), "AAAA") == pytest.approx(1, abs=0.01)
    assert c_after(wiper(), "X.X") == pytest.approx(0, abs=1e-6)


def test_the_tally_half_counts_every_letter_and_half_forgets() -> None:
    layer = read(tally(), "A.A.")
    assert layer.i[:, 0, 0] == pytest.approx([1, 0.5, 1, 0.5], abs=1e-4)
    assert layer.f[:, 0, 0] == pytest.approx(0.5)
    assert layer.g[:, 0, 0] == pytest.approx(1)


def test_the_copier_mixes_old_numbers_into_every_answer() -> None:
    trace = copier().model.forward(np.array([0.5, 0.5, -1.0])[:, None, None])
    layer: Any = trace.layers[0]
    assert layer.r.ravel() == pytest.approx(0.5) and layer.z.ravel() == pytest.approx(0.5)
    assert trace.logits.ravel() == pytest.approx(10 * layer.h.ravel())
    assert trace.logits.ravel()[[0, 2]] == pytest.approx([0.25, 0], abs=0.01)


def test_the_replacer_adds_what_it_writes() -> None:
    assert c_after(replacer(), "AAAB") == pytest.approx(2, abs=0.01)


def test_the_speaker_shows_half_of_its_store_at_every_step() -> None:
    layer = read(speaker(), "A.?.B?")
    assert layer.c[:, 0, 0] == pytest.approx([1, 1, 1, 1, -1, -1])
    assert layer.o[:, 0, 0] == pytest.approx(0.5)


def test_noise_gets_into_the_keeper() -> None:
    assert c_after(keeper(), "A" + 30 * "b") == pytest.approx(-1, abs=0.01)


def test_unit_2_of_the_stopper_remembers_an_m_and_unit_1_does_not_listen() -> None:
    layer = read(stopper(), "AM.AAB")
    assert layer.c[:, 0, 1] == pytest.approx([0, 1, 1, 1, 1, 1], abs=1e-6)
    assert layer.h[1:, 0, 1].min() > 0.76
    assert layer.c[-1, 0, 0] == pytest.approx(2, abs=0.02)
    assert not stopper().model.layers[0].weight_hh.any()
