"""The gated recurrent unit: one state, one gate that keeps or renews it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import (
    sigmoid,
    sigmoid_into,
    sigmoid_slope_from_output,
    tanh_slope_from_output,
)
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.layout import (
    Mix,
    joined_again,
    joined_inputs,
    mixer,
    shifted,
    summed_products,
    swapped,
    swapped_slots,
)
from lstm_core.overrides import Override, check_overrides, cut, hold
from lstm_core.records import GRUGradients, GRUTrace
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights, clip_limit, locked, starting_state

__all__ = ["GRU", "GRUGradients", "GRUTrace"]

Floats = NDArray[np.float64]

GATES = ("r", "z", "n")


@dataclass(frozen=True)
class GRU(Sizes):
    r"""A gated recurrent unit.

    .. math::
        r_t &= \sigma(W_{xr} x_t + W_{hr} h_{t-1} + b_r) \\
        z_t &= \sigma(W_{xz} x_t + W_{hz} h_{t-1} + b_z) \\
        n_t &= \tanh(W_{xn} x_t + b_n + r_t \odot (W_{hn} h_{t-1} + b_{hn})) \\
        h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1}

    As in PyTorch, the reset gate acts after the matrix product and z = 1 keeps the old state;
    in Cho's paper it acts before, and in some books z and 1 - z change places. A cell is a
    value: its arrays are never written to.

    Attributes
    ----------
    weight_ih : ndarray
        ``(3H, D)``, from the input; rows of r, z, n in this order.
    weight_hh : ndarray
        ``(3H, H)``, from the last hidden state.
    bias : ndarray
        ``(3H,)``: for r and z one, where PyTorch keeps two that are added.
    bias_hn : ndarray
        ``(H,)``: the bias inside the reset gate's reach, which cannot be added to the other.

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
    >>> cell = GRU.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> cell.forward(np.ones((4, 2, 3))).h.shape
    (4, 2, 5)
    """

    weight_ih: Floats
    weight_hh: Floats
    bias: Floats
    bias_hn: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        for name, array in cell_weights(self.weight_ih, self.weight_hh, self.bias, 3).items():
            object.__setattr__(self, name, array)
        bias_hn = locked("bias_hn", self.bias_hn, "H", H=self.hidden_size)
        object.__setattr__(self, "bias_hn", bias_hn)

    @classmethod
    def init(cls, rng: np.random.Generator, input_size: int, hidden_size: int) -> GRU:
        """Draw input weights by Glorot's rule and recurrent ones orthogonal, gate by gate.

        All biases start at 0.
        """
        shape = (hidden_size, input_size)
        return cls(
            weight_ih=np.concatenate([glorot_uniform(rng, shape) for _ in GATES]),
            weight_hh=np.concatenate([orthogonal(rng, hidden_size) for _ in GATES]),
            bias=np.zeros(3 * hidden_size),
            bias_hn=np.zeros(hidden_size),
        )

    @property
    def weight_joined(self) -> Floats:
        """Weights of the joined vector [h_prev, x]: ``(4H, H + D)``, rows r, z, xn, hn.

        The new state has two blocks of rows, one that sees only x and one that sees only
        h_prev, because the reset gate stands between them.
        """
        H, D = self.hidden_size, self.input_size
        joined = np.zeros((4 * H, H + D))
        joined[: 2 * H, :H] = self.weight_hh[: 2 * H]
        joined[3 * H :, :H] = self.weight_hh[2 * H :]
        joined[: 3 * H, H:] = self.weight_ih
        return joined

    @property
    def bias_joined(self) -> Floats:
        """Biases of those rows: ``(4H,)``."""
        return np.concatenate([self.bias, self.bias_hn])

    def step(self, x: Floats, h_prev: Floats) -> Floats:
        """Do one time step, as the equations have it: ``(B, D)``, ``(B, H)`` to ``(B, H)``."""
        joined = np.concatenate([h_prev, x], axis=-1)
        a = joined @ self.weight_joined.T + self.bias_joined
        a_r, a_z, xn, hn = np.split(a, 4, axis=-1)
        r = sigmoid(a_r)
        n = np.tanh(xn + r * hn)
        z = sigmoid(a_z)
        h = (1 - z) * n + z * h_prev
        return h

    def forward(
        self, xs: ArrayLike, h0: ArrayLike | None = None, *, overrides: Sequence[Override] = ()
    ) -> GRUTrace:
        """Read a batch of sequences: :meth:`step` for every step, laid out for speed.

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
        GRUTrace
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
        h0 = starting_state("h0", h0, B, H)
        check_overrides(overrides, GATES, T, H)
        return self.read(xs, h0, overrides, mixer([self.weight_in_run]))

    def read(self, xs: Floats, h0: Floats, overrides: Sequence[Override], mix: Mix) -> GRUTrace:
        """Do what :meth:`forward` does once all is checked; ``mix`` holds the weights."""
        (T, B, _), H = xs.shape, self.hidden_size
        joined = joined_inputs(xs, h0)  # (T + 1, H + D + 1, B)
        a, gates = np.empty((T, 4, H, B)), np.empty((T, 3, H, B))
        self._run(mix, joined, a, gates, overrides)
        r, z, n = swapped_slots(gates)
        a_r, a_z, a_n, hn = swapped_slots(a)
        return GRUTrace(
            xs=swapped(joined[:T, H:-1]),
            h0=h0,
            **{"r": r, "z": z, "n": n, "h": swapped(joined[1:, :H])},
            **{"a_r": a_r, "a_z": a_z, "a_n": a_n, "hn": hn},
            overrides=tuple(overrides),
        )

    @property
    def weight_in_run(self) -> Floats:
        """Weights and biases as the loop over time has them: ``(4H, H + D + 1)``."""
        return np.column_stack([self.weight_joined, self.bias_joined])

    def _run(
        self, mix: Mix, joined: Floats, a: Floats, gates: Floats, overrides: Sequence[Override]
    ) -> None:
        """Fill the buffers, step by step. What comes as xn becomes a_n in place."""
        T, _, H, B = a.shape
        by_name = {gate: gates[:, slot] for slot, gate in enumerate(GATES)}
        part = np.empty((H, B))
        steps = zip(
            range(T), joined, joined[:, :H], a.reshape(T, 4 * H, B), a[:, :2], a[:, 2], a[:, 3],
            gates[:, :2], gates[:, 0], gates[:, 1], gates[:, 2], joined[1:, :H], strict=False,
        )  # fmt: skip
        with np.errstate(over="ignore", invalid="ignore"):
            for t, inputs, h_prev, a_t, a_rz, a_n, hn, rz, r, z, n, h in steps:
                mix(inputs, a_t)
                sigmoid_into(a_rz, rz)
                if overrides:
                    hold(overrides, by_name, t)
                np.multiply(r, hn, part)
                np.add(a_n, part, a_n)
                np.tanh(a_n, n)
                if overrides:
                    hold(overrides, by_name, t)
                np.subtract(1.0, z, part)
                np.multiply(part, n, part)
                np.multiply(z, h_prev, h)
                np.add(part, h, h)

    def backward(
        self, trace: GRUTrace, d_h: ArrayLike, *, clip: float | None = None
    ) -> GRUGradients:
        r"""Carry the gradient of a loss back through every step.

        With :math:`m_t = W_{hn} h_{t-1} + b_{hn}`, the part that the reset gate scales:

        .. math::
            \delta h_t &= \partial L / \partial h_t + z_{t+1} \odot \delta h_{t+1}
                + W_{hr}^\top \delta a^r_{t+1} + W_{hz}^\top \delta a^z_{t+1}
                + W_{hn}^\top \delta m_{t+1} \\
            \delta a^z_t &= (h_{t-1} - n_t) \odot \sigma'(a^z_t) \odot \delta h_t \\
            \delta a^n_t &= (1 - z_t) \odot \tanh'(a^n_t) \odot \delta h_t \\
            \delta a^r_t &= m_t \odot \sigma'(a^r_t) \odot \delta a^n_t \\
            \delta m_t &= r_t \odot \delta a^n_t

        .. math:: \delta W_{hr} = \sum_t \delta a^r_t h_{t-1}^\top, \quad
            \delta W_{hn} = \sum_t \delta m_t h_{t-1}^\top, \quad
            \delta b_{hn} = \sum_t \delta m_t, \quad \ldots

        Parameters
        ----------
        trace : GRUTrace
            What :meth:`forward` returned. Gates that were held are constants.
        d_h : array_like
            ``(T, B, H)``: the gradient that reaches each h_t from outside.
        clip : float, optional
            Largest size of each :math:`\delta a` (Graves 2013).

        Returns
        -------
        GRUGradients
            For every parameter, input and state.

        Raises
        ------
        ValueError
            When ``d_h`` has another shape than the hidden states, or is not finite.
        """
        T, B, H = trace.h.shape
        d_h = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H)
        clip_limit(clip)

        with np.errstate(over="ignore", invalid="ignore"):
            flow, states = self.carry_back(trace, d_h, mixer([self.weight_in_run_back]), clip)
            d_n, d_z, d_r, d_hn = (flow[:, slot] for slot in range(1, 5))
            d_a = np.concatenate([d_r, d_z, d_n], axis=1)  # (T, 3H, B)
            d_recurrent = np.concatenate([d_r, d_z, d_hn], axis=1)
            joined = joined_again(trace.xs, trace.h0, trace.h)  # (T, H + D + 1, B)
            d_weight = summed_products(d_a, joined[:, H:])
            return GRUGradients(
                d_weight_ih=d_weight[:, :-1],
                d_weight_hh=summed_products(d_recurrent, joined[:, :H]),
                d_bias=d_weight[:, -1],
                d_bias_hn=d_hn.sum(axis=(0, 2)),
                d_xs=swapped(self.weight_ih.T @ d_a),
                **states,
            )

    def carry_back(
        self, trace: GRUTrace, d_h: Floats, mix: Mix, clip: float | None = None
    ) -> tuple[Floats, dict[str, Floats]]:
        """Carry the gradient back to every state: all of :meth:`backward` but the parameters.

        Returns
        -------
        ndarray
            ``(T, 5, H, B)``: what goes straight to h_prev, then those of a_n, a_z, a_r and hn.
        dict
            The same by name, and those of the states, as in :class:`GRUGradients`.
        """
        _, B, H = trace.h.shape
        flow, d_h_total, d_h0 = self.slopes(trace), swapped(d_h).copy(), np.zeros((H, B))
        self._run_back(mix, flow, d_h_total, d_h0, clip)
        d_a_n, d_a_z, d_a_r, d_hn = swapped_slots(flow[:, 1:])
        return flow, {
            **{"d_a_r": d_a_r, "d_a_z": d_a_z, "d_a_n": d_a_n, "d_hn": d_hn},
            **{"d_h0": d_h0.T, "d_h": swapped(d_h_total)},
        }

    @property
    def weight_in_run_back(self) -> Floats:
        """What takes gradients of a_z, a_r and hn to h_prev: ``(H, 3H)``."""
        W_r, W_z, W_n = np.split(self.weight_hh, 3)
        return np.concatenate([W_z, W_r, W_n]).T.copy()

    def slopes(self, trace: GRUTrace) -> Floats:
        """Lay out what the gradient is multiplied by on each way back.

        Returns
        -------
        ndarray
            ``(T, 5, H, B)``: to h_prev, to a_n and a_z, these from h; to a_r and to hn, these
            from a_n.
        """
        r, z, n, hn = (swapped(part) for part in (trace.r, trace.z, trace.n, trace.hn))
        T, H, B = r.shape
        slopes = np.empty((T, 5, H, B))
        slopes[:, 0] = z
        slopes[:, 1] = (1.0 - z) * tanh_slope_from_output(n)
        slopes[:, 2] = (shifted(trace.h0, trace.h) - n) * sigmoid_slope_from_output(z)
        slopes[:, 3] = hn * sigmoid_slope_from_output(r)
        slopes[:, 4] = r
        cut(trace.overrides, {gate: slopes[:, slot] for slot, gate in enumerate("nzr", start=1)})
        return slopes

    def _run_back(
        self, mix: Mix, flow: Floats, d_h: Floats, from_later: Floats, clip: float | None
    ) -> None:
        """Turn slopes into gradients, step by step, last step first."""
        T, H, B = d_h.shape
        back = slice(None, None, -1)
        here = flow[back]
        steps = zip(
            d_h[back], here[:, :3], here[:, 0], here[:, 1], here[:, 1:3], here[:, 3:], here[:, 3],
            flow.reshape(T, 5 * H, B)[back, 2 * H :], strict=True,
        )  # fmt: skip
        for d_h_t, from_h, kept, d_a_n, d_a_nz, from_a_n, d_a_r, d_recurrent in steps:
            np.add(d_h_t, from_later, d_h_t)
            np.multiply(d_h_t, from_h, from_h)
            if clip is not None:
                np.clip(d_a_nz, -clip, clip, d_a_nz)
            np.multiply(d_a_n, from_a_n, from_a_n)
            if clip is not None:
                np.clip(d_a_r, -clip, clip, d_a_r)
            mix(d_recurrent, from_later)
            np.add(from_later, kept, from_later)
