"""What the player of two readers is handed: plain lists and numbers, nothing to compute."""

from __future__ import annotations

from typing import Any

import numpy as np

from lstm_core.tasks.gaps import CLASSES, KINDS
from lstm_ui.bidirectional.readers import DIRECTIONS, FUTURES, Reading, read, reader
from lstm_ui.bidirectional.sentences import Gapped
from lstm_ui.theme import palette

VERSION = 1
TITLES = {
    "forward": "Left to right only",
    "backward": "Right to left only",
    "both": "Both ways",
}
OF_KIND = {"before": "before the gap", "after": "after the gap", "both": "on both sides"}
"""Where the deciding words stand, in words."""
MEASURED = {"there": "accuracy_by_kind", "not yet": "accuracy_without_what_follows"}


def gap_payload(sentence: Gapped) -> dict[str, Any]:
    """Everything the player shows of one sentence, with its future and without."""
    both = reader("both")
    return {
        "version": VERSION,
        "title": "Two cells read one sentence from both ends",
        "badge": f"trained, seed {both.facts['seed']}",
        "notes": [sentence.note] if sentence.note else [],
        "words": list(sentence.words),
        "known": list(sentence.known),
        "gap": sentence.at,
        "answers": list(CLASSES),
        "units": both.facts["hidden_size"],
        "readers": {name: _reader(name) for name in DIRECTIONS},
        "kinds": [{"key": key, "words": OF_KIND[key]} for key in KINDS],
        "readings": {future: _reading(read(sentence, future)) for future in FUTURES},
        "palette": palette(),
    }


def _reader(name: str) -> dict[str, Any]:
    facts = reader(name).facts
    return {
        "title": TITLES[name],
        "parameters": facts["parameters"],
        "units": facts["hidden_size"],
        "measured": {
            future: {
                "all": round(float(np.mean(list(facts[key].values()))), 4),
                **{kind: facts[key][kind] for kind in KINDS},
            }
            for future, key in MEASURED.items()
        },
    }


def _reading(reading: Reading) -> dict[str, Any]:
    votes = reading.votes
    return {
        "steps": reading.steps,
        "ahead": _rounded(reading.ahead),
        "reverse": _rounded(reading.reverse),
        "shares": {name: _rounded(shares, 9) for name, shares in reading.shares.items()},
        "votes": {
            "ahead": _rounded(votes.ahead),
            "reverse": _rounded(votes.reverse),
            "bias": _rounded(votes.bias),
            "sum": _rounded(votes.sum),
        },
    }


def _rounded(array: Any, decimals: int = 4) -> Any:
    return np.round(array, decimals).tolist()
