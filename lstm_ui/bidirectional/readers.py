"""The three trained readers, and what each makes of a sentence with a gap."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.bidirectional import Bidirectional, BidirectionalTrace
from lstm_core.model import SequenceModel
from lstm_core.snapshot import from_arrays
from lstm_core.tasks.gaps import VOCABULARY
from lstm_ui.bidirectional.sentences import Gapped
from lstm_ui.examples import WEIGHTS

Floats = NDArray[np.float64]
DIRECTIONS = ("forward", "backward", "both")
FUTURES = ("there", "not yet")
"""Whether what comes after the gap can be read."""


@dataclass(frozen=True)
class Reader:
    """One trained network and what its JSON says."""

    direction: str
    model: SequenceModel
    facts: dict[str, Any]


@dataclass(frozen=True)
class Votes:
    """How the answer at the gap comes together: two votes and a bias for each answer.

    Attributes
    ----------
    ahead, reverse : ndarray
        ``(K,)``: what the half of the readout adds that reads the one hidden state or the other.
    bias : ndarray
        ``(K,)``.
    """

    ahead: Floats
    reverse: Floats
    bias: Floats

    @property
    def sum(self) -> Floats:
        """The logits: the softmax of them are the shares."""
        return self.ahead + self.reverse + self.bias


@dataclass(frozen=True)
class Reading:
    """What the readers make of the words that can be read.

    Attributes
    ----------
    steps : int
        How many words can be read, T.
    ahead, reverse : ndarray
        ``(T, H)``: hidden states of the network that reads both ways, in the order of the words.
    shares : dict
        By direction ``(T, K)``: what the network would say at each word for the gap.
    votes : Votes
        Of the network that reads both ways, at the gap.
    """

    steps: int
    ahead: Floats
    reverse: Floats
    shares: dict[str, Floats]
    votes: Votes


@cache
def reader(direction: str) -> Reader:
    """The trained reader of that direction."""
    path = WEIGHTS / f"gaps_lstm_{direction}"
    with np.load(path.with_suffix(".npz"), allow_pickle=False) as arrays:
        model = from_arrays(dict(arrays))
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Reader(direction, model, facts)


def read(sentence: Gapped, future: str) -> Reading:
    """Let all three read the sentence, or only what stands up to the gap."""
    words = sentence.read if future == "there" else sentence.read[: sentence.at + 1]
    ids = VOCABULARY.encode(words)[:, None]
    traces = {direction: reader(direction).model.forward(ids) for direction in DIRECTIONS}
    layer = traces["both"].layers[0]
    assert isinstance(layer, BidirectionalTrace)
    H = _layer().hidden_size
    return Reading(
        steps=len(words),
        ahead=layer.h[:, 0, :H],
        reverse=layer.h[:, 0, H:],
        shares={direction: trace.probabilities[:, 0] for direction, trace in traces.items()},
        votes=votes(reader("both").model, layer.h[sentence.at, 0]),
    )


def votes(model: SequenceModel, h: Floats) -> Votes:
    r"""Take the answer at one step apart by who brought it.

    .. math:: y = W_y [\overrightarrow{h} ; \overleftarrow{h}] + b
        = \overrightarrow{W}_y \overrightarrow{h} + \overleftarrow{W}_y \overleftarrow{h} + b
    """
    H = len(h) // 2
    weight = model.readout.weight
    return Votes(weight[:, :H] @ h[:H], weight[:, H:] @ h[H:], model.readout.bias)


def _layer() -> Bidirectional:
    layer = reader("both").model.layers[0]
    assert isinstance(layer, Bidirectional)
    return layer
