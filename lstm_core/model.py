"""A whole network as one value: what reads, what remembers, what answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_core.encoding import Encoder
from lstm_core.gru import GRU, GRUGradients, GRUTrace
from lstm_core.lstm import LSTM, LSTMGradients, LSTMTrace
from lstm_core.overrides import Override
from lstm_core.readout import Readout
from lstm_core.rnn import RNN, RNNGradients, RNNTrace

Floats = NDArray[np.float64]
Cell = RNN | LSTM | GRU
Trace = RNNTrace | LSTMTrace | GRUTrace
Gradients = RNNGradients | LSTMGradients | GRUGradients


@dataclass(frozen=True)
class ModelTrace:
    """Everything a model did with one batch of sequences.

    Attributes
    ----------
    inputs : ndarray
        What was given: token ids ``(T, B)`` or values ``(T, B, D)``.
    xs : ndarray
        The encoded inputs ``(T, B, D)``.
    layers : tuple
        The trace of each recurrent layer.
    logits : ndarray
        ``(T, B, K)``: the answer at every step, so that it can be watched forming.
    """

    inputs: NDArray[Any]
    xs: Floats
    layers: tuple[Trace, ...]
    logits: Floats

    @property
    def probabilities(self) -> Floats:
        """The answer at every step as probabilities of the K classes: ``(T, B, K)``."""
        return softmax(self.logits)


@dataclass(frozen=True)
class ModelGradients:
    """How the loss would change with everything that a model is and was given.

    Attributes
    ----------
    parameters : dict
        By name: ``d_`` and the exact name of the parameter.
    layers : tuple
        The gradients of each recurrent layer, states included.
    d_xs : ndarray
        ``(T, B, D)``: with respect to the encoded inputs.
    """

    parameters: dict[str, Floats]
    layers: tuple[Gradients, ...]
    d_xs: Floats


@dataclass(frozen=True)
class SequenceModel:
    r"""Encoder, recurrent layers and readout.

    .. math:: x_t = \mathrm{encode}(\mathrm{input}_t), \qquad
        h^{(1)}_t = \mathrm{cell}_1(x_t, h^{(1)}_{t-1}), \qquad
        h^{(n)}_t = \mathrm{cell}_n(h^{(n-1)}_t, h^{(n)}_{t-1}), \qquad
        y_t = W_y h^{(N)}_t + b_y

    Attributes
    ----------
    encoder : OneHot, Embedding or Values
        From input to x.
    layers : tuple of RNN, LSTM or GRU
        Each reads the hidden states of the one before.
    readout : Readout
        From the last layer's hidden state to the answer.

    Raises
    ------
    ValueError
        When there is no layer, or one part's output does not fit the next one's input.

    Examples
    --------
    >>> from lstm_core import LSTM, OneHot, Readout
    >>> rng = np.random.default_rng(0)
    >>> model = SequenceModel(OneHot(3), (LSTM.init(rng, 3, 4),), Readout.init(rng, 4, 2))
    >>> model.forward(np.array([[0], [2], [1]])).logits.shape
    (3, 1, 2)
    """

    encoder: Encoder
    layers: tuple[Cell, ...]
    readout: Readout

    def __post_init__(self) -> None:
        """Refuse parts that cannot be joined."""
        if not self.layers:
            raise ValueError("a model needs at least one recurrent layer")
        sizes = [self.encoder.size, *(layer.weight_hh.shape[1] for layer in self.layers)]
        wanted = [
            *(layer.weight_ih.shape[1] for layer in self.layers),
            self.readout.weight.shape[1],
        ]
        if sizes != wanted:
            raise ValueError(f"the parts give {sizes} numbers each; the next ones read {wanted}")

    def forward(
        self,
        inputs: NDArray[Any],
        h0: Floats | None = None,
        c0: Floats | None = None,
        *,
        overrides: Sequence[Override] = (),
    ) -> ModelTrace:
        """Read a batch of sequences.

        Parameters
        ----------
        inputs : ndarray
            Token ids ``(T, B)``, or values ``(T, B, D)`` where the encoder is ``Values``.
        h0, c0 : ndarray, optional
            Starting states ``(B, H)`` of the first layer, 0 when None; ``c0`` for an LSTM only.
        overrides : sequence of Override
            Gates of the first layer to hold at a value.

        Returns
        -------
        ModelTrace
            Everything that happened.

        Raises
        ------
        ValueError
            When the inputs are not what the encoder reads, or something is asked of a cell
            that has no such state or gate.
        """
        xs = self.encoder.encode(inputs)
        traces: list[Trace] = [_run(self.layers[0], xs, h0, c0, overrides)]
        for layer in self.layers[1:]:
            traces.append(layer.forward(traces[-1].h))
        return ModelTrace(inputs, xs, tuple(traces), self.readout.forward(traces[-1].h))

    def backward(self, trace: ModelTrace, d_logits: Floats) -> ModelGradients:
        """Carry the gradient of a loss back through every step and layer.

        Parameters
        ----------
        trace : ModelTrace
            What :meth:`forward` returned.
        d_logits : ndarray
            ``(T, B, K)``: the gradient with respect to the answer at every step.

        Returns
        -------
        ModelGradients
            By parameter, by layer, and for the encoded inputs.

        Raises
        ------
        ValueError
            When ``d_logits`` has not the shape of the answer.
        """
        if d_logits.shape != trace.logits.shape:
            raise ValueError(f"d_logits must be {trace.logits.shape}; got {d_logits.shape}")
        d_h, d_readout = self.readout.backward(trace.layers[-1].h, d_logits)
        by_layer: list[Gradients] = []
        for layer, record in zip(reversed(self.layers), reversed(trace.layers), strict=True):
            by_layer.insert(0, run_back(layer, record, d_h))
            d_h = by_layer[0].d_xs
        d_encoder = self.encoder.backward(trace.inputs, d_h)
        gradients = {f"d_encoder.{name[2:]}": d for name, d in d_encoder.items()}
        for n, (layer, d_layer) in enumerate(zip(self.layers, by_layer, strict=True)):
            for name in _array_names(layer):
                gradients[f"d_layers.{n}.{name}"] = getattr(d_layer, f"d_{name}")
        gradients |= {f"d_readout.{name[2:]}": d for name, d in d_readout.items()}
        return ModelGradients(gradients, tuple(by_layer), d_h)

    @property
    def parameters(self) -> dict[str, Floats]:
        """All learnt arrays by name, such as ``layers.0.weight_ih``."""
        return {
            f"{place}.{name}": getattr(part, name)
            for place, part in self._parts().items()
            for name in _array_names(part)
        }

    @property
    def parameter_count(self) -> int:
        """How many numbers are learnt."""
        return sum(array.size for array in self.parameters.values())

    def with_parameters(self, parameters: Mapping[str, Floats]) -> SequenceModel:
        """Make the same model with other numbers in it.

        Raises
        ------
        ValueError
            When a name is not one of :attr:`parameters` or a shape differs.
        """
        own = self.parameters
        for name, array in parameters.items():
            if name not in own or own[name].shape != array.shape:
                raise ValueError(f"there is no parameter {name!r} of shape {array.shape}")
        new = own | dict(parameters)
        parts = {
            place: replace(part, **{name: new[f"{place}.{name}"] for name in _array_names(part)})
            for place, part in self._parts().items()
        }
        encoder, *layers, readout = parts.values()
        return SequenceModel(encoder, tuple(layers), readout)

    def _parts(self) -> dict[str, Any]:
        layers = {f"layers.{n}": layer for n, layer in enumerate(self.layers)}
        return {"encoder": self.encoder, **layers, "readout": self.readout}


def _array_names(part: Any) -> list[str]:
    return [f.name for f in fields(part) if isinstance(getattr(part, f.name), np.ndarray)]


def _run(
    cell: Cell, xs: Floats, h0: Floats | None, c0: Floats | None, overrides: Sequence[Override]
) -> Trace:
    if isinstance(cell, LSTM):
        return cell.forward(xs, h0, c0, overrides=overrides)
    if c0 is not None:
        raise ValueError(f"c0 must be None: {type(cell).__name__} has no cell state")
    return cell.forward(xs, h0, overrides=overrides)


def run_back(cell: Cell, trace: Trace, d_h: Floats) -> Gradients:
    """Call the cell's own ``backward``, if the trace is its own."""
    if isinstance(cell, LSTM) and isinstance(trace, LSTMTrace):
        return cell.backward(trace, d_h)
    if isinstance(cell, GRU) and isinstance(trace, GRUTrace):
        return cell.backward(trace, d_h)
    if isinstance(cell, RNN) and isinstance(trace, RNNTrace):
        return cell.backward(trace, d_h)
    raise ValueError(f"{type(trace).__name__} is no trace of {type(cell).__name__}")
