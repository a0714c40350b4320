"""From token numbers or plain values to the input vectors x_t that a cell reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.validation import locked

Floats = NDArray[np.float64]
Inputs = NDArray[Any]
"""Token numbers ``(T, B)`` or values ``(T, B, D)``, as the encoder wants them."""


@dataclass(frozen=True)
class OneHot:
    """Give each token an axis of its own: x is 1 there and 0 elsewhere.

    Attributes
    ----------
    size : int
        Number of tokens, and so the length D of x.
    """

    size: int

    def __post_init__(self) -> None:
        """Refuse a vector without a place."""
        _check_size(self.size)

    def encode(self, inputs: Inputs) -> Floats:
        """Turn ids ``(T, B)`` into xs ``(T, B, size)``."""
        ids = _token_ids(inputs, self.size)
        return np.asarray(np.eye(self.size)[ids], dtype=np.float64)

    def backward(self, inputs: Inputs, d_xs: Floats) -> dict[str, Floats]:
        """Return no gradients: there is nothing to learn here."""
        return {}


@dataclass(frozen=True)
class Embedding:
    r"""Give each token a learnt vector.

    .. math:: x_t = E_{\mathrm{id}_t}, \qquad
        \frac{\partial L}{\partial E_v}
            = \sum_{t: \mathrm{id}_t = v} \frac{\partial L}{\partial x_t}

    Attributes
    ----------
    weight : ndarray
        ``(V, D)``: one row for each token; row 0 is the unknown one.

    References
    ----------
    Bengio, Ducharme, Vincent, Jauvin (2003). A neural probabilistic language model.
    """

    weight: Floats

    def __post_init__(self) -> None:
        """Refuse anything but a table of finite numbers."""
        object.__setattr__(self, "weight", locked("weight", self.weight, "V D"))

    @classmethod
    def init(cls, rng: np.random.Generator, tokens: int, size: int) -> Embedding:
        """Draw a table whose vectors have about length 1: ``(tokens, size)``."""
        return cls(rng.standard_normal((tokens, size)) / np.sqrt(size))

    @property
    def size(self) -> int:
        """Length D of x."""
        return int(self.weight.shape[1])

    def encode(self, inputs: Inputs) -> Floats:
        """Turn ids ``(T, B)`` into xs ``(T, B, D)``."""
        return self.weight[_token_ids(inputs, len(self.weight))]

    def backward(self, inputs: Inputs, d_xs: Floats) -> dict[str, Floats]:
        """Sum what arrives at every use of a token: ``d_weight (V, D)``."""
        d_weight = np.zeros_like(self.weight)
        np.add.at(d_weight, inputs, d_xs)
        return {"d_weight": d_weight}


@dataclass(frozen=True)
class Values:
    """Pass numbers through as they are.

    Attributes
    ----------
    size : int
        How many numbers arrive at each step, and so the length D of x.
    """

    size: int

    def __post_init__(self) -> None:
        """Refuse a vector without a place."""
        _check_size(self.size)

    def encode(self, inputs: Inputs) -> Floats:
        """Check values ``(T, B, size)`` and hand them on as xs."""
        inputs = np.asarray(inputs)
        if inputs.ndim != 3 or inputs.shape[2] != self.size:
            raise ValueError(f"inputs must be (T, B, D) with D = {self.size}; got {inputs.shape}")
        xs = np.array(inputs, dtype=np.float64)  # a trace outlives what the caller does next
        if not np.isfinite(xs).all():
            raise ValueError("inputs must be finite numbers; got nan or infinity")
        return xs

    def backward(self, inputs: Inputs, d_xs: Floats) -> dict[str, Floats]:
        """Return no gradients: there is nothing to learn here."""
        return {}


Encoder = OneHot | Embedding | Values


def _check_size(size: int) -> None:
    if size < 1:
        raise ValueError(f"x must have at least 1 number; got size {size}")


def _token_ids(inputs: Inputs, tokens: int) -> NDArray[np.intp]:
    inputs = np.asarray(inputs)
    if inputs.ndim != 2 or not np.issubdtype(inputs.dtype, np.integer):
        raise ValueError(
            f"inputs must be whole token ids (T, B); got {inputs.dtype} {inputs.shape}"
        )
    if inputs.size and (inputs.min() < 0 or inputs.max() >= tokens):
        raise ValueError(
            f"token ids must lie in 0...{tokens - 1}; got {inputs.min()}...{inputs.max()}"
        )
    return np.asarray(inputs, dtype=np.intp)
