"""The stored networks of the page on shapes are what their JSON says they are."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import numpy as np
import pytest

from assets.weights.make import HERE, JUDGE_SEED
from assets.weights.shapes import SHAPES, spell
from lstm_core import from_arrays, plain_from_arrays, seq2seq_from_arrays
from lstm_core.tasks import dates, segments

READERS = {"digits_plain": plain_from_arrays, "spelling_lstm": from_arrays}


def stored(name: str) -> tuple[Any, dict[str, Any]]:
    facts = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    with np.load(HERE / f"{name}.npz", allow_pickle=False) as arrays:
        return READERS.get(name, seq2seq_from_arrays)(dict(arrays)), facts


@pytest.mark.parametrize("name", SHAPES)
def test_held_out_figures_are_what_the_json_says(name: str) -> None:
    model, facts = stored(name)
    again = SHAPES[name].facts(model, np.random.default_rng(JUDGE_SEED), facts["first_losses"])
    assert again == facts


@pytest.mark.parametrize("name", SHAPES)
def test_training_again_from_the_seed_begins_the_same_way(name: str) -> None:
    losses = stored(name)[1]["first_losses"]
    again = [event.loss for event in islice(SHAPES[name].train(), len(losses))]
    assert again == pytest.approx(losses, rel=1e-9)


def test_the_plain_layer_is_sure_of_clean_digits_and_as_unsure_as_bayes_elsewhere() -> None:
    model, facts = stored("digits_plain")
    answers = model.forward(segments.DIGITS[None]).probabilities[0]
    np.testing.assert_array_equal(answers.argmax(axis=1), range(10))
    exact = np.array([segments.shares(lit) for lit in segments.DIGITS])
    np.testing.assert_allclose(answers, exact, atol=0.06)
    assert facts["accuracy"] == 1.0 and facts["largest_difference"] < 0.15


def test_the_speller_writes_every_clean_digit() -> None:
    model, facts = stored("spelling_lstm")
    assert tuple(spell(model, lit) for lit in segments.DIGITS) == segments.NAMES
    assert facts["accuracy"] >= 0.9


def written(name: str, text: str) -> str:
    outputs = stored(name)[0].decode(dates.encode_text(text)[:, None], limit=12).outputs[:, 0]
    return "".join(dates.SYMBOLS[k] for k in outputs)


@pytest.mark.parametrize(
    "text", ["3 March 2021", "March 3rd, 2021", "Wed 3.3.21", "the 3rd of march 2021"]
)
def test_typed_dates_come_out_right(text: str) -> None:
    assert written("dates_attention", text) == "2021-03-03"


def test_with_attention_words_behind_the_date_do_no_harm_and_without_they_do() -> None:
    behind = {name: stored(name)[1]["accuracy_behind"] for name in SHAPES if "dates" in name}
    assert min(behind["dates_attention"].values()) >= 0.98
    without = list(behind["dates_bridge"].values())
    assert without == sorted(without, reverse=True)
    assert without[0] >= 0.97 and without[-1] <= 0.8


def test_both_date_networks_differ_in_nothing_but_attention() -> None:
    looks, bridge = stored("dates_attention"), stored("dates_bridge")
    for key in ("hidden_size", "seed", "updates", "batch_size", "rate", "input_size"):
        assert looks[1][key] == bridge[1][key]
    assert looks[0].attention is not None and bridge[0].attention is None
    assert looks[1]["parameters"] - bridge[1]["parameters"] == 3 * 32 * 32


def test_attention_lies_on_the_year_while_the_year_is_written_and_on_the_day_for_the_day() -> None:
    text = "Wednesday, 3 March 2021"
    model, _ = stored("dates_attention")
    looked = model.decode(dates.encode_text(text)[:, None], limit=12).trace.attention.weights[:, 0]
    assert looked[[0, 2, 3], text.index("2021") :].sum(axis=1).min() > 0.9
    assert looked[6, text.index("March") : text.index(" 2021") + 1].sum() > 0.9
    assert looked[9, text.index("3") : text.index("March")].sum() > 0.9
