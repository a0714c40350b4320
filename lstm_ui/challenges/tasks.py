"""The challenges: a goal in words, the network it opens with, and a check on hidden sequences."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lstm_ui.challenges import checks, trained_checks
from lstm_ui.challenges.tools import Tools, used
from lstm_ui.challenges.verdict import Verdict
from lstm_ui.runs import Run, make_run
from lstm_ui.settings import Settings
from lstm_ui.sources import NETWORKS, RANDOM
from lstm_ui.surgery.spelling import MisspeltError, read_edits

__all__ = ["CHALLENGES", "LEVELS", "Challenge", "Verdict", "begins_with", "check"]

WORDS = Path(__file__).parent.parent.parent / "assets" / "challenges.toml"
LEVELS = ("easy", "medium", "hard")

NEGATED = "This movie was not good at all."
THIRTY_WORDS = (
    "hello robot, what time is it now? please wake me up at seven tomorrow. "
    "will it be cold in paris tonight? thank you very much."
)


@dataclass(frozen=True)
class Challenge:
    """One goal.

    Attributes
    ----------
    key : str
        Its name in an address and in :data:`CHALLENGES`.
    title : str
        Its name on the screen.
    level : str
        One of :data:`LEVELS`.
    goal : str
        What to reach, and where that is measured.
    tools : str
        What may be used, in plain words.
    hint : str
        Where to look, without the answer.
    learnt : str
        One sentence, for whoever solved it.
    opening : Settings
        The network and text with which it opens, unsolved.
    """

    key: str
    title: str
    level: str
    goal: str
    tools: str
    hint: str
    learnt: str
    opening: Settings


@dataclass(frozen=True)
class _Task:
    """What stands behind the words."""

    opening: Settings
    tools: Tools
    measure: Callable[[Run], Verdict]
    on_screen: bool = False
    """Whether the text on the screen is part of the goal."""


_TASKS: dict[str, _Task] = {
    "silence": _Task(Settings(net="counter"), Tools(hold="ifgo", gates=1), checks.silence_h),
    "keep": _Task(Settings(net="eraser"), Tools(hold="ifgo", gates=1), checks.keep_against_x),
    "ratchet": _Task(Settings(net="ratchet"), Tools(candidate=True), checks.count_up),
    "half-life": _Task(Settings(net="fader"), Tools(change=("bf",), most=1), checks.fade_by_half),
    "erase": _Task(Settings(net="wiper"), Tools(change=("xf",)), checks.erase_on_x),
    "count": _Task(Settings(net="tally"), Tools(change=("bi", "bf")), checks.count_to_five),
    "copy": _Task(Settings(net="copier", cell="GRU"), Tools("rz", ("br", "bz")), checks.copy_input),
    "replace": _Task(Settings(net="replacer"), Tools(change=("xf",)), checks.replace_old),
    "ask": _Task(Settings(net="speaker"), Tools(change=("bo", "xo")), checks.show_on_request),
    "remember": _Task(
        Settings(net="keeper"), Tools(change=("bi", "bf", "bo")), checks.remember_first
    ),
    "flip": _Task(
        Settings(net="reviews", text=NEGATED),
        Tools(hold="ifgo", steps=True),
        trained_checks.flip_negation,
        on_screen=True,
    ),
    "gradient": _Task(
        Settings(net=RANDOM, hidden=3, seed=11, text=THIRTY_WORDS),
        Tools("f", ("bf",)),
        trained_checks.keep_gradient,
    ),
    "carriers": _Task(Settings(net="reviews"), Tools(hold="o"), trained_checks.silence_two),
    "ignore": _Task(
        Settings(net="stopper"), Tools(change=("hi", "hf", "hg", "ho"), most=1), checks.stop_at_mark
    ),
}


def _read_words() -> dict[str, Challenge]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))["challenge"]
    return {
        entry["key"]: Challenge(**entry, opening=_TASKS[entry["key"]].opening) for entry in words
    }


def begins_with(key: str) -> dict[str, str] | None:
    """With which tool and gate the table opens for a challenge: one that it allows."""
    task = _TASKS.get(key)
    if task is None:
        return None
    hold, change = task.tools.hold, task.tools.change
    weighs = bool(change) and not hold
    gate = change[0][1] if weighs else next(iter(hold), "f")
    return {"challenge": key, "mode": "weights" if weighs else "hold", "gate": gate}


CHALLENGES: dict[str, Challenge] = _read_words()
"""All of them by key, from easy to hard."""


def check(key: str, settings: Settings) -> Verdict:
    """Measure on hidden sequences whether a challenge is solved; never raises."""
    task = _TASKS.get(key)
    if task is None:
        return Verdict(False, "There is no challenge of that name.")
    elsewhere = _elsewhere(task, settings)
    if elsewhere is not None:
        return Verdict(False, elsewhere)
    try:
        read_edits(settings.edits)
    except MisspeltError as problem:
        return Verdict(False, str(problem))
    run = make_run(settings)
    if run.trace is None:
        return Verdict(False, run.problem or "There is nothing to check yet.")
    if run.example.cell != task.opening.cell:
        return Verdict(False, f"This challenge is set on the {task.opening.cell}: choose it again.")
    if task.on_screen and run.parsed.tokens != make_run(task.opening).parsed.tokens:
        return Verdict(False, f"This challenge is set on the review “{task.opening.text}”")
    run = replace(run, edits=used(run))
    refusal = task.tools.refusal(run)
    return Verdict(False, refusal) if refusal is not None else task.measure(run)


def _elsewhere(task: _Task, settings: Settings) -> str | None:
    """A sentence for settings that are not those the challenge is about."""
    opening = task.opening
    if settings.net != opening.net:
        return f"This challenge is set on another network: choose “{NETWORKS[opening.net]}”."
    if settings.net == RANDOM and (settings.hidden, settings.seed) != (
        opening.hidden,
        opening.seed,
    ):
        return (
            f"This challenge is set on the random network of {opening.hidden} units and seed "
            f"{opening.seed}: choose these again."
        )
    if settings.start != "zero":
        return "This challenge starts from zero states: set the states before step 1 to zero again."
    return None
