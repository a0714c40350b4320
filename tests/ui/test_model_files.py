"""A trained network as a file comes back to the last bit; changed bytes are told in a sentence."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lstm_core import (
    RNN,
    CoupledLSTM,
    Embedding,
    PeepholeLSTM,
    Readout,
    SequenceModel,
    Values,
)
from lstm_core.backwards import Reversed
from lstm_core.snapshot import to_arrays
from lstm_ui.training.files import (
    MARK,
    NO_FILE,
    FileError,
    as_file,
    as_safetensors_file,
    from_file,
)
from lstm_ui.training.npz import as_npz
from lstm_ui.training.safetensors import as_safetensors
from tests.fixtures.coded import NETWORKS
from tests.ui.model_files import FACTS, SENTENCES, SMALL, arrays_with

rng = np.random.default_rng(0)
OTHERS = {
    "peepholes": SequenceModel(
        Values(2), (PeepholeLSTM.init(rng, 2, 3),), Readout.init(rng, 3, 1, "every")
    ),
    "coupled, backwards": SequenceModel(
        Embedding.init(rng, 4, 2), (Reversed(CoupledLSTM.init(rng, 2, 3)),), Readout.init(rng, 3, 1)
    ),
}
WRITERS = {"npz": as_file, "safetensors": as_safetensors_file}
both_kinds = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())


def assert_same(found: SequenceModel, model: SequenceModel) -> None:
    ours, theirs = to_arrays(model), to_arrays(found)
    assert ours.keys() == theirs.keys()
    for name, array in ours.items():
        assert array.dtype == theirs[name].dtype
        assert array.tobytes() == theirs[name].tobytes()


@both_kinds
@pytest.mark.parametrize("model", (NETWORKS | OTHERS).values(), ids=(NETWORKS | OTHERS).keys())
def test_a_network_comes_back_to_the_last_bit(model: SequenceModel, write: Any) -> None:
    found, facts = from_file(write(model, {"seed": 3}))
    assert_same(found, model)
    assert facts == {"seed": 3}


@both_kinds
def test_facts_come_back_with_it_and_the_same_is_the_same_file(write: Any) -> None:
    content = write(SMALL, FACTS)
    assert from_file(content)[1] == FACTS
    assert write(SMALL, FACTS) == content


@both_kinds
def test_negative_zero_and_the_smallest_numbers_come_back(write: Any) -> None:
    odd = np.array([[-0.0, 5e-324], [1.7e308, -1e-310]])
    model = SMALL.with_parameters({"readout.weight": odd})
    assert_same(from_file(write(model, {}))[0], model)


def test_numpy_itself_reads_what_is_written() -> None:
    with np.load(io.BytesIO(as_file(SMALL, FACTS)), allow_pickle=False) as arrays:
        assert json.loads(str(arrays["facts"])) == FACTS | MARK
        assert set(arrays) == {"facts", *to_arrays(SMALL)}


def test_the_library_of_that_name_reads_and_writes_safetensors() -> None:
    library = pytest.importorskip("safetensors.numpy", reason="nothing but this test needs it")
    read = library.load(as_safetensors_file(SMALL, FACTS))
    assert read.keys() == SMALL.parameters.keys()
    for name, array in SMALL.parameters.items():
        np.testing.assert_array_equal(read[name], array)
    texts = {n: str(array) for n, array in arrays_with().items() if not array.ndim}
    assert_same(from_file(library.save(read, metadata=texts))[0], SMALL)


def test_a_file_that_numpy_wrote_packed_or_by_columns_is_read() -> None:
    file = io.BytesIO()
    turned = {name: np.asarray(array, order="F") for name, array in arrays_with().items()}
    np.savez_compressed(file, **turned)
    assert_same(from_file(file.getvalue())[0], SMALL)


@both_kinds
def test_what_could_not_be_read_is_not_written(write: Any) -> None:
    wide = SequenceModel(Values(1), (RNN.init(rng, 1, 257),), Readout.init(rng, 257, 1))
    with pytest.raises(FileError, match="256 units"):
        write(wide, {})
    with pytest.raises(FileError):
        write(SMALL, {"tokens": ["only one"]})
    with pytest.raises(ValueError, match="JSON"):
        write(SMALL, {"score": float("nan")})


def read_or_told(content: bytes) -> None:
    """A file gives a network that runs, and can be saved again, or one of the sentences."""
    try:
        model, facts = from_file(content)
    except FileError as problem:
        assert str(problem) in SENTENCES
        return
    assert_same(from_file(as_file(model, facts))[0], model)
    ids = np.zeros((2, 1), int)
    given = np.ones((2, 1, model.encoder.size)) if isinstance(model.encoder, Values) else ids
    model.forward(given)


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda more: b"PK\x03\x04" + more))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_are_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(FileError, match=NO_FILE):
        from_file(content)


flips = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=4)


@settings(max_examples=300)
@given(
    st.sampled_from([as_file(SMALL, FACTS), as_safetensors_file(SMALL, FACTS)]),
    flips,
    st.none() | st.integers(0, 6000),
)
def test_a_file_with_some_bytes_changed_is_a_network_or_one_sentence(
    content: bytes, changes: list[tuple[int, int]], end: int | None
) -> None:
    changed = bytearray(content)
    for place, change in changes:
        changed[place % len(changed)] ^= change
    read_or_told(bytes(changed[:end]))


values = st.one_of(
    st.integers(-3, 2**40).map(np.int64),
    st.text(max_size=8).map(np.array),
    st.sampled_from(["LSTM", "RNN", "OneHot", "Values", "Readout", "Bidirectional", "Reversed"]),
    st.lists(st.integers(1, 9), max_size=3).map(lambda shape: np.full(shape, 0.5)),
    st.none(),
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([*arrays_with(), "layers.0.cell", "more"]), values, max_size=3),
    st.sampled_from([as_npz, as_safetensors]),
)
def test_whatever_stands_in_a_file_it_is_a_network_or_one_sentence(others: Any, write: Any) -> None:
    read_or_told(write(arrays_with(others)))
