"""The small network of the page on backpropagation: one unit, one number a step, one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core import (
    GATE_ORDER,
    LSTM,
    RNN,
    Loss,
    ModelGradients,
    ModelTrace,
    Readout,
    SequenceModel,
    Values,
    mean_squared_error,
)
from lstm_ui.settings import UnrolledSettings
from lstm_ui.typed import Parsed, parse_numbers

Floats = NDArray[np.float64]

FEWEST_STEPS, MOST_STEPS = 2, 8
LARGEST = 10.0
_LAYER, _READOUT = "layers.0.", "readout."


@dataclass(frozen=True)
class Weight:
    """One weight of the network, which is one number.

    Attributes
    ----------
    key : str
        Its name in the address.
    label : str
        Its name in an equation.
    name : str
        Its name in words.
    symbol : str
        Whose colour it has.
    parameter, row : str, int
        Where it stands in the model.
    """

    key: str
    label: str
    name: str
    symbol: str
    parameter: str
    row: int = 0

    @property
    def field(self) -> str:
        """The name of its array in the part of the model that has it."""
        return self.parameter.rpartition(".")[2]

    @property
    def read_out(self) -> bool:
        """Whether it belongs to the readout, which is used once, and not to the cell."""
        return self.parameter.startswith(_READOUT)

    def of(self, model: SequenceModel) -> float:
        """Its value in that model."""
        return float(model.parameters[self.parameter].flat[self.row])

    def gradient(self, gradients: ModelGradients) -> float:
        """Its gradient among those of the model."""
        return float(gradients.parameters[f"d_{self.parameter}"].flat[self.row])


_GATES = {"f": "forget gate", "i": "input gate", "g": "candidate", "o": "output gate"}
_ANSWER = (
    Weight("wy", "w_y", "weight of the readout", "x", f"{_READOUT}weight"),
    Weight("by", "b_y", "bias of the readout", "x", f"{_READOUT}bias"),
)
WEIGHTS: dict[str, tuple[Weight, ...]] = {
    "RNN": (
        Weight("w", "w", "weight on the input x", "h", f"{_LAYER}weight_ih"),
        Weight("wrec", "w′", "recurrent weight, on the last h", "h", f"{_LAYER}weight_hh"),
        Weight("b", "b", "bias", "h", f"{_LAYER}bias"),
        *_ANSWER,
    ),
    "LSTM": tuple(
        Weight(key.format(gate), label.format(gate), words.format(name), gate, _LAYER + parameter,
               GATE_ORDER.index(gate))
        for gate, name in _GATES.items()
        for key, label, words, parameter in (
            ("wx{}", "w_{{x{}}}", "weight of the {} on the input x", "weight_ih"),
            ("wh{}", "w_{{h{}}}", "weight of the {} on the last h", "weight_hh"),
            ("b{}", "b_{}", "bias of the {}", "bias"),
        )
    ) + _ANSWER,
}  # fmt: skip


@dataclass(frozen=True)
class Setup:
    """Weights set by hand, with an example that shows what they are for.

    Attributes
    ----------
    values : tuple of float
        In the order of :data:`WEIGHTS`.
    numbers, target : str
        What is read, and what the answer should have been.
    chosen : str
        Key of the weight that is followed at first.
    """

    values: tuple[float, ...]
    numbers: str
    target: str
    chosen: str


SETUPS: dict[tuple[str, str], Setup] = {
    ("RNN", "hand-set"): Setup((0.5, 0.8, 0.1, 1.2, 0.0), "1, 0.5, -0.5, 1", "0.2", "wrec"),
    ("RNN", "saturated"): Setup((2.1, 0.9, 0.0, 1.0, 0.0), "1, 1, 1, 1", "0.5", "w"),
    ("LSTM", "hand-set"): Setup(
        (0.5, 0.5, 1.5, 1.0, 0.5, 0.0, 1.0, 0.8, 0.0, 0.5, 0.5, 0.5, 1.2, 0.0),
        "1, 0.5, -0.5, 1", "0.2", "wxg",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Unrolled:
    """The network after it has read its numbers and learnt how wrong it was.

    Attributes
    ----------
    settings : UnrolledSettings
        What was asked for.
    setup : Setup
        The example that its weights stand for.
    parsed : Parsed
        The numbers that it read.
    target : float
        What the answer should have been.
    model, trace, loss, gradients
        The engine's.
    notes : tuple of str
        Plain sentences about what was typed.
    """

    settings: UnrolledSettings
    setup: Setup
    parsed: Parsed
    target: float
    model: SequenceModel
    trace: ModelTrace
    loss: Loss
    gradients: ModelGradients
    notes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Which cell it has."""
        return self.settings.unrolled

    @property
    def weights(self) -> tuple[Weight, ...]:
        """Its weights, each of them one number."""
        return WEIGHTS[self.kind]

    @property
    def inputs(self) -> Floats:
        """What it read, as the engine takes it: ``(T, 1, 1)``."""
        return self.trace.xs

    @property
    def badge(self) -> str:
        """Where its weights come from."""
        drawn = self.settings.weights == "random"
        return f"random, seed {self.settings.draw}" if drawn else "hand-set"


