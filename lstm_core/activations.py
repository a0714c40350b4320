"""The functions that squash a number, and how steep they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def sigmoid(x: ArrayLike) -> Floats:
    r"""Squash any number into 0 to 1: what a gate is made of.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}}

    Exact in the lower tail, where the often seen :math:`(1 + \tanh(x/2)) / 2` is 0 below -37:
    there a gate is nearly shut but not quite, and a logarithmic axis shows the difference.

    Parameters
    ----------
    x : array_like
        Any shape.

    Returns
    -------
    ndarray
        Of the same shape.

    Examples
    --------
    >>> sigmoid([0.0, 800.0, -800.0])
    array([0.5, 1. , 0. ])
    """
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(over="ignore"):
        return sigmoid_into(x, np.empty_like(x))


def sigmoid_into(x: Floats, out: Floats) -> Floats:
    """Compute the sigmoid of ``x`` into ``out``: no new array, for the loop over time.

    Below -709 the exponential is infinite and its reciprocal the right 0, so the caller ignores
    the overflow: once for the whole loop, because ``errstate`` costs as much as a NumPy call.
    """
    np.negative(x, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    return np.reciprocal(out, out)


def sigmoid_slope(x: ArrayLike) -> Floats:
    r"""How steep the sigmoid is at ``x``; never more than 1/4.

    .. math:: \sigma'(x) = \sigma(x)\,\sigma(-x)

    Not :math:`\sigma (1 - \sigma)`, which is 0 past 37, where the true slope is small but there.
    """
    x = np.asarray(x, dtype=np.float64)
    return sigmoid(x) * sigmoid(-x)


def sigmoid_slope_from_output(y: Floats) -> Floats:
    """How steep the sigmoid is where its value is ``y``: y (1 - y). 0 once y rounds to 1."""
    return y * (1.0 - y)


def tanh(x: ArrayLike) -> Floats:
    r"""Squash any number into -1 to 1: what a candidate is made of.

    .. math:: \tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2\,\sigma(2x) - 1
    """
    return np.tanh(np.asarray(x, dtype=np.float64))


def tanh_slope(x: ArrayLike) -> Floats:
    r"""How steep tanh is at ``x``; 1 at 0, and never more.

    .. math:: \tanh'(x) = 1 - \tanh^2(x) = 4\,\sigma(2x)\,\sigma(-2x)

    The right-hand form keeps all digits. :math:`1 - \tanh^2` loses them as tanh nears 1, the
    last one past \|x\| = 19: a slope of 10⁻¹⁷ would be drawn as 0.
    """
    return 4.0 * sigmoid_slope(2.0 * np.asarray(x, dtype=np.float64))


def tanh_slope_from_output(y: Floats) -> Floats:
    """How steep tanh is where its value is ``y``: 1 - y², as (1 - y)(1 + y). 0 once y rounds to 1.

    The product keeps the digits that squaring first would round away. The backward passes use
    it: at hand, cheap, and what it loses is below 10⁻¹⁶ of a gradient.
    """
    return (1.0 - y) * (1.0 + y)


def relu(x: ArrayLike) -> Floats:
    r"""Let positive numbers through and nothing else.

    .. math:: \mathrm{ReLU}(x) = \max(0, x)
    """
    return np.maximum(np.asarray(x, dtype=np.float64), 0.0)


def relu_slope(x: ArrayLike) -> Floats:
    """How steep ReLU is at ``x``: 1 above 0, else 0 (at 0 itself too, as PyTorch has it)."""
    return (np.asarray(x, dtype=np.float64) > 0.0).astype(np.float64)


def relu_slope_from_output(y: Floats) -> Floats:
    """How steep ReLU is where its value is ``y``: 1 where anything came through, else 0."""
    return relu_slope(y)


def softmax(x: ArrayLike) -> Floats:
    r"""Turn K numbers into K shares that sum to 1, along the last axis.

    .. math:: \mathrm{softmax}(x)_k = \frac{e^{x_k}}{\sum_j e^{x_j}}

    The largest is subtracted first: the shares stay the same and nothing overflows.

    Parameters
    ----------
    x : array_like
        ``(..., K)``.

    Returns
    -------
    ndarray
        ``(..., K)``.
    """
    x = np.asarray(x, dtype=np.float64)
    grown = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float64)


def softmax_slope(x: ArrayLike) -> Floats:
    r"""How each share changes with each number: the Jacobian of :func:`softmax`.

    .. math:: \frac{\partial p_k}{\partial x_j} = p_k (\delta_{kj} - p_j)

    Returns
    -------
    ndarray
        ``(..., K, K)``: [k, j].
    """
    p = softmax(x)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def relu_into(x: Floats, out: Floats) -> Floats:
    """Compute ReLU of ``x`` into ``out``."""
    return np.maximum(x, 0.0, out=out)


class Squash(NamedTuple):
    """An activation that a cell can be given, in the three forms that it needs."""

    function: Callable[[Floats], Floats]
    into: Callable[[Floats, Floats], Floats]
    slope_from_output: Callable[[Floats], Floats]


SQUASHES = {
    "tanh": Squash(tanh, np.tanh, tanh_slope_from_output),
    "relu": Squash(relu, relu_into, relu_slope_from_output),
}
