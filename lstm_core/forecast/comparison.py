"""Whether one forecast is better than another beyond chance, on the same windows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.forecast.student import two_sided
from lstm_core.validation import as_floats

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """What the test of Diebold and Mariano says.

    Attributes
    ----------
    difference : float
        Mean loss of the first forecast minus that of the second: below 0 where the first is
        better.
    statistic : float
        The difference over its standard error, corrected for few windows.
    p : float
        How often chance alone gives a difference at least as large, on either side.
    windows : int
        How many forecasts were compared, n.
    """

    difference: float
    statistic: float
    p: float
    windows: int


def diebold_mariano(first: ArrayLike, second: ArrayLike, horizon: int) -> Comparison:
    r"""Test whether two forecasts lose equally much on average.

    .. math:: d_b = \mathrm{first}_b - \mathrm{second}_b, \qquad
        \gamma_j = \frac{1}{n} \sum_{b > j} (d_b - \bar d)(d_{b-j} - \bar d), \qquad
        v = \frac{1}{n} \Bigl(\gamma_0 + 2 \sum_{j=1}^{h-1} \gamma_j\Bigr)

    .. math:: \mathrm{statistic} = \frac{\bar d}{\sqrt{v}}
        \sqrt{\frac{n + 1 - 2h + h (h - 1) / n}{n}}, \qquad
        \mathrm{statistic} \sim t_{n-1}

    Neighbouring forecasts h steps ahead share h - 1 values that could not be known, so their
    losses hang together; h - 1 autocovariances answer for that. With them v can come out at 0
    or below. Then they are weighted by 1 - j / h, which cannot happen to (Newey and West).

    Parameters
    ----------
    first, second : array_like
        ``(n,)``: the loss of each forecast, such as its squared error, in order of time.
    horizon : int
        How many steps ahead they look, h.

    Returns
    -------
    Comparison
        Where no loss differs, the statistic is 0 and p is 1.

    Raises
    ------
    ValueError
        When there are not more than h losses, or not as many of one as of the other.

    References
    ----------
    Diebold, Mariano (1995). Comparing predictive accuracy.
    Harvey, Leybourne, Newbold (1997). Testing the equality of prediction mean squared errors.
    Newey, West (1987). A simple, positive semi-definite, heteroskedasticity and autocorrelation
    consistent covariance matrix.
    """
    losses = as_floats("first", first, "n")
    d = losses - as_floats("second", second, "n", n=len(losses))
    n, h = len(d), horizon
    if not 0 < h < n:
        raise ValueError(f"horizon must lie in 1...{n - 1} for {n} losses; got {horizon}")
    mean = float(d.mean())
    if np.ptp(d) == 0:  # the same difference each time: no chance in it
        certain = float(np.copysign(np.inf, mean)) if mean else 0.0
        return Comparison(mean, certain, 0.0 if mean else 1.0, n)
    correction = (n + 1 - 2 * h + h * (h - 1) / n) / n
    statistic = mean / float(np.sqrt(_variance_of_mean(d - mean, h))) * float(np.sqrt(correction))
    return Comparison(mean, statistic, two_sided(statistic, n - 1), n)


def _variance_of_mean(centred: Floats, h: int) -> float:
    n = len(centred)
    gammas = np.array([centred[j:] @ centred[: n - j] for j in range(h)]) / n
    sides = np.where(np.arange(h) == 0, 1.0, 2.0)
    plain = float(sides @ gammas)
    if plain > 0:
        return plain / n
    return float((sides * (1.0 - np.arange(h) / h)) @ gammas) / n
