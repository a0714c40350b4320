"""What the browser is handed of the glossary: all of it on its page, a few terms on any other."""

from __future__ import annotations

import json

from lstm_ui.glossary.entries import flashcards, glossary
from lstm_ui.glossary.linking import terms_of
from lstm_ui.glossary.payload import gloss_payload, glossary_payload
from lstm_ui.lessons import load_lesson
from lstm_ui.theme import GATES
from tests.ui.test_glossary import CARDS, ENTRIES
from tests.ui.visits import payloads, visit


def test_the_page_is_handed_every_entry_and_card_as_plain_json() -> None:
    (shown,) = payloads(visit("glossary"), "glossary")
    assert [entry["key"] for entry in shown["entries"]] == list(ENTRIES)
    assert [card["key"] for card in shown["cards"]] == list(CARDS)
    forget = next(entry for entry in shown["entries"] if entry["key"] == "forget-gate")
    assert forget["link"] == {
        "to": "/cell?phase=erase",
        "shows": "f multiplies the old cell state",
        "page": "Inside the LSTM cell",
    }
    assert len(json.dumps(shown, allow_nan=False)) < 120_000


def test_a_link_to_a_page_that_is_not_there_is_left_out() -> None:
    shown = glossary_payload(glossary(), flashcards(), {"/cell": "Inside"})
    links = {entry["key"]: entry.get("link") for entry in shown["entries"]}
    assert links["gru"]["page"] == "Inside" and links["lstm"]["to"] == "/cell"
    assert links["bptt"] is None
    topics = {card["key"]: card.get("topic") for card in shown["cards"]}
    assert (topics["gates-states"], topics["rnn"]) == ("Inside", None)


def test_a_page_is_handed_only_the_terms_that_its_words_lead_to() -> None:
    (shown,) = payloads(visit("cell"), "gloss")
    lesson = load_lesson("cell")
    wanted = {key for section in lesson.sections for key in terms_of(section.text)}
    assert set(shown["terms"]) >= wanted >= {"forget-gate", "unit", "parameter"}
    assert "epoch" not in shown["terms"]
    assert shown["terms"]["forget-gate"] == {
        "term": "forget gate",
        "symbol": "f_t",
        "colour": "f",
        "says": ENTRIES["forget-gate"].brief,
        "equation": ENTRIES["forget-gate"].equation,
        "shape": "(B, H)",
    }
    assert len(json.dumps(shown)) < 16_000


def test_what_listens_to_the_terms_is_light_enough_to_be_sent_at_every_rerun() -> None:
    (sent,) = (
        element.proto
        for element in visit("cell").get("bidi_component")
        if element.proto.component_name == "gatescope_gloss"
    )
    assert len((sent.js_content + sent.css_content).encode()) < 16_000


def test_nothing_of_a_palette_but_its_colours_is_sent() -> None:
    sent = gloss_payload([])["palette"]
    assert set(sent) == set(GATES)
    assert sent["f"] == {"fill": "#D55E00", "ink": "#8C3B00", "dark": "#FF8A47"}
