"""Which forecasts are learnt from at which update, so that training can be taken up anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import numpy as np

from lstm_core.batch import Batch
from lstm_core.forecast.frame import Frame
from lstm_core.forecast.windows import Windows


def updates_in_epoch(windows: Windows, size: int) -> int:
    """Count the whole batches of ``size`` forecasts, of which there is at least one."""
    return max(1, len(windows.origins) // size)


def batch_at(frame: Frame, windows: Windows, size: int, seed: int, update: int) -> Batch:
    """Make the batch of one update; it depends on nothing but what is given here.

    All forecasts are shuffled anew for each epoch. What is left over at its end, fewer than
    ``size``, is left out; in another epoch it will be others.

    Parameters
    ----------
    frame : Frame
        How a forecast is asked.
    windows : Windows
        What may be learnt from.
    size : int
        How many forecasts, B; all of them where there are fewer.
    seed : int
        With the number of the epoch it decides the order: ``default_rng([seed, epoch])``.
    update : int
        Number of the update, from 1, as in :class:`~lstm_core.training.TrainingEvent`.

    Returns
    -------
    Batch
        Inputs ``(T, B, D)`` and targets ``(T, B, K)``, judged at the last step.

    Raises
    ------
    ValueError
        When the size or the number of the update is below 1, or the seed below 0.
    """
    if size < 1 or update < 1 or seed < 0:
        raise ValueError(
            f"size and update must be at least 1 and seed at least 0; got {size}, {update}, {seed}"
        )
    epoch, place = divmod(update - 1, updates_in_epoch(windows, size))
    order = np.random.default_rng([seed, epoch]).permutation(len(windows.origins))
    return frame.batch(windows.some(order[place * size : (place + 1) * size]))


def batches_from(
    frame: Frame, windows: Windows, size: int, seed: int, first: int = 1
) -> Iterator[Batch]:
    """Yield the batches of update ``first`` and all later ones, without end."""
    return (batch_at(frame, windows, size, seed, update) for update in count(first))
