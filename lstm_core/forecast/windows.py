"""Stretches of a series: what a forecast reads, and what it foretells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.validation import locked

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Windows:
    r"""Forecasts side by side, each made at its own place in the series.

    .. math:: \mathrm{read}_b = (s_{t_b - T + 1}, \dots, s_{t_b}), \qquad
        \mathrm{target}_b = (s_{t_b + 1}, \dots, s_{t_b + K})

    Attributes
    ----------
    series : ndarray
        ``(N,)``: the whole series, in its own units.
    origins : ndarray of int
        ``(B,)``: t, the place of the last value that each forecast reads, in order of time.
    steps : int
        How many values are read, T.
    horizon : int
        How many are foretold, K.

    Examples
    --------
    >>> windows = Windows(np.array([10.0, 11.0, 13.0, 16.0, 20.0]), np.array([1, 2]), 2, 2)
    >>> windows.read.tolist(), windows.targets.tolist()
    ([[10.0, 11.0], [11.0, 13.0]], [[13.0, 16.0], [16.0, 20.0]])
    """

    series: Floats
    origins: Places
    steps: int
    horizon: int

    def __post_init__(self) -> None:
        """Refuse a forecast that reaches beyond either end of the series."""
        series = locked("series", self.series, "N")
        origins = np.array(self.origins, dtype=np.int64)
        if self.steps < 1 or self.horizon < 1:
            raise ValueError(
                f"steps and horizon must be at least 1; got {self.steps}, {self.horizon}"
            )
        if origins.ndim != 1 or not origins.size:
            raise ValueError(f"origins must be (B,) with B at least 1; got {origins.shape}")
        if origins.min() < self.steps - 1 or origins.max() + self.horizon >= len(series):
            raise ValueError(
                f"origins must lie in {self.steps - 1}...{len(series) - 1 - self.horizon}; "
                f"got {origins.min()}...{origins.max()}"
            )
        origins.flags.writeable = False
        object.__setattr__(self, "series", series)
        object.__setattr__(self, "origins", origins)

    @property
    def read(self) -> Floats:
        """What is read, oldest first: ``(T, B)``."""
        back = np.arange(1 - self.steps, 1)
        return np.take(self.series, self.origins + back[:, None])

    @property
    def last(self) -> Floats:
        """The last value that each forecast reads: ``(B,)``."""
        return np.take(self.series, self.origins)

    @property
    def targets(self) -> Floats:
        """What comes, next value first: ``(B, K)``."""
        return np.take(self.series, self.origins[:, None] + np.arange(1, self.horizon + 1))

    def some(self, which: NDArray[np.int64]) -> Windows:
        """Take the forecasts with these numbers, in this order."""
        return Windows(self.series, self.origins[which], self.steps, self.horizon)


def windows_in(
    series: ArrayLike, part: range, steps: int, horizon: int, *, known: ArrayLike | None = None
) -> Windows:
    """Find every forecast whose targets all lie in a part of the series.

    Parameters
    ----------
    series : array_like
        ``(N,)``.
    part : range
        Where targets may lie. What is read may lie before it, never behind it.
    steps, horizon : int
        How many values are read, T, and foretold, K.
    known : array_like of bool, optional
        ``(N,)``: False where a missing value was filled in. A forecast is not held to a value
        that nobody measured, so those with such a target are left out.

    Returns
    -------
    Windows
        In order of time.

    Raises
    ------
    ValueError
        When there is none.
    """
    values = locked("series", series, "N")
    origins = np.arange(max(part.start, steps) - 1, min(part.stop, len(values)) - horizon)
    if known is not None:
        ahead = origins[:, None] + np.arange(1, horizon + 1)
        origins = origins[np.asarray(known, dtype=bool)[ahead].all(axis=1)]
    if not origins.size:
        raise ValueError(
            f"no forecast of {horizon} after {steps} has all its targets in "
            f"{part.start}...{part.stop - 1}"
        )
    return Windows(values, origins, steps, horizon)
