"""Cells set by hand, each of which isolates what one gate can do.

Their weights are round, so that they can be checked in the head: a gate's pre-activation is
+20 or -20, which is open or closed to within 2e-9, or further from 0 where the cell's own h
closes it; a candidate's is +20 or -20 or 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lstm_core.encoding import OneHot
from lstm_core.lstm import GATE_ORDER, LSTM
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout
from lstm_core.vocabulary import Vocabulary

Floats = NDArray[np.float64]

FULL = 20.0
"""A pre-activation at which a gate is open, and minus which it is closed."""


@dataclass(frozen=True)
class Rule:
    """One row of weights in words: what a gate of one unit reacts to.

    Attributes
    ----------
    rest : float
        The bias: the pre-activation when nothing else speaks.
    symbols : mapping of str to float
        What reading a symbol adds.
    units : mapping of int to float
        What each unit's previous hidden state is multiplied by and adds.
    """

    rest: float = 0.0
    symbols: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class HandSet:
    """A hand-set model and what it shows.

    Attributes
    ----------
    sentence : str
        What it does, in one sentence.
    vocabulary : Vocabulary or None
        The symbols it reads; to an unknown one it does nothing. None when it reads numbers.
    classes : tuple of str
        The answers it can give.
    model : SequenceModel
        The network itself: one layer of one or two units.
    """

    sentence: str
    vocabulary: Vocabulary | None
    classes: tuple[str, ...]
    model: SequenceModel


ALWAYS = Rule(FULL)


def latch() -> HandSet:
    """Keep forever: the forget gate stays at 1, the input gate closes behind the first letter.

    Unit 1 knows that something was stored, and through it the input gates close.
    """
    take_first = Rule(-FULL, {"A": 2 * FULL, "B": 2 * FULL}, {1: -3 * FULL})
    return hand_set(
        "Keeps the first A or B it reads, forever: the forget gate stays at 1, "
        "and the input gate closes behind it.",
        ("A", "B", "."),
        {
            "i": (take_first, take_first),
            "f": (ALWAYS, ALWAYS),
            "g": (Rule(0, {"A": FULL, "B": -FULL}), Rule(0, {"A": FULL, "B": FULL})),
            "o": (ALWAYS, ALWAYS),
        },
        {
            "nothing yet": Rule(8, units={1: -16}),
            "A came first": Rule(0, units={0: 12}),
            "B came first": Rule(0, units={0: -12}),
        },
    )


def eraser() -> HandSet:
    """Clear on command: X closes the forget gate of unit 0; unit 1 has no eraser."""
    once = (Rule(-FULL, {"A": 2 * FULL}, {unit: -3 * FULL}) for unit in (0, 1))
    write = Rule(0, {"A": FULL})
    return hand_set(
        "Remembers that it read an A until an X sets the forget gate of the first unit to 0; "
        "the second unit has no eraser and remembers on.",
        ("A", "X", "."),
        {
            "i": tuple(once),
            "f": (Rule(FULL, {"X": -2 * FULL}), ALWAYS),
            "g": (write, write),
            "o": (ALWAYS, ALWAYS),
        },
        {
            "empty": Rule(8, units={0: -20}),
            "holds A": Rule(-8, units={0: 20}),
        },
    )


def counter() -> HandSet:
    """Add up: what is written is added to c, which is not bound to -1...1 as h is."""
    read = Rule(-FULL, {"A": 2 * FULL, "B": 2 * FULL})
    return hand_set(
        "Adds 1 to c of the first unit for each A and takes 1 away for each B; "
        "the second unit counts both, so its c grows with every letter.",
        ("A", "B", "."),
        {
            "i": (read, read),
            "f": (ALWAYS, ALWAYS),
            "g": (Rule(0, {"A": FULL, "B": -FULL}), Rule(0, {"A": FULL, "B": FULL})),
            "o": (ALWAYS, ALWAYS),
        },
        {
            "more B": Rule(0, units={0: -20}),
            "as many": Rule(8),
            "more A": Rule(0, units={0: 20}),
        },
    )


def gatekeeper() -> HandSet:
    """Speak only when asked: the output gate opens on a question mark and on nothing else."""
    store = Rule(-FULL, {"A": 2 * FULL, "B": 2 * FULL})
    replace = Rule(FULL, {"A": -2 * FULL, "B": -2 * FULL})
    ask = Rule(-FULL, {"?": 2 * FULL})
    return hand_set(
        "Stores the latest A or B in c, but h stays 0 until a ? opens the output gate "
        "and the store is read.",
        ("A", "B", "?", "."),
        {
            "i": (store, store),
            "f": (replace, replace),
            "g": (Rule(0, {"A": FULL, "B": -FULL}), Rule(0, {"A": FULL, "B": FULL})),
            "o": (ask, ask),
        },
        {
            "silent": Rule(8, units={1: -16}),
            "A": Rule(0, units={0: 12}),
            "B": Rule(0, units={0: -12}),
        },
    )


def hand_set(
    sentence: str,
    alphabet: Sequence[str],
    gates: Mapping[str, Sequence[Rule]],
    answers: Mapping[str, Rule],
) -> HandSet:
    """Put rules in words into an LSTM that reads symbols.

    Parameters
    ----------
    sentence : str
        What it does.
    alphabet : sequence of str
        The symbols, each an axis of x behind that of the unknown one.
    gates : mapping of str to sequence of Rule
        For "i", "f", "g" and "o" one rule for each of the H units.
    answers : mapping of str to Rule
        For each of the K answers what speaks for it.

    Returns
    -------
    HandSet
        ``weight_ih (4H, D)`` with D = 1 + symbols, and a readout ``(K, H)`` at every step.
    """
    vocabulary = Vocabulary.of(alphabet)
    hidden_size = len(gates["i"])
    rules = [rule for gate in GATE_ORDER for rule in gates[gate]]
    weight_ih = np.zeros((len(rules), vocabulary.size))
    for row, rule in enumerate(rules):
        for symbol, weight in rule.symbols.items():
            weight_ih[row, vocabulary.encode([symbol])[0]] = weight
    cell = LSTM(weight_ih, _from_units(rules, hidden_size), _at_rest(rules))
    said = list(answers.values())
    readout = Readout(_from_units(said, hidden_size), _at_rest(said), "every")
    model = SequenceModel(OneHot(vocabulary.size), (cell,), readout)
    return HandSet(sentence, vocabulary, tuple(answers), model)


def _from_units(rules: Sequence[Rule], hidden_size: int) -> Floats:
    weights = np.zeros((len(rules), hidden_size))
    for row, rule in enumerate(rules):
        for unit, weight in rule.units.items():
            weights[row, unit] = weight
    return weights


def _at_rest(rules: Sequence[Rule]) -> Floats:
    return np.array([float(rule.rest) for rule in rules])
