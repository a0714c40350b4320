"""Is the number of ones so far even or odd? Every bit turns the answer round.

One bit of memory is enough, but no input may be overlooked, and none tells anything by itself.

References
----------
Bengio, Simard, Frasconi (1994). Learning long-term dependencies with gradient descent is
difficult.
Hochreiter, Schmidhuber (1997). LSTM can solve hard long time lag problems.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch, at_the_end
from lstm_core.tasks.split import draw_members
from lstm_core.vocabulary import Vocabulary

VOCABULARY = Vocabulary.of(("0", "1"))
CLASSES = ("even", "odd")
DEFAULT = "011010011001"

_ONE = int(VOCABULARY.encode("1")[0])


def parity_batch(
    rng: np.random.Generator,
    size: int,
    *,
    held_out: bool = False,
    length: int = 12,
    at: Literal["end", "every"] = "every",
) -> Batch:
    """Draw ``size`` sequences of ``length`` bits.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of sequences, B.
    held_out : bool
        Which side of the split.
    length : int
        Number of bits, T.
    at : {"end", "every"}
        Where the parity is asked. At the end alone, no bit and no group of bits short of all is
        more common with one answer, so that a gradient has hardly anything to start from. Asked
        at every step, the first ones are easy, and each is one bit away from the one before.

    Returns
    -------
    Batch
        Token ids and the parity of the bits so far ``(T, B)``.

    Raises
    ------
    ValueError
        When the length is below 5: too few sequences for two sides.
    """
    if length < 5:
        raise ValueError(f"length must be at least 5; got {length}")
    ids = draw_members(rng, lambda rng, n: rng.integers(1, 3, (length, n)), size, held_out)
    return batch_of(ids, at=at)


def batch_of(ids: NDArray[np.int64], *, at: Literal["end", "every"] = "every") -> Batch:
    """Ask for the parity of these bits ``(T, B)`` so far, at every step or at the end."""
    targets = np.cumsum(ids == _ONE, axis=0) % 2
    weights = np.ones(ids.shape) if at == "every" else at_the_end(*ids.shape)
    return Batch(ids, targets, weights)
