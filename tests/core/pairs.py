"""An encoder-decoder of random numbers, none of them zero and all sizes different, and its data."""

from __future__ import annotations

from typing import Any

import numpy as np

from lstm_core import (
    GRU,
    LSTM,
    RNN,
    Attention,
    Embedding,
    Pairs,
    PeepholeLSTM,
    Readout,
    ResetFirstGRU,
    Seq2Seq,
)

S, T, B, D_IN, D_OUT, H, READS, WRITES = 6, 4, 3, 3, 2, 5, 8, 7
LENGTHS = (4, 6, 2)
CELLS: dict[str, Any] = {
    kind.__name__: kind for kind in (LSTM, GRU, RNN, PeepholeLSTM, ResetFirstGRU)
}


def build(kind: str = "LSTM", *, attends: bool = True, seed: int = 0) -> Seq2Seq:
    rng = np.random.default_rng(seed)
    model = Seq2Seq(
        Embedding.init(rng, READS, D_IN),
        CELLS[kind].init(rng, D_IN, H),
        Embedding.init(rng, WRITES, D_OUT),
        CELLS[kind].init(rng, D_OUT, H),
        Readout.init(rng, H, WRITES),
        Attention.init(rng, H, H) if attends else None,
    )
    return model.with_parameters(
        {name: p + 0.4 * rng.standard_normal(p.shape) for name, p in model.parameters.items()}
    )


def random_pairs(seed: int = 1) -> Pairs:
    rng = np.random.default_rng(seed)
    return Pairs(
        rng.integers(READS, size=(S, B)), np.array(LENGTHS), rng.integers(WRITES, size=(T, B))
    )


def member(pairs: Pairs, b: int) -> Pairs:
    """That member alone, without what only filled the array."""
    length = int(pairs.lengths[b])
    return Pairs(
        pairs.sources[:length, b : b + 1], pairs.lengths[b : b + 1], pairs.fed[:, b : b + 1]
    )
