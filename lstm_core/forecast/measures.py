"""How far forecasts are from what came, for each number of steps ahead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.validation import as_floats

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Errors:
    r"""Mean errors over all windows, for each k.

    .. math:: e_{bk} = s_{t_b+k} - \hat s_{t_b+k}, \qquad
        \mathrm{MAE}_k = \frac{1}{B} \sum_b |e_{bk}|, \qquad
        \mathrm{RMSE}_k = \sqrt{\frac{1}{B} \sum_b e_{bk}^2}, \qquad
        \mathrm{MASE}_k = \frac{\mathrm{MAE}_k}{q}

    Attributes
    ----------
    mae, rmse : ndarray
        ``(K,)``, in the series' own units.
    mase : ndarray
        ``(K,)``: without units, so that series can be compared; q is :func:`mase_scale`.

    References
    ----------
    Hyndman, Koehler (2006). Another look at measures of forecast accuracy.
    """

    mae: Floats
    rmse: Floats
    mase: Floats


def mase_scale(train: ArrayLike, period: int = 1) -> float:
    r"""Measure how far a value of the training part is from the one a season before.

    .. math:: q = \frac{1}{n - m} \sum_{j=m+1}^{n} |s_j - s_{j-m}|

    Parameters
    ----------
    train : array_like
        ``(n,)``.
    period : int
        m: 1 for persistence, as in the paper.

    Returns
    -------
    float
        q. A MASE below 1 is better than this baseline was one step ahead in training.

    Raises
    ------
    ValueError
        When the training part is not longer than the period, or repeats itself exactly.
    """
    values = as_floats("train", train, "n")
    if not 0 < period < len(values):
        raise ValueError(f"period must lie in 1...{len(values) - 1}; got {period}")
    scale = float(np.abs(values[period:] - values[:-period]).mean())
    if scale == 0:
        raise ValueError(f"the training part repeats itself exactly after {period}: no scale")
    return scale


def errors_of(forecast: ArrayLike, targets: ArrayLike, scale: float) -> Errors:
    """Measure forecasts against what came.

    Parameters
    ----------
    forecast, targets : array_like
        ``(B, K)``, in the series' own units.
    scale : float
        What :func:`mase_scale` returned.

    Returns
    -------
    Errors
        For each number of steps ahead.

    Raises
    ------
    ValueError
        When the shapes differ or a number is not finite.

    Examples
    --------
    >>> errors = errors_of([[1.0], [1.0]], [[1.0], [3.0]], scale=2.0)
    >>> float(errors.mae[0]), round(float(errors.rmse[0]), 3), float(errors.mase[0])
    (1.0, 1.414, 0.5)
    """
    off = residuals(forecast, targets)
    mae = np.abs(off).mean(axis=0)
    return Errors(mae, np.sqrt((off**2).mean(axis=0)), mae / scale)


def residuals(forecast: ArrayLike, targets: ArrayLike) -> Floats:
    """Subtract forecasts from what came: ``(B, K)``; above 0 where too little was foretold."""
    came = as_floats("targets", targets, "B K")
    B, K = came.shape
    return came - as_floats("forecast", forecast, "B K", B=B, K=K)


def skill(error: ArrayLike, baseline: ArrayLike) -> Floats:
    r"""Say which share of a baseline's error is saved.

    .. math:: 1 - \frac{\mathrm{error}}{\mathrm{error\ of\ baseline}}

    Returns
    -------
    ndarray
        1 is perfect, 0 no better than the baseline, below 0 worse; minus infinity where the
        baseline makes no error at all and the forecast does, 0 where neither does.
    """
    error, baseline = np.asarray(error, dtype=np.float64), np.asarray(baseline, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        saved = 1.0 - error / baseline
    return np.where((error == 0) & (baseline == 0), 0.0, saved)


@dataclass(frozen=True)
class ResidualFacts:
    """What is left in the residuals of one number of steps ahead that could still be learnt.

    Attributes
    ----------
    mean : float
        Away from 0: always too high or too low.
    deviation : float
        How far they spread around their mean.
    lag1 : float
        Autocorrelation of neighbours, -1...1; 0 where they do not spread at all. Away from 0
        one step ahead, an error tells something of the next one, so there was more to learn.
        From two steps ahead on, neighbours share part of what could not be known, so it lies
        above 0 even for a perfect forecast.
    bound : float
        Of residuals that have nothing to do with each other, 95% have a lag1 within ±bound,
        which is 1.96 / sqrt(B).
    """

    mean: float
    deviation: float
    lag1: float
    bound: float


def residual_facts(off: ArrayLike) -> ResidualFacts:
    r"""Look at the residuals of one number of steps ahead, in order of time.

    .. math:: r_1 = \frac{\sum_{b>1} (e_b - \bar e)(e_{b-1} - \bar e)}{\sum_b (e_b - \bar e)^2}

    Parameters
    ----------
    off : array_like
        ``(B,)``: a column of :func:`residuals`.

    Returns
    -------
    ResidualFacts
        Mean, spread, and how neighbours hang together.
    """
    values = as_floats("off", off, "B")
    centred = values - values.mean()
    spread = float(np.ptp(values))
    lag1 = float(centred[1:] @ centred[:-1] / (centred @ centred)) if spread > 0 else 0.0
    bound = 1.96 / np.sqrt(len(values))
    return ResidualFacts(float(values.mean()), float(values.std()), lag1, float(bound))
