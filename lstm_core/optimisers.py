"""How a gradient moves the weights. An optimiser is a value: an update returns the next one.

Parameters are a dict of arrays; the gradient of ``name`` is called ``d_name``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Arrays = Mapping[str, Floats]
SQUARES_HOLD = (1e-200, 1e300)
"""Between these a sum of squares has lost nothing that counts to overflow or underflow."""


class Optimiser(Protocol):
    """Whatever turns parameters and gradients into better parameters."""

    def update(self, parameters: Arrays, gradients: Arrays) -> tuple[Self, dict[str, Floats]]:
        """Return the optimiser after this update, and the new parameters."""
        ...


@dataclass(frozen=True)
class SGD:
    r"""Step against the gradient.

    .. math:: \theta \leftarrow \theta - \eta \, \nabla_\theta L

    Attributes
    ----------
    rate : float
        The learning rate, eta.

    Examples
    --------
    >>> _, new = SGD(rate=0.001).update({"w": np.array([2.1])}, {"d_w": np.array([1.0])})
    >>> print(new["w"])
    [2.099]
    """

    rate: float

    def update(self, parameters: Arrays, gradients: Arrays) -> tuple[Self, dict[str, Floats]]:
        """Return the optimiser after this update, and the new parameters."""
        new = {name: p - self.rate * gradients[f"d_{name}"] for name, p in parameters.items()}
        return self, new


@dataclass(frozen=True)
class Momentum:
    r"""Step along a running sum of gradients, as a ball rolls.

    .. math:: v \leftarrow \mu v + \nabla_\theta L, \qquad \theta \leftarrow \theta - \eta v

    Attributes
    ----------
    rate : float
        The learning rate, eta.
    momentum : float
        How much of the velocity stays, mu.
    velocity : mapping
        v, by parameter; empty at the start.

    References
    ----------
    Polyak (1964). Some methods of speeding up the convergence of iteration methods.
    """

    rate: float
    momentum: float = 0.9
    velocity: Arrays = field(default_factory=dict)

    def update(self, parameters: Arrays, gradients: Arrays) -> tuple[Self, dict[str, Floats]]:
        """Return the optimiser after this update, and the new parameters."""
        velocity = {
            name: self.momentum * self.velocity.get(name, 0.0) + gradients[f"d_{name}"]
            for name in parameters
        }
        new = {name: p - self.rate * velocity[name] for name, p in parameters.items()}
        return replace(self, velocity=velocity), new


@dataclass(frozen=True)
class Adam:
    r"""Step by the mean gradient over its typical size, each weight by its own.

    .. math::
        m \leftarrow \beta_1 m + (1 - \beta_1) \nabla, \quad
        v \leftarrow \beta_2 v + (1 - \beta_2) \nabla^2, \quad
        \theta \leftarrow (1 - \eta \lambda) \theta
            - \eta \frac{m / (1 - \beta_1^k)}{\sqrt{v / (1 - \beta_2^k)} + \epsilon}

    Attributes
    ----------
    rate : float
        The learning rate, eta.
    beta1, beta2 : float
        How slowly the two means forget.
    epsilon : float
        What keeps the division finite.
    decay : float
        Weight decay lambda, apart from the gradient (AdamW); 0 is plain Adam.
    updates : int
        How many updates were made, k.
    m, v : mapping
        The two means, by parameter; empty at the start.

    References
    ----------
    Kingma, Ba (2015). Adam: a method for stochastic optimization.
    Loshchilov, Hutter (2019). Decoupled weight decay regularization.
    """

    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    decay: float = 0.0
    updates: int = 0
    m: Arrays = field(default_factory=dict)
    v: Arrays = field(default_factory=dict)

    def update(self, parameters: Arrays, gradients: Arrays) -> tuple[Self, dict[str, Floats]]:
        """Return the optimiser after this update, and the new parameters."""
        k = self.updates + 1
        m, v, new = {}, {}, {}
        for name, p in parameters.items():
            d_p = gradients[f"d_{name}"]
            m[name] = self.beta1 * self.m.get(name, 0.0) + (1.0 - self.beta1) * d_p
            v[name] = self.beta2 * self.v.get(name, 0.0) + (1.0 - self.beta2) * d_p**2
            mean = m[name] / (1.0 - self.beta1**k)
            size = np.sqrt(v[name] / (1.0 - self.beta2**k)) + self.epsilon
            new[name] = (1.0 - self.rate * self.decay) * p - self.rate * mean / size
        return replace(self, updates=k, m=m, v=v), new


def global_norm(gradients: Arrays) -> float:
    r"""Length of all gradients taken as one vector: :math:`\sqrt{\sum \nabla^2}`.

    Not finite only when a gradient is not: where a square is too large or too small for a float,
    the squares are taken of numbers scaled to about 1.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        total = sum(float(np.vdot(g, g)) for g in gradients.values())
    if SQUARES_HOLD[0] < total < SQUARES_HOLD[1]:
        return float(np.sqrt(total))
    largest = max((float(np.abs(g).max(initial=0.0)) for g in gradients.values()), default=0.0)
    if not np.isfinite(largest):
        return largest
    exponent = int(np.frexp(largest)[1])
    squares = (float(np.square(np.ldexp(g, -exponent)).sum()) for g in gradients.values())
    return float(np.ldexp(np.sqrt(sum(squares)), exponent))


def clip_by_norm(
    gradients: Arrays, limit: float, *, norm: float | None = None
) -> dict[str, Floats]:
    r"""Shorten the whole gradient to ``limit``, its direction unchanged.

    .. math:: \nabla \leftarrow \nabla \cdot \min(1, \mathrm{limit} / \lVert\nabla\rVert)

    Parameters
    ----------
    gradients : mapping of str to ndarray
        By name, of any shapes.
    limit : float
        Longest length allowed, above 0.
    norm : float, optional
        Their :func:`global_norm`, where it is known already.

    Returns
    -------
    dict
        The same names and shapes.

    Raises
    ------
    ValueError
        When the limit is not above 0, or the gradient is not finite and so has no direction.

    References
    ----------
    Pascanu, Mikolov, Bengio (2013). On the difficulty of training recurrent neural networks.
    """
    _check_limit(limit)
    norm = global_norm(gradients) if norm is None else norm
    if not np.isfinite(norm):
        raise ValueError("a gradient with NaN or infinity in it has no direction to keep")
    scale = 1.0 if norm <= limit else limit / norm
    return {name: scale * g for name, g in gradients.items()}


def clip_by_value(gradients: Arrays, limit: float) -> dict[str, Floats]:
    r"""Cut every entry to ``[-limit, limit]``; the direction may change.

    Raises
    ------
    ValueError
        When the limit is not above 0.
    """
    _check_limit(limit)
    return {name: np.clip(g, -limit, limit) for name, g in gradients.items()}


def _check_limit(limit: float) -> None:
    if not limit > 0:
        raise ValueError(f"the limit must be above 0; got {limit}")
