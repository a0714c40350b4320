"""What the operating table, the comparison and the matrices are handed: true, plain, in budget."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_ui.runs import make_run, picture
from lstm_ui.settings import Settings
from lstm_ui.sources import NETWORKS, RANDOM, cells_offered, network
from lstm_ui.surgery.comparison import compare, original_of
from lstm_ui.surgery.matrices import matrices_payload
from lstm_ui.surgery.payload import bench_payload, comparison_payload, operated_payload
from lstm_ui.surgery.spelling import BETWEEN, LARGEST, SHORT, read_edits
from lstm_ui.surgery.words import of_comparison
from tests.test_architecture import ROOT
from tests.ui.beside import before, compared, small, together
from tests.ui.strategies import any_of

ECHO = Settings(net="echo", text="1 0.5 -1")


def plain(payload: Any) -> str:
    """As it is sent; what JSON cannot hold is an error."""
    text = json.dumps(payload, allow_nan=False)
    assert json.loads(text) == payload  # no tuple, no key that is no text
    return text


def matrices(settings: Settings) -> dict[str, Any]:
    return matrices_payload(make_run(settings), make_run(replace(settings, edits="")).model)


def size_of(steps: int, units: int, cell: str = "LSTM", layout: str = "surgery") -> int:
    """Letters of the payload of a page's player with its operating table."""
    text = " ".join("what time is it now".split()[t % 5] for t in range(steps))
    held = {"LSTM": "f_3_2_0", "GRU": "z_3_2_0", "RNN": "ha_1.2_0.5"}[cell]
    b = Settings(net=RANDOM, cell=cell, hidden=units, text=text, edits=held)
    run, original = make_run(b), make_run(original_of(b))
    whole = operated_payload(picture(run, layout), run, original, original.model, kept=False)
    return len(json.dumps(whole, allow_nan=False, separators=(",", ":")))


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("layout", ["cell", "sequence"])
@pytest.mark.parametrize(("steps", "units", "most"), [(16, 8, 60_000), (64, 16, 400_000)])
def test_a_page_with_an_operating_table_keeps_its_budget(
    cell: str, layout: str, steps: int, units: int, most: int
) -> None:
    assert size_of(steps, units, cell, layout) <= most


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize(("steps", "units", "most"), [(16, 8, 70_000), (64, 16, 400_000)])
def test_two_networks_beside_each_other_take_little_more_than_one(
    cell: str, steps: int, units: int, most: int
) -> None:
    """A budget for one network is 60 kB at the smaller size; here are two, and their weights."""
    assert size_of(steps, units, cell) <= most


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_the_matrices_of_the_largest_network_keep_a_tenth_of_a_page(cell: str) -> None:
    text = " ".join(network(RANDOM).vocabulary.tokens[1:65])
    assert len(plain(matrices(Settings(net=RANDOM, cell=cell, hidden=16, text=text)))) <= 60_000


@pytest.mark.parametrize(("cell", "gates"), [("LSTM", "figo"), ("GRU", "rzn"), ("RNN", "")])
def test_what_can_be_held_are_the_gates_and_the_candidate(cell: str, gates: str) -> None:
    assert "".join(bench_payload(make_run(replace(small, cell=cell)))["gates"]) == gates


def test_what_is_held_and_changed_is_listed_with_all_its_places() -> None:
    edits = together("f_2_1.3_0", "g_2-4_all_-1.5", "i_all_all_1", "hf_3.2_0.5", "by_1_-2")
    payload = bench_payload(make_run(replace(small, edits=edits)))
    assert payload["held"] == [
        {"edit": "f_2_1.3_0", "says": "f = 0 · step 2 · units 1, 3", "gate": "f",
         "steps": [1, 1], "units": [0, 2]},
        {"edit": "g_2-4_all_-1.5", "says": "g = −1.5 · steps 2–4 · every unit", "gate": "g",
         "steps": [1, 3], "units": [0, 1, 2, 3, 4]},
        {"edit": "i_all_all_1", "says": "i = 1 · every step · every unit", "gate": "i",
         "steps": [0, 4], "units": [0, 1, 2, 3, 4]},
    ]  # fmt: skip
    assert payload["changed"] == [
        {"edit": "hf_3.2_0.5", "says": "W_hf[3, 2] = 0.5", "gate": "f"},
        {"edit": "by_1_-2", "says": "b_y[1] = −2", "gate": "y"},
    ]
    assert payload["linked"] and payload["operated"]
    nothing = bench_payload(make_run(small))
    assert (nothing["held"], nothing["changed"], nothing["operated"]) == ([], [], False)


