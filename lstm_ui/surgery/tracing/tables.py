"""The table behind the cards: one row for each part of each value."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lstm_core.arithmetic import Arithmetic
from lstm_ui.runs import Run
from lstm_ui.surgery.tracing import words


def cards_table(run: Run, found: Sequence[Arithmetic]) -> pd.DataFrame:
    """Every part of every card in full, the largest contributions first where parts add up."""
    rows = []
    for card, one in enumerate(found, start=1):
        name, t, unit = one.place
        of = run.example.classes[unit] if name in words.ANSWERS else unit + 1
        own = {"card": card, "value of": name, "step": t + 1, "token": run.parsed.tokens[t]}
        own |= {"unit": str(of), "value": one.value, "operation": one.operation}
        parts = list(one.parts)
        if one.operation in ("sum", "share"):
            parts.sort(key=lambda part: -abs(part.contribution))
        rows += [
            own
            | {"part": "bias" if part.name == "b" else part.name}
            | {"of unit": "" if part.unit is None else str(part.unit + 1)}
            | {"of step": t + 1 - part.before if part.name != "b" else None}
            | {"weight": part.weight, "times": part.value, "contribution": part.contribution}
            for part in parts
        ] or [own]
    return pd.DataFrame(rows)
