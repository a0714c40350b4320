"""Where a network comes from: trained or set by hand (examples), or drawn at random."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from lstm_core.encoding import Embedding
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout
from lstm_core.rnn import RNN
from lstm_core.tasks import intents
from lstm_core.variants.coupled import CoupledLSTM
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.renewing import RenewingGRU
from lstm_core.variants.reset_first import ResetFirstGRU
from lstm_ui.examples import EXAMPLES, Example, cells_of, load_example, variants_of

RANDOM = "random"
NETWORKS: dict[str, str] = {**EXAMPLES, RANDOM: "Random network"}
"""Titles by key, in the order in which they are offered."""

INPUT_SIZE = 6
_CELLS: dict[str, type[Any]] = {"LSTM": LSTM, "RNN": RNN, "GRU": GRU}
_VARIANTS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (CoupledLSTM, PeepholeLSTM, ResetFirstGRU, RenewingGRU)
}


def cells_offered(net: str) -> tuple[str, ...]:
    """Which kinds of cell there are of a network, LSTM first."""
    return tuple(_CELLS) if net == RANDOM else cells_of(net)


def variants_offered(net: str) -> tuple[str, ...]:
    """Which relatives of LSTM and GRU there are of a network."""
    return tuple(_VARIANTS) if net == RANDOM else variants_of(net)


@lru_cache(maxsize=64)
def network(net: str, cell: str | None = None, hidden: int = 8, seed: int = 7) -> Example:
    """The network of that key, as its first cell where none is asked for.

    ``hidden`` and ``seed`` only matter for the random one.
    """
    cell = cell or cells_offered(net)[0]
    if net != RANDOM:
        return load_example(net, cell)
    rng = np.random.default_rng(seed)
    encoder = Embedding.init(rng, intents.VOCABULARY.size, INPUT_SIZE)
    layer = (_CELLS | _VARIANTS)[cell].init(rng, INPUT_SIZE, hidden)
    readout = Readout.init(rng, hidden, len(intents.CLASSES))
    return Example(
        key=RANDOM,
        title=NETWORKS[RANDOM],
        reads="words",
        blurb="Has learnt nothing: its weights were drawn at random, so its answer means nothing.",
        default=intents.DEFAULT,
        suggestions=("hello, will it rain in paris tomorrow?", "please wake me up at seven"),
        cell=cell,
        model=SequenceModel(encoder, (layer,), readout),
        vocabulary=intents.VOCABULARY,
        classes=intents.CLASSES,
        task="classify",
        provenance="random",
        facts={"seed": seed},
    )
