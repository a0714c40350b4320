"""A network of the training page with its settings, as its file tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lstm_core.model import SequenceModel
from lstm_ui.settings import TABLE
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.opening import OF_TRAIN
from lstm_ui.train.presets import Values, as_settings, as_values, opening_of
from lstm_ui.train.runs import Side, sides
from lstm_ui.train.tasks import MEMORY_TASKS, OWN
from lstm_ui.training.history import State

PAGE = "train"
OTHER_PAGE = "This network was not saved on this page: load it on the page that it is from."
NO_SETTINGS = "The settings in this file cannot be read: choose another one."
OWN_DATA = (
    "This network was trained on a file of sequences, which is not in it: upload that file and "
    "train again."
)
OTHER_SHAPE = "This network is not of the kind that its settings say: choose another file."


@dataclass(frozen=True)
class Loaded:
    """A network that came from a file."""

    model: SequenceModel
    update: int
    problem: MemoryProblem


def facts_of(side: Side, state: State) -> dict[str, Any]:
    """All that is to be known about that network, ready for JSON."""
    problem = side.problem
    vocabulary = problem.what.vocabulary
    tokens = {} if vocabulary is None else {"tokens": list(vocabulary.tokens)}
    return {
        "page": PAGE,
        "task": problem.what.title,
        "settings": {name: str(value) for name, value in as_values(problem).items()},
        "name": side.name,
        "update": state.update,
        "updates": problem.learning.updates,
        "seed": problem.learning.seed,
        "dropout": problem.learning.dropout,
        "classes": list(problem.what.classes),
        **tokens,
    }


def stem_of(side: Side, state: State) -> str:
    """What its file is called."""
    cell = side.problem.network.cell.lower().replace(" ", "-")
    return f"gatescope-{side.problem.task.replace('_', '-')}-{cell}-{state.update}"


def values_in(facts: Mapping[str, Any]) -> dict[str, str | int] | str:
    """The settings that a file tells of, or one sentence where there are none to take."""
    told = facts.get("settings")
    if facts.get("page") != PAGE:
        return OTHER_PAGE
    if not isinstance(told, dict):
        return NO_SETTINGS
    values = opening_of(str(TABLE["task"].default))
    for name in OF_TRAIN:
        text = told.get(name)
        if not isinstance(text, str) or not TABLE[name].takes(text):
            return NO_SETTINGS
        values[name] = TABLE[name].read(text)
    task = str(values["task"])
    if task == OWN:
        return OWN_DATA
    return values if values["grade"] in MEMORY_TASKS[task].grades else NO_SETTINGS


def loaded(model: SequenceModel, facts: Mapping[str, Any], values: Values) -> Loaded | str:
    """That network as one of these settings, or one sentence where it cannot be."""
    problem = sides(as_settings(values))[0].problem
    own, given = problem.start(), model
    same = {name: array.shape for name, array in own.parameters.items()} == {
        name: array.shape for name, array in given.parameters.items()
    }
    kinds = [type(layer) for layer in own.layers] == [type(layer) for layer in given.layers]
    alike = type(own.encoder) is type(given.encoder) and own.encoder.size == given.encoder.size
    update = facts.get("update")
    if not (same and kinds and alike and own.readout.at == given.readout.at):
        return OTHER_SHAPE
    if not isinstance(update, int) or not 0 <= update <= problem.learning.updates:
        return NO_SETTINGS
    return Loaded(given, update, problem)
