"""What an encoder-decoder is given, what it did and wrote, and how the loss hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_core.attention import AttentionTrace
from lstm_core.cells import Trace
from lstm_core.relay import Relay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

END = 0
"""The symbol that ends an output, and that the decoder is given in place of a first one."""


@dataclass(frozen=True)
class Pairs:
    """What an encoder-decoder is given: sources of any length, and what the decoder is fed.

    Attributes
    ----------
    sources : ndarray of int
        ``(S, B)``: token ids; what stands behind a member's end is not read.
    lengths : ndarray of int
        ``(B,)``: how long each source is.
    fed : ndarray of int
        ``(T, B)``: what the decoder reads: :data:`END` first, then each symbol before the one
        it is to write.
    """

    sources: Ints
    lengths: Ints
    fed: Ints


@dataclass(frozen=True)
class Seq2SeqTrace:
    """Everything an encoder-decoder did with one batch.

    Attributes
    ----------
    pairs : Pairs
        What was given.
    encoder : Relay
        What the encoder did; ``encoder.last`` is all that is handed over at the bridge.
    decoder : RNNTrace, LSTMTrace or GRUTrace
        What the decoder did from there.
    attention : AttentionTrace or None
        Where it looked back; None for a model without attention.
    logits : ndarray
        ``(T, B, K)``.
    """

    pairs: Pairs
    encoder: Relay
    decoder: Trace
    attention: AttentionTrace | None
    logits: Floats

    @property
    def probabilities(self) -> Floats:
        """The next symbol at every step as probabilities: ``(T, B, K)``."""
        return softmax(self.logits)


@dataclass(frozen=True)
class Seq2SeqGradients:
    """How the loss would change with everything that is learnt.

    Attributes
    ----------
    parameters : dict
        By name: ``d_`` and the exact name of the parameter.
    d_bridge : tuple of ndarray
        ``(B, H)`` each: with respect to what is handed over, h and for an LSTM c.
    """

    parameters: dict[str, Floats]
    d_bridge: tuple[Floats, ...]


@dataclass(frozen=True)
class Decoding:
    """What a decoder wrote when it was fed its own output.

    Attributes
    ----------
    outputs : ndarray of int
        ``(T, B)``: what it wrote, :data:`END` from each member's end on.
    lengths : ndarray of int
        ``(B,)``: how many symbols each wrote before its end.
    ended : ndarray of bool
        ``(B,)``: False for a member that the limit cut off.
    trace : Seq2SeqTrace
        The whole run.
    """

    outputs: Ints
    lengths: Ints
    ended: NDArray[np.bool_]
    trace: Seq2SeqTrace
