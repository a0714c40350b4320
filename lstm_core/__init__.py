"""The engine: recurrent cells as values, in NumPy and nothing else."""

from __future__ import annotations

from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.losses import Loss, accuracy, mean_squared_error, softmax_cross_entropy
from lstm_core.optimisers import (
    SGD,
    Adam,
    Momentum,
    Optimiser,
    clip_by_norm,
    clip_by_value,
    global_norm,
)
from lstm_core.readout import Readout
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words

__all__ = [
    "Adam",
    "Embedding",
    "Encoder",
    "Loss",
    "Momentum",
    "OneHot",
    "Optimiser",
    "Readout",
    "SGD",
    "UNKNOWN",
    "Values",
    "Vocabulary",
    "accuracy",
    "clip_by_norm",
    "clip_by_value",
    "global_norm",
    "glorot_uniform",
    "mean_squared_error",
    "orthogonal",
    "softmax_cross_entropy",
    "split_letters",
    "split_words",
]
