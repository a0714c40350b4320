"""Gradients at every step, for the whole family of curves that a dial runs through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.decay import largest_singular_value, largest_singular_values, norms, spectral_radius
from lstm_core.jacobians import state_jacobians, step_jacobians
from lstm_core.losses import softmax_cross_entropy
from lstm_core.lstm import LSTM
from lstm_core.model import Cell
from lstm_core.overrides import Override
from lstm_core.paths import direct_path
from lstm_core.records import LSTMTrace, RNNTrace, some_steps
from lstm_core.sweeps import scaled, sweep, sweep_back, with_forget_bias
from lstm_ui.gradients.three import KINDS, Three
from lstm_ui.settings import FORGETS, SCALES, GradientSettings

Floats = NDArray[np.float64]

CURVES = ("rnn_h", "lstm_h", "lstm_c", "gru_h")
"""Lane and state of each curve, in the order in which they are drawn."""


@dataclass(frozen=True)
class Member:
    """The three networks at one setting of the dials.

    Attributes
    ----------
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

    curves: dict[str, Floats] = field(default_factory=dict)
    kept: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    path: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    factor: Floats = field(default_factory=lambda: np.zeros(0))
    product: Floats = field(default_factory=lambda: np.zeros(0))
    bound: Floats = field(default_factory=lambda: np.zeros(0))
    weight: tuple[float, float] | None = None
    broken: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Families:
    """What both dials run through, from where they stand.

    Attributes
    ----------
    scales : tuple of Member
        One for each of :data:`SCALES`, at the chosen forget bias.
    forgets : tuple of Member
        One for each of ``biases``, at the chosen scale.
    biases : tuple of float
        The forget biases of the dial, rising; the LSTM's own is among them.
    at : tuple of int
        Where the dials of scale and forget bias stand, from 0.
    """

    scales: tuple[Member, ...]
    forgets: tuple[Member, ...]
    biases: tuple[float, ...]
    at: tuple[int, int]

    @property
    def here(self) -> Member:
        """Where both dials stand."""
        return self.scales[self.at[0]]


def make_families(three: Three, settings: GradientSettings) -> Families:
    """Run and differentiate every network of both families."""
    own = three.forget_bias
    biases = tuple(sorted({float(bias) for bias in FORGETS[1:]} | {own}))
    bias = own if settings.forget == "own" else float(settings.forget)
    by_scale = {
        kind: [_turned(three.cell(kind), float(scale), bias) for scale in SCALES] for kind in KINDS
    }
    by_bias = [_turned(three.cell("LSTM"), float(settings.scale), each) for each in biases]
    every = {kind: _members(three, settings, kind, cells) for kind, cells in by_scale.items()}
    scales = tuple(_joined(*parts) for parts in zip(*every.values(), strict=True))
    at = (SCALES.index(settings.scale), biases.index(bias))
    lstms = _members(three, settings, "LSTM", by_bias)
    forgets = [_joined(scales[at[0]], lstm) for lstm in lstms]
    return Families(scales, tuple(forgets), biases, at)


def turned(three: Three, settings: GradientSettings, kind: str) -> Cell:
    """The cell of one network as the dials have it now."""
    bias = three.forget_bias if settings.forget == "own" else float(settings.forget)
    return _turned(three.cell(kind), float(settings.scale), bias)


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


def _turned(cell: Cell, scale: float, bias: float) -> Cell:
    """The same cell as the dials have it."""
    return scaled(with_forget_bias(cell, bias) if isinstance(cell, LSTM) else cell, scale)


def _members(
    three: Three, settings: GradientSettings, kind: str, cells: Sequence[Cell]
) -> list[Member]:
    """All cells of one family of one kind, in one sweep."""
    model = three.models[kind]
    with np.errstate(all="ignore"):
        held = held_gates(settings, kind)
        trace: Any = sweep(cells, model.encoder.encode(three.inputs), overrides=held)
        logits = model.readout.forward(trace.h)  # (T, B, K)
        sound = np.isfinite(logits).all(axis=(0, 2), keepdims=True)  # (1, B, 1)
        d_h = model.readout.backward(trace.h, _d_logits(three, settings, logits, sound))[0]
        gradients = sweep_back(cells, trace, np.where(sound, d_h, 0.0))
        states = {"h": gradients.d_h} | ({} if gradients.d_c is None else {"c": gradients.d_c})
        sizes = {f"{kind.lower()}_{name}": norms(d) for name, d in states.items()}
        members = []
        before = some_steps(trace, 0, asked_step(settings, three.steps))
        for b, cell in enumerate(cells):
            one = Member({name: size[:, b] for name, size in sizes.items()})
            one = replace(one, broken=_broken(kind, trace.h[:, b], logits[:, b], one))
            if kind == "LSTM":
                one = replace(one, kept=trace.f[:, b])
            members.append(_with_factors(one, cell, before, b))
    return members


def _d_logits(three: Three, settings: GradientSettings, logits: Floats, sound: Any) -> Floats:
    """The gradient of each member's own loss; 0 for those that broke."""
    T, B, _ = logits.shape
    weights = np.broadcast_to(loss_weights(settings, T)[:, None], (T, B))
    targets = np.full((T, B), three.target)
    loss = softmax_cross_entropy(np.where(sound, logits, 0.0), targets, weights)
    return np.where(sound, B * loss.d_logits, 0.0)  # a loss of its own for each


def _with_factors(member: Member, cell: Cell, trace: Any, b: int) -> Member:
    """What each step multiplies a gradient by, and the product over all later steps."""
    if isinstance(trace, LSTMTrace):
        return replace(member, path=direct_path(trace, member=b))
    if isinstance(trace, RNNTrace) and not member.broken:
        factor = largest_singular_values(step_jacobians(cell, trace, member=b).h_by_h)
        bound = np.ones_like(factor)
        bound[:-1] = np.cumprod(factor[:0:-1])[::-1]
        product = largest_singular_values(state_jacobians(cell, trace, member=b))
        weight = spectral_radius(cell.weight_hh), largest_singular_value(cell.weight_hh)
        return replace(member, factor=factor, product=product, bound=bound, weight=weight)
    return member


def _broken(kind: str, h: Floats, logits: Floats, member: Member) -> dict[str, int]:
    """At which step numbers stopped being numbers: first on the way on, then on the way back."""
    on = np.flatnonzero(~np.isfinite(np.hstack([h, logits])).all(axis=1))
    if on.size:
        return {kind: int(on[0]) + 1}
    back = np.flatnonzero(~np.all([np.isfinite(curve) for curve in member.curves.values()], axis=0))
    return {kind: int(back[-1]) + 1} if back.size else {}


def _joined(*parts: Member) -> Member:
    """One member of what was found for each kind; a later part replaces an earlier one."""
    joined = Member()
    for part in parts:
        kinds = {name.split("_")[0].upper() for name in part.curves}
        broken = {kind: step for kind, step in joined.broken.items() if kind not in kinds}
        joined = Member(
            joined.curves | part.curves,
            part.kept if part.kept.size else joined.kept,
            part.path if part.path.size else joined.path,
            part.factor if part.factor.size else joined.factor,
            part.product if part.product.size else joined.product,
            part.bound if part.bound.size else joined.bound,
            part.weight or joined.weight,
            broken | part.broken,
        )
    return joined
