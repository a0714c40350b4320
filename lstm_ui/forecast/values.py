"""What the widgets of the page say, taken together, and what they have to say for a network."""

from __future__ import annotations

from collections.abc import Mapping

from lstm_ui.forecast.choice import is_by_dates
from lstm_ui.forecast.opening import NOT_TOLD, OWN, TOLD, ForecastSettings, is_share
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.training.networks import Learning, Network

Values = Mapping[str, str | int]


def as_settings(values: Values) -> ForecastSettings:
    """What the widgets of the page say, taken together."""
    chart, clip = str(values["chart"]), str(values["leash"])
    is_own = chart == OWN
    learning = Learning(
        rate=float(values["pace"]),
        updates=int(values["rounds"]),
        clip=0.0 if clip == "none" else float(clip),
        seed=int(values["seed"]),
        decay=float(values["shrink"]),
        dropout=float(values["drop"]),
    )
    return ForecastSettings(
        chart=chart,
        column=int(values["column"]) if is_own else 1,
        cycle=int(values["cycle"]) if is_own else 0,
        back=int(values["back"]),
        ahead=int(values["ahead"]),
        calendar=is_share(chart) or values["calendar"] == TOLD,
        network=Network(str(values["reader"]), int(values["breadth"]), int(values["floors"]), 1.0),
        learning=learning,
    )


def as_values(problem: ForecastProblem) -> dict[str, str | int]:
    """What the widgets have to say for that network."""
    series, network, learning = problem.series, problem.network, problem.learning
    by_dates = series.key != OWN or is_by_dates(series)
    return {
        "chart": series.key,
        "column": series.column,
        "cycle": 0 if by_dates else series.season or 1,
        "back": problem.steps,
        "ahead": problem.horizon,
        "calendar": TOLD if problem.calendar else NOT_TOLD,
        "reader": network.cell,
        "breadth": str(network.hidden),
        "floors": str(network.layers),
        "pace": f"{learning.rate:g}",
        "rounds": str(learning.updates),
        "leash": f"{learning.clip:g}" if learning.clip else "none",
        "drop": f"{learning.dropout:g}",
        "shrink": f"{learning.decay:g}",
        "seed": learning.seed,
    }
