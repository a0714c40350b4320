"""Whatever is typed or stands in the address: a picture or one plain sentence, never a traceback.

What a real browser adds to this (the player's own parameters, text shown as text) is tested in
``tests/browser``.
"""

from __future__ import annotations

from itertools import product
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui.runs import make_run
from lstm_ui.settings import MOST_CHARACTERS, OF_ASIDES, OF_CELLS, TABLE, Settings
from lstm_ui.sources import NETWORKS, RANDOM, cells_offered, network
from lstm_ui.surgery.spelling import SHORT
from lstm_ui.surgery.tracing.pins import LONGEST_TEXT
from tests.ui.visits import payloads, player, sentences, type_into, visit

PAGES = ("cell", "sequence", "surgery")
TEXTS = {
    "nothing": "",
    "blanks": "   \t  ",
    "ten thousand letters": "a" * 10_000,
    "five thousand words": "very good " * 2_500,
    "emoji": "😀 👍🏽 👨\u200d👩\u200d👧",
    "right to left": "שלום עולם \u202eabc مرحبا",
    "HTML": "<img src=x onerror=alert(1)>",
    "Markdown": "**bold** :red[x] $x^2$ [a](javascript:alert(1))",
    "numbers that are none": "nan, inf, 1e308",
    "controls": "\x00\x01\x1b\x7f\u2028\x85",
    "half of a surrogate pair, as a browser sends it": "\ufffd",
}
ADDRESSES = {
    "a step below the first": {"t": "-5", "unit": "zebra", "phase": "zebra"},
    "sizes above the most": {"net": RANDOM, "hidden": "999", "seed": "999999999"},
    "sizes below the least": {"net": RANDOM, "hidden": "0", "seed": "-1"},
    "sizes that are no whole number": {"net": RANDOM, "hidden": "nan", "seed": "1e9"},
    "sizes without end": {"net": RANDOM, "hidden": "inf", "seed": "inf"},
    "choices that do not exist": dict.fromkeys(TABLE, "zebra"),
    "a cell that the network does not have": {"net": "latch", "cell": "GRU"},
    "a layer of no numbers": {"inputs": "0", "outputs": "99999"},
    "a parameter that does not exist": {"zebra": "x" * 5_000},
    "empty parameters": dict.fromkeys(TABLE, ""),
    "everything twice": {name: ["zebra", str(TABLE[name].default)] for name in TABLE},
}


def shows_a_picture_or_a_sentence(app: AppTest) -> bool:
    """A player and nothing in its place, or a sentence and no player."""
    assert not app.exception and not app.error
    notes = [note for payload in payloads(app) for note in payload["notes"]]
    said = sentences(app) + notes
    assert all(sentence.endswith((".", "!", "?")) or "example:" in sentence for sentence in said)
    return bool(payloads(app)) != any(sentence.startswith("Type ") for sentence in sentences(app))


@pytest.fixture(scope="module", params=product(PAGES, ("reviews", "brackets", "echo")), ids=str)
def opened(request: pytest.FixtureRequest) -> AppTest:
    """A page that stays open from one text to the next, as a learner's does."""
    page, net = request.param
    return visit(page, net=net)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_gives_a_picture_or_a_sentence(opened: AppTest, text: str) -> None:
    assert shows_a_picture_or_a_sentence(type_into(opened, "text", text))


@pytest.fixture(scope="module")
def with_typed_states() -> AppTest:
    """The cell page with its two fields for starting states."""
    return visit("cell", start="typed")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_starting_state_gives_a_picture_that_says_what_to_type(
    with_typed_states: AppTest, text: str
) -> None:
    shown = player(type_into(with_typed_states, "c0", text))
    (note,) = shown["notes"]
    assert note.startswith("The starting states stay zero. Type 4 numbers, one for each unit")
    assert shown["start"] == {"h": [0.0] * 4, "c": [0.0] * 4}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_any_address_gives_a_picture_or_a_sentence(page: str, address: dict[str, str]) -> None:
    assert shows_a_picture_or_a_sentence(visit(page, **address))


