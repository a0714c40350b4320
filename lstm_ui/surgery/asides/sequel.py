"""Two texts after one another: the states carried over from the first, or reset before the second.

The network, what was changed in it and what is held at all steps are the same for both texts. A
gate that is held at single steps is held in the first text only, whose steps those are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lstm_core.model import ModelTrace
from lstm_ui.examples import Parsed, parse
from lstm_ui.gradients.numbers import significant
from lstm_ui.payloads import plain_numbers
from lstm_ui.runs import TOO_LARGE, Run, percent
from lstm_ui.surgery.asides.corners import DIGITS, axis
from lstm_ui.tables import last_answer, states_around
from lstm_ui.theme import palette

Floats = NDArray[np.float64]

VERSION = 1
WAYS = ("reset", "carried over")
NOUNS = {"words": "text", "letters": "text", "numbers": "series"}


@dataclass(frozen=True)
class Sequel:
    """The second text, read with the states of the first and without.

    Attributes
    ----------
    run : Run
        The network and the first text.
    parsed : Parsed
        The second text.
    state : str
        Which state is followed: "c" of an LSTM, "h" of the others.
    first : ndarray
        ``(T1, H)``: that state through the first text.
    second : dict of ndarray
        By way, ``(T2, H)``: that state through the second.
    answers : dict of ndarray
        By way: the answer after the second text.
    """

    run: Run
    parsed: Parsed
    state: str
    first: Floats
    second: dict[str, Floats]
    answers: dict[str, Floats]

    @property
    def noun(self) -> str:
        """What is read."""
        return NOUNS[self.run.example.reads]

    @property
    def difference(self) -> Floats:
        """How far the two are apart: ``(T2, H)``."""
        reset, carried = (self.second[way] for way in WAYS)
        return np.abs(carried - reset)


def first_suggestion(suggestions: tuple[str, ...], default: str) -> str:
    """The text that the field opens with."""
    return suggestions[0] if suggestions else default


def make_sequel(run: Run, then: str) -> Sequel | str:
    """Let the network of that run read on; a sentence where there is nothing to read."""
    if run.trace is None:
        return run.problem or TOO_LARGE
    parsed = parse(run.example, then)
    if parsed.inputs is None:
        return f"Second text: {parsed.problem}"
    begun, ended = states_around(run.trace)
    everywhere = [held for held in run.edits.overrides if held.step is None]
    with np.errstate(all="ignore"):
        traces = {
            way: run.model.forward(parsed.inputs, *states, overrides=everywhere)
            for way, states in zip(WAYS, (begun, ended), strict=True)
        }
    state = "c" if run.example.cell == "LSTM" else "h"
    second = {way: _state(trace, state) for way, trace in traces.items()}
    answers = {way: last_answer(run, trace) for way, trace in traces.items()}
    if not all(np.isfinite(found).all() for found in (*second.values(), *answers.values())):
        return TOO_LARGE
    return Sequel(run, parsed, state, _state(run.trace, state), second, answers)


def _state(trace: ModelTrace, name: str) -> Floats:
    values: Floats = getattr(trace.layers[0], name)[:, 0]
    return values


def says(sequel: Sequel) -> str:
    """What the first text does to the answer to the second."""
    reset, carried = (_told(sequel, sequel.answers[way]) for way in WAYS)
    noun = sequel.noun
    if not sequel.difference.any():
        return (
            f"The first {noun} left the states as they began: carrying them over changes nothing."
        )
    if sequel.run.example.task == "classify":
        names = [name for name, _ in (reset, carried)]
        if names[0] == names[1]:
            return (
                f"Carried over or reset, the second {noun} ends {carried[0]}: {carried[1]} with "
                f"the state carried over, {reset[1]} with it reset."
            )
        return (
            f"With the state carried over the second {noun} ends {carried[0]} ({carried[1]}); "
            f"reset it ends {reset[0]} ({reset[1]})."
        )
    return (
        f"With the state carried over the second {noun} ends at {carried[1]}; reset it ends at "
        f"{reset[1]}."
    )


def notes_of(sequel: Sequel) -> list[str]:
    """Plain sentences about what was typed and held."""
    notes = [f"Second {sequel.noun}: {sequel.parsed.problem}"] if sequel.parsed.problem else []
    if any(held.step is not None for held in sequel.run.edits.overrides):
        notes.append(f"What is held at single steps is held in the first {sequel.noun} only.")
    return notes


def _told(sequel: Sequel, answer: Floats) -> tuple[str, str]:
    """The likeliest class in quotation marks and its share, or the name and the number."""
    best = int(answer.argmax())
    if sequel.run.example.task == "classify":
        return f"“{sequel.run.example.classes[best]}”", percent(float(answer[best]))
    return sequel.run.example.classes[0], significant(round(float(answer[0]), 3) + 0.0, 3)


def sequel_payload(sequel: Sequel) -> dict[str, Any]:
    """Everything that the figure of two texts draws, for every unit."""
    H = sequel.first.shape[1]
    most = int(sequel.difference.max(axis=0).argmax())
    example = sequel.run.example
    shares = example.task == "classify"
    return {
        "version": VERSION,
        "palette": palette(),
        "badge": sequel.run.badge,
        "notes": notes_of(sequel),
        "state": sequel.state,
        "noun": sequel.noun,
        "reads": example.reads,
        "tokens": [*sequel.run.parsed.tokens, *sequel.parsed.tokens],
        "border": len(sequel.first),
        "steps": len(sequel.first) + len(sequel.parsed.tokens),
        "first": plain_numbers(sequel.first.T, DIGITS),
        "reset": plain_numbers(sequel.second["reset"].T, DIGITS),
        "carried": plain_numbers(sequel.second["carried over"].T, DIGITS),
        "difference": plain_numbers(sequel.difference.T, DIGITS),
        "ranges": [_ranges(sequel, unit) for unit in range(H)],
        "dial": {
            "name": "watched",
            "title": "Unit",
            "values": list(range(1, H + 1)),
            "at": most,
            "own": most,
            "before": "",
            "back": "differs most",
        },
        "task": example.task,
        "classes": list(example.classes),
        "answers": [plain_numbers(sequel.answers[way], DIGITS if shares else 3) for way in WAYS],
        "says": says(sequel),
    }


def _ranges(sequel: Sequel, unit: int) -> dict[str, Any]:
    seen = [sequel.first, *sequel.second.values()]
    return {
        "state": axis(np.concatenate([values[:, unit] for values in seen])),
        "difference": axis(sequel.difference[:, unit]),
    }


def sequel_table(sequel: Sequel) -> pd.DataFrame:
    """One row for each step and unit: the state of both ways; in the first text they are one."""
    T1, H = sequel.first.shape
    tokens = [*sequel.run.parsed.tokens, *sequel.parsed.tokens]
    ways = {way: np.concatenate([sequel.first, sequel.second[way]]) for way in WAYS}
    steps = np.arange(1, len(tokens) + 1)
    table: dict[str, Any] = {
        "step": np.repeat(steps, H),
        sequel.noun: np.repeat(np.where(steps <= T1, 1, 2), H),
        "token": np.repeat(np.array(tokens, dtype=object), H),
        "unit": np.tile(np.arange(1, H + 1), len(tokens)),
    }
    table |= {f"{sequel.state}, {way}": values.ravel() for way, values in ways.items()}
    reset, carried = (ways[way].ravel() for way in WAYS)
    return pd.DataFrame(table | {"|difference|": np.abs(carried - reset)})
