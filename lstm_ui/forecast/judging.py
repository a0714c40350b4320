"""What network and baselines said of the same windows, and how far each was off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.forecast import (
    Errors,
    Verdict,
    Windows,
    directly,
    drift,
    errors_of,
    has_season_before,
    mase_scale,
    persistence,
    recursively,
    residuals,
    seasonal_naive,
    training_mean,
    verdict_on,
)
from lstm_core.model import SequenceModel
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.words import NETWORK
from lstm_ui.training.history import History, State

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Judgement:
    """Forecasts of one set of windows, by who made them.

    Attributes
    ----------
    windows : Windows
        What was foretold.
    baselines : mapping
        ``(B, K)`` by the name of the baseline, in the series' own units.
    network, stepwise : ndarray or None
        ``(B, K)``: directly, and step by step on its own answers; None before any training.
    scale : float
        What turns an error into a MASE.
    """

    windows: Windows
    baselines: Mapping[str, Floats]
    network: Floats | None
    stepwise: Floats | None
    scale: float

    @property
    def said(self) -> dict[str, Floats]:
        """The network's forecasts, where there are any, and those of every baseline."""
        own = {} if self.network is None else {NETWORK: self.network}
        return own | dict(self.baselines)

    @property
    def errors(self) -> dict[str, Errors]:
        """How far each was off, for each number of steps ahead."""
        targets = self.windows.targets
        return {name: errors_of(said, targets, self.scale) for name, said in self.said.items()}

    def verdict(self, ahead: int) -> Verdict | None:
        """The network against the best baseline so many steps ahead."""
        if self.network is None:
            return None
        return verdict_on(self.network, self.baselines, self.windows.targets, ahead=ahead)

    def off(self, ahead: int) -> Floats:
        """The network's residuals so many steps ahead, or persistence's before any training."""
        said = self.baselines["persistence"] if self.network is None else self.network
        return residuals(said, self.windows.targets)[:, ahead - 1]


def judge(problem: ForecastProblem, model: SequenceModel | None) -> Judgement:
    """Let the network, if there is one, and every baseline foretell the test part."""
    windows, frame = problem.test, problem.frame
    return Judgement(
        windows,
        baselines_on(problem, windows),
        None if model is None else directly(model, frame, windows),
        None if model is None else recursively(model, frame, windows),
        mase_scale(problem.trained_on),
    )


def baselines_on(problem: ForecastProblem, windows: Windows) -> dict[str, Floats]:
    """What learns nothing says of the same windows; the season where one lies before them."""
    season = problem.series.season
    said = {"persistence": persistence(windows)}
    if season is not None and has_season_before(windows, season):
        said["season"] = seasonal_naive(windows, season)
    said["drift"] = drift(windows, problem.trained_on)
    said["mean"] = training_mean(windows, problem.trained_on)
    return said


def best_moment(history: History) -> State | None:
    """The network that erred least on the validation part, of those that were kept."""
    lost = {moment.update: moment.held_loss for moment in history.moments}
    return min(history.snapshots, key=lambda state: lost[state.update], default=None)
