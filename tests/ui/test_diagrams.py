"""The cells' descriptions hold together: every name in them exists."""

from __future__ import annotations

import re

import pytest

from lstm_core import GRU, LSTM, RNN
from lstm_ui.diagrams import load_diagram, step_lines
from lstm_ui.theme import GATES
from tests.fixtures.make_payload_golden import golden

CELLS = {"LSTM": LSTM, "RNN": RNN, "GRU": GRU}


@pytest.fixture(params=CELLS)
def payload(request):
    return golden(request.param)


def known_names(payload):
    return set(payload["series"]) | set(payload["constants"]) | set(payload["cell"]["recurrent"])


def test_every_node_and_wire_carries_a_series_that_is_in_the_payload(payload):
    for item in payload["cell"]["nodes"]:
        assert item.get("series") is None or item["series"] in known_names(payload)
    for item in payload["cell"]["wires"]:
        assert item.get("carries") is None or item["carries"] in known_names(payload)


def test_every_slot_of_every_sentence_and_equation_can_be_filled(payload):
    names = known_names(payload) | {"unit", "t", "token"}
    for phase in payload["cell"]["phases"]:
        texts = [row["text"] for row in phase["say"]]
        texts += [phase[key] for key in ("numbers", "numbers_apart") if key in phase]
        for slot in re.findall(r"(?<!_)\{([^}]+)\}", " ".join(texts)):
            assert slot.rstrip("%") in names, slot


def test_the_last_sentence_of_every_phase_fits_any_number(payload):
    for phase in payload["cell"]["phases"]:
        assert "below" not in phase["say"][-1]
        bounds = [row["below"] for row in phase["say"][:-1]]
        assert bounds == sorted(bounds)


def test_nodes_and_wires_belong_to_phases_and_colours_that_exist(payload):
    cell = payload["cell"]
    phases = {phase["id"] for phase in cell["phases"]}
    assert {node["since"] for node in cell["nodes"]} <= phases
    assert {wire["phase"] for wire in cell["wires"]} <= phases
    symbols = {item["symbol"] for item in [*cell["wires"], *cell["phases"]]}
    symbols |= {node["symbol"] for node in cell["nodes"] if "symbol" in node}
    assert symbols <= set(GATES)


def test_nothing_is_drawn_outside_the_view(payload):
    x0, y0, width, height = payload["cell"]["view"]
    for node in payload["cell"]["nodes"]:
        x, y, w, h = node.get("box") or (node["at"][0] - 15, node["at"][1] - 15, 30, 30)
        assert x0 <= x and x + w <= x0 + width and y0 <= y and y + h <= y0 + height, node["id"]


def test_the_phases_stand_in_the_order_of_the_design():
    order = [phase["id"] for phase in load_diagram("LSTM", LSTM.step)["phases"]]
    assert order == [
        "join",
        "forget",
        "erase",
        "input",
        "candidate",
        "write",
        "update",
        "output",
        "read",
    ]
    assert [p["id"] for p in load_diagram("RNN", RNN.step)["phases"]] == ["join", "activate"]
    gru = [phase["id"] for phase in load_diagram("GRU", GRU.step)["phases"]]
    assert gru == ["join", "reset", "candidate", "update", "blend"]


def test_every_phase_lights_its_own_line_of_the_engines_step(payload):
    for phase in payload["cell"]["phases"]:
        assert phase["lines"]
    update = [phase for phase in golden("LSTM")["cell"]["phases"] if phase["id"] == "update"][0]
    assert [golden("LSTM")["cell"]["code"][at] for at in update["lines"]] == ["c = kept + written"]


def test_a_line_that_the_engine_lost_is_noticed():
    with pytest.raises(ValueError, match="the engine's step does not have"):
        load_diagram("LSTM", RNN.step)


def test_the_candidates_activation_is_named_on_the_drawing():
    relu = load_diagram("LSTM", LSTM.step, "relu")
    assert [node["squash"] for node in relu["nodes"] if node["id"] == "g"] == ["ReLU"]


def test_the_code_shown_has_neither_docstring_nor_signature():
    lines = step_lines(LSTM.step)
    assert lines[0].startswith("joined =")
    assert lines[-1] == "return h, c"
