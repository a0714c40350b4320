"""What the example models are trained on: pure generators that are given their randomness."""

from __future__ import annotations

from lstm_core.tasks import brackets, echo, first_symbol, intents, reviews

__all__ = ["brackets", "echo", "first_symbol", "intents", "reviews"]
