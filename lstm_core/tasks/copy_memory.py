"""Remember a few letters in order, wait until asked, and say them again.

All of them have to be kept apart at once: several things to remember, not one.

References
----------
Arjovsky, Shah, Bengio (2016). Unitary evolution recurrent neural networks. Section 5.1, after
Hochreiter, Schmidhuber (1997). Long short-term memory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch, at_the_end
from lstm_core.tasks.split import draw_members
from lstm_core.vocabulary import Vocabulary

CLASSES = ("A", "B", "C", "D")
BLANK, GO = "·", "?"
VOCABULARY = Vocabulary.of((*CLASSES, BLANK, GO))
DEFAULT = "CABDA"
"""The letters to remember; what follows them is blank, but for the question."""


def copy_batch(
    rng: np.random.Generator,
    size: int,
    *,
    held_out: bool = False,
    length: int = 30,
    symbols: int = 5,
) -> Batch:
    """Draw ``size`` sequences of ``length`` steps: letters, blanks, a question, and the answer.

    The letters alone decide about the side of the split: what is held out is so after any delay.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of steps, T, the answer included.
    symbols : int
        How many letters are to be remembered, k.

    Returns
    -------
    Batch
        Token ids and letters to say ``(T, B)``, asked at the last k steps.

    Raises
    ------
    ValueError
        When there are fewer than 3 letters, too few for two sides, or no blank after them.
    """
    if symbols < 3:
        raise ValueError(f"symbols must be at least 3; got {symbols}")
    letters = draw_members(
        rng, lambda rng, n: rng.integers(1, 1 + len(CLASSES), (symbols, n)), size, held_out
    )
    return batch_of(letters, length)


def batch_of(letters: NDArray[np.int64], length: int) -> Batch:
    """Lay out these letters ``(k, B)`` with blanks and a question over ``length`` steps.

    Raises
    ------
    ValueError
        When a letter is none of :data:`CLASSES`, or the length leaves no blank after them.
    """
    symbols, size = letters.shape
    if length < 2 * symbols + 2:
        raise ValueError(
            f"length must be at least {2 * symbols + 2} for {symbols} letters; got {length}"
        )
    if letters.min() < 1 or letters.max() > len(CLASSES):
        raise ValueError(f"every letter must be one of {', '.join(CLASSES)}")
    blank, go = VOCABULARY.encode((BLANK, GO))
    inputs = np.full((length, size), blank)
    inputs[:symbols] = letters
    inputs[-symbols - 1] = go
    targets = np.zeros_like(inputs)
    targets[-symbols:] = letters - 1
    return Batch(inputs, targets, at_the_end(length, size, last=symbols))
