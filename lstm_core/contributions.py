"""Where a pre-activation came from: the input's part, each hidden unit's part and the bias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.records import LSTMTrace
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.reset_first import ResetFirstGRU

Array = NDArray[np.float64]

GATES_OF = {
    "LSTM": ("i", "f", "g", "o"),
    "GRU": ("r", "z", "n"),
    "RNN": ("a",),
    "CoupledLSTM": ("f", "g", "o"),
    "PeepholeLSTM": ("i", "f", "g", "o"),
    "RenewingGRU": ("r", "z", "n"),
    "ResetFirstGRU": ("r", "z", "n"),
}


@dataclass(frozen=True)
class Contributions:
    """The summands of one gate's pre-activation at every step.

    ``a_t = from_x_t + sum_j from_units_t[:, j] + bias``. For the new state of a GRU the units'
    part is scaled by the reset gate, and the scaled ``bias_hn`` comes on top. Where the reset
    gate acts first, it is the units themselves that are scaled.

    With peepholes what a unit's own cell state brings comes on top, as :func:`seen_through`
    has it.

    Attributes
    ----------
    from_x : (T, H)
        W_x x_t.
    from_units : (T, H, H)
        [t, unit, source]: W_h[unit, source] h_{t-1}[source].
    bias : (H,)
        The gate's bias.
    """

    from_x: Array
    from_units: Array
    bias: Array

    @property
    def from_h(self) -> Array:
        """W_h h_{t-1}: the sum of ``from_units`` over the sources, (T, H)."""
        summed: Array = self.from_units.sum(axis=2)
        return summed


def contributions(cell: Any, trace: Any, member: int = 0) -> dict[str, Contributions]:
    """Split every pre-activation of a run into its summands.

    Parameters
    ----------
    cell : LSTM, GRU, RNN or a variant of them
        The cell that ran.
    trace : LSTMTrace, GRUTrace, RNNTrace or that of the variant
        Its run.
    member : int
        Which sequence of the batch.

    Returns
    -------
    dict of str to Contributions
        By gate letter, in the order of the cell's rows; "a" for the one layer of an RNN.
    """
    gates = GATES_OF[type(cell).__name__]
    xs = np.asarray(trace.xs)[:, member]  # (T, D)
    before = np.asarray(trace.h0)[None, member]
    h_prev = np.concatenate([before, np.asarray(trace.h)[:-1, member]])  # (T, H)
    H = h_prev.shape[1]
    parts = {}
    for k, gate in enumerate(gates):
        rows = slice(k * H, (k + 1) * H)
        from_units = cell.weight_hh[rows] * h_prev[:, None, :]  # (T, H, H)
        if gate == "n":
            r = np.asarray(trace.r)[:, member]  # (T, H)
            first = isinstance(cell, ResetFirstGRU)
            from_units = from_units * (r[:, None, :] if first else r[:, :, None])
        parts[gate] = Contributions(xs @ cell.weight_ih[rows].T, from_units, cell.bias[rows])
    return parts


def seen_through(cell: PeepholeLSTM, trace: LSTMTrace, member: int = 0) -> dict[str, Array]:
    """Say what the cell state brings to each gate through its peephole.

    Parameters
    ----------
    cell : PeepholeLSTM
        The cell that ran.
    trace : LSTMTrace
        Its run.
    member : int
        Which sequence of the batch.

    Returns
    -------
    dict of str to ndarray
        ``(T, H)`` each: p_i c_{t-1}, p_f c_{t-1} and, of the output gate, p_o c_t.
    """
    p_i, p_f, p_o = np.split(cell.peepholes, 3)
    c = trace.c[:, member]
    c_prev = np.concatenate([trace.c0[None, member], c[:-1]])  # (T, H)
    return {"i": p_i * c_prev, "f": p_f * c_prev, "o": p_o * c}
