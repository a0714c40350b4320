"""What a variant did and how the loss hangs on it, where its kin have no such record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.overrides import Override
from lstm_core.records import LSTMGradients

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PeepholeGradients(LSTMGradients):
    """How the loss changes with everything an LSTM with peepholes is and was given.

    Attributes
    ----------
    d_peepholes : ndarray
        ``(3H,)``; all else as in :class:`LSTMGradients`.
    """

    d_peepholes: Floats


@dataclass(frozen=True)
class RenewingTrace:
    """Everything a GRU did in whose convention z = 1 renews.

    Attributes
    ----------
    xs, h0, r, z, n, h, a_r, a_z, a_n, hn, overrides
        As in :class:`GRUTrace`; z is how much is new.
    kept, written : ndarray
        ``(T, B, H)``: what stays of the last hidden state, and what is new; together they are h.
    """

    xs: Floats
    h0: Floats
    r: Floats
    z: Floats
    n: Floats
    h: Floats
    a_r: Floats
    a_z: Floats
    a_n: Floats
    hn: Floats
    kept: Floats
    written: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class ResetFirstTrace:
    """Everything a GRU did whose reset gate acts before the matrix product.

    Attributes
    ----------
    xs, h0, r, z, n, h, a_r, a_z, a_n, overrides
        As in :class:`GRUTrace`.
    reset_h : ndarray
        ``(T, B, H)``: what the reset gate leaves of the last hidden state.
    kept, written : ndarray
        ``(T, B, H)``: what stays of the last hidden state, and what is new; together they are h.
    """

    xs: Floats
    h0: Floats
    r: Floats
    z: Floats
    n: Floats
    h: Floats
    a_r: Floats
    a_z: Floats
    a_n: Floats
    reset_h: Floats
    kept: Floats
    written: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class ResetFirstGradients:
    """How the loss changes with everything such a GRU is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias, d_xs, d_h0, d_h, d_a_r, d_a_z, d_a_n : ndarray
        As in :class:`GRUGradients`.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_xs: Floats
    d_h0: Floats
    d_h: Floats
    d_a_r: Floats
    d_a_z: Floats
    d_a_n: Floats
