"""The tasks say what they mean, and training never sees what is held out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.batch import Batch, judged_at_end
from lstm_core.tasks import ball, brackets, echo, first_symbol, intents, reviews
from lstm_core.tasks.grammar import fill, words_of
from lstm_core.tasks.split import HELD_OUT_SHARE, is_held_out
from lstm_core.vocabulary import split_letters, split_words

BATCHES: dict[str, Callable[..., Batch]] = {
    "reviews": reviews.review_batch,
    "intents": intents.intent_batch,
    "first_symbol": first_symbol.first_symbol_batch,
    "brackets": brackets.bracket_batch,
    "echo": echo.echo_batch,
    "ball": ball.ball_batch,
}
seeds = st.integers(0, 2**32 - 1)


def sequences(batch: Batch) -> set[tuple[float, ...]]:
    return {tuple(np.ravel(batch.inputs[:, b])) for b in range(batch.inputs.shape[1])}


@pytest.mark.parametrize("name", BATCHES)
def test_no_held_out_sequence_occurs_in_training(name: str) -> None:
    rng = np.random.default_rng(0)
    training, held_out = (BATCHES[name](rng, 400, held_out=side) for side in (False, True))
    assert not sequences(training) & sequences(held_out)


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_depends_on_its_generator_alone(name: str) -> None:
    first, second = (BATCHES[name](np.random.default_rng(5), 3) for _ in range(2))
    np.testing.assert_array_equal(first.inputs, second.inputs)
    np.testing.assert_array_equal(first.targets, second.targets)


@pytest.mark.parametrize("name", BATCHES)
def test_every_batch_is_time_major_and_judged_somewhere(name: str) -> None:
    batch = BATCHES[name](np.random.default_rng(1), 3)
    assert batch.inputs.shape[1] == 3
    assert batch.targets.shape[:2] == batch.weights.shape == batch.inputs.shape[:2]
    assert np.all(batch.weights.sum(axis=0) >= 1)


def test_the_split_holds_out_about_an_eighth() -> None:
    share = np.mean([is_held_out([k]) for k in range(4000)])
    assert share == pytest.approx(HELD_OUT_SHARE, abs=0.02)


def test_sequences_of_any_length_are_judged_at_their_own_end() -> None:
    batch = judged_at_end([np.array([1, 2, 3]), np.array([4])], [1, 0])
    np.testing.assert_array_equal(batch.inputs, [[1, 4], [2, 0], [3, 0]])
    np.testing.assert_array_equal(batch.weights, [[0, 1], [0, 0], [1, 0]])
    np.testing.assert_array_equal(batch.targets, [[1, 0]] * 3)
    lightly = judged_at_end([np.array([1, 2, 3]), np.array([4])], [1, 0], on_the_way=0.25)
    np.testing.assert_array_equal(lightly.weights, [[0.25, 1], [0.25, 0], [1, 0]])
    with pytest.raises(ValueError, match="at least one token"):
        judged_at_end([np.array([], dtype=np.int64)], [0])
    with pytest.raises(ValueError, match="one class"):
        judged_at_end([np.array([1])], [0, 1])


def test_a_template_fills_slots_within_slots_and_minds_its_article() -> None:
    rng = np.random.default_rng(0)
    assert fill(rng, "a {x} car and a {x}  bus", {"x": ["{y}"], "y": ["ugly"]}) == (
        "an ugly car and an ugly bus"
    )
    assert fill(rng, "a useless car", {}) == "a useless car"


def test_words_of_templates_include_their_short_forms() -> None:
    assert words_of(["it is not {x}!"]) == {"it", "is", "not", "!", "it's", "isn't"}


@given(seeds)
def test_every_review_is_short_and_within_the_vocabulary(seed: int) -> None:
    review = reviews.make_review(np.random.default_rng(seed))
    assert 1 <= len(review.words) <= reviews.LONGEST
    assert all(reviews.VOCABULARY.knows(word) for word in review.words)


@given(seeds)
def test_a_negated_review_has_a_word_of_negation(seed: int) -> None:
    review = reviews.make_review(np.random.default_rng(seed))
    assert not review.negated or reviews.NEGATIONS & set(review.words)


def test_both_verdicts_and_negation_are_common() -> None:
    rng = np.random.default_rng(0)
    made = [reviews.make_review(rng) for _ in range(1000)]
    assert np.mean([r.label for r in made]) == pytest.approx(0.5, abs=0.06)
    assert 0.3 < np.mean([r.negated for r in made]) < 0.7


@pytest.mark.parametrize(
    "text",
    [
        reviews.DEFAULT,
        "This movie was not good at all.",
        "I love it!",
        "the food was terrible but the service was great",
        "not bad at all, never disappointing",
        "I hate this phone, it's very boring and awful",
    ],
)
def test_what_learners_type_is_in_the_vocabulary(text: str) -> None:
    assert all(reviews.VOCABULARY.knows(word) for word in split_words(text))


def test_the_review_vocabulary_has_the_promised_size() -> None:
    assert 150 <= reviews.VOCABULARY.size <= 320


@pytest.mark.parametrize(("verdict", "other"), [(0, 1), (1, 0)])
def test_around_but_the_last_clause_decides(verdict: int, other: int) -> None:
    rng = np.random.default_rng(2)
    found = 0
    for _ in range(3000):
        review = reviews.make_review(rng)
        if "but" in review.words and not review.negated and review.label == verdict:
            last = review.words[-review.words[::-1].index("but") :]
            fitting, opposite = (
                {"great", "amazing", "wonderful", "perfect", "love", "best"},
                {"terrible", "awful", "horrible", "useless", "hate", "worst"},
            )[:: 1 if verdict else -1]
            assert not opposite & set(last)
            found += bool(fitting & set(last))
    assert found > 5


@given(seeds)
def test_every_utterance_is_within_the_vocabulary(seed: int) -> None:
    utterance = intents.make_utterance(np.random.default_rng(seed))
    assert utterance.words and all(intents.VOCABULARY.knows(word) for word in utterance.words)


def test_no_utterance_has_two_intents() -> None:
    rng = np.random.default_rng(0)
    intent: dict[tuple[str, ...], int] = {}
    for _ in range(5000):
        utterance = intents.make_utterance(rng)
        assert intent.setdefault(utterance.words, utterance.label) == utterance.label
    assert set(intent.values()) == set(range(len(intents.CLASSES)))


def test_the_defaults_are_within_their_vocabularies() -> None:
    assert all(map(intents.VOCABULARY.knows, split_words(intents.DEFAULT)))
    assert all(map(first_symbol.VOCABULARY.knows, split_letters(first_symbol.DEFAULT)))
    assert all(map(brackets.VOCABULARY.knows, split_letters(brackets.DEFAULT)))
    assert len(first_symbol.DEFAULT) == first_symbol.LAG + 1


@given(seeds, st.integers(4, 30))
def test_the_first_letter_is_the_class_and_never_unknown(seed: int, length: int) -> None:
    batch = first_symbol.first_symbol_batch(np.random.default_rng(seed), 2, length=length)
    assert batch.inputs.shape == (length, 2)
    np.testing.assert_array_equal(batch.inputs[0], batch.targets[-1] + 1)


@given(seeds)
def test_brackets_never_close_more_than_open_and_stay_within_depth(seed: int) -> None:
    batch = brackets.bracket_batch(np.random.default_rng(seed), 2)
    assert batch.targets.min() >= 0
    assert batch.targets.max() <= brackets.DEEPEST
    changes = np.diff(batch.targets[..., 0], axis=0, prepend=0)
    opened = batch.inputs == brackets.VOCABULARY.encode(["("])[0]
    closed = batch.inputs == brackets.VOCABULARY.encode([")"])[0]
    np.testing.assert_array_equal(changes, opened.astype(float) - closed)


def test_every_depth_is_practised() -> None:
    targets = brackets.bracket_batch(np.random.default_rng(0), 200).targets
    assert np.bincount(targets.astype(int).ravel()).min() > 100


@given(seeds, st.integers(3, 30))
def test_the_echo_comes_two_steps_late(seed: int, length: int) -> None:
    batch = echo.echo_batch(np.random.default_rng(seed), 2, length=length)
    np.testing.assert_array_equal(batch.targets[2:], batch.inputs[:-2])
    np.testing.assert_array_equal(batch.weights[:2], 0)
    assert np.abs(batch.inputs).max() <= 1


@pytest.mark.parametrize(
    ("make", "length"),
    [
        (first_symbol.first_symbol_batch, 3),
        (brackets.bracket_batch, 7),
        (echo.echo_batch, 2),
    ],
)
def test_sequences_too_short_for_the_task_are_refused(
    make: Callable[..., Batch], length: int
) -> None:
    with pytest.raises(ValueError, match="length must be at least"):
        make(np.random.default_rng(0), 1, length=length)


def test_a_ball_flies_straight_until_a_wall_turns_it_back() -> None:
    flight = ball.fly([0.5, 0.0], [0.3, -0.25], 6)
    np.testing.assert_allclose(flight[:, 0], [0.5, 0.8, 0.9, 0.6, 0.3, 0.0], atol=1e-12)
    np.testing.assert_allclose(flight[:, 1], [0.0, -0.25, -0.5, -0.75, -1.0, -0.75], atol=1e-12)


def test_a_ball_that_is_drawn_stays_in_the_box_and_moves_no_faster_than_it_may() -> None:
    flights = [ball.make_flight(np.random.default_rng(seed), 9) for seed in range(200)]
    assert max(np.abs(flight).max() for flight in flights) <= 1.0
    moved = np.array([np.linalg.norm(np.diff(flight, axis=0), axis=1) for flight in flights])
    assert ball.SLOWEST <= moved.max(axis=1).min() and moved.max() <= ball.FASTEST + 1e-9


def test_each_frame_asks_for_the_next_one() -> None:
    batch = ball.ball_batch(np.random.default_rng(3), 4, length=5)
    np.testing.assert_array_equal(batch.inputs[1:], batch.targets[:-1])
    assert batch.targets.shape == (5, 4, 2)
    with pytest.raises(ValueError, match="at least 1; got 0"):
        ball.ball_batch(np.random.default_rng(3), 4, length=0)
