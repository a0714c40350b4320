"""How a text becomes batches: every place once, the next character asked, padding never."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import (
    LSTM,
    Adam,
    Batch,
    OneHot,
    Readout,
    SequenceModel,
    softmax_cross_entropy,
    train,
)
from lstm_core.text.sequences import PaddedLines, Sequences, Windows, stream_once

BREAK, PAD = 0, 9


def of_lines(*lines: str, **sizes: int) -> PaddedLines:
    """Lines of digits from 1 to 8 as their numbers."""
    ids = [int(character) if character != "\n" else BREAK for character in "\n".join(lines)]
    return PaddedLines(np.array(ids), BREAK, PAD, **sizes)


def judged(batches: list[Batch]) -> list[tuple[int, int]]:
    pairs = [(b.inputs[b.weights > 0], b.targets[b.weights > 0]) for b in batches]
    return [pair for some in pairs for pair in zip(*(ids.tolist() for ids in some), strict=True)]


@given(st.integers(2, 200), st.integers(1, 20), st.integers(1, 7), st.integers(0, 5))
def test_windows_ask_for_the_next_character_and_never_overlap(
    size: int, steps: int, lanes: int, epoch: int
) -> None:
    if size <= steps:
        with pytest.raises(ValueError, match="give a longer text or take fewer steps"):
            Windows(np.arange(size), steps, lanes)
        return
    windows = Windows(np.arange(size), steps, lanes)
    first = epoch * windows.updates_per_epoch
    batches = list(islice(windows.batches(first), windows.updates_per_epoch))
    for batch in batches:
        assert batch.inputs.shape[0] == steps and 1 <= batch.inputs.shape[1] <= lanes
        np.testing.assert_array_equal(batch.targets, batch.inputs + 1)
        np.testing.assert_array_equal(np.diff(batch.inputs, axis=0), 1)
        assert (batch.weights == 1.0).all() and batch.weights.shape == batch.inputs.shape
    read = Counter(place for batch in batches for place in batch.inputs.ravel().tolist())
    assert set(read.values()) == {1}
    assert size - len(read) <= 2 * steps


def test_windows_begin_elsewhere_in_another_epoch_and_in_another_order() -> None:
    windows = Windows(np.arange(1000), 10, 200, seed=3)
    begins = [windows.batch(epoch).inputs[0] for epoch in range(20)]
    assert len({int(begin.min()) for begin in begins}) > 5
    assert all((np.diff(begin) != 10).any() for begin in begins)


MAKERS = [
    lambda seed: Windows(np.arange(500), 8, 4, seed),
    lambda seed: PaddedLines(np.arange(500) % 7, BREAK, PAD, 5, 4, seed),
]


@pytest.mark.parametrize("make", MAKERS)
def test_a_batch_hangs_on_seed_and_update_alone(make) -> None:
    one, again, other = make(1), make(1), make(2)
    late = [one.batch(update) for update in (40, 3, 17)]
    for update, batch in zip((40, 3, 17), late, strict=True):
        same = next(again.batches(update))
        np.testing.assert_array_equal(batch.inputs, same.inputs)
        np.testing.assert_array_equal(batch.targets, same.targets)
        np.testing.assert_array_equal(batch.weights, same.weights)
        assert not np.array_equal(batch.inputs, other.batch(update).inputs)


@pytest.mark.parametrize("make", MAKERS)
def test_training_that_is_resumed_is_training_that_never_stopped(make) -> None:
    rng, sequences = np.random.default_rng(0), make(1)
    size = 500 if isinstance(sequences, Windows) else 10
    model = SequenceModel(OneHot(size), (LSTM.init(rng, size, 3),), Readout.init(rng, 3, size))
    whole = list(train(model, islice(sequences.batches(), 6), Adam(0.01), softmax_cross_entropy))
    part = whole[2]
    rest = islice(make(1).batches(part.update), 3)
    resumed = list(train(part.model, rest, part.optimiser, softmax_cross_entropy))
    assert [event.loss for event in resumed] == [event.loss for event in whole[3:]]


def test_a_line_starts_and_ends_with_a_line_break_and_what_follows_is_padding() -> None:
    batch = next(of_lines("12", "", "345", "6").once())
    np.testing.assert_array_equal(
        batch.inputs.T, [[BREAK, 1, 2, PAD], [BREAK, 3, 4, 5], [BREAK, 6, PAD, PAD]]
    )
    np.testing.assert_array_equal(
        batch.targets.T, [[1, 2, BREAK, PAD], [3, 4, 5, BREAK], [6, BREAK, PAD, PAD]]
    )
    np.testing.assert_array_equal(batch.weights.T, [[1, 1, 1, 0], [1, 1, 1, 1], [1, 1, 0, 0]])
    assert batch.lengths is not None and batch.lengths.tolist() == [3, 4, 2]


def test_a_long_line_goes_on_in_a_sequence_of_its_own() -> None:
    batch = next(of_lines("12345", longest=4).once())
    np.testing.assert_array_equal(batch.inputs.T, [[BREAK, 1, 2, 3], [4, 5, PAD, PAD]])
    np.testing.assert_array_equal(batch.targets.T, [[1, 2, 3, 4], [5, BREAK, PAD, PAD]])


@given(
    st.lists(st.text("123", max_size=12), min_size=1, max_size=12).filter(any),
    st.integers(1, 8),
    st.integers(1, 5),
)
def test_every_character_of_every_line_is_judged_once_an_epoch(
    lines: list[str], longest: int, lanes: int
) -> None:
    padded = of_lines(*lines, longest=longest, lanes=lanes)
    wanted = Counter(
        pair
        for line in lines
        if line
        for pair in zip([BREAK, *map(int, line)], [*map(int, line), BREAK], strict=True)
    )
    assert Counter(judged(list(padded.once()))) == wanted
    for epoch in range(2):
        first = epoch * padded.updates_per_epoch
        batches = list(islice(padded.batches(first), padded.updates_per_epoch))
        assert Counter(judged(batches)) == wanted
        assert all(b.inputs.shape[0] <= longest and b.inputs.shape[1] <= lanes for b in batches)


def test_what_the_padding_is_changes_neither_loss_nor_gradient() -> None:
    rng = np.random.default_rng(0)
    model = SequenceModel(OneHot(10), (LSTM.init(rng, 10, 4),), Readout.init(rng, 4, 10, "every"))
    found = []
    for padding in (PAD, 5):
        lines = PaddedLines(of_lines("12", "34567", "8").ids, BREAK, padding)
        batch = next(lines.once())
        trace = model.forward(batch.inputs)
        loss = softmax_cross_entropy(trace.logits, batch.targets, batch.weights)
        found.append((loss.value, model.backward(trace, loss.d_logits).parameters))
    assert found[0][0] == found[1][0]
    for name, d in found[0][1].items():
        np.testing.assert_allclose(d, found[1][1][name], atol=1e-15)


@given(st.integers(2, 300), st.integers(1, 40), st.integers(0, 30), st.integers(1, 5))
def test_a_stream_is_judged_once_at_every_place_after_reading_some(
    size: int, steps: int, before: int, lanes: int
) -> None:
    batches = list(stream_once(np.arange(size), steps=steps, before=before, lanes=lanes))
    assert Counter(judged(batches)) == Counter((place, place + 1) for place in range(size - 1))
    for batch in batches:
        judged_at = batch.weights > 0
        begins = batch.inputs[0] == 0
        assert not judged_at[:before, ~begins].any()
        assert judged_at.any(axis=0).all()


@pytest.mark.parametrize("ids", [[], [3]])
def test_a_stream_in_which_nothing_follows_is_refused(ids: list[int]) -> None:
    with pytest.raises(ValueError, match="give a longer one"):
        stream_once(np.array(ids, dtype=int))


@pytest.mark.parametrize("lines", [("",), ("", "", "")])
def test_lines_with_nothing_in_them_are_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="only empty lines; give one with something in them"):
        of_lines(*lines)


@pytest.mark.parametrize("wrong", [{"steps": 0}, {"lanes": 0}, {"seed": -1}])
def test_sizes_that_make_no_batch_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="steps and lanes must be at least 1"):
        Windows(np.arange(50), **wrong)


def test_both_ways_can_take_each_other_s_place() -> None:
    for make in MAKERS:
        sequences: Sequences = make(0)
        assert sequences.updates_per_epoch == -(-sequences.rows // sequences.lanes)
