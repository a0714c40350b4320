"""Choosing the next character: how bold, among how many, and what is never written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.generate import Choose
from lstm_core.validation import as_floats

Floats = NDArray[np.float64]


def reshaped(
    probabilities: ArrayLike,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    never: Sequence[int] = (),
) -> Floats:
    r"""Make what a model expects into what is drawn from.

    .. math:: p'_k = \frac{p_k^{1/\tau}}{\sum_{j \in S} p_j^{1/\tau}} \text{ for } k \in S,
        \qquad p'_k = 0 \text{ otherwise}

    S holds the ``top_k`` most probable of those that may be written. A temperature
    :math:`\tau` below 1 makes the likely likelier, above 1 it brings all closer together; towards
    0 only the likeliest stays.

    Parameters
    ----------
    probabilities : array_like
        ``(K,)``: not below 0.
    temperature : float
        :math:`\tau`, from 0 up.
    top_k : int, optional
        How many may be chosen from; all when None. Of equals the first stay.
    never : sequence of int
        Numbers that may not be written, such as the unknown one.

    Returns
    -------
    ndarray
        ``(K,)``, adding up to 1. Where the model expects nothing that may be written, all that
        may be are equal.

    Raises
    ------
    ValueError
        When nothing may be written, or a number is out of its range.

    References
    ----------
    Ackley, Hinton, Sejnowski (1985). A learning algorithm for Boltzmann machines.
    Fan, Lewis, Dauphin (2018). Hierarchical neural story generation.

    Examples
    --------
    >>> reshaped([0.6, 0.3, 0.1], temperature=0.5, top_k=2)
    array([0.8, 0.2, 0. ])
    """
    p = as_floats("probabilities", probabilities, "K")
    _check(temperature, top_k)
    if p.min() < 0.0 or not all(0 <= k < len(p) for k in never):
        raise ValueError(f"probabilities start at 0, their numbers lie in 0...{len(p) - 1}")
    may = np.isin(np.arange(len(p)), never, invert=True)
    if not may.any():
        raise ValueError("at least one class must be one that may be written")
    p = np.where(may, p, -1.0)
    among = np.argsort(-p, kind="stable")[: min(top_k or len(p), int(may.sum()))]
    if temperature == 0.0 and p[among[0]] > 0.0:
        among = among[:1]
    with np.errstate(divide="ignore", over="ignore"):
        scores = np.log(p[among])
        if scores[0] == -np.inf:
            scores = np.zeros(len(among))  # none is better than another
        shares = np.exp((scores - scores[0]) / (temperature or 1.0))
    drawn_from = np.zeros(len(p))
    drawn_from[among] = shares / shares.sum()
    return drawn_from


def chooser(
    rng: np.random.Generator,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    never: Sequence[int] = (),
) -> Choose:
    """Make what :func:`~lstm_core.generate.generate` chooses with: a draw from the reshaped.

    One number is drawn for each choice, at temperature 0 too.

    Parameters
    ----------
    rng : Generator
        Where the draws come from.
    temperature, top_k, never
        As in :func:`reshaped`.

    Returns
    -------
    callable
        From probabilities ``(K,)`` to the number of a class.

    Raises
    ------
    ValueError
        When a number is out of its range.
    """
    _check(temperature, top_k)

    def choose(probabilities: Floats) -> int:
        shares = reshaped(probabilities, temperature=temperature, top_k=top_k, never=never)
        possible = np.flatnonzero(shares)
        below = np.cumsum(shares[possible])
        # Rounding may leave the sum below 1, and the draw above it.
        place = np.searchsorted(below, below[-1] * rng.random(), side="right")
        return int(possible[min(place, len(possible) - 1)])

    return choose


def _check(temperature: float, top_k: int | None) -> None:
    if not (np.isfinite(temperature) and temperature >= 0.0):
        raise ValueError(f"temperature must be a finite number from 0 up; got {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k must be at least 1; got {top_k}")
