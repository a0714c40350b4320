"""Reading both ways: at every step, what came before and what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.backwards import (
    REVERSE,
    Reversed,
    ReversedGradients,
    ReversedTrace,
    cut_off,
)
from lstm_core.cells import Cell, Gradients, Trace, check_cell, run, run_back
from lstm_core.parts import gradients_of, parameters_of, with_parameters
from lstm_core.validation import Lengths, as_floats, checked_lengths

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class BidirectionalTrace:
    """What two cells did that read one sequence from both ends.

    Attributes
    ----------
    xs : ndarray
        ``(T, B, D)``: what was given.
    ahead : RNNTrace, LSTMTrace or GRUTrace
        The record of the cell that read from the first step on.
    reverse : ReversedTrace
        The record of the cell that read from the last step back.
    h : ndarray
        ``(T, B, 2H)``: at step t, first what the one knows that has read steps 1 to t, then what
        the other knows that has read steps T to t. 0 behind the end of a sequence.
    """

    xs: Floats
    ahead: Trace
    reverse: ReversedTrace
    h: Floats

    @property
    def lengths(self) -> Lengths:
        """``(B,)``: how many steps each sequence has."""
        return self.reverse.lengths

    @property
    def h_as_read(self) -> Floats:
        """``(T, B, 2H)``: at place k, what both know when each has read k steps."""
        H = self.reverse.h.shape[2]
        return np.concatenate([self.h[..., :-H], self.reverse.h_as_read], axis=2)

    @property
    def h_last(self) -> Floats:
        """``(B, 2H)``: when each has read all; PyTorch's ``h_n``, side by side."""
        ends = self.lengths - 1
        return self.h_as_read[ends, np.arange(len(ends))]

    def in_time(self, d_h_as_read: Floats) -> Floats:
        """Bring a gradient of :attr:`h_as_read` into the order of time."""
        H = self.reverse.h.shape[2]
        reverse = self.reverse.in_time(d_h_as_read[..., -H:])
        return np.concatenate([d_h_as_read[..., :-H], reverse], axis=2)


@dataclass(frozen=True)
class BidirectionalGradients:
    """How a loss would change with two cells that read from both ends.

    Attributes
    ----------
    parameters : dict
        By name; those of the cell that read back such as ``d_weight_ih_reverse``.
    ahead : RNNGradients, LSTMGradients or GRUGradients
        Of the cell that read from the first step on.
    reverse : ReversedGradients
        Of the cell that read from the last step back.
    d_xs : ndarray
        ``(T, B, D)``: both together, for both read the same x.
    """

    parameters: dict[str, Floats]
    ahead: Gradients
    reverse: ReversedGradients
    d_xs: Floats


