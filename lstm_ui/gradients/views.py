"""What the page shows below the lanes: the same three networks, asked other questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.decay import half_life, largest_singular_values, norms
from lstm_core.itemised import itemised, truncated_backward
from lstm_core.jacobians import input_jacobians
from lstm_core.losses import softmax_cross_entropy
from lstm_core.paths import one_step_split
from lstm_ui.gradients.families import Families, turned
from lstm_ui.gradients.members import held_gates, loss_weights
from lstm_ui.gradients.three import Three
from lstm_ui.settings import GradientSettings

Floats = NDArray[np.float64]

MOST_ITEMISED = 60
WINDOWS = (1, 2, 3, 5, 8, 13, 20, 30, 50, 80, 120, 200)


@dataclass(frozen=True)
class Ran:
    """One of the networks, as the dials have it, and what it did."""

    cell: Any
    trace: Any
    d_h: Floats
    """``(T, 1, H)``: what reaches each h_t from the loss outside."""


def ran(three: Three, settings: GradientSettings, kind: str, *, loss: Floats, steps: int) -> Ran:
    """Let one network read the first ``steps`` steps; ``loss`` weighs the answers at each."""
    model = three.models[kind]
    cell: Any = turned(three, settings, kind)
    with np.errstate(all="ignore"):
        held = held_gates(settings, kind)
        trace = cell.forward(model.encoder.encode(three.inputs[:steps]), overrides=held)
        logits = model.readout.forward(trace.h)
    if not np.isfinite(logits).all():
        return Ran(cell, trace, np.full(trace.h.shape, np.nan))
    targets = np.full(logits.shape[:2], three.target)
    d_logits = softmax_cross_entropy(logits, targets, loss[:steps, None]).d_logits
    return Ran(cell, trace, model.readout.backward(trace.h, d_logits)[0])


def whose_loss(three: Three, settings: GradientSettings, kind: str) -> Floats | None:
    """Entry [s, t]: what the state at step s hears of the loss at step t; None past all numbers."""
    steps = min(three.steps, MOST_ITEMISED)
    one = ran(three, settings, kind, loss=np.ones(steps), steps=steps)
    return itemised(one.cell, one.trace, one.d_h) if np.isfinite(one.d_h).all() else None


def what_is_left(three: Three, settings: GradientSettings, kind: str) -> Floats | None:
    """The share of each item of the text in the last hidden state; None past all numbers."""
    steps = len(three.own)
    one = ran(three, settings, kind, loss=np.ones(steps), steps=steps)
    sizes = norms(input_jacobians(one.cell, one.trace).reshape(steps, -1))
    total = sizes.sum()
    return sizes / total if np.isfinite(total) and total > 0.0 else None


@dataclass(frozen=True)
class Cut:
    """A run of the LSTM, and the gradient with and without a window.

    Attributes
    ----------
    unit : int
        The unit that is followed, from 0.
    h : ndarray
        ``(T,)``: its hidden state, whatever the window.
    whole : ndarray
        ``(T,)``: sizes of dLoss/dh_t with nothing cut.
    cut : dict of int to ndarray
        The same for each window.
    """

    unit: int
    h: Floats
    whole: Floats
    cut: dict[int, Floats]


def windows(three: Three, settings: GradientSettings) -> Cut | None:
    """Cut the way back into windows of many lengths; None past all numbers."""
    T = three.steps
    one = ran(three, settings, "LSTM", loss=loss_weights(settings, T), steps=T)
    if not np.isfinite(one.d_h).all():
        return None
    unit = int(np.abs(one.trace.h[:, 0]).mean(axis=0).argmax())
    cut = {
        window: norms(truncated_backward(one.cell, one.trace, one.d_h, window).d_h[:, 0])
        for window in (*(w for w in WINDOWS if w < T), T)
    }
    return Cut(unit, one.trace.h[:, 0, unit], cut[T], cut)


@dataclass(frozen=True)
class Split:
    """What one step lets through from c to the next c, at every step: ``(T,)`` each."""

    direct: Floats
    rest: Floats


def one_step(three: Three, settings: GradientSettings) -> Split | None:
    """The two parts of dc_t/dc_{t-1}: the mean forget gate, and the most the rest can do."""
    one = ran(three, settings, "LSTM", loss=np.ones(three.steps), steps=three.steps)
    if not np.isfinite(one.d_h).all():
        return None
    direct, rest = one_step_split(one.cell, one.trace)
    return Split(direct.mean(axis=1), largest_singular_values(rest))


def bias_half_lives(families: Families) -> dict[str, Floats]:
    """Half-life of memory and of gradient for each forget bias; infinite where nothing falls.

    And how much of the gradient enters: its share that gets from the last h into c.
    """
    found: dict[str, list[float]] = {"memory": [], "gradient": [], "enters": []}
    for member in families.forgets:
        steps = len(member.path)
        memory = member.path.mean(axis=1)[::-1]
        gradient = member.curves["lstm_c"][:steps][::-1]
        for name, curve in (("memory", memory), ("gradient", gradient)):
            sound = curve.size > 0 and np.isfinite(curve).all() and curve[0] > 0.0
            found[name].append(half_life(curve) if sound else np.nan)
        arrived = member.curves["lstm_h"][steps - 1] if steps else 0.0
        found["enters"].append(gradient[0] / arrived if arrived > 0.0 else np.nan)
    return {name: np.array(values) for name, values in found.items()}
