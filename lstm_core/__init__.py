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
from lstm_core.attention import Attention, AttentionTrace
from lstm_core.backwards import Reversed, ReversedGradients, ReversedTrace
from lstm_core.batch import Batch, judged_at_end
from lstm_core.bidirectional import Bidirectional, BidirectionalGradients, BidirectionalTrace
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
from lstm_core.contributions import Contributions, contributions, seen_through
from lstm_core.decay import (
    half_life,
    largest_singular_value,
    largest_singular_values,
    norms,
    spectral_radius,
    steps_to,
)
from lstm_core.dropout import Dropout
from lstm_core.edits import Change, Clamp, Edits
from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.generate import Choice, Generated, generate, writing
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
from lstm_core.pairs import Decoding, Pairs, Seq2SeqGradients, Seq2SeqTrace
from lstm_core.paths import OneStepSplit, direct_path, one_step_split
from lstm_core.plain import PlainGradients, PlainLayer, PlainTrace
from lstm_core.reading import read_on
from lstm_core.readout import Readout
from lstm_core.repetition import Repetition, repetition
from lstm_core.rnn import RNN, RNNGradients, RNNTrace
from lstm_core.seq2seq import Seq2Seq
from lstm_core.snapshot import (
    from_arrays,
    parts_to_arrays,
    plain_from_arrays,
    seq2seq_from_arrays,
    to_arrays,
)
from lstm_core.squashings import Squashings, squashed_forward, squashed_model
from lstm_core.sweeps import StateGradients, scaled, sweep, sweep_back, with_forget_bias
from lstm_core.training import DivergedError, Learner, TrainingEvent, train
from lstm_core.variants.coupled import CoupledLSTM
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.records import (
    PeepholeGradients,
    RenewingTrace,
    ResetFirstGradients,
    ResetFirstTrace,
)
from lstm_core.variants.renewing import RenewingGRU, with_z_keeping, with_z_renewing
from lstm_core.variants.reset_first import ResetFirstGRU, with_reset_first
from lstm_core.vocabulary import UNKNOWN, Vocabulary, split_letters, split_words

__all__ = [
    "Adam",
    "Arithmetic",
    "Attention",
    "AttentionTrace",
    "Batch",
    "Bidirectional",
    "BidirectionalGradients",
    "BidirectionalTrace",
    "Cell",
    "Change",
    "Choice",
    "Clamp",
    "Contributions",
    "CoupledLSTM",
    "Decoding",
    "DivergedError",
    "Dropout",
    "Edits",
    "Embedding",
    "Encoder",
    "GATE_ORDER",
    "GRU",
    "GRUGradients",
    "GRUTrace",
    "Generated",
    "HandSet",
    "LSTM",
    "LSTMGradients",
    "LSTMTrace",
    "Learner",
    "Loss",
    "LossFunction",
    "ModelGradients",
    "ModelTrace",
    "Momentum",
    "OneHot",
    "OneStepSplit",
    "Optimiser",
    "Override",
    "Pairs",
    "Part",
    "PeepholeGradients",
    "PeepholeLSTM",
    "Place",
    "PlainGradients",
    "PlainLayer",
    "PlainTrace",
    "RNN",
    "RNNGradients",
    "RNNTrace",
    "Readout",
    "RenewingGRU",
    "RenewingTrace",
    "Repetition",
    "ResetFirstGRU",
    "ResetFirstGradients",
    "ResetFirstTrace",
    "Reversed",
    "ReversedGradients",
    "ReversedTrace",
    "SGD",
    "Seq2Seq",
    "Seq2SeqGradients",
    "Seq2SeqTrace",
    "SequenceModel",
    "Squashings",
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
    "generate",
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
    "parts_to_arrays",
    "plain_from_arrays",
    "ratchet",
    "read_on",
    "relu",
    "relu_slope",
    "repetition",
    "replacer",
    "scaled",
    "seen_through",
    "seq2seq_from_arrays",
    "sigmoid",
    "sigmoid_slope",
    "softmax",
    "softmax_cross_entropy",
    "softmax_slope",
    "speaker",
    "spectral_radius",
    "split_letters",
    "split_words",
    "squashed_forward",
    "squashed_model",
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
    "with_reset_first",
    "with_z_keeping",
    "with_z_renewing",
    "writing",
]
