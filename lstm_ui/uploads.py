"""What a learner uploaded, made into rows of text cells, whatever the bytes were."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass

from lstm_core.vocabulary import visible

MOST_BYTES = 2_000_000
MOST_ROWS = 5000
"""More would train no better within a lesson, only slower."""
MOST_COLUMNS = 50
LONGEST_NAME = 40
_LONGEST_CELL = 400
_DELIMITERS = (";", "\t", "|", ",")  # a comma may also be a decimal sign, so it comes last
_SAMPLE = 200
_LONGEST_PREFACE = 20
_MOST_LINES_OF_A_CELL = 20
_KINDS = {
    b"PK\x03\x04": "an Excel workbook, a Word document or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook or Word document",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"PAR1": "a Parquet file",
}
_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
_NO_HTML = str.maketrans("<>", "‹›")
OPEN_QUOTE = "A quotation mark opens in this file and never closes: close it or take it away."
LONG_CELL = (
    "One cell of this file is far too long: put each step, or each sequence, on its own line."
)
AS_TABLE = "save the table as CSV (UTF-8) and upload that."
"""What to do with a file that is none, where rows are asked for."""
AS_TEXT = "save it as plain text (UTF-8) and upload that."


class UnreadableError(ValueError):
    """An upload that cannot be used; the message is one sentence that says what to change."""


@dataclass(frozen=True)
class Sheet:
    """A table of text, as it stood in the file.

    Attributes
    ----------
    rows : tuple of tuple of str
        All of the same width; cells without blanks around them. The first row of the file,
        which may hold titles, and the last :data:`MOST_ROWS` behind it.
    total : int
        How many rows the file has.
    columns : int
        How many columns it has; the first :data:`MOST_COLUMNS` are here.
    delimiter : str
        What stood between cells.
    uneven : int
        How many rows had more or fewer cells and were cut or filled up.
    """

    rows: tuple[tuple[str, ...], ...]
    total: int
    columns: int
    delimiter: str
    uneven: int


def read_sheet(data: bytes, *, width: int | None = None) -> Sheet:
    """Read a CSV file of any common encoding and delimiter.

    Parameters
    ----------
    data : bytes
        The file.
    width : int, optional
        How many cells each row must have, where that is known.

    Raises
    ------
    UnreadableError
        When it is empty, too large, no text, or no table of that width.
    """
    if len(data) > MOST_BYTES:
        size = len(data) / 1e6
        raise UnreadableError(
            f"This file has {size:.1f} MB; make it smaller than {MOST_BYTES / 1e6:g} MB, for "
            "example by keeping only the newest rows."
        )
    text = decoded(data)
    if not text.strip():
        raise UnreadableError("This file is empty: upload a CSV file with one row for each step.")
    delimiter = _delimiter(text, width)
    rows = _split(text, delimiter)
    if not rows:
        raise UnreadableError("This file holds no cells: upload a CSV file with rows of values.")
    return _evened(rows, delimiter, width)


def decoded(data: bytes, instead: str = AS_TABLE) -> str:
    """The text of a file: by its byte order mark, else UTF-8, UTF-16, or Western European.

    Parameters
    ----------
    data : bytes
        The file.
    instead : str
        What a learner is told to do where it is none: the end of a sentence.

    Raises
    ------
    UnreadableError
        When it is no text.
    """
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise UnreadableError(f"This file is {kind}: {instead}")
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    no_text = UnreadableError(f"This file is no text: {instead}")
    if encoding is None and b"\x00" in data:
        encoding = _without_mark(data)
        if encoding is None:
            raise no_text
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding is not None:
            raise no_text from None
        text = data.decode("cp1252", errors="replace")
    odd = sum(1 for letter in text[:5000] if _is_control(letter))
    if "\x00" in text or odd > len(text[:5000]) / 100:
        raise no_text
    return text


def plain_name(text: str) -> str:
    """A cell as a name that can do no harm on a page: short, visible, no HTML."""
    name = " ".join(visible(text[:_LONGEST_CELL]).translate(_NO_HTML).split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def quoted(text: str) -> str:
    """A cell as it is named in a sentence."""
    return f"“{plain_name(text)}”"


def unique(names: list[str]) -> list[str]:
    """The same names, where the second “x” is “x (2)” and one without letters says its place."""
    used: set[str] = set()
    result = []
    for place, name in enumerate(names, start=1):
        first = name or f"column {place}"
        new, count = first, 1
        while new in used:
            count += 1
            new = f"{first} ({count})"
        used.add(new)
        result.append(new)
    return result


def _without_mark(data: bytes) -> str | None:
    """UTF-16 that does not say so has a zero in every other byte of plain text; None: it is not."""
    zeros = [data[side:2000:2].count(0) for side in (0, 1)]
    if len(data) % 2 or min(zeros) > max(zeros) / 10:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _is_control(letter: str) -> bool:
    return letter not in "\t\n\r\f\v" and unicodedata.category(letter) in {"Cc", "Cs", "Cn"}


def _split(text: str, delimiter: str) -> list[list[str]]:
    """Rows of cells; rows without any are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error:
        raise UnreadableError(OPEN_QUOTE if '"' in text else LONG_CELL) from None
    if len(rows) < text.count("\n") and any(_runs_on(cell) for row in rows for cell in row):
        raise UnreadableError(OPEN_QUOTE)
    return [row for row in rows if any(row)]


