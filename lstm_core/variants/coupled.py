"""The LSTM whose one gate both keeps and writes: the input gate is what the forget gate leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import sigmoid
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.lstm import GATE_ORDER, LSTM
from lstm_core.overrides import Override, check_overrides
from lstm_core.records import LSTMGradients, LSTMTrace
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights

Floats = NDArray[np.float64]

ROWS = ("f", "g", "o")
OTHER = {"f": "i", "i": "f"}


@dataclass(frozen=True)
class CoupledLSTM(Sizes):
    r"""A long short-term memory cell with coupled input and forget gate.

    .. math::
        f_t &= \sigma(W_{xf} x_t + W_{hf} h_{t-1} + b_f) \\
        i_t &= 1 - f_t \\
        g_t &= \tanh(W_{xg} x_t + W_{hg} h_{t-1} + b_g) \\
        o_t &= \sigma(W_{xo} x_t + W_{ho} h_{t-1} + b_o) \\
        c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
        h_t &= o_t \odot \tanh(c_t)

    Since :math:`1 - \sigma(a) = \sigma(-a)`, it is an LSTM whose rows of i are those of f with
    the other sign: :attr:`as_lstm`. What an LSTM can do, forwards and backwards, it does by that.

    Attributes
    ----------
    weight_ih : ndarray
        ``(3H, D)``, from the input; rows of f, g, o in this order.
    weight_hh : ndarray
        ``(3H, H)``, from the last hidden state.
    bias : ndarray
        ``(3H,)``.

    Raises
    ------
    ValueError
        When the shapes do not fit each other or a number is not finite.

    References
    ----------
    Greff et al. (2017). LSTM: a search space odyssey. There it is called CIFG.

    Examples
    --------
    >>> cell = CoupledLSTM.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> trace = cell.forward(np.ones((4, 2, 3)))
    >>> bool(np.allclose(trace.i + trace.f, 1.0))
    True
    """

    weight_ih: Floats
    weight_hh: Floats
    bias: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        for name, array in cell_weights(self.weight_ih, self.weight_hh, self.bias, 3).items():
            object.__setattr__(self, name, array)

    @classmethod
    def init(
        cls,
        rng: np.random.Generator,
        input_size: int,
        hidden_size: int,
        *,
        forget_bias: float = 1.0,
    ) -> CoupledLSTM:
        """Draw weights as for an LSTM; the biases start at 0, that of f at ``forget_bias``."""
        shape, no_bias = (hidden_size, input_size), np.zeros(hidden_size)
        return cls(
            weight_ih=np.concatenate([glorot_uniform(rng, shape) for _ in ROWS]),
            weight_hh=np.concatenate([orthogonal(rng, hidden_size) for _ in ROWS]),
            bias=np.concatenate([no_bias + forget_bias, no_bias, no_bias]),
        )

    @property
    def as_lstm(self) -> LSTM:
        """The LSTM that does the same: rows -f, f, g, o."""

        def doubled(rows: Floats) -> Floats:
            return np.concatenate([-rows[: self.hidden_size], rows])

        return LSTM(doubled(self.weight_ih), doubled(self.weight_hh), doubled(self.bias))

    def step(self, x: Floats, h_prev: Floats, c_prev: Floats) -> tuple[Floats, Floats]:
        """Do one time step, as the equations have it: from ``x (B, D)`` and states ``(B, H)``."""
        joined = np.concatenate([h_prev, x], axis=-1)
        a = joined @ self.weight_joined.T + self.bias
        a_f, a_g, a_o = np.split(a, 3, axis=-1)
        f = sigmoid(a_f)
        kept = f * c_prev
        i = 1 - f
        g = np.tanh(a_g)
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
        """Read a batch of sequences, as :meth:`lstm_core.LSTM.forward`.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)``.
        h0, c0 : array_like, optional
            Starting states ``(B, H)``; zeros when None.
        overrides : sequence of Override
            Gates to hold at a value. Whoever holds f holds i at 1 - f, and the other way round.

        Returns
        -------
        LSTMTrace
            Everything that happened; ``a_i`` is ``-a_f``.

        Raises
        ------
        ValueError
            When a shape is not as above, a number is not finite, or an override asks for what
            the cell does not have.
        """
        T = len(as_floats("xs", xs, "T B D", D=self.input_size))
        check_overrides(overrides, GATE_ORDER, T, self.hidden_size)
        both = [held for override in overrides for held in _coupled(override)]
        return self.as_lstm.forward(xs, h0, c0, overrides=both)

    def backward(
        self,
        trace: LSTMTrace,
        d_h: ArrayLike,
        *,
        d_c_last: ArrayLike | None = None,
        clip: float | None = None,
    ) -> LSTMGradients:
        r"""Carry the gradient of a loss back through every step.

        As in :meth:`lstm_core.LSTM.backward`; then, because :math:`a^i_t = -a^f_t`,

        .. math:: \delta a^f_t \leftarrow \delta a^f_t - \delta a^i_t, \qquad
            \delta W_f \leftarrow \delta W_f - \delta W_i

        Parameters
        ----------
        trace : LSTMTrace
            What :meth:`forward` returned. Gates that were held are constants.
        d_h : array_like
            ``(T, B, H)``: the gradient that reaches each h_t from outside.
        d_c_last : array_like, optional
            ``(B, H)``: the gradient that reaches the last c from outside; none when None.
        clip : float, optional
            Largest size of each :math:`\delta a` of the LSTM (Graves 2013).

        Returns
        -------
        LSTMGradients
            For every parameter, input and state; ``d_a_i`` is ``-d_a_f``.

        Raises
        ------
        ValueError
            When a gradient has another shape than its state, or is not finite.
        """
        H = self.hidden_size
        found = self.as_lstm.backward(trace, d_h, d_c_last=d_c_last, clip=clip)

        def folded(rows: Floats) -> Floats:
            return np.concatenate([rows[H : 2 * H] - rows[:H], rows[2 * H :]])

        return replace(
            found,
            d_weight_ih=folded(found.d_weight_ih),
            d_weight_hh=folded(found.d_weight_hh),
            d_bias=folded(found.d_bias),
            d_a_f=found.d_a_f - found.d_a_i,
            d_a_i=found.d_a_i - found.d_a_f,
        )


def _coupled(override: Override) -> list[Override]:
    """List what is held, and the gate that is thereby held too."""
    if override.gate not in OTHER:
        return [override]
    return [override, replace(override, gate=OTHER[override.gate], value=1.0 - override.value)]