def test_edits_that_are_longer_than_a_link_are_said_to_be() -> None:
    pieces = [f"hf_{row}.{column}_{row}.{column}5" for row in range(1, 9) for column in range(1, 9)]
    pieces += [piece.replace("hf", "ho") for piece in pieces]
    count = next(n for n in range(len(pieces)) if len(BETWEEN.join(pieces[:n])) > SHORT)
    asked = replace(small, hidden=8)
    for n, linked in ((count - 1, True), (count, False)):
        run = make_run(replace(asked, edits=BETWEEN.join(pieces[:n])))
        assert len(run.edits.changes) == n
        assert bench_payload(run)["linked"] is linked


@pytest.mark.parametrize(
    ("b", "a"),
    [
        (replace(small, edits="f_2_1_0"), small),
        (replace(small, cell="GRU", edits="z_2_1_0"), replace(small, cell="GRU")),
        (replace(small, text="time", hidden=3), replace(small, cell="RNN")),
        (replace(small, hidden=1, edits="f_2_1_0.5"), replace(small, hidden=1)),
        (replace(ECHO, edits="by_1_0.5"), ECHO),
    ],
)  # fmt: skip
def test_a_beside_b_is_the_engines_to_four_digits(b: Settings, a: Settings) -> None:
    found = compared(b, a)
    payload = comparison_payload(found, kept=True)
    plain(payload)
    for name, values in payload["series"].items():
        np.testing.assert_allclose(values, getattr(found.a.layer, name)[:, 0], atol=5.1e-5)
    held = {clamp.gate for clamp in found.b.edits.clamps if hasattr(found.a.layer, clamp.gate)}
    assert sorted(payload["series"]) == sorted([*payload["states"], *held])
    for side, run in (("a", found.a), ("b", found.b)):
        logits = run.trace.logits[:, 0]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        numbers = run.example.task != "classify"
        shares = logits if numbers else powers / powers.sum(axis=1, keepdims=True)
        np.testing.assert_allclose(payload["answers"][side], shares, atol=5.1e-5)
        assert payload["classes"][side] == list(run.example.classes)
        gradient = found.d_a if side == "a" else found.d_b
        sizes = [sum(float(d) ** 2 for d in row) ** 0.5 for row in gradient]
        logs = payload["gradient"][side]
        np.testing.assert_allclose([10.0**log for log in logs], sizes, rtol=0.0012)
    assert payload["tokens"] == list(found.a.parsed.tokens)
    assert payload["sentence"] == of_comparison(found, kept=True)
    assert (payload["kept"], payload["gradient"]["asked"]) == (True, found.asked)
    assert ("difference" in payload) == found.alike == payload["alike"]
    for name in payload["states"]:
        both = [getattr(run.layer, name) for run in (found.a, found.b)]
        assert payload["ranges"][name] >= max(float(np.abs(values).max()) for values in both)
        if found.alike:
            apart = (both[1] - both[0])[:, 0]
            np.testing.assert_allclose(payload["difference"][name], apart, atol=5.1e-5)
    assert payload["states"] == [
        n for n in "ch" if all(hasattr(r.layer, n) for r in (found.a, found.b))
    ]


