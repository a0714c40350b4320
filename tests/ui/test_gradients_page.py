"""The page of vanishing and exploding gradients, opened as a browser opens it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core import softmax_cross_entropy
from lstm_ui.glossary.linking import linked
from lstm_ui.gradients.clipping import walk
from lstm_ui.gradients.families import make_families
from lstm_ui.gradients.payload import flow_payload, windows_payload
from lstm_ui.gradients.three import make_three
from lstm_ui.gradients.views import windows
from lstm_ui.lessons import load_lesson
from lstm_ui.settings import MOST_CHARACTERS, OF_GRADIENTS, TABLE, GradientSettings
from tests.ui.visits import payloads, press, sentences, type_into, visit

TABLES = [
    "The numbers behind the picture",
    "The two parts, step by step",
    "The half-lives as numbers",
    "The maps as numbers",
    "The shares as numbers",
    "The updates as numbers",
    "The gradient for every window",
]
DEFAULTS = {name: str(TABLE[name].default) for name in OF_GRADIENTS}
ANOTHER = {
    "held": "0.9",
    "three": "numbers", "read": "1, 2", "steps": "20", "loss": "one step", "asked": "7",
    "rnn": "relu", "drive": "3x", "scale": "0.5", "forget": "3", "clip": "by value",
    "limit": "3", "rate": "0.03", "seed": "5", "hidden": "4",
}  # fmt: skip


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page as it opens; no test may change it."""
    return visit("gradients")


def flow(app: AppTest) -> dict[str, Any]:
    """What the player of gradients was handed, but for how often it was asked into sight."""
    (payload,) = payloads(app, "flow")
    return {name: value for name, value in payload.items() if name != "attend"}


def computed(**settings: Any) -> dict[str, Any]:
    asked = GradientSettings(**settings)
    three = make_three(asked)
    payload = flow_payload(three, make_families(three, asked), asked)
    return json.loads(json.dumps(payload, allow_nan=False))


def here(app: AppTest) -> dict[str, Any]:
    """What is shown where all dials stand."""
    shown = flow(app)
    return shown["families"]["scale"][shown["dials"][1]["at"]]


def places(app: AppTest) -> list[float]:
    return [dial["values"][dial["at"]] for dial in flow(app)["dials"]]


def behind(app: AppTest, label: str) -> pd.DataFrame:
    (part,) = (part for part in app.expander if part.label == label)
    (table,) = part.dataframe
    return table.value


def text_of(app: AppTest) -> str:
    return " ".join(block.value for block in app.markdown)


def chosen(app: AppTest) -> dict[str, Any]:
    """What each control of the page says, by its key."""
    kinds = ("button_group", "number_input", "slider", "selectbox", "text_input")
    found = {widget.key: widget.value for kind in kinds for widget in app.get(kind)}
    return {name: found[name] for name in OF_GRADIENTS if name in found}


def test_the_page_opens_with_its_title_its_takeaway_and_every_section(page: AppTest) -> None:
    lesson = load_lesson("gradients")
    assert not page.exception
    assert [title.value for title in page.title] == [lesson.title]
    assert page.markdown[0].value == lesson.takeaway
    assert sorted(h.value for h in page.header) == sorted(s.heading for s in lesson.sections)
    shown = [block.value for block in page.markdown]
    assert [s.heading for s in lesson.sections if linked(s.text) not in shown] == []


def test_the_player_opens_with_what_the_engine_computes(page: AppTest) -> None:
    assert flow(page) == computed()
    three = make_three(GradientSettings())
    for kind, model in three.models.items():
        trace = model.forward(three.inputs)
        targets, last = np.full((50, 1), three.target), np.eye(50)[49][:, None]
        loss = softmax_cross_entropy(trace.logits, targets, last)
        d_h = model.backward(trace, loss.d_logits).layers[0].d_h
        curve = here(page)["curves"][f"{kind.lower()}_h"]
        np.testing.assert_allclose(curve, np.log10(np.linalg.norm(d_h[:, 0], axis=1)), atol=5.1e-4)


def test_the_windows_open_with_what_the_engine_computes(page: AppTest) -> None:
    (shown,) = payloads(page, "windows")
    three = make_three(GradientSettings())
    cut = windows(three, GradientSettings())
    assert cut is not None and shown == windows_payload(three, cut) | {"revealed": False}


def test_the_window_closes_once_the_question_about_it_is_answered() -> None:
    app = press(visit("gradients"), "Nothing: only the gradient is cut")
    (shown,) = payloads(app, "windows")
    assert shown["revealed"]


