"""The series that can be foretold: two that ship with a dependency, and what each one is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec, module_from_spec

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from plotly import data as plotly_data

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """A series and what its numbers mean.

    Attributes
    ----------
    key : str
        Its name in the address.
    title : str
        Its name on the page.
    unit : str
        Unit of the values, such as "°C"; empty where it has none.
    step : str
        What one step is, such as "day".
    season : int or None
        Length of the season in whole steps, for the seasonal-naive baseline; None without one.
    period : float or None
        The same to the fraction of a step, for the calendar that the network is told.
    values : ndarray
        ``(N,)``, oldest first; a missing one is filled with the last one before.
    known : ndarray of bool
        ``(N,)``: False where a value was filled in.
    dates : tuple of str or None
        ``YYYY-MM-DD`` for each value, where known.
    source : str
        Who measured it and what it came with.
    licence : str
        Under which licence it is used.
    column : int
        Which column of its file it is, from 1.
    """

    key: str
    title: str
    unit: str
    step: str
    season: int | None
    period: float | None
    values: Floats
    known: NDArray[np.bool_]
    dates: tuple[str, ...] | None
    source: str
    licence: str
    column: int = 1


STOCKS = {
    "GOOG": "Alphabet",
    "AAPL": "Apple",
    "AMZN": "Amazon",
    "FB": "Facebook",
    "NFLX": "Netflix",
    "MSFT": "Microsoft",
}


def temperatures() -> Series:
    """Daily highs of Seattle, 2012 to 2015: a season, and weather on top of it."""
    spec = find_spec("vega_datasets")
    if spec is None:
        raise ModuleNotFoundError("vega_datasets is missing: pip install -r requirements.txt")
    # The package is found but not run: its loader would bring code that asks the network.
    file = resources.files(module_from_spec(spec)) / "_data" / "seattle-weather.csv"
    with file.open("rb") as opened:
        table = pd.read_csv(opened, usecols=["date", "temp_max"])
    return Series(
        key="temperatures",
        title="Daily high in Seattle",
        unit="°C",
        step="day",
        season=365,
        period=365.25,
        values=_locked(table["temp_max"]),
        known=np.ones(len(table), dtype=bool),
        dates=tuple(table["date"].str.replace("/", "-")),
        source="NOAA, with the package vega_datasets 0.9.0 (seattle-weather.csv)",
        licence="public domain (NOAA); the package is under the MIT licence",
    )


def stock(company: str = "GOOG") -> Series:
    """A share's weekly closing price, 2018 and 2019: close to a random walk."""
    table = plotly_data.stocks()
    return Series(
        key=f"stock-{company.lower()}",
        title=f"{STOCKS[company]} share, weekly close",
        unit="× the first price",
        step="week",
        season=None,
        period=None,
        values=_locked(table[company]),
        known=np.ones(len(table), dtype=bool),
        dates=tuple(table["date"].astype(str)),
        source="the package plotly (plotly.data.stocks), prices divided by the first one",
        licence="MIT (plotly)",
    )


def shipped() -> dict[str, Series]:
    """Every shipped series by its key: the temperatures first, then each share."""
    every = (temperatures(), *map(stock, STOCKS))
    return {series.key: series for series in every}


def _locked(column: pd.Series) -> Floats:
    values = column.to_numpy(dtype=np.float64, copy=True)
    values.flags.writeable = False
    return values
