"""The trained networks of the page, loaded once."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np

from lstm_core import PlainLayer, Seq2Seq, SequenceModel
from lstm_core.snapshot import from_arrays, plain_from_arrays, seq2seq_from_arrays
from lstm_ui.examples import WEIGHTS

DATES = {"with": "dates_attention", "without": "dates_bridge"}
"""The two networks that write dates, by what the switch says of them."""


@cache
def facts(name: str) -> dict[str, Any]:
    """What the JSON beside the weights says."""
    found: dict[str, Any] = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def digits() -> PlainLayer:
    """The layer that names a digit."""
    return plain_from_arrays(_arrays("digits_plain"))


@cache
def speller() -> SequenceModel:
    """The network that spells a digit."""
    return from_arrays(_arrays("spelling_lstm"))


@cache
def tagger() -> SequenceModel:
    """The network that says of every word what kind of name it is."""
    return from_arrays(_arrays("names_lstm_both"))


@cache
def dates(which: str) -> Seq2Seq:
    """The network that writes dates, "with" attention or "without"."""
    return seq2seq_from_arrays(_arrays(DATES[which]))


def _arrays(name: str) -> dict[str, Any]:
    with np.load(WEIGHTS / f"{name}.npz", allow_pickle=False) as arrays:
        return dict(arrays)