def test_every_picture_has_its_table_and_every_table_its_file(page: AppTest) -> None:
    assert len(page.get("plotly_chart")) == 6
    opened = [part for part in page.expander if part.label != "Show the engine's code"]
    assert sorted(part.label for part in opened) == sorted(TABLES)
    for part in opened:
        (download,) = part.get("download_button")
        assert (len(part.dataframe), download.label) == (1, "Download as CSV")


def test_the_table_behind_the_lanes_is_the_member_that_is_shown(page: AppTest) -> None:
    table = behind(page, TABLES[0])
    assert table["token"].tolist() == flow(page)["tokens"][:50]
    for name, title in (("rnn_h", "RNN |dL/dh|"), ("lstm_c", "LSTM |dL/dc|")):
        np.testing.assert_allclose(np.log10(table[title]), here(page)["curves"][name], atol=5.1e-4)


def test_every_chart_is_json_with_its_axes_named(page: AppTest) -> None:
    for chart in page.get("plotly_chart"):
        layout = json.loads(chart.proto.spec)["layout"]
        assert layout["yaxis"]["title"]["text"] and layout["xaxis"]["title"]["text"]


def test_the_chart_of_half_lives_marks_where_the_dial_stands() -> None:
    app = visit("gradients", forget="3", scale="0.5", steps="30")
    shapes = [json.loads(chart.proto.spec)["layout"].get("shapes", [])
              for chart in app.get("plotly_chart")]  # fmt: skip
    marked = [shape["x0"] for each in shapes for shape in each if shape.get("type") == "line"]
    assert places(app) == [30, 0.5, 3.0] and 3.0 in marked


def test_an_address_that_names_every_control_sets_every_control() -> None:
    app = visit("gradients", **ANOTHER)
    assert not app.exception
    asked = {name: ANOTHER[name] for name in GradientSettings.__dataclass_fields__}
    numbers = {name: int(asked[name]) for name in ("steps", "asked", "hidden", "seed")}
    assert flow(app) == computed(**(asked | numbers))
    shown = {name: str(value) for name, value in chosen(app).items()}
    assert shown == {name: ANOTHER[name] for name in shown}
    dials_of_the_player = {"steps", "scale", "forget"}
    assert set(OF_GRADIENTS) - set(shown) == dials_of_the_player
    assert app.query_params == ANOTHER
    table = behind(app, "The updates as numbers")
    wanted = walk(0.03, 3.0, "value")
    np.testing.assert_array_equal(table["w"][table["walk"] == "clipped"], wanted.weights)


@pytest.mark.parametrize(
    ("name", "needs"),
    [(name, {"asked": {"loss": "one step"}}.get(name, {})) for name in ANOTHER
     if name not in ("clip", "limit", "rate", "read", "three", "loss")],
)  # fmt: skip
def test_each_control_alone_changes_what_is_shown(name: str, needs: dict[str, str]) -> None:
    value = int(ANOTHER[name]) if TABLE[name].high else ANOTHER[name]
    shown = flow(visit("gradients", **{name: ANOTHER[name]}, **needs))
    assert shown == computed(**{name: value}, **needs)
    assert shown != computed(**needs)


def shows_its_defaults(app: AppTest, loss: str) -> bool:
    assert not app.exception and not sentences(app)
    said = {name: str(value) for name, value in chosen(app).items() if name != "read"}
    assert said == {name: DEFAULTS[name] for name in said} | {"loss": loss}
    assert len(said) >= len(OF_GRADIENTS) - 5
    return flow(app) == computed(loss=loss)


@pytest.mark.parametrize("name", [name for name in OF_GRADIENTS if name not in ("read", "loss")])
def test_nonsense_for_one_control_is_its_default(name: str) -> None:
    assert shows_its_defaults(visit("gradients", **{"loss": "one step", name: "zebra"}), "one step")


@pytest.mark.parametrize("nonsense", ["zebra", "", "-1e99", "<b>", "inf", "999999999"])
def test_nonsense_for_all_controls_is_the_page_as_it_opens(nonsense: str) -> None:
    address = {name: nonsense for name in OF_GRADIENTS if name != "read"}
    assert shows_its_defaults(visit("gradients", **address), "last step")


@pytest.mark.parametrize("net", ["random", "numbers", "reviews", "first_symbol"])
def test_nothing_typed_is_one_sentence_above_the_networks_own_text(net: str) -> None:
    app = type_into(visit("gradients", three=net), "read", "")
    assert not app.exception
    (sentence,) = sentences(app)
    assert sentence.startswith("Type ") and "for example:" in sentence
    assert sentence.endswith("Until then, the networks’ own text is shown.")
    assert flow(app) == computed(three=net)
    assert app.text_input(key="read").value == ""
    assert [part.label for part in app.expander if part.label in TABLES] == list(TABLES)


