"""The other convention of the update gate: z = 1 renews, where elsewhere it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import sigmoid
from lstm_core.gru import GATES, GRU
from lstm_core.layout import swapped
from lstm_core.overrides import Override, check_overrides, hold
from lstm_core.records import GRUGradients, GRUTrace
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights, locked, starting_state
from lstm_core.variants.records import RenewingTrace

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RenewingGRU(Sizes):
    r"""A gated recurrent unit whose update gate says how much is new.

    .. math::
        r_t &= \sigma(W_{xr} x_t + W_{hr} h_{t-1} + b_r) \\
        z_t &= \sigma(W_{xz} x_t + W_{hz} h_{t-1} + b_z) \\
        n_t &= \tanh(W_{xn} x_t + b_n + r_t \odot (W_{hn} h_{t-1} + b_{hn})) \\
        h_t &= (1 - z_t) \odot h_{t-1} + z_t \odot n_t

    So z is written by Chung et al.; Cho et al., Keras, PyTorch and :class:`lstm_core.GRU` have
    z and 1 - z in each other's places. Since :math:`1 - \sigma(a) = \sigma(-a)`, one turns into
    the other by the sign of the rows of z: :func:`with_z_renewing`, :func:`with_z_keeping`.

    Attributes
    ----------
    weight_ih, weight_hh, bias, bias_hn : ndarray
        ``(3H, D)``, ``(3H, H)``, ``(3H,)`` and ``(H,)``, as in :class:`lstm_core.GRU`.

    Raises
    ------
    ValueError
        When the shapes do not fit each other or a number is not finite.

    References
    ----------
    Chung et al. (2014). Empirical evaluation of gated recurrent neural networks on sequence
    modeling.

    Examples
    --------
    >>> cell = GRU.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> xs = np.ones((4, 2, 3))
    >>> bool(np.allclose(with_z_renewing(cell).forward(xs).h, cell.forward(xs).h))
    True
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
    def init(cls, rng: np.random.Generator, input_size: int, hidden_size: int) -> RenewingGRU:
        """Draw a GRU and write it in this convention: the same h from the same seed."""
        return with_z_renewing(GRU.init(rng, input_size, hidden_size))

    def step(self, x: Floats, h_prev: Floats) -> Floats:
        """Do one time step, as the equations have it: ``(B, D)``, ``(B, H)`` to ``(B, H)``."""
        a_x = x @ self.weight_ih.T + self.bias
        a_h = h_prev @ self.weight_hh.T
        x_r, x_z, x_n = np.split(a_x, 3, axis=-1)
        h_r, h_z, h_n = np.split(a_h, 3, axis=-1)
        r = sigmoid(x_r + h_r)
        n = np.tanh(x_n + r * (h_n + self.bias_hn))
        z = sigmoid(x_z + h_z)
        h = (1 - z) * h_prev + z * n
        return h

    def forward(
        self, xs: ArrayLike, h0: ArrayLike | None = None, *, overrides: Sequence[Override] = ()
    ) -> RenewingTrace:
        """Read a batch of sequences: :meth:`step` for every step.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)``.
        h0 : array_like, optional
            Starting hidden state ``(B, H)``; zeros when None.
        overrides : sequence of Override
            Gates to hold at a value: z at 1 renews.

        Returns
        -------
        RenewingTrace
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
        hn, kept, written, h = np.empty((4, T, B, H))
        r, z, n = gates = np.empty((3, T, B, H))
        held = dict(zip(GATES, map(swapped, gates), strict=True))
        with np.errstate(over="ignore", invalid="ignore"):
            a = xs @ self.weight_ih.T + self.bias  # (T, B, 3H)
            a_r, a_z, a_n = np.split(a, 3, axis=-1)  # views: what they gain, a gains
            for t in range(T):
                from_h = h_prev @ self.weight_hh.T
                a[t, :, : 2 * H] += from_h[:, : 2 * H]
                hn[t] = from_h[:, 2 * H :] + self.bias_hn
                r[t], z[t] = sigmoid(a_r[t]), sigmoid(a_z[t])
                hold(overrides, held, t)
                a_n[t] += r[t] * hn[t]
                n[t] = np.tanh(a_n[t])
                hold(overrides, held, t)
                kept[t], written[t] = (1 - z[t]) * h_prev, z[t] * n[t]
                h[t] = h_prev = kept[t] + written[t]
        return RenewingTrace(xs, h0, r, z, n, h, a_r, a_z, a_n, hn, kept, written, tuple(overrides))

    def backward(
        self, trace: RenewingTrace, d_h: ArrayLike, *, clip: float | None = None
    ) -> GRUGradients:
        r"""Carry the gradient of a loss back through every step.

        The GRU of the other convention does it, with :math:`z' = 1 - z` and :math:`a' = -a`,
        so that :math:`\delta a^z = -\delta a'^z` and likewise for the rows of z.

        Parameters
        ----------
        trace : RenewingTrace
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
        found = with_z_keeping(self).backward(_keeping(trace), d_h, clip=clip)
        return replace(
            found,
            d_weight_ih=_negated(found.d_weight_ih),
            d_weight_hh=_negated(found.d_weight_hh),
            d_bias=_negated(found.d_bias),
            d_a_z=-found.d_a_z,
        )


def with_z_renewing(cell: GRU) -> RenewingGRU:
    """Write a GRU in the convention in which z = 1 renews: the same h, and 1 - z for z."""
    return RenewingGRU(*_other_way(cell), cell.bias_hn)


def with_z_keeping(cell: RenewingGRU) -> GRU:
    """Write it in the convention in which z = 1 keeps: the way back, exactly."""
    return GRU(*_other_way(cell), cell.bias_hn)


def _other_way(cell: GRU | RenewingGRU) -> tuple[Floats, Floats, Floats]:
    return _negated(cell.weight_ih), _negated(cell.weight_hh), _negated(cell.bias)


def _negated(rows: Floats) -> Floats:
    """Give the rows of z, those in the middle, the other sign."""
    r, z, n = np.split(rows, 3)
    return np.concatenate([r, -z, n])


def _keeping(trace: RenewingTrace) -> GRUTrace:
    """Tell the same run in the other convention."""
    held = tuple(
        replace(each, value=1.0 - each.value) if each.gate == "z" else each
        for each in trace.overrides
    )
    given = {name: getattr(trace, name) for name in ("xs", "h0", "r", "n", "h", "a_r", "a_n", "hn")}
    return GRUTrace(**given, z=1.0 - trace.z, a_z=-trace.a_z, overrides=held)
