"""What the loss would be: after one update at every learning rate, and with one number nudged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core import SGD
from lstm_ui.backprop.unrolled import Unrolled, Weight, network

Floats = NDArray[np.float64]

_STEPS = (1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8)
RATES = (*(float(f"{step}e{power}") for power in range(-3, 1) for step in _STEPS), 10.0)
"""From 0.001 to 10, ten for each factor of ten."""
NUDGES = np.round(np.linspace(-1.0, 1.0, 41), 2)


@dataclass(frozen=True)
class Update:
    """One update at every rate of :data:`RATES`.

    Attributes
    ----------
    weights : dict
        By key: the weight after the update.
    losses : ndarray
        The loss after it.
    """

    weights: dict[str, Floats]
    losses: Floats


@dataclass(frozen=True)
class Nudge:
    """The loss with one number moved by each of :data:`NUDGES`.

    Attributes
    ----------
    gradient : float
        What the engine says that the loss gains for each 1 that is added.
    losses : ndarray
        The loss of a network that really has the moved number.
    """

    gradient: float
    losses: Floats

    @property
    def predicted(self) -> Floats:
        """How much the loss should change, if the gradient were all there is: gradient × nudge."""
        return self.gradient * NUDGES

    @property
    def measured(self) -> Floats:
        """How much it really changes."""
        return np.asarray(self.losses - self.losses[len(NUDGES) // 2], dtype=np.float64)


def updates(run: Unrolled) -> Update:
    """Move all weights against their gradients once, at every rate from the same start."""
    model, gradients = run.model, run.gradients
    after = [SGD(rate).update(model.parameters, gradients.parameters)[1] for rate in RATES]
    models = [model.with_parameters(arrays) for arrays in after]
    weights = np.array([[weight.of(moved) for moved in models] for weight in run.weights])
    keys = [weight.key for weight in run.weights]
    return Update(dict(zip(keys, weights, strict=True)), _losses(run, weights))


def nudged_weight(run: Unrolled, weight: Weight) -> Nudge:
    """Move one weight and nothing else."""
    values = np.array([other.of(run.model) for other in run.weights])
    moved = np.repeat(values[:, None], len(NUDGES), axis=1)
    moved[run.weights.index(weight)] += NUDGES
    return Nudge(weight.gradient(run.gradients), _losses(run, moved))


def nudged_input(run: Unrolled, t: int) -> Nudge:
    """Move the number that step t reads, counted from 0; all nudges are one batch."""
    moved = np.repeat(run.inputs, len(NUDGES), axis=1)
    moved[t, :, 0] += NUDGES
    answers = run.model.forward(moved).logits[-1, :, 0]
    return Nudge(float(run.gradients.d_xs[t, 0, 0]), (answers - run.target) ** 2)


def _losses(run: Unrolled, weights: Floats) -> Floats:
    """The loss of each network of ``weights (W, N)``, all run side by side."""
    answers = network(run.kind, weights).forward(run.inputs).logits[-1, 0]
    return np.asarray((answers - run.target) ** 2, dtype=np.float64)
