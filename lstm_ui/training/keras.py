"""A trained network as a script in Keras that reads the weights from its file."""

from __future__ import annotations

from collections.abc import Iterator

from lstm_core.model import SequenceModel
from lstm_ui.training.code import CodedLayer, Outline, outline

_HEAD = '''\
"""A network that was trained in Gatescope, in Keras 3: the same weights, the same numbers.

On TensorFlow all digits agree. On PyTorch or JAX, if KERAS_BACKEND names one of them, Keras rounds
to float32 on the way, and about six digits agree.
"""

import keras
import numpy as np

keras.config.set_floatx("float64")  # as it was trained; Keras starts with float32
with np.load({file}) as file:
    saved = dict(file)
'''
_LSTM = '''\
def lstm_weights(place, way=""):
    """The weights of one LSTM: i, f, g, o as in the file, in columns where it has rows."""
    return [
        saved[f"{place}.weight_ih{way}"].T,  # kernel (D, 4H)
        saved[f"{place}.weight_hh{way}"].T,  # recurrent_kernel (H, 4H)
        saved[f"{place}.bias{way}"],  # (4H,)
    ]
'''
_GRU = '''\
def gru_weights(place, way=""):
    """The weights of one GRU: columns of z, r, n where the file has rows of r, z, n."""
    bias, bias_hn = saved[f"{place}.bias{way}"], saved[f"{place}.bias_hn{way}"]
    zeros = np.zeros_like(bias_hn)
    # Keras keeps two biases here. For r and z it adds them, so one of the two may be 0;
    # for n the reset gate scales the second, so that one has to stay apart.
    biases = np.stack([bias, np.concatenate([zeros, zeros, bias_hn])], axis=1)
    return [
        z_first(saved[f"{place}.weight_ih{way}"]).T,  # kernel (D, 3H)
        z_first(saved[f"{place}.weight_hh{way}"]).T,  # recurrent_kernel (H, 3H)
        z_first(biases).T,  # (2, 3H)
    ]


def z_first(rows):
    r, z, n = np.split(rows, 3)
    return np.concatenate([z, r, n])
'''
_RNN = '''\
def rnn_weights(place, way=""):
    """The weights of one simple RNN: a column where the file has a row."""
    return [
        saved[f"{place}.weight_ih{way}"].T,  # kernel (D, H)
        saved[f"{place}.weight_hh{way}"].T,  # recurrent_kernel (H, H)
        saved[f"{place}.bias{way}"],  # (H,)
    ]
'''
_WEIGHTS = {"LSTM": _LSTM, "GRU": _GRU, "RNN": _RNN}


def as_keras(model: SequenceModel, name: str = "model.npz", *, dropout: float = 0.0) -> str:
    """Write the script that builds the same network, reads its weights and runs it.

    Parameters
    ----------
    model : SequenceModel
        What was trained.
    name : str
        What its ``.npz`` file is called.
    dropout : float
        What it was trained with, for whoever trains it on.

    Raises
    ------
    NoCodeError
        When Keras has no such layer.
    ValueError
        When the dropout is no share.
    """
    it = outline(model, name, dropout, "Keras")
    head = "\n".join([_HEAD.format(file=it.file), *_layers(it), "", *_network(it), ""])
    parts = [head, *map(_WEIGHTS.__getitem__, it.cells)]
    return "\n\n".join([*parts, "\n".join([*_loading(it), "", *_running(it), ""])])


def _layers(it: Outline) -> Iterator[str]:
    if it.reads == "embedding":
        yield f"encoder = keras.layers.Embedding({it.tokens}, {it.size})"
    yield "layers = ["
    *_, last = it.layers
    for layer in it.layers:
        if layer is last and it.at_end and layer.both_ways:
            yield "    # Each gives what it knows when it has read everything from its own end."
        yield f"    {_layer(layer, every=layer is not last or not it.at_end)},"
    yield "]"
    if it.dropout:
        yield f"dropout = keras.layers.Dropout({it.dropout!r})  # in training only"
    yield f"readout = keras.layers.Dense({it.answers})"


def _layer(layer: CodedLayer, *, every: bool) -> str:
    name = "SimpleRNN" if layer.cell == "RNN" else layer.cell
    activation = ', activation="relu"' if layer.activation == "relu" else ""
    reset = ", reset_after=True" if layer.cell == "GRU" else ""
    sequences = ", return_sequences=True" if every else ""
    cell = f"keras.layers.{name}({layer.units}{activation}{reset}{sequences})"
    return f"keras.layers.Bidirectional({cell})" if layer.both_ways else cell


def _network(it: Outline) -> Iterator[str]:
    if it.reads == "values":
        yield f"given = keras.Input((None, {it.size}))  # (B, T, {it.size}): the batch comes first"
        x = "given"
    else:
        yield 'given = keras.Input((None,), dtype="int32")  # (B, T): the batch comes first'
        encode = f"keras.ops.one_hot(given, {it.size})"
        yield f"x = {'encoder(given)' if it.reads == 'embedding' else encode}  # (B, T, {it.size})"
        x = "x"
    for n, layer in enumerate(it.layers):
        ends = it.at_end and n == len(it.layers) - 1
        shape = f"(B, {layer.outputs})" if ends else f"(B, T, {layer.outputs})"
        yield f"h = layers[{n}]({'h' if n else x})  # {shape}"
        if it.dropout:
            yield "h = dropout(h)"
    yield "network = keras.Model(given, readout(h))"


def _loading(it: Outline) -> Iterator[str]:
    if it.reads == "embedding":
        yield 'encoder.set_weights([saved["encoder.weight"]])'
    for n, layer in enumerate(it.layers):
        yield f"layers[{n}].set_weights({' + '.join(layer.weights)})"
    yield 'readout.set_weights([saved["readout.weight"].T, saved["readout.bias"]])'


def _running(it: Outline) -> Iterator[str]:
    if it.reads == "values":
        numbers = f"np.linspace(-1, 1, {4 * it.size}).reshape(1, 4, {it.size})"
        yield f"example = {numbers}  # (B, T, D)"
    else:
        yield f"example = np.array([{it.example}])  # (B, T): one sequence of 4 tokens"
    yield "logits = network.predict(example, verbose=0)"
    yield "print(logits)"
