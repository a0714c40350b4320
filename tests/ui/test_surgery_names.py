"""What was done is called by its name, and alone where it was alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from lstm_core import Change, Clamp
from lstm_ui.settings import Settings
from lstm_ui.surgery.names import name_of, of_change, of_clamp
from lstm_ui.surgery.words import NOTHING
from tests.ui.beside import said, small, together


@pytest.mark.parametrize(
    ("edits", "start"),
    [
        ("f_2_1_0", "Forgetting unit 1 at step 2 (“time”) "),
        ("f_all_1.3_1", "Keeping everything in units 1, 3 at every step "),
        ("i_2-4_all_0", "Writing nothing into every unit at steps 2–4 "),
        ("i_1_5_1", "Writing all of g into unit 5 at step 1 (“what”) "),
        ("o_all_all_0", "Closing the output gate of every unit at every step "),
        ("o_5_2_1", "Opening the output gate of unit 2 at step 5 (“now”) "),
        ("f_2_1_0.25", "Holding f of unit 1 at step 2 (“time”) at 0.25 "),
        ("g_2_1_0", "Holding g of unit 1 at step 2 (“time”) at 0 "),
        ("g_all_2_-1.5", "Holding g of unit 2 at every step at −1.5 "),
        ("hf_3.2_-4", "Setting W_hf[3, 2] to −4 "),
        ("by_3_5", "Setting b_y[3] to 5 "),
    ],
)
def test_what_was_done_is_the_subject_in_plain_words(edits: str, start: str) -> None:
    verb = "(flips|leaves) the verdict "
    assert re.match(re.escape(start) + verb, said(replace(small, edits=edits)))


@pytest.mark.parametrize(
    ("edits", "start"),
    [
        ("z_2_1_0", "Renewing unit 1 at step 2 (“time”) "),
        ("z_2_1_1", "Keeping everything in unit 1 at step 2 (“time”) "),
        ("r_2_1_0", "Ignoring the past in unit 1 at step 2 (“time”) "),
        ("r_2_1_1", "Using all the past in unit 1 at step 2 (“time”) "),
        ("n_2_1_1", "Holding n of unit 1 at step 2 (“time”) at 1 "),
        ("nn_2_3", "Setting b_hn[2] to 3 "),
    ],
)
def test_a_grus_gates_have_words_of_their_own(edits: str, start: str) -> None:
    assert said(replace(small, cell="GRU", edits=edits)).startswith(start)


def test_several_edits_are_counted_and_their_verb_is_a_plural() -> None:
    two = said(replace(small, edits=together("f_2_1_0", "by_1_50")))
    assert two.startswith("These 2 edits together flip the verdict from ")
    three = said(replace(small, edits=together("f_2_1_0", "hf_1.1_0.5", "o_1_1_0.9")))
    assert re.match("These 3 edits together (flip|leave) the verdict ", three)


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        ({"candidate": "relu"}, "Switching the candidate to ReLU "),
        ({"start": "random"}, "Starting in other states "),
        ({"start": "typed"}, "Starting in other states "),
        ({"start": "random", "candidate": "relu"}, "These 2 edits together "),
        ({"start": "random", "edits": "f_2_1_0"}, "These 2 edits together "),
        ({"candidate": "relu", "edits": "f_2_1_0"}, "These 2 edits together "),
        ({"candidate": "relu", "start": "random", "edits": "f_2_1_0"}, "These 3 edits together "),
    ],
)
def test_nothing_is_blamed_on_a_clamp_that_was_not_done_alone(
    settings: dict[str, Any], start: str
) -> None:
    assert said(replace(small, **settings)).startswith(start)


@pytest.mark.parametrize(
    "settings",
    [
        small,
        Settings(),
        Settings(net="echo"),
        replace(small, cell="RNN"),
        replace(small, cell="GRU", candidate="relu"),  # a GRU has no such choice
        replace(small, start="typed", h0="0 0 0 0 0", c0="0 0 0 0 0"),
        replace(small, edits="z_all_all_1"),  # an LSTM has no such gate
        replace(small, edits="f_9_1_1"),  # the text has no such step
    ],
)
def test_nothing_done_is_said_so(settings: Settings) -> None:
    assert said(settings) == NOTHING


@pytest.mark.parametrize(
    ("clamp", "label"),
    [
        (Clamp("f", 0.0, steps=(3, 3), units=(2,)), "f = 0 · step 4 · unit 3"),
        (Clamp("z", 0.5, steps=(0, 6), units=(0, 4)), "z = 0.5 · steps 1–7 · units 1, 5"),
        (Clamp("g", -1.25), "g = −1.25 · every step · every unit"),
    ],
)
def test_a_clamp_has_a_label(clamp: Clamp, label: str) -> None:
    assert of_clamp(clamp) == label


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (Change("x", "f", 2, 1, 5.0), "W_xf[3, 2]"),
        (Change("h", "o", 0, 4, 5.0), "W_ho[1, 5]"),
        (Change("b", "i", 2, None, 5.0), "b_i[3]"),
        (Change("b", "n", 2, None, 5.0), "b_n[3]"),
        (Change("n", "n", 2, None, 5.0), "b_hn[3]"),
        (Change("x", "a", 2, 1, 5.0), "W_x[3, 2]"),
        (Change("h", "a", 2, 1, 5.0), "W_h[3, 2]"),
        (Change("b", "a", 2, None, 5.0), "b_h[3]"),
        (Change("h", "y", 1, 3, 5.0), "W_y[2, 4]"),
        (Change("b", "y", 1, None, 5.0), "b_y[2]"),
        (Change("x", "e", 6, 0, 5.0), "E[7, 1]"),
    ],
)
def test_a_number_is_called_what_it_is_called_everywhere(change: Change, name: str) -> None:
    assert name_of(change) == name
    assert of_change(replace(change, value=-0.5)) == f"{name} = −0.5"
