"""The numbers behind the pictures of trainings."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lstm_ui.train.runs import Side
from lstm_ui.training.history import History


def curves(runs: Sequence[Side], histories: Sequence[History]) -> pd.DataFrame:
    """What every report of every run said, one row each."""
    rows = [
        {
            "run": f"{run.letter}: {run.name}",
            "update": moment.update,
            "training loss": moment.loss,
            "training score": moment.score,
            "held-out loss": moment.held_loss,
            "held-out score": moment.held_score,
            "longest gradient": moment.norm,
        }
        for run, history in zip(runs, histories, strict=True)
        for moment in history.moments
    ]
    return pd.DataFrame(rows)


def reach(runs: Sequence[Side], histories: Sequence[History]) -> pd.DataFrame:
    """Mean length of the gradient at every step, at the last report of every run."""
    rows = [
        {
            "run": f"{run.letter}: {run.name}",
            "update": moment.update,
            "step t": t + 1,
            "∂L/∂h": float(h),
            "∂L/∂c": None if moment.flow_c is None else float(moment.flow_c[t]),
        }
        for run, history in zip(runs, histories, strict=True)
        for moment in history.moments[-1:]
        for t, h in enumerate(moment.flow_h)
    ]
    return pd.DataFrame(rows)
