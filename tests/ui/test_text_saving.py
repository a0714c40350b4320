"""A network that writes is saved with its settings and characters, and comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core.text.characters import PADDING
from lstm_core.vocabulary import UNKNOWN
from lstm_ui.text.author import Author, returned, trained
from lstm_ui.text.opening import LEARNING, OF_TEXT
from lstm_ui.text.presets import PRESETS, as_settings, as_values
from lstm_ui.text.problem import TextProblem, problem_of
from lstm_ui.text.saving import NO_CHARACTERS, Loaded, facts_of, loaded, said_of, stem_of
from lstm_ui.training import shipped
from lstm_ui.training.files import as_file, as_safetensors_file, from_file
from lstm_ui.training.history import State
from lstm_ui.training.saving import NO_SETTINGS, OTHER_PAGE, OTHER_SHAPE, TOO_LARGE
from tests.ui.visits import payloads, press, said_of_file, sentences, upload_network, visit

OWN = "“Not now,” said Zoë; it is 7 o’clock, and שלום to all.\n" * 30
FORMATS = pytest.mark.parametrize("write", [as_file, as_safetensors_file])
SMALL = {"source": "story", "memory": "16", "epochs": "1"}


def author_of(own: str = "", update: int = 3, **wanted: str) -> Author:
    """An author of those settings, untrained."""
    values = PRESETS["opening"].values | SMALL | wanted
    settings = as_settings(values | ({"source": "own"} if own else {}))
    problem = problem_of(
        settings.source,
        settings.reading,
        settings.network,
        settings.learning,
        settings.epochs,
        own,
        "anna",
    )
    update = min(update, problem.learning.updates)
    return trained(settings, problem, State(update, problem.start(), problem.learning.start()))


def at_hand(author: Author) -> TextProblem:
    assert author.problem is not None
    return author.problem


def back(author: Author, problem: TextProblem | None, write: Any = as_file) -> Author:
    """The author that the file of one gives where that text is at hand."""
    found = loaded(*from_file(write(author.state.model, facts_of(author))))
    assert isinstance(found, Loaded), found
    return returned(found.settings, found.state, found.learning, found.tokens, problem)


@FORMATS
@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_what_is_saved_writes_the_same_numbers_when_it_is_loaded(write: Any, cell: str) -> None:
    author = author_of(author=cell, stack="2", silence="0.3", cut="sentences, padded")
    again = back(author, at_hand(author), write)
    assert (again.settings, again.learning) == (author.settings, author.learning)
    assert again.state.update == 3 and again.badge == author.badge.replace("trained", "yours")
    ids = author.text.held_out[:50, None]
    np.testing.assert_array_equal(
        again.state.model.forward(ids).logits, author.state.model.forward(ids).logits
    )
    assert again.bits() == author.bits() and author.bits() is not None


@FORMATS
def test_a_network_of_ones_own_text_reads_and_writes_where_that_text_is_not(write: Any) -> None:
    author = author_of(OWN)
    again = back(author, None, write)
    assert again.text.vocabulary == author.text.vocabulary
    assert again.text.line_break == author.text.line_break
    assert again.text.never_written == author.text.never_written
    words = "“Zoë” שלום"
    np.testing.assert_array_equal(again.text.encode(words), author.text.encode(words))
    assert again.problem is None and again.bits() is None
    assert "Its text is not in there" in said_of(again)
    assert OWN[:9] not in str(facts_of(author)["settings"])


def test_a_text_with_other_characters_is_not_what_a_network_is_measured_by() -> None:
    author = author_of(OWN)
    other = at_hand(author_of(OWN.replace("Z", "Q")))
    assert back(author, other).problem is None
    assert back(author, at_hand(author)).problem is not None


def test_no_two_networks_share_what_was_made_of_one() -> None:
    author = author_of()
    changed = replace(author.state.model, readout=replace(
        author.state.model.readout, bias=author.state.model.readout.bias + 1.0
    ))  # fmt: skip
    other = replace(author, state=replace(author.state, model=changed))
    problem = at_hand(author)
    assert len({author.key, back(author, problem).key, back(other, problem).key}) == 3
    assert back(author, problem).key == back(author, problem).key
    assert back(author, None).key != back(author, problem).key


def test_every_setting_is_saved_and_set_again() -> None:
    for setting in LEARNING:
        for option in setting.options:
            values = PRESETS["opening"].values | {setting.name: option}
            assert as_values(as_settings(values)) == values
            assert set(values) == set(OF_TEXT)


def test_a_file_is_named_by_what_it_holds() -> None:
    assert stem_of(author_of(author="GRU", update=4)) == "gatescope-text-story-gru-4"


def facts(**changed: Any) -> dict[str, Any]:
    return facts_of(author_of()) | changed


TOKENS: list[str] = facts()["tokens"]


def tokens(place: int, token: Any) -> list[Any]:
    return [*TOKENS[:place], token, *TOKENS[place + 1 :]]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (facts(page="train"), OTHER_PAGE),
        ({}, OTHER_PAGE),
        (facts(settings=None), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"memory": "8192"}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"source": "novel"}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"seed": 7}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"seed": "1e9"}), NO_SETTINGS),
        (facts(settings=facts()["settings"] | {"memory": "32"}), OTHER_SHAPE),
        (facts(settings=facts()["settings"] | {"author": "GRU"}), OTHER_SHAPE),
        (facts(updates=10**12), NO_SETTINGS),
        (facts(updates=2), NO_SETTINGS),
        (facts(updates=True), NO_SETTINGS),
        (facts(update=-1), NO_SETTINGS),
        (facts(tokens=None), NO_CHARACTERS),
        (facts(tokens=[]), NO_CHARACTERS),
        (facts(tokens=[UNKNOWN]), NO_CHARACTERS),
        (facts(tokens=[UNKNOWN, PADDING]), NO_CHARACTERS),
        (facts(tokens=tokens(5, "<script>")), NO_CHARACTERS),
        (facts(tokens=tokens(5, "")), NO_CHARACTERS),
        (facts(tokens=tokens(5, "\u202e")), NO_CHARACTERS),
        (facts(tokens=tokens(5, "\u2028")), NO_CHARACTERS),
        (facts(tokens=tokens(5, "\0")), NO_CHARACTERS),
        (facts(tokens=tokens(-1, "z" * 9)), NO_CHARACTERS),
        (facts(tokens=[*TOKENS[:-1], "ß", PADDING]), OTHER_SHAPE),
    ],
)
def test_what_cannot_be_used_is_answered_by_one_sentence(
    told: dict[str, Any], sentence: str
) -> None:
    assert loaded(author_of().state.model, told) == sentence


def saved() -> bytes:
    """The network as the page opens, in the middle of its training."""
    settings = as_settings(PRESETS["opening"].values)
    problem = problem_of(
        settings.source, settings.reading, settings.network, settings.learning, settings.epochs
    )
    history = shipped.history(problem)
    assert history is not None
    author = trained(settings, problem, history.snapshots[2])
    return as_file(author.state.model, facts_of(author))


def badge(app: Any) -> str:
    (payload,) = payloads(app, "writer")
    return str(payload["badge"])


def test_a_loaded_network_writes_with_its_settings_until_the_learner_goes_back() -> None:
    (before,) = payloads(visit("text"), "writer")
    app = upload_network(visit("text", **SMALL), saved())
    assert not app.exception
    (said,) = said_of_file(app)
    assert "LSTM, H = 64 after update" in said and "bits per character" in said
    assert any(one.endswith("the one from your file.") for one in sentences(app))
    assert app.session_state["source"] == "lessons"
    (shown,) = payloads(app, "writer")
    assert shown["badge"].startswith("yours · ") and "1100 of 1100" not in shown["badge"]
    assert shown["tracked"] and shown["text"] != before["text"]
    app = press(app, "Back to the runs above")
    assert not said_of_file(app) and badge(app) == before["badge"]


def test_a_loaded_network_leaves_when_other_settings_are_chosen() -> None:
    app = upload_network(visit("text", **SMALL), saved())
    app.segmented_control(key="memory").set_value("32").run()
    assert not app.exception and not said_of_file(app)


def test_a_network_of_ones_own_text_is_loaded_without_that_text() -> None:
    author = author_of(OWN)
    app = upload_network(visit("text", **SMALL), as_file(author.state.model, facts_of(author)))
    assert not app.exception
    assert any(one.startswith("There is no text yet") for one in sentences(app))
    assert "not measured anew" in said_of_file(app)[0]
    (shown,) = payloads(app, "writer")
    assert len(shown["text"]) == shown["given"] + 500 and shown["tracked"] == []
    assert payloads(app, "train") == []
    app = press(app, "Back to the runs above")
    assert not app.exception and payloads(app, "writer") == []
    app = upload_network(app, as_file(author.state.model, facts_of(author)), "again.npz")
    assert said_of_file(app) and payloads(app, "writer")


@pytest.mark.parametrize(("size", "answer"), [(1e30, "From your file"), (1e308, TOO_LARGE)])
def test_weights_as_large_as_may_be_write_and_larger_ones_are_refused(
    size: float, answer: str
) -> None:
    author = author_of()
    arrays = author.state.model.parameters
    huge = {name: np.full_like(array, size) for name, array in arrays.items()}
    model = author.state.model.with_parameters(huge)
    app = upload_network(visit("text", **SMALL), as_file(model, facts_of(author)))
    assert not app.exception and payloads(app, "writer")
    assert any(one.startswith(answer) for one in sentences(app))


@pytest.mark.parametrize("content", [b"", b"\x00" * 5000, b"PK\x03\x04" + b"\xff" * 900])
def test_a_file_that_is_no_network_changes_nothing_and_says_so(content: bytes) -> None:
    app = upload_network(visit("text", **SMALL), content)
    assert not app.exception and not said_of_file(app)
    assert [one for one in sentences(app) if one.endswith("Nothing was changed.")]
    assert badge(app) == "random, seed 7: nothing is learnt yet"
