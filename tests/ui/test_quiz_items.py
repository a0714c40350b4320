"""The items of the quiz are whole: one right answer, a reason for each wrong one, a way on."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from lstm_ui.quiz.items import (
    SORTS,
    TOPICS,
    Choice,
    Item,
    Numeric,
    Pointing,
    load_items,
)
from lstm_ui.quiz.numeric import SUMS
from lstm_ui.quiz.pointing import CELLS, drawing, parts_of, sort_of
from lstm_ui.settings import (
    MOST_CHARACTERS,
    OF_BIDIRECTIONAL,
    OF_CELLS,
    OF_GRADIENTS,
    OF_GRU,
    OF_RECURRENCE,
    OF_SHAPES,
    OF_SURGERY,
    OF_UNROLLED,
    TABLE,
)
from lstm_ui.theme import GATES
from tests.ui.places import OF_PLAYERS, anchors, opens
from tests.ui.quiz_content import COVERS, MISCONCEPTIONS
from tests.ui.visits import payloads, visit

ITEMS = load_items()
CHOICES = [item for item in ITEMS.values() if isinstance(item, Choice)]
NUMERIC = [item for item in ITEMS.values() if isinstance(item, Numeric)]
POINTING = [item for item in ITEMS.values() if isinstance(item, Pointing)]
LINKED = [item for item in ITEMS.values() if item.link]
ROOT = Path(__file__).parent.parent.parent
PATHS = {*(f"/{topic}" for topic in TOPICS), "/surgery"}
"""Pages of the plan to which an item may lead."""
OF_A_PLAYER = {"t", "unit", "phase"}
TAKES = {
    "/cell": OF_CELLS,
    "/sequence": OF_CELLS,
    "/surgery": (*OF_CELLS, *OF_SURGERY),
    "/gradients": OF_GRADIENTS,
    "/backprop": OF_UNROLLED,
    "/recurrence": OF_RECURRENCE,
    "/gru": OF_GRU,
    "/bidirectional": OF_BIDIRECTIONAL,
    "/shapes": OF_SHAPES,
}
"""What the pages that may be opened with parameters are set by."""
PLAIN = re.compile(r"\[\[(\w)(?:\|([^\]]+))?\]\]")


def texts(item: Item) -> list[str]:
    found = [item.question, item.why]
    if isinstance(item, Choice):
        found += [item.right, *(part for option in item.wrong for part in option)]
    if isinstance(item, Numeric):
        found += item.slips.values()
    if isinstance(item, Pointing):
        found += item.wrong.values()
    return found


def named(item: Item) -> str:
    return item.key


def test_there_are_enough_items_of_every_kind_and_topic() -> None:
    assert len(ITEMS) >= 64
    assert f"answer {len(ITEMS)} questions" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert min(Counter(item.topic for item in ITEMS.values()).values()) >= 4
    assert set(TOPICS) == {item.topic for item in ITEMS.values()}
    assert len(CHOICES) >= 40 and len(NUMERIC) >= 20 and len(POINTING) >= 8


def test_everything_that_is_to_be_asked_is_asked_and_nothing_else_is_named() -> None:
    assert {name for item in ITEMS.values() for name in item.covers} == COVERS


PLAN = ROOT.parent / "shared" / "CONTENT.md"


@pytest.mark.skipif(not PLAN.exists(), reason="only where the plan of what is taught lies beside")
def test_the_misconceptions_are_those_of_the_plan() -> None:
    part = PLAN.read_text(encoding="utf-8").partition("## C.")[2]
    rows = [line.split(" | ")[0].strip("| ") for line in part.splitlines() if line.startswith("| ")]
    assert rows[1:] == list(MISCONCEPTIONS.values())


def test_the_pooling_item_is_what_pooling_gives() -> None:
    grid = [[1, 2, 3, 4], [5, 6, 7, 8], [1, 2, 3, 4], [5, 7, 6, 8]]
    item = ITEMS["pooling"]
    assert isinstance(item, Choice)
    assert " / ".join(" ".join(map(str, row)) for row in grid) in item.question

    def pooled(reduce, stride: int) -> str:
        starts = range(0, 3, stride)
        rows = [
            [reduce([grid[r][c], grid[r][c + 1], grid[r + 1][c], grid[r + 1][c + 1]])
             for c in starts] for r in starts
        ]  # fmt: skip
        return "[#" + " / ".join(" ".join(f"{value:g}" for value in row) for row in rows) + "#]"

    def mean(window: list[int]) -> float:
        return sum(window) / 4

    assert item.right == pooled(mean, 2) == "[#3.5 5.5 / 3.75 5.25#]"
    assert [text for text, _ in item.wrong][:2] == [pooled(max, 2), pooled(sum, 2)]
    assert [text for text, _ in item.wrong][2] == pooled(mean, 1)


@pytest.mark.parametrize("item", CHOICES, ids=named)
def test_a_choice_offers_texts_of_like_length_and_no_way_out(item: Choice) -> None:
    offered = [item.right, *(text for text, _ in item.wrong)]
    assert 3 <= len(offered) <= 5
    assert all(len(why.split()) >= 4 for _, why in item.wrong)
    for text in offered:
        assert not re.search(r"(all|none|both) of (the|these|them)|the above", text.lower())


def test_the_right_text_is_the_longest_no_more_often_than_chance_would_have_it() -> None:
    def length(text: str) -> int:
        return len(PLAIN.sub(lambda found: found[2] or found[1], text))

    longest = [
        item.key
        for item in CHOICES
        if length(item.right) > max(length(text) for text, _ in item.wrong)
    ]
    assert len(longest) <= len(CHOICES) * 0.3, longest


@pytest.mark.parametrize("item", ITEMS.values(), ids=named)
def test_every_mark_is_a_symbol_of_the_theme_and_no_blank_is_left_in_words(item: Item) -> None:
    for text in texts(item):
        assert {found[1] for found in PLAIN.finditer(text)} <= set(GATES)
        assert "[[" not in PLAIN.sub("", text)
        assert not re.search(r"</?[a-z][^>]*>", text)
        if not isinstance(item, Numeric):
            assert not re.search(r"\{\w+\}", text)


def test_only_what_no_picture_shows_has_no_link_to_one() -> None:
    assert ITEMS.keys() - {item.key for item in LINKED} == {"pooling", "cnn-or-rnn"}


@pytest.mark.parametrize("item", LINKED, ids=named)
def test_every_link_opens_a_page_of_the_course_with_what_it_takes(item: Item) -> None:
    link = urlsplit(item.link)
    assert link.path in PATHS
    assert link.fragment in anchors(link.path)
    parameters = parse_qsl(link.query, keep_blank_values=True, strict_parsing=bool(link.query))
    for name, value in parameters:
        if name in OF_A_PLAYER or opens(link.path, name, value):
            continue
        assert name in TAKES.get(link.path, ()), (name, value)
        setting = TABLE[name]
        if setting.options or setting.high:
            assert setting.takes(value), (name, value)
        else:
            assert 0 < len(value) <= MOST_CHARACTERS.get(name, 400)


@pytest.mark.parametrize("item", LINKED, ids=named)
def test_a_link_into_a_player_names_a_phase_that_its_cell_has(item: Item) -> None:
    query = dict(parse_qsl(urlsplit(item.link).query))
    if "phase" not in query:
        return
    kind = query.get("cell", "LSTM").lower()
    source = (ROOT / "assets" / "cells" / f"{kind}.toml").read_text(encoding="utf-8")
    phases = [phase["id"] for phase in tomllib.loads(source)["phase"]]
    assert query["phase"] in phases


def pictures() -> list[tuple[str, str]]:
    """The pages that exist with the parameters that links ask for, each once."""
    found = set()
    for item in ITEMS.values():
        link = urlsplit(item.link)
        own = OF_A_PLAYER | OF_PLAYERS.get(link.path, {}).keys()
        query = [pair for pair in parse_qsl(link.query) if pair[0] not in own]
        if query and (ROOT / "pages" / f"{link.path[1:]}.py").exists():
            found.add((link.path[1:], urlencode(query)))
    return sorted(found)


@pytest.mark.parametrize(("page", "query"), pictures())
def test_a_link_with_parameters_opens_its_picture_without_a_word_of_complaint(
    page: str, query: str
) -> None:
    app = visit(page, **dict(parse_qsl(query)))
    assert not app.exception and not app.error
    (picture,) = [
        payload
        for name in ("player", "backprop", "flow", "bidirectional", "inout")
        for payload in payloads(app, name)
    ]  # fmt: skip
    assert picture.get("notes", []) == []


@pytest.mark.parametrize("item", POINTING, ids=named)
def test_every_part_of_a_cell_is_right_or_has_its_reason(item: Pointing) -> None:
    parts = parts_of(item)
    cell = drawing(item.cell)
    assert set(parts) == {part["id"] for part in (*cell["nodes"], *cell["wires"])}
    assert {name for name, part in parts.items() if not part["why"]} == set(item.right)
    assert all(part["name"] for part in parts.values())


def test_every_cell_is_pointed_at_and_parts_of_every_sort() -> None:
    assert {item.cell for item in POINTING} == set(CELLS)
    lstm = drawing("LSTM")
    assert {sort_of(part) for part in (*lstm["nodes"], *lstm["wires"])} == set(SORTS)


def test_what_was_pointed_at_is_called_by_its_name() -> None:
    parts = parts_of(next(item for item in POINTING if item.key == "point-erase"))
    assert parts["i"]["name"] == "i_t (input gate)"
    assert parts["times_i"]["name"] == "the multiplication i ⊙ g"
    assert parts["plus"]["name"] == "the addition of what was kept plus what was written"
    assert parts["c_down"]["name"] == "the wire that carries the cell state"


@pytest.mark.parametrize("item", NUMERIC, ids=named)
def test_every_sum_is_asked_once(item: Numeric) -> None:
    assert item.sum in SUMS
    assert [other.key for other in NUMERIC if other.sum == item.sum] == [item.key]


def test_every_sum_of_the_engine_is_asked() -> None:
    assert {item.sum for item in NUMERIC} == set(SUMS)
