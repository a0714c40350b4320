"""Cells set by hand but for a few numbers, which are left to a learner to set.

Each lacks exactly what its sentence says, and does what it should once that is set. As in
:mod:`lstm_core.handset` a gate is open at +20 and closed at -20; where a learner has to find a
number, the weights beside it are small enough for the size of that number to matter.
"""

from __future__ import annotations

import numpy as np

from lstm_core.encoding import Values
from lstm_core.gru import GRU
from lstm_core.handset import ALWAYS, FULL, HandSet, Rule, hand_set
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout

KEEPS = 8.0
"""A pre-activation of the forget gate that loses 1% in 30 steps and can still be outweighed."""
SPEAKS = 12.0
"""A weight that opens a gate which rests at minus half of it: 0.9975 with it, 0.0025 without."""
STORE = Rule(-FULL, {"A": 2 * FULL, "B": 2 * FULL})
SIGN = Rule(0, {"A": FULL, "B": -FULL})
OPEN = Rule()
"""Nothing is set: the gate stands at 0.5 whatever is read."""
SIGNS = {"B": Rule(0, units={0: -12}), "neither": Rule(4), "A": Rule(0, units={0: 12})}


def fader() -> HandSet:
    """Leave the forget bias open: how fast a memory fades."""
    return hand_set(
        "Adds 1 to c at each A; its forget bias is still 0, so that half of c is lost at every "
        "step.",
        ("A", "."),
        {
            "i": (Rule(-FULL, {"A": 2 * FULL}),),
            "f": (OPEN,),
            "g": (Rule(0, {"A": FULL}),),
            "o": (ALWAYS,),
        },
        {"faded": Rule(9, units={0: -20}), "still there": Rule(-9, units={0: 20})},
    )


def ratchet() -> HandSet:
    """Leave the squashing of the candidate open: what can be taken away again."""
    return hand_set(
        "Its candidate is fed +1 at an A and -1 at a B; squashed by tanh, an A adds 0.76 to c and "
        "a B takes 0.76 away.",
        ("A", "B", "."),
        {
            "i": (STORE,),
            "f": (ALWAYS,),
            "g": (Rule(0, {"A": 1.0, "B": -1.0}),),
            "o": (ALWAYS,),
        },
        {
            "below zero": Rule(0, units={0: -20}),
            "zero": Rule(8),
            "above zero": Rule(0, units={0: 20}),
        },
    )


def wiper() -> HandSet:
    """Leave open how a symbol closes the forget gate."""
    return hand_set(
        "Stores 1 in c at an A and keeps it; no weight of its forget gate reacts to an X yet, so "
        "nothing erases it.",
        ("A", "X", "."),
        {
            "i": (Rule(-FULL, {"A": 2 * FULL}, {0: -3 * FULL}),),
            "f": (Rule(KEEPS),),
            "g": (Rule(0, {"A": FULL}),),
            "o": (ALWAYS,),
        },
        {"empty": Rule(8, units={0: -20}), "holds A": Rule(-8, units={0: 20})},
    )


def tally() -> HandSet:
    """Leave open where the input and the forget gate rest."""
    return hand_set(
        "Its candidate is always 1 and an A adds 12 to its input gate; the biases of both gates "
        "are still 0, so that it half counts every letter and half forgets at every step.",
        ("A", "."),
        {
            "i": (Rule(0, {"A": SPEAKS}),),
            "f": (OPEN,),
            "g": (ALWAYS,),
            "o": (ALWAYS,),
        },
        {"none": Rule(8, units={0: -20}), "some": Rule(-8, units={0: 20})},
    )


def copier() -> HandSet:
    """Leave both gates of a GRU open, which has to let x through and nothing else.

    Its new state sees a tenth of x, where tanh is straight, and the readout gives ten times h.
    """
    cell = GRU(
        weight_ih=np.array([[0.0], [0.0], [0.1]]),
        weight_hh=np.array([[0.0], [0.0], [2.0]]),
        bias=np.zeros(3),
        bias_hn=np.zeros(1),
    )
    readout = Readout(np.array([[10.0]]), np.zeros(1), "every")
    return HandSet(
        "Reads a number and answers with ten times h; both gates still stand at 0.5, so that old "
        "numbers are mixed into every answer.",
        None,
        ("copy",),
        SequenceModel(Values(1), (cell,), readout),
    )


def replacer() -> HandSet:
    """Leave open what the forget gate reacts to: writing adds unless the old value goes."""
    return hand_set(
        "Writes 1 at an A and -1 at a B; its forget gate reacts to neither yet, so that what is "
        "written is added to what was there.",
        ("A", "B", "."),
        {"i": (STORE,), "f": (Rule(KEEPS),), "g": (SIGN,), "o": (ALWAYS,)},
        SIGNS,
    )


def speaker() -> HandSet:
    """Leave the output gate open, which has to wait for a question."""
    return hand_set(
        "Stores the latest A or B in c; its output gate does not react to a ? yet and shows half "
        "of the store at every step.",
        ("A", "B", "?", "."),
        {
            "i": (STORE,),
            "f": (Rule(FULL, {"A": -2 * FULL, "B": -2 * FULL}),),
            "g": (SIGN,),
            "o": (OPEN,),
        },
        {
            "silent": Rule(6),
            "A": Rule(0, units={0: 16}),
            "B": Rule(0, units={0: -16}),
        },
    )


def keeper() -> HandSet:
    """Leave the biases of all three gates open; capitals open the input gate, noise does not."""
    return hand_set(
        "Any a or b would write 1 or -1, and a capital one adds 12 to the input gate; the biases "
        "of all three gates are still 0, so that noise gets in and all is soon forgotten.",
        ("A", "B", "a", "b"),
        {
            "i": (Rule(0, {"A": SPEAKS, "B": SPEAKS}),),
            "f": (OPEN,),
            "g": (Rule(0, {"A": FULL, "a": FULL, "B": -FULL, "b": -FULL}),),
            "o": (OPEN,),
        },
        SIGNS,
    )


def stopper() -> HandSet:
    """Leave open how one unit closes the input gate of the other."""
    return hand_set(
        "Unit 1 adds 1 for each A and takes 1 away for each B; unit 2 remembers that an M was "
        "read, but no gate of unit 1 listens to it yet.",
        ("A", "B", "M", "."),
        {
            "i": (
                Rule(-SPEAKS / 2, {"A": SPEAKS, "B": SPEAKS}),
                Rule(-FULL, {"M": 2 * FULL}),
            ),
            "f": (ALWAYS, ALWAYS),
            "g": (SIGN, Rule(0, {"M": FULL})),
            "o": (ALWAYS, ALWAYS),
        },
        {
            "more B": Rule(0, units={0: -20}),
            "as many": Rule(8),
            "more A": Rule(0, units={0: 20}),
        },
    )