@dataclass(frozen=True)
class Bidirectional:
    r"""Two cells over one sequence: one reads from the start, the other from the end.

    .. math::
        \overrightarrow{h}_t &= \mathrm{ahead}(x_t, \overrightarrow{h}_{t-1}) \\
        \overleftarrow{h}_t &= \mathrm{reverse}(x_t, \overleftarrow{h}_{t+1}) \\
        h_t &= [\overrightarrow{h}_t ; \overleftarrow{h}_t]

    Neither sees what the other does; only what reads h joins them. PyTorch's
    ``bidirectional=True`` and ``Bidirectional(..., merge_mode="concat")`` of Keras.

    Attributes
    ----------
    ahead : RNN, LSTM or GRU
        Reads from the first step to the last.
    reverse : RNN, LSTM or GRU
        Reads from the last step to the first, with weights of its own.

    Raises
    ------
    ValueError
        When one is no cell, or they differ in their sizes.

    References
    ----------
    Schuster, Paliwal (1997). Bidirectional recurrent neural networks.
    Graves, Schmidhuber (2005). Framewise phoneme classification with bidirectional LSTM and other
    neural network architectures.

    Examples
    --------
    >>> from lstm_core import LSTM
    >>> rng = np.random.default_rng(0)
    >>> layer = Bidirectional(LSTM.init(rng, 3, 5), LSTM.init(rng, 3, 5))
    >>> layer.forward(np.ones((4, 2, 3))).h.shape
    (4, 2, 10)
    """

    ahead: Cell
    reverse: Cell

    def __post_init__(self) -> None:
        """Refuse two that cannot read the same sequence."""
        check_cell("ahead", self.ahead)
        check_cell("reverse", self.reverse)
        sizes = [(cell.input_size, cell.hidden_size) for cell in (self.ahead, self.reverse)]
        if sizes[0] != sizes[1]:
            raise ValueError(f"both cells need the same (D, H); got {sizes[0]} and {sizes[1]}")

    def forward(
        self,
        xs: ArrayLike,
        h0: ArrayLike | None = None,
        c0: ArrayLike | None = None,
        *,
        lengths: ArrayLike | None = None,
    ) -> BidirectionalTrace:
        """Read a batch of sequences from both ends.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)``.
        h0, c0 : array_like, optional
            Starting states ``(2, B, H)``: of the cell that starts at the first step, then of the
            one that starts at the last; 0 when None. ``c0`` for two LSTMs only.
        lengths : array_like of int, optional
            ``(B,)``: how many steps each sequence has, from 1 to T; T for all when None.

        Returns
        -------
        BidirectionalTrace
            Everything that happened.

        Raises
        ------
        ValueError
            When a shape is not as above, or a length lies outside 1 to T.
        """
        xs = as_floats("xs", xs, "T B D", D=self.input_size)
        T, B, _ = xs.shape
        lengths = checked_lengths(lengths, T, B)
        (h_ahead, h_reverse), (c_ahead, c_reverse) = (
            _both(name, state, B, self.hidden_size) for name, state in (("h0", h0), ("c0", c0))
        )
        ahead = run(self.ahead, xs, h_ahead, c_ahead)
        reverse = Reversed(self.reverse).forward(xs, h_reverse, c_reverse, lengths=lengths)
        h = np.concatenate([cut_off(ahead.h, lengths), reverse.h], axis=2)
        return BidirectionalTrace(xs, ahead, reverse, h)

    def backward(self, trace: BidirectionalTrace, d_h: ArrayLike) -> BidirectionalGradients:
        r"""Carry a gradient back through both cells; each gets the half that is its own.

        .. math:: \delta x_t = \overrightarrow{\delta x}_t + \overleftarrow{\delta x}_t

        Parameters
        ----------
        trace : BidirectionalTrace
            What :meth:`forward` returned.
        d_h : array_like
            ``(T, B, 2H)``: the gradient that reaches each h_t from outside. What stands behind a
            sequence's end is not used.

        Returns
        -------
        BidirectionalGradients
            For every parameter, input and state.

        Raises
        ------
        ValueError
            When ``d_h`` has another shape than h.
        """
        T, B, both = trace.h.shape
        H = both // 2
        d_h = as_floats("d_h", d_h, "T B 2H", T=T, B=B, **{"2H": both})
        ahead = run_back(self.ahead, trace.ahead, cut_off(d_h[..., :H], trace.lengths))
        reverse = Reversed(self.reverse).backward(trace.reverse, d_h[..., H:])
        parameters = gradients_of(self.ahead, ahead) | reverse.parameters
        return BidirectionalGradients(parameters, ahead, reverse, ahead.d_xs + reverse.d_xs)

    @property
    def parameters(self) -> dict[str, Floats]:
        """The learnt arrays by PyTorch's names: ``weight_ih``, ``weight_ih_reverse`` and so on."""
        return parameters_of(self.ahead) | Reversed(self.reverse).parameters

    def with_parameters(self, parameters: Mapping[str, Floats]) -> Bidirectional:
        """Make the same layer with other numbers in it."""
        return Bidirectional(
            with_parameters(self.ahead, parameters),
            with_parameters(self.reverse, parameters, REVERSE),
        )

    @property
    def input_size(self) -> int:
        """D: how many numbers it reads at each step."""
        return self.ahead.input_size

    @property
    def hidden_size(self) -> int:
        """H: how many units each of the two has."""
        return self.ahead.hidden_size

    @property
    def output_size(self) -> int:
        """2H: how many numbers h has."""
        return 2 * self.ahead.hidden_size

    @property
    def parameter_count(self) -> int:
        """How many numbers both learn."""
        return self.ahead.parameter_count + self.reverse.parameter_count


def _both(
    name: str, state: ArrayLike | None, B: int, H: int
) -> tuple[Floats, Floats] | tuple[None, None]:
    if state is None:
        return None, None
    ahead, reverse = as_floats(name, state, "2 B H", **{"2": 2, "B": B, "H": H})
    return ahead, reverse
