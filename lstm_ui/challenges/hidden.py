"""The sequences that a check runs and a learner does not see; each set has a seed of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.tasks import review_phrases, reviews
from lstm_core.vocabulary import Vocabulary

Floats = NDArray[np.float64]

MANY = 40
"""How many sequences a check of letters or numbers runs."""


@cache
def texts(seed: int, shares: str, length: int = 20) -> tuple[str, ...]:
    """Draw that many letters from ``shares``, in which a more likely letter stands more often."""
    rng = np.random.default_rng(seed)
    drawn = rng.choice(list(shares), size=(MANY, length))
    return tuple("".join(row) for row in drawn)


@cache
def ones_among_dots(seed: int, most: int, length: int = 20) -> tuple[str, ...]:
    """Draw texts with 0 to ``most`` A's, each number equally often."""
    rng = np.random.default_rng(seed)
    counts = [n % (most + 1) for n in range(MANY)]
    return tuple("".join(rng.permutation(list("A" * n + "." * (length - n)))) for n in counts)


@cache
def marked(seed: int, length: int = 20) -> tuple[str, ...]:
    """Draw letters with an M in the middle half; one text in eight has none."""
    rng = np.random.default_rng(seed)
    made = []
    for n in range(MANY):
        letters = rng.choice(list("AAABB."), size=length)
        if n % 8:
            letters[rng.integers(length // 4, 3 * length // 4)] = "M"
        made.append("".join(letters))
    return tuple(made)


@cache
def numbers(seed: int, length: int = 20) -> Floats:
    """Draw numbers from -1 to 1 with two decimals: ``(T, B, 1)``."""
    rng = np.random.default_rng(seed)
    return np.round(rng.uniform(-1.0, 1.0, (length, MANY, 1)), 2)


@cache
def held_out_reviews(seed: int, size: int) -> Batch:
    """Draw reviews that training never saw."""
    return reviews.review_batch(np.random.default_rng(seed), size, held_out=True)


@cache
def negated_reviews(seed: int, praise: bool) -> tuple[tuple[str, ...], ...]:
    """Draw reviews such as "This movie was not good at all." of either kind of word."""
    rng = np.random.default_rng(seed)
    things = [word for domain in review_phrases.DOMAINS.values() for word in domain[0]]
    opinions = review_phrases.GOOD if praise else review_phrases.BAD
    return tuple(
        ("this", str(rng.choice(things)), "was", "not", str(rng.choice(opinions)), "at", "all", ".")
        for _ in range(MANY)
    )


def encoded(vocabulary: Vocabulary, sequences: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Lay sequences of one length side by side as token ids ``(T, B)``."""
    return np.stack([vocabulary.encode(tuple(sequence)) for sequence in sequences], axis=1)


def followed(sequences: Sequence[str], rule: Callable[[float, str], float]) -> Floats:
    """Follow a number that starts at 0 and that each letter changes by a rule: ``(T, B)``."""
    rows = [list(accumulate(sequence, rule, initial=0.0))[1:] for sequence in sequences]
    return np.array(rows, dtype=np.float64).T
