"""How many brackets are open? The number is asked at every step.

References
----------
Gers, Schmidhuber (2001). LSTM recurrent networks learn simple context-free and
context-sensitive languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from lstm_core.batch import Batch
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import UNKNOWN, Vocabulary

OTHERS = ("a", "b")
VOCABULARY = Vocabulary.of(("(", ")", *OTHERS))
CLASSES = ("depth",)
DEFAULT = "a((b(a((b)a))))(a)b"
DEEPEST = 9
"""How deep the training sequences nest."""


def depths(characters: Sequence[str]) -> list[int]:
    """Count the open brackets after each character; below 0 when more close than open.

    Examples
    --------
    >>> depths("a(b)")
    [0, 1, 1, 0]
    """
    steps = [(character == "(") - (character == ")") for character in characters]
    return list(accumulate(steps))


def make_characters(rng: np.random.Generator, length: int) -> tuple[str, ...]:
    """Draw characters that head for one depth after another, never below 0 or too deep."""
    characters: list[str] = []
    depth, goal = 0, int(rng.integers(1, DEEPEST + 1))
    while len(characters) < length:
        if rng.random() < 0.3:
            other = rng.integers(len(OTHERS) + 1) if rng.random() < 0.2 else rng.integers(2)
            characters.append((*OTHERS, UNKNOWN)[other])
            continue
        if depth == goal:
            goal = int(rng.integers(DEEPEST + 1))
        opens = (depth < goal) if rng.random() < 0.75 else rng.random() < 0.5
        opens = depth == 0 or (opens and depth < DEEPEST)
        characters.append("(" if opens else ")")
        depth += 1 if opens else -1
    return tuple(characters)


def bracket_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = 32
) -> Batch:
    """Draw ``size`` sequences of ``length`` characters; the target is the depth at every step.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of characters, T, at least 8.

    Returns
    -------
    Batch
        Token ids ``(T, B)`` and depths ``(T, B, 1)``.

    Raises
    ------
    ValueError
        When the length is below 8: too few sequences for two sides.
    """
    if length < 8:
        raise ValueError(f"length must be at least 8; got {length}")
    sequences = [
        draw(rng, lambda rng: make_characters(rng, length), lambda made: made, held_out)
        for _ in range(size)
    ]
    inputs = np.stack([VOCABULARY.encode(sequence) for sequence in sequences], axis=1)
    targets = np.array([depths(sequence) for sequence in sequences], dtype=np.float64).T
    return Batch(inputs, targets[..., None], np.ones(inputs.shape))
