"""Whatever a learner chooses as the file of a network is read, or refused in one plain sentence."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import unicodedata
import zipfile
from typing import Any

import numpy as np
import pytest

from lstm_core import RNN, OneHot, Readout, SequenceModel, Values
from lstm_core.snapshot import to_arrays
from lstm_ui.training.files import (
    CHANGED,
    MARK,
    MOST_BYTES,
    MOST_FACTS,
    NO_FILE,
    NOT_FINITE,
    OTHER_VERSION,
    TOO_BIG,
    TOO_LARGE,
    FileError,
    as_file,
    as_safetensors_file,
    from_file,
)
from lstm_ui.training.npz import as_npz
from lstm_ui.training.safetensors import as_safetensors
from tests.ui.model_files import FACTS, SENTENCES, SMALL, arrays_with, with_facts

rng = np.random.default_rng(1)


def told(content: bytes) -> str:
    """The sentence about a file that cannot be read."""
    with pytest.raises(FileError) as found:
        from_file(content)
    return str(found.value)


def packed(name: str, body: bytes, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        archive.writestr(name, body)
    return file.getvalue()


def saved(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def headed(header: Any, buffer: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + buffer


def numpy_header(shape: str) -> bytes:
    said = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(said)) + said.encode()


NPZ, TENSORS = as_file(SMALL, FACTS), as_safetensors_file(SMALL, FACTS)
ENTRY = {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}
NO_FILES = {
    "nothing": b"",
    "text": b"gatescope",
    "cut off": NPZ[:-40],
    "cut in half": NPZ[: len(NPZ) // 2],
    "tensors cut off": TENSORS[:-1],
    "tensors with more": TENSORS + b"\0",
    "an empty archive": packed("x", b"")[-22:],
    "an archive of text": packed("x.npy", b"text"),
    "a path upwards": packed("../../x.npy", NPZ),
    "an executable": packed("x.py", b"import os"),
    "an array of nothing, without end": packed("facts.npy", numpy_header(f"0, {10**30}")),
    "a pickle": saved(facts=np.array([{}], dtype=object)),
    "somebody else's": saved(weights=np.ones((2, 3))),
    "small floats": saved(facts=np.ones(3, np.float32)),
    "a record": saved(facts=np.zeros(2, dtype=[("a", "f8")])),
    "a bare array": NPZ[NPZ.index(b"\x93NUMPY") :],
    "a header without end": struct.pack("<Q", 2**63) + b"{}",
    "no header": headed(b""),
    "a header that is a list": headed([]),
    "a header that is nested without end": headed(b"[" * 100_000),
    "no metadata": headed({"a": ENTRY}, bytes(8)),
    "metadata that are no texts": headed({"__metadata__": {"layers": 1}}),
    "a whole number that is none": headed({"__metadata__": {"layers": "x"}}),
    "a whole number too large": headed({"__metadata__": {"layers": "9" * 30}}),
    "other numbers": headed({"__metadata__": {}, "a": ENTRY | {"dtype": "F32"}}, bytes(8)),
    "an unknown key": headed({"__metadata__": {}, "a": ENTRY | {"x": 1}}, bytes(8)),
    "a size that is no number": headed({"__metadata__": {}, "a": ENTRY | {"shape": [True]}}),
    "a size of nothing": headed({"__metadata__": {}, "a": ENTRY | {"shape": [0]}}),
    "a place before the first": headed(
        {"__metadata__": {}, "a": ENTRY | {"data_offsets": [-8, 0]}}, bytes(8)
    ),
    "two in one place": headed({"__metadata__": {}, "a": ENTRY, "b": ENTRY}, bytes(8)),
    "a gap": headed({"__metadata__": {}, "a": ENTRY | {"data_offsets": [8, 16]}}, bytes(16)),
    "a thousand arrays": as_safetensors(arrays_with({str(n): "" for n in range(1000)})),
}


@pytest.mark.parametrize("content", NO_FILES.values(), ids=NO_FILES.keys())
def test_what_is_no_network_of_ours_is_told_in_one_sentence(content: bytes) -> None:
    assert told(content) == NO_FILE


def test_every_sentence_is_one_and_says_what_to_do() -> None:
    for sentence in SENTENCES:
        assert sentence.count(". ") == 0 and sentence.endswith(".") and len(sentence) < 160
        assert not any(unicodedata.category(letter) == "Cc" for letter in sentence)
        assert ": " in sentence


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    assert told(NPZ + bytes(MOST_BYTES)) == TOO_LARGE


BOMB = bytes(MOST_BYTES * 10)
LIE = packed("x.npy", BOMB).replace(struct.pack("<I", len(BOMB)), struct.pack("<I", 100))
BOMBS = {
    "a size beyond all": packed("x.npy", BOMB),
    "a directory that lies about the size": LIE,
    "a way of packing that unpacks at once": packed("x.npy", BOMB, zipfile.ZIP_LZMA),
    "the same that lies": packed("x.npy", BOMB, zipfile.ZIP_BZIP2).replace(
        struct.pack("<I", len(BOMB)), struct.pack("<I", 100)
    ),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_before_it_goes_off(content: bytes) -> None:
    tracemalloc.start()
    assert told(content) == NO_FILE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(content) < 100_000 and peak < 1_000_000


NO_FACTS = {
    "none": None,
    "no text": 1,
    "no JSON": "gatescope",
    "a list": "[]",
    "another kind": '{"gatescope": "surgery", "version": 1}',
    "a kind that is a list": '{"gatescope": ["model"], "version": 1}',
    "NaN": '{"gatescope": "model", "version": 1, "seed": NaN}',
    "a number beyond all": '{"gatescope": "model", "version": 1, "seed": 1e999}',
    "a number without end": '{"gatescope": "model", "version": 1, "seed": %s}' % ("1" * 9999),
    "half a letter": '{"gatescope": "model", "version": 1, "seed": "\\ud800"}',
    "half a letter for a name": '{"gatescope": "model", "version": 1, "\\udfff": 1}',
    "nested without end": '{"gatescope": "model", "version": 1, "seed": ' + "[" * 50_000,
}


@pytest.mark.parametrize("facts", NO_FACTS.values(), ids=NO_FACTS.keys())
@pytest.mark.parametrize("write", [as_npz, as_safetensors])
def test_facts_that_are_none_are_told(facts: Any, write: Any) -> None:
    assert told(write(with_facts(facts))) == NO_FILE


@pytest.mark.parametrize("version", [None, 0, 2, "1", [1], {}, 1.5])
def test_another_version_is_told_so(version: Any) -> None:
    assert told(as_npz(with_facts({"version": version}))) == OTHER_VERSION


def test_facts_that_are_nested_deeper_than_any_of_ours_or_too_long_are_refused() -> None:
    deep: Any = 0
    for _ in range(9):
        deep = [deep]
    assert told(as_npz(with_facts({"a": deep}))) == CHANGED
    assert from_file(as_npz(with_facts({"a": deep[0][0]})))
    assert told(as_npz(with_facts({"a": "y" * MOST_FACTS}))) == TOO_LARGE


@pytest.mark.parametrize("name", ["tokens", "classes"])
@pytest.mark.parametrize(
    "words", [[], ["<unk>"], ["<unk>"] * 9, "abc", 3, {}, [1, 2, 3], [[], [], []], ["a", "a", "b"]]
)
def test_names_that_do_not_fit_the_network_are_refused(name: str, words: Any) -> None:
    assert told(as_npz(with_facts({name: words}))) == CHANGED


def test_tokens_begin_with_the_unknown_one_and_belong_to_a_network_that_reads_tokens() -> None:
    assert told(as_npz(with_facts({"tokens": ["a", "b", "c"]}))) == CHANGED
    with pytest.raises(FileError):
        of_values = SequenceModel(Values(2), (RNN.init(rng, 2, 1),), Readout.init(rng, 1, 1))
        as_file(of_values, {"tokens": ["<unk>", "a"]})


nan, inf = np.full((2, 2), np.nan), np.full(2, np.inf)
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "a weight is missing": (CHANGED, {"readout.bias": None}),
    "a kind is missing": (CHANGED, {"encoder.kind": None}),
    "there is one array more": (CHANGED, {"more": np.ones(2)}),
    "there is one layer too many": (CHANGED, {"layers": 2}),
    "there is no layer": (CHANGED, {"layers": 0}),
    "there are layers without end": (CHANGED, {"layers": 10**18}),
    "layers are text": (CHANGED, {"layers": "1"}),
    "layers are a list": (CHANGED, {"layers": [1]}),
    "a size is a float": (CHANGED, {"encoder.size": 3.0}),
    "a size is a text": (CHANGED, {"encoder.size": "3"}),
    "a size is another": (CHANGED, {"encoder.size": 4}),
    "a kind is unknown": (CHANGED, {"layers.0.kind": "Zebra"}),
    "a kind is empty": (CHANGED, {"layers.0.kind": ""}),
    "a kind is a number": (CHANGED, {"layers.0.kind": 1}),
    "an encoder stands for a layer": (
        CHANGED, {"layers.0.kind": "Embedding", "layers.0.weight": np.ones((3, 2))},
    ),
    "an encoder stands for a readout": (
        CHANGED, {"readout.kind": "Embedding", "readout.bias": None, "readout.at": None},
    ),
    "a layer stands for an encoder": (CHANGED, {"encoder.kind": "LSTM"}),
    "weights are whole": (CHANGED, {"readout.weight": np.ones((2, 2), np.int64)}),
    "weights are a text": (CHANGED, {"readout.weight": "weights"}),
    "weights are none": (CHANGED, {"readout.weight": np.ones((0, 2))}),
    "weights are flat": (CHANGED, {"readout.weight": np.ones(4)}),
    "weights are deep": (CHANGED, {"readout.weight": np.ones((2, 2, 1))}),
    "weights do not fit": (CHANGED, {"layers.0.weight_hh": np.ones((8, 3))}),
    "a squash is unknown": (CHANGED, {"layers.0.candidate": "../../sigmoid"}),
    "the answer is nowhere": (CHANGED, {"readout.at": "start"}),
    "a weight is NaN": (NOT_FINITE, {"readout.weight": nan}),
    "a bias is infinite": (NOT_FINITE, {"readout.bias": inf}),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "others"), CHANGES.values(), ids=CHANGES.keys())
def test_a_file_in_which_something_was_changed_is_told_so(
    sentence: str, others: dict[str, Any]
) -> None:
    assert told(as_npz(arrays_with(others))) == sentence


@pytest.mark.parametrize("kind", [np.float32, np.float16, np.complex128, bool, ">f8", object, "S4"])
def test_weights_of_another_type_are_refused(kind: Any) -> None:
    assert told(saved(**arrays_with({"readout.bias": np.ones(2, kind)}))) == NO_FILE


def test_a_network_that_is_too_big_is_told_so() -> None:
    def of(encoder: Any, units: int, layers: int = 1, answers: int = 1) -> bytes:
        sizes = [encoder.size, *[units] * layers]
        cells = tuple(RNN.init(rng, size, units) for size in sizes[:-1])
        model = SequenceModel(encoder, cells, Readout.init(rng, units, answers))
        return as_npz({"facts": np.array(json.dumps(MARK)), **to_arrays(model)})

    assert from_file(of(Values(1024), 256)) and from_file(of(Values(1), 1, 4, 1024))
    too_big = [
        of(Values(1), 257),
        of(OneHot(2), 3, 5),
        of(OneHot(1025), 1),
        of(Values(1), 1, 1, 1025),
    ]
    for wrong in too_big:
        assert told(wrong) == TOO_BIG
