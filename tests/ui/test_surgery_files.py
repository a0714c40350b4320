"""Settings as a link and as a file: back exactly, or one plain sentence, whatever the text is."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_core import Edits
from lstm_ui.runs import make_run
from lstm_ui.settings import MOST_CHARACTERS, TABLE, Settings
from lstm_ui.sources import cells_offered, network
from lstm_ui.surgery.files import (
    LONGEST_LINK,
    MOST_BYTES,
    NO_FILE,
    VERSION,
    as_file,
    as_link,
    from_file,
    from_link,
)
from lstm_ui.surgery.spelling import BETWEEN, MisspeltError, spell
from tests.ui.strategies import any_edits, any_of

typed = st.none() | st.text(max_size=120) | st.sampled_from(["a&b=c;d", "+ %41", "\r\n\t", "“”<b>"])


def _offered(settings: Settings, edits: Edits) -> Settings:
    """The same with a cell that its network comes in, and with edits that can be read."""
    offered = cells_offered(settings.net)
    cell = settings.cell if settings.cell in offered else offered[0]
    return replace(settings, cell=cell, edits=spell(edits))


any_settings = st.builds(_offered, any_of(Settings, typed), any_edits)


def same(settings: Settings | None) -> Settings | None:
    """A text that is the network's own is none that was typed."""
    if settings is None or settings.text != network(settings.net, settings.cell).default:
        return settings
    return replace(settings, text=None)


def written(**whole: Any) -> bytes:
    """A file that says this, on top of what every file says."""
    return json.dumps({"gatescope": "surgery", "version": VERSION, "b": {}} | whole).encode()


def told(content: bytes) -> str:
    """The sentence about a file that cannot be read."""
    with pytest.raises(MisspeltError) as found:
        from_file(content)
    return checked(str(found.value))


def checked(sentence: str) -> str:
    sentence.encode()
    assert sentence.endswith(".") and len(sentence) < 160
    assert not any(unicodedata.category(letter) == "Cc" for letter in sentence)
    return sentence


@given(any_settings)
@example(Settings())
@example(Settings(text="", h0="", c0=""))
@example(Settings(text="+&=%;#“ש😀”\x00\n\\", start="typed", h0="−1, 2", c0="1e-3"))
@example(Settings(net="random", cell="GRU", hidden=16, seed=0, candidate="relu"))
@example(Settings(text=network("reviews").default))
def test_a_link_brings_any_settings_back(settings: Settings) -> None:
    assert same(from_link(as_link(settings))) == same(settings)


@given(any_settings, st.none() | any_settings)
@example(Settings(), Settings())
@example(Settings(text='\x00\n\\"“ש😀”'), None)
def test_a_file_brings_any_two_settings_back(b: Settings, a: Settings | None) -> None:
    found_b, found_a = from_file(as_file(b, a))
    assert (same(found_b), same(found_a)) == (same(b), same(a))


def test_what_is_as_it_is_at_first_stays_out() -> None:
    assert as_link(Settings()) == ""
    assert as_link(Settings(net="latch", seed=8)) == "net=latch&seed=8"
    edits = BETWEEN.join(["f_4-7_1.3_0.5", "bf_3_-5"])
    assert as_link(Settings(edits=edits)) == f"edits={edits}"  # nothing there is escaped
    assert json.loads(as_file(Settings(hidden=3), None)) == {
        "gatescope": "surgery", "version": VERSION, "b": {"hidden": "3"}, "a": None,
    }  # fmt: skip


def test_a_file_reads_as_the_network_it_was_saved_from() -> None:
    saved = Settings(net="latch", text="..B.A", edits="f_2_1_0.25")
    run = make_run(from_file(as_file(saved, None))[0])
    assert run.trace is not None and run.parsed.tokens == tuple("..B.A")
    assert run.layer.f[1, 0, 0] == 0.25


