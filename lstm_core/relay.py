"""Sequences of unequal lengths side by side, each read to its own end and no further.

A batch of them is a relay: all members run together to the end of the shortest, the others go on
from there to the end of the next, and so on. No number is computed for a place that is only
there to fill the array, so nothing has to be masked out again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.cells import Cell, Trace, run, run_back, state_names
from lstm_core.parts import gradients_of, parameters_of
from lstm_core.validation import Lengths, as_floats, checked_lengths

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Leg:
    """Steps that the same members ran together.

    Attributes
    ----------
    start, stop : int
        The first step and the one behind the last.
    members : ndarray of int
        Who ran.
    trace : RNNTrace, LSTMTrace or GRUTrace
        What the cell did.
    """

    start: int
    stop: int
    members: Ints
    trace: Trace


@dataclass(frozen=True)
class Relay:
    """Everything a cell did with sequences of unequal lengths.

    Attributes
    ----------
    legs : tuple of Leg
        In order of time; one alone when all lengths are equal.
    h : ndarray
        ``(T, B, H)``: hidden states, 0 behind a member's end.
    last : tuple of ndarray
        ``(B, H)`` each: the hidden state at each member's own end, and for an LSTM the cell
        state there.
    """

    legs: tuple[Leg, ...]
    h: Floats
    last: tuple[Floats, ...]


@dataclass(frozen=True)
class RelayGradients:
    """How the loss hangs on what was read and on the cell that read it.

    Attributes
    ----------
    parameters : dict
        By name: ``d_`` and the exact name of the cell's parameter.
    d_xs : ndarray
        ``(T, B, D)``: 0 behind a member's end.
    """

    parameters: dict[str, Floats]
    d_xs: Floats


def read_to_ends(cell: Cell, xs: Floats, lengths: Lengths) -> Relay:
    """Read each member of a batch to its own end, from zero states.

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        What reads.
    xs : ndarray
        ``(T, B, D)``; what stands behind a member's end is not read.
    lengths : ndarray of int
        ``(B,)``: how many steps each member has.

    Returns
    -------
    Relay
        Hidden states at every step, and all states at each end.

    Raises
    ------
    ValueError
        When a shape or a length does not fit.
    """
    xs = as_floats("xs", xs, "T B D")
    T, B, H = len(xs), xs.shape[1], cell.weight_hh.shape[1]
    lengths = checked_lengths(lengths, T, B)
    h, legs, start = np.zeros((T, B, H)), [], 0
    last = tuple(np.zeros((B, H)) for _ in state_names(cell))
    for stop in np.unique(lengths).tolist():
        members = np.flatnonzero(lengths >= stop)
        trace = run(cell, xs[start:stop, members], *(state[members] for state in last))
        h[start:stop, members] = trace.h
        for name, state in zip(state_names(cell), last, strict=True):
            state[members] = getattr(trace, name)[-1]
        legs.append(Leg(start, stop, members, trace))
        start = stop
    return Relay(tuple(legs), h, last)


def carry_to_starts(
    cell: Cell, relay: Relay, d_h: Floats, d_last: tuple[Floats, ...]
) -> RelayGradients:
    r"""Carry gradients back along a relay: last leg first.

    .. math:: \delta s_{\mathrm{stop}} = \frac{\partial L}{\partial s_{\mathrm{last}}}
        \; \text{for members that end there, else} \; \delta s_0 \; \text{of the next leg}

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        What read.
    relay : Relay
        What :func:`read_to_ends` returned.
    d_h : ndarray
        ``(T, B, H)``: the gradient that reaches each h from outside; not used behind an end.
    d_last : tuple of ndarray
        ``(B, H)`` each: the gradients that reach ``relay.last``.

    Returns
    -------
    RelayGradients
        For every parameter and input.

    Raises
    ------
    ValueError
        When a gradient has another shape than its state, or is not finite.
    """
    T, B, H = relay.h.shape
    d_h = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H)
    flow = [as_floats("d_last", d, "B H", B=B, H=H).copy() for d in d_last]
    parameters = {f"d_{name}": np.zeros_like(a) for name, a in parameters_of(cell).items()}
    d_xs = np.zeros((T, B, cell.weight_ih.shape[1]))
    for leg in reversed(relay.legs):
        d_leg = d_h[leg.start : leg.stop, leg.members]
        d_leg[-1] += flow[0][leg.members]
        back = run_back(cell, leg.trace, d_leg, *(d[leg.members] for d in flow[1:]))
        for name, d_state in zip(state_names(cell), flow, strict=True):
            d_state[leg.members] = getattr(back, f"d_{name}0")
        d_xs[leg.start : leg.stop, leg.members] = back.d_xs
        for name, d in gradients_of(cell, back).items():
            parameters[name] += d
    return RelayGradients(parameters, d_xs)
