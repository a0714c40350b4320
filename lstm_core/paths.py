"""The straight road from one cell state to the next, and whatever goes another way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.jacobians import step_jacobians
from lstm_core.lstm import LSTM
from lstm_core.model import Trace
from lstm_core.records import LSTMTrace, RNNTrace
from lstm_core.views import one_member

Floats = NDArray[np.float64]


def direct_path(trace: Trace, member: int = 0) -> Floats:
    r"""Multiply up the gates that keep: the part of the gradient that runs straight along.

    .. math:: \left. \frac{\partial c_T}{\partial c_t} \right|_{\text{direct}}
        = \prod_{k=t+1}^{T} f_k

    unit by unit; in a GRU the state is h, and the gate that keeps is z.

    Parameters
    ----------
    trace : LSTMTrace or GRUTrace
        A run.
    member : int
        Which sequence of the batch.

    Returns
    -------
    ndarray
        ``(T, H)`` in 0...1: at the last step 1.

    Raises
    ------
    ValueError
        When there is no such member, or no gate that keeps.

    References
    ----------
    Gers, Schmidhuber, Cummins (2000). Learning to forget: continual prediction with LSTM.
    """
    if isinstance(trace, RNNTrace):
        raise ValueError("an RNN has no gate that keeps, so there is no direct path")
    one = one_member(trace, member)
    kept = (one.f if isinstance(one, LSTMTrace) else one.z)[:, 0]
    return products_of_later(kept)


def products_of_later(factors: Floats) -> Floats:
    """Multiply, for each step, the factors ``(T, ...)`` of all later ones: at the last step 1."""
    products = np.ones_like(factors)
    products[:-1] = np.cumprod(factors[:0:-1], axis=0)[::-1]
    return products


class OneStepSplit(NamedTuple):
    """What one step lets through from one cell state to the next, in its two parts.

    Attributes
    ----------
    direct : ndarray
        ``(T, H)``: f_t, straight along the cell state, unit by unit.
    rest : ndarray
        ``(T, H, H)``: by way of the hidden state and the gates, from every unit to every unit.
    """

    direct: Floats
    rest: Floats


def one_step_split(cell: LSTM, trace: LSTMTrace, *, member: int = 0) -> OneStepSplit:
    r"""Take the derivative of each cell state by the one before apart.

    .. math:: \frac{\partial c_t}{\partial c_{t-1}} = D(f_t) +
        \frac{\partial c_t}{\partial h_{t-1}} \, D(o_{t-1} \odot \tanh'(c_{t-1}))

    At the first step the rest is 0: h0 was given and does not hang on c0.

    Parameters
    ----------
    cell : LSTM
        The cell that ran.
    trace : LSTMTrace
        Its run.
    member : int
        Which sequence of the batch.

    Returns
    -------
    OneStepSplit
        Both parts, at every step.

    Raises
    ------
    ValueError
        When there is no such member, or the cell has no cell state.

    References
    ----------
    Gers, Schmidhuber, Cummins (2000). Learning to forget: continual prediction with LSTM.
    """
    steps = step_jacobians(cell, trace, member=member)
    if steps.c_by_c is None or steps.c_by_h is None or steps.h_by_c is None:
        raise ValueError(f"{type(cell).__name__} has no cell state")
    rest = np.zeros_like(steps.c_by_h)
    rest[1:] = steps.c_by_h[1:] * steps.h_by_c[:-1, None, :]
    return OneStepSplit(steps.c_by_c, rest)
