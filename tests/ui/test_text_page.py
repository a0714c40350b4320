"""The page of texts as a browser opens it: what stands there, and what becomes of bad input."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lstm_ui.text.presets import PRESETS, as_settings
from lstm_ui.text.runs import Run, make_run
from lstm_ui.training import shipped
from lstm_ui.training.work import reports
from tests.ui.plain import is_one_plain_sentence
from tests.ui.visits import payloads, press, sentences, type_into, visit

SMALL = {"source": "story", "memory": "16", "epochs": "1"}


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page as it opens; no test may change it."""
    return visit("text")


def writer(app: AppTest) -> dict:  # type: ignore[type-arg]
    (payload,) = payloads(app, "writer")
    return payload


def paste(app: AppTest, text: str) -> AppTest:
    return app.text_area(key="text.pasted").set_value(text).run()


def test_it_opens_with_a_training_that_is_done_and_a_text_that_was_written(page: AppTest) -> None:
    assert not page.exception
    (train,) = payloads(page, "train")
    run = train["runs"][0]
    assert run["status"] == "done"
    assert train["loss"].endswith("bits per character")
    (single,) = train["also"]
    assert run["curve"]["held_loss"][-1] < 0.7 * train["unread"]["loss"]
    assert train["unread"]["loss"] < single["loss"] < run["curve"]["held_loss"][0]
    shown = writer(page)
    assert len(shown["text"]) == shown["given"] + 500
    assert shown["badge"] == "trained · 1100 of 1100 updates, seed 7"


def test_every_moment_that_was_kept_has_its_sample_and_its_bits(page: AppTest) -> None:
    (train,), (samples,) = payloads(page, "train"), payloads(page, "samples")
    run = train["runs"][0]
    assert [one["update"] for one in samples["samples"]] == run["snapshots"]
    curve = dict(zip(run["curve"]["update"], run["curve"]["held_loss"], strict=True))
    for one in samples["samples"]:
        assert one["bits"] == pytest.approx(curve[one["update"]], abs=0.001)
        assert len(one["text"]) == 140
    assert samples["opened"] == run["snapshots"][-1]
    bits = [one["bits"] for one in samples["samples"]]
    assert bits == sorted(bits, reverse=True)


def test_the_samples_learn_to_spell(page: AppTest) -> None:
    (samples,) = payloads(page, "samples")
    words = set("the and a of is it in that to one at has with not state gate step are".split())
    known = [sum(word in words for word in one["text"].split()) for one in samples["samples"]]
    assert known[0] == 0 and known[-1] >= 8


def test_units_track_something_beyond_what_an_untrained_network_does(page: AppTest) -> None:
    rows = {row["name"]: row for row in writer(page)["tracked"]}
    for name in ("capital letter", "place in the word", "last letter of a word"):
        assert rows[name]["score"] > rows[name]["before"] + 0.1
    assert rows["inside brackets"]["score"] is None and rows["inside brackets"]["reason"]


def test_nothing_is_trained_yet_for_other_settings_and_noise_is_written() -> None:
    app = visit("text", **SMALL)
    (train,) = payloads(app, "train")
    assert train["runs"][0]["status"] == "new"
    assert payloads(app, "samples")[0]["samples"] == []
    assert writer(app)["badge"] == "random, seed 7: nothing is learnt yet"


def test_the_writer_begins_as_it_was_asked_to_and_draws_anew() -> None:
    app = type_into(visit("text", **SMALL), "begin", "The <b>")
    first = writer(app)
    assert first["text"].startswith("The <b>") and first["given"] == 7
    again = writer(press(app, "Another draw"))
    assert again["text"] != first["text"] and again["how"].endswith("draw 2")


def test_temperature_and_top_k_are_in_the_address() -> None:
    app = visit("text", heat="0", among="3", sample="5", **SMALL)
    shown = writer(app)
    assert shown["how"] == "always the likeliest character"
    assert all(row[0] == 1.0 for row in shown["shares"])
    narrow = writer(visit("text", heat="1", among="3", **SMALL))
    assert all(sum(share > 0 for share in row) == 3 for row in narrow["shares"])


def test_words_of_ones_own_are_coloured_and_nothing_is_lost_on_the_way() -> None:
    app = type_into(visit("text", **SMALL), "begin", "He said")
    app.segmented_control(key="hand").set_value("I do").run()
    assert payloads(app, "writer") == []
    assert any(one.startswith("There is nothing to read yet") for one in sentences(app))
    shown = writer(type_into(app, "coloured", "“No,” she said."))
    assert shown["text"] == "“No,” she said." and shown["given"] == len(shown["text"])
    app.segmented_control(key="hand").set_value("the model").run()
    assert writer(app)["text"].startswith("He said")


