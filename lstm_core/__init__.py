"""The engine: recurrent cells as values, in NumPy and nothing else."""

from __future__ import annotations

from lstm_core.activations import (
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_slope,
    tanh,
    tanh_slope,
)
from lstm_core.batch import Batch, judged_at_end
from lstm_core.contributions import Contributions, contributions
from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.gru import GRU, GRUGradients, GRUTrace
from lstm_core.handset import HandSet, counter, eraser, gatekeeper, latch
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.losses import (
    Loss,
    LossFunction,
    accuracy,
    mean_squared_error,
    softmax_cross_entropy,
)
from lstm_core.lstm import GATE_ORDER, LSTM, LSTMGradients, LSTMTrace
from lstm_core.model import Cell, ModelGradients, ModelTrace, SequenceModel
from lstm_core.optimisers import (
    SGD,
    Adam,
    Momentum,
    Optimiser,
    clip_by_norm,
    clip_by_value,
    global_norm,
)
from lstm_core.overrides import Override
from lstm_core.readout import Readout
from lstm_core.rnn import RNN, RNNGradients, RNNTrace
from lstm_core.snapshot import from_arrays, to_arrays
from lstm_core.training import TrainingEvent, train
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words

__all__ = [
    "Adam",
    "Batch",
    "Cell",
    "Contributions",
    "Embedding",
    "Encoder",
    "GATE_ORDER",
    "GRU",
    "GRUGradients",
    "GRUTrace",
    "HandSet",
    "LSTM",
    "LSTMGradients",
    "LSTMTrace",
    "Loss",
    "LossFunction",
    "ModelGradients",
    "ModelTrace",
    "Momentum",
    "OneHot",
    "Optimiser",
    "Override",
    "RNN",
    "RNNGradients",
    "RNNTrace",
    "Readout",
    "SGD",
    "SequenceModel",
    "TrainingEvent",
    "UNKNOWN",
    "Values",
    "Vocabulary",
    "accuracy",
    "clip_by_norm",
    "clip_by_value",
    "contributions",
    "counter",
    "eraser",
    "from_arrays",
    "gatekeeper",
    "global_norm",
    "glorot_uniform",
    "judged_at_end",
    "latch",
    "mean_squared_error",
    "orthogonal",
    "relu",
    "relu_slope",
    "sigmoid",
    "sigmoid_slope",
    "softmax",
    "softmax_cross_entropy",
    "softmax_slope",
    "split_letters",
    "split_words",
    "tanh",
    "tanh_slope",
    "to_arrays",
    "train",
]
