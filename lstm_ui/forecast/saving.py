"""A network that foretells, with its settings and what its numbers mean, as its file tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.forecast import Scaling
from lstm_core.model import SequenceModel
from lstm_ui.forecast.opening import AHEADS, BACKS, OF_NETWORK, OWN
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.values import as_values
from lstm_ui.training.history import State
from lstm_ui.training.saving import NO_SETTINGS, FromFile, common_facts, settings_in, state_in

PAGE = "forecast"
OWN_SERIES = (
    "This network was trained on someone's own series, which is not in the file: choose “Your own "
    "CSV”, upload the same series there, and load the network again."
)
OTHER_NUMBERS = "This network was trained on other numbers of this series: choose another file."
CLOSE = 1e-9


def facts_of(problem: ForecastProblem, state: State) -> dict[str, Any]:
    """All that it takes to use that network elsewhere, ready for JSON."""
    series, frame = problem.series, problem.frame
    return {
        "page": PAGE,
        "task": f"foretells the next {problem.horizon} values of a series",
        "settings": {name: str(value) for name, value in as_values(problem).items()},
        "name": name_of(problem),
        **common_facts(state, problem.learning),
        "series": {name: getattr(series, name) for name in ("title", "unit", "step", "source")},
        "window": problem.steps,
        "horizon": problem.horizon,
        "units": problem.network.hidden,
        "scaling": {
            "mean": frame.scaling.mean,
            "deviation": frame.scaling.deviation,
            "change": frame.scaling.change.tolist(),
        },
        "season": frame.season,
        "reads": _reads(problem),
        "answers": "k steps ahead: the last value that was read + answer k * change k",
    }


def _reads(problem: ForecastProblem) -> list[str]:
    """What each number of a step is."""
    level = "(value - mean) / deviation"
    if problem.frame.season is None:
        return [level]
    angle = "2 * pi * n / season"
    return [level, f"sin({angle})", f"cos({angle}), where n counts the steps of the series from 0"]


def name_of(problem: ForecastProblem) -> str:
    """The network in a few words."""
    return f"{problem.network.cell}, {problem.network.hidden} units"


def stem_of(problem: ForecastProblem, state: State) -> str:
    """What its file is called."""
    return f"gatescope-{problem.series.key}-{problem.network.cell.lower()}-{state.update}"


def values_in(facts: Mapping[str, Any]) -> dict[str, str | int] | str:
    """The settings that a file tells of, or one sentence where there are none to take."""
    values = settings_in(facts, PAGE, OF_NETWORK)
    if isinstance(values, str):
        return values
    offered = values["back"] in BACKS and values["ahead"] in AHEADS
    return values if offered else NO_SETTINGS


def loaded(
    model: SequenceModel, facts: Mapping[str, Any], problem: ForecastProblem
) -> FromFile | str:
    """That network as one of this problem, or one sentence where it cannot be."""
    state = state_in(model, facts, problem.start(), problem.learning)
    if isinstance(state, str):
        return state
    if _is_told(facts.get("scaling"), problem.frame.scaling):
        return state
    return OWN_SERIES if problem.series.key == OWN else OTHER_NUMBERS


def _is_told(told: Any, scaling: Scaling) -> bool:
    """Whether that is how this series is scaled."""
    if not isinstance(told, dict) or not isinstance(told.get("change"), list):
        return False
    numbers = [told.get("mean"), told.get("deviation"), *told["change"]]
    if not all(isinstance(number, float) for number in numbers):
        return False
    own = [scaling.mean, scaling.deviation, *scaling.change]
    return len(numbers) == len(own) and np.allclose(numbers, own, rtol=CLOSE, atol=0.0)


def said_of(problem: ForecastProblem, state: State) -> str:
    """What is said of a network from a file, above what it foretells."""
    return (
        f"{name_of(problem)}, after update {state.update} of {problem.learning.updates}. All below "
        "is from it, measured anew."
    )
