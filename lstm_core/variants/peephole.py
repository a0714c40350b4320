"""The LSTM whose gates look at the cell state itself, not only at what was shown of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import (
    sigmoid,
    sigmoid_slope_from_output,
    tanh_slope_from_output,
)
from lstm_core.layout import swapped
from lstm_core.lstm import GATE_ORDER, LSTM
from lstm_core.overrides import Override, check_overrides, cut, hold
from lstm_core.records import LSTMTrace
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights, clip_limit, locked, starting_state
from lstm_core.variants.records import PeepholeGradients

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PeepholeLSTM(Sizes):
    r"""A long short-term memory cell with peepholes.

    .. math::
        i_t &= \sigma(W_{xi} x_t + W_{hi} h_{t-1} + p_i \odot c_{t-1} + b_i) \\
        f_t &= \sigma(W_{xf} x_t + W_{hf} h_{t-1} + p_f \odot c_{t-1} + b_f) \\
        g_t &= \tanh(W_{xg} x_t + W_{hg} h_{t-1} + b_g) \\
        c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
        o_t &= \sigma(W_{xo} x_t + W_{ho} h_{t-1} + p_o \odot c_t + b_o) \\
        h_t &= o_t \odot \tanh(c_t)

    Each unit's gates see the cell state of that unit alone, so that a peephole is one number a
    unit. The output gate comes last and sees the new state. With all peepholes 0 it is an LSTM.

    Attributes
    ----------
    weight_ih : ndarray
        ``(4H, D)``, from the input; rows of i, f, g, o in this order.
    weight_hh : ndarray
        ``(4H, H)``, from the last hidden state.
    bias : ndarray
        ``(4H,)``.
    peepholes : ndarray
        ``(3H,)``: of i, f, o in this order.

    Raises
    ------
    ValueError
        When the shapes do not fit each other or a number is not finite.

    References
    ----------
    Gers, Schmidhuber (2000). Recurrent nets that time and count.

    Examples
    --------
    >>> cell = PeepholeLSTM.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> cell.parameter_count - LSTM.init(np.random.default_rng(0), 3, 5).parameter_count
    15
    """

    weight_ih: Floats
    weight_hh: Floats
    bias: Floats
    peepholes: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        for name, array in cell_weights(self.weight_ih, self.weight_hh, self.bias, 4).items():
            object.__setattr__(self, name, array)
        own = locked("peepholes", self.peepholes, "rows", rows=3 * self.hidden_size)
        object.__setattr__(self, "peepholes", own)

    @classmethod
    def init(
        cls,
        rng: np.random.Generator,
        input_size: int,
        hidden_size: int,
        *,
        forget_bias: float = 1.0,
    ) -> PeepholeLSTM:
        """Draw an LSTM, and a small peephole for every unit of i, f and o."""
        plain = LSTM.init(rng, input_size, hidden_size, forget_bias=forget_bias)
        peepholes = rng.uniform(-0.5, 0.5, 3 * hidden_size)
        return cls(plain.weight_ih, plain.weight_hh, plain.bias, peepholes)

    def step(self, x: Floats, h_prev: Floats, c_prev: Floats) -> tuple[Floats, Floats]:
        """Do one time step, as the equations have it: from ``x (B, D)`` and states ``(B, H)``."""
        joined = np.concatenate([h_prev, x], axis=-1)
        a = joined @ self.weight_joined.T + self.bias
        a_i, a_f, a_g, a_o = np.split(a, 4, axis=-1)
        p_i, p_f, p_o = np.split(self.peepholes, 3)
        f = sigmoid(a_f + p_f * c_prev)
        kept = f * c_prev
        i = sigmoid(a_i + p_i * c_prev)
        g = np.tanh(a_g)
        written = i * g
        c = kept + written
        o = sigmoid(a_o + p_o * c)
        h = o * np.tanh(c)
        return h, c

    def forward(
        self,
        xs: ArrayLike,
        h0: ArrayLike | None = None,
        c0: ArrayLike | None = None,
        *,
        overrides: Sequence[Override] = (),
    ) -> LSTMTrace:
        """Read a batch of sequences: :meth:`step` for every step.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)``.
        h0, c0 : array_like, optional
            Starting states ``(B, H)``; zeros when None.
        overrides : sequence of Override
            Gates to hold at a value.

        Returns
        -------
        LSTMTrace
            Everything that happened; the pre-activations hold what the peepholes brought.
            Numbers that grow past 10³⁰⁸ stand in it as infinity or NaN, without a warning.

        Raises
        ------
        ValueError
            When a shape is not as above, a number is not finite, or an override asks for what
            the cell does not have.
        """
        xs = as_floats("xs", xs, "T B D", D=self.input_size)
        T, B, H = len(xs), xs.shape[1], self.hidden_size
        h_prev = h0 = starting_state("h0", h0, B, H)
        c_prev = c0 = starting_state("c0", c0, B, H)
        check_overrides(overrides, GATE_ORDER, T, H)
        p_i, p_f, p_o = np.split(self.peepholes, 3)
        c, tanh_c, h = np.empty((3, T, B, H))
        i, f, g, o = gates = np.empty((4, T, B, H))
        held = dict(zip(GATE_ORDER, map(swapped, gates), strict=True))
        with np.errstate(over="ignore", invalid="ignore"):
            a = xs @ self.weight_ih.T + self.bias  # (T, B, 4H)
            a_i, a_f, a_g, a_o = np.split(a, 4, axis=-1)  # views: what they gain, a gains
            for t in range(T):
                a[t] += h_prev @ self.weight_hh.T
                a_i[t] += p_i * c_prev
                a_f[t] += p_f * c_prev
                i[t], f[t], g[t] = sigmoid(a_i[t]), sigmoid(a_f[t]), np.tanh(a_g[t])
                hold(overrides, held, t)
                c[t] = f[t] * c_prev + i[t] * g[t]
                a_o[t] += p_o * c[t]
                o[t] = sigmoid(a_o[t])
                hold(overrides, held, t)
                tanh_c[t] = np.tanh(c[t])
                h[t] = o[t] * tanh_c[t]
                h_prev, c_prev = h[t], c[t]
        return LSTMTrace(xs, h0, c0, i, f, g, o, c, tanh_c, h, a_i, a_f, a_g, a_o, tuple(overrides))

    def backward(
        self,
        trace: LSTMTrace,
        d_h: ArrayLike,
        *,
        d_c_last: ArrayLike | None = None,
        clip: float | None = None,
    ) -> PeepholeGradients:
        r"""Carry the gradient of a loss back through every step.

        .. math::
            \delta h_t &= \partial L / \partial h_t + W_h^\top \delta a_{t+1} \\
            \delta a^o_t &= \tanh(c_t) \odot \sigma'(a^o_t) \odot \delta h_t \\
            \delta c_t &= f_{t+1} \odot \delta c_{t+1}
                + p_i \odot \delta a^i_{t+1} + p_f \odot \delta a^f_{t+1}
                + p_o \odot \delta a^o_t + o_t \odot \tanh'(c_t) \odot \delta h_t \\
            \delta a^i_t &= g_t \odot \sigma'(a^i_t) \odot \delta c_t \\
            \delta a^f_t &= c_{t-1} \odot \sigma'(a^f_t) \odot \delta c_t \\
            \delta a^g_t &= i_t \odot \tanh'(a^g_t) \odot \delta c_t

        .. math:: \delta p_i = \sum_t \delta a^i_t \odot c_{t-1}, \quad
            \delta p_f = \sum_t \delta a^f_t \odot c_{t-1}, \quad
            \delta p_o = \sum_t \delta a^o_t \odot c_t

        Parameters
        ----------
        trace : LSTMTrace
            What :meth:`forward` returned. Gates that were held are constants.
        d_h : array_like
            ``(T, B, H)``: the gradient that reaches each h_t from outside.
        d_c_last : array_like, optional
            ``(B, H)``: the gradient that reaches the last c from outside; none when None.
        clip : float, optional
            Largest size of each :math:`\delta a` (Graves 2013).

        Returns
        -------
        PeepholeGradients
            For every parameter, input and state.

        Raises
        ------
        ValueError
            When a gradient has another shape than its state, or is not finite.
        """
        T, B, H = trace.h.shape
        d_h = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H).copy()
        d_c_later = starting_state("d_c_last", d_c_last, B, H)
        clip_limit(clip)
        limit = np.inf if clip is None else clip
        p_i, p_f, p_o = np.split(self.peepholes, 3)
        c_prev = np.concatenate([trace.c0[None], trace.c[:-1]])  # (T, B, H)
        slope_i, slope_f, slope_g, slope_o = _slopes(trace)
        d_a, d_c = np.empty((T, B, 4 * H)), np.empty((T, B, H))
        d_a_i, d_a_f, d_a_g, d_a_o = np.split(d_a, 4, axis=-1)  # views
        d_h_later = np.zeros((B, H))
        with np.errstate(over="ignore", invalid="ignore"):
            for t in reversed(range(T)):
                d_h[t] += d_h_later
                d_a_o[t] = np.clip(d_h[t] * trace.tanh_c[t] * slope_o[t], -limit, limit)
                through_h = d_h[t] * trace.o[t] * tanh_slope_from_output(trace.tanh_c[t])
                d_c[t] = d_c_later + p_o * d_a_o[t] + through_h
                d_a_i[t] = np.clip(d_c[t] * trace.g[t] * slope_i[t], -limit, limit)
                d_a_f[t] = np.clip(d_c[t] * c_prev[t] * slope_f[t], -limit, limit)
                d_a_g[t] = np.clip(d_c[t] * trace.i[t] * slope_g[t], -limit, limit)
                d_c_later = d_c[t] * trace.f[t] + p_i * d_a_i[t] + p_f * d_a_f[t]
                d_h_later = d_a[t] @ self.weight_hh
            h_prev = np.concatenate([trace.h0[None], trace.h[:-1]])
            seen = (d_a_i * c_prev, d_a_f * c_prev, d_a_o * trace.c)
            return PeepholeGradients(
                d_weight_ih=np.einsum("tbr,tbd->rd", d_a, trace.xs),
                d_weight_hh=np.einsum("tbr,tbh->rh", d_a, h_prev),
                d_bias=d_a.sum(axis=(0, 1)),
                d_peepholes=np.concatenate([part.sum(axis=(0, 1)) for part in seen]),
                d_xs=d_a @ self.weight_ih,
                **{"d_h0": d_h_later, "d_c0": d_c_later, "d_h": d_h, "d_c": d_c},
                **{"d_a_i": d_a_i, "d_a_f": d_a_f, "d_a_g": d_a_g, "d_a_o": d_a_o},
            )


def _slopes(trace: LSTMTrace) -> tuple[Floats, ...]:
    """Slopes of i, f, g, o at every step ``(T, B, H)``: 0 where a gate was held."""
    i, f, o = (sigmoid_slope_from_output(gate) for gate in (trace.i, trace.f, trace.o))
    slopes = (i, f, tanh_slope_from_output(trace.g), o)
    cut(trace.overrides, dict(zip(GATE_ORDER, map(swapped, slopes), strict=True)))
    return slopes
