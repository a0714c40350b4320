"""One number multiplied again and again: what becomes of it, and of its slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import relu_slope, sigmoid_slope, tanh_slope
from lstm_core.squashings import FUNCTIONS, unchanged
from lstm_core.validation import one_of

Floats = NDArray[np.float64]


def _one(x: ArrayLike) -> Floats:
    return np.ones_like(unchanged(x))


_SLOPES = {"sigmoid": sigmoid_slope, "tanh": tanh_slope, "relu": relu_slope, "none": _one}


@dataclass(frozen=True)
class Repetition:
    """What a repeated step made of one number.

    Attributes
    ----------
    values : ndarray
        ``(N + 1,)``: the number before the first step and after each.
    slopes : ndarray
        ``(N,)``: how much each step alone multiplies a small change by.
    chain : ndarray
        ``(N + 1,)``: how much all steps so far do: the product of their slopes, 1 before any.
    """

    values: Floats
    slopes: Floats
    chain: Floats


def repetition(start: float, factor: float, steps: int, squash: str = "none") -> Repetition:
    r"""Multiply a number by the same factor again and again, and squash it each time.

    .. math:: v_n = s(w\,v_{n-1}), \qquad
        \frac{\partial v_n}{\partial v_0} = \prod_{k=1}^{n} w\,s'(w\,v_{k-1})

    It is an RNN of one unit that reads nothing, with its gradient (Bengio, Simard, Frasconi 1994).

    Parameters
    ----------
    start, factor : float
        :math:`v_0` and w.
    steps : int
        N, at least 1.
    squash : {"none", "tanh", "sigmoid", "relu"}
        What each product goes through; "none" leaves it as it is.

    Returns
    -------
    Repetition
        Values past 10³⁰⁸ stand in it as infinity, without a warning.

    Raises
    ------
    ValueError
        When a number is not finite, there is no step, or no such function.

    Examples
    --------
    >>> repetition(1.0, 2.0, 3).values
    array([1., 2., 4., 8.])
    """
    one_of("squash", squash, tuple(FUNCTIONS))
    if not (np.isfinite(start) and np.isfinite(factor)):
        raise ValueError(f"start and factor must be finite numbers; got {start} and {factor}")
    if steps < 1:
        raise ValueError(f"there must be at least one step; got {steps}")
    values, slopes = np.empty(steps + 1), np.empty(steps)
    values[0] = start
    with np.errstate(over="ignore", invalid="ignore"):
        for n in range(steps):
            product = factor * values[n]
            values[n + 1] = FUNCTIONS[squash](product)
            slopes[n] = factor * _SLOPES[squash](product)
        chain = np.concatenate([[1.0], np.cumprod(slopes)])
    return Repetition(values, slopes, chain)
