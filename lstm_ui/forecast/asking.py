"""From settings, and perhaps a learner's own file, to what is trained; or why it cannot be."""

from __future__ import annotations

from lstm_core.forecast import fewest_values
from lstm_ui.forecast.choice import choose
from lstm_ui.forecast.opening import OWN, ForecastSettings, opening_sizes
from lstm_ui.forecast.own import Table
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.series import Series, stock, temperatures
from lstm_ui.training import costs

SAMPLE = """date,value
2024-01-01,12.8
2024-01-02,10.6
2024-01-03,11.7"""
"""What a file that can be read looks like."""
NO_FILE = "Upload a CSV file above to foretell a series of your own."


def too_short(settings: ForecastSettings, length: int) -> str | None:
    """One sentence where a shipped series is too short to be asked that."""
    back, ahead = sizes(settings, length)
    needed = fewest_values(back, ahead)
    if length >= needed:
        return None
    return (
        f"This series has {length} values, and {needed} are needed to read {back} and foretell "
        f"{ahead}: read or foretell fewer."
    )


def sizes(settings: ForecastSettings, length: int) -> tuple[int, int]:
    """How many values a forecast reads and foretells."""
    back, ahead = opening_sizes(settings.chart, length)
    return settings.back or back, settings.ahead or ahead


def shipped_series(chart: str) -> Series:
    """The shipped series of that key."""
    return (
        temperatures() if chart == "temperatures" else stock(chart.removeprefix("stock-").upper())
    )


def own_series(settings: ForecastSettings, table: Table) -> Series | str:
    """The chosen column of a learner's own file, or one sentence."""
    column = table.columns[min(settings.column, len(table.columns)) - 1]
    season = None if settings.cycle == 0 else settings.cycle if settings.cycle > 1 else 0
    return choose(table, column.name, *sizes(settings, table.rows), season)


def problem_of(settings: ForecastSettings, series: Series, owner: str = "") -> ForecastProblem:
    """What is trained on that series."""
    back, ahead = sizes(settings, len(series.values))
    return ForecastProblem(
        series,
        back,
        ahead,
        settings.calendar,
        settings.network,
        settings.learning,
        owner if series.key == OWN else "",
    )


def refused(problem: ForecastProblem) -> str | None:
    """One sentence where that training would take longer than it may."""
    return costs.too_long(
        costs.seconds(
            problem.network,
            problem.learning,
            problem.steps,
            problem.frame.input_size,
            problem.horizon,
        )
    )
