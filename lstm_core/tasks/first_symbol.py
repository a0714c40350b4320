"""Remember the first letter while more of the same letters go by.

Noise is made of the letters themselves, so that only the place of a letter tells whether it
matters. This is the long-lag problem for which the LSTM was invented.

References
----------
Hochreiter, Schmidhuber (1997). Long short-term memory. Section 5.
"""

from __future__ import annotations

import numpy as np

from lstm_core.batch import Batch, judged_at_end
from lstm_core.tasks.split import draw
from lstm_core.vocabulary import UNKNOWN, Vocabulary

CLASSES = ("A", "B", "C", "D")
VOCABULARY = Vocabulary.of(CLASSES)
DEFAULT = "CABDDBACADBBADACDBADB"
LAG = 20
"""How many letters go by between the first and the answer in the stated accuracy."""


def make_letters(rng: np.random.Generator, length: int) -> tuple[str, ...]:
    """Draw a letter to remember and ``length - 1`` letters of noise, 3% of them unknown."""
    first, *noise = (CLASSES[k] for k in rng.integers(len(CLASSES), size=length))
    hidden = rng.random(length - 1) < 0.03
    return (first, *(UNKNOWN if hide else x for hide, x in zip(hidden, noise, strict=True)))


def first_symbol_batch(
    rng: np.random.Generator, size: int, *, held_out: bool = False, length: int = LAG + 1
) -> Batch:
    """Draw ``size`` sequences of ``length`` letters, judged at the end.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split. Below 4 letters there are too few sequences for two sides.
    length : int
        Number of letters, T.

    Returns
    -------
    Batch
        Token ids ``(T, B)`` and, as classes ``(T, B)``, the first letter.

    Raises
    ------
    ValueError
        When the length is below 4.
    """
    if length < 4:
        raise ValueError(f"length must be at least 4; got {length}")
    sequences = [
        draw(rng, lambda rng: make_letters(rng, length), lambda letters: letters, held_out)
        for _ in range(size)
    ]
    return judged_at_end(
        [VOCABULARY.encode(letters) for letters in sequences],
        [CLASSES.index(letters[0]) for letters in sequences],
    )
