"""The page on reading both ways: its readers, its sentences, and what its words claim."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from lstm_core.activations import softmax
from lstm_core.lstm import LSTM
from lstm_core.tasks.gaps import CLASSES, KINDS
from lstm_ui.bidirectional.panels import SCENES
from lstm_ui.bidirectional.payload import gap_payload
from lstm_ui.bidirectional.readers import DIRECTIONS, read, reader
from lstm_ui.bidirectional.sentences import EXAMPLES, MOST_WORDS, Gapped, parse
from lstm_ui.bidirectional.tables import share_table
from lstm_ui.lessons import load_lesson
from lstm_ui.runs import measured_percent
from lstm_ui.settings import CLUES
from tests.fixtures.make_bidirectional_golden import STORED, golden
from tests.ui.test_bad_input import TEXTS
from tests.ui.visits import payloads, press, sentences, type_into, visit

WERE = CLASSES.index("were")


def example(where: str) -> Gapped:
    found = parse(None, where)
    assert isinstance(found, Gapped)
    return found


def shown(app: Any) -> dict[str, Any]:
    (payload,) = payloads(app, "bidirectional")
    return payload


def at_gap(where: str, direction: str, future: str = "there") -> np.ndarray:
    sentence = example(where)
    return read(sentence, future).shares[direction][sentence.at]


def words_of(heading: str) -> str:
    section = load_lesson("bidirectional")[heading]
    return section.text + (section.question.reveal if section.question else "")


# ---------------------------------------------------------------- what the readers do


def test_where_the_clues_come_after_only_those_who_read_back_fill_the_gap() -> None:
    assert at_gap("after the gap", "forward").max() < 0.3
    assert at_gap("after the gap", "backward")[WERE] > 0.95
    assert at_gap("after the gap", "both")[WERE] > 0.95


def test_where_the_clues_come_before_only_those_who_read_on_fill_the_gap() -> None:
    assert at_gap("before the gap", "backward").max() < 0.45
    assert at_gap("before the gap", "forward")[WERE] > 0.95
    assert at_gap("before the gap", "both")[WERE] > 0.95


def test_where_each_has_one_clue_only_both_together_fill_the_gap() -> None:
    ahead, back = (at_gap("on both sides", name) for name in ("forward", "backward"))
    assert ahead[[CLASSES.index("was"), WERE]].sum() > 0.95 and ahead.max() < 0.7
    assert back[[CLASSES.index("are"), WERE]].sum() > 0.95 and back.max() < 0.7
    assert at_gap("on both sides", "both")[WERE] > 0.95


def test_without_what_follows_nobody_fills_a_gap_whose_clues_come_after() -> None:
    for direction in DIRECTIONS:
        assert at_gap("after the gap", direction, "not yet").max() < 0.5
    assert at_gap("before the gap", "both", "not yet")[WERE] > 0.95


@pytest.mark.parametrize("where", CLUES)
@pytest.mark.parametrize("future", ["there", "not yet"])
def test_the_two_votes_and_the_bias_are_the_answer(where: str, future: str) -> None:
    reading = read(example(where), future)
    np.testing.assert_allclose(
        softmax(reading.votes.sum), reading.shares["both"][example(where).at], atol=1e-12
    )


@pytest.mark.parametrize("where", CLUES)
def test_what_a_reader_alone_says_hangs_on_its_own_side_only(where: str) -> None:
    sentence = example(where)
    whole, cut = read(sentence, "there"), read(sentence, "not yet")
    assert cut.steps == sentence.at + 1
    np.testing.assert_allclose(whole.shares["forward"][: cut.steps], cut.shares["forward"])
    later = parse(" ".join(sentence.words[sentence.at :]), where)
    assert isinstance(later, Gapped)
    np.testing.assert_allclose(
        read(later, "there").shares["backward"], whole.shares["backward"][sentence.at :]
    )


def test_the_readers_were_trained_alike_and_have_about_as_many_parameters() -> None:
    facts = [reader(direction).facts for direction in DIRECTIONS]
    for key in ("seed", "updates", "batch_size", "rate", "decay", "vocabulary", "cell"):
        assert all(fact[key] == facts[0][key] for fact in facts)
    counts = [fact["parameters"] for fact in facts]
    assert max(counts) < 1.03 * min(counts)


# ---------------------------------------------------------------- what was measured


def test_each_reader_guesses_exactly_where_its_side_tells_nothing() -> None:
    by_kind = {name: reader(name).facts["accuracy_by_kind"] for name in DIRECTIONS}
    assert all(share > 0.99 for share in by_kind["both"].values())
    for own, other, direction in (("before", "after", "forward"), ("after", "before", "backward")):
        assert by_kind[direction][own] > 0.99
        assert by_kind[direction][other] == pytest.approx(0.25, abs=0.03)
        assert by_kind[direction]["both"] == pytest.approx(0.5, abs=0.04)


def test_without_the_future_the_one_that_reads_both_ways_is_no_better_than_from_the_left() -> None:
    cut = reader("both").facts["accuracy_without_what_follows"]
    ahead = reader("forward").facts["accuracy_by_kind"]
    for kind in KINDS:
        assert cut[kind] == pytest.approx(ahead[kind], abs=0.04)


# ---------------------------------------------------------------- what the words claim


def test_the_words_say_the_parameters_and_units_that_there_are() -> None:
    text = words_of("What it costs")
    for direction in ("both", "forward"):
        assert f"{reader(direction).facts['parameters']:,}" in text
    assert reader("both").facts["hidden_size"] == 5 and "5 units each" in text
    assert reader("forward").facts["hidden_size"] == 8 and "each reader alone has 8" in text


def test_the_words_say_the_shares_that_were_measured() -> None:
    payload = gap_payload(example(CLUES[0]))
    both = payload["readers"]["both"]["measured"]
    leak = words_of("A leak looks like skill")
    assert f"{measured_percent(both['there']['all'])} of all gaps with the future" in leak
    assert f"{measured_percent(both['not yet']['all'])} without" in leak
    ahead = payload["readers"]["forward"]["measured"]["there"]["all"]
    late = reader("forward").facts["accuracy_when_all_is_read"]
    text = words_of("Where the future is there")
    assert f"right in {measured_percent(ahead)} of all cases" in text
    assert "over 99%" in text and np.mean(list(late.values())) > 0.99
    assert both["not yet"]["after"] == pytest.approx(0.25, abs=0.03)
    assert "one case of four" in str(load_lesson("bidirectional")["“The future always helps”"])


def test_memory_of_100_in_both_directions_is_200_numbers() -> None:
    from lstm_core import Bidirectional

    cells = [LSTM.init(np.random.default_rng(k), 3, 100) for k in (0, 1)]
    layer = Bidirectional(*cells)
    question = load_lesson("bidirectional")["How wide is h now?"].question
    assert question is not None and question.right == str(layer.output_size)
    assert layer.parameter_count == 2 * cells[0].parameter_count


# ---------------------------------------------------------------- what is sent


@pytest.mark.parametrize("where", CLUES)
def test_a_payload_is_plain_small_and_as_long_as_its_sentence(where: str) -> None:
    payload = gap_payload(example(where))
    assert len(json.dumps(payload, allow_nan=False)) < 20_000
    for reading in payload["readings"].values():
        for series in (reading["ahead"], reading["reverse"], *reading["shares"].values()):
            assert len(series) == reading["steps"]
        assert np.sum(reading["shares"]["both"], axis=1) == pytest.approx(1.0, abs=1e-6)
        assert np.min(reading["shares"]["both"]) > 0
    assert payload["readings"]["there"]["steps"] == len(payload["words"])
    assert payload["readings"]["not yet"]["steps"] == payload["gap"] + 1


def test_the_table_holds_every_share() -> None:
    sentence = example(CLUES[0])
    table = share_table(sentence)
    shares = read(sentence, "there").shares
    assert table["word"].tolist() == list(sentence.words)
    np.testing.assert_array_equal(table["Both ways: were"], shares["both"][:, WERE])
    np.testing.assert_array_equal(table["Left to right only: is"], shares["forward"][:, 0])


# ---------------------------------------------------------------- what is typed


@pytest.mark.parametrize("text", ["a _ b", "a ____ b", "a___b", "A ___, b"])
def test_any_number_of_underscores_is_one_gap(text: str) -> None:
    found = parse(text, CLUES[0])
    assert isinstance(found, Gapped) and found.words[found.at] == "___"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Type a sentence with a gap, for example: there ___ two"),
        ("there are two dogs", "there is no gap yet"),
        ("___ two ___", "Type one gap only: there are 2"),
        ("very " * MOST_WORDS + "___", f"Type at most {MOST_WORDS} words and signs; these are 17"),
    ],
)
def test_what_cannot_be_read_is_answered_by_one_sentence(text: str, told: str) -> None:
    found = parse(text, CLUES[0])
    assert isinstance(found, str) and told in found


def test_an_unknown_word_is_named_and_read_all_the_same() -> None:
    found = parse("there ___ a zebra in the garden now", CLUES[0])
    assert isinstance(found, Gapped)
    assert "“zebra”" in found.note and found.known.count(False) == 1
    assert all(example(where).note == "" for where in CLUES)


def test_a_gap_alone_is_a_picture_too() -> None:
    found = parse("___", CLUES[0])
    assert isinstance(found, Gapped)
    assert gap_payload(found)["readings"]["there"]["steps"] == 1


# ---------------------------------------------------------------- the page


def test_the_page_opens_on_the_example_and_runs_nothing_before_a_prediction() -> None:
    payload = shown(visit("bidirectional"))
    assert " ".join(payload["words"]) == EXAMPLES[CLUES[0]]
    assert payload["scenes"] == []


def test_a_prediction_makes_the_picture_run() -> None:
    app = visit("bidirectional")
    which, live = (load_lesson("bidirectional")[heading].question for heading in SCENES.values())
    press(app, which.options[0])
    assert shown(app)["scenes"] == list(shown(app)["became"]) == ["which"]
    assert shown(app)["became"]["which"]["verdict"].startswith("Not quite: ")
    press(app, live.options[2])
    assert shown(app)["scenes"] == ["which", "live"]


def test_an_address_opens_its_sentence() -> None:
    app = visit("bidirectional", gapped="my keys ___ here now")
    assert shown(app)["words"] == ["my", "keys", "___", "here", "now"]


def test_another_kind_brings_its_example_and_what_was_typed_comes_back() -> None:
    app = type_into(visit("bidirectional"), "gapped", "where ___ my key now ?")
    app.button_group(key="gap").set_value("on both sides").run()
    assert " ".join(shown(app)["words"]) == EXAMPLES["on both sides"]
    app.button_group(key="gap").set_value("after the gap").run()
    assert shown(app)["words"][0] == "where"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_gives_a_picture_or_a_sentence(text: str) -> None:
    app = type_into(visit("bidirectional"), "gapped", text)
    assert not app.exception and not app.error
    asked = [said for said in sentences(app) if said.startswith("Type ")]
    assert len(payloads(app, "bidirectional")) + len(asked) == 1


@pytest.mark.parametrize("gap", ["zebra", "", "after"])
def test_nonsense_in_the_address_opens_the_example(gap: str) -> None:
    app = visit("bidirectional", gap=gap)
    assert not app.exception
    assert " ".join(shown(app)["words"]) == EXAMPLES[CLUES[0]]


def test_every_claim_of_years_is_a_paper_that_the_engine_cites() -> None:
    from lstm_core import Bidirectional

    cited = set(re.findall(r"\d{4}", str(Bidirectional.__doc__)))
    claimed = set(re.findall(r"\((\d{4})\)", words_of("Two cells, one sentence")))
    assert claimed == {"1997", "2005"} <= cited


@pytest.mark.parametrize("where", CLUES)
def test_the_payload_that_the_player_is_tested_with_is_today_s(where: str) -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))[where]
    now = golden(where)
    assert stored.keys() == now.keys()
    assert stored["words"] == now["words"] and stored["readers"] == now["readers"]
    for future, reading in now["readings"].items():
        for name, shares in reading["shares"].items():
            np.testing.assert_allclose(
                stored["readings"][future]["shares"][name], shares, atol=1e-6
            )
