"""What one place of the dials gives: every gradient, and the factors that made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.decay import largest_singular_value, largest_singular_values, norms, spectral_radius
from lstm_core.jacobians import state_jacobians, step_jacobians
from lstm_core.losses import softmax_cross_entropy
from lstm_core.model import Cell
from lstm_core.overrides import Override
from lstm_core.paths import direct_path, products_of_later
from lstm_core.records import LSTMTrace, RNNTrace
from lstm_core.sweeps import sweep, sweep_back
from lstm_core.views import some_steps
from lstm_ui.gradients.three import Three
from lstm_ui.settings import GradientSettings

Floats = NDArray[np.float64]

CURVES = ("rnn_h", "lstm_h", "lstm_c", "gru_h")
"""Lane and state of each curve, in the order in which they are drawn."""


def lane_and_state(curve: str) -> tuple[str, str]:
    """The kind of cell and the state whose gradient a curve is: "lstm_c" is of LSTM and c."""
    lane, state = curve.split("_")
    return lane.upper(), state


@dataclass(frozen=True)
class Member:
    """The three networks at one place of the dials.

    Attributes
    ----------
    steps : int
        T.
    curves : dict of str to ndarray
        ``(T,)``: sizes of dLoss/dh_t and dLoss/dc_t, by :data:`CURVES`.
    kept : ndarray
        ``(T, H)``: the LSTM's forget gate.
    path : ndarray
        ``(N, H)``: its product over all later steps, up to step N where the loss sits last.
    factor : ndarray
        ``(N,)``: the most that one step of the RNN can make of a gradient, the largest
        singular value of dh_t/dh_{t-1}.
    product : ndarray
        ``(N,)``: the same of all later steps together, of dh_N/dh_t.
    bound : ndarray
        ``(N,)``: the product of ``factor`` over all later steps, which is never less.
    weight : tuple of float
        Spectral radius and largest singular value of the RNN's recurrent matrix.
    broken : dict of str to int
        By kind of cell, the step at which its numbers grew past what a computer can hold.
    """

    steps: int = 0
    curves: dict[str, Floats] = field(default_factory=dict)
    kept: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    path: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    factor: Floats = field(default_factory=lambda: np.zeros(0))
    product: Floats = field(default_factory=lambda: np.zeros(0))
    bound: Floats = field(default_factory=lambda: np.zeros(0))
    weight: tuple[float, float] | None = None
    broken: dict[str, int] = field(default_factory=dict)


def held_gates(settings: GradientSettings, kind: str) -> tuple[Override, ...]:
    """What is held in a cell of that kind."""
    if kind != "LSTM" or settings.held == "free":
        return ()
    return (Override("f", float(settings.held)),)


def loss_weights(settings: GradientSettings, steps: int) -> Floats:
    """How much the answer at each step counts: ``(T,)``."""
    if settings.loss == "every step":
        return np.ones(steps)
    weights = np.zeros(steps)
    weights[asked_step(settings, steps) - 1] = 1.0
    return weights


def asked_step(settings: GradientSettings, steps: int) -> int:
    """The step at which the loss sits, from 1; the last one when it sits at every step."""
    return min(settings.asked, steps) if settings.loss == "one step" else steps


def members(
    three: Three,
    settings: GradientSettings,
    kind: str,
    cells: Sequence[Cell],
    lengths: Sequence[int] | None = None,
) -> list[Member]:
    """All cells of one family of one kind in one sweep; each may read another number of steps."""
    model, reads = three.models[kind], lengths or [three.steps] * len(cells)
    with np.errstate(all="ignore"):
        inputs = model.encoder.encode(three.all_inputs[: max(reads)])
        trace: Any = sweep(cells, inputs, overrides=held_gates(settings, kind))
        logits = model.readout.forward(trace.h)  # (T, B, K)
        sound = np.array([np.isfinite(logits[:T, b]).all() for b, T in enumerate(reads)])
        d_logits = _d_logits(three, settings, logits, reads, sound)
        gradients = sweep_back(cells, trace, model.readout.backward(trace.h, d_logits)[0])
        states = {"h": gradients.d_h} | ({} if gradients.d_c is None else {"c": gradients.d_c})
        sizes = {f"{kind.lower()}_{name}": norms(d) for name, d in states.items()}
        found = []
        for b, (cell, T) in enumerate(zip(cells, reads, strict=True)):
            curves = {name: np.where(sound[b], size[:T, b], np.nan) for name, size in sizes.items()}
            one = Member(T, curves)
            one = replace(one, broken=_broken(kind, trace.h[:T, b], logits[:T, b], one))
            if kind == "LSTM":
                one = replace(one, kept=trace.f[:T, b])
            before = some_steps(trace, 0, asked_step(settings, T))
            found.append(_with_factors(one, cell, before, b))
    return found


def _d_logits(
    three: Three,
    settings: GradientSettings,
    logits: Floats,
    reads: Sequence[int],
    sound: NDArray[np.bool_],
) -> Floats:
    """The gradient of each member's own loss: ``(T, B, K)``; 0 for those that broke."""
    T, B, _ = logits.shape
    weights, targets = np.zeros((T, B)), np.zeros((T, B), dtype=np.intp)
    for b, steps in enumerate(reads):
        own = loss_weights(settings, steps)
        weights[:steps, b] = own / own.sum()
        targets[:, b] = three.targets[steps - 1]
    heard = (weights > 0.0) & sound  # (T, B)
    loss = softmax_cross_entropy(np.where(heard[..., None], logits, 0.0), targets, weights)
    return np.where(heard[..., None], B * loss.d_logits, 0.0)  # a loss of its own for each


def _with_factors(member: Member, cell: Cell, trace: Any, b: int) -> Member:
    """What each step multiplies a gradient by, and the product over all later steps."""
    if isinstance(trace, LSTMTrace):
        return replace(member, path=direct_path(trace, member=b))
    if isinstance(trace, RNNTrace) and not member.broken:
        factor = largest_singular_values(step_jacobians(cell, trace, member=b).h_by_h)
        product = largest_singular_values(state_jacobians(cell, trace, member=b))
        weight = spectral_radius(cell.weight_hh), largest_singular_value(cell.weight_hh)
        bound = products_of_later(factor)
        return replace(member, factor=factor, product=product, bound=bound, weight=weight)
    return member


def _broken(kind: str, h: Floats, logits: Floats, member: Member) -> dict[str, int]:
    """At which step numbers stopped being numbers: first on the way on, then on the way back."""
    on = np.flatnonzero(~np.isfinite(np.hstack([h, logits])).all(axis=1))
    if on.size:
        return {kind: int(on[0]) + 1}
    back = np.flatnonzero(~np.all([np.isfinite(curve) for curve in member.curves.values()], axis=0))
    return {kind: int(back[-1]) + 1} if back.size else {}


def joined(*parts: Member) -> Member:
    """One member of what was found for each kind; a later part replaces an earlier one."""
    whole = Member()
    for part in parts:
        kinds = {lane_and_state(name)[0] for name in part.curves}
        broken = {kind: step for kind, step in whole.broken.items() if kind not in kinds}
        whole = Member(
            part.steps,
            whole.curves | part.curves,
            part.kept if part.kept.size else whole.kept,
            part.path if part.path.size else whole.path,
            part.factor if part.factor.size else whole.factor,
            part.product if part.product.size else whole.product,
            part.bound if part.bound.size else whole.bound,
            part.weight or whole.weight,
            broken | part.broken,
        )
    return whole
