"""What the file of a network tells of how it was trained, on whichever page that was."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np

from lstm_core.model import SequenceModel
from lstm_ui.settings import TABLE
from lstm_ui.training.history import YOURS, State
from lstm_ui.training.networks import Learning

OTHER_PAGE = "This network was not saved on this page: load it on the page that it is from."
NO_SETTINGS = "The settings in this file cannot be read: choose another one."
OTHER_SHAPE = "This network is not of the kind that its settings say: choose another file."
TOO_LARGE = "The weights in this file are too large to compute with: choose another one."
LARGEST = 1e30
"""Above it, what a cell computes would not always be a number."""


@dataclass(frozen=True)
class FromFile(State):
    """A network that came from a file.

    Attributes
    ----------
    digest : str
        Of its weights: anybody can write a file of any, whatever the update that it names.
    """

    digest: str

    @property
    def mark(self) -> Hashable:
        """What tells it from all others."""
        return self.update, self.digest

    @property
    def made(self) -> str:
        """The learner's own: nobody here has seen it being trained."""
        return YOURS


def common_facts(state: State, learning: Learning) -> dict[str, Any]:
    """What is told of a network on every page."""
    return {
        "update": state.update,
        "updates": learning.updates,
        "seed": learning.seed,
        "dropout": learning.dropout,
    }


def settings_in(
    facts: Mapping[str, Any], page: str, names: Sequence[str]
) -> dict[str, str | int] | str:
    """The settings of that page of which a file tells, or one sentence where it does not."""
    told = facts.get("settings")
    if facts.get("page") != page:
        return OTHER_PAGE
    if not isinstance(told, dict):
        return NO_SETTINGS
    values = {}
    for name in names:
        text = told.get(name)
        if not isinstance(text, str) or not TABLE[name].takes(text):
            return NO_SETTINGS
        values[name] = TABLE[name].read(text)
    return values


def state_in(
    model: SequenceModel, facts: Mapping[str, Any], own: SequenceModel, learning: Learning
) -> FromFile | str:
    """That network as one that began as ``own`` and learnt like that, or one sentence."""
    update = facts.get("update")
    if not _is_like(own, model):
        return OTHER_SHAPE
    if any(np.abs(array).max() > LARGEST for array in model.parameters.values()):
        return TOO_LARGE
    if not is_count(update, learning.updates):
        return NO_SETTINGS
    return FromFile(update, model, learning.start(), _digest_of(model))


def is_count(told: Any, most: int) -> TypeGuard[int]:
    """Whether that is a whole number from 0 to the most that there can be."""
    return isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= most


def _is_like(own: SequenceModel, given: SequenceModel) -> bool:
    shapes, others = (
        {name: array.shape for name, array in model.parameters.items()} for model in (own, given)
    )
    kinds = [type(layer) for layer in own.layers] == [type(layer) for layer in given.layers]
    reads = type(own.encoder) is type(given.encoder) and own.encoder.size == given.encoder.size
    return shapes == others and kinds and reads and own.readout.at == given.readout.at


def _digest_of(model: SequenceModel) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for array in model.parameters.values():
        digest.update(array.tobytes())
    return digest.hexdigest()
