"""Long short-term memory: a cell state that gates erase, write and read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import (
    SQUASHES,
    sigmoid,
    sigmoid_into,
    sigmoid_slope_from_output,
    tanh_slope_from_output,
)
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.layout import (
    Mix,
    blocks,
    joined_again,
    joined_inputs,
    mixer,
    shifted,
    summed_products,
    swapped,
    swapped_slots,
)
from lstm_core.overrides import Override, check_overrides, cut, hold
from lstm_core.records import LSTMGradients, LSTMTrace
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights, clip_limit, one_of, starting_state

Floats = NDArray[np.float64]

__all__ = ["GATE_ORDER", "LSTM", "LSTMGradients", "LSTMTrace"]

GATE_ORDER = ("i", "f", "g", "o")


@dataclass(frozen=True)
class LSTM(Sizes):
    r"""A long short-term memory cell.

    .. math::
        i_t &= \sigma(W_{xi} x_t + W_{hi} h_{t-1} + b_i) \\
        f_t &= \sigma(W_{xf} x_t + W_{hf} h_{t-1} + b_f) \\
        g_t &= \tanh(W_{xg} x_t + W_{hg} h_{t-1} + b_g) \\
        o_t &= \sigma(W_{xo} x_t + W_{ho} h_{t-1} + b_o) \\
        c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
        h_t &= o_t \odot \tanh(c_t)

    A cell is a value: its arrays are never written to.

    Attributes
    ----------
    weight_ih : ndarray
        ``(4H, D)``, from the input; rows of i, f, g, o in this order, as in PyTorch.
    weight_hh : ndarray
        ``(4H, H)``, from the last hidden state.
    bias : ndarray
        ``(4H,)``: one, where PyTorch keeps two that are added.
    candidate : {"tanh", "relu"}
        What squashes the candidate g.

    Raises
    ------
    ValueError
        When the shapes do not fit each other, a number is not finite, or there is no such
        candidate.

    References
    ----------
    Hochreiter, Schmidhuber (1997). Long short-term memory.
    Gers, Schmidhuber, Cummins (2000). Learning to forget: continual prediction with LSTM.

    Examples
    --------
    >>> cell = LSTM.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> cell.forward(np.ones((4, 2, 3))).c.shape
    (4, 2, 5)
    """

    weight_ih: Floats
    weight_hh: Floats
    bias: Floats
    candidate: Literal["tanh", "relu"] = "tanh"

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        one_of("candidate", self.candidate, tuple(SQUASHES))
        for name, array in cell_weights(self.weight_ih, self.weight_hh, self.bias, 4).items():
            object.__setattr__(self, name, array)

    @classmethod
    def init(
        cls,
        rng: np.random.Generator,
        input_size: int,
        hidden_size: int,
        *,
        forget_bias: float = 1.0,
        candidate: Literal["tanh", "relu"] = "tanh",
    ) -> LSTM:
        """Draw input weights by Glorot's rule and recurrent ones orthogonal, gate by gate.

        Biases start at 0, but that of the forget gate at ``forget_bias``: at 1 a new cell
        keeps 73% a step, and gradients get through until it has learnt what to forget
        (Jozefowicz, Zaremba, Sutskever 2015).
        """
        shape, no_bias = (hidden_size, input_size), np.zeros(hidden_size)
        return cls(
            weight_ih=np.concatenate([glorot_uniform(rng, shape) for _ in GATE_ORDER]),
            weight_hh=np.concatenate([orthogonal(rng, hidden_size) for _ in GATE_ORDER]),
            bias=np.concatenate([no_bias, no_bias + forget_bias, no_bias, no_bias]),
            candidate=candidate,
        )

    def squash(self, a: Floats) -> Floats:
        """Apply what squashes the candidate."""
        return SQUASHES[self.candidate].function(a)

    def step(self, x: Floats, h_prev: Floats, c_prev: Floats) -> tuple[Floats, Floats]:
        """Do one time step, as the equations have it: from ``x (B, D)`` and states ``(B, H)``."""
        joined = np.concatenate([h_prev, x], axis=-1)
        a = joined @ self.weight_joined.T + self.bias
        a_i, a_f, a_g, a_o = np.split(a, 4, axis=-1)
        f = sigmoid(a_f)
        kept = f * c_prev
        i = sigmoid(a_i)
        g = self.squash(a_g)
        written = i * g
        c = kept + written
        o = sigmoid(a_o)
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
        """Read a batch of sequences: :meth:`step` for every step, laid out for speed.

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
        c0 = starting_state("c0", c0, B, H)
        check_overrides(overrides, GATE_ORDER, T, H)
        return self.read(xs, h0, c0, overrides, mixer([self.weight_in_run]))

    def read(
        self, xs: Floats, h0: Floats, c0: Floats, overrides: Sequence[Override], mix: Mix
    ) -> LSTMTrace:
        """Do what :meth:`forward` does once all is checked; ``mix`` holds the weights."""
        (T, B, _), H = xs.shape, self.hidden_size
        joined = joined_inputs(xs, h0)  # (T + 1, H + D + 1, B)
        a, states = np.empty((T, 4, H, B)), np.empty((T + 1, 5, H, B))
        tanh_c = np.empty((T, H, B))
        states[0, 0] = c0.T
        self._run(mix, joined, a, states, tanh_c, overrides)
        g, f, i, o = swapped_slots(states[:T, 1:])
        a_g, a_f, a_i, a_o = swapped_slots(a)
        return LSTMTrace(
            xs=swapped(joined[:T, H:-1]),
            h0=h0,
            c0=c0,
            **{"i": i, "f": f, "g": g, "o": o},
            **{"c": swapped(states[1:, 0]), "tanh_c": swapped(tanh_c)},
            h=swapped(joined[1:, :H]),
            **{"a_i": a_i, "a_f": a_f, "a_g": a_g, "a_o": a_o},
            overrides=tuple(overrides),
        )

    @property
    def weight_in_run(self) -> Floats:
        """Weights and bias as the loop over time has them: ``(4H, H + D + 1)``, rows g, f, i, o."""
        by_gate = np.column_stack([self.weight_joined, self.bias])
        return by_gate.reshape(4, self.hidden_size, -1)[[2, 1, 0, 3]].reshape(by_gate.shape)

    def _run(
        self,
        mix: Mix,
        joined: Floats,
        a: Floats,
        states: Floats,
        tanh_c: Floats,
        overrides: Sequence[Override],
    ) -> None:
        """Fill the buffers, step by step.

        Slots of ``states`` are c_prev, g, f, i, o: all sigmoids are one call, and so is
        [c_prev, g] * [f, i], what is kept beside what is written.
        """
        T, _, H, B = a.shape
        squash = SQUASHES[self.candidate].into
        by_name = {gate: states[:, slot] for slot, gate in enumerate("gfio", start=1)}
        both = np.empty((2, H, B))
        kept, written = both
        steps = zip(
            range(T), joined, a.reshape(T, 4 * H, B), a[:, 0], a[:, 1:],
            states[:, 1], states[:, 2:], states[:, :2], states[:, 2:4], states[:, 4],
            states[1:, 0], tanh_c, joined[1:, :H], strict=False,
        )  # fmt: skip
        with np.errstate(over="ignore", invalid="ignore"):
            for t, inputs, a_t, a_g, a_fio, g, fio, c_prev_g, f_i, o, c, tanh, h in steps:
                mix(inputs, a_t)
                sigmoid_into(a_fio, fio)
                squash(a_g, g)
                if overrides:
                    hold(overrides, by_name, t)
                np.multiply(c_prev_g, f_i, both)
                np.add(kept, written, c)
                np.tanh(c, tanh)
                np.multiply(o, tanh, h)

    def backward(
        self,
        trace: LSTMTrace,
        d_h: ArrayLike,
        *,
        d_c_last: ArrayLike | None = None,
        clip: float | None = None,
    ) -> LSTMGradients:
        r"""Carry the gradient of a loss back through every step.

        .. math::
            \delta h_t &= \partial L / \partial h_t + W_h^\top \delta a_{t+1} \\
            \delta c_t &= f_{t+1} \odot \delta c_{t+1}
                + o_t \odot \tanh'(c_t) \odot \delta h_t \\
            \delta a^o_t &= \tanh(c_t) \odot \sigma'(a^o_t) \odot \delta h_t \\
            \delta a^i_t &= g_t \odot \sigma'(a^i_t) \odot \delta c_t \\
            \delta a^f_t &= c_{t-1} \odot \sigma'(a^f_t) \odot \delta c_t \\
            \delta a^g_t &= i_t \odot \tanh'(a^g_t) \odot \delta c_t

        .. math:: \delta W_h = \sum_t \delta a_t h_{t-1}^\top, \quad
            \delta W_x = \sum_t \delta a_t x_t^\top, \quad \delta b = \sum_t \delta a_t

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
        LSTMGradients
            For every parameter, input and state.

        Raises
        ------
        ValueError
            When a gradient has another shape than its state, or is not finite.
        """
        T, B, H = trace.h.shape
        d_h = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H)
        d_c_last = starting_state("d_c_last", d_c_last, B, H)
        clip_limit(clip)

        with np.errstate(over="ignore", invalid="ignore"):
            d_a, states = self.carry_back(
                trace, d_h, d_c_last, mixer([self.weight_in_run_back]), clip
            )
            d_weight = summed_products(d_a, joined_again(trace.xs, trace.h0, trace.h))
            return LSTMGradients(
                d_weight_ih=d_weight[:, H:-1],
                d_weight_hh=d_weight[:, :H],
                d_bias=d_weight[:, -1],
                d_xs=swapped(self.weight_ih.T @ d_a),
                **states,
            )

    def carry_back(
        self, trace: LSTMTrace, d_h: Floats, d_c_last: Floats, mix: Mix, clip: float | None = None
    ) -> tuple[Floats, dict[str, Floats]]:
        """Carry the gradient back to every state: all of :meth:`backward` but the parameters.

        Returns
        -------
        ndarray
            ``(T, 4H, B)``: that of the pre-activations, rows i, f, g, o.
        dict
            The same by name, and those of the states, as in :class:`LSTMGradients`.
        """
        T, B, H = trace.h.shape
        d_h_total, d_c, d_h0 = swapped(d_h).copy(), np.empty((T, H, B)), np.zeros((H, B))
        flow = np.empty((T + 1, 6, H, B))
        self.slopes(trace, flow[:T])
        flow[T, 0] = d_c_last.T
        self._run_back(mix, flow, d_h_total, d_c, d_h0, clip)
        d_a_i, d_a_f, d_a_g, d_a_o = swapped_slots(flow[:T, 1:5])
        return flow[:T].reshape(T, 6 * H, B)[:, H : 5 * H], {
            **{"d_a_i": d_a_i, "d_a_f": d_a_f, "d_a_g": d_a_g, "d_a_o": d_a_o},
            **{"d_h0": d_h0.T, "d_c0": flow[0, 0].T},
            **{"d_h": swapped(d_h_total), "d_c": swapped(d_c)},
        }

    @property
    def weight_in_run_back(self) -> Floats:
        """What takes gradients of the pre-activations to h_prev: ``(H, 4H)``."""
        return self.weight_hh.T.copy()

    def slopes(self, trace: LSTMTrace, out: Floats | None = None) -> Floats:
        """Lay out what the gradients of c and h are multiplied by on each way back.

        Parameters
        ----------
        trace : LSTMTrace
            What :meth:`forward` returned.
        out : ndarray, optional
            Where to; a new array when None.

        Returns
        -------
        ndarray
            ``(T, 6, H, B)``: to c_prev, to a_i, a_f and a_g, these from c; to a_o, to c, these
            from h.
        """
        squash = SQUASHES[self.candidate]
        i, f, g, o = (swapped(gate) for gate in (trace.i, trace.f, trace.g, trace.o))
        tanh_c, c_prev = swapped(trace.tanh_c), shifted(trace.c0, trace.c)
        T, H, B = i.shape
        slopes = np.empty((T, 6, H, B)) if out is None else out
        for t in blocks(T, B):
            slopes[t, 0] = f[t]
            slopes[t, 1] = g[t] * sigmoid_slope_from_output(i[t])
            slopes[t, 2] = c_prev[t] * sigmoid_slope_from_output(f[t])
            slopes[t, 3] = i[t] * squash.slope_from_output(g[t])
            slopes[t, 4] = tanh_c[t] * sigmoid_slope_from_output(o[t])
            slopes[t, 5] = o[t] * tanh_slope_from_output(tanh_c[t])
        cut(trace.overrides, {gate: slopes[:, slot] for slot, gate in enumerate("ifgo", start=1)})
        return slopes

    def _run_back(
        self,
        mix: Mix,
        flow: Floats,
        d_h: Floats,
        d_c: Floats,
        from_later: Floats,
        clip: float | None,
    ) -> None:
        """Turn slopes into gradients, step by step, last step first.

        Whatever hangs on h is one multiplication, whatever hangs on c another.
        """
        T, H, B = d_h.shape
        back = slice(None, None, -1)
        here = flow[:T][back]
        steps = zip(
            d_h[back], d_c[back], here[:, 4:], here[:, 5], flow[1:, 0][back], here[:, :4],
            flow[:T].reshape(T, 6 * H, B)[back, H : 5 * H], strict=True,
        )  # fmt: skip
        for d_h_t, d_c_t, from_h, through_h, through_c, from_c, d_a in steps:
            np.add(d_h_t, from_later, d_h_t)
            np.multiply(d_h_t, from_h, from_h)
            np.add(through_h, through_c, d_c_t)
            np.multiply(d_c_t, from_c, from_c)
            if clip is not None:
                np.clip(d_a, -clip, clip, d_a)
            mix(d_a, from_later)
