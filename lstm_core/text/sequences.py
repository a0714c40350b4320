"""Two ways to cut a text into the sequences that a model trains on.

Both are values that know nothing but the text, the sizes and a seed: the batch of update k is the
same whenever it is asked for, so that training can be resumed exactly. An epoch reads everything
once, in an order drawn anew from the seed and the number of the epoch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Windows:
    r"""Windows of equal length out of one long stream of characters.

    .. math:: \mathrm{input}_t = s_{a+t}, \qquad \mathrm{target}_t = s_{a+t+1},
        \qquad t = 0 \ldots T - 1

    Windows lie side by side without a gap; where the first one begins is drawn for each epoch,
    so that no place is always first. A window starts from states of 0, wherever it is cut.

    Attributes
    ----------
    ids : ndarray
        ``(N,)``: the stream.
    steps : int
        T, the length of a window.
    lanes : int
        B, how many lie side by side in a batch; the last batch of an epoch may have fewer.
    seed : int
        What the order is drawn from.

    Raises
    ------
    ValueError
        When there is no whole window.

    Examples
    --------
    >>> batch = Windows(np.arange(13), steps=4, lanes=2).batch(0)
    >>> bool((batch.targets == batch.inputs + 1).all()), batch.inputs.shape
    (True, (4, 2))
    """

    ids: Ids
    steps: int = 64
    lanes: int = 32
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a text in which nothing would follow."""
        _check(self.steps, self.lanes, self.seed)
        if len(self.ids) <= self.steps:
            raise ValueError(
                f"A window of {self.steps} characters does not fit into a text of "
                f"{len(self.ids)}; give a longer text or take fewer steps."
            )

    @property
    def rows(self) -> int:
        """How many windows an epoch has: all but one of those that fit, to have room to shift."""
        return max(1, (len(self.ids) - 1) // self.steps - 1)

    @property
    def updates_per_epoch(self) -> int:
        """How many batches read all windows once."""
        return -(-self.rows // self.lanes)

    def batch(self, update: int) -> Batch:
        """Lay out the batch of one update, counted from 0: ``(T, B)``."""
        epoch, turn = divmod(update, self.updates_per_epoch)
        rng = np.random.default_rng([self.seed, epoch])
        first = rng.integers(len(self.ids) - self.rows * self.steps)
        rows = rng.permutation(self.rows)[turn * self.lanes : (turn + 1) * self.lanes]
        at = first + self.steps * rows + np.arange(self.steps)[:, None]  # (T, B)
        return Batch(self.ids[at], self.ids[at + 1], np.ones(at.shape))

    def batches(self, update: int = 0) -> Iterator[Batch]:
        """Go on from this update, without end."""
        return map(self.batch, count(update))


@dataclass(frozen=True)
class PaddedLines:
    r"""Every line as a sequence of its own, padded to the longest of its batch.

    A line break stands before each line and behind it: it starts the model, and it is the last
    character to be written. Empty lines are left out. A line that is too long goes on in a
    sequence of its own, which begins with the last character read.

    What stands behind the end of a shorter line is there only because a batch is a rectangle,
    and is **not judged**: its weight is 0. To foretell padding after padding is easy, so if it
    were judged, the loss would mostly say how much padding there is. It would fall without any
    spelling learnt, most of the gradient would be spent on it, and bits per character would not
    be comparable with anything.

    Attributes
    ----------
    ids : ndarray
        ``(N,)``: the text.
    line_break : int
        The number of the line break in it.
    padding : int
        The number that fills up behind the end, in inputs and targets.
    longest : int
        Most steps of a sequence.
    lanes : int
        B, how many lie side by side in a batch; the last batch of an epoch may have fewer.
    seed : int
        What the order is drawn from.

    Raises
    ------
    ValueError
        When every line is empty.

    Examples
    --------
    >>> lines = PaddedLines(np.array([7, 7, 1, 8]), line_break=1, padding=9)
    >>> batch = next(lines.once())
    >>> batch.inputs.T.tolist()
    [[1, 7, 7], [1, 8, 9]]
    >>> batch.targets.T.tolist()
    [[7, 7, 1], [8, 1, 9]]
    >>> batch.weights.T.tolist()
    [[1.0, 1.0, 1.0], [1.0, 1.0, 0.0]]
    """

    ids: Ids
    line_break: int
    padding: int
    longest: int = 100
    lanes: int = 32
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a text in which nothing would follow."""
        _check(self.longest, self.lanes, self.seed)
        if not self.rows:
            raise ValueError("The text has only empty lines; give one with something in them.")

    @cached_property
    def _stream(self) -> Ids:
        edge = [self.line_break]
        return np.concatenate([edge, np.asarray(self.ids, dtype=np.int64), edge])

    @cached_property
    def _places(self) -> tuple[Ids, Ids]:
        """Where in the stream each sequence begins, and how many steps it has."""
        edges = np.flatnonzero(self._stream == self.line_break)
        begin, length = edges[:-1], np.diff(edges)
        begin, length = begin[length > 1], length[length > 1]
        pieces = -(-length // self.longest)
        nth = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        done = self.longest * nth
        return np.repeat(begin, pieces) + done, np.minimum(
            np.repeat(length, pieces) - done, self.longest
        )

    @property
    def rows(self) -> int:
        """How many sequences an epoch has."""
        return len(self._places[0])

    @property
    def updates_per_epoch(self) -> int:
        """How many batches read all sequences once."""
        return -(-self.rows // self.lanes)

    def batch(self, update: int) -> Batch:
        """Lay out the batch of one update, counted from 0: ``(T, B)`` with the longest as T."""
        epoch, turn = divmod(update, self.updates_per_epoch)
        rows = np.random.default_rng([self.seed, epoch]).permutation(self.rows)
        return self._laid_out(rows[turn * self.lanes : (turn + 1) * self.lanes])

    def batches(self, update: int = 0) -> Iterator[Batch]:
        """Go on from this update, without end."""
        return map(self.batch, count(update))

    def once(self) -> Iterator[Batch]:
        """Judge every character of every line exactly once, in order."""
        return (self._laid_out(some) for some in _in_turn(self.rows, self.lanes))

    def _laid_out(self, rows: Ids) -> Batch:
        begin, length = (places[rows] for places in self._places)
        t = np.arange(length.max())[:, None]
        inside = t < length  # (T, B)
        at = np.where(inside, begin + t, 0)
        inputs = np.where(inside, self._stream[at], self.padding)
        targets = np.where(inside, self._stream[at + 1], self.padding)
        return Batch(inputs, targets, inside.astype(np.float64), length)


Sequences = Windows | PaddedLines


def stream_once(
    ids: Ids, *, steps: int = 256, before: int = 64, lanes: int = 16
) -> Iterator[Batch]:
    """Judge every character but the first of a stream exactly once, in order.

    Each sequence first reads ``before`` characters that the one before it is judged on, so
    that a model is not asked while it knows nothing.

    Parameters
    ----------
    ids : ndarray
        ``(N,)``.
    steps : int
        How many characters a sequence is judged on.
    before : int
        How many it reads first.
    lanes : int
        Most sequences in a batch.

    Returns
    -------
    iterator of Batch
        ``T`` is ``before + steps``.

    Raises
    ------
    ValueError
        When nothing follows anything.
    """
    _check(steps, lanes, before)
    if len(ids) < 2:
        raise ValueError("The text has less than two characters; give a longer one.")
    last = len(ids) - 1
    begin = np.arange(0, max(1, last - before), steps)
    t = np.arange(before + steps)[:, None]

    def laid_out(rows: Ids) -> Batch:
        at = begin[rows] + t  # (T, B)
        judged = (at < last) & ((t >= before) | (begin[rows] == 0))
        at = np.minimum(at, last - 1)
        return Batch(ids[at], ids[at + 1], judged.astype(np.float64))

    return map(laid_out, _in_turn(len(begin), lanes))


def _in_turn(rows: int, lanes: int) -> Iterator[Ids]:
    return (np.arange(first, min(first + lanes, rows)) for first in range(0, rows, lanes))


def _check(steps: int, lanes: int, seed: int) -> None:
    if steps < 1 or lanes < 1 or seed < 0:
        raise ValueError(
            f"steps and lanes must be at least 1 and the seed 0; got {steps}, {lanes} and {seed}"
        )
