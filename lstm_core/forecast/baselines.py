"""What a network must beat: forecasts that learn nothing, on the very same windows."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.forecast.windows import Windows
from lstm_core.validation import as_floats

Floats = NDArray[np.float64]


def persistence(windows: Windows) -> Floats:
    r"""Say that everything stays as it is.

    .. math:: \hat s_{t+k} = s_t

    Of a random walk nothing can be foretold better than this.

    Returns
    -------
    ndarray
        ``(B, K)``.
    """
    return np.repeat(windows.last[:, None], windows.horizon, axis=1)


def seasonal_naive(windows: Windows, period: int) -> Floats:
    r"""Say that it will be as it was a season ago.

    .. math:: \hat s_{t+k} = s_{t + k - m \lceil k / m \rceil}

    Parameters
    ----------
    windows : Windows
        What to foretell.
    period : int
        Length of the season in steps, m. It may reach further back than a window: this
        baseline may read all of the past.

    Returns
    -------
    ndarray
        ``(B, K)``; with m = 1 the same as :func:`persistence`.

    Raises
    ------
    ValueError
        When the period is below 1, or the first window has no whole season before it.

    References
    ----------
    Hyndman, Athanasopoulos (2021). Forecasting: principles and practice, section 5.2.
    """
    if period < 1:
        raise ValueError(f"period must be at least 1; got {period}")
    ahead = np.arange(1, windows.horizon + 1)
    seasons_back = (ahead + period - 1) // period  # k / m, rounded up
    places = windows.origins[:, None] + (ahead - period * seasons_back)
    if places.min() < 0:
        raise ValueError(
            f"a season of {period} steps does not fit before place {windows.origins.min()}"
        )
    return np.asarray(np.take(windows.series, places), dtype=np.float64)


def has_season_before(windows: Windows, period: int) -> bool:
    """Whether :func:`seasonal_naive` can answer for every window."""
    return period >= 1 and int(windows.origins.min()) + 1 >= period


def training_mean(windows: Windows, train: ArrayLike) -> Floats:
    r"""Say that it will be as it was on average in the training part.

    .. math:: \hat s_{t+k} = \frac{1}{n} \sum_{j \le n} s_j

    Returns
    -------
    ndarray
        ``(B, K)``, the same number throughout.
    """
    mean = as_floats("train", train, "n").mean()
    return np.full((len(windows.origins), windows.horizon), mean)


def drift(windows: Windows, train: ArrayLike) -> Floats:
    r"""Say that it will go on rising or falling as it did on average in the training part.

    .. math:: \hat s_{t+k} = s_t + k \, \frac{s_n - s_1}{n - 1}

    A network that has found out nothing but that a share rose should not beat this one.

    Returns
    -------
    ndarray
        ``(B, K)``.

    Raises
    ------
    ValueError
        When the training part has fewer than two values.

    References
    ----------
    Hyndman, Athanasopoulos (2021). Forecasting: principles and practice, section 5.2.
    """
    values = as_floats("train", train, "n")
    if len(values) < 2:
        raise ValueError("a drift needs at least two values of training")
    slope = (values[-1] - values[0]) / (len(values) - 1)
    ahead = np.arange(1, windows.horizon + 1)
    return np.asarray(windows.last[:, None] + slope * ahead, dtype=np.float64)