def test_a_gradient_is_a_logarithm_however_small_or_large_and_none_where_there_is_none() -> None:
    """10⁻²⁰⁰ is not 0, though its square is; and 10²⁰⁰ is not infinite."""
    found = compared(replace(small, edits="f_2_1_0"))
    rows = [
        [3e-200, 4e-200],
        [3e200, -4e200],
        [0, 0],
        [np.inf, 1],
        [np.nan, 1],
        [5e-324, 0],
        [-6, 8],
    ]
    payload = comparison_payload(replace(found, d_b=np.array(rows)), kept=False)
    assert payload["gradient"]["b"] == [-199.301, 200.699, None, None, None, -323.306, 1.0]
    plain(payload)


def exploding() -> Settings:
    """An RNN at rest whose every weight of h is 1000: its gradient grows 16 000-fold a step."""
    token = network(RANDOM).vocabulary.encode(["time"])[0] + 1
    still = [f"xe_{token}.{column}_0" for column in range(1, 7)]
    wild = [f"ha_{row}.{column}_1000" for row in range(1, 17) for column in range(1, 17)]
    return Settings(
        net=RANDOM, cell="RNN", hidden=16, text="time " * 64, edits=together(*still, *wild)
    )


def test_a_gradient_that_grows_for_64_steps_is_still_a_number_that_can_be_sent() -> None:
    found = compared(exploding())
    payload = comparison_payload(found, kept=False)
    plain(payload)
    logs = payload["gradient"]["b"]
    assert logs[0] > 250 and logs[0] - logs[1] == pytest.approx(np.log10(16_000), abs=0.01)


typed = (
    st.none() | st.text(max_size=40) | st.sampled_from(["what time", "1 2 3", "AB.A", "not good"])
)
some_edits = st.lists(
    st.sampled_from(["f_2_1_0", "z_all_all_1", "g_1-2_all_1000", "n_1_1_-1000", "o_all_1_0.5",
                     "hf_1.1_1000", "ha_1.1_-1000", "by_1_1000", "xe_1.1_-1000", "nn_1_2",
                     "bf_1_-1000", "f_9-99_1.9_1"]), max_size=5, unique=True,
).map(lambda pieces: together(*pieces))  # fmt: skip


@given(any_of(Settings, typed), some_edits, st.none() | any_of(Settings, typed))
@example(Settings(net=RANDOM, hidden=1, text="time"), "", None)
@example(Settings(text="“<b>”&😀 not good"), "o_all_1_0.5", Settings(net="echo", text="1"))
def test_whatever_is_on_the_table_is_plain_json(
    b: Settings, edits: str, a: Settings | None
) -> None:
    b = replace(b, edits=edits)
    run, beside = make_run(b), make_run(a or original_of(b))
    plain(matrices_payload(run, make_run(replace(b, edits="")).model))
    found = compare(beside, run)
    assert (found is None) == (run.trace is None or beside.trace is None)
    if run.trace is not None:
        bench = bench_payload(run)
        plain(bench)
        listed = together(*(each["edit"] for each in (*bench["held"], *bench["changed"])))
        assert read_edits(listed) == run.edits
    if found is not None:
        plain(comparison_payload(found, kept=a is not None))


