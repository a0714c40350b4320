"""Tables behind the pictures of gradients; every number in them is the engine's."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_ui.gradients.families import Member
from lstm_ui.gradients.three import Three

Floats = NDArray[np.float64]

COLUMNS = {
    "rnn_h": "RNN |dL/dh|",
    "lstm_h": "LSTM |dL/dh|",
    "lstm_c": "LSTM |dL/dc|",
    "gru_h": "GRU |dL/dh|",
}


def flow_table(three: Three, member: Member) -> pd.DataFrame:
    """One row for each step: the size of every gradient, and the factors that made it."""
    T = three.steps
    table = pd.DataFrame({"step": range(1, T + 1), "token": three.tokens})
    for name, title in COLUMNS.items():
        table[title] = member.curves[name]
    table["mean f"] = member.kept.mean(axis=1)
    table["product of later f"] = _whole(member.path.mean(axis=1), T)
    table["RNN, largest singular value of dh(t)/dh(t-1)"] = _whole(member.factor, T)
    table["RNN, the same of all later steps"] = _whole(member.product, T)
    table["RNN, bound on it"] = _whole(member.bound, T)
    return table


def _whole(values: Floats, steps: int) -> Floats:
    """With a gap behind the step at which the loss sits."""
    return np.concatenate([values, np.full(steps - len(values), np.nan)])
