"""The variants are cells as data: what their files say exists, and the same player draws them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lstm_core import GRU, LSTM
from lstm_ui.diagrams import file_of, load_diagram
from lstm_ui.gru.cells import CLASSES, walked
from lstm_ui.runs import make_run, picture
from lstm_ui.settings import GRUSettings
from tests.ui import test_diagrams as checks

VARIANTS = [name for name in CLASSES if name != "GRU"]
CHECKS = [
    checks.test_every_node_and_wire_carries_a_series_that_is_in_the_payload,
    checks.test_every_slot_of_every_sentence_and_equation_can_be_filled,
    checks.test_the_last_sentence_of_every_phase_fits_any_number,
    checks.test_nodes_and_wires_belong_to_phases_and_colours_that_exist,
    checks.test_nothing_is_drawn_outside_the_view,
]


def drawn(variant: str, learnt: str = "intents") -> dict:
    payload = picture(make_run(walked(GRUSettings(learnt=learnt, variant=variant))), "cell")
    assert payload is not None
    return payload


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_variant_keeps_what_every_drawing_keeps(check, variant):
    check(drawn(variant))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("learnt", ["intents", "reviews", "first_symbol", "random"])
def test_a_variant_is_plain_json_within_budget(learnt, variant):
    assert len(json.dumps(drawn(variant, learnt), allow_nan=False)) <= 60_000


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_phase_lights_lines_of_the_engines_own_step(variant):
    cell = drawn(variant)["cell"]
    for phase in cell["phases"]:
        assert phase["lines"], phase["id"]
        if phase.get("gate"):
            assert any(cell["code"][at].startswith(f"{phase['gate']} =") for at in phase["lines"])


def test_a_file_has_the_name_of_its_cell():
    assert [file_of(kind) for kind in ("LSTM", "RNN", "GRU")] == ["lstm", "rnn", "gru"]
    assert file_of("PeepholeLSTM") == "peephole" and file_of("ResetFirstGRU") == "resetfirst"


def fresh(variant: str) -> set[str]:
    cell = drawn(variant)["cell"]
    return {item["id"] for item in [*cell["nodes"], *cell["wires"]] if item.get("fresh")}


def test_only_what_the_other_cell_does_not_have_is_marked():
    assert {"peep_i", "peep_f", "peep_o"} <= fresh("peephole LSTM")
    assert fresh("coupled LSTM") == {"i_vector", "rest", "f_rest", "rest_i"}
    assert fresh("GRU z renews") == set()
    assert not any(item.get("fresh") for item in load_diagram("LSTM", LSTM.step)["nodes"])


def test_a_changed_drawing_leaves_the_one_that_it_is_like_alone():
    before = json.dumps(load_diagram("GRU", GRU.step))
    drawn("GRU z renews")
    load_diagram.cache_clear()
    assert json.dumps(load_diagram("GRU", GRU.step)) == before


def test_the_ends_of_z_change_places_with_its_convention():
    assert drawn("GRU")["palette"]["z"]["ends"] == ["renew", "keep"]
    assert drawn("GRU z renews")["palette"]["z"]["ends"] == ["keep", "renew"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_the_operations_show_is_what_the_equations_say(variant):
    payload = drawn(variant)
    series = {name: np.array(values) for name, values in payload["series"].items()}
    state = "c" if "c" in series else "h"
    np.testing.assert_allclose(series["kept"] + series["written"], series[state], atol=2e-4)
    before = np.vstack([np.zeros(series["h"].shape[1]), series[state][:-1]])
    share = {"GRU z renews": lambda: 1 - series["z"]}.get(
        variant, lambda: series["f" if "f" in series else "z"]
    )()
    np.testing.assert_allclose(share * before, series["kept"], atol=5e-4)


def test_the_two_coupled_gates_add_up_to_one():
    series = drawn("coupled LSTM")["series"]
    np.testing.assert_allclose(np.array(series["f"]) + series["i"], 1.0, atol=1.1e-4)


def test_what_a_peephole_shows_is_a_part_of_the_sum():
    payload = drawn("peephole LSTM")
    for gate in "ifo":
        parts = [np.array(payload["series"][f"a_{gate}.{part}"]) for part in ("x", "h", "c")]
        total = sum(parts) + np.array(payload["constants"][f"b_{gate}"])
        np.testing.assert_allclose(total, payload["series"][f"a_{gate}"], atol=0.03)
        assert np.abs(parts[2]).max() > 0.05
