"""Runs worth seeing, good and bad, by the settings that make them. They ship already trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lstm_ui.settings import TABLE, TrainSettings
from lstm_ui.train.contrasts import NOTHING
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.opening import OF_TRAIN
from lstm_ui.train.tasks import MEMORY_TASKS
from lstm_ui.training.networks import Learning, Network

Values = Mapping[str, str | int]
_NO_LIMIT = {"none": "0", "all": "0"}


@dataclass(frozen=True)
class Preset:
    """Settings that a button opens; what is not named is as the page opens."""

    label: str
    wanted: Values

    @property
    def values(self) -> dict[str, str | int]:
        """What each widget then says."""
        return opening_of(str(self.wanted.get("task", TABLE["task"].default))) | dict(self.wanted)


def opening_of(task: str) -> dict[str, str | int]:
    """What the widgets say when that task is opened: settings that suit it."""
    fresh = {name: TABLE[name].default for name in OF_TRAIN}
    known = MEMORY_TASKS.get(task)
    own = {} if known is None else {"grade": known.grade} | dict(known.suits)
    return fresh | {"task": task} | own


def as_settings(values: Values) -> TrainSettings:
    """What the widgets of the page say, taken together."""

    def number(name: str) -> float:
        text = str(values[name])
        return float(_NO_LIMIT.get(text, text))

    network = Network(
        cell=str(values["learner"]),
        hidden=int(number("size")),
        layers=int(number("layers")),
        forget_bias=number("bias"),
    )
    learning = Learning(
        rate=number("eta"),
        optimiser=str(values["optimiser"]),
        batch=int(number("together")),
        clip=number("cap"),
        dropout=number("dropout"),
        window=int(number("reach")),
        updates=int(number("updates")),
        seed=int(number("seed")),
    )
    contrasts = (str(values["beside"]), str(values["third"]))
    probe = int(number("probe"))
    return TrainSettings(
        str(values["task"]), int(number("grade")), network, learning, contrasts, probe
    )


def as_values(problem: MemoryProblem) -> dict[str, str | int]:
    """What the widgets have to say for that run to be run A, and the only one."""
    network, learning = problem.network, problem.learning
    return {
        "task": problem.task,
        "grade": problem.grade if problem.own is None else 0,
        "learner": network.cell,
        "size": str(network.hidden),
        "layers": str(network.layers),
        "bias": f"{network.forget_bias:g}",
        "eta": f"{learning.rate:g}",
        "optimiser": learning.optimiser,
        "together": str(learning.batch),
        "cap": f"{learning.clip:g}" if learning.clip else "none",
        "dropout": f"{learning.dropout:g}",
        "reach": str(learning.window) if learning.window else "all",
        "updates": str(learning.updates),
        "seed": learning.seed,
        "beside": NOTHING,
        "third": NOTHING,
        "probe": 1,
    }


PRESETS: dict[str, Preset] = {
    "opening": Preset("As the page opens", {}),
    "cells": Preset("LSTM, RNN and GRU", {"third": "GRU"}),
    "half-open": Preset("A GRU that starts half open", {"learner": "GRU", "beside": "bias-0"}),
    "rates": Preset("10 times the rate, and a tenth", {"beside": "rate-up", "third": "rate-down"}),
    "exploding": Preset(
        "An RNN without clipping, and with",
        {
            **{"task": "order", "grade": 20, "learner": "RNN", "optimiser": "SGD", "eta": "0.05"},
            **{"cap": "none", "updates": "1000", "beside": "clip"},
        },
    ),
    "bias": Preset("Forget bias 5, 1 and 0", {"beside": "bias-1", "third": "bias-0"}),
    "by-heart": Preset(
        "200 reviews, without dropout and with",
        {"task": "sentiment", "grade": 200, "updates": "500", "beside": "dropout"},
    ),
    "enough": Preset("3,000 reviews", {"task": "sentiment", "beside": "nothing"}),
    "window": Preset(
        "The whole way back, and 5 steps",
        {"grade": 20, "bias": "1", "updates": "1000", "beside": "window"},
    ),
    "parity": Preset("Parity: LSTM, RNN and GRU", {"task": "parity", "third": "GRU"}),
    "adding": Preset("Adding: LSTM, RNN and GRU", {"task": "adding", "third": "GRU"}),
}
"""By key, in the order in which the page speaks of them."""
ANSWERS = {
    "Which cell remembers the first of fifty?": "cells",
    "When it explodes: clip": "exploding",
    "“The forget bias is a detail”": "bias",
}
"""Which preset answers the question under that heading."""
