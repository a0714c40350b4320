"""A learner's own sequences: trained like any task, told apart from others', refused in words."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from lstm_ui.settings import TrainSettings
from lstm_ui.train.own import OwnData, digest_of, sample
from lstm_ui.train.runs import probe, sides
from lstm_ui.train.saving import OWN_DATA, facts_of
from lstm_ui.train.snapshots import cell_payload
from lstm_ui.training.files import as_file
from lstm_ui.training.history import State
from lstm_ui.training.labelled import read_labelled
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.work import reports
from tests.ui.visits import payloads, player, said_of_file, sentences, upload_network, visit

LEARNING = Learning(updates=3, batch=4)


def data_of(content: bytes) -> OwnData:
    read = read_labelled(content)
    assert not isinstance(read, str), read
    return OwnData(read, digest_of(content))


def rows(*pairs: tuple[str, str]) -> bytes:
    return ("sequence,label\n" + "\n".join(",".join(pair) for pair in pairs)).encode()


NUMBERS = rows(*((" ".join(str(k * n % 7) for k in range(5)), "ab"[n % 2]) for n in range(40)))
LETTERS = rows(*(("xy" * (n % 5 + 1) + "z" * (n % 3), "ab"[n % 2]) for n in range(60)))
FILES = {"words": sample(), "numbers": NUMBERS, "letters": LETTERS}


def problem_of(content: bytes, owner: str = "ada"):
    data = data_of(content)
    settings = TrainSettings(
        "own", 0, Network("LSTM", 4), LEARNING, ("GRU",), owner=f"{owner} {data.digest}"
    )
    return sides(settings, data)[0]


@pytest.mark.parametrize("kind", FILES)
def test_words_letters_and_numbers_can_be_trained_on_and_walked_through(kind):
    side = problem_of(FILES[kind])
    assert side.problem.own.labelled.kind == kind
    *_, last = reports(side.problem)
    assert last.update == 3 and 0.0 <= last.held_score <= 1.0
    payload = cell_payload(side, last.state, probe(side.problem, 1))
    assert isinstance(payload, dict)
    assert payload["readout"]["classes"] == list(side.problem.what.classes)


@pytest.mark.parametrize("kind", FILES)
def test_no_sequence_is_on_both_sides_and_none_is_lost(kind):
    own = data_of(FILES[kind])
    learnt, held = own.sequences(held_out=False), own.sequences(held_out=True)
    total = learnt.inputs.shape[1] + held.inputs.shape[1]
    assert total == len(own.labelled.sequences)
    assert own.learnt_from == learnt.inputs.shape[1]

    def texts(batch):
        return {batch.inputs[: batch.lengths[b], b].tobytes() for b in range(batch.inputs.shape[1])}

    assert not texts(learnt) & texts(held)


def test_numbers_are_scaled_by_those_that_are_learnt_from_alone():
    own = data_of(NUMBERS)
    learnt = own.sequences(held_out=False)
    inside = np.arange(len(learnt.inputs))[:, None] < learnt.lengths
    assert learnt.inputs[..., 0][inside].mean() == pytest.approx(0.0, abs=1e-12)
    assert learnt.inputs[..., 0][inside].std() == pytest.approx(1.0)


def test_the_same_file_of_two_learners_is_two_trainings():
    ada, ben = problem_of(LETTERS, "ada").problem, problem_of(LETTERS, "ben").problem
    assert ada.key != ben.key
    assert ada.key == problem_of(LETTERS, "ada").problem.key
    assert ada.key != problem_of(NUMBERS, "ada").problem.key


def test_it_can_be_sent_to_another_process():
    problem = problem_of(LETTERS).problem
    again = pickle.loads(pickle.dumps(problem))
    np.testing.assert_array_equal(again.batch(1).inputs, problem.batch(1).inputs)
    assert again.key == problem.key


def test_the_sample_file_reads_back_as_it_was_meant():
    labelled = data_of(sample()).labelled
    assert (labelled.kind, len(labelled.classes), len(labelled.sequences)) == ("words", 2, 3000)


def upload(content: bytes, name: str = "own.csv"):
    app = visit("train", task="own", size="4", updates="200")
    return app.file_uploader(key="train.file").set_value((name, content, "text/csv")).run()


def test_before_a_file_is_there_the_page_says_what_to_do():
    app = visit("train", task="own")
    assert not app.exception
    assert payloads(app, "train") == []
    assert [one for one in sentences(app) if one.startswith("Upload a file of sequences")]


def test_an_upload_is_ready_to_be_trained_on_and_the_page_says_how_it_is_divided():
    app = upload(LETTERS)
    assert not app.exception
    own = data_of(LETTERS)
    held = len(own.labelled.sequences) - own.learnt_from
    (said,) = [one.value for one in app.caption if "learnt from" in one.value]
    assert f"{own.learnt_from} of them are learnt from" in said and f"on {held} others" in said
    (payload,) = payloads(app, "train")
    assert payload["title"].startswith("Your own sequences")
    assert [run["status"] for run in payload["runs"]] == ["new", "new"]


HOSTILE = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "10 MB": b"a b c,x\n" * 1_300_000,
    "one label": rows(*((f"a{n} b", "x") for n in range(40))),
    "few rows": rows(("a b", "x"), ("b c", "y")),
    "one column": b"hello\n" * 50,
    "many labels": rows(*((f"a b {n}", f"label{n}") for n in range(60))),
    "long sequence": rows(*((("a " * 900).strip(), "xy"[n % 2]) for n in range(40))),
    "markup": rows(*(("<script>alert(1)</script>", "<b>x</b>") for _ in range(40))),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_trained_on_is_answered_by_one_sentence(name):
    app = upload(HOSTILE[name])
    assert not app.exception
    assert payloads(app, "train") == []
    (said,) = [one for one in sentences(app) if not one.startswith(("Upload a file", "There is"))]
    assert said.rstrip().endswith((".", ")"))
    assert "Traceback" not in said and "Error" not in said


def network_of(content: bytes) -> bytes:
    """The file of a network that another session trained on that upload."""
    data, learning = data_of(content), Learning(updates=200)
    settings = TrainSettings("own", 0, Network("GRU", 8), learning, (), owner=f"ada {data.digest}")
    (side,) = sides(settings, data)
    model = side.problem.start()
    facts = facts_of(side, State(3, model, learning.start()))
    assert "ada" not in str(facts)
    return as_file(model, facts)


def test_a_network_is_loaded_beside_the_sequences_that_it_learnt_from():
    app = upload_network(upload(LETTERS), network_of(LETTERS))
    assert not app.exception
    assert [one for one in said_of_file(app) if "GRU after update 3." in one]
    assert player(app)["badge"].startswith("yours · 3 of 200 updates")
    assert payloads(app, "train")[0]["title"].startswith("Your own sequences")


@pytest.mark.parametrize("at_hand", [None, NUMBERS, LETTERS + b"\nx,a"])
def test_without_those_sequences_it_is_refused_in_words(at_hand):
    app = visit("train") if at_hand is None else upload(at_hand)
    app = upload_network(app, network_of(LETTERS))
    assert not app.exception and not said_of_file(app)
    assert f"{OWN_DATA} Nothing was changed." in sentences(app)


def test_a_refused_file_leaves_the_last_good_one_in_place():
    app = upload(LETTERS)
    app.file_uploader(key="train.file").set_value(("bad.csv", b"\x00\x01", "text/csv")).run()
    assert not app.exception
    assert len(payloads(app, "train")) == 1
    assert [one for one in sentences(app) if one.endswith("What you had is still here.")]
