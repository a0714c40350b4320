"""A learner's own CSV, made into columns of numbers in the order of time, or one sentence."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_ui.columns import Numbers, longer_steps, read_column, read_dates
from lstm_ui.uploads import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    UnreadableError,
    plain_name,
    quoted,
    read_sheet,
    unique,
)

Floats = NDArray[np.float64]
Cells = dict[str, tuple[str, ...]]

FEWEST_ROWS = 10
MOST_REPEATED = 0.1


@dataclass(frozen=True)
class Column:
    """One column of numbers.

    Attributes
    ----------
    name : str
        Its title, shortened and without HTML, or "column 2".
    values : ndarray
        ``(N,)`` in the order of time; NaN where the value is missing.
    strange : tuple of str
        Cells that are no numbers and so count as missing, quoted.
    """

    name: str
    values: Floats
    strange: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What an upload holds.

    Attributes
    ----------
    columns : tuple of Column
        Those with numbers, at least one.
    dates : tuple of str or None
        A date for each row, where there is a column of them.
    step : str
        What one step is: "day", "week", "month", …, or "step" where nothing tells.
    rows : int
        How many steps there are, N.
    notes : tuple of str
        What was done to the file, a sentence each.
    """

    columns: tuple[Column, ...]
    dates: tuple[str, ...] | None
    step: str
    rows: int
    notes: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(column.name for column in self.columns)

    @property
    def labels(self) -> Hashable:
        """All by which a learner chooses in it."""
        return self.names, self.dates, self.rows


def same_column(asked: object, before: Table, table: Table) -> int:
    """Where the column chosen in the file before stands in this one, from 1; else the first."""
    for place, name in enumerate(before.names, start=1):
        if place == asked and name in table.names:
            return table.names.index(name) + 1
    return 1


def read_csv(data: bytes) -> Table | str:
    """Read an upload; a string is one sentence that says what to change."""
    try:
        return _table(read_sheet(data))
    except UnreadableError as refused:
        return str(refused)


def _table(sheet: Sheet) -> Table:
    cells, notes = _named(sheet)
    rows = len(next(iter(cells.values())))
    dating, dates = _dating(cells)
    numbers = {
        name: read_column(column, sheet.delimiter)
        for name, column in cells.items()
        if name != dating
    }
    usable = {name: column for name, column in numbers.items() if column.are_numbers}
    if not usable:
        raise UnreadableError(_no_numbers(rows, numbers))
    order, more = _in_time(dates, rows)
    if len(order) < FEWEST_ROWS:
        raise UnreadableError(
            f"Only {_rows(len(order))} can be read: upload {FEWEST_ROWS} or more."
        )
    when = None if dates is None else dates.iloc[order]
    columns = [Column(name, c.values[order], _told(c)) for name, c in usable.items()]
    return Table(
        _without_counts(columns),
        None if when is None else tuple(when.dt.strftime(_date_form(when))),
        _step_of(when),
        len(order),
        (*notes, *more),
    )


def has_titles(sheet: Sheet) -> bool:
    """Whether the first row names the columns: it breaks a column of numbers or dates."""
    first, rest = sheet.rows[0], sheet.rows[1:]
    for n, cell in enumerate(first):
        column = tuple(row[n] for row in rest)
        if cell and rest and _breaks(cell, column, sheet.delimiter):
            return True
    return False


def _breaks(cell: str, column: tuple[str, ...], delimiter: str) -> bool:
    if read_dates((cell,)) is None and read_dates(column) is not None:
        return True
    is_text = bool(read_column((cell,), delimiter).strange)
    return is_text and read_column(column, delimiter).are_numbers


def _named(sheet: Sheet) -> tuple[Cells, list[str]]:
    """Columns of cells by name, and what had to be done for it."""
    notes = []
    headed = has_titles(sheet)
    titles = sheet.rows[0] if headed else ("",) * len(sheet.rows[0])
    body = sheet.rows[1:] if headed else sheet.rows
    if not headed:
        notes.append("No titles were found in the first row, so columns are called by place.")
    if sheet.uneven:
        notes.append(
            f"{_rows(sheet.uneven)} had more or fewer cells than the others; they were cut, "
            "filled up or left out."
        )
    if sheet.columns > MOST_COLUMNS:
        notes.append(f"The file has {sheet.columns} columns; the first {MOST_COLUMNS} are read.")
    if sheet.total - headed > MOST_ROWS:
        notes.append(f"The file has {sheet.total - headed} rows; the last {MOST_ROWS} are used.")
    body = body[-MOST_ROWS:]
    names = unique([plain_name(title) for title in titles])
    return {name: tuple(row[n] for row in body) for n, name in enumerate(names)}, notes


def _dating(cells: Cells) -> tuple[str | None, pd.Series | None]:
    """The first column of dates, if there is one."""
    for name, column in cells.items():
        dates = read_dates(column)
        if dates is not None:
            return name, dates
    return None, None


def _told(numbers: Numbers) -> tuple[str, ...]:
    return tuple(quoted(cell) for cell in numbers.strange[:3])


def _no_numbers(rows: int, numbers: dict[str, Numbers]) -> str:
    if not rows:
        return "The file has titles but no rows: add a row for each step."
    strange = [cell for column in numbers.values() for cell in column.strange]
    such = f" (it holds {quoted(strange[-1])})" if strange else ""
    return f"No column of this file holds numbers{such}: upload one with a column of plain numbers."


def _in_time(dates: pd.Series | None, rows: int) -> tuple[NDArray[np.intp], list[str]]:
    """The rows to keep, in the order of time, and what had to be done for it."""
    if dates is None:
        return np.arange(rows), []
    notes = []
    known = dates.dropna()
    if len(known) < rows:
        notes.append(f"{_rows(rows - len(known))} without a readable date left out.")
    first = known[~known.duplicated()]
    twice = len(known) - len(first)
    if twice > MOST_REPEATED * len(known):
        raise UnreadableError(
            f"{twice} of {len(known)} rows repeat a date that was there before: keep one series "
            "in the file, with one row for each date."
        )
    if twice:
        notes.append(f"{_rows(twice)} repeated a date; the first row of each date is used.")
    if not known.is_monotonic_increasing:
        notes.append("The rows were sorted by date.")
    ordered = first.sort_values(kind="stable")
    longer = longer_steps(ordered)
    if longer:
        notes.append(
            f"{longer} of {len(ordered) - 1} steps are longer than the usual one; each counts as "
            "one."
        )
    return ordered.index.to_numpy(dtype=np.intp), notes


def _without_counts(columns: list[Column]) -> tuple[Column, ...]:
    """Leave out columns that only count, such as row numbers, where there are others."""
    telling = [column for column in columns if not _only_counts(column.values)]
    return tuple(telling or columns)


def _only_counts(values: Floats) -> bool:
    moves = np.diff(values)
    return bool((moves == 1).all() or (moves == -1).all())


def _date_form(when: pd.Series) -> str:
    return "%Y-%m-%d" if (when == when.dt.normalize()).all() else "%Y-%m-%d %H:%M"


def _step_of(when: pd.Series | None) -> str:
    """What one step is, by the middle gap between dates."""
    if when is None:
        return "step"
    days = float(when.diff().dropna().dt.total_seconds().median()) / 86_400
    lengths = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.5,
               "quarter": 91.0, "year": 365.25}  # fmt: skip
    return next((name for name, n in lengths.items() if abs(days - n) < 0.03 * n), "step")


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
