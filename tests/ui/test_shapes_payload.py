"""The player of the five shapes is handed what the networks computed, whatever was typed."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from lstm_core.tasks import names, segments
from lstm_ui.settings import ShapeSettings
from lstm_ui.shapes import dated, models
from lstm_ui.shapes.kinds import DISPLAY, KINDS
from lstm_ui.shapes.payload import inout_payload
from lstm_ui.shapes.tables import graph_table


def payload_of(shape: str, given: str | None = None, lit: int = 7) -> dict[str, Any]:
    found = inout_payload(ShapeSettings(shape, given, lit))
    assert isinstance(found, dict)
    json.dumps(found, allow_nan=False)
    return found


def nodes(run: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in run["nodes"] if node["kind"] == kind]


@pytest.mark.parametrize("shape", KINDS)
def test_every_move_and_arrow_names_boxes_that_are_there(shape: str) -> None:
    for run in payload_of(shape)["runs"]:
        names = [node["id"] for node in run["nodes"]]
        assert len(set(names)) == len(names)
        assert {edge[end] for edge in run["edges"] for end in ("from", "to")} <= set(names)
        assert {beat["node"] for beat in run["beats"]} <= set(names)
        for node in run["nodes"]:
            assert node["tip"]["head"] and 0 <= node["since"] < len(run["beats"])


@pytest.mark.parametrize("shape", KINDS)
def test_no_arrow_is_drawn_before_both_its_boxes_are_there(shape: str) -> None:
    for run in payload_of(shape)["runs"]:
        since = {node["id"]: node["since"] for node in run["nodes"]}
        for edge in run["edges"]:
            assert edge["since"] >= max(since[edge["from"]], since[edge["to"]])


@pytest.mark.parametrize("shape", KINDS)
def test_inputs_and_outputs_are_as_many_as_the_shape_says(shape: str) -> None:
    run = payload_of(shape)["runs"][0]
    given = [node for node in nodes(run, "in") if node["given"] or node["id"] == "x1"]
    made = len(nodes(run, "out"))
    assert (len(given) == 1) == shape.startswith("one")
    assert (made == 1) == shape.endswith("one")
    assert (made == len(given)) == (shape in ("one-one", "many-equal"))


@pytest.mark.parametrize("shape", KINDS)
def test_shares_sum_to_one_and_the_largest_is_what_is_written(shape: str) -> None:
    for run in payload_of(shape)["runs"]:
        for beat in run["beats"]:
            if beat["shares"] and beat["asked"]:
                shares = [one["share"] for one in beat["shares"]]
                assert sum(shares) == pytest.approx(1.0, abs=2e-3)
                best = beat["shares"][int(np.argmax(shares))]["label"]
                assert f"“{best}”" in beat["say"] or best in beat["say"] or best == "end"


def test_the_display_is_named_and_spelled_as_the_networks_do_it() -> None:
    for bits in range(128):
        lit = np.array([bits >> k & 1 for k in range(7)], dtype=float)
        answer = models.digits().forward(lit[None, None]).logits[0, 0].argmax()
        assert payload_of("one-one", lit=bits)["runs"][0]["answer"] == segments.NAMES[answer]
    for digit, lit in enumerate(segments.DIGITS):
        bits = sum(1 << k for k in range(7) if lit[k])
        assert payload_of("one-many", lit=bits)["runs"][0]["answer"] == segments.NAMES[digit]


def test_the_page_opens_with_a_seven() -> None:
    assert ShapeSettings().lit == sum(1 << k for k in range(7) if segments.DIGITS[7][k])


def test_every_word_has_a_label_and_neighbours_tell_jordan_from_jordan() -> None:
    run = payload_of("many-equal")["runs"][0]
    assert [node["text"] for node in nodes(run, "out")] == run["answer"].split()
    words, labels = names.DEFAULT.split(), run["answer"].split()
    assert [label for word, label in zip(words, labels, strict=True) if word == "Jordan"] == [
        "person",
        "place",
    ]


def test_a_question_is_answered_at_its_last_word_only() -> None:
    payload = payload_of("many-one")
    run = payload["runs"][0]
    asked = [beat["asked"] for beat in run["beats"]]
    assert asked == [False] * 5 + [True] and len(nodes(run, "in")) == 5
    assert run["answer"] == "time"


def test_what_the_lesson_says_of_the_bridge() -> None:
    for text in ("3.3.21", "Wednesday, 3 March 2021", 30 * "a"):
        for run in payload_of("many-unequal", text)["runs"]:
            (bridge,) = nodes(run, "bridge")
            assert bridge["text"] == "64"
    facts = [models.facts(name) for name in models.DATES.values()]
    assert {(one["updates"], one["batch_size"], one["hidden_size"]) for one in facts} == {
        (6000, 64, 32)
    }
    assert (len("Wednesday, 3 March 2021"), len("2021-03-03")) == (23, 10)


def test_what_the_lesson_says_of_where_attention_looks() -> None:
    text = KINDS["many-unequal"].default
    with_attention = payload_of("many-unequal")["runs"][0]
    looked = np.array(with_attention["looked"])
    np.testing.assert_allclose(looked.sum(axis=1), 1.0, atol=0.01)
    most = looked.argmax(axis=1)
    assert all(most[:4] >= text.index("2021"))
    assert all((text.index("March") <= place <= text.index(" 2021")) for place in most[5:7])
    assert all((text.index("3") <= place < text.index("March")) for place in most[8:10])


def test_the_long_example_is_right_with_attention_and_wrong_without() -> None:
    payload = payload_of("many-unequal", KINDS["many-unequal"].suggestions[-1])
    assert [run["verdict"] for run in payload["runs"]] == ["right", "wrong, it is 1999-01-30"]


@pytest.mark.parametrize("text", KINDS["many-unequal"].suggestions[:-1])
def test_both_networks_write_the_short_examples(text: str) -> None:
    assert [run["verdict"] for run in payload_of("many-unequal", text)["runs"]] == ["right"] * 2


def test_the_measured_shares_are_those_of_the_files() -> None:
    for row in payload_of("many-unequal")["measured"]["rows"]:
        stored = models.facts(models.DATES[row["key"]])["accuracy_behind"]
        assert row["shares"] == list(stored.values())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 Feb 2021", "There is no 2021-02-31"),
        ("hello", "No date was found"),
        ("a" * 300, "Only the first 72 characters are read."),
        ("3 März 2021 🎉", "“ä”, “🎉” are unknown"),
        ("3.3.1821", "1821 is none of them"),
    ],
)
def test_what_is_no_usual_date_gets_a_plain_sentence_and_an_answer(
    text: str, sentence: str
) -> None:
    payload = payload_of("many-unequal", text)
    assert any(sentence in note for note in payload["notes"])
    assert all(run["beats"] for run in payload["runs"])


def test_what_is_unknown_is_marked_at_its_own_place() -> None:
    run = payload_of("many-unequal", "3.3.21 🎉")["runs"][0]
    assert [node["unknown"] for node in nodes(run, "in")] == [False] * 7 + [True]
    words = payload_of("many-equal", "Zelda sleeps in Rome")["runs"][0]
    assert [node["unknown"] for node in nodes(words, "in")] == [True, True, False, False]


@pytest.mark.parametrize("shape", [key for key in KINDS if key not in DISPLAY])
def test_an_empty_field_gets_a_sentence(shape: str) -> None:
    for text in ("", "  \n\t "):
        found = inout_payload(ShapeSettings(shape, text))
        assert isinstance(found, str) and "for example: " in found


@with_settings(max_examples=40, deadline=None)
@given(st.sampled_from([key for key in KINDS if key not in DISPLAY]), st.text(max_size=90))
def test_any_text_at_all_gives_a_picture_or_a_sentence(shape: str, text: str) -> None:
    found = inout_payload(ShapeSettings(shape, text))
    assert found if isinstance(found, str) else json.dumps(found, allow_nan=False)


def test_capitals_accents_and_joined_emoji_are_one_character_each() -> None:
    typed = dated.read("É👨‍👩‍👧 3  May")
    assert typed.tokens == ("É", "👨‍👩‍👧", " ", "3", " ", "M", "a", "y")


def test_the_table_has_a_row_for_every_box_and_the_shares_of_attention() -> None:
    payload = payload_of("many-unequal")
    table = graph_table(payload)
    assert len(table) == sum(len(run["nodes"]) for run in payload["runs"])
    first = table[(table["network"] == "with attention") & (table["box"] == "out1")].iloc[0]
    assert first["looks at 22"] == payload["runs"][0]["looked"][0][21]
    assert first["text"] == "2"


def test_the_largest_payload_stays_small() -> None:
    assert len(json.dumps(payload_of("many-unequal", "3 May 2021" + " and so on" * 7))) < 400_000


def test_whatever_is_lit_a_whole_name_is_written_and_a_poor_picture_gets_a_low_share() -> None:
    first = []
    for bits in range(128):
        (run,) = payload_of("one-many", lit=bits)["runs"]
        assert run["answer"] in segments.NAMES
        first.append(max(one["share"] for one in run["beats"][0]["shares"]))
    assert min(first) < 0.35
