"""What the example models are trained on: pure generators that are given their randomness."""

from __future__ import annotations

from lstm_core.tasks import (
    adding,
    brackets,
    copy_memory,
    dates,
    echo,
    first_symbol,
    gaps,
    intents,
    names,
    parity,
    reviews,
    segments,
    temporal_order,
)

__all__ = [
    "adding",
    "brackets",
    "copy_memory",
    "dates",
    "echo",
    "first_symbol",
    "gaps",
    "intents",
    "names",
    "parity",
    "reviews",
    "segments",
    "temporal_order",
]
