"""An LSTM whose layers are squashed by other functions: to see why each has the one it has.

Forward only. No gradient goes through such a run, and nothing is trained with it: it shows what
becomes of weights that were made for the usual functions. :class:`~lstm_core.lstm.LSTM` itself
stays as it is, for speed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import relu, sigmoid, tanh
from lstm_core.lstm import LSTM, LSTMTrace
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.validation import as_floats, one_of, starting_state

Floats = NDArray[np.float64]


def unchanged(x: ArrayLike) -> Floats:
    """Return ``x`` as it is: what stands where no function squashes."""
    return np.asarray(x, dtype=np.float64)


FUNCTIONS: dict[str, Callable[[ArrayLike], Floats]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "none": unchanged,
}
"""What can squash a layer, by name."""


@dataclass(frozen=True)
class Squashings:
    r"""Which function squashes what in an LSTM; as it opens, the usual ones.

    .. math::
        i_t &= s_i(a^i_t), \quad f_t = s_f(a^f_t), \quad g_t = s_g(a^g_t), \quad
            o_t = s_o(a^o_t) \\
        c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
        h_t &= o_t \odot s_c(c_t)

    Attributes
    ----------
    i, f, o : {"sigmoid", "tanh", "relu", "none"}
        For the gates.
    g : {"sigmoid", "tanh", "relu", "none"}
        For the candidate.
    c : {"sigmoid", "tanh", "relu", "none"}
        For the cell state on its way into h.

    Raises
    ------
    ValueError
        When there is no such function.

    References
    ----------
    Hochreiter, Schmidhuber (1997). Long short-term memory.

    Examples
    --------
    >>> Squashings(f="tanh").f
    'tanh'
    """

    i: str = "sigmoid"
    f: str = "sigmoid"
    g: str = "tanh"
    o: str = "sigmoid"
    c: str = "tanh"

    def __post_init__(self) -> None:
        """Refuse a function that is not there."""
        for name, function in vars(self).items():
            one_of(name, function, tuple(FUNCTIONS))


def squashed_forward(
    cell: LSTM,
    squashings: Squashings,
    xs: ArrayLike,
    h0: ArrayLike | None = None,
    c0: ArrayLike | None = None,
) -> LSTMTrace:
    """Read a batch of sequences with the weights of ``cell`` and other functions.

    Parameters
    ----------
    cell : LSTM
        Whose weights are used; what squashes its candidate is not.
    squashings : Squashings
        Which function stands where.
    xs : array_like
        ``(T, B, D)``.
    h0, c0 : array_like, optional
        Starting states ``(B, H)``; zeros when None.

    Returns
    -------
    LSTMTrace
        Everything that happened; ``tanh_c`` holds whatever the cell state became on its way into
        h. Numbers that grow past 10³⁰⁸ stand in it as infinity or NaN, without a warning. It is
        no trace for ``LSTM.backward``, whose slopes are those of the usual functions.

    Raises
    ------
    ValueError
        When a shape is not as above or a number is not finite.

    Examples
    --------
    >>> cell = LSTM.init(np.random.default_rng(0), input_size=3, hidden_size=5)
    >>> squashed_forward(cell, Squashings(f="tanh"), np.ones((4, 2, 3))).c.shape
    (4, 2, 5)
    """
    xs = as_floats("xs", xs, "T B D", D=cell.input_size)
    T, B, H = len(xs), xs.shape[1], cell.hidden_size
    h0, c0 = starting_state("h0", h0, B, H), starting_state("c0", c0, B, H)
    names = ("i", "f", "g", "o", "c", "tanh_c", "h", "a_i", "a_f", "a_g", "a_o")
    run: dict[str, Any] = {name: np.empty((T, B, H)) for name in names}
    h, c = h0, c0
    with np.errstate(over="ignore", invalid="ignore"):
        for t, x in enumerate(xs):
            now = _step(cell, squashings, x, h, c)
            h, c = now["h"], now["c"]
            for name, values in now.items():
                run[name][t] = values
    return LSTMTrace(xs=xs, h0=h0, c0=c0, **run)


def _step(
    cell: LSTM, squashings: Squashings, x: Floats, h_prev: Floats, c_prev: Floats
) -> dict[str, Floats]:
    """Do one time step; by the names of :class:`LSTMTrace`, each ``(B, H)``."""
    a = np.concatenate([h_prev, x], axis=-1) @ cell.weight_joined.T + cell.bias
    a_i, a_f, a_g, a_o = np.split(a, 4, axis=-1)
    i = FUNCTIONS[squashings.i](a_i)
    f = FUNCTIONS[squashings.f](a_f)
    g = FUNCTIONS[squashings.g](a_g)
    o = FUNCTIONS[squashings.o](a_o)
    c = f * c_prev + i * g
    shown = FUNCTIONS[squashings.c](c)
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "tanh_c": shown, "h": o * shown} | {
        "a_i": a_i, "a_f": a_f, "a_g": a_g, "a_o": a_o,
    }  # fmt: skip


def squashed_model(
    model: SequenceModel, squashings: Squashings, inputs: NDArray[Any]
) -> ModelTrace:
    """Let a whole model read with other functions in its one LSTM, from states of 0.

    Parameters
    ----------
    model : SequenceModel
        With one layer, an LSTM.
    squashings : Squashings
        Which function stands where.
    inputs : ndarray
        As for ``SequenceModel.forward``.

    Returns
    -------
    ModelTrace
        As of ``SequenceModel.forward``.

    Raises
    ------
    ValueError
        When the model is not one LSTM, or the inputs are not what its encoder reads.
    """
    if len(model.layers) != 1 or not isinstance(model.layers[0], LSTM):
        raise ValueError("only a model of one LSTM can be read with other functions")
    xs = model.encoder.encode(inputs)
    trace = squashed_forward(model.layers[0], squashings, xs)
    with np.errstate(over="ignore", invalid="ignore"):
        return ModelTrace(inputs, xs, (trace,), model.readout.forward(trace.h))
