"""Tables behind the pictures of gradients; every number in them is the engine's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_ui.gradients.clipping import Walk
from lstm_ui.gradients.members import CURVES, Member, lane_and_state
from lstm_ui.gradients.three import Three
from lstm_ui.gradients.views import Cut, Split

Floats = NDArray[np.float64]


def flow_table(three: Three, member: Member) -> pd.DataFrame:
    """One row for each step: the size of every gradient, and the factors that made it."""
    T = three.steps
    table = pd.DataFrame({"step": range(1, T + 1), "token": three.tokens})
    for name in CURVES:
        kind, state = lane_and_state(name)
        table[f"{kind} |dL/d{state}|"] = member.curves[name]
    table["mean f"] = member.kept.mean(axis=1)
    table["product of later f"] = _whole(member.path.mean(axis=1), T)
    table["RNN, largest singular value of dh(t)/dh(t-1)"] = _whole(member.factor, T)
    table["RNN, the same of all later steps"] = _whole(member.product, T)
    table["RNN, bound on it"] = _whole(member.bound, T)
    return table


def _whole(values: Floats, steps: int) -> Floats:
    """With a gap behind the step at which the loss sits."""
    return np.concatenate([values, np.full(steps - len(values), np.nan)])


def split_table(split: Split) -> pd.DataFrame:
    """One row for each step: both parts of dc(t)/dc(t-1)."""
    return pd.DataFrame(
        {
            "step": range(1, len(split.direct) + 1),
            "straight along c, mean f": split.direct,
            "the rest, largest singular value": split.rest,
        }
    )


def half_life_table(biases: tuple[float, ...], lives: Mapping[str, Floats]) -> pd.DataFrame:
    """One row for each forget bias; infinite where nothing falls."""
    return pd.DataFrame(
        {
            "forget bias": biases,
            "half-life of memory, steps": lives["memory"],
            "half-life of the gradient of c, steps": lives["gradient"],
        }
    )


def itemised_table(sizes: Mapping[str, Floats], tokens: Sequence[str]) -> pd.DataFrame:
    """One row for each pair of steps that has something to say: who receives, whose loss."""
    s, t = np.triu_indices(len(next(iter(sizes.values()))))
    words = np.array(tokens, dtype=object)
    table = pd.DataFrame(
        {"step that receives": s + 1, "its token": words[s], "step of the loss": t + 1}
    )
    for kind, matrix in sizes.items():
        table[f"{kind}, size of that part of dL/dh"] = matrix[s, t]
    return table


def share_table(shares: Mapping[str, Floats], tokens: Sequence[str]) -> pd.DataFrame:
    """One row for each item of the text, in percent of what is left."""
    table = pd.DataFrame({"step": range(1, len(tokens) + 1), "token": tokens})
    for kind, share in shares.items():
        table[f"{kind}, %"] = 100.0 * share
    return table


def window_table(cut: Cut) -> pd.DataFrame:
    """One row for each step: the hidden state, and the gradient for every window."""
    table = pd.DataFrame({"step": range(1, len(cut.h) + 1), f"h of unit {cut.unit + 1}": cut.h})
    for window, sizes in cut.cut.items():
        table[f"|dL/dh|, window {window}"] = sizes
    return table


def walk_table(walks: Mapping[str, Walk]) -> pd.DataFrame:
    """One row for each update of each walk."""
    parts = {
        name: pd.DataFrame(
            {
                "updates": range(len(walk.losses)),
                "w": walk.weights,
                "b": walk.biases,
                "loss": walk.losses,
                "gradient, length": walk.norms,
            }
        )
        for name, walk in walks.items()
    }
    return pd.concat(parts, names=["walk"]).reset_index("walk")
