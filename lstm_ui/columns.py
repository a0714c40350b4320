"""What a column of text cells holds: numbers, dates, or neither."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LARGEST = 1e15
ENOUGH = 0.9
"""Share of a column's filled cells that must be numbers, or dates, for it to hold such."""
_MISSING = {"", "-", "--", "—", ".", "?", "na", "n/a", "#n/a", "nan", "null", "none", "nil",
            "missing", "inf", "-inf", "+inf", "infinity", "-infinity", "∞", "nat"}  # fmt: skip
_POINT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,5})?", re.ASCII)
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:[eE][+-]?\d{1,5})?", re.ASCII)
_BLANKS = re.compile(r"(?<=\d)[\s'’](?=\d{3})")
_UNITS = re.compile(r"^[€$£¥]\s*|\s*[€$£¥%]$")
_DATE_FORMATS = (
    "ISO8601", "%Y/%m/%d", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y", "%d.%m.%Y %H:%M",
    "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d-%m-%Y", "%m-%d-%Y",
    "%m/%d/%y", "%d/%m/%y", "%d.%m.%y", "%b %d %Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y",
    "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%b %Y", "%B %Y", "%Y/%m", "%m/%Y", "%Y%m%d",
)  # fmt: skip


_OFFSET = re.compile(r"(?<=\d\d:\d\d)(:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$", re.ASCII)
"""The clock of the place is what a reader means, so its distance from Greenwich is left out."""
_SAMPLE = 50


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers.

    Attributes
    ----------
    values : ndarray
        ``(n,)``: NaN where there is none.
    strange : tuple of str
        Cells that are neither a number nor a sign for a missing one.
    """

    values: Floats
    strange: tuple[str, ...]

    @property
    def are_numbers(self) -> bool:
        """Whether the column holds numbers, but for a few slips."""
        found = int(np.isfinite(self.values).sum())
        return found > 0 and found >= ENOUGH * (found + len(self.strange))


def read_column(cells: tuple[str, ...], delimiter: str = ",") -> Numbers:
    """Read cells as numbers, with a decimal point or a decimal comma, whichever fits more.

    Thousands may be parted by the other sign, a blank or an apostrophe. NaN, infinity and
    what is too large to be squared count as missing. A formula is never computed.
    """
    bare = [_bare(cell) for cell in cells]
    missing = [text.lower() in _MISSING for text in bare]
    point = [_number(text, _POINT, ",") for text in bare]
    comma = [_number(text, _COMMA, ".") for text in bare]
    fits = [sum(number is not None for number in way) for way in (point, comma)]
    where_both = delimiter == ";" and any("," in text for text in bare)
    use_comma = fits[1] > fits[0] or (fits[1] == fits[0] and where_both)
    chosen = comma if use_comma else point
    values = np.array([math.nan if number is None else number for number in chosen])
    values[~(np.abs(values) <= LARGEST)] = math.nan
    rows = zip(cells, chosen, missing, strict=True)
    strange = tuple(cell for cell, number, gone in rows if number is None and not gone)
    return Numbers(values, strange)


def read_dates(cells: tuple[str, ...]) -> pd.Series | None:
    """Read cells as dates in the one format that fits nearly all of them, if there is one.

    Where day and month could be either, the order that makes the column rise is taken, and of
    two such the one with fewer gaps: "02/01/2020" behind "01/01/2020" may be the next month.
    """
    texts = pd.Series([_OFFSET.sub(r"\1", cell) if _may_be_date(cell) else "" for cell in cells])
    filled = sum(map(bool, cells))
    if not filled or (texts != "").sum() < ENOUGH * filled:
        return None
    some = texts[texts != ""].iloc[:: 1 + len(texts) // _SAMPLE]
    best: tuple[tuple[int, bool, int], pd.Series] | None = None
    for form in _DATE_FORMATS:
        if _dates_as(some, form).notna().mean() < ENOUGH / 2:
            continue
        dates = _dates_as(texts, form)
        known = dates.dropna()
        if len(known) < ENOUGH * filled:
            continue
        rank = len(known), bool(known.is_monotonic_increasing), -longer_steps(known)
        if best is None or rank > best[0]:
            best = rank, dates
    return None if best is None else best[1]


def longer_steps(dates: pd.Series) -> int:
    """How many steps from one of these dates to the next are longer than the usual one."""
    gaps = dates.sort_values().diff().dropna()
    return int((gaps > 1.5 * gaps.median()).sum()) if len(gaps) else 0


def _dates_as(texts: pd.Series, form: str) -> pd.Series:
    return pd.to_datetime(texts, format=form, errors="coerce")


def _may_be_date(cell: str) -> bool:
    """Whether a cell has digits and is no plain number; eight digits may be a day."""
    if re.fullmatch(r"(1[89]|20|21)\d{6}", cell, re.ASCII):
        return True
    digits = any("0" <= letter <= "9" for letter in cell)
    return digits and len(cell) <= 40 and _number(_bare(cell), _POINT, ",") is None


def _bare(cell: str) -> str:
    """A cell without units, blanks between thousands, and typographic minus."""
    return _BLANKS.sub("", _UNITS.sub("", cell.strip())).replace("−", "-")


def _number(text: str, form: re.Pattern[str], thousands: str) -> float | None:
    if len(text) > 60 or not form.fullmatch(text) or not any(map(str.isdigit, text[:60])):
        return None
    try:
        return float(text.replace(thousands, "").replace(",", "."))
    except ValueError:
        return None
