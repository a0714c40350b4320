"""A small network and what its file holds, for the tests of files."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from lstm_core import LSTM, OneHot, Readout, SequenceModel
from lstm_core.snapshot import to_arrays
from lstm_ui.training.files import (
    CHANGED,
    MARK,
    NO_FILE,
    NOT_FINITE,
    OTHER_VERSION,
    TOO_BIG,
    TOO_LARGE,
)

_rng = np.random.default_rng(0)
SMALL = SequenceModel(OneHot(3), (LSTM.init(_rng, 3, 2),), Readout.init(_rng, 2, 2))
FACTS = {"seed": 7, "scores": [0.25, 1e-300], "tokens": ["<unk>", "ש", '"'], "classes": ["x", "y"]}
SENTENCES = (NO_FILE, TOO_LARGE, OTHER_VERSION, CHANGED, NOT_FINITE, TOO_BIG)


def arrays_with(others: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the file of the small network holds, with some of it otherwise; None takes it out."""
    arrays = {"facts": np.array(json.dumps(MARK)), **to_arrays(SMALL)} | (others or {})
    return {name: np.asarray(value) for name, value in arrays.items() if value is not None}


def with_facts(facts: Any) -> dict[str, Any]:
    """The same with these facts, marked as ours where they are a table."""
    return arrays_with({"facts": json.dumps(MARK | facts) if isinstance(facts, dict) else facts})
