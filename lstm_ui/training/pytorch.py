"""A trained network as a script in PyTorch that reads the weights from its file."""

from __future__ import annotations

from collections.abc import Iterator

from lstm_core.model import SequenceModel
from lstm_ui.training.code import CodedLayer, Outline, outline

_HEAD = '''\
"""A network that was trained in Gatescope, in PyTorch: the same weights, the same numbers."""

import numpy as np
import torch
from torch import nn

with np.load({file}) as file:
    saved = dict(file)
'''
_LSTM = '''\
def lstm_weights(place, way=""):
    """The weights of one LSTM under PyTorch's names; rows of i, f, g, o as in the file."""
    bias = saved[f"{place}.bias{way}"]
    return {
        f"{place}.weight_ih_l0{way}": saved[f"{place}.weight_ih{way}"],  # (4H, D)
        f"{place}.weight_hh_l0{way}": saved[f"{place}.weight_hh{way}"],  # (4H, H)
        # PyTorch keeps two biases and adds them, so one of the two may be 0.
        f"{place}.bias_ih_l0{way}": bias,  # (4H,)
        f"{place}.bias_hh_l0{way}": np.zeros_like(bias),
    }
'''
_GRU = '''\
def gru_weights(place, way=""):
    """The weights of one GRU under PyTorch's names; rows of r, z, n as in the file."""
    bias_hn = saved[f"{place}.bias_hn{way}"]
    zeros = np.zeros_like(bias_hn)
    return {
        f"{place}.weight_ih_l0{way}": saved[f"{place}.weight_ih{way}"],  # (3H, D)
        f"{place}.weight_hh_l0{way}": saved[f"{place}.weight_hh{way}"],  # (3H, H)
        # PyTorch keeps two biases. For r and z it adds them, so one of the two may be 0;
        # for n the reset gate scales the second, so that one has to stay apart.
        f"{place}.bias_ih_l0{way}": saved[f"{place}.bias{way}"],  # (3H,)
        f"{place}.bias_hh_l0{way}": np.concatenate([zeros, zeros, bias_hn]),
    }
'''
_RNN = '''\
def rnn_weights(place, way=""):
    """The weights of one RNN under PyTorch's names."""
    bias = saved[f"{place}.bias{way}"]
    return {
        f"{place}.weight_ih_l0{way}": saved[f"{place}.weight_ih{way}"],  # (H, D)
        f"{place}.weight_hh_l0{way}": saved[f"{place}.weight_hh{way}"],  # (H, H)
        # PyTorch keeps two biases and adds them, so one of the two may be 0.
        f"{place}.bias_ih_l0{way}": bias,  # (H,)
        f"{place}.bias_hh_l0{way}": np.zeros_like(bias),
    }
'''
_WEIGHTS = {"LSTM": _LSTM, "GRU": _GRU, "RNN": _RNN}


def as_pytorch(model: SequenceModel, name: str = "model.npz", *, dropout: float = 0.0) -> str:
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
        When PyTorch has no such layer.
    ValueError
        When the dropout is no share.
    """
    it = outline(model, name, dropout, "PyTorch")
    network = ["class Network(nn.Module):", *_init(it), "", *_forward(it), ""]
    parts = [_HEAD.format(file=it.file), "\n".join(network), *map(_WEIGHTS.__getitem__, it.cells)]
    return "\n\n".join([*parts, "\n".join([*_loading(it), "", *_running(it), ""])])


def _init(it: Outline) -> Iterator[str]:
    yield "    def __init__(self):"
    yield "        super().__init__()"
    if it.reads == "embedding":
        yield f"        self.encoder = nn.Embedding({it.tokens}, {it.size})"
    if len(it.layers) == 1:
        yield f"        self.layers = nn.ModuleList([{_layer(it.layers[0])}])"
    else:
        yield "        layers = ["
        yield from (f"            {_layer(layer)}," for layer in it.layers)
        yield "        ]"
        yield "        self.layers = nn.ModuleList(layers)"
    if it.dropout:
        yield f"        self.dropout = nn.Dropout({it.dropout!r})  # in training only"
    yield f"        self.readout = nn.Linear({it.layers[-1].outputs}, {it.answers})"


def _layer(layer: CodedLayer) -> str:
    activation = ', nonlinearity="relu"' if layer.activation == "relu" else ""
    both_ways = ", bidirectional=True" if layer.both_ways else ""
    return f"nn.{layer.cell}({layer.inputs}, {layer.units}{activation}{both_ways})"


def _forward(it: Outline) -> Iterator[str]:
    if it.reads == "values":
        yield f"    def forward(self, x):  # (T, B, {it.size})"
    else:
        encode = f"nn.functional.one_hot(ids, {it.size}).double()"
        encode = "self.encoder(ids)" if it.reads == "embedding" else encode
        yield "    def forward(self, ids):  # (T, B)"
        yield f"        x = {encode}  # (T, B, {it.size})"
    *_, last = it.layers
    for n, layer in enumerate(it.layers):
        given = "h" if n else "x"
        if n and it.dropout:
            yield "        h = self.dropout(h)"
        if layer is last and it.at_end and layer.both_ways:
            kept = "h, (h_n, _)" if layer.cell == "LSTM" else "h, h_n"
            yield f"        {kept} = self.layers[{n}]({given})"
            yield "        # In h_n each has read all: one at the last step, one at the first."
            yield f"        h = torch.cat([h_n[0], h_n[1]], dim=1)  # (B, {layer.outputs})"
            continue
        yield f"        h, _ = self.layers[{n}]({given})  # (T, B, {layer.outputs})"
    if it.at_end and not last.both_ways:
        yield f"        h = h[-1]  # (B, {last.outputs}): after the last step"
    h = "self.dropout(h)" if it.dropout else "h"
    shape = f"(B, {it.answers})" if it.at_end else f"(T, B, {it.answers})"
    yield f"        return self.readout({h})  # {shape}"


def _loading(it: Outline) -> Iterator[str]:
    yield "network = Network().double()  # float64, as it was trained; PyTorch starts with float32"
    yield "weights = {"
    if it.reads == "embedding":
        yield '    "encoder.weight": saved["encoder.weight"],'
    for layer in it.layers:
        for call in layer.weights:
            yield f"    **{call},"
    yield '    "readout.weight": saved["readout.weight"],'
    yield '    "readout.bias": saved["readout.bias"],'
    yield "}"
    yield "network.load_state_dict({name: torch.from_numpy(w) for name, w in weights.items()})"
    yield "network.eval()"


def _running(it: Outline) -> Iterator[str]:
    if it.reads == "values":
        numbers = f"torch.linspace(-1, 1, {4 * it.size}, dtype=torch.float64)"
        yield f"given = {numbers}.reshape(4, 1, {it.size})  # (T, B, D)"
    else:
        yield f"given = torch.tensor({it.example})[:, None]  # (T, B): one sequence of 4 tokens"
    yield "with torch.no_grad():"
    yield "    logits = network(given)"
    yield "print(logits)"
