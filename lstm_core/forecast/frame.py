"""How a forecast is put to a network as a question, and how its answer is read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.forecast.scaling import Scaling
from lstm_core.forecast.windows import Windows

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Frame:
    r"""Scaling, and whether the network is told the season.

    .. math:: x_t = \left(\frac{s_t - \mathrm{mean}}{\mathrm{deviation}}, \;
        \sin \frac{2 \pi t}{P}, \; \cos \frac{2 \pi t}{P}\right)

    The season is known long ahead, so telling it gives nothing away. Sine and cosine together
    make the end of a season lie next to its beginning.

    Attributes
    ----------
    scaling : Scaling
        Fitted on the training part.
    season : float or None
        Length P of the season in steps, such as 365.25 days; None to tell the level alone.

    Raises
    ------
    ValueError
        When the season is not longer than one step.
    """

    scaling: Scaling
    season: float | None = None

    def __post_init__(self) -> None:
        """Refuse a season without a length."""
        if self.season is not None and not 1 < self.season < np.inf:
            raise ValueError(f"season must be longer than 1 step; got {self.season}")

    @property
    def input_size(self) -> int:
        """How many numbers are read at each step, D: 1, or 3 with the season."""
        return 1 if self.season is None else 3

    def encode(self, read: Floats, origins: Places) -> Floats:
        """Scale values ``(T, B)`` whose last row stands at ``origins (B,)``: ``(T, B, D)``."""
        levels = self.scaling.levels(read)
        if self.season is None:
            return levels[..., None]
        places = origins + np.arange(1 - len(read), 1)[:, None]
        angle = 2 * np.pi * places / self.season
        return np.stack([levels, np.sin(angle), np.cos(angle)], axis=2)

    def inputs(self, windows: Windows) -> Floats:
        """Make what the network reads: ``(T, B, D)``."""
        return self.encode(windows.read, windows.origins)

    def batch(self, windows: Windows) -> Batch:
        """Ask each forecast's K changes at its last step, and nothing before.

        Raises
        ------
        ValueError
            When the scaling was fitted for another horizon.
        """
        right = self.scaling.answers(windows.targets, windows.last)
        shape = windows.steps, *right.shape
        weights = np.zeros(shape[:2])
        weights[-1] = 1.0
        return Batch(self.inputs(windows), np.broadcast_to(right, shape), weights)
