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
from lstm_core.arithmetic import Arithmetic, Part, Place, arithmetic, numbers_of
from lstm_core.batch import Batch, judged_at_end
from lstm_core.blanks import (
    copier,
    fader,
    keeper,
    ratchet,
    replacer,
    speaker,
    stopper,
    tally,
    wiper,
)
from lstm_core.contributions import Contributions, contributions
from lstm_core.decay import (
    half_life,
    largest_singular_value,
    largest_singular_values,
    norms,
    spectral_radius,
    steps_to,
)
from lstm_core.edits import Change, Clamp, Edits
from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.gru import GRU, GRUGradients, GRUTrace
from lstm_core.handset import HandSet, counter, eraser, gatekeeper, latch
from lstm_core.initialisers import glorot_uniform, orthogonal
from lstm_core.itemised import itemised, itemised_vectors, truncated_backward, weight_terms
from lstm_core.jacobians import (
    StepJacobians,
    input_jacobians,
    state_jacobians,
    step_jacobians,
)
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
from lstm_core.paths import OneStepSplit, direct_path, one_step_split
from lstm_core.readout import Readout
from lstm_core.rnn import RNN, RNNGradients, RNNTrace
from lstm_core.snapshot import from_arrays, to_arrays
from lstm_core.sweeps import StateGradients, scaled, sweep, sweep_back, with_forget_bias
from lstm_core.training import TrainingEvent, train
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words

__all__ = [
    "Adam",
    "Arithmetic",
    "Batch",
    "Cell",
    "Change",
    "Clamp",
    "Contributions",
    "Edits",
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
    "OneStepSplit",
    "Optimiser",
    "Override",
    "Part",
    "Place",
    "RNN",
    "RNNGradients",
    "RNNTrace",
    "Readout",
    "SGD",
    "SequenceModel",
    "StateGradients",
    "StepJacobians",
    "TrainingEvent",
    "UNKNOWN",
    "Values",
    "Vocabulary",
    "accuracy",
    "arithmetic",
    "clip_by_norm",
    "clip_by_value",
    "contributions",
    "copier",
    "counter",
    "direct_path",
    "eraser",
    "fader",
    "from_arrays",
    "gatekeeper",
    "global_norm",
    "glorot_uniform",
    "half_life",
    "input_jacobians",
    "itemised",
    "itemised_vectors",
    "judged_at_end",
    "keeper",
    "largest_singular_value",
    "largest_singular_values",
    "latch",
    "mean_squared_error",
    "norms",
    "numbers_of",
    "one_step_split",
    "orthogonal",
    "ratchet",
    "relu",
    "relu_slope",
    "replacer",
    "scaled",
    "sigmoid",
    "sigmoid_slope",
    "softmax",
    "softmax_cross_entropy",
    "softmax_slope",
    "speaker",
    "spectral_radius",
    "split_letters",
    "split_words",
    "state_jacobians",
    "step_jacobians",
    "steps_to",
    "stopper",
    "sweep",
    "sweep_back",
    "tally",
    "tanh",
    "tanh_slope",
    "to_arrays",
    "train",
    "truncated_backward",
    "weight_terms",
    "wiper",
    "with_forget_bias",
]