def setup_of(kind: str, weights: str) -> Setup:
    """The example that those weights stand for; random ones have that of the hand-set ones."""
    return SETUPS.get((kind, weights)) or SETUPS[kind, "hand-set"]


def make_unrolled(settings: UnrolledSettings) -> Unrolled | str:
    """Run the network forward and back; in its stead one sentence that says what to change."""
    setup = setup_of(settings.unrolled, settings.weights)
    numbers = setup.numbers if settings.numbers is None else settings.numbers
    parsed = parse_numbers(numbers, setup.numbers, most=MOST_STEPS, largest=LARGEST, trained=False)
    if parsed.inputs is None or len(parsed.inputs) < FEWEST_STEPS:
        asked = f"Type {FEWEST_STEPS} to {MOST_STEPS} numbers between commas, for example: "
        return asked + setup.numbers
    wanted = setup.target if settings.target is None else settings.target
    aim = parse_numbers(wanted, setup.target, most=1, largest=LARGEST, trained=False)
    if aim.inputs is None:
        return f"Type one number as the target, for example: {setup.target}"
    target = float(aim.inputs[0, 0, 0])
    model = network(settings.unrolled, _values(settings, setup))
    trace, loss = judged(model, parsed.inputs, target)
    gradients = model.backward(trace, loss.d_logits)
    notes = (*_about(parsed, "Numbers: "), *_about(aim, "Target: "))
    return Unrolled(settings, setup, parsed, target, model, trace, loss, gradients, notes)


def network(kind: str, values: ArrayLike) -> SequenceModel:
    """The model with those weights, in the order of :data:`WEIGHTS`.

    ``values (W, N)`` are N such networks side by side in one layer: no unit hears another, and
    each has an answer of its own.
    """
    table = np.asarray(values, dtype=np.float64).reshape(len(WEIGHTS[kind]), -1)  # (W, N)
    by_name: dict[str, list[Floats]] = {name: [] for name in ("weight_ih", "weight_hh", "bias")}
    for name, rows in by_name.items():
        own = [(weight.row, n) for n, weight in enumerate(WEIGHTS[kind])
               if weight.parameter == _LAYER + name]  # fmt: skip
        rows += [table[n] for _, n in sorted(own)]
    layer = (
        np.concatenate(by_name["weight_ih"])[:, None],
        np.concatenate([np.diag(row) for row in by_name["weight_hh"]]),
        np.concatenate(by_name["bias"]),
    )
    cell: RNN | LSTM = LSTM(*layer) if kind == "LSTM" else RNN(*layer)
    return SequenceModel(Values(1), (cell,), Readout(np.diag(table[-2]), table[-1], "end"))


def judged(model: SequenceModel, inputs: NDArray[Any], target: float) -> tuple[ModelTrace, Loss]:
    """Run the model, and compare its last answer with the target: L = (ŷ − y)²."""
    trace = model.forward(inputs)
    T, B, _ = trace.logits.shape
    at_the_end = np.zeros((T, B))
    at_the_end[-1] = 1.0
    return trace, mean_squared_error(trace.logits, np.full_like(trace.logits, target), at_the_end)


def _values(settings: UnrolledSettings, setup: Setup) -> tuple[float, ...]:
    if settings.weights != "random":
        return setup.values
    rng = np.random.default_rng(settings.draw)
    return tuple(rng.uniform(-1.0, 1.0, len(setup.values)).tolist())


def _about(parsed: Parsed, what: str) -> list[str]:
    return [] if parsed.problem is None else [what + parsed.problem[0].lower() + parsed.problem[1:]]
