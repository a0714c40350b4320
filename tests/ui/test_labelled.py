"""An own CSV of sequences and labels becomes what a network can be trained on, or one sentence."""

from __future__ import annotations

import pytest

from lstm_core.tasks.split import is_held_out
from lstm_ui.training.labelled import MOST_STEPS, Labelled, read_labelled
from lstm_ui.training.sides import sides
from lstm_ui.uploads import UnreadableError
from tests.ui.plain import is_one_plain_sentence

WORDS = [(f"a {word} film number {n}", "good" if word == "fine" else "bad")
         for n in range(40) for word in ("fine", "dull")]  # fmt: skip


def csv_of(rows: list[tuple[object, object]], title: str = "text,label") -> bytes:
    return "\n".join([title, *(f"{a},{b}" for a, b in rows)]).encode()


def read(data: bytes) -> Labelled:
    labelled = read_labelled(data)
    assert isinstance(labelled, Labelled), labelled
    return labelled


def test_text_of_several_words_is_read_word_by_word() -> None:
    labelled = read(csv_of(WORDS))
    assert (labelled.kind, labelled.classes) == ("words", ("bad", "good"))
    assert labelled.sequences[0] == ("a", "fine", "film", "number", "0")
    assert labelled.labels[:3] == (1, 0, 1)
    assert labelled.vocabulary is not None
    assert labelled.vocabulary.size == 1 + 5 + 40  # unknown, five words, 0...39
    assert labelled.notes == ()


def test_single_words_are_read_letter_by_letter_and_columns_may_be_turned() -> None:
    names = [("anna", "it"), ("bernd", "de"), ("carla", "it"), ("dirk", "de")] * 10
    labelled = read(csv_of([(label, name) for name, label in names], "language,name"))
    assert (labelled.kind, labelled.classes) == ("letters", ("de", "it"))
    assert labelled.sequences[1] == tuple("bernd")


@pytest.mark.parametrize("between", [" ", ";", "; "])
def test_numbers_stand_between_blanks_or_semicolons(between: str) -> None:
    rows = [(between.join([f"{n}.5", "-1", "2e1"]), "up" if n % 2 else "down") for n in range(30)]
    labelled = read(csv_of(rows))
    assert (labelled.kind, labelled.vocabulary) == ("numbers", None)
    assert labelled.sequences[3] == (3.5, -1.0, 20.0)


def test_a_file_without_titles_loses_no_row_and_says_so() -> None:
    labelled = read(csv_of(WORDS[1:], ",".join(WORDS[0])))
    assert len(labelled.sequences) == len(WORDS)
    assert labelled.notes == ("The first row is no title, so it is read as the others are.",)


def test_rows_that_lack_a_half_are_left_out_and_counted() -> None:
    labelled = read(csv_of([*WORDS, ("", "good"), ("a fine film", "")]))
    assert len(labelled.sequences) == len(WORDS)
    assert labelled.notes == ("2 rows without a sequence or a label left out.",)


def test_training_never_sees_a_held_out_sequence_whatever_the_order() -> None:
    labelled, turned = read(csv_of(WORDS)), read(csv_of(WORDS[::-1]))
    assert labelled.held_out == tuple(map(is_held_out, labelled.sequences))
    assert labelled.held_out == turned.held_out[::-1]
    twice = read(csv_of(WORDS * 2))
    assert twice.held_out[: len(WORDS)] == twice.held_out[len(WORDS) :]


def test_where_one_side_would_be_empty_an_eighth_of_the_sequences_is_spared() -> None:
    kept = [(n,) for n in range(200) if not is_held_out((n,))][:16]
    labels = [n % 2 for n in range(16)]
    split = sides(kept, labels)
    assert sum(split) == 2
    assert sides(kept[::-1], labels[::-1]) == split[::-1]
    gone = [(n,) for n in range(400) if is_held_out((n,))][:16]
    assert sum(sides(gone, labels)) == 2


def test_every_label_keeps_something_to_learn_from() -> None:
    held, kept = ([(n,) for n in range(400) if is_held_out((n,)) is side] for side in (True, False))
    sequences, labels = [*held[:2], *kept[:30]], [1, 1, *[0] * 30]
    split = sides(sequences, labels)
    assert any(split)
    assert {label for label, out in zip(labels, split, strict=True) if not out} == {0, 1}
    with pytest.raises(UnreadableError, match="hold the same sequence"):
        sides([(1,)] * 10 + [(2,)] * 10, [0] * 10 + [1] * 10)


MANY = [(f"w{n} x{n}", n % 2) for n in range(1500)]
REFUSED = {
    "too few": (WORDS[:19], "Only 19 rows can be read: upload 20 or more"),
    "one label": ([(text, "good") for text, _ in WORDS], "Every row has the label “good”"),
    "a label alone": ([*WORDS, ("odd one", "odd")], "The label “odd” has a single row"),
    "too many labels": ([(f"a {n}", n % 21) for n in range(84)], "There are 21 different labels"),
    "too long": ([*WORDS, ("a " * (MOST_STEPS + 1), "good")], "has 201 steps: shorten it to 200"),
    "far too long": ([*WORDS, ("a " * 5000, "good")], "has 5000 steps: shorten it to 200"),
    "far too long, no blank": ([*WORDS, ("a" * 20_000, "good")], "has 20000 steps"),
    "too many tokens": (MANY, "There are 3000 different words or letters: keep to 2000"),
    "too large": ([(f"{n} 1e9", n % 2) for n in range(30)], "1e+09 is too large"),
    "infinite": ([(f"{n} inf", n % 2) for n in range(30)], "inf is too large"),
    "one sequence": ([("same", n % 2) for n in range(30)], "hold the same sequence"),
}


@pytest.mark.parametrize(("rows", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_trained_on_is_refused_in_one_sentence(rows, told: str) -> None:
    sentence = read_labelled(csv_of(rows))
    assert isinstance(sentence, str) and told in sentence
    assert is_one_plain_sentence(sentence)


def test_a_table_of_another_width_says_how_to_write_it() -> None:
    told = read_labelled(b"a,b,c\n" + b"1,2,3\n" * 30)
    assert isinstance(told, str) and "3 cells where 2 are needed" in told
