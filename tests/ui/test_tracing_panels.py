"""The panel of traced values inside a Streamlit script: what it sends, keeps and writes."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.visits import payloads, press


def script() -> None:
    import streamlit as st

    from lstm_core.arithmetic import Place
    from lstm_ui import cache
    from lstm_ui.settings import Settings
    from lstm_ui.surgery.tracing import controls, panels

    text = st.text_input("text", "the food was great but cold .", key="words")
    settings = Settings(text=text, cell="GRU" if st.checkbox("GRU") else "LSTM")
    controls.follow_address("trace" not in st.session_state or st.checkbox("back"))
    run = cache.run(settings)
    panels.cards(settings, run)
    st.button("Trace f", on_click=controls.add_card, args=(run, Place("f", 3, 2)))
    st.button("Trace o", on_click=controls.add_card, args=(run, Place("o", 3, 2)))
    change = {"trace": "c.2.1__none.1.1", "count": 3}
    st.button("Tell", on_click=controls.take, args=(change,))


@pytest.fixture
def page():
    def open_(**address):
        app = AppTest.from_function(script, default_timeout=60)
        app.query_params.update(address)
        return app.run()

    return open_


def cards(app):
    (payload,) = payloads(app, "cards")
    return payload


def test_the_panel_opens_with_the_answer_and_an_address_without_it(page):
    app = page()
    assert [card["place"]["name"] for card in cards(app)["cards"]] == ["share"]
    assert "trace" not in app.query_params
    assert not app.exception


def test_a_card_asked_for_elsewhere_is_added_attended_to_and_linked(page):
    app = page()
    first = cards(app)["trace"]
    app = press(app, "Trace f")
    assert cards(app)["trace"] == f"{first}__f.4.3"
    assert cards(app)["attend"] == {"count": 1, "card": 1}
    assert app.query_params["trace"] == f"{first}__f.4.3"
    app = press(app, "Trace o")
    assert cards(app)["trace"] == f"{first}__f.4.3__o.4.3"
    assert cards(app)["attend"] == {"count": 2, "card": 2}
    app = press(app, "Trace f")
    assert cards(app)["trace"] == f"{first}__f.4.3__o.4.3"
    assert cards(app)["attend"] == {"count": 3, "card": 1}


def test_what_the_browser_tells_is_kept_counted_and_read_like_any_text(page):
    app = press(page(), "Tell")
    assert cards(app)["told"] == 3
    assert cards(app)["trace"] == "c.2.1"
    assert cards(app)["notes"] == [
        "none of unit 1 at step 1 is not in this run: a card is left out."
    ]
    assert app.query_params["trace"] == "c.2.1__none.1.1"


def test_another_cell_keeps_the_cards_that_it_has(page):
    app = page(trace="f.4.3__h.2.1")
    assert cards(app)["trace"] == "f.4.3__h.2.1"
    app.checkbox[0].check().run()
    assert cards(app)["trace"] == "h.2.1"
    assert cards(app)["notes"][0].startswith("f of unit 3 at step 4 is not in this run")
    app.checkbox[0].uncheck().run()
    assert cards(app)["trace"] == "f.4.3__h.2.1"


def test_where_the_address_decides_it_is_followed(page):
    app = press(page(trace="c.1.1"), "Trace f")
    app.query_params["trace"] = "i.1.1"
    app.checkbox[1].check().run()
    assert cards(app)["trace"] == "i.1.1"


def test_a_text_without_a_picture_has_no_cards_and_keeps_them_for_later(page):
    app = page(trace="f.4.3")
    text = app.text_input(key="words").value
    app.text_input(key="words").set_value("").run()
    assert payloads(app, "cards") == [] and not app.exception
    app.text_input(key="words").set_value(text).run()
    assert cards(app)["trace"] == "f.4.3"
