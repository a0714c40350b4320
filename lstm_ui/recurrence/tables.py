"""The tables behind the pictures; every number in them is the engine's."""

from __future__ import annotations

from itertools import product

import pandas as pd

from lstm_ui.recurrence import ball, chain
from lstm_ui.recurrence.reading import make_reading


def ball_table() -> pd.DataFrame:
    """One row for each frame of each flight."""
    flights = ball.make_flights()
    chosen = list(product(ball.STARTS, ball.SPEEDS, ball.WAYS))
    return pd.DataFrame(
        {
            "start": start,
            "speed": speed,
            "direction": way,
            "frame": t + 1,
            "x": flights.ball[n, t, 0],
            "y": flights.ball[n, t, 1],
            "next x": flights.ball[n, t + 1, 0],
            "next y": flights.ball[n, t + 1, 1],
        }
        | {
            f"{name}: {what}": value
            for name in flights.guesses
            for what, value in (
                ("guess x", flights.guesses[name][n, t, 0]),
                ("guess y", flights.guesses[name][n, t, 1]),
                ("miss", flights.misses[name][n, t]),
            )
        }
        for n, (start, speed, way) in enumerate(chosen)
        for t in range(ball.FRAMES)
    )


def chain_table(text: str) -> pd.DataFrame:
    """One row for each step and unit, for every number of units and both squashes."""
    parsed = chain.read_series(text)
    if parsed.inputs is None:
        return pd.DataFrame()
    rows = []
    for units, squash in product(range(1, chain.MOST_UNITS + 1), chain.SQUASHES):
        one = chain.make_chain(parsed.inputs, units, squash)
        for t, unit in product(range(len(parsed.tokens)), range(units)):
            rows.append(
                {
                    "H": units,
                    "A": squash,
                    "step": t + 1,
                    "x": parsed.tokens[t],
                    "unit": unit + 1,
                    "W_x x": one.from_x[t, unit],
                    "W_h h": one.from_h[t, unit],
                    "b": one.cell.bias[unit],
                    "a": one.trace.a[t, 0, unit],
                    "h": one.trace.h[t, 0, unit],
                }
            )
    return pd.DataFrame(rows)


def reading_table(text: str) -> pd.DataFrame:
    """One row for each word and network: the intents after it, and what is left of it at the end.

    The columns of the intents are shares after that word.
    """
    read = make_reading(text)
    return pd.DataFrame(
        {"network": kind, "step": t + 1, "word": word, "left at the end": one.left[-1, t]}
        | dict(zip(one.example.classes, one.shares[t], strict=True))
        for kind, one in read.readers.items()
        for t, word in enumerate(read.parsed.tokens)
    )
