"""How well numbers sort what they are said to track, whatever their scale: scores by rank."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.validation import as_floats

Floats = NDArray[np.float64]


def midranks(values: ArrayLike) -> Floats:
    """Rank the numbers of each column from 1; equal ones share the mean of their ranks.

    Parameters
    ----------
    values : array_like
        ``(T, H)``.

    Returns
    -------
    ndarray
        ``(T, H)``.

    Examples
    --------
    >>> midranks([[0.5], [-1.0], [0.5], [7.0]]).T
    array([[2.5, 1. , 2.5, 4. ]])
    """
    values = as_floats("values", values, "T H")
    order = values.argsort(axis=0)
    in_order = np.take_along_axis(values, order, axis=0)
    T, H = values.shape
    place = np.arange(1, T + 1)[:, None]
    differs, edge = in_order[1:] != in_order[:-1], np.ones((1, H), dtype=np.bool_)
    first = np.maximum.accumulate(np.where(np.vstack([edge, differs]), place, 0), axis=0)
    last = np.where(np.vstack([differs, edge]), place, T)
    last = np.minimum.accumulate(last[::-1], axis=0)[::-1]
    ranks = np.empty((T, H))
    np.put_along_axis(ranks, order, (first + last) / 2.0, axis=0)
    return ranks


def area_under_roc(flags: NDArray[np.bool_], ranks: Floats) -> Floats:
    r"""Measure how often a number is larger where something is so than where it is not.

    .. math:: A = \frac{R_1 - n_1 (n_1 + 1) / 2}{n_1 n_0}
        = P(v_1 > v_0) + \tfrac{1}{2} P(v_1 = v_0)

    :math:`R_1` is the sum of the ranks where it is so. 1 and 0 mean that a threshold parts
    both without an error, 0.5 that the number tells nothing.

    Parameters
    ----------
    flags : ndarray of bool
        ``(T,)``: where it is so; at least one place is and one is not.
    ranks : ndarray
        ``(T, H)``: the midranks of each unit's numbers.

    Returns
    -------
    ndarray
        ``(H,)``, each in [0, 1].

    Raises
    ------
    ValueError
        When it is so everywhere or nowhere, or the shapes do not fit.

    References
    ----------
    Mann, Whitney (1947). On a test of whether one of two random variables is stochastically
    larger than the other. Hanley, McNeil (1982). The meaning and use of the area under a
    receiver operating characteristic (ROC) curve.
    """
    _check_fit(flags, ranks)
    so = int(flags.sum())
    not_so = len(flags) - so
    if not so or not not_so:
        raise ValueError("it must be so at one place and not so at another")
    return np.asarray((ranks[flags].sum(axis=0) - so * (so + 1) / 2.0) / (so * not_so))


def rank_correlation(numbers: NDArray[np.int64], ranks: Floats) -> Floats:
    r"""Measure how far numbers rise together with another, in whatever curve.

    .. math:: \rho = \frac{\sum_t (r_t - \bar r)(s_t - \bar s)}
        {\sqrt{\sum_t (r_t - \bar r)^2 \sum_t (s_t - \bar s)^2}}

    r and s are ranks. 1 and -1 mean that each is a rising or a falling curve of the other.

    Parameters
    ----------
    numbers : ndarray
        ``(T,)``.
    ranks : ndarray
        ``(T, H)``: the midranks of each unit's numbers.

    Returns
    -------
    ndarray
        ``(H,)``, each in [-1, 1]; 0 where one of both never changes.

    Raises
    ------
    ValueError
        When the shapes do not fit.

    References
    ----------
    Spearman (1904). The proof and measurement of association between two things.
    """
    _check_fit(numbers, ranks)
    r = midranks(numbers[:, None])
    r, s = r - r.mean(axis=0), ranks - ranks.mean(axis=0)
    lengths = np.sqrt(np.square(r).sum(axis=0) * np.square(s).sum(axis=0))
    together = (r * s).sum(axis=0)
    rho = np.zeros(s.shape[1])
    np.divide(together, lengths, out=rho, where=lengths > 0.0)
    return rho


def _check_fit(feature: NDArray[np.bool_] | NDArray[np.int64], ranks: Floats) -> None:
    if feature.shape != ranks.shape[:1]:
        raise ValueError(f"a feature must be (T,) with T = {len(ranks)}; got {feature.shape}")
