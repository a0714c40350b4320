"""The pictures below the operating table on a page of their own, as a browser opens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui import panels
from lstm_ui.settings import MOVES_MOST, OF_ASIDES, TABLE
from lstm_ui.surgery.asides import corners, sequel
from lstm_ui.surgery.asides.corners import NO_GATES
from tests.ui.visits import payloads, sentences, type_into

PAGE = Path(__file__).parent.parent / "asides_page.py"
EXPANDERS = ["The numbers behind the corners", "The numbers behind both texts",
             "All shapes as a table", "RNN, LSTM and GRU of this size"]  # fmt: skip


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return app


def one(app: AppTest, component: str) -> dict:
    (payload,) = payloads(app, component)
    return payload


def test_all_three_pictures_stand_with_the_numbers_behind_them() -> None:
    app = opened()
    assert (one(app, "corners")["state"], one(app, "corners")["unit"]) == ("c", 2)
    assert one(app, "sequel")["says"].startswith("With the state carried over the second text")
    assert one(app, "shapes")["kind"] == "LSTM" and one(app, "shapes")["changed"] == []
    assert [part.label for part in app.expander] == EXPANDERS
    assert len(app.get("download_button")) == len(EXPANDERS)


def test_the_address_sets_every_widget() -> None:
    address = {"followed": "2", "then": "so good", "kind": "GRU", "length": "7", "batch": "2",
               "width": "9", "units": "11"}  # fmt: skip
    assert set(address) == set(OF_ASIDES)
    app = opened(**address)
    assert one(app, "corners")["unit"] == 1
    assert one(app, "sequel")["tokens"][-2:] == ["so", "good"]
    lens = one(app, "shapes")
    shapes = {f"{a['group']} {a['symbol']}": a["shape"] for a in lens["arrays"]}
    assert (lens["kind"], shapes["all xs"], shapes["all h"]) == ("GRU", [7, 2, 9], [7, 2, 11])
    assert lens["changed"] == []


@pytest.mark.parametrize("nonsense", ["zebra", "", "0", "65", "-3", "1e9", "inf", "<b>"])
def test_nonsense_in_the_address_leaves_the_pictures_standing(nonsense: str) -> None:
    app = opened(**{name: nonsense for name in OF_ASIDES if name != "then"})
    assert one(app, "corners")["unit"] == 2
    lens = one(app, "shapes")
    assert lens["kind"] == "LSTM" and 1 <= lens["steps"] <= 64
    for name in ("length", "batch", "width", "units"):
        assert TABLE[name].low <= app.slider(key=name).value <= TABLE[name].high


def test_one_slider_lights_up_what_it_changes_and_says_so() -> None:
    app = opened()
    app.slider(key="units").set_value(16).run()
    lens = one(app, "shapes")
    assert lens["changed"] == ["H"] and "256 → 1,024" in lens["says"]
    app.slider(key="length").set_value(30).run()
    lens = one(app, "shapes")
    assert lens["changed"] == ["T"]
    assert [a["symbol"] for a in lens["arrays"] if a["lit"]] == ["xs", "c", "h"]
    type_into(app, "text", "good")  # another change elsewhere leaves the last one standing
    assert one(app, "shapes")["changed"] == ["T"]


def test_another_unit_is_followed_and_kept_where_the_next_cell_has_it() -> None:
    app = opened(net="random")
    app.button_group(key="followed").set_value("8").run()
    assert one(app, "corners")["unit"] == 7
    app.selectbox(key="net").set_value("latch").run()
    assert not app.exception
    assert app.button_group(key="followed").value == MOVES_MOST
    assert app.button_group(key="followed").options == [MOVES_MOST, "1", "2"]


def test_the_second_text_belongs_to_its_network() -> None:
    app = opened()
    type_into(app, "then", "really bad")
    app.selectbox(key="net").set_value("latch").run()
    assert app.text_input(key="then").value == "..B.....AAA"
    app.selectbox(key="net").set_value("reviews").run()
    assert app.text_input(key="then").value == "really bad"
    assert one(app, "sequel")["tokens"][-2:] == ["really", "bad"]


def test_an_rnn_says_why_it_has_no_corners_and_shows_the_rest() -> None:
    app = opened(cell="RNN")
    assert NO_GATES in sentences(app)
    assert not payloads(app, "corners") and one(app, "sequel")["state"] == "h"
    assert "The numbers behind the corners" not in [part.label for part in app.expander]


def test_a_gru_has_two_corners() -> None:
    app = opened(cell="GRU")
    assert [c["name"] for c in one(app, "corners")["corners"]] == ["overwrite", "keep"]


def test_nothing_typed_says_what_to_type() -> None:
    app = type_into(opened(), "then", "")
    assert sentences(app)[0].startswith("Second text: Type a sentence, for example:")
    assert not payloads(app, "sequel") and payloads(app, "corners")
    app = type_into(opened(), "text", "")
    assert not app.exception and sentences(app) == []  # the player's place says it, once
    assert not payloads(app, "corners") and not payloads(app, "sequel") and payloads(app, "shapes")


def test_what_was_held_on_the_table_is_held_here_too() -> None:
    free, operated = one(opened(), "corners"), one(opened(edits="i_all_all_0"), "corners")
    assert any(free["free"]) and not any(operated["free"])
    assert operated["badge"].endswith("operated on by you")


def test_a_rerun_takes_apart_nothing_that_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(text="so good", then="so bad")
    begun: list[str] = []
    monkeypatch.setattr(panels, "TABLES_OPEN", False)
    for what in ("the corners", "both texts"):
        app.session_state[f"open-The numbers behind {what}"] = False
    for module, names in ((corners, ("corners_payload", "corners_table")),
                          (sequel, ("sequel_payload", "sequel_table"))):  # fmt: skip
        for name in names:
            monkeypatch.setattr(module, name, lambda *_, name=name: begun.append(name))
    app.run()
    assert not app.exception and not begun
    assert payloads(app, "corners") and payloads(app, "sequel")
