"""Reading from the end: a cell that sees what comes after.

A sequence that is read backwards has to begin at its own last step, not at the padding behind it.
So such a layer takes the lengths of the sequences that lie side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.cells import Cell, Gradients, Trace, check_cell, run, run_back
from lstm_core.parts import gradients_of, parameters_of, with_parameters
from lstm_core.validation import Lengths, as_floats, checked_lengths

Floats = NDArray[np.float64]

REVERSE = "_reverse"
"""What PyTorch puts behind the name of a parameter of the direction that reads backwards."""


@dataclass(frozen=True)
class ReversedTrace:
    """What a cell did that read from the last step to the first.

    Attributes
    ----------
    xs : ndarray
        ``(T, B, D)``: what was given, in the order of time.
    lengths : ndarray
        ``(B,)``: how many steps each sequence has; behind them is padding.
    read : RNNTrace, LSTMTrace or GRUTrace
        The cell's own record, in the order in which it read: its step 1 is the last of time.
    h : ndarray
        ``(T, B, H)`` in the order of time: at step t the cell has read steps t to the end.
        0 behind the end of a sequence.
    """

    xs: Floats
    lengths: Lengths
    read: Trace
    h: Floats

    @property
    def h_as_read(self) -> Floats:
        """``(T, B, H)``: the same in the order of reading, so that the end is the last one read."""
        return turned(self.h, self.lengths)

    @property
    def h_last(self) -> Floats:
        """``(B, H)``: when all is read, at the first step of time."""
        first: Floats = self.h[0]
        return first

    def in_time(self, d_h_as_read: Floats) -> Floats:
        """Bring a gradient of :attr:`h_as_read` into the order of time."""
        return turned(d_h_as_read, self.lengths)


@dataclass(frozen=True)
class ReversedGradients:
    """How a loss would change with a cell that read backwards.

    Attributes
    ----------
    parameters : dict
        By name, such as ``d_weight_ih_reverse``.
    read : RNNGradients, LSTMGradients or GRUGradients
        The cell's own, steps in the order in which it read.
    d_xs : ndarray
        ``(T, B, D)`` in the order of time.
    """

    parameters: dict[str, Floats]
    read: Gradients
    d_xs: Floats


@dataclass(frozen=True)
class Reversed:
    r"""A cell that reads from the last step to the first.

    .. math:: h_t = \mathrm{cell}(x_t, h_{t+1}), \qquad h_{T+1} = h_0

    Attributes
    ----------
    cell : RNN, LSTM or GRU
        What reads.

    Examples
    --------
    >>> from lstm_core import RNN
    >>> layer = Reversed(RNN(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1)))
    >>> layer.forward(np.array([[[0.0]], [[1.0]]])).h[:, 0, 0].round(2).tolist()
    [0.64, 0.76]
    """

    cell: Cell

    def __post_init__(self) -> None:
        """Refuse what is no cell."""
        check_cell("cell", self.cell)

    def forward(
        self,
        xs: ArrayLike,
        h0: Floats | None = None,
        c0: Floats | None = None,
        *,
        lengths: ArrayLike | None = None,
    ) -> ReversedTrace:
        """Read a batch of sequences, each from its own end.

        Parameters
        ----------
        xs : array_like
            ``(T, B, D)`` in the order of time.
        h0, c0 : ndarray, optional
            States ``(B, H)`` before the first step that is read, the last of time; 0 when None.
        lengths : array_like of int, optional
            ``(B,)``: how many steps each sequence has, from 1 to T; T for all when None.

        Returns
        -------
        ReversedTrace
            Everything that happened.

        Raises
        ------
        ValueError
            When a shape is not as above, or a length lies outside 1 to T.
        """
        xs = as_floats("xs", xs, "T B D", D=self.input_size)
        lengths = checked_lengths(lengths, *xs.shape[:2])
        read = run(self.cell, turned(xs, lengths), h0, c0)
        return ReversedTrace(xs, lengths, read, cut_off(turned(read.h, lengths), lengths))

    def backward(self, trace: ReversedTrace, d_h: ArrayLike) -> ReversedGradients:
        r"""Carry a gradient back: for this cell, from the first step of time to the last.

        .. math:: \delta h_t = \partial L / \partial h_t
            + \left(\frac{\partial h_{t-1}}{\partial h_t}\right)^\top \delta h_{t-1}

        Parameters
        ----------
        trace : ReversedTrace
            What :meth:`forward` returned.
        d_h : array_like
            ``(T, B, H)`` in the order of time. What stands behind a sequence's end is not used.

        Returns
        -------
        ReversedGradients
            For every parameter, input and state.

        Raises
        ------
        ValueError
            When ``d_h`` has another shape than h.
        """
        T, B, H = trace.h.shape
        d_h = cut_off(as_floats("d_h", d_h, "T B H", T=T, B=B, H=H), trace.lengths)
        read = run_back(self.cell, trace.read, turned(d_h, trace.lengths))
        parameters = gradients_of(self.cell, read, REVERSE)
        return ReversedGradients(parameters, read, turned(read.d_xs, trace.lengths))

    @property
    def parameters(self) -> dict[str, Floats]:
        """The learnt arrays by PyTorch's names, such as ``weight_ih_reverse``."""
        return parameters_of(self.cell, REVERSE)

    def with_parameters(self, parameters: Mapping[str, Floats]) -> Reversed:
        """Make the same layer with other numbers in it."""
        return Reversed(with_parameters(self.cell, parameters, REVERSE))

    @property
    def input_size(self) -> int:
        """D: how many numbers it reads at each step."""
        return self.cell.input_size

    @property
    def hidden_size(self) -> int:
        """H: how many units it has."""
        return self.cell.hidden_size

    @property
    def output_size(self) -> int:
        """H: how many numbers h has."""
        return self.cell.hidden_size

    @property
    def parameter_count(self) -> int:
        """How many numbers it learns."""
        return self.cell.parameter_count


def turned(array: Floats, lengths: Lengths) -> Floats:
    """Turn each sequence round within its own length; padding stays behind. Twice is once none."""
    steps = np.arange(len(array))[:, None]
    order = np.where(steps < lengths, lengths - 1 - steps, steps)  # (T, B)
    return np.asarray(array[order, np.arange(len(lengths))], dtype=np.float64)


def cut_off(array: Floats, lengths: Lengths) -> Floats:
    """Set what stands behind each sequence's end to 0."""
    return np.where((np.arange(len(array))[:, None] < lengths)[..., None], array, 0.0)
