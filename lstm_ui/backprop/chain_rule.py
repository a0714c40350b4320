"""The chain rule of the small unrolled network, factor by factor and term by term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core import LSTM, LSTMGradients, LSTMTrace, step_jacobians, weight_terms
from lstm_core.model import Trace
from lstm_ui.backprop.unrolled import Unrolled, Weight

ONE, NONE = np.ones((1, 1, 1)), np.zeros((1, 1, 1))


@dataclass(frozen=True)
class Factor:
    """One derivative of a product: how ``over`` changes with ``under``, all else held.

    Attributes
    ----------
    over, under : str
        The two quantities as an equation has them; the weight that is followed is "w".
    value : float
        The engine's number.
    comes : str
        What it is made of, as an equation.
    """

    over: str
    under: str
    value: float
    comes: str

    @property
    def key(self) -> str:
        """Its name, which is also that of its edge in the picture."""
        return f"{self.over}.{self.under}".replace("_", "").replace("ŷ", "y")


@dataclass(frozen=True)
class Term:
    """What one step adds to the gradient of a weight that is used at every step.

    Attributes
    ----------
    t : int
        The step, from 1.
    factors : tuple of Factor
        The chain from the loss to this use of the weight; empty where none leads there straight.
    direct : float
        The product of the factors.
    rest : float
        What comes over all other ways, so that direct + rest is the term.
    value : float
        The term.
    """

    t: int
    factors: tuple[Factor, ...]
    direct: float
    rest: float
    value: float


@dataclass(frozen=True)
class ChainRule:
    """The factors that all weights share, by key, and each weight's terms, last step first."""

    factors: dict[str, Factor]
    terms: dict[str, tuple[Term, ...]]


def chain_rule(run: Unrolled) -> ChainRule:
    """Write every gradient of the network as a sum of products."""
    alone = list(one_step_at_a_time(run.model.cell, run.trace.cell))
    shared = {factor.key: factor for factor in _shared(run)}
    terms = {
        weight.key: _answer_term(weight, run, shared)
        if weight.read_out
        else _terms(weight, run, shared, alone)
        for weight in run.weights
    }
    return ChainRule(shared, terms)


@dataclass(frozen=True)
class Step:
    """The derivatives of one step alone: of its h, and of its c where there is one."""

    of_h: Any
    of_c: LSTMGradients | None

    def of(self, weight: Weight) -> tuple[str, float]:
        """The state that a weight acts on first, and how that state changes with it."""
        through_c = self.of_c is not None and weight.symbol != "o"
        found = self.of_c if through_c else self.of_h
        array = getattr(found, f"d_{weight.field}")
        return "c" if through_c else "h", float(array.flat[weight.row])


def one_step_at_a_time(cell: Any, trace: Trace) -> Iterator[Step]:
    """Let the engine go back through each step alone, with a gradient of 1 to start from."""
    for t in range(len(trace.xs)):
        h_prev = trace.h[t - 1] if t else trace.h0
        if isinstance(cell, LSTM) and isinstance(trace, LSTMTrace):
            c_prev = trace.c[t - 1] if t else trace.c0
            alone = cell.forward(trace.xs[t : t + 1], h_prev, c_prev)
            of_c = cell.backward(alone, NONE, d_c_last=ONE[0])
            yield Step(cell.backward(alone, ONE), of_c)
        else:
            yield Step(cell.backward(cell.forward(trace.xs[t : t + 1], h_prev), ONE), None)


def _shared(run: Unrolled) -> Iterator[Factor]:
    """Every factor that does not name a weight."""
    T = len(run.inputs)
    d_answer = run.gradients.parameters["d_readout.bias"][0]
    yield Factor("L", "ŷ", float(d_answer), "2 (ŷ − y)")
    yield Factor("ŷ", f"h_{T}", _number(run.model.readout.weight), "w_y")
    by = step_jacobians(run.model.cell, run.trace.cell)
    for t in range(T, 0, -1):
        if by.h_by_c is None or by.c_by_c is None:
            slope = f"w′ (1 − h_{t}²)"
            yield Factor(f"h_{t}", f"h_{t - 1}", _number(by.h_by_h[t - 1]), slope)
        else:
            through = f"o_{t} (1 − tanh² c_{t})"
            yield Factor(f"h_{t}", f"c_{t}", _number(by.h_by_c[t - 1]), through)
            yield Factor(f"c_{t}", f"c_{t - 1}", _number(by.c_by_c[t - 1]), f"f_{t}")


def _terms(
    weight: Weight, run: Unrolled, shared: dict[str, Factor], alone: list[Step]
) -> tuple[Term, ...]:
    T, terms = len(alone), []
    values = weight_terms(run.trace.cell, run.gradients.cell)[f"d_{weight.field}"]
    for t in range(T, 0, -1):
        state, local = alone[t - 1].of(weight)
        value = float(values[t - 1].flat[weight.row])
        factors = (*_way(shared, state, t, T), Factor(f"{state}_{t}", "w", local, _use(weight, t)))
        if weight.symbol == "o" and t < T:
            factors = ()  # an output gate shows h only: nothing of it stays on the road of c
        direct = float(np.prod([factor.value for factor in factors])) if factors else 0.0
        rest = value - direct if run.kind == "LSTM" and t < T else 0.0  # no rounding as a way
        terms.append(Term(t, factors, direct, rest, value))
    return tuple(terms)


def _way(shared: dict[str, Factor], state: str, t: int, T: int) -> list[Factor]:
    """The factors from the loss back to a state of step t, along that kind of state."""
    way = [shared["L.y"], shared[f"y.h{T}"]]
    if state == "c":
        way.append(shared[f"h{T}.c{T}"])
    return way + [
        shared[f"{state}{later}.{state}{later - 1}"]
        for later in range(T, t, -1)
        if f"{state}{later}.{state}{later - 1}" in shared
    ]


def _answer_term(weight: Weight, run: Unrolled, shared: dict[str, Factor]) -> tuple[Term, ...]:
    """The one term of a weight that is used once, at the answer."""
    T = len(run.inputs)
    read = _number(run.trace.cell.h[-1]) if weight.key == "wy" else 1.0
    factors = (shared["L.y"], Factor("ŷ", "w", read, f"h_{T}" if weight.key == "wy" else "1"))
    value = factors[0].value * read
    return (Term(T, factors, value, 0.0, value),)


def _use(weight: Weight, t: int) -> str:
    """How the state of step t changes with a weight, as an equation."""
    slope = {
        "h": f"(1 − h_{t}²)",
        "f": f"c_{t - 1} f_{t} (1 − f_{t})",
        "i": f"g_{t} i_{t} (1 − i_{t})",
        "g": f"i_{t} (1 − g_{t}²)",
        "o": f"tanh c_{t} o_{t} (1 − o_{t})",
    }[weight.symbol]
    read = {"weight_ih": f" x_{t}", "weight_hh": f" h_{t - 1}"}
    return slope + read.get(weight.field, "")


def _number(array: Any) -> float:
    return float(np.asarray(array).reshape(-1)[0])
