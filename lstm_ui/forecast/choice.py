"""One column of an upload, made into a series that can be foretold, or one sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_core.forecast import FEWEST_WINDOWS, fewest_values, split_in_time, windows_in
from lstm_ui.forecast.opening import AHEADS, BACKS
from lstm_ui.forecast.own import Column, Table
from lstm_ui.forecast.series import Series
from lstm_ui.uploads import quoted

Floats = NDArray[np.float64]
Known = NDArray[np.bool_]

MOST_MISSING = 0.1
SMALLEST_SPREAD = 1e-100
"""The square of a smaller one is 0."""
SEASONS = {"hour": (24, 24.0), "day": (7, 7.0), "week": (52, 52.18), "month": (12, 12.0),
           "quarter": (4, 4.0)}  # fmt: skip
"""The season one would look for first, by what a step is: whole, and to the fraction."""
NO_SEASON = (None, None)


def choose(
    table: Table, name: str, steps: int, horizon: int, season: int | None = None
) -> Series | str:
    """Make the column of that name a series; a string is one sentence that says what to change.

    A missing value is filled with the last one before it, never by a line to the next: that
    would tell a forecast made within the gap what comes behind it. Forecasts are not held to
    a filled value either (``known``).

    Parameters
    ----------
    table : Table
        What :func:`~lstm_ui.forecast.own.read_csv` returned.
    name : str
        The column.
    steps, horizon : int
        How many values a forecast reads and foretells.
    season : int, optional
        Length of the season in steps; 0 for none; by what a step is when None.
    """
    if name not in table.names:
        return f"This file has no column {quoted(name)}: choose one of its own."
    place = table.names.index(name)
    column = table.columns[place]
    measured = np.isfinite(column.values)
    start, stop = int(measured.argmax()), len(measured) - int(measured[::-1].argmax())
    known = measured[start:stop]
    values = _filled(column.values[start:stop])
    refused = (
        _missing(column, known) or _short(known, steps, horizon) or _constant(column.name, values)
    )
    if refused:
        return refused
    whole, exact = SEASONS.get(table.step, NO_SEASON) if season is None else (season, season)
    return Series(
        key="own",
        title=column.name,
        unit="",
        step=table.step,
        season=whole or None,
        period=float(exact) if exact and exact > 1 else None,
        values=values,
        known=known,
        dates=None if table.dates is None else table.dates[start:stop],
        source="your own file",
        licence="",
        column=place + 1,
    )


def is_by_dates(series: Series) -> bool:
    """Whether its season is the one that :func:`choose` takes when none is asked for."""
    return (series.season, series.period) == SEASONS.get(series.step, NO_SEASON)


def filled_note(series: Series) -> str | None:
    """What was filled in, in a sentence, if anything."""
    missing = int((~series.known).sum())
    if not missing:
        return None
    values = "1 missing value was" if missing == 1 else f"{missing} missing values were"
    return (
        f"{values} filled with the last one before; no forecast is held to what was filled in, "
        "and none is told what came behind the gap."
    )


def _filled(values: Floats) -> Floats:
    filled = np.array(pd.Series(values).ffill(), dtype=np.float64)
    filled.flags.writeable = False
    return filled


def _missing(column: Column, known: Known) -> str | None:
    missing = int((~known).sum())
    if missing <= MOST_MISSING * len(known):
        return None
    such = f", such as {column.strange[0]}" if column.strange else ""
    return (
        f"{missing} of {len(known)} values of {quoted(column.name)} are missing or no "
        f"numbers{such}: choose a column that has at least {1 - MOST_MISSING:.0%} of them."
    )


def _short(known: Known, steps: int, horizon: int) -> str | None:
    needed, least = fewest_values(steps, horizon), fewest_values(BACKS[0], AHEADS[0])
    if len(known) < least:
        return (
            f"This series has {len(known)} values, and {least} are needed even to read "
            f"{BACKS[0]} and foretell {AHEADS[0]}: upload a longer one."
        )
    if len(known) < needed:
        return (
            f"This series has {len(known)} values, and {needed} are needed to read {steps} and "
            f"foretell {horizon}: upload a longer one, or read and foretell fewer."
        )
    if _fewest_windows(known, steps, horizon) < FEWEST_WINDOWS:
        return (
            f"Too few stretches of {horizon} values are without a gap in this series: foretell "
            "fewer, or upload one that lacks fewer."
        )
    return None


def _fewest_windows(known: Known, steps: int, horizon: int) -> int:
    """How many forecasts the part with the fewest has."""
    split, places = split_in_time(len(known)), np.arange(len(known))
    try:
        return min(
            len(windows_in(places, part, steps, horizon, known=known).origins)
            for part in (split.train, split.validation, split.test)
        )
    except ValueError:
        return 0


def _constant(name: str, values: Floats) -> str | None:
    train = values[split_in_time(len(values)).train]
    if np.ptp(train) > max(1e-12 * np.abs(train).max(), SMALLEST_SPREAD):
        return None
    return (
        f"The column {quoted(name)} does not change in its first {len(train)} values, so there "
        "is nothing to learn: choose another column."
    )
