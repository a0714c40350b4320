"""A whole network as one value: what reads, what remembers, what answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import softmax
from lstm_core.cells import Cell, Gradients, Trace, run_back
from lstm_core.encoding import Encoder
from lstm_core.layers import (
    Layer,
    LayerGradients,
    LayerTrace,
    array_gradients,
    arrays_by_place,
    d_h_from_readout,
    gradients_by_place,
    h_for_readout,
    output_size,
    parts_with,
    run_layer,
    run_layer_back,
)
from lstm_core.overrides import Override
from lstm_core.readout import Readout

__all__ = [
    "Cell",
    "Gradients",
    "ModelGradients",
    "ModelTrace",
    "SequenceModel",
    "Trace",
    "run_back",
]

Floats = NDArray[np.float64]


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
        ``(T, B, K)``: the answer at every step, so that it can be watched forming. Where the
        readout answers at the end and the last layer reads backwards too, place k is the answer
        when each direction has read k steps.
    masks : tuple of ndarray
        What each layer's h was multiplied by on its way out; empty without dropout.
    """

    inputs: NDArray[Any]
    xs: Floats
    layers: tuple[LayerTrace, ...]
    logits: Floats
    masks: tuple[Floats, ...] = ()

    @property
    def cell(self) -> Trace:
        """The trace of the first layer, where it is one cell that reads forwards."""
        first = self.layers[0]
        if not isinstance(first, Trace):
            raise ValueError(_no_cell(first))
        return first

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
    layers: tuple[LayerGradients, ...]
    d_xs: Floats

    @property
    def cell(self) -> Gradients:
        """The gradients of the first layer, where it is one cell that reads forwards."""
        first = self.layers[0]
        if not isinstance(first, Gradients):
            raise ValueError(_no_cell(first))
        return first


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
    layers : tuple of RNN, LSTM, GRU, one of their variants, Reversed or Bidirectional
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
    layers: tuple[Layer, ...]
    readout: Readout

    def __post_init__(self) -> None:
        """Refuse parts that cannot be joined."""
        if not self.layers:
            raise ValueError("a model needs at least one recurrent layer")
        sizes = [self.encoder.size, *map(output_size, self.layers)]
        wanted = [*(layer.input_size for layer in self.layers), self.readout.weight.shape[1]]
        if sizes != wanted:
            raise ValueError(f"the parts give {sizes} numbers each; the next ones read {wanted}")

    def forward(
        self,
        inputs: NDArray[Any],
        h0: Floats | None = None,
        c0: Floats | None = None,
        *,
        overrides: Sequence[Override] = (),
        lengths: ArrayLike | None = None,
        masks: Sequence[Floats] = (),
    ) -> ModelTrace:
        """Read a batch of sequences.

        Parameters
        ----------
        inputs : ndarray
            Token ids ``(T, B)``, or values ``(T, B, D)`` where the encoder is ``Values``.
        h0, c0 : ndarray, optional
            Starting states of the first layer, ``(B, H)``, or ``(2, B, H)`` where it reads both
            ways; 0 when None; ``c0`` for an LSTM only.
        overrides : sequence of Override
            Gates of the first layer to hold at a value, where it is one cell.
        lengths : array_like of int, optional
            ``(B,)``: where each sequence ends and padding begins; T for all when None. What reads
            forwards needs no lengths; what reads backwards begins there.
        masks : sequence of ndarray, optional
            For each layer what its h is multiplied by on its way to the next layer or to the
            readout, ``(T, B, H)`` or ``(T, B, 2H)``: dropout, in training.

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
        traces = [run_layer(self.layers[0], xs, lengths, h0, c0, overrides=overrides)]
        silences = _silences(masks, len(self.layers))
        for layer, silence in zip(self.layers[1:], silences, strict=False):
            traces.append(run_layer(layer, silence(traces[-1].h), lengths))
        h = silences[-1](h_for_readout(traces[-1], self.readout.at))
        return ModelTrace(inputs, xs, tuple(traces), self.readout.forward(h), tuple(masks))

    def backward(
        self, trace: ModelTrace, d_logits: Floats, *, window: int | None = None
    ) -> ModelGradients:
        """Carry the gradient of a loss back through every step and layer.

        Parameters
        ----------
        trace : ModelTrace
            What :meth:`forward` returned.
        d_logits : ndarray
            ``(T, B, K)``: the gradient with respect to the answer at every step.
        window : int, optional
            How many steps the gradient may run together in each layer, as in
            :func:`~lstm_core.itemised.truncated_backward`; all when None.

        Returns
        -------
        ModelGradients
            By parameter, by layer, and for the encoded inputs.

        Raises
        ------
        ValueError
            When ``d_logits`` has not the shape of the answer, or a window is asked of a layer
            that reads backwards.
        """
        if d_logits.shape != trace.logits.shape:
            raise ValueError(f"d_logits must be {trace.logits.shape}; got {d_logits.shape}")
        last, at = trace.layers[-1], self.readout.at
        silences = _silences(trace.masks, len(self.layers))
        d_h, d_readout = self.readout.backward(silences[-1](h_for_readout(last, at)), d_logits)
        d_h = d_h_from_readout(last, at, silences[-1](d_h))
        by_layer: list[LayerGradients] = []
        for n in reversed(range(len(self.layers))):
            d_h = d_h if n == len(self.layers) - 1 else silences[n](d_h)
            by_layer.insert(0, run_layer_back(self.layers[n], trace.layers[n], d_h, window))
            d_h = by_layer[0].d_xs
        both = zip(self.layers, by_layer, strict=True)
        d_layers = {f"layers.{n}": array_gradients(*pair) for n, pair in enumerate(both)}
        d_encoder = self.encoder.backward(trace.inputs, d_h)
        gradients = gradients_by_place({"encoder": d_encoder, **d_layers, "readout": d_readout})
        return ModelGradients(gradients, tuple(by_layer), d_h)

    @property
    def cell(self) -> Cell:
        """The first layer, where it is one cell that reads forwards.

        Raises
        ------
        ValueError
            When it reads backwards, or both ways.
        """
        first = self.layers[0]
        if not isinstance(first, Cell):
            raise ValueError(_no_cell(first))
        return first

    @property
    def parameters(self) -> dict[str, Floats]:
        """All learnt arrays by name, such as ``layers.0.weight_ih``."""
        return arrays_by_place(self._parts())

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
        encoder, *layers, readout = parts_with(self._parts(), parameters).values()
        return SequenceModel(encoder, tuple(layers), readout)

    def _parts(self) -> dict[str, Any]:
        layers = {f"layers.{n}": layer for n, layer in enumerate(self.layers)}
        return {"encoder": self.encoder, **layers, "readout": self.readout}


def _silences(masks: Sequence[Floats], layers: int) -> list[Callable[[Floats], Floats]]:
    """For each layer what dropout makes of its h on the way out, and of the gradient back."""
    if len(masks) not in (0, layers):
        raise ValueError(f"there must be a mask for each of {layers} layers; got {len(masks)}")
    return [mask.__mul__ for mask in masks] or [lambda h: h] * layers


def _no_cell(first: object) -> str:
    return f"the first layer is no single cell but {type(first).__name__}"
