"""One number of a run taken apart: what was added, multiplied or squashed to make it.

Each part says where it came from in turn, so that any number can be followed back to inputs,
weights and starting states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import SQUASHES, sigmoid, softmax
from lstm_core.contributions import GATES_OF
from lstm_core.encoding import Embedding
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.overrides import held_places
from lstm_core.rules import BEFORE, RULES, WITHOUT

Floats = NDArray[np.float64]


class Place(NamedTuple):
    """Which number of a run: a name, a time step and a unit, both from 0."""

    name: str
    t: int
    unit: int


@dataclass(frozen=True)
class Part:
    """One thing that a number was made of.

    Attributes
    ----------
    name : str
        What it is: "x", "h", a gate and so on; "b" for a bias.
    unit : int or None
        Which number of that vector; None for a bias.
    value : float
        What it was.
    weight : float or None
        What it was multiplied by, where there is a weight.
    contribution : float
        What it brought in: to a sum what was added, else its value; to shares its own share.
    source : Place or None
        Where to go on; None for an input, a weight and a starting state.
    before : bool
        Whether it is of the step before.
    """

    name: str
    unit: int | None
    value: float
    weight: float | None
    contribution: float
    source: Place | None
    before: bool = False


@dataclass(frozen=True)
class Arithmetic:
    """How one number of a run was made.

    Attributes
    ----------
    place : Place
        Which number.
    value : float
        What it was.
    operation : {"sum", "product", "squash", "share", "read", "given", "held"}
        "read" is looked up in the table of token vectors, "given" comes from outside.
    equation : str
        In symbols, a space between any two.
    parts : tuple of Part
        What it was made of; none when it was read or given.
    squash : {"sigmoid", "tanh", "relu"} or None
        What squashes the one part, where something does.
    own : float or None
        What the network itself would have made, where the number was held.
    """

    place: Place
    value: float
    operation: str
    equation: str
    parts: tuple[Part, ...]
    squash: str | None = None
    own: float | None = None

    @property
    def again(self) -> float:
        """The number once more, made from the parts; of a held one, what was not used."""
        if not self.parts:
            return self.value
        if self.operation == "product":
            return float(np.prod([part.value for part in self.parts]))
        if self.operation == "share":
            return float(softmax([part.value for part in self.parts])[self.place.unit])
        if self.squash is not None:
            return _squashed(self.squash, self.parts[0].value)
        return float(sum(part.contribution for part in self.parts))


def numbers_of(model: SequenceModel) -> dict[str, int]:
    """Name every vector of a run that can be taken apart, and say how many numbers it has.

    Returns
    -------
    dict
        In the order in which a step computes them; x, the answers ("logit") and their shares
        last.
    """
    cell = model.cell
    sizes = dict.fromkeys(RULES[type(cell).__name__], cell.hidden_size)
    answers = len(model.readout.bias)
    return sizes | {"x": model.encoder.size, "logit": answers, "share": answers}


def arithmetic(
    model: SequenceModel, trace: ModelTrace, name: str, t: int, unit: int, member: int = 0
) -> Arithmetic:
    r"""Take one number of a run apart.

    .. math:: a_{f,u} = \sum_d W_{xf}[u, d]\, x_t[d] + \sum_j W_{hf}[u, j]\, h_{t-1}[j] + b_f[u]

    and likewise whatever the cell's own equations say of the number.

    Parameters
    ----------
    model : SequenceModel
        The network, of one recurrent layer.
    trace : ModelTrace
        Its run.
    name : str
        One of :func:`numbers_of`: a gate, a state, a product, a pre-activation ``a_f``, "x",
        "logit" or "share".
    t, unit : int
        The time step and the unit, from 0; of "logit" and "share" the answer, of "x" the
        place in the vector.
    member : int
        Which sequence of the batch.

    Returns
    -------
    Arithmetic
        The number, what it was made of, and where each part came from.

    Raises
    ------
    ValueError
        When the run has no such number, or the trace is none of that model.

    Examples
    --------
    >>> from lstm_core import LSTM, OneHot, Readout
    >>> rng = np.random.default_rng(0)
    >>> model = SequenceModel(OneHot(3), (LSTM.init(rng, 3, 2),), Readout.init(rng, 2, 2))
    >>> found = arithmetic(model, model.forward(np.array([[0], [2]])), "c", 1, 0)
    >>> [part.source for part in found.parts]
    [Place(name='kept', t=1, unit=0), Place(name='written', t=1, unit=0)]
    """
    _check(model, trace, name, t, unit, member)
    return _Run(model, trace, member).taken_apart(Place(name, int(t), int(unit)))


def _check(
    model: SequenceModel, trace: ModelTrace, name: str, t: int, unit: int, member: int
) -> None:
    kind = type(model.layers[0]).__name__
    if len(model.layers) != 1 or len(trace.layers) != 1:
        raise ValueError(f"only a model of one layer is taken apart; this has {len(model.layers)}")
    if type(trace.layers[0]).__name__ != f"{kind}Trace":
        raise ValueError(f"{type(trace.layers[0]).__name__} is no trace of {kind}")
    sizes = numbers_of(model)
    if name not in sizes:
        raise ValueError(f"the numbers of this {kind} are {', '.join(sizes)}; there is no {name!r}")
    T, B = trace.xs.shape[:2]
    for what, index, size in (("step", t, T), ("unit", unit, sizes[name]), ("member", member, B)):
        whole = isinstance(index, int | np.integer) and not isinstance(index, bool)
        if not (whole and 0 <= index < size):
            raise ValueError(
                f"there is no {what} {index} of {name}: the {what}s are 0 to {size - 1}"
            )


class _Run:
    """The numbers of one sequence by name, and the rules that made them."""

    def __init__(self, model: SequenceModel, trace: ModelTrace, member: int) -> None:
        self.model, self.member = model, member
        self.cell: Any = model.layers[0]
        self.kind = type(self.cell).__name__
        self.layer: Any = trace.layers[0]
        self.logits: Floats = trace.logits[:, member]  # (T, K)

    def taken_apart(self, place: Place) -> Arithmetic:
        if place.name == "x":
            looked_up = isinstance(self.model.encoder, Embedding)
            operation = "read" if looked_up else "given"
            return Arithmetic(place, self.number(place), operation, "x_t", ())
        if place.name in ("logit", "share"):
            return self._answer(place)
        operation, operands, equation = RULES[self.kind][place.name]
        value = self.number(place)
        if operation == "weighed":
            return Arithmetic(place, value, "sum", equation, tuple(self._terms(place, operands)))
        parts = tuple(self._operand(operand, place) for operand in operands)
        if operation in ("sum", "product"):
            return Arithmetic(place, value, operation, equation, parts)
        if operation == "candidate":
            operation = getattr(self.cell, "candidate", getattr(self.cell, "activation", ""))
        equation = equation.replace("{squash}", {"relu": "ReLU"}.get(operation, operation))
        if not self._holds(place):
            return Arithmetic(place, value, "squash", equation, parts, operation)
        own = _squashed(operation, parts[0].value)
        return Arithmetic(place, value, "held", equation, parts, operation, own)

    def number(self, place: Place) -> float:
        """Look a number up; at step -1 are the starting states."""
        name, t, unit = place
        if name in ("logit", "share"):
            values = self.logits if name == "logit" else softmax(self.logits)
            return float(values[t, unit])
        if t < 0:
            return float(getattr(self.layer, f"{name}0")[self.member, unit])
        stored = "xs" if name == "x" else name
        if hasattr(self.layer, stored):
            return float(getattr(self.layer, stored)[t, self.member, unit])
        operands = RULES[self.kind][name].operands  # a product that the trace does not keep
        return float(np.prod([self._operand(operand, place).value for operand in operands]))

    def _operand(self, operand: str, place: Place) -> Part:
        """Make the part that is a number of the same unit."""
        before, without = operand.endswith(BEFORE), operand.startswith(WITHOUT)
        name = operand.removesuffix(BEFORE).removeprefix(WITHOUT)
        source = Place(name, place.t - before, place.unit)
        value = self.number(source)
        value = 1.0 - value if without else value
        shown = f"{WITHOUT}{name}" if without else name
        reached = source if source.t >= 0 else None
        return Part(shown, place.unit, value, None, value, reached, before)

    def _terms(self, place: Place, operands: tuple[str, ...]) -> Iterator[Part]:
        """Yield the summands of a pre-activation."""
        name, t, unit = place
        gate = name.removeprefix("a_") if name != "hn" else "n"
        row = GATES_OF[self.kind].index(gate) * self.cell.hidden_size + unit
        for operand in operands:
            if operand == "reset_part":
                yield self._operand(operand, place)
            elif operand == "x":
                yield from self._weighted("x", self.cell.weight_ih[row], t)
            else:
                yield from self._weighted("h", self.cell.weight_hh[row], t - 1)
        bias = float(self.cell.bias_hn[unit] if name == "hn" else self.cell.bias[row])
        yield Part("b", None, bias, None, bias, None)

    def _weighted(
        self, name: str, weights: Floats, t: int, *, before: bool = True
    ) -> Iterator[Part]:
        for unit, weight in enumerate(weights.tolist()):
            place = Place(name, t, unit)
            value = self.number(place)
            source = place if name == "h" and t >= 0 else None
            yield Part(name, unit, value, weight, weight * value, source, before and name == "h")

    def _answer(self, place: Place) -> Arithmetic:
        name, t, k = place
        value = self.number(place)
        if name == "logit":
            readout = self.model.readout
            bias = float(readout.bias[k])
            weighted = self._weighted("h", readout.weight[k], t, before=False)
            parts = (*weighted, Part("b", None, bias, None, bias, None))
            return Arithmetic(place, value, "sum", "y_t = W_y h_t + b_y", parts)
        logits, shares = self.logits[t].tolist(), softmax(self.logits[t]).tolist()
        parts = tuple(
            Part("logit", j, logit, None, share, Place("logit", t, j))
            for j, (logit, share) in enumerate(zip(logits, shares, strict=True))
        )
        return Arithmetic(place, value, "share", "p_k = exp ( y_k ) / Σ_j exp ( y_j )", parts)

    def _holds(self, place: Place) -> bool:
        """Say whether a gate was held there."""
        T, _, H = self.layer.h.shape
        held = getattr(self.layer, "overrides", ())
        return bool(held_places(held, place.name, T, H)[place.t, place.unit])


def _squashed(squash: str, a: float) -> float:
    function = sigmoid if squash == "sigmoid" else SQUASHES[squash].function
    return float(function(np.array(a)))
