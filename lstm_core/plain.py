"""A layer without a memory: the same input always gets the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_core.encoding import Values
from lstm_core.parts import parameters_of
from lstm_core.readout import Readout
from lstm_core.validation import renewed

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PlainTrace:
    """What a plain layer did: the inputs ``xs (T, B, D)`` and its answers ``logits (T, B, K)``."""

    xs: Floats
    logits: Floats

    @property
    def probabilities(self) -> Floats:
        """The answers as probabilities of the K classes: ``(T, B, K)``."""
        return softmax(self.logits)


@dataclass(frozen=True)
class PlainGradients:
    """How the loss would change with what a plain layer is and was given.

    Attributes
    ----------
    parameters : dict
        ``d_weight`` and ``d_bias``.
    d_xs : ndarray
        ``(T, B, D)``.
    """

    parameters: dict[str, Floats]
    d_xs: Floats


@dataclass(frozen=True)
class PlainLayer:
    r"""One layer from input to answer, nothing carried from step to step.

    .. math:: y_t = W x_t + b

    Attributes
    ----------
    weight : ndarray
        ``(K, D)``.
    bias : ndarray
        ``(K,)``.

    Raises
    ------
    ValueError
        When the shapes do not fit each other.

    Examples
    --------
    >>> layer = PlainLayer(np.array([[1.0, -1.0]]), np.array([0.5]))
    >>> layer.forward(np.array([[[3.0, 1.0]]])).logits
    array([[[2.5]]])
    """

    weight: Floats
    bias: Floats

    def __post_init__(self) -> None:
        """Refuse shapes that cannot belong together."""
        checked = Readout(self.weight, self.bias)
        object.__setattr__(self, "weight", checked.weight)
        object.__setattr__(self, "bias", checked.bias)

    @classmethod
    def init(cls, rng: np.random.Generator, inputs: int, outputs: int) -> PlainLayer:
        """Draw the weight by Glorot's rule and start the bias at 0."""
        drawn = Readout.init(rng, inputs, outputs)
        return cls(drawn.weight, drawn.bias)

    def forward(self, inputs: NDArray[Any]) -> PlainTrace:
        """Answer every input ``(T, B, D)`` by itself."""
        xs = Values(self.weight.shape[1]).encode(inputs)
        return PlainTrace(xs, Readout(self.weight, self.bias).forward(xs))

    def backward(self, trace: PlainTrace, d_logits: Floats) -> PlainGradients:
        """Carry a gradient ``(T, B, K)`` back to weights, bias and inputs."""
        d_xs, parameters = Readout(self.weight, self.bias).backward(trace.xs, d_logits)
        return PlainGradients(parameters, d_xs)

    @property
    def parameters(self) -> dict[str, Floats]:
        """The learnt arrays by name."""
        return parameters_of(self)

    @property
    def parameter_count(self) -> int:
        """How many numbers are learnt."""
        return self.weight.size + self.bias.size

    def with_parameters(self, parameters: Mapping[str, Floats]) -> PlainLayer:
        """Make the same layer with other numbers in it.

        Raises
        ------
        ValueError
            When a name is not one of :attr:`parameters` or a shape differs.
        """
        return replace(self, **renewed(self.parameters, parameters))