def _runs_on(cell: str) -> bool:
    return cell.count("\n") > _MOST_LINES_OF_A_CELL


def _delimiter(text: str, width: int | None) -> str:
    """What splits most rows into the same number of cells."""
    sample = "\n".join(text.splitlines()[:_SAMPLE])
    best, most = "", 0.0
    for delimiter in _DELIMITERS:
        rows = _split(sample, delimiter)
        cells, share = _commonest_width(rows)
        if cells < 2 or width not in (None, cells):
            continue
        if delimiter == "," and _is_decimal(rows, cells):
            continue
        if share > most:
            best, most = delimiter, share
    if best:
        return best
    return _DELIMITERS[0] if width is None else _delimiter(text, None)


def _commonest_width(rows: list[list[str]]) -> tuple[int, float]:
    if not rows:
        return 0, 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return width, count / len(rows)


def _is_decimal(rows: list[list[str]], width: int) -> bool:
    """Whether the comma stands within the numbers of one column: its title has none."""
    digits = all(cell.lstrip("+-−").isdecimal() for row in rows[1:] for cell in row)
    return width == 2 and len(rows[0]) == 1 and digits


def _are_titles(row: list[str], following: list[str]) -> bool:
    """Whether a row lacks a title for the first column, as R writes it."""
    has_digits = [any(map(str.isdigit, "".join(cells))) for cells in (row, following)]
    return len(row) == len(following) - 1 and has_digits == [False, True]


def _evened(rows: list[list[str]], delimiter: str, width: int | None) -> Sheet:
    """Give every row the commonest width, and leave out columns without a cell."""
    cells = _commonest_width(rows)[0]
    if width is not None and cells != width:
        raise UnreadableError(
            f"Most rows have {cells} {'cell' if cells == 1 else 'cells'} where {width} are "
            "needed: put one comma, semicolon or tab between them, and a text that has one itself "
            "into quotation marks."
        )
    table = _below_preface(rows, cells)
    above, total = len(rows) - len(table), len(table)
    table = table[:1] + table[1:][-MOST_ROWS:]
    uneven = above + sum(len(row) != cells for row in table)
    even = [(row + [""] * cells)[:cells] for row in table]
    filled = [n for n in range(cells) if width is not None or any(row[n] for row in even)]
    kept = tuple(tuple(row[n] for n in filled[:MOST_COLUMNS]) for row in even)
    return Sheet(kept, total, len(filled), delimiter, uneven)


def _below_preface(rows: list[list[str]], cells: int) -> list[list[str]]:
    """Leave out what a program wrote above the table, such as when it was saved."""
    start = next(n for n, row in enumerate(rows) if len(row) == cells)
    if start > _LONGEST_PREFACE:
        return rows
    if start and _are_titles(rows[start - 1], rows[start]):
        return [["", *rows[start - 1]], *rows[start:]]
    return rows[start:]
