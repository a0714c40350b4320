"""A gradient taken apart: whose loss it comes from, which step it belongs to, where it is cut."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.decay import norms
from lstm_core.jacobians import step_jacobians, swept_back
from lstm_core.model import Cell, Gradients, Trace, run_back
from lstm_core.records import GRUGradients, LSTMGradients, RNNGradients
from lstm_core.validation import as_floats
from lstm_core.variants.records import ResetFirstGradients
from lstm_core.views import some_steps

Floats = NDArray[np.float64]


def itemised(cell: Cell, trace: Trace, d_h: ArrayLike, *, member: int = 0) -> Floats:
    r"""Measure how much of the gradient at each step comes from the loss at each later step.

    .. math:: G_{st} = \left\lVert \frac{\partial L_t}{\partial h_t}
        \frac{\partial h_t}{\partial h_s} \right\rVert, \qquad L = \sum_t L_t

    Row = who receives, column = whose loss. Left of the diagonal all is 0: a loss says nothing
    to the steps after it.

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        The cell that ran.
    trace : RNNTrace, LSTMTrace or GRUTrace
        Its run.
    d_h : array_like
        ``(T, B, H)``: the gradient that reaches each h_t from outside.
    member : int
        Which sequence of the batch.

    Returns
    -------
    ndarray
        ``(T, T)``: lengths of the vectors that :func:`itemised_vectors` gives.

    Raises
    ------
    ValueError
        When there is no such member, the trace is none of that cell, or ``d_h`` has another
        shape than the hidden states.
    """
    return norms(itemised_vectors(cell, trace, d_h, member=member))


def itemised_vectors(cell: Cell, trace: Trace, d_h: ArrayLike, *, member: int = 0) -> Floats:
    r"""Take the gradient at each step apart by the loss that it comes from.

    .. math:: \frac{\partial L}{\partial h_s} = \sum_{t \ge s}
        \frac{\partial L_t}{\partial h_t} \frac{\partial h_t}{\partial h_s}

    Parameters
    ----------
    cell, trace, d_h, member
        As for :func:`itemised`.

    Returns
    -------
    ndarray
        ``(T, T, H)``: at [s, t] the part of dLoss/dh_s that comes from the loss at step t.
        Their sum over t is the total.

    Raises
    ------
    ValueError
        When there is no such member, the trace is none of that cell, or ``d_h`` has another
        shape than the hidden states.
    """
    T, B, H = trace.h.shape
    given = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H)
    steps = step_jacobians(cell, trace, member=member)
    arriving = np.zeros((T, T, H))
    arriving[np.arange(T), np.arange(T)] = given[:, member]
    return swept_back(steps, arriving)[0]


def weight_terms(trace: Trace, gradients: Gradients) -> dict[str, Floats]:
    r"""Take the gradient of the shared weights apart, step by step.

    .. math:: \frac{\partial L}{\partial W_h} = \sum_{t=1}^{T} \delta a_t \, h_{t-1}^\top,
        \qquad \frac{\partial L}{\partial W_x} = \sum_t \delta a_t \, x_t^\top, \qquad
        \frac{\partial L}{\partial b} = \sum_t \delta a_t

    The weights are the same at every step; each step has a say in how they should change.

    Parameters
    ----------
    trace : RNNTrace, LSTMTrace or GRUTrace
        A run.
    gradients : RNNGradients, LSTMGradients or GRUGradients
        What ``backward`` made of it.

    Returns
    -------
    dict
        ``d_weight_ih (T, rows, D)``, ``d_weight_hh (T, rows, H)``, ``d_bias (T, rows)`` and
        for a GRU ``d_bias_hn (T, H)``: the term of each step, all members of the batch
        together. The sum over the steps is the gradient of that name.

    Raises
    ------
    ValueError
        When the gradients are of another cell or another run.
    """
    terms = {}
    if isinstance(gradients, ResetFirstGradients):
        raise ValueError("only the gradient of an RNN, an LSTM or a GRU is taken apart")
    d_a = d_recurrent = _by_row(gradients)  # (T, B, rows)
    made = type(gradients).__name__.removesuffix("Gradients") + "Trace"
    known = made == type(trace).__name__ and d_a.shape[2] == len(gradients.d_bias)
    if not known or gradients.d_h.shape != trace.h.shape:
        raise ValueError(f"these {type(gradients).__name__} are not of this {type(trace).__name__}")
    if isinstance(gradients, GRUGradients):
        parts = (gradients.d_a_r, gradients.d_a_z, gradients.d_hn)
        d_recurrent = np.concatenate(parts, axis=2)
        terms["d_bias_hn"] = gradients.d_hn.sum(axis=1)
    h_prev = np.concatenate([trace.h0[None], trace.h[:-1]])  # (T, B, H)
    terms["d_weight_ih"] = d_a.transpose(0, 2, 1) @ trace.xs
    terms["d_weight_hh"] = d_recurrent.transpose(0, 2, 1) @ h_prev
    terms["d_bias"] = d_a.sum(axis=1)
    return terms


def _by_row(gradients: RNNGradients | LSTMGradients | GRUGradients) -> Floats:
    """Gradients of the pre-activations in the order of the weights' rows."""
    if isinstance(gradients, RNNGradients):
        return gradients.d_a
    if isinstance(gradients, GRUGradients):
        return np.concatenate([gradients.d_a_r, gradients.d_a_z, gradients.d_a_n], axis=2)
    parts = (gradients.d_a_i, gradients.d_a_f, gradients.d_a_g, gradients.d_a_o)
    return np.concatenate(parts, axis=2)


def truncated_backward(cell: Cell, trace: Trace, d_h: ArrayLike, window: int) -> Gradients:
    """Carry the gradient back, but never over the border between two windows.

    The run stays as it was, and so do its states: memory is not shortened. Only learning is,
    because no step hears of a loss beyond its own window. The last window ends at the last
    step, and the first may be shorter. In PyTorch it is ``detach()`` at every border.

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        The cell that ran.
    trace : RNNTrace, LSTMTrace or GRUTrace
        Its run.
    d_h : array_like
        ``(T, B, H)``: the gradient that reaches each h_t from outside.
    window : int
        How many steps the gradient may run together, from 1.

    Returns
    -------
    RNNGradients, LSTMGradients or GRUGradients
        As from ``backward``, which it is once the window holds the whole sequence.

    Raises
    ------
    ValueError
        When the window is no whole number above 0, the trace is none of that cell, or ``d_h``
        has another shape than h.

    References
    ----------
    Williams, Peng (1990). An efficient gradient-based algorithm for on-line training of
    recurrent network trajectories.
    """
    if isinstance(window, bool) or not isinstance(window, int | np.integer) or window < 1:
        raise ValueError(f"window must be a whole number from 1; got {window!r}")
    T, B, H = trace.h.shape
    given = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H)
    parts: list[Any] = []
    for stop in range(T, 0, -int(window)):
        start = max(0, stop - int(window))
        parts.insert(0, run_back(cell, some_steps(trace, start, stop), given[start:stop]))
    joined: dict[str, Floats] = {}
    for name in (field.name for field in fields(parts[0])):
        arrays = [getattr(part, name) for part in parts]
        if name in ("d_h0", "d_c0"):
            joined[name] = arrays[0]
        elif arrays[0].ndim == 3:  # over time
            joined[name] = np.concatenate(arrays)
        else:
            joined[name] = np.sum(arrays, axis=0)
    whole: Gradients = replace(parts[0], **joined)
    return whole
