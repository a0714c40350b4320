"""An own CSV becomes columns in the order of time, and one column a series that can be foretold."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.forecast import fewest_values
from lstm_ui.forecast.choice import choose, filled_note
from lstm_ui.forecast.own import Table, read_csv, same_column
from lstm_ui.forecast.series import Series
from tests.ui.plain import is_one_plain_sentence


def csv_of(*rows: object) -> bytes:
    return "\n".join(map(str, rows)).encode()


def table_of(data: bytes) -> Table:
    table = read_csv(data)
    assert isinstance(table, Table), table
    return table


def series_of(data: bytes, name: str = "v", **how: int) -> Series:
    series = choose(table_of(data), name, how.pop("steps", 7), how.pop("horizon", 3), **how)
    assert isinstance(series, Series), series
    return series


def days(count: int) -> list[str]:
    return [str(np.datetime64("2020-01-01") + day) for day in range(count)]


def test_numbers_become_columns_and_dates_say_what_a_step_is() -> None:
    rows = [f"{day},{n * n},x,{n / 4}" for n, day in enumerate(days(30))]
    table = table_of(csv_of("day,square,word,quarter", *rows))
    assert [column.name for column in table.columns] == ["square", "quarter"]
    np.testing.assert_array_equal(table.columns[0].values, np.arange(30) ** 2)
    assert (table.step, table.rows, table.notes) == ("day", 30, ())
    assert table.dates is not None and table.dates[:2] == ("2020-01-01", "2020-01-02")


@pytest.mark.parametrize(
    ("dates", "step"),
    [
        ([f"2020-01-{1 + n // 24:02d} {n % 24:02d}:00" for n in range(48)], "hour"),
        ([str(np.datetime64("2020-01-01") + 7 * n) for n in range(30)], "week"),
        ([f"{2000 + n // 12}-{1 + n % 12:02d}" for n in range(30)], "month"),
        ([f"{2000 + n // 4}-{1 + n % 4 * 3:02d}-01" for n in range(30)], "quarter"),
        ([f"{1980 + n}-07-01" for n in range(30)], "year"),
        ([str(np.datetime64("2020-01-01") + 3 * n) for n in range(30)], "step"),
    ],
)
def test_the_middle_gap_between_dates_is_the_step(dates: list[str], step: str) -> None:
    rows = [f"{date},{n * n}" for n, date in enumerate(dates)]
    assert table_of(csv_of("when,v", *rows)).step == step


def test_rows_are_sorted_by_date_and_each_date_counts_once() -> None:
    rows = [f"{day},{n * n}" for n, day in enumerate(days(30))]
    table = table_of(csv_of("day,v", *rows[::-1], f"{days(1)[0]},77"))
    np.testing.assert_array_equal(table.columns[0].values, np.arange(30) ** 2)
    assert table.notes == (
        "1 row repeated a date; the first row of each date is used.",
        "The rows were sorted by date.",
    )


def test_several_series_under_one_another_are_refused() -> None:
    rows = [f"{day},{n}" for n, day in enumerate(days(20) * 2)]
    told = read_csv(csv_of("day,v", *rows))
    assert isinstance(told, str) and told.startswith("20 of 40 rows repeat a date")


def test_rows_without_a_date_and_uneven_steps_are_told() -> None:
    rows = [f"{day},{n * n}" for n, day in enumerate(days(40)) if n not in (5, 6, 20)]
    table = table_of(csv_of("day,v", *rows, "some day,1"))
    assert table.rows == 37
    assert table.notes == (
        "1 row without a readable date left out.",
        "2 of 36 steps are longer than the usual one; each counts as one.",
    )


def test_without_titles_columns_are_called_by_place() -> None:
    table = table_of(csv_of(*(f"{n * n};{n / 7:.2f}".replace(".", ",") for n in range(30))))
    assert [column.name for column in table.columns] == ["column 1", "column 2"]
    assert len(table.columns[0].values) == 30
    assert table.notes == (
        "No titles were found in the first row, so columns are called by place.",
    )


def test_titles_may_be_years_and_a_column_that_only_counts_is_left_out() -> None:
    rows = [f"{n},{n * n},{n**3}" for n in range(30)]
    table = table_of(csv_of("row,2012,2013", *rows))
    assert [column.name for column in table.columns] == ["2012", "2013"]
    assert [column.name for column in table_of(csv_of("row", *range(30))).columns] == ["row"]


def test_the_newest_rows_of_a_long_file_are_used() -> None:
    table = table_of(csv_of("v", *(n % 7 for n in range(6000))))
    assert table.rows == 5000 and table.columns[0].values[0] == 1000 % 7
    assert table.notes == ("The file has 6000 rows; the last 5000 are used.",)


def test_a_formula_or_a_slip_counts_as_missing_and_is_named() -> None:
    table = table_of(csv_of("v", "=1+1", *(n * n for n in range(40)), "@SUM(A1)"))
    assert np.isnan(table.columns[0].values[[0, -1]]).all()
    assert table.columns[0].strange == ("“=1+1”", "“@SUM(A1)”")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (csv_of("a,b", *["x,y"] * 20), "No column of this file holds numbers (it holds “y”)"),
        (csv_of("a", *["=1+1"] * 20), "(it holds “=1+1”)"),
        (csv_of("a", *range(5)), "Only 5 rows can be read: upload 10 or more"),
        (csv_of("a,b"), "No column of this file holds numbers"),
    ],
)
def test_a_table_without_numbers_or_rows_is_refused(data: bytes, told: str) -> None:
    sentence = read_csv(data)
    assert isinstance(sentence, str) and told in sentence
    assert is_one_plain_sentence(sentence)


def test_a_gap_is_filled_with_what_was_known_then_and_never_with_what_comes() -> None:
    values = [n * n for n in range(150)]
    gappy = ["" if n in (0, 50, 51, 149) else v for n, v in enumerate(values)]
    series = series_of(csv_of("v,w", *(f"{v},1" for v in gappy)))
    assert len(series.values) == 148  # what is missing at either end is cut off
    assert series.values[[48, 49, 50, 51]].tolist() == [49**2, 49**2, 49**2, 52**2]
    assert np.flatnonzero(~series.known).tolist() == [49, 50]
    changed = [-5 if n > 51 else v for n, v in enumerate(gappy[:-1])]
    other = series_of(csv_of("v,w", *(f"{v},1" for v in changed)))
    np.testing.assert_array_equal(series.values[:51], other.values[:51])
    note = filled_note(series)
    assert note is not None and note.startswith("2 missing values were filled with the last one")
    assert filled_note(series_of(csv_of("v", *values))) is None


def test_a_season_comes_from_the_step_or_from_the_learner() -> None:
    rows = csv_of("day,v", *(f"{day},{n * n}" for n, day in enumerate(days(150))))
    assert (series_of(rows).season, series_of(rows).period) == (7, 7.0)
    assert (series_of(rows, season=30).season, series_of(rows, season=30).period) == (30, 30.0)
    assert (series_of(rows, season=0).season, series_of(rows, season=0).period) == (None, None)
    assert series_of(csv_of("v", *(n * n for n in range(150)))).season is None


def refused(rows: list[object], steps: int = 7, horizon: int = 3) -> str:
    told = choose(table_of(csv_of("v,w", *(f"{row},1" for row in rows))), "v", steps, horizon)
    assert isinstance(told, str) and is_one_plain_sentence(told)
    return told


def test_a_series_too_short_for_any_sizes_is_not_told_to_read_fewer() -> None:
    assert refused([n * n for n in range(25)]) == (
        f"This series has 25 values, and {fewest_values(2, 1)} are needed even to read 2 and "
        "foretell 1: upload a longer one."
    )


def test_what_is_too_short_too_gappy_or_constant_is_refused_in_one_sentence() -> None:
    needed = fewest_values(7, 3)
    assert refused([n * n for n in range(needed - 1)]) == (
        f"This series has {needed - 1} values, and {needed} are needed to read 7 and foretell 3: "
        "upload a longer one, or read and foretell fewer."
    )
    series_of(csv_of("v", *(n * n for n in range(needed))))
    gappy = ["" if n % 5 == 2 else n * n for n in range(200)]
    assert refused(gappy).startswith("40 of 200 values of “v” are missing or no numbers: choose")
    slips = ["?!" if n % 12 == 2 else "" if n % 12 == 5 else n * n for n in range(200)]
    assert "such as “?!”" in refused(slips)
    often = ["" if n % 11 == 2 else n * n for n in range(300)]
    assert refused(often, horizon=11).startswith("Too few stretches of 11 values")
    assert "does not change in its first 140 values" in refused([5] * 150 + list(range(50)))
    tiny = [f"{n * n}e-200" for n in range(200)]
    assert "does not change" in refused(tiny)  # the square of its spread would be 0
    told = choose(table_of(csv_of("v", *range(30))), "<w>", 7, 3)
    assert told == "This file has no column “‹w›”: choose one of its own."


def test_a_chosen_column_is_looked_for_by_its_name_in_the_next_file() -> None:
    rows = [f"{n * n},{n % 7},{n / 4}" for n in range(30)]
    before, after = (table_of(csv_of(titles, *rows)) for titles in ("a,b,c", "c,a,x"))
    assert [same_column(asked, before, after) for asked in (1, 2, 3, "b")] == [2, 1, 1, 1]
