"""From answer to error: each loss returns its value and its gradient together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Targets = NDArray[Any]


@dataclass(frozen=True)
class Loss:
    """How wrong an answer is, and which way to move it.

    Attributes
    ----------
    value : float
        Weighted mean over steps and batch.
    d_logits : ndarray
        ``(T, B, K)``: the gradient of ``value`` with respect to the answer.
    """

    value: float
    d_logits: Floats


LossFunction = Callable[[Floats, Targets, "Floats | None"], Loss]


def softmax_cross_entropy(logits: Floats, targets: Targets, weights: Floats | None = None) -> Loss:
    r"""Compare class scores with the right class.

    .. math:: L = -\frac{1}{\sum w} \sum_{t,b} w_{tb} \log p_{tb,k^*}, \qquad
        p = \mathrm{softmax}(y), \qquad
        \frac{\partial L}{\partial y_{tbk}} = \frac{w_{tb}}{\sum w} (p_{tbk} - [k = k^*])

    Parameters
    ----------
    logits : ndarray
        ``(T, B, K)``.
    targets : ndarray of int
        ``(T, B)``: the number of the right class.
    weights : ndarray, optional
        ``(T, B)``: how much each step counts; 1 everywhere when None. A loss at the end only
        has weight 1 there and 0 elsewhere.

    Returns
    -------
    Loss
        Value and gradient.

    Raises
    ------
    ValueError
        When shapes do not fit, a target is no class, or all weights are 0.

    References
    ----------
    Bridle (1990). Probabilistic interpretation of feedforward classification network outputs.
    """
    if logits.ndim != 3 or targets.shape != logits.shape[:2]:
        raise ValueError(
            f"logits must be (T, B, K) and targets (T, B); got {logits.shape}, {targets.shape}"
        )
    if not np.issubdtype(targets.dtype, np.integer):
        raise ValueError(f"targets must be whole class numbers; got {targets.dtype}")
    if targets.size and (targets.min() < 0 or targets.max() >= logits.shape[2]):
        raise ValueError(f"targets must lie in 0...{logits.shape[2] - 1}")
    share = _shares(logits, weights)
    asked = share.any(axis=(1, 2))  # an answer that nobody asks for costs nothing
    if asked.all():
        return Loss(*_compared(logits, targets, share))
    d_logits = np.zeros_like(logits)
    value, d_logits[asked] = _compared(logits[asked], targets[asked], share[asked])
    return Loss(value, d_logits)


def _compared(logits: Floats, targets: Targets, share: Floats) -> tuple[float, Floats]:
    p = logits - logits.max(axis=2, keepdims=True)
    right = targets[..., None]
    log_right = np.take_along_axis(p, right, axis=2)
    np.exp(p, p)
    total = p.sum(axis=2, keepdims=True)
    log_p = log_right - np.log(total)  # (T, B, 1)
    p *= share / total
    d_right = np.take_along_axis(p, right, axis=2) - share
    np.put_along_axis(p, right, d_right, axis=2)
    return -float((share * log_p).sum()), p


def mean_squared_error(logits: Floats, targets: Targets, weights: Floats | None = None) -> Loss:
    r"""Compare numbers with the right numbers.

    .. math:: L = \frac{1}{K \sum w} \sum_{t,b,k} w_{tb} (y_{tbk} - y^*_{tbk})^2

    Parameters
    ----------
    logits, targets : ndarray
        ``(T, B, K)``: the model's numbers and the right ones.
    weights : ndarray, optional
        ``(T, B)``: how much each step counts; 1 everywhere when None.

    Returns
    -------
    Loss
        Value and gradient.

    Raises
    ------
    ValueError
        When shapes do not fit or all weights are 0.
    """
    if logits.ndim != 3 or targets.shape != logits.shape:
        raise ValueError(
            f"logits and targets must both be (T, B, K); got {logits.shape}, {targets.shape}"
        )
    share = _shares(logits, weights) / logits.shape[2]
    error = logits - targets
    return Loss(float((share * error**2).sum()), 2.0 * share * error)


def accuracy(logits: Floats, targets: Targets, weights: Floats | None = None) -> float | None:
    """Measure the share of answers whose highest score is the right class.

    Steps count by their weights, as in the loss. None when the targets are numbers to
    approach, ``(T, B, K)``, and not classes, ``(T, B)``: then there is no right or wrong.
    """
    if targets.ndim != 2 or not np.issubdtype(targets.dtype, np.integer):
        return None
    share = _shares(logits, weights)[..., 0]
    return float((share * (logits.argmax(axis=2) == targets)).sum())


def _shares(logits: Floats, weights: Floats | None) -> Floats:
    """Weights that sum to 1: ``(T, B, 1)``."""
    weights = np.ones(logits.shape[:2]) if weights is None else weights
    if weights.shape != logits.shape[:2]:
        raise ValueError(f"weights must be (T, B) = {logits.shape[:2]}; got {weights.shape}")
    total = weights.sum()
    if not total > 0:
        raise ValueError("at least one step must have a weight above 0")
    return np.asarray(weights[..., None] / total, dtype=np.float64)
