"""What a cell did and how the loss hangs on it: the records of a run, forwards and backwards.

One record serves the picture and the backward pass alike. Arrays over time are ``(T, B, ...)``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.overrides import Override

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RNNTrace:
    """Everything an RNN did with a batch of sequences.

    Attributes
    ----------
    xs : ndarray
        The inputs ``(T, B, D)``.
    h0 : ndarray
        The starting hidden state ``(B, H)``.
    a : ndarray
        Pre-activations ``(T, B, H)``.
    h : ndarray
        Hidden states ``(T, B, H)``, that of step 1 first.
    """

    xs: Floats
    h0: Floats
    a: Floats
    h: Floats


@dataclass(frozen=True)
class RNNGradients:
    """How the loss changes with everything an RNN is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias : ndarray
        Of the shapes of the parameters.
    d_xs : ndarray
        ``(T, B, D)``.
    d_h0 : ndarray
        ``(B, H)``.
    d_h : ndarray
        ``(T, B, H)``: the total at every step, from outside and through all later steps.
    d_a : ndarray
        ``(T, B, H)``: of the pre-activations.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_xs: Floats
    d_h0: Floats
    d_h: Floats
    d_a: Floats


@dataclass(frozen=True)
class LSTMTrace:
    """Everything an LSTM did with a batch of sequences.

    Attributes
    ----------
    xs : ndarray
        The inputs ``(T, B, D)``.
    h0, c0 : ndarray
        The starting states ``(B, H)``.
    i, f, g, o : ndarray
        Input gate, forget gate, candidate and output gate ``(T, B, H)``, as used: held values
        where there was an override.
    c, tanh_c, h : ndarray
        Cell states, their tanh, and hidden states ``(T, B, H)``, those of step 1 first.
    a_i, a_f, a_g, a_o : ndarray
        Pre-activations ``(T, B, H)``, as computed: also where the gate was held.
    overrides : tuple of Override
        What was held.
    """

    xs: Floats
    h0: Floats
    c0: Floats
    i: Floats
    f: Floats
    g: Floats
    o: Floats
    c: Floats
    tanh_c: Floats
    h: Floats
    a_i: Floats
    a_f: Floats
    a_g: Floats
    a_o: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class LSTMGradients:
    """How the loss changes with everything an LSTM is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias : ndarray
        Of the shapes of the parameters.
    d_xs : ndarray
        ``(T, B, D)``.
    d_h0, d_c0 : ndarray
        ``(B, H)``.
    d_h, d_c : ndarray
        ``(T, B, H)``: the total at every step, from outside and through all later steps.
    d_a_i, d_a_f, d_a_g, d_a_o : ndarray
        ``(T, B, H)``: of the pre-activations; 0 where the gate was held.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_xs: Floats
    d_h0: Floats
    d_c0: Floats
    d_h: Floats
    d_c: Floats
    d_a_i: Floats
    d_a_f: Floats
    d_a_g: Floats
    d_a_o: Floats


@dataclass(frozen=True)
class GRUTrace:
    """Everything a GRU did with a batch of sequences.

    Attributes
    ----------
    xs : ndarray
        The inputs ``(T, B, D)``.
    h0 : ndarray
        The starting hidden state ``(B, H)``.
    r, z, n : ndarray
        Reset gate, update gate and new state ``(T, B, H)``, as used: held values where there
        was an override.
    h : ndarray
        Hidden states ``(T, B, H)``, that of step 1 first.
    a_r, a_z, a_n : ndarray
        Pre-activations ``(T, B, H)``, as computed: also where the gate was held.
    hn : ndarray
        ``(T, B, H)``: what the last hidden state offers to the new one, before the reset gate.
    overrides : tuple of Override
        What was held.
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
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class GRUGradients:
    """How the loss changes with everything a GRU is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias, d_bias_hn : ndarray
        Of the shapes of the parameters.
    d_xs : ndarray
        ``(T, B, D)``.
    d_h0 : ndarray
        ``(B, H)``.
    d_h : ndarray
        ``(T, B, H)``: the total at every step, from outside and through all later steps.
    d_a_r, d_a_z, d_a_n, d_hn : ndarray
        ``(T, B, H)``: of the pre-activations, and of what the reset gate scales; 0 where the
        gate was held.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_bias_hn: Floats
    d_xs: Floats
    d_h0: Floats
    d_h: Floats
    d_a_r: Floats
    d_a_z: Floats
    d_a_n: Floats
    d_hn: Floats
