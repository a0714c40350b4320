"""How each state hangs on the states before it: over one step, and over many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import Cell, Trace, run_back
from lstm_core.records import GRUTrace, LSTMTrace, RNNTrace
from lstm_core.rnn import RNN
from lstm_core.validation import one_of
from lstm_core.views import one_member, repeated

Floats = NDArray[np.float64]

TINY, FLUSHED = 1e-280, 8
"""Below this, every so many steps, a gradient becomes 0: soon it would be denormal, and products
of denormal numbers take several times as long."""


@dataclass(frozen=True)
class StepJacobians:
    r"""Partial derivatives of one step, at every step of one sequence.

    An RNN and a GRU have one state, so there is one: :math:`\partial h_t / \partial h_{t-1}`.
    An LSTM first makes c from ``c_prev`` and ``h_prev``, and then h from c and ``h_prev``, so
    there are four, each with everything else held.

    Attributes
    ----------
    h_by_h : ndarray
        ``(T, H, H)``: :math:`\partial h_t / \partial h_{t-1}`; in an LSTM only what goes
        through the output gate.
    c_by_h : ndarray or None
        ``(T, H, H)``: :math:`\partial c_t / \partial h_{t-1}`, through the gates i, f and g.
    c_by_c : ndarray or None
        ``(T, H)``: :math:`\partial c_t / \partial c_{t-1} = f_t`, the diagonal; all else is 0.
    h_by_c : ndarray or None
        ``(T, H)``: :math:`\partial h_t / \partial c_t = o_t \odot \tanh'(c_t)`, likewise.
    """

    h_by_h: Floats
    c_by_h: Floats | None = None
    c_by_c: Floats | None = None
    h_by_c: Floats | None = None


def step_jacobians(cell: Cell, trace: Trace, *, member: int = 0) -> StepJacobians:
    r"""Work out how the states of each step hang on those of the step before.

    .. math::
        \text{RNN} \quad & \frac{\partial h_t}{\partial h_{t-1}} = D(A'(a_t)) \, W_h \\
        \text{LSTM} \quad & \frac{\partial c_t}{\partial h_{t-1}} =
            D(g_t \sigma'(a^i_t)) W_{hi} + D(c_{t-1} \sigma'(a^f_t)) W_{hf}
            + D(i_t A'(a^g_t)) W_{hg} \\
        \text{GRU} \quad & \frac{\partial h_t}{\partial h_{t-1}} = D(z_t)
            + D((h_{t-1} - n_t) \sigma'(a^z_t)) W_{hz} \\
            & \qquad + D((1 - z_t) \tanh'(a^n_t))
            \left[ D(m_t \sigma'(a^r_t)) W_{hr} + D(r_t) W_{hn} \right]

    where D makes a diagonal matrix, A is the cell's activation (tanh or ReLU) and
    :math:`m_t = W_{hn} h_{t-1} + b_{hn}`.

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        The cell that ran.
    trace : RNNTrace, LSTMTrace or GRUTrace
        Its run. Gates that were held are constants.
    member : int
        Which sequence of the batch.

    Returns
    -------
    StepJacobians
        Numbers past 10³⁰⁸ stand in it as infinity or NaN, without a warning.

    Raises
    ------
    ValueError
        When there is no such member, or the trace is none of that cell.

    Examples
    --------
    >>> cell = RNN(np.zeros((1, 1)), np.array([[0.5]]), np.zeros(1))
    >>> print(step_jacobians(cell, cell.forward(np.zeros((3, 1, 1)))).h_by_h.ravel())
    [0.5 0.5 0.5]
    """
    one = one_member(trace, member)
    with np.errstate(over="ignore", invalid="ignore"):
        if isinstance(cell, RNN) and isinstance(one, RNNTrace):
            return StepJacobians(cell.slopes(one) * cell.weight_hh)
        if isinstance(cell, LSTM) and isinstance(one, LSTMTrace):
            return _of_lstm(cell, one)
        if isinstance(cell, GRU) and isinstance(one, GRUTrace):
            return StepJacobians(_of_gru(cell, one))
    raise ValueError(f"{type(trace).__name__} is no trace of {type(cell).__name__}")


def _of_lstm(cell: LSTM, trace: LSTMTrace) -> StepJacobians:
    slopes = cell.slopes(trace)  # (T, 6, H, 1)
    H = cell.hidden_size
    by_gate = cell.weight_hh.reshape(4, H, H)
    return StepJacobians(
        h_by_h=slopes[:, 4] * by_gate[3],
        c_by_h=np.einsum("tgh,ghk->thk", slopes[:, 1:4, :, 0], by_gate[:3]),
        c_by_c=slopes[:, 0, :, 0],
        h_by_c=slopes[:, 5, :, 0],
    )


def _of_gru(cell: GRU, trace: GRUTrace) -> Floats:
    kept, to_n, to_z, n_to_r, n_to_hn = cell.slopes(trace).transpose(1, 0, 2, 3)  # (T, H, 1) each
    W_r, W_z, W_n = np.split(cell.weight_hh, 3)
    through = to_z * W_z + to_n * (n_to_r * W_r + n_to_hn * W_n)  # (T, H, H)
    units = np.arange(cell.hidden_size)
    through[:, units, units] += kept[:, :, 0]
    return np.asarray(through, dtype=np.float64)


def state_jacobians(
    cell: Cell,
    trace: Trace,
    *,
    of: Literal["h", "c"] = "h",
    wrt: Literal["h", "c"] = "h",
    member: int = 0,
) -> Floats:
    r"""Work out how the last state hangs on each state before it, through every path.

    .. math:: J_t = \frac{\partial s_T}{\partial s_t}, \qquad J_T = I, \qquad
        J_{t-1} = J_t \, \frac{\partial s_t}{\partial s_{t-1}}

    The state s is h in an RNN and a GRU, and h and c together in an LSTM.

    All H rows are swept back at once: that is one pass, where automatic differentiation makes H.

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        The cell that ran.
    trace : RNNTrace, LSTMTrace or GRUTrace
        Its run. Gates that were held are constants.
    of, wrt : {"h", "c"}
        Which state is differentiated, and by which. "c" is for the LSTM only. As in
        :class:`LSTMGradients`, h_t alone is changed where it is by h; where it is by c, h_t
        follows, for it is made from c_t.
    member : int
        Which sequence of the batch.

    Returns
    -------
    ndarray
        ``(T, H, H)``: at [t, j, k] the derivative of unit j at the last step by unit k at
        step t. Below 10⁻²⁸⁰ it may be 0.

    Raises
    ------
    ValueError
        When there is no such member or state, or the trace is none of that cell.

    References
    ----------
    Pascanu, Mikolov, Bengio (2013). On the difficulty of training recurrent neural networks.

    Examples
    --------
    >>> cell = RNN(np.zeros((1, 1)), np.array([[0.5]]), np.zeros(1))
    >>> print(state_jacobians(cell, cell.forward(np.zeros((3, 1, 1)))).ravel())
    [0.25 0.5  1.  ]
    """
    states = ("h", "c") if isinstance(cell, LSTM) else ("h",)
    one_of("of", of, states)
    one_of("wrt", wrt, states)
    steps = step_jacobians(cell, trace, member=member)
    T, H, _ = steps.h_by_h.shape
    d_h, d_c_last = np.zeros((T, H, H)), np.zeros((H, H))
    (d_h[-1] if of == "h" else d_c_last)[...] = np.eye(H)
    d_h, d_c = swept_back(steps, d_h, d_c_last)
    return d_h if wrt == "h" else d_c


def swept_back(
    steps: StepJacobians, arriving: Floats, d_c_last: Floats | None = None
) -> tuple[Floats, Floats]:
    """Carry R gradients back side by side.

    Parameters
    ----------
    steps : StepJacobians
        Of the sequence.
    arriving : ndarray
        ``(T, R, H)``: what reaches each h_t from outside. It becomes the first result.
    d_c_last : ndarray, optional
        ``(R, H)``: what reaches the last c from outside; none when None.

    Returns
    -------
    d_h, d_c : ndarray
        ``(T, R, H)`` each: the totals, from outside and through all later steps. ``d_c`` is 0
        where there is no cell state. Below 10⁻²⁸⁰ they may be 0.
    """
    d_h, d_c = arriving, np.zeros_like(arriving)
    if d_c_last is not None:
        d_c[-1] = d_c_last
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(len(d_h) - 1, -1, -1):
            before = d_h[t].dot(steps.h_by_h[t])
            if steps.c_by_h is not None and steps.c_by_c is not None and steps.h_by_c is not None:
                d_c[t] += d_h[t] * steps.h_by_c[t]
                before += d_c[t].dot(steps.c_by_h[t])
                if t:
                    d_c[t - 1] = d_c[t] * steps.c_by_c[t]
            if t:
                d_h[t - 1] += before
            if t and t % FLUSHED == 0:
                for d in (d_h[t - 1], d_c[t - 1]):
                    d[np.abs(d) < TINY] = 0.0
    return d_h, d_c


def input_jacobians(cell: Cell, trace: Trace, *, member: int = 0) -> Floats:
    r"""Work out how the last hidden state hangs on each input: what is left of it there.

    .. math:: \frac{\partial h_T}{\partial x_t}

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        The cell that ran.
    trace : RNNTrace, LSTMTrace or GRUTrace
        Its run. Gates that were held are constants.
    member : int
        Which sequence of the batch.

    Returns
    -------
    ndarray
        ``(T, H, D)``: at [t, j, k] the derivative of unit j at the last step by number k of
        the input at step t.

    Raises
    ------
    ValueError
        When there is no such member, or the trace is none of that cell.
    """
    T, _, H = trace.h.shape
    d_h = np.zeros((T, H, H))
    d_h[-1] = np.eye(H)  # one member for each unit of h_T
    return run_back(cell, repeated(one_member(trace, member), H), d_h).d_xs
