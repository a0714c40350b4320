"""A series to be foretold as something to train on: what is learnt from, and what is judged."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.encoding import Values
from lstm_core.forecast import (
    Frame,
    TimeSplit,
    Windows,
    batch_at,
    fit_scaling,
    split_in_time,
    windows_in,
)
from lstm_core.losses import LossFunction, mean_squared_error
from lstm_core.model import SequenceModel
from lstm_ui.forecast.opening import LEARNING, NETWORK
from lstm_ui.forecast.series import Series
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.problem import Judged

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ForecastProblem:
    """One network on one series.

    Attributes
    ----------
    series : Series
        What is to be foretold.
    steps, horizon : int
        How many values a forecast reads, T, and foretells, K.
    calendar : bool
        Whether the network is told the season, where the series has one.
    network, learning
        What learns, and how.
    owner : str
        Whose series it is: one of their own is never another session's, even an equal one.
    """

    series: Series
    steps: int = 14
    horizon: int = 7
    calendar: bool = True
    network: Network = field(default=NETWORK)
    learning: Learning = field(default=LEARNING)
    owner: str = ""

    @cached_property
    def key(self) -> Hashable:
        """Whose it is, the numbers themselves, and all that is made of them."""
        series = self.series
        told = hashlib.blake2b(series.values.tobytes() + series.known.tobytes(), digest_size=16)
        return (
            "forecast",
            self.owner,
            series.key,
            told.hexdigest(),
            series.season,
            series.period,
            self.steps,
            self.horizon,
            self.calendar,
            self.network,
            self.learning,
        )

    @cached_property
    def split(self) -> TimeSplit:
        """Training, validation and test, in the order of time."""
        return split_in_time(len(self.series.values))

    @property
    def trained_on(self) -> Floats:
        """The values of the training part."""
        return self.series.values[self.split.train.start : self.split.train.stop]

    @cached_property
    def frame(self) -> Frame:
        """How a forecast is asked; scaled by the training part alone."""
        season = self.series.period if self.calendar else None
        return Frame(fit_scaling(self.trained_on, self.horizon), season)

    @cached_property
    def learnt(self) -> Windows:
        """The forecasts that training learns from."""
        return self._windows(self.split.train)

    @cached_property
    def chosen(self) -> Windows:
        """The forecasts by which it is chosen which moment of the training to keep."""
        return self._windows(self.split.validation)

    @cached_property
    def test(self) -> Windows:
        """The forecasts that are judged at the end; training never asks for them."""
        return self._windows(self.split.test)

    @property
    def loss(self) -> LossFunction:
        """What is made small."""
        return mean_squared_error

    def start(self) -> SequenceModel:
        """Draw the untrained network."""
        rng = np.random.default_rng([self.learning.seed, 0])
        return self.network.start(rng, Values(self.frame.input_size), self.horizon, "end")

    def batch(self, update: int) -> Batch:
        """Ask what that update learns from; networks that differ see the same."""
        return batch_at(self.frame, self.learnt, self.learning.batch, self.learning.seed, update)

    @cached_property
    def held_out(self) -> Batch:
        """All forecasts of the validation part."""
        return self.frame.batch(self.chosen)

    def score(self, logits: Floats, batch: Batch) -> float:
        """Say which share of persistence's squared error is saved; below 0 where it makes more."""
        still = self._squared(np.zeros_like(logits), batch)
        return 1.0 - self._squared(logits, batch) / still if still else 0.0

    @cached_property
    def unread(self) -> Judged:
        """What persistence comes to: its answer is that nothing changes."""
        batch = self.held_out
        return Judged(self._squared(np.zeros(batch.targets.shape), batch), 0.0)

    def _squared(self, logits: Floats, batch: Batch) -> float:
        return self.loss(logits, batch.targets, batch.weights).value

    def _windows(self, part: range) -> Windows:
        series = self.series
        return windows_in(series.values, part, self.steps, self.horizon, known=series.known)