def test_an_own_text_is_learnt_from_and_what_is_left_of_it_is_said() -> None:
    app = visit("text", source="own", memory="16", epochs="1")
    assert any(one.startswith("There is no text yet") for one in sentences(app))
    assert payloads(app, "train") == [] and not app.exception
    app = paste(app, "<script>document.title='gone'</script> 😀 and שלום again\n" * 30)
    assert not app.exception
    assert any("Your text: 1," in one.value for one in app.caption)
    assert payloads(app, "train") and "text" not in app.query_params
    assert "<script>" not in str(app.query_params)


def upload(app: AppTest, text: str) -> AppTest:
    file = ("a.txt", text.encode(), "text/plain")
    return app.file_uploader(key="text.file").set_value(file).run()


def captions(app: AppTest) -> str:
    return " ".join(one.value for one in app.caption)


def test_of_a_pasted_and_an_uploaded_text_it_is_said_which_is_learnt_from() -> None:
    app = paste(visit("text", source="own", memory="16", epochs="1"), "So it goes on.\n" * 20)
    assert "learnt from" not in captions(app)
    upload(app, "And so does this one.\n" * 40)
    assert "The uploaded file is learnt from, not what is pasted." in captions(app)
    assert "Your text: 879 " in captions(app)
    paste(app, "So it went.\n" * 20)
    assert "What is pasted is learnt from, not the file." in captions(app)
    assert "Your text: 239 " in captions(app)
    app.file_uploader(key="text.file").clear().run()
    assert "learnt from" not in captions(app)


def test_a_pasted_text_is_still_in_its_field_after_a_visit_elsewhere() -> None:
    text = "So it goes on.\n" * 20
    app = paste(visit("text", source="own", memory="16", epochs="1"), text)
    app.switch_page("pages/glossary.py").run()
    app.switch_page("pages/text.py").run()
    assert app.text_area(key="text.pasted").value == text
    assert "Your text: 299 characters" in captions(app)


@pytest.mark.parametrize("text", ["a", "   ", "\x00\x01", "abc" * 20], ids=repr)
def test_too_little_text_is_answered_in_one_sentence(text: str) -> None:
    app = paste(visit("text", source="own"), text)
    assert not app.exception and payloads(app, "writer") == []
    (told,) = [one for one in sentences(app) if "text" in one]
    assert is_one_plain_sentence(told.replace(": ", ", ").replace("; ", ", "))


def test_a_training_that_takes_too_long_is_refused_and_the_page_stays() -> None:
    app = visit("text", source="python", epochs="100", memory="16")
    assert not app.exception
    assert any("would take about" in one for one in sentences(app))
    assert writer(app)


def test_the_classic_exercise_is_one_press_away() -> None:
    app = press(visit("text"), PRESETS["classic"].label)
    assert not app.exception
    for name, value in PRESETS["classic"].values.items():
        assert str(app.session_state[name]) == str(value)
    shown = writer(app)
    assert shown["text"] == shown["text"].lower()
    assert not set(shown["text"]) & set(".,“”?!")


@pytest.mark.parametrize(
    "address",
    [
        {"source": "novel"},
        {"epochs": "1000000"},
        {"heat": "-1"},
        {"among": ""},
        {"sample": "inf"},
        {"memory": "8192"},
        {"excerpt": "0"},
        {"begin": "<img src=x onerror=alert(1)>" * 9},
    ],
    ids=str,
)
def test_an_address_that_makes_no_sense_opens_the_page_all_the_same(
    address: dict[str, str],
) -> None:
    app = visit("text", **({"memory": "16", "source": "story", "epochs": "1"} | address))
    assert not app.exception and writer(app)


@pytest.mark.parametrize("cell", ["GRU", "RNN"])
def test_a_cell_without_a_cell_state_is_coloured_by_its_hidden_state(cell: str) -> None:
    shown = writer(visit("text", author=cell, **SMALL))
    assert shown["symbol"] == "h"


def test_the_network_is_there_as_code_and_as_a_file(page: AppTest) -> None:
    codes = [block.value for block in page.code]
    assert any("import torch" in one for one in codes)
    assert any("import keras" in one for one in codes)
    labels = {one.label for one in page.get("download_button")}
    assert labels >= {"Download as .npz", "Download as .safetensors"}


def test_what_ships_is_what_training_gives() -> None:
    run = make_run(as_settings(PRESETS["opening"].values), "", "")
    assert isinstance(run, Run)
    stored = shipped.history(run.problem)
    assert stored is not None and len(stored.snapshots) == 7
    for moment, report in zip(stored.moments[:2], reports(run.problem), strict=False):
        assert moment.held_loss == pytest.approx(report.held_loss, rel=1e-6)
    batch, last = run.problem.held_out, stored.snapshots[-1].model
    logits = last.forward(batch.inputs).logits
    again = run.problem.loss(logits, batch.targets, batch.weights).value
    assert again == pytest.approx(stored.moments[-1].held_loss, rel=1e-4)
