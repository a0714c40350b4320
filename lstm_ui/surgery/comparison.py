"""A beside B: the same network before and after, or any two that the learner keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lstm_core.losses import softmax_cross_entropy
from lstm_ui.runs import Run
from lstm_ui.settings import Settings

Floats = NDArray[np.float64]


def original_of(settings: Settings) -> Settings:
    """The same network before anything was done to it, reading the same text."""
    fresh = {name: getattr(Settings(), name) for name in ("start", "h0", "c0", "candidate")}
    return replace(settings, edits="", **fresh)


@dataclass(frozen=True)
class Comparison:
    """Two runs and how they differ.

    Attributes
    ----------
    a, b : Run
        The original (or what was kept) and the operated network; both have a trace.
    state : str
        The state by which the gradient travels: "c", or "h" where one of them has no c.
    asked : str
        What the gradient is of, in words.
    d_a, d_b : ndarray
        ``(T, H)`` each: the gradient that reaches the state of every step.
    """

    a: Run
    b: Run
    state: str
    asked: str
    d_a: Floats
    d_b: Floats

    @property
    def alike(self) -> bool:
        """Whether every number of B has its counterpart in A: one network, as many steps."""
        a, b = (run.example for run in (self.a, self.b))
        one_network = (a.key, a.cell, a.facts.get("seed")) == (b.key, b.cell, b.facts.get("seed"))
        return one_network and bool(self.a.layer.h.shape == self.b.layer.h.shape)

    def difference(self, name: str) -> Floats:
        """B minus A of a state or gate ``(T, H)``; only where they are :attr:`alike`."""
        a, b = (getattr(run.layer, name)[:, 0] for run in (self.a, self.b))
        return np.asarray(b - a, dtype=np.float64)


def compare(a: Run, b: Run) -> Comparison | None:
    """Put two runs beside each other; None where one of them has nothing to show."""
    if a.trace is None or b.trace is None:
        return None
    state = "c" if all(hasattr(run.layer, "c") for run in (a, b)) else "h"
    target = _least_likely(a) if a.example.classes == b.example.classes else None
    asked = _asked(a, b, target)
    return Comparison(a, b, state, asked, *(_gradient(run, state, target) for run in (a, b)))


def _least_likely(run: Run) -> int | None:
    """The answer that the network finds least likely at the end: its loss is the largest."""
    assert run.trace is not None
    return int(run.trace.logits[-1, 0].argmin()) if run.example.task == "classify" else None


def _asked(a: Run, b: Run, target: int | None) -> str:
    """What the gradient is of, said of both runs."""
    if target is not None:
        name = a.example.classes[target]
        return f"the loss if “{name}” were right, the answer that A finds least likely at the end"
    classify = [run.example.task == "classify" for run in (a, b)]
    if all(classify):
        return "the loss if the answer had to be the one that each network finds least likely"
    if any(classify):
        return (
            "the loss if the answer had to be the least likely one, "
            "or the last answer ŷ itself where that is a number"
        )
    return "the last answer ŷ itself"


def _gradient(run: Run, state: str, target: int | None) -> Floats:
    """How the last answer's loss hangs on the state of every step ``(T, H)``."""
    assert run.trace is not None
    logits = run.trace.logits
    if run.example.task == "classify":
        right = _least_likely(run) if target is None else target
        last = np.zeros(logits.shape[:2])
        last[-1] = 1.0
        targets = np.full(logits.shape[:2], right)
        d_logits = softmax_cross_entropy(logits, targets, last).d_logits
    else:
        d_logits = np.zeros_like(logits)
        d_logits[-1] = 1.0
    found = getattr(run.model.backward(run.trace, d_logits).layers[0], f"d_{state}")
    return np.asarray(found[:, 0], dtype=np.float64)
