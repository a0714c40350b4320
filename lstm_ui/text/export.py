"""A network that writes as a file, with the characters that its numbers stand for."""

from __future__ import annotations

from typing import Any

from lstm_ui.text.problem import OWN, TextProblem
from lstm_ui.text.sources import SOURCES
from lstm_ui.training.files import as_file
from lstm_ui.training.history import State


def weights(problem: TextProblem, state: State) -> bytes:
    """Write the network of that moment as ``.npz``; the text itself is not in it."""
    tokens = list(problem.text.vocabulary.tokens)
    facts: dict[str, Any] = {
        "task": "foretells the next character",
        "text": "own text" if problem.source == OWN else SOURCES[problem.source].title,
        "updates": state.update,
        "seed": problem.learning.seed,
        "tokens": tokens,
        "classes": tokens,
    }
    return as_file(state.model, facts)
