"""From settings to the runs that stand side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from lstm_ui.settings import TrainSettings
from lstm_ui.train.contrasts import names, side_by_side
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.own import OwnData
from lstm_ui.train.tasks import MEMORY_TASKS
from lstm_ui.training import costs

LETTERS = "ABC"
MARKED = "✓"


@dataclass(frozen=True)
class Side:
    """One of the runs, by its letter."""

    letter: str
    name: str
    problem: MemoryProblem
    problem_sentence: str | None
    """Why it cannot be trained, if so."""


@dataclass(frozen=True)
class Probe:
    """The sequence on which gates are shown."""

    inputs: NDArray[Any]
    tokens: tuple[str, ...]
    known: tuple[bool, ...]
    wanted: str
    """The right answer, in words."""
    targets: tuple[float, ...] = ()
    """The right number after every step, where it is a number."""


def sides(settings: TrainSettings, own: OwnData | None = None) -> tuple[Side, ...]:
    """The runs of these settings, one to three, on ``own`` data where these are asked for."""
    what = MEMORY_TASKS[settings.task] if own is None else own.task
    base = MemoryProblem(
        settings.task,
        settings.grade if settings.grade and own is None else what.grade,
        settings.network,
        settings.learning,
        settings.owner,
        own,
    )
    runs = side_by_side(base, settings.contrasts)
    return tuple(
        Side(letter, name, run, refused(run))
        for letter, name, run in zip(LETTERS, names(runs), runs, strict=False)
    )


def refused(problem: MemoryProblem) -> str | None:
    """One sentence where that run cannot be trained here."""
    if problem.learning.window and problem.network.reads_both_ways:
        return (
            "A window cuts the way back from step to step, and what reads from the end too needs "
            "the whole sequence: choose no window, or a network that reads forwards."
        )
    steps, encoder = problem.held_out.inputs.shape[0], problem.start().encoder
    outputs = len(problem.what.classes)
    return costs.too_long(
        costs.seconds(problem.network, problem.learning, steps, encoder.size, outputs)
    )


def probe(problem: MemoryProblem, number: int) -> Probe:
    """The held-out sequence of that number, from 1, as far as it goes."""
    batch = problem.held_out
    member = (number - 1) % batch.inputs.shape[1]
    end = None if batch.lengths is None else int(batch.lengths[member])
    inputs = batch.inputs[:end, member : member + 1]
    asked = batch.weights[:end, member] > 0
    right = batch.targets[:end, member][asked]
    vocabulary = problem.what.vocabulary
    if vocabulary is None:
        tokens = tuple(_numbers(step) for step in inputs[:, 0])
        known = (True,) * len(tokens)
        if right.ndim == 1:
            return Probe(inputs, tokens, known, _said(problem, right))
        return Probe(inputs, tokens, known, f"{float(right[-1, 0]):.2f}")
    tokens = vocabulary.decode(inputs[:, 0])
    known = tuple(vocabulary.knows(token) for token in tokens)
    numbers = batch.targets[:end, member, 0] if batch.targets.ndim == 3 else ()
    return Probe(inputs, tokens, known, _said(problem, right), tuple(map(float, numbers)))


def _numbers(step: NDArray[Any]) -> str:
    """The number that is read, and whether it is marked, where there are marks."""
    return f"{step[0]:.2f}{MARKED if len(step) > 1 and step[1] else ''}"


def _said(problem: MemoryProblem, right: NDArray[Any]) -> str:
    if right.ndim == 2:
        return ", ".join(f"{number:g}" for number in right[:, 0])
    words = [problem.what.classes[answer] for answer in right]
    return " ".join(words) if problem.what.at == "every" else words[-1]
