"""What the player of trainings is told of a training on a series."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.forecast import Windows
from lstm_ui.forecast import inside
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.saving import name_of
from lstm_ui.training.payload import Level, Shown, train_payload
from lstm_ui.training.trainer import Look

MEASURE = "share of persistence’s squared error that is saved"
PERSISTENCE = Level("persistence", "it stays as it is", open=True)


def probe(problem: ForecastProblem) -> NDArray[np.float64]:
    """What the gates are shown on: the first window of the validation part, ``(T, 1, D)``."""
    return problem.frame.inputs(_first(problem))


def training_payload(
    problem: ForecastProblem, look: Look, maps: list[dict[str, Any]]
) -> dict[str, Any]:
    """How the training stands; ``maps`` are the gates on :func:`probe` at every moment kept."""
    calendar = ", told the season" if problem.frame.season else ""
    return train_payload(
        [Shown("A", f"{name_of(problem)}{calendar}", problem, look, maps)],
        title=f"{problem.series.title}: reads {problem.steps}, foretells {problem.horizon}",
        measure=MEASURE,
        loss="mean squared error of the scaled changes",
        unread=problem.unread,
        tokens=inside.tokens_of(problem, _first(problem)),
        level=PERSISTENCE,
    )


def _first(problem: ForecastProblem) -> Windows:
    return problem.chosen.some(np.array([0]))
