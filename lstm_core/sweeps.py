"""A whole family of cells on the same sequence at once: what a slider runs through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.gru import GATES, GRU
from lstm_core.layout import mixer
from lstm_core.lstm import GATE_ORDER, LSTM
from lstm_core.model import Cell, Trace
from lstm_core.overrides import Override, check_overrides
from lstm_core.records import GRUTrace, LSTMTrace, RNNTrace
from lstm_core.rnn import RNN
from lstm_core.validation import as_floats
from lstm_core.views import with_arrays

Floats = NDArray[np.float64]
TRACES: dict[type, type] = {RNN: RNNTrace, LSTM: LSTMTrace, GRU: GRUTrace}


class StateGradients(NamedTuple):
    """How each member's loss hangs on its states.

    Attributes
    ----------
    d_h : ndarray
        ``(T, B, H)``: the total at every step.
    d_c : ndarray or None
        Likewise; None where there is no cell state.
    """

    d_h: Floats
    d_c: Floats | None


def scaled(cell: Cell, scale: float) -> Cell:
    """Make the same cell with its recurrent weights multiplied by ``scale``, its biases kept.

    Parameters
    ----------
    cell : RNN, LSTM or GRU
        Any cell.
    scale : float
        Any finite number.

    Returns
    -------
    RNN, LSTM or GRU
        Of the same kind.

    Raises
    ------
    ValueError
        When a weight would not be finite.
    """
    return replace(cell, weight_hh=scale * cell.weight_hh)


def with_forget_bias(cell: LSTM, mean: float) -> LSTM:
    """Make the same cell with all forget biases moved alike, so that ``mean`` is their mean.

    Parameters
    ----------
    cell : LSTM
        Only an LSTM has a forget gate.
    mean : float
        Any finite number.

    Returns
    -------
    LSTM
        With the same weights.

    Raises
    ------
    ValueError
        When the cell is no LSTM or the mean is not finite.
    """
    if not isinstance(cell, LSTM):
        raise ValueError(f"{type(cell).__name__} has no forget gate")
    bias, forget = cell.bias.copy(), slice(cell.hidden_size, 2 * cell.hidden_size)
    bias[forget] += mean - bias[forget].mean()
    return replace(cell, bias=bias)


def sweep(cells: Sequence[Cell], xs: ArrayLike, *, overrides: Sequence[Override] = ()) -> Trace:
    """Let B cells of one kind and size read the same sequence, all in one pass.

    Parameters
    ----------
    cells : sequence of RNN, LSTM or GRU
        All of one kind, with the same sizes and activation; their numbers differ.
    xs : array_like
        ``(T, 1, D)``.
    overrides : sequence of Override
        Gates to hold at a value, in all of them.

    Returns
    -------
    RNNTrace, LSTMTrace or GRUTrace
        A batch of which member b is the run of ``cells[b]`` from zero states.

    Raises
    ------
    ValueError
        When there is no cell, they differ in more than their numbers, ``xs`` does not fit, or
        an override asks for what the cells do not have.

    Examples
    --------
    >>> cell = LSTM.init(np.random.default_rng(0), input_size=1, hidden_size=2)
    >>> sweep([scaled(cell, s) for s in (0.1, 1.0, 3.0)], np.ones((5, 1, 1))).h.shape
    (5, 3, 2)
    """
    first, B = _alike(cells), len(cells)
    one = as_floats("xs", xs, "T B D", B=1, D=first.input_size)
    T, H = len(one), first.hidden_size
    wide, mix = np.broadcast_to(one, (T, B, first.input_size)), _mixer(cells, "weight_in_run")
    h0 = np.zeros((B, H))
    if isinstance(first, LSTM):
        check_overrides(overrides, GATE_ORDER, T, H)
        return first.read(wide, h0, np.zeros((B, H)), overrides, mix)
    if isinstance(first, GRU):
        check_overrides(overrides, GATES, T, H)
        return first.read(wide, h0, overrides, mix)
    assert isinstance(first, RNN)
    check_overrides(overrides, (), T, H)
    return first.read(wide, h0, mix)


def sweep_back(cells: Sequence[Cell], trace: Trace, d_h: ArrayLike) -> StateGradients:
    """Carry the gradients of B losses back, each through its own cell, all in one pass.

    A sweep over the length T needs no runs of its own: where the loss sits is where ``d_h`` is
    not 0, and that may be another step for each member. What a cell does behind its last loss
    is as if it had never been, even where its numbers overflow there.

    Parameters
    ----------
    cells : sequence of RNN, LSTM or GRU
        Those that :func:`sweep` was given.
    trace : RNNTrace, LSTMTrace or GRUTrace
        What it returned.
    d_h : array_like
        ``(T, B, H)``: the gradient that reaches each h_t from outside.

    Returns
    -------
    StateGradients
        The totals at every step. Numbers past 10³⁰⁸ stand in them as infinity or NaN, without
        a warning.

    Raises
    ------
    ValueError
        When the cells differ in more than their numbers, the trace is none of theirs, or
        ``d_h`` has another shape than h.
    """
    first: Any = _alike(cells)
    T, B, H = len(trace.h), len(cells), first.hidden_size
    if not isinstance(trace, TRACES[type(first)]) or trace.h.shape != (T, B, H):
        wanted = f"{type(first).__name__} of {B} members and {H} units"
        raise ValueError(f"this {type(trace).__name__} is no trace of {wanted}")
    given = as_floats("d_h", d_h, "T B H", T=T, B=B, H=H)
    last = (np.zeros((B, H)),) if isinstance(first, LSTM) else ()
    with np.errstate(over="ignore", invalid="ignore"):
        mix = _mixer(cells, "weight_in_run_back")
        _, states = first.carry_back(_up_to_the_loss(trace, given), given, *last, mix)
    return StateGradients(states["d_h"], states.get("d_c"))


def _up_to_the_loss(trace: Any, d_h: Floats) -> Any:
    """Put 0 for all that a member does behind its last loss: an infinity there times 0 is NaN."""
    later = np.logical_or.accumulate(d_h[::-1].any(axis=2))[::-1]  # (T, B)
    if later.all():
        return trace
    heard = later[..., None]
    return with_arrays(trace, lambda array: np.where(heard, array, 0.0), over_time=True)


def _mixer(cells: Sequence[Cell], weight: str) -> Any:
    return mixer([getattr(cell, weight) for cell in cells])


def _alike(cells: Sequence[Cell]) -> Cell:
    """Return the first of the cells, if all are alike but for their numbers."""
    if not cells:
        raise ValueError("a sweep needs at least one cell")
    first = cells[0]
    if type(first) not in TRACES:
        raise ValueError(f"a sweep takes cells of RNN, LSTM or GRU; got {type(first).__name__}")
    for cell in cells:
        if type(cell) is not type(first) or _kind(cell) != _kind(first):
            raise ValueError("a sweep needs cells of one kind, one size and one activation")
    return first


def _kind(cell: Cell) -> list[Any]:
    return [part.shape if isinstance(part, np.ndarray) else part for part in vars(cell).values()]
