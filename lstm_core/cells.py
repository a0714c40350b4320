"""What all cells are called together, and how each is run without asking which it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core.gru import GRU, GRUGradients, GRUTrace
from lstm_core.lstm import LSTM, LSTMGradients, LSTMTrace
from lstm_core.overrides import Override
from lstm_core.rnn import RNN, RNNGradients, RNNTrace
from lstm_core.variants.coupled import CoupledLSTM
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.records import RenewingTrace, ResetFirstGradients, ResetFirstTrace
from lstm_core.variants.renewing import RenewingGRU
from lstm_core.variants.reset_first import ResetFirstGRU

Floats = NDArray[np.float64]
WithCellState = LSTM | CoupledLSTM | PeepholeLSTM
Cell = RNN | WithCellState | GRU | RenewingGRU | ResetFirstGRU
Trace = RNNTrace | LSTMTrace | GRUTrace | RenewingTrace | ResetFirstTrace
Gradients = RNNGradients | LSTMGradients | GRUGradients | ResetFirstGradients


def run(
    cell: Cell,
    xs: Floats,
    h0: Floats | None = None,
    c0: Floats | None = None,
    *,
    overrides: Sequence[Override] = (),
) -> Trace:
    """Call the cell's own ``forward``, if it has the states that are given."""
    if isinstance(cell, WithCellState):
        return cell.forward(xs, h0, c0, overrides=overrides)
    if c0 is not None:
        raise ValueError(f"c0 must be None: {type(cell).__name__} has no cell state")
    return cell.forward(xs, h0, overrides=overrides)


def run_back(cell: Cell, trace: Trace, d_h: Floats, d_c_last: Floats | None = None) -> Gradients:
    """Call the cell's own ``backward``, if the trace is its own and it has the states given."""
    if isinstance(cell, WithCellState) and isinstance(trace, LSTMTrace):
        return cell.backward(trace, d_h, d_c_last=d_c_last)
    if d_c_last is not None:
        raise ValueError(f"d_c_last must be None: {type(cell).__name__} has no cell state")
    if isinstance(cell, GRU) and isinstance(trace, GRUTrace):
        return cell.backward(trace, d_h)
    if isinstance(cell, RNN) and isinstance(trace, RNNTrace):
        return cell.backward(trace, d_h)
    if isinstance(cell, RenewingGRU) and isinstance(trace, RenewingTrace):
        return cell.backward(trace, d_h)
    if isinstance(cell, ResetFirstGRU) and isinstance(trace, ResetFirstTrace):
        return cell.backward(trace, d_h)
    raise ValueError(f"{type(trace).__name__} is no trace of {type(cell).__name__}")


def state_names(cell: Cell) -> tuple[str, ...]:
    """Return the states that a cell carries from step to step: h, and c where it has one."""
    return ("h", "c") if isinstance(cell, WithCellState) else ("h",)


def check_cell(name: str, cell: object) -> None:
    """Refuse what is no cell."""
    if not isinstance(cell, Cell):
        raise ValueError(f"{name} must be an RNN, LSTM or GRU; got {type(cell).__name__}")
