"""From settings to the run of the page, or one sentence about what to change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from lstm_core.text.characters import CharacterText
from lstm_ui.text.problem import (
    EPOCHS,
    EXCERPTS,
    OWN,
    Facts,
    TextProblem,
    TextSettings,
    facts_of,
    problem_of,
)
from lstm_ui.text.sources import LARGEST, SOURCES, cut
from lstm_ui.text.writing import Draw
from lstm_ui.training import costs
from lstm_ui.training.trainer import LONGEST
from lstm_ui.training.work import REPORTS
from lstm_ui.uploads import AS_TEXT, UnreadableError, decoded

PROBED = 40
"""Characters on which the gates are shown over the training."""
SHOWN = {" ": "␣", "\n": "⏎"}
"""What stands for a character that leaves no mark."""
FAR_TOO_LARGE = 20_000_000
OFFERED = 6
"""Beginnings that are offered."""


@dataclass(frozen=True)
class Run:
    """What is trained, and what is known of its text."""

    problem: TextProblem
    facts: Facts
    refused: str | None
    """Why it cannot be trained here, if so."""
    probe: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    """A held-out stretch ``(T, 1)``."""
    tokens: tuple[str, ...]


def make_run(settings: TextSettings, own: str, owner: str) -> Run | str:
    """The run of those settings, or the sentence that says why there is none."""
    if settings.source == OWN and not own.strip():
        return "There is no text yet: paste one above, or upload a file."
    reading, network, learning = settings.reading, settings.network, settings.learning
    try:
        problem = problem_of(
            settings.source, reading, network, learning, settings.epochs, own, owner
        )
        facts = facts_of(problem)
    except ValueError as sentence:
        return str(sentence)
    ids = problem.text.held_out[:PROBED]
    tokens = tuple(map(shown, problem.text.decode(ids)))
    return Run(problem, facts, refused(problem, settings.epochs), ids[:, None], tokens)


def shown(character: str) -> str:
    """A character as it stands alone on the screen."""
    return SHOWN.get(character, character)


def refused(problem: TextProblem, epochs: int) -> str | None:
    """One sentence where that training takes longer than it may, with what to choose instead."""
    estimate = _seconds(problem)
    if estimate <= LONGEST:
        return None
    per_epoch = estimate / epochs
    fewer = [count for count in EPOCHS if count * per_epoch <= LONGEST]
    size = len(problem.text.ids)
    shorter = [count for count in EXCERPTS if count < size * LONGEST / estimate]
    ways = [f"{_counted(fewer[-1], 'epoch')}"] if fewer else []
    ways += [f"only the first {shorter[-1]:,} characters"] if shorter else []
    *others, last = [*ways, "fewer units"]
    minutes, most = round(estimate / 60), round(LONGEST / 60)
    return (
        f"{_counted(epochs, 'epoch')} of these {size:,} characters would take about {minutes} "
        f"minutes, and {most} are the most: choose {', '.join([*others, ''])}or {last}."
    )


def _seconds(problem: TextProblem) -> float:
    """Estimate what the updates and the reports in between take."""
    sizes = [len(problem.batch(update).inputs) for update in range(1, 9)]
    kinds, learning = problem.text.vocabulary.size, problem.learning
    all_of_it = replace(learning, updates=learning.updates + REPORTS)
    return costs.seconds(problem.network, all_of_it, round(np.mean(sizes)), kinds, kinds)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def uploaded(data: bytes) -> tuple[str, str]:
    """The text of a file and a note about it, perhaps empty.

    Raises
    ------
    UnreadableError
        One sentence, where it is no text or far too large.
    """
    if len(data) > FAR_TOO_LARGE:
        raise UnreadableError(
            f"This file has {len(data) / 1e6:.0f} MB: cut it to 1 MB, more would not be read."
        )
    if not data:
        raise UnreadableError("This file is empty: upload one with text in it.")
    return limited(decoded(data, AS_TEXT))


def limited(text: str) -> tuple[str, str]:
    """At most 1 MB of a text, and a note where it was more."""
    kept = cut(text)
    if kept == text:
        return text, ""
    size = len(text.encode("utf-8", "replace")) / 1e6
    return kept, f"The text has {size:.1f} MB; its first {LARGEST / 1e6:g} MB are read."


def said(run: Run) -> str:
    """What is left of the text, in one line."""
    facts, problem = run.facts, run.problem
    rare = f", {facts.left_out:,} rare ones count as one more (�)" if facts.left_out else ""
    title = "Your text" if problem.source == OWN else SOURCES[problem.source].title
    return (
        f"{title}: {facts.characters:,} characters, {facts.kinds} different ones{rare}; the last "
        f"{facts.held_out:,} are held out. Entropy of the text: {facts.unigram:.2f} bits per "
        f"character (unigram), {facts.bigram:.2f} after the one before it (bigram). One epoch is "
        f"{_counted(problem.sequences.updates_per_epoch, 'update')} here."
    )


def beginnings(text: CharacterText) -> tuple[str, ...]:
    """Words that lines of the text begin with, the most frequent first; never half a word."""
    lines = text.decode(text.training[:200_000]).split("\n")
    first = Counter(" ".join(line.split()[:2]) for line in lines if len(line.split()) > 3)
    return tuple(f"{words} " for words, _ in first.most_common(OFFERED))


def drawn_how(draw: Draw) -> str:
    """How the next character is drawn, in words."""
    if draw.temperature == 0.0 or draw.top_k == 1:
        return "always the likeliest character"
    among = f", among the {draw.top_k} likeliest" if draw.top_k else ""
    return f"temperature {draw.temperature:g}{among}, draw {draw.seed}"
