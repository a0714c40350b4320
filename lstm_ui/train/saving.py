"""A network of the training page with its settings, as its file tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lstm_core.model import SequenceModel
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.opening import OF_TRAIN
from lstm_ui.train.own import OwnData
from lstm_ui.train.presets import as_values
from lstm_ui.train.runs import Side
from lstm_ui.train.tasks import MEMORY_TASKS, OWN
from lstm_ui.training.history import State
from lstm_ui.training.saving import NO_SETTINGS, FromFile, common_facts, settings_in, state_in

PAGE = "train"
OWN_DATA = (
    "This network was trained on someone's own file of sequences, which is not in it: choose the "
    "task “Your own CSV”, upload the same file there, and load the network again."
)


def facts_of(side: Side, state: State) -> dict[str, Any]:
    """All that is to be known about that network, ready for JSON."""
    problem = side.problem
    vocabulary = problem.what.vocabulary
    tokens = {} if vocabulary is None else {"tokens": list(vocabulary.tokens)}
    data = {} if problem.own is None else {"data": problem.own.digest}
    return {
        "page": PAGE,
        "task": problem.what.title,
        "settings": {name: str(value) for name, value in as_values(problem).items()},
        "name": side.name,
        **common_facts(state, problem.learning),
        "classes": list(problem.what.classes),
        **tokens,
        **data,
    }


def stem_of(side: Side, state: State) -> str:
    """What its file is called."""
    cell = side.problem.network.cell.lower().replace(" ", "-")
    return f"gatescope-{side.problem.task.replace('_', '-')}-{cell}-{state.update}"


def values_in(facts: Mapping[str, Any], own: OwnData | None) -> dict[str, str | int] | str:
    """The settings that a file tells of, or one sentence where there are none to take.

    A network of somebody's own sequences is taken where the same file is at hand as ``own``.
    """
    values = settings_in(facts, PAGE, OF_TRAIN)
    if isinstance(values, str):
        return values
    task = str(values["task"])
    if task == OWN:
        return values if own is not None and facts.get("data") == own.digest else OWN_DATA
    return values if values["grade"] in MEMORY_TASKS[task].grades else NO_SETTINGS


def loaded(
    model: SequenceModel, facts: Mapping[str, Any], problem: MemoryProblem
) -> FromFile | str:
    """That network as one of this problem, or one sentence where it cannot be."""
    return state_in(model, facts, problem.start(), problem.learning)
