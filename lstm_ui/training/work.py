"""The work itself: train, and report now and then. It knows neither process nor screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.bidirectional import BidirectionalGradients
from lstm_core.model import SequenceModel
from lstm_core.training import diverging, finite, train
from lstm_ui.training.history import Report, State
from lstm_ui.training.problem import Problem, judged

Floats = NDArray[np.float64]

REPORTS = 96
"""How often a training is reported on, if it has as many updates."""
FOLLOWED = 32
"""On how many held-out sequences the gradient is followed back."""


def report_updates(updates: int) -> list[int]:
    """After which updates there is a report: evenly, the last one included."""
    return sorted({int(update) for update in np.linspace(0, updates, REPORTS + 1)})


def reports(problem: Problem, state: State | None = None, seconds: float = 0.0) -> Iterator[Report]:
    """Train, from the start or from where it was left, and yield the reports still to come.

    Parameters
    ----------
    problem : Problem
        What is trained.
    state : State, optional
        Where it was left; the start when None.
    seconds : float
        How long it had been computed for by then.

    Yields
    ------
    Report
        Those after the state, just as if training had never been interrupted.

    Raises
    ------
    DivergedError
        When the numbers overflow.
    """
    started = time.perf_counter() - seconds
    if state is None:
        state = State(0, problem.start(), problem.learning.start())
        yield _report(problem, state, None, started)
    for update in report_updates(problem.learning.updates):
        if update > state.update:
            state, made = _trained(problem, state, update)
            yield _report(problem, state, made, started)


@dataclass(frozen=True)
class _Made:
    """What the updates since the last report gave."""

    loss: float
    score: float
    norm: float


def _trained(problem: Problem, state: State, until: int) -> tuple[State, _Made]:
    how = problem.learning
    batches = [problem.batch(update) for update in range(state.update + 1, until + 1)]
    events = train(
        state.model,
        batches,
        state.optimiser,
        problem.loss,
        clip=how.clip or None,
        window=how.window or None,
        dropout=how.silenced,
        first=state.update + 1,
    )
    losses, scores, norms = [], [], []
    for event in events:
        losses.append(event.loss)
        scores.append(problem.score(event.trace.logits, event.batch))
        norms.append(event.gradient_norm)
    made = _Made(float(np.mean(losses)), float(np.mean(scores)), max(norms))
    return State(until, event.model, event.optimiser), made


def _report(problem: Problem, state: State, made: _Made | None, started: float) -> Report:
    with diverging(state.update):
        held = judged(problem, state.model)
        finite(held.loss)
        flow_h, flow_c = _flow(problem, state.model, problem.held_out)
    return Report(
        update=state.update,
        loss=made.loss if made else None,
        score=made.score if made else None,
        held_loss=held.loss,
        held_score=held.score,
        norm=made.norm if made else None,
        flow_h=flow_h,
        flow_c=flow_c,
        state=state,
        seconds=time.perf_counter() - started,
    )


def _flow(problem: Problem, model: SequenceModel, batch: Batch) -> tuple[Floats, Floats | None]:
    """How long the gradient is at every step: with respect to h, and to c where there is one."""
    lengths = None if batch.lengths is None else batch.lengths[:FOLLOWED]
    trace = model.forward(batch.inputs[:, :FOLLOWED], lengths=lengths)
    parts = (batch.targets[:, :FOLLOWED], batch.weights[:, :FOLLOWED])
    judged = problem.loss(trace.logits, *parts)
    window = problem.learning.window or None
    gradients: Any = model.backward(trace, judged.d_logits, window=window).layers[0]
    if isinstance(gradients, BidirectionalGradients):
        gradients = gradients.ahead
    return _lengths(gradients.d_h), _lengths(gradients.d_c) if hasattr(gradients, "d_c") else None


def _lengths(d_state: Floats) -> Floats:
    """Length of the gradient of the sum over a batch, as the mean over its members: ``(T,)``."""
    members = d_state.shape[1]
    return np.asarray(np.linalg.norm(d_state, axis=2).mean(axis=1) * members, dtype=np.float64)
