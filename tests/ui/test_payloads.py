"""The door to the players: true numbers, plain JSON, within budget."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lstm_core import LSTM, OneHot, Readout, SequenceModel, softmax
from lstm_ui.payloads import nice, player_payload
from lstm_ui.runs import make_run, picture
from lstm_ui.settings import Settings
from tests.fixtures.make_payload_golden import CELLS, golden, model_of

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "fixtures" / "payload_golden.json"


def random_payload(T, H, layout="cell"):
    rng = np.random.default_rng(3)
    readout = Readout(rng.normal(size=(2, H)), rng.normal(size=2), at="end")
    model = SequenceModel(OneHot(12), (LSTM.init(rng, 12, H),), readout)
    trace = model.forward(rng.integers(0, 12, size=(T, 1)))
    return player_payload(
        title="t", tokens=["perfectly"] * T, known=[True] * T, model=model, trace=trace,
        badge="random, seed 3", classes=("no", "yes"), task="classify", layout=layout,
    ), model, trace  # fmt: skip


@pytest.mark.parametrize("kind", CELLS)
def test_the_golden_payload_is_what_is_made_today(kind):
    made = json.loads(json.dumps(golden(kind), allow_nan=False))
    assert made == json.loads(GOLDEN.read_text(encoding="utf-8"))[kind]


@pytest.mark.parametrize(("T", "H", "most"), [(16, 8, 60_000), (64, 16, 400_000)])
@pytest.mark.parametrize("layout", ["cell", "sequence"])
def test_a_payload_keeps_its_budget(T, H, most, layout):
    payload, _, _ = random_payload(T, H, layout)
    assert len(json.dumps(payload, allow_nan=False)) <= most


def test_every_gate_and_state_is_the_engines_to_four_digits():
    payload, _, trace = random_payload(9, 5)
    run = trace.layers[0]
    for name in "figoch":
        np.testing.assert_allclose(payload["series"][name], getattr(run, name)[:, 0], atol=5.1e-5)
    for name in ("a_i", "a_f", "a_g", "a_o"):
        np.testing.assert_allclose(payload["series"][name], getattr(run, name)[:, 0], atol=5.1e-3)


def test_what_the_operations_show_is_what_the_equations_say():
    series = random_payload(9, 5)[0]["series"]
    kept, written, c = (np.array(series[name]) for name in ("kept", "written", "c"))
    np.testing.assert_allclose(kept + written, c, atol=2e-4)
    before = np.vstack([np.zeros(5), c[:-1]])
    np.testing.assert_allclose(np.array(series["f"]) * before, kept, atol=5e-4)
    np.testing.assert_allclose(np.array(series["o"]) * series["tanh_c"], series["h"], atol=2e-4)


@pytest.mark.parametrize("kind", CELLS)
def test_the_parts_of_a_pre_activation_add_up_to_it(kind):
    payload = golden(kind)
    for gate, pulls in payload["pulls"].items():
        name = "a" if gate == "a" else f"a_{gate}"
        for t, units in enumerate(pulls):
            for unit, flat in enumerate(units):
                from_h = sum(flat[1:-1:2]) + flat[-1]
                total = (
                    payload["series"][f"{name}.x"][t][unit]
                    + payload["constants"][f"b_{gate}"][unit]
                    + (payload["series"][f"{name}.r"][t][unit] if gate == "n" else 0.0)
                )
                assert total + from_h == pytest.approx(payload["series"][name][t][unit], abs=0.03)


def test_hidden_units_that_are_zero_push_nothing():
    payload = picture(make_run(Settings(cell="GRU")), "cell")
    for gate, pulls in payload["pulls"].items():
        assert {part for unit in pulls[0] for part in [*unit[1:-1:2], unit[-1]]} == {0.0}, gate


def test_a_sequence_opens_on_the_unit_that_ends_furthest_from_zero():
    payload, _, trace = random_payload(9, 5, "sequence")
    assert payload["unit"] == np.abs(trace.layers[0].c[-1, 0]).argmax()
    assert random_payload(9, 5, "cell")[0]["unit"] == 0


def test_the_largest_pulls_come_first():
    for units in golden("LSTM")["pulls"]["f"]:
        for flat in units:
            sizes = [abs(part) for part in flat[1:-1:2]]
            assert sizes == sorted(sizes, reverse=True)


def test_the_readout_is_the_softmax_after_every_step():
    payload, _, trace = random_payload(9, 5)
    np.testing.assert_allclose(
        payload["readout"]["values"], softmax(trace.logits[:, 0]), atol=5.1e-5
    )


def test_a_starting_state_beyond_one_widens_the_axis():
    model = model_of("LSTM")
    h0, c0 = np.array([[0.5, 2.0, 1.0, 0.1]]), np.array([[3.0, 1.0, 0.0, 4.0]])
    trace = model.forward(np.array([[0], [1]]), h0, c0)
    payload = player_payload(
        title="t", tokens=["a", "b"], known=[True, True], model=model, trace=trace,
        badge="b", classes=("no", "yes"), task="classify",
    )  # fmt: skip
    assert payload["ranges"]["c"] == 4.0
    assert payload["ranges"]["h"] == 2.0
    assert payload["start"]["c"] == [3.0, 1.0, 0.0, 4.0]


def test_what_is_written_never_leaves_its_axis_even_when_it_cancels_what_was_kept():
    example = Settings(net="first_symbol", candidate="relu", start="typed",
                       h0="100, 100, 100, 100, 100", c0="-100, -100, -100, -100, -100")  # fmt: skip
    payload = picture(make_run(example), "cell")
    assert np.abs(payload["series"]["written"]).max() > np.abs(payload["series"]["c"]).max()
    for name in ("c", "kept", "written"):
        assert np.abs(payload["series"][name]).max() <= payload["ranges"]["c"]
        assert payload["ranges"][name] == payload["ranges"]["c"]


def test_numbers_that_are_not_finite_are_refused_in_words():
    model = model_of("LSTM")
    trace = model.forward(np.array([[0], [1]]))
    trace.layers[0].c[1] = np.inf
    with pytest.raises(ValueError, match="choose smaller ones"):
        player_payload(
            title="t", tokens=["a", "b"], known=[True, True], model=model, trace=trace,
            badge="b", classes=("no", "yes"), task="classify",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("most", "axis"),
    [(0.0, 1.0), (1.0, 1.0), (1.2, 1.5), (3.9, 4.0), (7, 8.0), (9, 10.0), (41, 50.0)],
)
def test_an_axis_ends_at_the_next_round_number(most, axis):
    assert nice(most) == axis


def test_where_the_answer_is_a_number_a_sequence_opens_on_the_unit_that_follows_it():
    run = make_run(Settings(net="brackets", text="a((b(a((b)a))))(a)b"))
    payload = picture(run, "sequence")
    counting = run.trace.layers[0].c[:, 0, payload["unit"]]
    assert np.corrcoef(counting, run.trace.logits[:, 0, 0])[0, 1] > 0.98
    assert counting.max() > 1.0


def test_the_players_typedef_names_exactly_what_is_sent():
    source = (ROOT / "assets" / "player" / "reader.mjs").read_text(encoding="utf-8")
    named = set(re.findall(r"@property \{[^}]+\} \[?(\w+)", source))
    assert named == set(golden("LSTM")) | {"attend", "arrive", "bench", "opening", "script"}