@pytest.mark.parametrize("net", NETWORKS)
def test_matrices_are_named_and_hold_the_numbers_now_and_before(net: str) -> None:
    for cell in cells_offered(net):
        gate = {"LSTM": "f", "GRU": "z", "RNN": "a"}[cell]
        asked = Settings(net=net, cell=cell, edits=together(f"b{gate}_1_7.5", f"h{gate}_1.1_-3"))
        run, original = make_run(asked), network(net, cell).model
        payload = matrices(asked)
        plain(payload)
        assert payload["largest"] == LARGEST
        groups = {group["gate"]: group for group in payload["groups"]}
        rows = {"LSTM": "ifgo", "GRU": "rzn", "RNN": "a"}[cell]
        wanted = [*rows, "y", *(["e"] if "encoder.weight" in original.parameters else [])]
        assert list(groups) == wanted
        H = run.hidden_size
        for k, letter in enumerate(rows):
            blocks = {block["part"]: block for block in groups[letter]["blocks"]}
            assert list(blocks) == ["x", "h", "b", *(["n"] if letter == "n" else [])]
            for part, name in (("x", "weight_ih"), ("h", "weight_hh"), ("b", "bias")):
                for side, model in (("now", run.model), ("was", original)):
                    array = model.parameters[f"layers.0.{name}"][k * H : (k + 1) * H]
                    shown = np.array(before(blocks[part]) if side == "was" else blocks[part]["now"])
                    np.testing.assert_allclose(shown, array.reshape(H, -1), atol=5.1e-5)
                    assert len(blocks[part]["columns"]) == shown.shape[1]
            if letter == "n":
                inner = np.array(blocks["n"]["now"])[:, 0]
                np.testing.assert_allclose(
                    inner, original.parameters["layers.0.bias_hn"], atol=5.1e-5
                )
            assert groups[letter]["rows"] == [str(unit + 1) for unit in range(H)]
        weights, bias = groups["y"]["blocks"]
        assert groups["y"]["rows"] == list(network(net, cell).classes)
        np.testing.assert_allclose(weights["now"], run.model.readout.weight, atol=5.1e-5)
        np.testing.assert_allclose(np.array(bias["now"])[:, 0], run.model.readout.bias, atol=5.1e-5)
        changed = groups[gate]["blocks"]
        assert changed[2]["now"][0] == [7.5] and changed[1]["now"][0][0] == -3.0
        assert before(changed[2])[0] != [7.5]


@pytest.mark.parametrize(
    ("cell", "titles"),
    [
        ("LSTM", ["W_{xf}, weights on x", "W_{hf}, weights on h₋₁", "b_f, bias"]),
        ("RNN", ["W_{x}, weights on x", "W_{h}, weights on h₋₁", "b_h, bias"]),
    ],
)
def test_a_matrix_is_titled_as_its_equation_calls_it(cell: str, titles: list[str]) -> None:
    groups = {group["gate"]: group for group in matrices(replace(small, cell=cell))["groups"]}
    shown = groups["f" if cell == "LSTM" else "a"]
    assert [block["title"] for block in shown["blocks"]] == titles
    assert [block["title"] for block in groups["y"]["blocks"]] == ["W_y, weights on h", "b_y, bias"]


def test_only_the_tokens_that_were_read_are_listed_and_each_once() -> None:
    payload = matrices(replace(small, text="time what time zebra"))
    tokens = payload["groups"][-1]
    vocabulary = network(RANDOM).vocabulary
    assert tokens["rows"] == ["time", "what", "zebra"]
    assert tokens["at"] == [*vocabulary.encode(["time", "what"]).tolist(), 0]
    table = network(RANDOM, hidden=5, seed=11).model.parameters["encoder.weight"]
    np.testing.assert_allclose(tokens["blocks"][0]["now"], table[tokens["at"]], atol=5.1e-5)
    assert len(matrices(replace(small, text=""))["groups"]) == 5  # nothing read: i f g o y


def named(module: str, typedef: str) -> set[str]:
    """The fields that a player's typedef names."""
    source = (ROOT / "assets" / "player" / f"{module}.mjs").read_text(encoding="utf-8")
    block = source.partition(f"@typedef {{Object}} {typedef}\n")[2]
    lines = re.match(r"(?: \* @property .*\n| \*  .*\n)*", block).group()
    return set(re.findall(r"@property \{.+?\}+ \[?(\w+)", lines))


def test_the_players_typedefs_name_exactly_what_is_sent() -> None:
    found = compared(replace(small, edits="f_2_1_0"))
    bench = bench_payload(found.b)
    assert named("bench", "Bench") == bench.keys() | {
        "undo",
        "redo",
        "beside",
        "weights",
        "differs",
        "opening",
        "begins",
    }
    assert named("compare", "Beside") == comparison_payload(found, kept=False).keys()
    (group, *_) = matrices(small)["groups"]
    assert named("numbercell", "Group") == group.keys()
    assert named("numbercell", "Block") == group["blocks"][0].keys() | {"was"}
