"""Reading on: a model goes through a sequence piece by piece, its states carried over."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.cells import Cell, Trace, run, state_names
from lstm_core.model import ModelTrace, SequenceModel

Floats = NDArray[np.float64]


def read_on(
    model: SequenceModel, inputs: NDArray[Any], before: ModelTrace | None = None
) -> ModelTrace:
    r"""Read some more steps from the states in which an earlier piece left every layer.

    .. math:: (h^{(n)}_0, c^{(n)}_0) \leftarrow (h^{(n)}_T, c^{(n)}_T)
        \text{ of the piece before, in every layer } n

    Read so, a sequence that is cut into pieces gives the states and answers of the whole.

    Parameters
    ----------
    model : SequenceModel
        Any model of cells that read forwards.
    inputs : ndarray
        The next piece: token ids ``(T, B)`` or values ``(T, B, D)``.
    before : ModelTrace, optional
        What this function returned for the piece before, with the same B; all states are 0
        when None.

    Returns
    -------
    ModelTrace
        Everything that happened in this piece.

    Raises
    ------
    ValueError
        When an input is not what the model reads, B changes, or a layer reads backwards.

    Examples
    --------
    >>> from lstm_core import LSTM, OneHot, Readout
    >>> rng = np.random.default_rng(0)
    >>> model = SequenceModel(OneHot(3), (LSTM.init(rng, 3, 4),), Readout.init(rng, 4, 2))
    >>> ids = np.array([[0], [2], [1]])
    >>> piece = read_on(model, ids[2:], read_on(model, ids[:2]))
    >>> np.allclose(piece.logits[-1], model.forward(ids).logits[-1])
    True
    """
    check_reads_forwards(model)
    xs = model.encoder.encode(inputs)
    traces: list[Trace] = []
    for n, layer in enumerate(model.layers):
        assert isinstance(layer, Cell)
        states = () if before is None else last_states(layer, before.layers[n])
        traces.append(run(layer, traces[-1].h if traces else xs, *states))
    return ModelTrace(inputs, xs, tuple(traces), model.readout.forward(traces[-1].h))


def last_states(cell: Cell, trace: Any) -> tuple[Floats, ...]:
    """Take the states after the last step: h ``(B, H)``, and c where the cell has one."""
    return tuple(getattr(trace, name)[-1] for name in state_names(cell))


def check_reads_forwards(model: SequenceModel) -> None:
    """Refuse a model that would have to know what comes later."""
    if not all(isinstance(layer, Cell) for layer in model.layers):
        raise ValueError("a model that reads backwards cannot write: its future is not there yet")
