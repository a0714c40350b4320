"""The simple recurrent cell: one layer that reads its own last answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import SQUASHES
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.layout import Mix, joined_again, joined_inputs, mixer, summed_products, swapped
from lstm_core.overrides import Override, check_overrides
from lstm_core.records import RNNGradients, RNNTrace
from lstm_core.sizes import Sizes
from lstm_core.validation import as_floats, cell_weights, clip_limit, one_of, starting_state

__all__ = ["RNN", "RNNGradients", "RNNTrace"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RNN(Sizes):
    r"""A simple recurrent cell.

    .. math:: a_t = W_x x_t + W_h h_{t-1} + b, \qquad h_t = \tanh(a_t)

    or :math:`h_t = \mathrm{ReLU}(a_t)`. A cell is a value: its arrays are never written to.

    Attributes
    ----------
    weight_ih : ndarray
        ``(H, D)``: :math:`W_x`, from the input.
    weight_hh : ndarray
        ``(H, H)``: :math:`W_h`, from the last hidden state.
    bias : ndarray
        ``(H,)``: one, where PyTorch keeps two that are added.
    activation : {"tanh", "relu"}
        What squashes the sum.

    Raises
    ------
    ValueError
        When the shapes do not fit each other, a number is not finite, or there is no such
        activation.

    References
    ----------
    Elman (1990). Finding structure in time.

    Examples
    --------
    >>> cell = RNN.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> cell.forward(np.ones((4, 2, 3))).h.shape
    (4, 2, 5)
    """

    weight_ih: Floats
    weight_hh: Floats
    bias: Floats
    activation: Literal["tanh", "relu"] = "tanh"

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        one_of("activation", self.activation, tuple(SQUASHES))
        for name, array in cell_weights(self.weight_ih, self.weight_hh, self.bias, 1).items():
            object.__setattr__(self, name, array)

    @classmethod
    def init(
        cls,
        rng: np.random.Generator,
        input_size: int,
        hidden_size: int,
        *,
        activation: Literal["tanh", "relu"] = "tanh",
    ) -> RNN:
        """Draw input weights by Glorot's rule, recurrent ones orthogonal; the bias starts at 0."""
        return cls(
            weight_ih=glorot_uniform(rng, (hidden_size, input_size)),
            weight_hh=orthogonal(rng, hidden_size),
            bias=np.zeros(hidden_size),
            activation=activation,
        )

    def squash(self, a: Floats) -> Floats:
        """Apply the activation."""
        return SQUASHES[self.activation].function(a)

    def step(self, x: Floats, h_prev: Floats) -> Floats:
        """Do one time step, as the equations have it: ``(B, D)``, ``(B, H)`` to ``(B, H)``."""
        joined = np.concatenate([h_prev, x], axis=-1)
        a = joined @ self.weight_joined.T + self.bias
        h = self.squash(a)
        return h

    def forward(
        self, xs: ArrayLike, h0: ArrayLike | None = None, *, overrides: Sequence[Override] = ()
    ) -> RNNTrace:
        """Read a batch of sequences: :meth:`step` for every step, laid out for speed.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)``.
        h0 : array_like, optional
            Starting hidden state ``(B, H)``; zeros when None.
        overrides : sequence of Override
            None: an RNN has no gates. Here so that all cells are called alike.

        Returns
        -------
        RNNTrace
            Everything that happened. Numbers that grow past 10³⁰⁸ stand in it as infinity or
            NaN, without a warning.

        Raises
        ------
        ValueError
            When a shape is not as above, a number is not finite, or there is an override.
        """
        xs = as_floats("xs", xs, "T B D", D=self.input_size)
        T, B, H = len(xs), xs.shape[1], self.hidden_size
        h0 = starting_state("h0", h0, B, H)
        check_overrides(overrides, (), T, H)
        return self.read(xs, h0, mixer([self.weight_in_run]))

    @property
    def weight_in_run(self) -> Floats:
        """Weights and bias as the loop over time has them: ``(H, H + D + 1)``."""
        return np.column_stack([self.weight_joined, self.bias])

    def read(self, xs: Floats, h0: Floats, mix: Mix) -> RNNTrace:
        """Do what :meth:`forward` does once all is checked; ``mix`` holds the weights."""
        (T, B, _), H = xs.shape, self.hidden_size
        joined = joined_inputs(xs, h0)  # (T + 1, H + D + 1, B)
        a, squash = np.empty((T, H, B)), SQUASHES[self.activation].into
        with np.errstate(over="ignore", invalid="ignore"):
            for inputs, a_t, h in zip(joined, a, joined[1:, :H], strict=False):
                mix(inputs, a_t)
                squash(a_t, h)
        return RNNTrace(
            xs=swapped(joined[:T, H:-1]), h0=h0, a=swapped(a), h=swapped(joined[1:, :H])
        )

    def backward(
        self, trace: RNNTrace, d_h: ArrayLike, *, clip: float | None = None
    ) -> RNNGradients:
        r"""Carry the gradient of a loss back through every step.

        .. math:: \delta h_t = \frac{\partial L}{\partial h_t} + W_h^\top \delta a_{t+1}, \qquad
            \delta a_t = \delta h_t \odot \tanh'(a_t)

        .. math:: \delta W_h = \sum_t \delta a_t h_{t-1}^\top, \quad
            \delta W_x = \sum_t \delta a_t x_t^\top, \quad \delta b = \sum_t \delta a_t

        Parameters
        ----------
        trace : RNNTrace
            What :meth:`forward` returned.
        d_h : array_like
            ``(T, B, H)``: the gradient that reaches each h_t from outside.
        clip : float, optional
            Largest size of each :math:`\delta a` (Graves 2013).

        Returns
        -------
        RNNGradients
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
            d_a, states = self.carry_back(trace, d_h, mixer([self.weight_in_run_back]), clip)
            d_weight = summed_products(d_a, joined_again(trace.xs, trace.h0, trace.h))
            return RNNGradients(
                d_weight_ih=d_weight[:, H:-1],
                d_weight_hh=d_weight[:, :H],
                d_bias=d_weight[:, -1],
                d_xs=swapped(self.weight_ih.T @ d_a),
                **states,
            )

    @property
    def weight_in_run_back(self) -> Floats:
        """What takes gradients of the pre-activations to h_prev: ``(H, H)``."""
        return self.weight_hh.T.copy()

    def slopes(self, trace: RNNTrace) -> Floats:
        """Lay out what the gradient of h is multiplied by on its way to a: ``(T, H, B)``."""
        return SQUASHES[self.activation].slope_from_output(swapped(trace.h))

    def carry_back(
        self, trace: RNNTrace, d_h: Floats, mix: Mix, clip: float | None = None
    ) -> tuple[Floats, dict[str, Floats]]:
        """Carry the gradient back to every state: all of :meth:`backward` but the parameters.

        Returns
        -------
        ndarray
            ``(T, H, B)``: that of the pre-activations.
        dict
            The same by name, and those of the states, as in :class:`RNNGradients`.
        """
        T, B, H = trace.h.shape
        slopes = self.slopes(trace)
        d_h_total, d_a, from_later = swapped(d_h).copy(), np.empty((T, H, B)), np.zeros((H, B))
        for d_h_t, slope, d_a_t in zip(d_h_total[::-1], slopes[::-1], d_a[::-1], strict=True):
            np.add(d_h_t, from_later, d_h_t)
            np.multiply(d_h_t, slope, d_a_t)
            if clip is not None:
                np.clip(d_a_t, -clip, clip, d_a_t)
            mix(d_a_t, from_later)
        states = {"d_a": swapped(d_a), "d_h0": from_later.T, "d_h": swapped(d_h_total)}
        return d_a, states
