"""The doors to the gradient player and the windows: true numbers, plain JSON, within budget."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as testing
from hypothesis import strategies as st

from lstm_core import softmax_cross_entropy
from lstm_ui.gradients import views
from lstm_ui.gradients.families import Families, make_families
from lstm_ui.gradients.payload import flow_payload, windows_payload
from lstm_ui.gradients.three import TITLES, Three, make_three
from lstm_ui.gradients.views import Cut
from lstm_ui.settings import TABLE, GradientSettings
from lstm_ui.theme import palette
from tests.ui.strategies import any_of

PLAYER = Path(__file__).parent.parent.parent / "assets" / "player"
SMALL = GradientSettings(steps=12, hidden=5, seed=3, asked=5)
typed = st.none() | st.text(max_size=60) | st.text(alphabet="0123456789.,-einfa", max_size=40)
any_settings = any_of(GradientSettings, typed)


def flow_of(settings: GradientSettings) -> tuple[dict[str, Any], Three, Families]:
    three = make_three(settings)
    families = make_families(three, settings)
    return flow_payload(three, families, settings), three, families


def windows_of(settings: GradientSettings) -> tuple[dict[str, Any], Cut]:
    three = make_three(settings)
    cut = views.windows(three, settings)
    assert cut is not None
    return windows_payload(three, cut), cut


def properties(module: str, typedef: str) -> set[str]:
    """Names of all properties in that typedef of a module of the player."""
    source = (PLAYER / module).read_text(encoding="utf-8")
    (block,) = re.findall(rf"@typedef \{{Object\}} {typedef}\n(.*?)(?:@typedef|\*/)", source, re.S)
    return set(re.findall(r"@property \{.+?\} \[?(\w+)\]?(?:  |\n)", block))


def close(logs: list[float | None], sizes: np.ndarray) -> None:
    """Each a decimal logarithm, right to half a thousandth; None where there is none."""
    assert len(logs) == len(sizes)
    for log, size in zip(logs, sizes.tolist(), strict=True):
        if log is None:
            assert size == 0.0 or not math.isfinite(size)
        else:
            assert log == pytest.approx(math.log10(size), abs=0.000501)


@testing(max_examples=25)
@given(any_settings)
@example(GradientSettings(three="numbers", read="100", rnn="relu", drive="10x", scale="3"))
@example(GradientSettings(three="intents", read="", steps=5))
@example(GradientSettings(three="numbers", read="0", scale="3", forget="5", steps=200, hidden=16))
def test_any_settings_give_plain_json_or_a_sentence(asked: GradientSettings) -> None:
    three = make_three(asked)
    if three.problem:
        assert three.problem.startswith("Type ") and not three.steps
        return
    flow, cut = flow_of(asked)[0], windows_of(asked)[0]
    assert len(flow["tokens"]) == 200 and len(cut["tokens"]) == cut["steps"] == asked.steps
    for payload in (flow, cut):
        json.dumps(payload, allow_nan=False).encode()
        assert json.loads(json.dumps(payload)) == payload  # no tuple, no number of NumPy's


@pytest.mark.parametrize(("steps", "most"), [(50, 210_000), (200, 480_000)])
@pytest.mark.parametrize("net", TITLES)
def test_a_payload_keeps_its_budget(net: str, steps: int, most: int) -> None:
    asked = GradientSettings(three=net, steps=steps)
    assert len(json.dumps(flow_of(asked)[0])) <= most
    assert len(json.dumps(windows_of(asked)[0])) <= most / 10


@pytest.mark.parametrize("loss", TABLE["loss"].options)
def test_the_curve_where_the_dials_stand_is_the_engines(loss: str) -> None:
    asked = replace(SMALL, loss=loss)
    payload, three, _ = flow_of(asked)
    here = payload["families"]["scale"][payload["dials"][1]["at"]]
    assert here["steps"] == 12
    weights = {"last step": np.eye(12)[11], "every step": np.ones(12), "one step": np.eye(12)[4]}
    for kind, model in three.models.items():
        trace = model.forward(three.inputs)
        targets = np.full((12, 1), three.target)
        loss_there = softmax_cross_entropy(trace.logits, targets, weights[loss][:, None])
        found: Any = model.backward(trace, loss_there.d_logits).layers[0]
        close(here["curves"][f"{kind.lower()}_h"], np.linalg.norm(found.d_h[:, 0], axis=1))
        if kind == "LSTM":
            close(here["curves"]["lstm_c"], np.linalg.norm(found.d_c[:, 0], axis=1))
            f = trace.layers[0].f[:, 0]  # type: ignore[union-attr]
            np.testing.assert_allclose(here["kept"]["mean"], f.mean(axis=1), atol=0.00501)
            np.testing.assert_allclose(here["kept"]["low"], f.min(axis=1), atol=0.00501)
            np.testing.assert_allclose(here["kept"]["high"], f.max(axis=1), atol=0.00501)


def test_every_member_is_sent_as_it_was_computed() -> None:
    payload, _, families = flow_of(replace(SMALL, three="first_symbol", scale="2"))
    for sent, member in zip(payload["families"]["scale"], families.scales, strict=True):
        close(sent["path"], member.path.mean(axis=1))
        close(sent["product"], member.product)
        close(sent["bound"], member.bound)
        np.testing.assert_allclose(sent["factor"], member.factor, atol=0.00501)
    for sent, member in zip(payload["families"]["steps"], families.lengths, strict=True):
        assert sent["steps"] == member.steps == len(sent["kept"]["mean"])
        for name, curve in member.curves.items():
            close(sent["curves"][name], curve)
    for sent, member in zip(payload["families"]["forget"], families.forgets, strict=True):
        close(sent["path"], member.path.mean(axis=1))
        for name in ("lstm_h", "lstm_c"):
            close(sent["curves"][name], member.curves[name])


def test_a_member_of_the_forget_dial_leaves_out_what_stays() -> None:
    payload, _, _ = flow_of(SMALL)
    for one in payload["families"]["forget"]:
        assert set(one["curves"]) == {"lstm_h", "lstm_c"}
        assert set(one) == {"curves", "kept", "path", "along", "badge", "broken", "says", "half"}
    for one in (*payload["families"]["scale"], *payload["families"]["steps"]):
        assert set(one["curves"]) == {"rnn_h", "lstm_h", "lstm_c", "gru_h"}


def test_what_is_exactly_0_or_past_all_numbers_is_none() -> None:
    three = make_three(SMALL)
    families = make_families(three, SMALL)
    sizes = np.array([0.0, np.inf, np.nan, 5e-324, 1e-7, 1.0, 1e308, 2.0, 1.0, 1.0, 1.0, 1.0])
    member = replace(families.here, curves=families.here.curves | {"rnn_h": sizes},
                     factor=sizes, broken={"RNN": 2})  # fmt: skip
    scales = tuple(member for _ in families.scales)
    payload = flow_payload(three, replace(families, scales=scales), SMALL)
    sent = json.loads(json.dumps(payload, allow_nan=False))["families"]["scale"][0]
    assert sent["curves"]["rnn_h"] == [None, None, None, -323.306, -7, 0, 308, 0.301, 0, 0, 0, 0]
    assert sent["factor"][:8] == [0, None, None, 0, 0, 1, None, 2]


def test_with_a_loss_at_one_step_nothing_arrives_behind_it() -> None:
    payload, _, _ = flow_of(replace(SMALL, loss="one step"))
    for member in payload["families"]["scale"]:
        assert member["steps"] == 12
        assert len(member["path"]) == len(member["factor"]) == 5
        for curve in member["curves"].values():
            assert [log is None for log in curve] == [False] * 5 + [True] * 7


def test_the_dials_say_where_they_stand_and_where_their_own_place_is() -> None:
    payload, three, families = flow_of(replace(SMALL, three="reviews", scale="0.5", forget="3"))
    steps, scale, forget = payload["dials"]
    assert (steps["values"][steps["at"]], steps["values"][steps["own"]]) == (12, 50)
    assert (scale["name"], scale["values"][scale["at"]], scale["values"][scale["own"]]) == (
        "scale", 0.5, 1.0
    )  # fmt: skip
    assert forget["values"][forget["at"]] == 3.0
    assert forget["values"][forget["own"]] == round(three.forget_bias, 2)
    for dial, name in ((steps, "steps"), (scale, "scale"), (forget, "forget")):
        assert dial["values"] == sorted(set(dial["values"]))
        assert len(dial["values"]) == len(payload["families"][name])
    assert families.biases[forget["own"]] == three.forget_bias


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        ("last step", "the answer after the last step, 12."),
        ("every step", "the answers after every step, all counting alike."),
        ("one step", "the answer after step 5 only."),
    ],
)
def test_what_the_loss_is_stands_in_words(loss: str, words: str) -> None:
    payload, three, _ = flow_of(replace(SMALL, loss=loss))
    here = payload["families"]["scale"][0]["asks"]
    assert words in here and f"“{three.classes[three.target]}”" in here
    for member in payload["families"]["steps"]:
        steps = member["steps"]
        assert words.replace("12", str(steps)) in member["asks"]
        target = make_three(replace(SMALL, steps=steps)).target
        assert f"“{three.classes[target]}”: after step {steps}," in member["asks"]


def test_the_windows_are_the_engines_and_none_moves_the_state() -> None:
    payload, cut = windows_of(replace(SMALL, loss="one step"))
    assert payload["dial"]["values"] == list(cut.cut) == [1, 2, 3, 5, 8, 12]
    for sent, sizes in zip(payload["cut"], cut.cut.values(), strict=True):
        close(sent, sizes)
    close(payload["whole"], cut.whole)
    np.testing.assert_allclose(payload["h"], cut.h, atol=5.01e-5)
    assert payload["dial"]["values"][payload["dial"]["at"]] == 3  # a quarter of 12
    assert payload["dial"]["values"][payload["dial"]["own"]] == 12
    assert len(payload["says"]) == len(payload["cut"])
    assert payload["unit"] == cut.unit


def test_the_players_typedefs_name_exactly_what_is_sent() -> None:
    payload, _, _ = flow_of(SMALL)
    assert properties("family.mjs", "Payload") == set(payload) | {"attend"}
    assert all(properties("family.mjs", "Curve") == set(curve) for curve in payload["curves"])
    assert all(properties("family.mjs", "Dial") == set(dial) for dial in payload["dials"])
    assert all(properties("family.mjs", "Member") == set(m) for m in payload["families"]["scale"])
    shown, _ = windows_of(SMALL)
    assert properties("windows.mjs", "Payload") == set(shown) | {"revealed"}
    assert properties("family.mjs", "Dial") == set(shown["dial"])


def test_colours_come_from_their_one_home() -> None:
    assert flow_of(SMALL)[0]["palette"] == windows_of(SMALL)[0]["palette"] == palette()
