"""What is kept of a training: its curves, how far its gradients reached, and the networks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import SequenceModel
from lstm_core.optimisers import Optimiser
from lstm_ui.training.networks import Learning

Floats = NDArray[np.float64]

TRAINED, YOURS = "trained", "yours"
"""Where the numbers of a network come from, where they are not the first draw."""


@dataclass(frozen=True)
class State:
    """All that a training needs to go on."""

    update: int
    model: SequenceModel
    optimiser: Optimiser

    @property
    def mark(self) -> Hashable:
        """What tells it from the others of its training."""
        return self.update

    @property
    def made(self) -> str:
        """Where its numbers come from, in one word."""
        return TRAINED


@dataclass(frozen=True)
class Moment:
    """What is seen of a training at one moment.

    Attributes
    ----------
    update : int
        How many updates were made.
    loss, score : float or None
        Means over the training batches since the last report, each before its update; None
        before the first.
    held_loss, held_score : float
        On sequences that training never sees.
    norm : float or None
        The longest gradient since the last report, before any clipping.
    flow_h, flow_c : ndarray or None
        ``(T,)``: mean length of the loss's gradient with respect to the states of the first
        layer at every step, on held-out sequences; ``flow_c`` where it has a cell state.
    seconds : float
        How long it was computed for since the start.
    """

    update: int
    loss: float | None
    score: float | None
    held_loss: float
    held_score: float
    norm: float | None
    flow_h: Floats
    flow_c: Floats | None
    seconds: float = field(compare=False)


@dataclass(frozen=True)
class Report(Moment):
    """A moment with the network as it was then.

    Attributes
    ----------
    state : State
        The network, with all that training needs to go on.
    """

    state: State


@dataclass(frozen=True)
class History:
    """All reports of a training so far; a value, to which a further report gives a new one.

    Attributes
    ----------
    moments : tuple of Moment
        The curves.
    snapshots : tuple of State
        The network at some of those moments: about one in three, and the last.
    """

    moments: tuple[Moment, ...] = ()
    snapshots: tuple[State, ...] = ()

    EVERY = 3

    def with_report(self, report: Report) -> History:
        """Add a report; of the networks before it, every third is kept."""
        seen = Moment(**{one.name: getattr(report, one.name) for one in fields(Moment)})
        kept = self.snapshots
        if kept and (len(self.moments) - 1) % self.EVERY:
            kept = kept[:-1]
        elif kept:  # nobody goes on from there, and an optimiser weighs twice what a network does
            kept = (*kept[:-1], replace(kept[-1], optimiser=kept[0].optimiser))
        return replace(self, moments=(*self.moments, seen), snapshots=(*kept, report.state))

    def thinned(self, shares: Sequence[float]) -> History:
        """Keep only the networks nearest to these shares of its updates, and all curves."""
        end = self.snapshots[-1].update if self.snapshots else 0
        nearest = {
            min(self.snapshots, key=lambda kept: abs(kept.update - share * end)).update
            for share in shares
        }
        return replace(self, snapshots=tuple(s for s in self.snapshots if s.update in nearest))

    @property
    def last(self) -> State | None:
        """Where training goes on."""
        return self.snapshots[-1] if self.snapshots else None

    @cached_property
    def weight(self) -> int:
        """Bytes of its networks, with the two means that go on from the last."""
        counts = [state.model.parameter_count for state in self.snapshots]
        return 8 * sum(counts + 2 * counts[-1:])

    @property
    def seconds(self) -> float:
        """How long it was computed for."""
        return self.moments[-1].seconds if self.moments else 0.0


def at_moment(history: History, update: int | None) -> State | None:
    """The network that is kept of that moment or the last one before it; else the last of all."""
    before = [s for s in history.snapshots if update is None or s.update <= update]
    return before[-1] if before else history.last


def badge_of(state: State, learning: Learning) -> str:
    """Where the numbers of that network come from, as every picture says it."""
    if state.update == 0 and state.made == TRAINED:
        return f"random, seed {learning.seed}: nothing is learnt yet"
    return f"{state.made} · {state.update} of {learning.updates} updates, seed {learning.seed}"
