"""How fast something fades or grows: lengths, half-lives, and what a matrix does to a vector."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.validation import as_floats

Floats = NDArray[np.float64]


def norms(vectors: ArrayLike) -> Floats:
    r"""Measure how long each vector is: :math:`\lVert v \rVert = \sqrt{\sum_k v_k^2}`.

    Squares of numbers below 10⁻¹⁶² are 0, so each vector is first scaled by its largest entry:
    a gradient that has all but vanished keeps its place on a logarithmic axis.

    Parameters
    ----------
    vectors : array_like
        ``(..., H)``.

    Returns
    -------
    ndarray
        ``(...)``. Not finite where a vector is not, or where its length passes 10³⁰⁸.

    Raises
    ------
    ValueError
        When the vectors have no entry.

    Examples
    --------
    >>> print(norms([[3e-200, 4e-200]]))
    [5.e-200]
    """
    v = np.asarray(vectors, dtype=np.float64)
    if v.ndim < 1 or v.shape[-1] < 1:
        raise ValueError(f"vectors must be (..., H) with H from 1; got {v.shape}")
    largest = np.abs(v).max(axis=-1)
    scale = np.where((largest > 0.0) & np.isfinite(largest), largest, 1.0)
    with np.errstate(invalid="ignore", over="ignore"):
        lengths = scale * np.sqrt(np.square(v / scale[..., None]).sum(axis=-1))
    return np.asarray(np.where(np.isfinite(largest), lengths, largest), dtype=np.float64)


def steps_to(curve: ArrayLike, share: float) -> float:
    r"""Count the steps until a curve has first fallen to a share of where it began.

    Between two steps it is taken to fall by the same factor all along, as an exponential does.

    Parameters
    ----------
    curve : array_like
        ``(T,)``: sizes, in the order in which they fade; a gradient last step first.
    share : float
        Between 0 and 1.

    Returns
    -------
    float
        Steps, not a whole number; infinite when the curve never gets there.

    Raises
    ------
    ValueError
        When a size is negative, the first is 0, or the share is not between 0 and 1.

    Examples
    --------
    >>> steps_to([1.0, 0.1, 0.01], 0.001)
    inf
    >>> round(steps_to([8.0, 4.0, 2.0, 1.0], 0.25), 6)
    2.0
    """
    sizes = _sizes(curve)
    if not 0.0 < share < 1.0:
        raise ValueError(f"share must lie between 0 and 1; got {share}")
    with np.errstate(divide="ignore"):
        fallen = np.log(sizes) - math.log(sizes[0])
    wanted = math.log(share)
    there = np.flatnonzero(fallen <= wanted)
    if not there.size:
        return math.inf
    last = int(there[0])
    before, after = float(fallen[last - 1]), float(fallen[last])
    return last - 1 + ((before - wanted) / (before - after) if math.isfinite(after) else 1.0)


def half_life(curve: ArrayLike) -> float:
    r"""Count the steps in which a curve falls to one half, again and again.

    .. math:: \log s_t \approx \log s_0 - \lambda t, \qquad t_{1/2} = \frac{\ln 2}{\lambda}

    The rate is that of the straight line that fits the logarithms best, so that one uneven
    step does not decide it.

    Parameters
    ----------
    curve : array_like
        ``(T,)``: sizes, in the order in which they fade; a gradient last step first. What is
        exactly 0 is left out: there nothing is left to halve.

    Returns
    -------
    float
        Steps, not a whole number; infinite when the curve does not fall on the whole, and 0
        when nothing is left after the first step.

    Raises
    ------
    ValueError
        When a size is negative or the first is 0.

    Examples
    --------
    >>> round(half_life([8.0, 4.0, 2.0, 1.0]), 6)
    1.0
    """
    sizes = _sizes(curve)
    steps = np.flatnonzero(sizes)
    if len(steps) < 2:
        return 0.0 if len(sizes) > 1 else math.inf
    away, logs = steps - steps.mean(), np.log(sizes[steps])
    rate = -float(away @ logs) / float(away @ away)
    return math.log(2.0) / rate if rate > 0.0 else math.inf


def spectral_radius(weight: ArrayLike) -> float:
    r"""Measure the largest eigenvalue: :math:`\rho(W) = \max_k |\lambda_k|`.

    What a linear recurrence is multiplied by at each step in the long run: below 1 it fades,
    above 1 it explodes.

    Parameters
    ----------
    weight : array_like
        ``(H, H)``.

    Returns
    -------
    float
        From 0.

    Raises
    ------
    ValueError
        When it is not square or not finite.

    Examples
    --------
    >>> round(spectral_radius([[0.0, 4.0], [1.0, 0.0]]), 6)
    2.0
    """
    return float(np.abs(np.linalg.eigvals(_square(weight))).max())


def largest_singular_value(weight: ArrayLike) -> float:
    r"""Measure the most that a vector can grow in one step.

    .. math:: \sigma_1(W) = \max_{\lVert v \rVert = 1} \lVert W v \rVert

    Below 1 a gradient through a tanh network must vanish, whatever the sequence.

    Parameters
    ----------
    weight : array_like
        ``(H, H)``.

    Returns
    -------
    float
        From 0.

    Raises
    ------
    ValueError
        When it is not square or not finite.

    References
    ----------
    Pascanu, Mikolov, Bengio (2013). On the difficulty of training recurrent neural networks.

    Examples
    --------
    >>> round(largest_singular_value([[0.0, 4.0], [1.0, 0.0]]), 6)
    4.0
    """
    return float(largest_singular_values(_square(weight)[None])[0])


def largest_singular_values(matrices: ArrayLike) -> Floats:
    """Measure the same of many matrices at once, of any size of number.

    Each is first scaled by its largest entry, as in :func:`norms`.

    Parameters
    ----------
    matrices : array_like
        ``(T, H, K)``.

    Returns
    -------
    ndarray
        ``(T,)``: infinite where a matrix is not finite.
    """
    given = np.asarray(matrices, dtype=np.float64)
    size = np.abs(given).max(axis=(1, 2))
    scale = np.where((size > 0.0) & np.isfinite(size), size, 1.0)
    sound = np.where(np.isfinite(size)[:, None, None], given / scale[:, None, None], 0.0)
    squares = np.linalg.eigvalsh(sound.transpose(0, 2, 1) @ sound)[:, -1]
    return np.where(np.isfinite(size), scale * np.sqrt(np.maximum(squares, 0.0)), np.inf)


def _sizes(curve: ArrayLike) -> Floats:
    sizes = as_floats("curve", curve, "T")
    if sizes[0] <= 0.0 or sizes.min() < 0.0:
        raise ValueError("a curve must start above 0 and hold no negative size")
    return sizes


def _square(weight: ArrayLike) -> Floats:
    array = as_floats("weight", weight, "H K")
    return as_floats("weight", array, "H H", H=len(array))
