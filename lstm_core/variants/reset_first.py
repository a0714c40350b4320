"""The GRU as it was first published: what the past may say is cut down before the weights."""

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
from lstm_core.gru import GATES, GRU
from lstm_core.layout import swapped
from lstm_core.overrides import Override, check_overrides, cut, hold
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights, clip_limit, starting_state
from lstm_core.variants.records import ResetFirstGradients, ResetFirstTrace

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ResetFirstGRU(Sizes):
    r"""A gated recurrent unit whose reset gate acts before the matrix product.

    .. math::
        r_t &= \sigma(W_{xr} x_t + W_{hr} h_{t-1} + b_r) \\
        z_t &= \sigma(W_{xz} x_t + W_{hz} h_{t-1} + b_z) \\
        n_t &= \tanh(W_{xn} x_t + W_{hn} (r_t \odot h_{t-1}) + b_n) \\
        h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1}

    So it is in Cho's paper, and in Keras with ``reset_after=False``. :class:`lstm_core.GRU` and
    PyTorch multiply by r after the product, which lets one product serve all three layers.

    Attributes
    ----------
    weight_ih : ndarray
        ``(3H, D)``, from the input; rows of r, z, n in this order.
    weight_hh : ndarray
        ``(3H, H)``, from the last hidden state; its rows of n read what r has left of it.
    bias : ndarray
        ``(3H,)``: nothing stands between two biases of n, so one is enough.

    Raises
    ------
    ValueError
        When the shapes do not fit each other or a number is not finite.

    References
    ----------
    Cho et al. (2014). Learning phrase representations using RNN encoder-decoder for
    statistical machine translation.

    Examples
    --------
    >>> cell = ResetFirstGRU.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> cell.forward(np.ones((4, 2, 3))).h.shape
    (4, 2, 5)
    """

    weight_ih: Floats
    weight_hh: Floats
    bias: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        for name, array in cell_weights(self.weight_ih, self.weight_hh, self.bias, 3).items():
            object.__setattr__(self, name, array)

    @classmethod
    def init(cls, rng: np.random.Generator, input_size: int, hidden_size: int) -> ResetFirstGRU:
        """Draw weights as for a GRU; all biases start at 0."""
        return with_reset_first(GRU.init(rng, input_size, hidden_size))

    def step(self, x: Floats, h_prev: Floats) -> Floats:
        """Do one time step, as the equations have it: ``(B, D)``, ``(B, H)`` to ``(B, H)``."""
        joined = np.concatenate([h_prev, x], axis=-1)
        W_r, W_z, W_n = np.split(self.weight_joined, 3)
        b_r, b_z, b_n = np.split(self.bias, 3)
        r = sigmoid(joined @ W_r.T + b_r)
        reset = np.concatenate([r * h_prev, x], axis=-1)
        n = np.tanh(reset @ W_n.T + b_n)
        z = sigmoid(joined @ W_z.T + b_z)
        h = (1 - z) * n + z * h_prev
        return h

    def forward(
        self, xs: ArrayLike, h0: ArrayLike | None = None, *, overrides: Sequence[Override] = ()
    ) -> ResetFirstTrace:
        """Read a batch of sequences: :meth:`step` for every step.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)``.
        h0 : array_like, optional
            Starting hidden state ``(B, H)``; zeros when None.
        overrides : sequence of Override
            Gates to hold at a value.

        Returns
        -------
        ResetFirstTrace
            Everything that happened. Numbers that grow past 10³⁰⁸ stand in it as infinity or
            NaN, without a warning.

        Raises
        ------
        ValueError
            When a shape is not as above, a number is not finite, or an override asks for what
            the cell does not have.
        """
        xs = as_floats("xs", xs, "T B D", D=self.input_size)
        T, B, H = len(xs), xs.shape[1], self.hidden_size
        h_prev = h0 = starting_state("h0", h0, B, H)
        check_overrides(overrides, GATES, T, H)
        W_n = self.weight_hh[2 * H :]
        reset_h, kept, written, h = np.empty((4, T, B, H))
        r, z, n = gates = np.empty((3, T, B, H))
        held = dict(zip(GATES, map(swapped, gates), strict=True))
        with np.errstate(over="ignore", invalid="ignore"):
            a = xs @ self.weight_ih.T + self.bias  # (T, B, 3H)
            a_r, a_z, a_n = np.split(a, 3, axis=-1)  # views: what they gain, a gains
            for t in range(T):
                a[t, :, : 2 * H] += h_prev @ self.weight_hh[: 2 * H].T
                r[t], z[t] = sigmoid(a_r[t]), sigmoid(a_z[t])
                hold(overrides, held, t)
                reset_h[t] = r[t] * h_prev
                a_n[t] += reset_h[t] @ W_n.T
                n[t] = np.tanh(a_n[t])
                hold(overrides, held, t)
                kept[t], written[t] = z[t] * h_prev, (1 - z[t]) * n[t]
                h[t] = h_prev = written[t] + kept[t]
        return ResetFirstTrace(
            xs, h0, r, z, n, h, a_r, a_z, a_n, reset_h, kept, written, tuple(overrides)
        )

    def backward(
        self, trace: ResetFirstTrace, d_h: ArrayLike, *, clip: float | None = None
    ) -> ResetFirstGradients:
        r"""Carry the gradient of a loss back through every step.

        With :math:`s_t = r_t \odot h_{t-1}`, what the reset gate leaves:

        .. math::
            \delta h_t &= \partial L / \partial h_t + z_{t+1} \odot \delta h_{t+1}
                + W_{hr}^\top \delta a^r_{t+1} + W_{hz}^\top \delta a^z_{t+1}
                + r_{t+1} \odot \delta s_{t+1} \\
            \delta a^z_t &= (h_{t-1} - n_t) \odot \sigma'(a^z_t) \odot \delta h_t \\
            \delta a^n_t &= (1 - z_t) \odot \tanh'(a^n_t) \odot \delta h_t \\
            \delta s_t &= W_{hn}^\top \delta a^n_t \\
            \delta a^r_t &= h_{t-1} \odot \sigma'(a^r_t) \odot \delta s_t

        .. math:: \delta W_{hr} = \sum_t \delta a^r_t h_{t-1}^\top, \quad
            \delta W_{hn} = \sum_t \delta a^n_t s_t^\top, \quad \ldots

        Parameters
        ----------
        trace : ResetFirstTrace
            What :meth:`forward` returned. Gates that were held are constants.
        d_h : array_like
            ``(T, B, H)``: the gradient that reaches each h_t from outside.
        clip : float, optional
            Largest size of each :math:`\delta a` (Graves 2013).

        Returns
        -------
        ResetFirstGradients
            For every parameter, input and state.

        Raises
        ------
        ValueError
            When ``d_h`` has another shape than the hidden states, or is not finite.
        """
        T, B, H = trace.h.shape
        d_h = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H).copy()
        clip_limit(clip)
        limit = np.inf if clip is None else clip
        h_prev = np.concatenate([trace.h0[None], trace.h[:-1]])  # (T, B, H)
        slope_r, slope_z, slope_n = _slopes(trace)
        d_a = np.empty((T, B, 3 * H))
        d_a_r, d_a_z, d_a_n = np.split(d_a, 3, axis=-1)  # views
        W_n, later = self.weight_hh[2 * H :], np.zeros((B, H))
        with np.errstate(over="ignore", invalid="ignore"):
            for t in reversed(range(T)):
                d_h[t] += later
                towards_z = d_h[t] * (h_prev[t] - trace.n[t])
                d_a_z[t] = np.clip(towards_z * slope_z[t], -limit, limit)
                d_a_n[t] = np.clip(d_h[t] * (1 - trace.z[t]) * slope_n[t], -limit, limit)
                d_reset = d_a_n[t] @ W_n
                d_a_r[t] = np.clip(d_reset * h_prev[t] * slope_r[t], -limit, limit)
                through_gates = d_a[t, :, : 2 * H] @ self.weight_hh[: 2 * H]
                later = d_h[t] * trace.z[t] + d_reset * trace.r[t] + through_gates
            d_recurrent = [
                np.einsum("tbr,tbh->rh", part, read)
                for part, read in ((d_a_r, h_prev), (d_a_z, h_prev), (d_a_n, trace.reset_h))
            ]
            return ResetFirstGradients(
                d_weight_ih=np.einsum("tbr,tbd->rd", d_a, trace.xs),
                d_weight_hh=np.concatenate(d_recurrent),
                d_bias=d_a.sum(axis=(0, 1)),
                d_xs=d_a @ self.weight_ih,
                **{"d_h0": later, "d_h": d_h, "d_a_r": d_a_r, "d_a_z": d_a_z, "d_a_n": d_a_n},
            )


def with_reset_first(cell: GRU) -> ResetFirstGRU:
    """Take over the weights of a GRU whose reset gate acts after the product.

    It is another function of them: the products agree where r is the same in all units, and the
    numbers where all r are 1. The two biases of n, which r kept apart, are added.
    """
    no_bias = np.zeros(2 * cell.hidden_size)
    bias = cell.bias + np.concatenate([no_bias, cell.bias_hn])
    return ResetFirstGRU(cell.weight_ih, cell.weight_hh, bias)


def _slopes(trace: ResetFirstTrace) -> tuple[Floats, ...]:
    """Slopes of r, z, n at every step ``(T, B, H)``: 0 where a gate was held."""
    r, z = (sigmoid_slope_from_output(gate) for gate in (trace.r, trace.z))
    slopes = (r, z, tanh_slope_from_output(trace.n))
    cut(trace.overrides, dict(zip(GATES, map(swapped, slopes), strict=True)))
    return slopes
