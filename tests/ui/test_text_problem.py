"""A text as something to train on: what is learnt from, what is judged, what is refused."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from lstm_ui.settings import TABLE
from lstm_ui.text.presets import PRESETS, as_settings
from lstm_ui.text.problem import (
    LINES,
    OWN,
    SENTENCES,
    STREAM,
    Reading,
    TextProblem,
    TextSettings,
    facts_of,
    problem_of,
)
from lstm_ui.text.runs import Run, beginnings, limited, make_run, said, uploaded
from lstm_ui.text.sources import SOURCES
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.work import reports
from lstm_ui.uploads import UnreadableError
from tests.ui.plain import is_one_plain_sentence

SHORT = Learning(batch=4)
CUTS = (STREAM, LINES, SENTENCES)
STRANGE = {
    "right to left": "שלום לכולם, מה שלומכם היום?\n" * 20,
    "controls": "a\x00b\x07c\u202ed\u200be f\n" * 40,
    "emoji": "👩‍👩‍👧 🎉 so many 😀!\n" * 20,
    "markup": "<script>document.title='gone'</script>\n" * 10,
    "one letter": "a" * 500,
    "accents": "e\u0301" * 300,
    "code points": "".join(map(chr, range(0x4E00, 0x4E00 + 900))),
}


def problem(cut: str = STREAM, cell: str = "LSTM", epochs: int = 1) -> TextProblem:
    return problem_of("story", Reading(cut=cut, excerpt=600), Network(cell, 4), SHORT, epochs)


def run_of(own: str, **reading: object) -> Run | str:
    settings = TextSettings(OWN, Reading(**reading), Network("LSTM", 4), SHORT, 1)  # type: ignore[arg-type]
    return make_run(settings, own, "me")


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_every_cell_learns_from_every_kind_of_sequences(cut: str, cell: str) -> None:
    *_, last = reports(problem(cut, cell))
    assert last.update == problem(cut, cell).learning.updates
    assert np.isfinite(last.held_loss) and 0.0 <= last.held_score <= 1.0


@pytest.mark.parametrize("cut", CUTS)
def test_an_epoch_reads_the_training_part_and_never_what_is_held_out(cut: str) -> None:
    one = problem(cut)
    updates = range(1, one.learning.updates + 1)
    text = "\n" + one.text.decode(one.text.training) + "\n"
    for update in updates:
        batch = one.batch(update)
        np.testing.assert_array_equal(batch.inputs, one.batch(update).inputs)
        for b in range(batch.inputs.shape[1]):
            judged = batch.weights[:, b] > 0
            assert one.text.decode(batch.targets[judged, b]) in text
    assert one.held_out.weights.sum() <= len(one.text.held_out) + 1


def test_a_padded_place_is_judged_neither_in_loss_nor_in_score() -> None:
    one = problem(LINES)
    batch = one.held_out
    assert (batch.weights == 0.0).any()
    logits = one.start().forward(batch.inputs, lengths=batch.lengths).logits
    other = np.where(batch.weights[..., None] > 0, logits, 7.0 * logits + 3.0)
    for measure in (lambda x: one.score(x, batch),
                    lambda x: one.loss(x, batch.targets, batch.weights).value):  # fmt: skip
        assert measure(other) == pytest.approx(measure(logits))


def test_more_epochs_are_so_many_more_updates_of_the_same_size() -> None:
    once, twice = problem(epochs=1), problem(epochs=2)
    assert twice.learning.updates == 2 * once.learning.updates
    np.testing.assert_array_equal(once.batch(1).inputs, twice.batch(1).inputs)


def test_an_own_text_is_known_by_its_digest_and_never_shared_between_sessions() -> None:
    text = "My very own words.\n" * 30
    settings = (Reading(), Network("LSTM", 4), SHORT, 1)
    mine, again = (problem_of(OWN, *settings, own=text, owner="me") for _ in range(2))
    theirs = problem_of(OWN, *settings, own=text, owner="you")
    other = problem_of(OWN, *settings, own=text.lower(), owner="me")
    assert mine.key == again.key
    assert len({mine.key, theirs.key, other.key}) == 3
    assert "very own" not in repr(mine.key)
    assert pickle.loads(pickle.dumps(mine)).text.vocabulary == mine.text.vocabulary
    shipped = problem_of("story", *settings, own=text, owner="me")
    assert shipped.own == "" and shipped.owner == ""


def test_another_text_under_the_same_name_is_another_training() -> None:
    one = problem()
    assert replace(one, digest="other").key != one.key


def test_who_counts_pairs_needs_fewer_bits_than_who_counts_characters() -> None:
    for cut in CUTS:
        facts = facts_of(problem_of("lessons", Reading(cut=cut), Network(), SHORT, 1))
        single, pairs = facts.levels
        assert pairs.loss < single.loss and pairs.score > single.score
        assert facts.bigram < facts.unigram
        assert facts.kinds > 50 and facts.held_out > 5000


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("cut", CUTS)
def test_a_strange_text_is_learnt_from_or_refused_in_one_sentence(text: str, cut: str) -> None:
    run = run_of(text, cut=cut)
    if isinstance(run, str):
        assert is_one_plain_sentence(run)
        return
    *_, last = reports(run.problem)
    assert np.isfinite(last.held_loss)
    assert said(run) and len(run.tokens) <= 40


@pytest.mark.parametrize("text", ["", " ", "a", "\n\n\n", "\x00" * 500, "?!" * 3], ids=repr)
def test_a_text_that_is_too_short_is_refused_in_one_sentence(text: str) -> None:
    told = run_of(text)
    assert isinstance(told, str) and is_one_plain_sentence(told.replace(": ", ", "))


def test_a_text_of_punctuation_alone_is_refused_where_that_is_taken_out() -> None:
    told = run_of("?! ... -- " * 50, strip=True)
    assert isinstance(told, str) and "at least 100" in told


def test_what_takes_too_long_is_refused_with_what_to_choose_instead() -> None:
    values = PRESETS["opening"].values | {"source": "python", "epochs": "100"}
    run = make_run(as_settings(values), "", "")
    assert isinstance(run, Run) and run.refused is not None
    assert is_one_plain_sentence(run.refused)
    assert "5 are the most: choose 5 epochs, only the first 20,000 characters, or" in run.refused
    fewer = make_run(as_settings(values | {"epochs": "5"}), "", "")
    assert isinstance(fewer, Run) and fewer.refused is None


def test_every_preset_can_be_trained() -> None:
    for preset in PRESETS.values():
        run = make_run(as_settings(preset.values), "", "")
        assert isinstance(run, Run) and run.refused is None, preset.label


def test_the_classic_exercise_is_the_one_of_the_books() -> None:
    settings = as_settings(PRESETS["classic"].values)
    assert settings.reading == Reading(lower=True, strip=True, cut=SENTENCES)
    assert (settings.learning.dropout, settings.epochs) == (0.1, 100)


def test_the_opening_settings_are_those_of_the_table() -> None:
    settings = as_settings(PRESETS["opening"].values)
    assert settings.source == TextSettings().source == TABLE["source"].default
    assert settings.reading == TextSettings().reading
    assert settings.epochs == TextSettings().epochs


def test_beginnings_are_words_that_the_model_knows() -> None:
    for key in SOURCES:
        one = problem_of(key, Reading(excerpt=20_000), Network("LSTM", 4), SHORT, 1)
        offered = beginnings(one.text)
        assert len(set(offered)) == len(offered) >= 3
        assert all(one.text.encode(words).all() for words in offered)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_any_encoding_is_read(encoding: str) -> None:
    text = "Grüße aus Köln. " * 20
    assert uploaded(text.encode(encoding)) == (text, "")


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 9, b"a" * 20_000_001]
)
def test_a_file_that_is_no_text_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        uploaded(data)
    assert is_one_plain_sentence(str(refused.value).replace(": ", ", "))


def test_of_a_text_beyond_the_limit_the_beginning_is_read_and_it_is_said() -> None:
    text, note = limited("line after line\n" * 700_000)
    assert len(text.encode()) <= 1_000_000
    assert note == "The text has 11.2 MB; its first 1 MB are read."
