"""The door to the player of backpropagation: true numbers, plain JSON, every name there."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from lstm_ui.backprop.beats import beats
from lstm_ui.backprop.payload import backprop_payload
from lstm_ui.backprop.unrolled import WEIGHTS, Unrolled, make_unrolled
from lstm_ui.settings import UnrolledSettings
from tests.fixtures.make_backprop_golden import HERE, golden
from tests.test_architecture import ROOT

STORED = json.loads((HERE / "backprop_golden.json").read_text(encoding="utf-8"))
KINDS = list(WEIGHTS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_golden_payload_is_what_is_made_today(kind):
    assert json.loads(json.dumps(golden(kind), allow_nan=False)) == STORED[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_bars_begin_where_the_last_one_ended_and_end_at_the_gradient(kind):
    for weight in STORED[kind]["weights"]:
        end = 0.0
        for term in weight["terms"]:
            begin, middle, after = term["bar"]
            assert begin == end
            assert middle - begin == pytest.approx(term["direct"], abs=1e-7)
            assert after - middle == pytest.approx(term["rest"], abs=1e-7)
            end = after
        assert end == weight["nudge"]["gradient"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_that_a_sentence_or_a_product_names_is_sent(kind):
    payload = STORED[kind]
    told = {"weight", "term", "sum", "before", "after"}
    for beat in payload["beats"]:
        named = set(re.findall(r"\{([^}]+)\}", beat["say"] + beat["once"]))
        assert named <= told | set(payload["numbers"]), beat
    for weight in payload["weights"]:
        for term in weight["terms"]:
            assert set(term["factors"]) <= set(payload["factors"])


def written_out(formula, t, steps):
    """The keys of the derivatives that a formula names for k = t."""
    for pair in formula["product"]:
        if pair == ["…"]:
            continue
        over, under = (name.replace("_k", f"_{t}").replace("ŷ", "y") for name in pair)
        if over == f"{over[0]}_{steps}" and under == f"{over[0]}_{steps - 1}":  # and on, back to k
            yield from (f"{over[0]}{later}.{over[0]}{later - 1}" for later in range(steps, t, -1))
        else:
            yield f"{over}.{under}".replace("_", "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_formula_of_every_weight_is_what_its_rows_show(kind):
    steps = STORED[kind]["steps"]
    for weight in STORED[kind]["weights"]:
        formula, terms = weight["formula"], weight["terms"]
        assert [term["t"] for term in terms if term["last"]] == (
            list(range(steps, 0, -1)) if formula["each"] else [steps]
        )
        for term in terms:
            if term["last"]:
                shown = [*term["factors"], key_of(term["last"])]
                assert shown == list(written_out(formula, term["t"], steps)), weight["key"]
        assert formula["others"] == any(term["rest"] for term in terms)


def key_of(factor):
    return f"{factor['over']}.{factor['under']}".replace("_", "").replace("ŷ", "y")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("steps", [2, 8])
def test_the_beats_go_forward_once_and_back_once(kind, steps):
    made = beats(kind, steps)
    forward = [beat["t"] for beat in made if beat["phase"] == "forward"]
    dropped = [beat["t"] for beat in made if beat["part"] == "drop"]
    assert forward == list(range(1, steps + 1)) and dropped == forward[::-1]
    assert [made[at]["phase"] for at in (0, steps, steps + 1, -1)] == [
        "forward", "loss", "backward", "update",
    ]  # fmt: skip
    assert all(beat["say"].strip().endswith(".") and "  " not in beat["say"] for beat in made)


def test_every_layer_of_an_lstm_takes_its_gradient_times_its_partner_and_its_slope():
    numbers = STORED["LSTM"]["numbers"]
    said = [beat["say"] for beat in STORED["LSTM"]["beats"] if beat["part"] == "squash"]
    for t, sentence in zip((3, 2, 1), said, strict=True):
        named = re.search(r"partner \(f: (\S+), i: (\S+), g: (\S+), o: tanh (\S+)\)", sentence)
        f, i, g, o = (numbers[name.replace("_", "")] for name in named.groups())
        at = {gate: numbers[f"{gate}{t}"] for gate in "figo"}
        d_c, d_h = numbers[f"d.c{t}"], numbers[f"d.h{t}"]
        made = {
            "f": d_c * f * at["f"] * (1 - at["f"]),
            "i": d_c * i * at["i"] * (1 - at["i"]),
            "g": d_c * g * (1 - at["g"] ** 2),
            "o": d_h * np.tanh(o) * at["o"] * (1 - at["o"]),
        }
        for gate, value in made.items():
            assert numbers[f"d.{gate}{t}"] == pytest.approx(value, rel=1e-6)


def test_the_largest_payload_keeps_its_budget():
    run = make_unrolled(UnrolledSettings("LSTM", "0.123 " * 8, "0.3", "random", 5))
    assert isinstance(run, Unrolled)
    assert len(json.dumps(backprop_payload(run), allow_nan=False)) <= 110_000


def test_the_players_typedef_names_exactly_what_is_sent():
    source = (ROOT / "assets" / "player" / "beats.mjs").read_text(encoding="utf-8")
    named = set(re.findall(r"@property \{[^}]+\} \[?(\w+)", source))
    assert named == set(STORED["LSTM"]) | {"attend", "script"}