NO_FILES = {
    "nothing": b"",
    "not UTF-8": b"\xff\xfe\x00{",
    "half a letter": '{"gatescope": "שלום"}'.encode()[:-3],
    "no JSON": b"gatescope",
    "cut off": b'{"gatescope": "surgery", "version": 1, "b": {',
    "lists nested without end": b"[" * 100_000,
    "objects nested without end": b'{"b":' * 30_000,
    "nested inside": b'{"gatescope": "surgery", "version": 1, "b": ' + b"[" * 100_000,
    "null": b"null",
    "a list": b'["gatescope", "surgery"]',
    "a text": b'"surgery"',
    "NaN": b"NaN",
    "a number without end": b"1" * 100_000,
    "a number without end inside": b'{"gatescope": "surgery", "version": ' + b"1" * 100_000 + b"}",
    "another kind": b'{"gatescope": "progress", "version": 1, "b": {}}',
    "no kind": b'{"version": 1, "b": {}}',
    "a kind that is a list": b'{"gatescope": ["surgery"], "version": 1, "b": {}}',
}


@pytest.mark.parametrize("content", NO_FILES.values(), ids=NO_FILES.keys())
def test_what_is_no_file_of_ours_is_told_in_one_sentence(content: bytes) -> None:
    assert told(content) == NO_FILE


@pytest.mark.parametrize("version", [None, 0, 2, "1", -1, 1.5, 1e300, [1], {}, float("nan")])
def test_another_version_is_told_so(version: Any) -> None:
    assert told(written(version=version)) == (
        "This file was written by another version of Gatescope."
    )


@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize("wrong", [[], "net", 0, False, 1.5, [["net", "latch"]], float("inf")])
def test_settings_that_are_no_object_are_refused(side: str, wrong: Any) -> None:
    assert told(written(**{side: wrong})) == NO_FILE


def test_a_file_without_settings_is_refused() -> None:
    assert told(b'{"gatescope": "surgery", "version": 1}') == NO_FILE
    assert told(written(b=None)) == NO_FILE


@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
@pytest.mark.parametrize("wrong", [None, 1, 10**30, 0.5, float("nan"), True, [], {}, ["LSTM"]])
def test_a_setting_of_a_wrong_type_is_refused(side: str, name: str, wrong: Any) -> None:
    assert told(written(**{side: {name: wrong}})) == f"{NO_FILE} It sets “{name}”."


CANNOT = [
    ("net", "zebra"), ("net", ""), ("net", "../reviews"), ("cell", "XYZ"), ("cell", "lstm"),
    ("start", "oops"), ("candidate", "sigmoid"), ("hidden", "0"), ("hidden", "17"),
    ("hidden", "-3"), ("hidden", "1e1"), ("hidden", "nan"), ("hidden", ""), ("hidden", "9" * 5000),
    ("hidden", "²"), ("hidden", "8\n"), ("seed", "-1"), ("seed", "10000"), ("seed", "7.0"),
    ("text", "half \ud800"), ("h0", "\udfff"), ("c0", "1 \udc80 2"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), CANNOT)
def test_what_cannot_be_set_is_refused_with_its_name(name: str, text: str) -> None:
    assert told(written(b={name: text})) == f"{NO_FILE} Its {name} cannot be set so."
    assert told(written(a={name: text})) == f"{NO_FILE} Its {name} cannot be set so."


def test_a_cell_that_the_network_does_not_have_is_refused() -> None:
    assert told(written(b={"net": "latch", "cell": "GRU"})).startswith(NO_FILE)
    with pytest.raises(MisspeltError, match="There is no such cell of that network.$"):
        from_link("net=latch&cell=GRU")
    assert from_link("net=random&cell=GRU") == Settings(net="random", cell="GRU")


@pytest.mark.parametrize(
    "name", MOST_CHARACTERS.keys() & {field.name for field in fields(Settings)}
)
def test_a_text_as_long_as_a_field_takes_is_read_and_one_letter_more_is_not(name: str) -> None:
    most = MOST_CHARACTERS[name]
    assert getattr(from_file(written(b={name: "y" * most}))[0], name) == "y" * most
    assert told(written(b={name: "y" * (most + 1)})) == (
        f"Its {name} is longer than {most} characters."
    )


@pytest.mark.parametrize("name", ["a", "zebra", "__class__", "inputs", "NET", ""])
def test_what_is_no_setting_of_a_cell_is_refused_by_name(name: str) -> None:
    assert told(written(b={name: "1"})) == f"{NO_FILE} It sets “{name}”."


