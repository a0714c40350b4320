"""The engine: recurrent cells as values, in NumPy and nothing else."""

from __future__ import annotations

from lstm_core.initialisers import glorot_uniform, orthogonal

__all__ = [
    "glorot_uniform",
    "orthogonal",
]
