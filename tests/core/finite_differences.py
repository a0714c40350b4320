"""Gradients by central differences: slow, plain, and without a backward pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core import LSTM, CoupledLSTM, Override, PeepholeLSTM, sigmoid
from lstm_core.overrides import held_places
from tests.core.cells import arrays_of
from tests.fixtures.torch_reference import inside

Floats = NDArray[np.float64]

WITH_C = (LSTM, CoupledLSTM, PeepholeLSTM)
NUDGE = 1e-5
# Below this size an entry is measured by its difference: there the differences are mostly noise.
SMALL = 1e-2


def central_differences(
    loss: Callable[[Mapping[str, Floats]], float], at: Mapping[str, Floats]
) -> dict[str, Floats]:
    """The slope of ``loss`` along every entry of every array, one entry at a time."""
    slopes = {}
    for name, array in at.items():
        slopes[f"d_{name}"] = slope = np.empty(array.shape)
        for index in np.ndindex(array.shape):
            high, low = array.copy(), array.copy()
            high[index] += NUDGE
            low[index] -= NUDGE
            slope[index] = (loss({**at, name: high}) - loss({**at, name: low})) / (2 * NUDGE)
    return slopes


def relative_errors(exact: Mapping[str, Floats], found: Mapping[str, Floats]) -> dict[str, float]:
    """The worst relative error in each array of ``found``."""
    return {
        name: float((np.abs(exact[name] - f) / np.maximum(np.abs(f), SMALL)).max())
        for name, f in found.items()
    }


@dataclass(frozen=True)
class Experiment:
    """A cell, what it is given, and a loss that weighs every hidden state and the last c."""

    cell: Any
    xs: Floats
    states: Sequence[Floats]
    d_h: Floats
    d_c_last: Floats | None = None
    overrides: Sequence[Override] = ()

    def backward(self) -> dict[str, Floats]:
        """The gradients that the cell itself computes, without those of pre-activations."""
        gradients = arrays_of(self.gradients())
        return {name: array for name, array in gradients.items() if not inside(name)}

    def gradients(self) -> Any:
        """All that the cell itself computes."""
        trace = self.cell.forward(self.xs, *self.states, overrides=self.overrides)
        last = {"d_c_last": self.d_c_last} if isinstance(self.cell, WITH_C) else {}
        return self.cell.backward(trace, self.d_h, **last)

    def differences(self) -> dict[str, Floats]:
        """Those of every parameter, xs and starting state by central differences."""
        starts = dict(zip(("h0", "c0"), self.states, strict=False))

        def loss(at: Mapping[str, Floats]) -> float:
            cell = replace(self.cell, **{name: at[name] for name in arrays_of(self.cell)})
            return self._loss(cell, at["xs"], [at[name] for name in starts], 0)

        return central_differences(loss, {**arrays_of(self.cell), "xs": self.xs, **starts})

    def state_differences(self) -> dict[str, Floats]:
        """Those of every state on the way: nudge it at one step and run on from there."""
        trace = self.cell.forward(self.xs, *self.states, overrides=self.overrides)
        steps = [
            central_differences(lambda at, t=t: self._loss_from(trace, t, at), self._at(trace, t))
            for t in range(len(self.xs))
        ]
        return {name: np.stack([step[name] for step in steps]) for name in steps[0]}

    def bias_differences(self) -> dict[str, Floats]:
        """Those of every bias at one step only, all members together: ``(T, rows)``.

        A bias that is nudged at step t alone is a nudge of the pre-activations there.
        """
        names = [name for name in arrays_of(self.cell) if name.startswith("bias")]
        at = {name: getattr(self.cell, name) for name in names}
        steps = [
            central_differences(lambda at, t=t: self._loss_with(at, t), at)
            for t in range(len(self.xs))
        ]
        return {name: np.stack([step[name] for step in steps]) for name in steps[0]}

    def _loss_with(self, biases: Mapping[str, Floats], t: int) -> float:
        """The loss of step ``t``, done with other biases, and of all steps after it."""
        trace = self.cell.forward(self.xs, *self.states, overrides=self.overrides)
        before = self._at(trace, t - 1).values() if t else self.states
        held = [replace(each, step=None) for each in self.overrides if each.step in (None, t)]
        one = replace(self.cell, **biases).forward(self.xs[t : t + 1], *before, overrides=held)
        then = self._loss(self.cell, self.xs[t + 1 :], [*self._at(one, 0).values()], t + 1)
        return float((self.d_h[t] * one.h[0]).sum()) + then

    def _at(self, trace: Any, t: int) -> dict[str, Floats]:
        names = ("h", "c") if isinstance(self.cell, WITH_C) else ("h",)
        return {name: getattr(trace, name)[t] for name in names}

    def _loss_from(self, trace: Any, t: int, at: Mapping[str, Floats]) -> float:
        h, states = at["h"], [at["h"]]
        if isinstance(self.cell, WITH_C):
            # A nudge of c_t is felt in h_t too, for h_t = o_t tanh(c_t).
            h = h + self._o(trace, t, at["c"]) * np.tanh(at["c"]) - trace.o[t] * trace.tanh_c[t]
            states = [h, at["c"]]
        return float((self.d_h[t] * h).sum()) + self._loss(
            self.cell, self.xs[t + 1 :], states, t + 1
        )

    def _o(self, trace: Any, t: int, c: Floats) -> Floats:
        """The output gate at step ``t``, which through a peephole sees a nudge of c_t."""
        if not isinstance(self.cell, PeepholeLSTM):
            return trace.o[t]
        seen = np.split(self.cell.peepholes, 3)[2] * (c - trace.c[t])
        held = held_places(self.overrides, "o", len(trace.o), c.shape[-1])[t]
        return np.where(held, trace.o[t], sigmoid(trace.a_o[t] + seen))

    def _loss(self, cell: Any, xs: Floats, states: Sequence[Floats], start: int) -> float:
        """The loss of steps ``start`` and later, which read ``xs``."""
        total, last = 0.0, states
        if len(xs):
            trace = cell.forward(xs, *states, overrides=self._overrides_from(start))
            total += float((self.d_h[start:] * trace.h).sum())
            last = [trace.h[-1], trace.c[-1]] if isinstance(cell, WITH_C) else []
        if self.d_c_last is not None:
            total += float((self.d_c_last * last[1]).sum())
        return total

    def _overrides_from(self, start: int) -> list[Override]:
        return [
            each if each.step is None else replace(each, step=each.step - start)
            for each in self.overrides
            if each.step is None or each.step >= start
        ]
