"""Whatever bytes are uploaded, they become rows of text or one plain sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_ui.columns import read_column, read_dates
from lstm_ui.forecast.choice import choose
from lstm_ui.forecast.own import Table, read_csv
from lstm_ui.training.labelled import Labelled, read_labelled
from lstm_ui.uploads import (
    AS_TEXT,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_COLUMNS,
    UnreadableError,
    decoded,
    plain_name,
    read_sheet,
    unique,
)
from tests.ui.plain import is_one_plain_sentence
from tests.ui.visits import visit


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_encoding_and_delimiter_gives_the_same_rows(encoding, delimiter) -> None:
    text = f"Tag{delimiter}Wärme °C\r\n" + f"Montag{delimiter}1.5\r\n" * 20
    sheet = read_sheet(text.encode(encoding))
    assert sheet.rows[:2] == (("Tag", "Wärme °C"), ("Montag", "1.5"))
    assert (sheet.delimiter, sheet.total, sheet.uneven) == (delimiter, 21, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_may_end_in_any_way_and_empty_ones_do_not_count(end: str) -> None:
    text = end.join(["a,b", "", "1,2", " , ", "3,4", ""])
    assert read_sheet(text.encode()).rows == (("a", "b"), ("1", "2"), ("3", "4"))


def test_a_quoted_cell_may_hold_the_delimiter_and_an_end_of_line() -> None:
    sheet = read_sheet(b'a;b\n"1;2\n3";4\n5;6\n')
    assert sheet.rows[1] == ("1;2\n3", "4")


def test_uneven_rows_are_cut_or_filled_and_counted() -> None:
    sheet = read_sheet(b"x,y\n1,2\n3\n4,5,6\n7,8\n")
    assert sheet.rows[2:4] == (("3", ""), ("4", "5"))
    assert sheet.uneven == 2


def test_a_preface_and_an_empty_last_column_are_left_out() -> None:
    sheet = read_sheet(b"saved on Monday\nday;value;\n1;2;\n3;4;\n")
    assert sheet.rows == (("day", "value"), ("1", "2"), ("3", "4"))


def test_titles_that_lack_the_one_of_the_first_column_stay_over_their_columns() -> None:
    assert read_sheet(b"x,y\n1,2,3\n4,5,6\n").rows[0] == ("", "x", "y")


def test_a_comma_within_the_numbers_of_one_column_splits_nothing() -> None:
    assert read_sheet(b"warmth\n12,5\n-3,1\n4,0\n").rows[1:3] == (("12,5",), ("-3,1",))


def test_only_the_first_row_and_the_newest_are_kept_of_a_long_file() -> None:
    sheet = read_sheet("\n".join(["v", *map(str, range(6000))]).encode())
    assert (len(sheet.rows), sheet.rows[0], sheet.rows[1], sheet.total) == (
        5001, ("v",), ("1000",), 6001,
    )  # fmt: skip
    assert read_sheet(b",".join([b"1"] * 70)).columns == 70
    assert len(read_sheet(b",".join([b"1"] * 70)).rows[0]) == MOST_COLUMNS


REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n \n", "is empty"),
    "too large": (b"1\n" * (MOST_BYTES // 2 + 1), "smaller than 2 MB"),
    "10 MB": (b"1\n" * 5_000_000, "This file has 10.0 MB"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    "workbook": (b"PK\x03\x04\x14\x00", "Excel workbook"),
    "PDF": (b"%PDF-1.7 ...", "is a PDF"),
    "compressed": (b"\x1f\x8b\x08\x00", "compressed"),
    "zeros": (b"a\x00\x00b\x01", "no text"),
    "half of utf-16": (b"\xff\xfea\x00b", "no text"),
    "controls": (bytes(range(1, 32)) * 4, "no text"),
    "no ends of lines": (b"1;" * 10 + b"2" * 200_000, "far too long"),
    "open quote": (b'a,b\n"1,2\n' + b"3,4\n" * 40, "quotation mark opens"),
    "open quote, long": (b'a,b\n"1,2\n' + b"3,4\n" * 60_000, "quotation mark opens"),
}


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("read", [read_csv, read_labelled])
def test_what_is_no_table_is_refused_in_one_sentence(read, data: bytes, told: str) -> None:
    sentence = read(data)
    assert isinstance(sentence, str) and told in sentence
    assert is_one_plain_sentence(sentence)


def test_a_table_of_another_width_is_refused_where_the_width_is_known() -> None:
    assert read_sheet(b"1;2;3,up\n4;5;6,down\n", width=2).rows[0] == ("1;2;3", "up")
    with pytest.raises(UnreadableError, match="Most rows have 3 cells where 2 are needed"):
        read_sheet(b"a,b,c\n1,2,3\n", width=2)


def test_a_name_is_short_visible_and_no_html() -> None:
    assert plain_name("<b>x</b>\u202e\n y") == "‹b›x‹/b› y"
    assert len(plain_name("x" * 10_000)) == LONGEST_NAME
    assert unique(["x", "", "x", "x (2)", ""]) == ["x", "column 2", "x (2)", "x (2) (2)",
                                                   "column 5"]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "delimiter", "values"),
    [
        (("1", "-2.5", "+3e2", ".5", "−4"), ",", [1, -2.5, 300, 0.5, -4]),
        (("1,5", "-2,25", "3"), ";", [1.5, -2.25, 3]),
        (("1,234", "5,678.5"), ",", [1234, 5678.5]),
        (("1.234,5", "7"), ";", [1234.5, 7]),
        (("1,234", "5,678"), ",", [1234, 5678]),
        (("1,234", "5,678"), ";", [1.234, 5.678]),
        (("1.234", "5.678"), ";", [1.234, 5.678]),
        (("12 345,6", "1\u202f000", "2'000"), ";", [12345.6, 1000, 2000]),
        (("€ 12.5", "13 %", "$4"), ",", [12.5, 13, 4]),
    ],
)
def test_numbers_are_read_as_they_are_written_in_many_places(cells, delimiter, values) -> None:
    numbers = read_column(cells, delimiter)
    np.testing.assert_array_equal(numbers.values, values)
    assert numbers.strange == () and numbers.are_numbers


def test_what_is_missing_infinite_too_large_or_a_formula_is_no_value() -> None:
    cells = ("", "NA", "n/a", "-", "nan", "inf", "1e400", "-1e16", "1e99999", "2")
    numbers = read_column(cells)
    assert np.isnan(numbers.values[:-1]).all() and numbers.values[-1] == 2
    assert numbers.strange == ()
    odd = ("=1+1", "@SUM(A1)", "1_000", "0x10", "1.2.3", "1,2,3", "٣", "1e5e5", "+", "abc")
    assert read_column(odd).strange == odd
    assert not read_column((*odd, "1")).are_numbers


@pytest.mark.parametrize(
    ("cells", "first", "second"),
    [
        (("2020-01-05", "2020-01-06"), "2020-01-05", "2020-01-06"),
        (("2012/1/2", "2012/1/3"), "2012-01-02", "2012-01-03"),
        (("05.01.2020", "06.01.2020"), "2020-01-05", "2020-01-06"),
        (("13/01/2020", "14/01/2020"), "2020-01-13", "2020-01-14"),
        (("01/13/2020", "01/14/2020"), "2020-01-13", "2020-01-14"),
        (("1/2/2020", "2/2/2020"), "2020-02-01", "2020-02-02"),
        (("Jan 1 2000", "Feb 1 2000"), "2000-01-01", "2000-02-01"),
        (("2000-01", "2000-02"), "2000-01-01", "2000-02-01"),
        (("20200131", "20200201"), "2020-01-31", "2020-02-01"),
        (("2020-01-05T23:30:00+02:00", "2020-01-06T00:30:00+02:00"), "2020-01-05", "2020-01-06"),
    ],
)
def test_dates_are_read_in_the_format_that_fits(cells, first: str, second: str) -> None:
    dates = read_dates(cells)
    assert dates is not None
    assert [str(date)[:10] for date in dates] == [first, second]


def test_day_and_month_are_told_apart_by_the_order_that_rises() -> None:
    dates = read_dates(("01/02/2020", "02/02/2020", "03/02/2020", "01/03/2020"))
    assert dates is not None and dates.is_monotonic_increasing
    american = read_dates(("01/11/2020", "01/12/2020", "02/01/2020", "02/02/2020"))
    assert american is not None and american.is_monotonic_increasing


@pytest.mark.parametrize("form", ["{month:02d}/01/{year}", "01/{month:02d}/{year}"])
def test_day_and_month_are_told_apart_by_even_steps_where_both_orders_rise(form: str) -> None:
    cells = [form.format(month=1 + n % 12, year=2010 + n // 12) for n in range(30)]
    for column in (cells, cells[::-1]):
        dates = read_dates(tuple(column))
        assert dates is not None and set(dates.dt.day) == {1}


@pytest.mark.parametrize("cells", [("1", "2"), ("2012", "2013"), ("1.5", "2.5"), ("a", "b"), ("",),
                                   ("99/99/9999", "12:30")])  # fmt: skip
def test_numbers_and_words_are_no_dates(cells: tuple[str, ...]) -> None:
    assert read_dates(cells) is None


pieces = st.sampled_from(
    ["1", "2.5", "3,5", "-7", "abc", "good film", "up", "down", ",", ";", "\t", "|", "\n", "\r\n",
     '"', "2020-01-0", "/", "NA", "inf", "=1+1", "<b>", "é", "date", "label", " ", "1e400", "٣",
     "\u202e", "\ufeff", "9999-12-31", "0001-01-01", "1;2;3,up\n", "\x00"]
)  # fmt: skip
near = st.lists(pieces, max_size=200).map(lambda parts: "".join(parts).encode())
rows = st.lists(st.tuples(pieces, pieces), min_size=15, max_size=60).map(
    lambda made: "\n".join(",".join(row) for row in made).encode()
)
numeric = st.lists(st.floats(), min_size=20, max_size=150).map(
    lambda made: "\n".join(map(repr, made)).encode()
)
marks = st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00"])
anything = st.tuples(marks, st.binary(max_size=400) | near | rows | numeric).map(b"".join)


@given(anything)
@example(b"\xff\xfe\x00\xd8")
@example(b"9999999999999999-01-01,1\n" * 30)
@example("".join(f"{i}e-200\n" for i in range(100)).encode())
@example("".join(f"{i}e14\n" for i in range(100)).encode())
def test_any_bytes_become_a_table_of_finite_numbers_or_one_sentence(data: bytes) -> None:
    table = read_csv(data)
    if isinstance(table, str):
        assert is_one_plain_sentence(table), table
        return
    assert isinstance(table, Table) and table.columns
    for column in table.columns:
        assert column.values.shape == (table.rows,)
        assert not np.isinf(column.values).any()
        assert "<" not in column.name and column.name
        series = choose(table, column.name, 3, 2)
        if isinstance(series, str):
            assert is_one_plain_sentence(series), series
        else:
            assert np.isfinite(series.values).all() and series.known.shape == series.values.shape


@given(anything)
@example("".join(f"{'ab'[i % 2]},{i % 2}\n" for i in range(40)).encode())
def test_any_bytes_become_labelled_sequences_or_one_sentence(data: bytes) -> None:
    labelled = read_labelled(data)
    if isinstance(labelled, str):
        assert is_one_plain_sentence(labelled), labelled
        return
    assert isinstance(labelled, Labelled)
    assert any(labelled.held_out) and not all(labelled.held_out)


@given(st.binary(max_size=300))
def test_decoding_gives_text_without_zeros_or_refuses(data: bytes) -> None:
    try:
        assert "\x00" not in decoded(data)
    except UnreadableError as refused:
        assert is_one_plain_sentence(str(refused))


ASKED = {"train": {"task": "own"}, "text": {"source": "own"}, "forecast": {"chart": "own"},
         "surgery": {}}  # fmt: skip


@pytest.mark.parametrize("page", ASKED)
def test_a_file_is_let_in_to_be_told_what_is_wrong_with_it(page: str) -> None:
    asked = visit(page, **ASKED[page]).file_uploader
    assert asked
    for uploader in asked:
        read = float(uploader.label.rpartition("up to ")[2].removesuffix(" MB"))
        assert 0 < 5 * read <= uploader.proto.max_upload_size_mb
        assert not uploader.proto.type


def test_what_to_save_instead_is_said_for_what_was_asked_for() -> None:
    for data in (b"%PDF-1.7", b"\xff\xfea\x00b", b"a\x00\x00b\x01", bytes(range(1, 32)) * 4):
        with pytest.raises(UnreadableError, match="save the table as CSV"):
            decoded(data)
        with pytest.raises(UnreadableError, match="save it as plain text"):
            decoded(data, AS_TEXT)
