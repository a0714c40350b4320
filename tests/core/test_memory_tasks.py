"""The long-lag problems ask what they say, and are drawn from one side of the split only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.batch import Batch
from lstm_core.tasks import adding, copy_memory, first_symbol, parity, temporal_order
from lstm_core.vocabulary import Vocabulary

seeds = st.integers(0, 2**32 - 1)
Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """A problem whose sequences are tokens, and how a patient reader answers it."""

    make: Callable[..., Batch]
    shortest: int
    vocabulary: Vocabulary
    classes: Tokens
    answers: Callable[[Tokens], dict[int, str]]
    """From a sequence to the right answer at each step that is asked."""


def first_letter(tokens: Tokens) -> dict[int, str]:
    return {len(tokens) - 1: tokens[0]}


def letters_again(tokens: Tokens) -> dict[int, str]:
    blank, go = tokens.index("·"), tokens.index("?")
    assert {*tokens[blank:go], *tokens[go + 1 :]} == {"·"}
    return dict(enumerate(tokens[:blank], start=go + 1))


def letters_that_matter(tokens: Tokens) -> dict[int, str]:
    return {len(tokens) - 1: "".join(token for token in tokens if token in "XY")}


def parities(tokens: Tokens) -> dict[int, str]:
    odd, said = False, {}
    for t, token in enumerate(tokens):
        odd = odd if token == "0" else not odd
        said[t] = "odd" if odd else "even"
    return said


PROBLEMS = {
    "latch": Problem(
        *(first_symbol.latch_batch, 4, first_symbol.VOCABULARY, first_symbol.CLASSES),
        first_letter,
    ),
    "copy": Problem(
        *(copy_memory.copy_batch, 12, copy_memory.VOCABULARY, copy_memory.CLASSES),
        letters_again,
    ),
    "order": Problem(
        *(temporal_order.order_batch, 5, temporal_order.VOCABULARY, temporal_order.CLASSES),
        letters_that_matter,
    ),
    "parity": Problem(
        *(parity.parity_batch, 5, parity.VOCABULARY, parity.CLASSES),
        parities,
    ),
}
BATCHES = {name: problem.make for name, problem in PROBLEMS.items()} | {
    "adding": adding.adding_batch,
}
SHORTEST = {name: problem.shortest for name, problem in PROBLEMS.items()} | {"adding": 2}


def sequences(batch: Batch) -> set[tuple[float, ...]]:
    return {tuple(np.ravel(batch.inputs[:, b])) for b in range(batch.inputs.shape[1])}


@pytest.mark.parametrize("name", PROBLEMS)
@given(seed=seeds, longer=st.integers(0, 60), held_out=st.booleans())
def test_a_patient_reader_gives_the_answers_that_are_right(
    name: str, seed: int, longer: int, held_out: bool
) -> None:
    problem, length = PROBLEMS[name], SHORTEST[name] + longer
    batch = problem.make(np.random.default_rng(seed), 3, length=length, held_out=held_out)
    assert batch.inputs.shape == (length, 3)
    for b in range(3):
        said = {
            int(t): problem.classes[batch.targets[t, b]]
            for t in np.flatnonzero(batch.weights[:, b])
        }
        assert said == problem.answers(problem.vocabulary.decode(batch.inputs[:, b]))


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_depends_on_its_generator_alone(name: str) -> None:
    first, second = (BATCHES[name](np.random.default_rng(5), 32) for _ in range(2))
    np.testing.assert_array_equal(first.inputs, second.inputs)
    np.testing.assert_array_equal(first.targets, second.targets)
    assert len(sequences(first)) > 25


@pytest.mark.parametrize("name", BATCHES)
def test_every_batch_is_time_major_and_a_step_counts_fully_or_not_at_all(name: str) -> None:
    batch = BATCHES[name](np.random.default_rng(1), 7)
    assert batch.inputs.shape[1] == 7 and batch.lengths is None
    assert batch.targets.shape[:2] == batch.weights.shape == batch.inputs.shape[:2]
    assert set(batch.weights[-1]) == {1.0} and set(batch.weights.ravel()) <= {0.0, 1.0}


@pytest.mark.parametrize("shortest", [False, True])
@pytest.mark.parametrize("name", BATCHES)
def test_no_held_out_sequence_occurs_in_training(name: str, shortest: bool) -> None:
    rng, length = np.random.default_rng(0), {"length": SHORTEST[name]} if shortest else {}
    training, held_out = (
        sequences(BATCHES[name](rng, 2000, held_out=side, **length)) for side in (False, True)
    )
    assert training and held_out and not training & held_out


@pytest.mark.parametrize("name", BATCHES)
def test_a_sequence_too_short_for_the_problem_is_refused(name: str) -> None:
    least = SHORTEST[name]
    BATCHES[name](np.random.default_rng(0), 1, length=least)
    with pytest.raises(ValueError, match=f"length must be at least {least}.*; got {least - 1}"):
        BATCHES[name](np.random.default_rng(0), 1, length=least - 1)


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_answer_is_as_common_as_the_next(name: str, held_out: bool) -> None:
    batch = BATCHES[name](np.random.default_rng(0), 8000, length=20, held_out=held_out)
    counts = np.bincount(batch.targets[batch.weights > 0])
    assert len(counts) == len(PROBLEMS[name].classes)
    assert np.abs(counts * len(counts) / counts.sum() - 1).max() < 0.15


def test_the_noise_of_the_latch_is_of_all_letters_and_a_few_unknown() -> None:
    noise = first_symbol.latch_batch(np.random.default_rng(0), 4000).inputs[1:]
    shares = np.bincount(noise.ravel()) / noise.size
    np.testing.assert_allclose(shares, [0.03, *[0.97 / 4] * 4], atol=0.005)


def test_a_latch_cannot_hold_an_unknown_letter() -> None:
    with pytest.raises(ValueError, match="every first letter must be one of A, B, C, D"):
        first_symbol.batch_of(np.array([[1, 0], [1, 1]]))


@given(seeds, st.integers(2, 40), st.booleans())
def test_the_sum_is_of_one_marked_number_in_each_half(
    seed: int, length: int, held_out: bool
) -> None:
    rng = np.random.default_rng(seed)
    batch = adding.adding_batch(rng, 3, length=length, held_out=held_out)
    assert batch.inputs.shape == (length, 3, 2) and batch.targets.shape == (length, 3, 1)
    for b in range(3):
        steps = batch.inputs[:, b].tolist()
        marked = [t for t, (_, marker) in enumerate(steps) if marker == 1.0]
        assert {marker for _, marker in steps} <= {0.0, 1.0} and len(marked) == 2
        assert marked[0] < length // 2 <= marked[1]
        first, second = (steps[t][0] for t in marked)
        np.testing.assert_allclose(batch.targets[:, b, 0], first + second)
    np.testing.assert_array_equal(batch.weights, [*[[0.0] * 3] * (length - 1), [1.0] * 3])


def test_numbers_are_uniform_and_markers_fall_anywhere_in_their_half() -> None:
    numbers, markers = np.moveaxis(
        adding.adding_batch(np.random.default_rng(0), 8000, length=10).inputs, 2, 0
    )
    np.testing.assert_allclose(np.histogram(numbers, 4, (0, 1))[0] / numbers.size, 0.25, atol=0.01)
    np.testing.assert_allclose(markers.mean(axis=1), 0.2, atol=0.02)


def test_always_answering_one_has_the_error_of_the_best_constant() -> None:
    sums = adding.adding_batch(np.random.default_rng(0), 40_000, length=4).targets[-1]
    errors = {answer: np.mean((sums - answer) ** 2) for answer in (0.95, 1.0, 1.05)}
    assert errors[1.0] == pytest.approx(adding.CONSTANT_ERROR, abs=0.003)
    assert min(errors, key=errors.__getitem__) == 1.0


def test_a_sum_is_right_within_four_hundredths_at_the_step_that_is_asked() -> None:
    batch = adding.batch_of(np.repeat(np.array(adding.DEFAULT)[:, None], 4, axis=1))
    logits = np.zeros(batch.targets.shape)
    logits[-1, :, 0] = 1.3 + np.array([0.039, -0.039, 0.041, -0.041])
    assert adding.share_right(logits, batch) == 0.5
    assert adding.share_right(batch.targets * 1.0, batch) == 1.0


def test_adding_needs_a_number_and_a_marker_at_each_step() -> None:
    with pytest.raises(ValueError, match=r"D = 2; got \(4, 1, 3\)"):
        adding.batch_of(np.zeros((4, 1, 3)))


def test_all_letters_to_copy_are_on_one_side_and_stay_there_after_any_delay() -> None:
    rng = np.random.default_rng(0)
    sides = [
        {
            tuple(letters)
            for length in (8, 9, 30)
            for letters in copy_memory.copy_batch(
                rng, 2000, held_out=held_out, length=length, symbols=3
            )
            .inputs[:3]
            .T  # fmt: skip
        }
        for held_out in (False, True)
    ]
    assert not sides[0] & sides[1] and sides[1]
    assert len(sides[0] | sides[1]) == 4**3


def test_a_word_to_copy_is_laid_out_as_it_is_read() -> None:
    encode, decode = copy_memory.VOCABULARY.encode, copy_memory.VOCABULARY.decode
    batch = copy_memory.batch_of(encode(copy_memory.DEFAULT)[:, None], 14)
    assert "".join(decode(batch.inputs[:, 0])) == "CABDA···?·····"
    with pytest.raises(ValueError, match="every letter must be one of A, B, C, D"):
        copy_memory.batch_of(encode("AB·")[:, None], 14)
    with pytest.raises(ValueError, match="symbols must be at least 3; got 2"):
        copy_memory.copy_batch(np.random.default_rng(0), 1, symbols=2)


@pytest.mark.parametrize("length", [5, 6, 30, 100])
def test_letters_that_matter_stand_anywhere_in_their_stretches_and_nowhere_else(
    length: int,
) -> None:
    ids = temporal_order.order_batch(np.random.default_rng(0), 4000, length=length).inputs
    places = np.flatnonzero(np.isin(ids, temporal_order.VOCABULARY.encode("XY")).any(axis=1))
    (start, stop), (later, last) = temporal_order.stretches(length)
    assert stop < later and last < length
    assert places.tolist() == [*range(start, stop + 1), *range(later, last + 1)]


@pytest.mark.parametrize("text", ["abYa", "XYXa"])
def test_an_order_needs_two_letters_that_matter(text: str) -> None:
    with pytest.raises(ValueError, match="exactly two letters X or Y"):
        temporal_order.batch_of(temporal_order.VOCABULARY.encode(text)[:, None])


def test_distractors_are_equally_common() -> None:
    ids = temporal_order.order_batch(np.random.default_rng(0), 4000).inputs
    counts = np.bincount(ids.ravel())[1:5]
    np.testing.assert_allclose(counts / counts.sum(), 0.25, atol=0.005)


def test_all_sequences_of_five_bits_are_on_one_side_or_the_other() -> None:
    rng = np.random.default_rng(0)
    training, held_out = (
        sequences(parity.parity_batch(rng, 3000, held_out=side, length=5)) for side in (False, True)
    )
    assert (len(training), len(held_out)) == (28, 4)
    assert training | held_out == set(product((1, 2), repeat=5))


def test_parity_may_be_asked_at_the_end_alone() -> None:
    every, end = (
        parity.parity_batch(np.random.default_rng(0), 4, length=6, at=at) for at in ("every", "end")
    )
    np.testing.assert_array_equal(every.targets, end.targets)
    np.testing.assert_array_equal(every.weights, 1.0)
    np.testing.assert_array_equal(end.weights.sum(axis=0), end.weights[-1])


@pytest.mark.parametrize("task", [first_symbol, parity, temporal_order], ids=lambda t: t.__name__)
def test_the_sequence_a_page_begins_with_can_be_read(task: ModuleType) -> None:
    assert all(map(task.VOCABULARY.knows, task.DEFAULT))
    assert task.batch_of(task.VOCABULARY.encode(task.DEFAULT)[:, None]).inputs.shape[1] == 1