@pytest.mark.parametrize(
    ("address", "instead"),
    [
        ({"net": "zebra"}, Settings()),
        ({"cell": "XYZ"}, Settings()),
        ({"candidate": "oops"}, Settings()),
        ({"start": "oops"}, Settings()),
        ({"net": "latch", "cell": "GRU"}, Settings(net="latch")),
        ({"net": RANDOM, "hidden": "999", "seed": "-1"}, Settings(net=RANDOM)),
        ({"net": RANDOM, "hidden": "0", "seed": "1e9"}, Settings(net=RANDOM)),
        ({"net": RANDOM, "hidden": "3", "seed": "5"}, Settings(net=RANDOM, hidden=3, seed=5)),
        (
            {"cell": ["RNN", "GRU"], "start": ["random", "typed"]},
            Settings(cell="RNN", start="random"),
        ),
        ({"net": RANDOM, "seed": ["1", "2"]}, Settings(net=RANDOM, seed=2)),
        ({"net": "echo", "text": ["1", "0.5, 0.25"]}, Settings(net="echo", text="0.5, 0.25")),
    ],
)
def test_what_an_address_cannot_say_is_the_default(
    address: dict[str, str], instead: Settings
) -> None:
    shown, run = player(visit("cell", **address)), make_run(instead)
    assert run.trace is not None
    assert shown["badge"] == run.badge
    assert shown["tokens"] == list(run.parsed.tokens)
    last = run.trace.layers[0].h[-1, 0]
    assert shown["series"]["h"][-1] == pytest.approx(last, abs=5.1e-5)


@pytest.mark.parametrize("net", NETWORKS)
def test_every_network_cell_and_start_gives_a_picture(net: str) -> None:
    app = visit("cell", net=net)
    for cell in cells_offered(net):
        for start in TABLE["start"].options:
            app.button_group(key="cell").set_value(cell)
            app.button_group(key="start").set_value(start).run()
            assert not app.exception
            shown = player(app)
            assert shown["cell"]["kind"] == cell
            assert any(shown["start"]["h"]) == (start != "zero")
            assert shown["notes"] == []


def test_a_text_too_long_for_an_address_is_shortened_and_not_refused() -> None:
    app = type_into(visit("sequence"), "text", "很好 " * 10_000)
    assert player(app)["notes"][0].startswith("Only the first 64 words are read")
    assert len(app.text_input(key="text").value) == MOST_CHARACTERS["text"]
    of_a_page = MOST_CHARACTERS.keys() & {*OF_CELLS, *OF_ASIDES}
    fields = {name: "😀" * MOST_CHARACTERS[name] for name in of_a_page}
    fields |= {"edits": "_" * SHORT, "a": "%" * SHORT, "trace": "_" * LONGEST_TEXT}
    assert len(urlencode(fields)) < 62_500  # the server takes 64 kB, headers included


@pytest.mark.parametrize("page", PAGES)
def test_empty_choices_in_an_address_leave_the_defaults_chosen(page: str) -> None:
    app = visit(page, cell="", start="", candidate="", net="")
    assert player(app)["title"] == "LSTM cell, Review sentiment"
    chosen = {control.key: control.value for control in app.get("button_group")}
    assert (chosen["cell"], chosen["candidate"], chosen["start"]) == ("LSTM", "tanh", "zero")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_typed_says_what_to_type_and_takes_the_picture_away(page: str) -> None:
    app = type_into(visit(page), "text", "")
    assert sentences(app)[0] == f"Type a sentence, for example: {network('reviews').default}"
    assert not payloads(app) and not app.get("plotly_chart")
    assert "The numbers behind the picture" not in [part.label for part in app.expander]
    others = {"cell": 1, "sequence": 0, "surgery": 3}  # of what does not read the text
    assert len(app.get("download_button")) == others[page]


def test_the_numbers_of_the_echo_are_limited_and_named() -> None:
    shown = player(type_into(visit("cell", net="echo"), "text", "nan, inf, 1e308, 0.5"))
    assert shown["tokens"] == ["100", "100", "0.5"]
    assert shown["known"] == [False, False, True]
    assert shown["notes"] == [
        "“nan” left out, being no number; numbers beyond ±100 are read as ±100."
    ]


def test_html_reaches_the_player_as_the_words_it_was_typed_as() -> None:
    shown = player(type_into(visit("cell"), "text", "<b>good</b>"))
    assert shown["tokens"] == ["<", "b", ">", "good", "<", "/", "b", ">"]