def test_hostile_text_stays_text() -> None:
    hostile = "<script>alert(1)</script>"
    app = type_into(visit("gradients", three="intents"), "read", hostile)
    assert not app.exception and not sentences(app)
    tokens = flow(app)["tokens"]
    assert tokens[:7] == ["<", "script", ">", "alert", "(", "1", ")"]
    assert behind(app, TABLES[0])["token"].tolist() == tokens[:50]
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert "<script" not in json.dumps([chart["data"] for chart in charts])
    words = [chart["layout"]["xaxis"].get("ticktext", []) for chart in charts]
    assert ["&lt;", "script", "&gt;"] in [labels[:3] for labels in words]


@pytest.mark.parametrize(
    "text", ["nan, inf, 1e308", "😀 👍🏽", "שלום \u202eabc", "\x00\x01\x7f", "very good " * 2_500]
)
def test_any_text_gives_a_picture_or_a_sentence(text: str) -> None:
    for net in ("random", "numbers"):
        app = type_into(visit("gradients", three=net), "read", text)
        assert not app.exception
        assert (flow(app) == computed(three=net)) == bool(sentences(app))
        assert len(app.text_input(key="read").value) <= MOST_CHARACTERS["read"]


def test_a_low_forget_bias_decays_as_its_button_says() -> None:
    app = press(visit("gradients", three="reviews", scale="3", steps="9"), "f below 1: it decays")
    assert places(app) == [50, 1.0, 0.0]
    assert flow(app) == computed(forget="0")
    assert "the LSTM’s after 14 steps" in here(app)["says"][0]
    assert "falls to 1/1000" in here(app)["says"][0]
    lstm = here(app)["curves"]["lstm_h"]
    assert lstm[0] < lstm[-1] - 3
    assert max(here(app)["kept"]["mean"]) < 0.6


def test_large_weights_explode_as_their_button_says() -> None:
    app = press(visit("gradients"), "Large weights: it explodes")
    assert places(app) == [50, 3.0, 5.0]
    assert flow(app) == computed(three="numbers", read="0", scale="3", forget="5")
    assert "grows a thousandfold" in here(app)["says"][0]
    for name in ("rnn_h", "lstm_h", "gru_h"):
        curve = here(app)["curves"][name]
        assert curve[0] > curve[-1] + 3


def test_a_saturated_cell_state_blocks_as_its_button_says() -> None:
    app = press(visit("gradients", drive="10x"), "Saturated tanh(c): it is blocked")
    assert flow(app) == computed(three="first_symbol", steps=21)
    _, sentence = here(app)["says"]
    assert "of the gradient gets from h into c" in sentence
    curves = here(app)["curves"]
    assert curves["lstm_c"][-1] < curves["lstm_h"][-1] - 3
    assert here(app)["path"][-6] > -0.5  # the road itself is open


def test_a_button_leaves_the_wall_as_it_was_set() -> None:
    app = press(visit("gradients", clip="by value", limit="3"), "f below 1: it decays")
    assert (chosen(app)["clip"], chosen(app)["limit"]) == ("by value", "3")


def test_the_clipping_controls_decide_the_walk_and_its_words() -> None:
    app = visit("gradients")
    app.button_group(key="limit").set_value("0.1").run()
    assert "Clipped by norm at 0.1 it has **0.1**" in text_of(app)
    table = behind(app, TABLES[5])
    np.testing.assert_array_equal(table["loss"][table["walk"] == "clipped"], walk(0.01, 0.1).losses)


def test_other_networks_bring_their_own_text() -> None:
    app = visit("gradients", read="what time")
    app.selectbox(key="three").set_value("numbers").run()
    assert flow(app) == computed(three="numbers")
    assert app.text_input(key="read").value == "0.8, -0.4, 0.3, 1, -0.9, 0.1, -0.2, 0.6"


def test_what_was_typed_waits_for_the_return_of_its_networks() -> None:
    app = type_into(visit("gradients", three="reviews"), "read", "not a good film")
    app.selectbox(key="three").set_value("numbers").run()
    app = type_into(app, "read", "1, 2, 3")
    app.selectbox(key="three").set_value("reviews").run()
    assert app.text_input(key="read").value == "not a good film"
    assert flow(app) == computed(three="reviews", read="not a good film")
    app = press(app, "f below 1: it decays")
    app.selectbox(key="three").set_value("reviews").run()
    assert app.text_input(key="read").value == "not a good film"
    app.selectbox(key="three").set_value("numbers").run()
    assert app.text_input(key="read").value == "1, 2, 3"


def test_only_random_networks_have_a_seed_and_only_one_step_has_a_place() -> None:
    keys = [field.key for field in visit("gradients").number_input]
    assert sorted(keys) == ["hidden", "seed"]
    app = visit("gradients", three="reviews", loss="one step")
    assert [field.key for field in app.number_input] == ["asked"]
