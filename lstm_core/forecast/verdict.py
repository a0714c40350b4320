"""What may honestly be said when a network and its baselines have foretold the same windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.forecast.comparison import diebold_mariano
from lstm_core.forecast.measures import residuals, skill

Floats = NDArray[np.float64]

LEVEL = 0.05
"""A difference that chance gives at least this often is no clear one."""


class Outcome(Enum):
    """Who foretells better."""

    NETWORK = "network"
    BASELINE = "baseline"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Verdict:
    """How a network stands against a baseline.

    Attributes
    ----------
    outcome : Outcome
        Who is better beyond chance, if either is.
    baseline : str
        The name of the baseline.
    ahead : int or None
        How many steps ahead, k; None for all of 1...K together.
    network_rmse, baseline_rmse : float
        In the series' own units.
    skill : float
        Share of the baseline's RMSE that the network saves; below 0 where it makes more.
    p : float
        How often chance alone gives such a difference of squared errors; 1 where there are too
        few windows to say.
    windows : int
        How many forecasts were compared.
    """

    outcome: Outcome
    baseline: str
    ahead: int | None
    network_rmse: float
    baseline_rmse: float
    skill: float
    p: float
    windows: int


def verdict_on(
    network: ArrayLike,
    baselines: Mapping[str, ArrayLike],
    targets: ArrayLike,
    *,
    ahead: int | None = None,
    level: float = LEVEL,
) -> Verdict:
    r"""Set a network against the best of the baselines on the same windows.

    The loss of a window is its squared error k steps ahead, or the mean of all K:

    .. math:: L_b = e_{bk}^2 \quad \text{or} \quad L_b = \frac{1}{K} \sum_k e_{bk}^2

    The best baseline is the one with the lowest loss on these very windows, which the network
    was not allowed to choose by. That makes it harder for the network, not easier.

    Parameters
    ----------
    network : array_like
        Its forecasts, ``(B, K)``, in order of time.
    baselines : mapping
        Forecasts ``(B, K)`` by the name of the baseline; one alone to be set against that one.
    targets : array_like
        What came, ``(B, K)``.
    ahead : int, optional
        How many steps ahead to judge, from 1; all together when None.
    level : float
        How rare chance must be.

    Returns
    -------
    Verdict
        ``UNCLEAR`` where :func:`~lstm_core.forecast.comparison.diebold_mariano` finds that
        chance could do it, or where there are too few windows for it to be asked.

    Raises
    ------
    ValueError
        When there is no baseline, no such number of steps, or a shape differs.
    """
    if not baselines:
        raise ValueError("a verdict needs at least one baseline")
    own = _losses(network, targets, ahead)
    theirs = {name: _losses(forecast, targets, ahead) for name, forecast in baselines.items()}
    name = min(theirs, key=lambda name: float(theirs[name].mean()))
    other = theirs[name]
    horizon = np.shape(targets)[1] if ahead is None else ahead
    p = diebold_mariano(own, other, horizon).p if len(own) > horizon else 1.0
    network_rmse, baseline_rmse = (float(np.sqrt(losses.mean())) for losses in (own, other))
    better = Outcome.NETWORK if network_rmse < baseline_rmse else Outcome.BASELINE
    return Verdict(
        better if p < level else Outcome.UNCLEAR,
        name,
        ahead,
        network_rmse,
        baseline_rmse,
        float(skill(network_rmse, baseline_rmse)),
        p,
        len(own),
    )


def _losses(forecast: ArrayLike, targets: ArrayLike, ahead: int | None) -> Floats:
    """Measure the loss of each window: ``(B,)``."""
    squared = residuals(forecast, targets) ** 2
    if ahead is None:
        return np.asarray(squared.mean(axis=1), dtype=np.float64)
    if not 1 <= ahead <= squared.shape[1]:
        raise ValueError(f"ahead must lie in 1...{squared.shape[1]}; got {ahead}")
    return squared[:, ahead - 1]