def test_a_name_of_html_is_cut_short_and_shown_as_it_is_spelled() -> None:
    name = "<img src=x onerror=alert(1)>"
    assert told(written(b={name: "1"})) == f"{NO_FILE} It sets “{name[:20]}”."
    assert told(written(b={"ש" * 300 + "\n\ud800": "1"})).endswith("“\\u05e9\\u05e9\\u05e9\\u”.")
    assert told(written(b={"\u202e\x00\x1b[31m": "1"})).endswith("“\\u202e\\x00\\x1b[31m”.")
    assert told(written(b={"it's": "1"})).endswith("“it's”.")


def test_edits_that_cannot_be_read_are_told_in_their_own_words() -> None:
    assert told(written(b={"edits": "f_4_3_2"})) == (
        "Gate f lies between 0 and 1; it cannot be held at 2."
    )
    assert told(written(a={"edits": "<script>"})) == "“<script>” is no edit of a network."


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    whole = written(b={"text": "y"})
    padded = whole + b" " * (MOST_BYTES - len(whole))
    assert from_file(padded)[0] == Settings(text="y")
    assert told(padded + b" ") == f"{NO_FILE} This one is too large."


def test_a_link_that_is_too_long_is_not_even_looked_at() -> None:
    pad = "&" * (LONGEST_LINK - len("seed=8"))
    assert from_link("seed=8" + pad) == Settings(seed=8)
    with pytest.raises(MisspeltError, match="^The link's A is too long to be read.$"):
        from_link("seed=8" + pad + "&")


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("zebra=1", "The link's A cannot be read. It sets “zebra”."),
        ("hidden=99", "The link's A cannot be read. Its hidden cannot be set so."),
        ("h0=%ED%A0%80\ud800", "The link's A cannot be read. Its h0 cannot be set so."),
        ("edits=f_1_1_2", "Gate f lies between 0 and 1; it cannot be held at 2."),
    ],
)
def test_a_link_that_cannot_be_read_is_not_called_a_file(link: str, sentence: str) -> None:
    with pytest.raises(MisspeltError) as found:
        from_link(link)
    assert checked(str(found.value)) == sentence


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.sampled_from(list(TABLE)), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.sampled_from([field.name for field in fields(Settings)]) | st.text(max_size=8)
texts = st.sampled_from([str(option) for s in TABLE.values() for option in s.options])
values = texts | st.integers(-2, 20).map(str) | st.text(st.characters(), max_size=8)
any_told = st.dictionaries(names, values | json_values, max_size=4) | json_values


@given(st.builds(lambda a, b, extra: extra | {"a": a, "b": b}, any_told, any_told,
                 st.dictionaries(st.text(max_size=4), json_values, max_size=1)))  # fmt: skip
@example({"b": {"net": "latch", "cell": "GRU"}, "a": None})
@example({"b": {"text": "\ud800"}, "a": {"h0": "\udfff"}})
def test_whatever_a_file_says_is_settings_that_run_or_one_sentence(whole: dict[str, Any]) -> None:
    try:
        b, a = from_file(written(**whole))
    except MisspeltError as problem:
        checked(str(problem))
        return
    for found in (b, a):
        if found is not None:
            assert found.cell in cells_offered(found.net)
            assert same(from_link(as_link(found))) == same(found)
    assert tuple(map(same, from_file(as_file(b, a)))) == (same(b), same(a))
    run = make_run(b)
    assert (run.trace is None) == (run.problem is not None)


@given(st.binary(max_size=60) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_refused_in_one_sentence(content: bytes) -> None:
    assert told(content) == NO_FILE


pairs = st.lists(st.tuples(names, values), max_size=4).map(
    lambda found: "&".join(f"{name}={value}" for name, value in found)
)


@given(st.text(st.characters()) | pairs)
@example("net=latch&cell=GRU")
@example("%ED%A0%80=1&text=%ED%A0%80")
@example("text=\ud800")
@example("&&==&%&%zz;text")
@example("edits=" + BETWEEN)
def test_any_link_is_settings_or_one_sentence(text: str) -> None:
    try:
        found = from_link(text)
    except MisspeltError as problem:
        checked(str(problem))
    else:
        assert same(from_link(as_link(found))) == same(found)
        assert found.cell in cells_offered(found.net)
