"""The networks a learner can watch, and the one door for what a learner types."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lstm_core.blanks import (
    copier,
    fader,
    keeper,
    ratchet,
    replacer,
    speaker,
    stopper,
    tally,
    wiper,
)
from lstm_core.gru import GRU
from lstm_core.handset import HandSet, counter, eraser, gatekeeper, latch
from lstm_core.model import SequenceModel
from lstm_core.snapshot import from_arrays
from lstm_core.tasks.echo import DELAY
from lstm_core.variants.renewing import with_z_renewing
from lstm_core.vocabulary import Vocabulary
from lstm_ui.typed import Parsed, parse_numbers, parse_tokens

__all__ = ["EXAMPLES", "Example", "Parsed", "cells_of", "load_example", "parse", "variants_of"]

TRAINED_VARIANTS = ("CoupledLSTM", "PeepholeLSTM", "ResetFirstGRU")
RENEWING = "RenewingGRU"
WEIGHTS = Path(__file__).parent.parent / "assets" / "weights"


@dataclass(frozen=True)
class Example:
    """One network with everything a page needs to show it.

    Attributes
    ----------
    key : str
        Its name in the URL and in :data:`EXAMPLES`.
    title : str
        Its name on the screen.
    reads : str
        "words", "letters" or "numbers".
    blurb : str
        One sentence: what it does or was trained to do.
    default : str
        The text it opens with.
    suggestions : tuple of str
        Further texts worth trying.
    cell : str
        "LSTM", "RNN", "GRU" or one of :func:`variants_of`.
    model : SequenceModel
        The network.
    vocabulary : Vocabulary or None
        The tokens it knows; None when it reads numbers.
    classes : tuple of str
        What the numbers of the readout mean.
    task : str
        "classify", "count" or "echo".
    provenance : str
        "trained", "hand-set" or "random".
    facts : dict
        What its JSON says: seed, command, accuracy, parameters and so on.
    delay : int
        How many steps late an echo comes.
    """

    key: str
    title: str
    reads: str
    blurb: str
    default: str
    suggestions: tuple[str, ...]
    cell: str
    model: SequenceModel
    vocabulary: Vocabulary | None
    classes: tuple[str, ...]
    task: str
    provenance: str
    facts: dict[str, Any] = field(default_factory=dict)
    delay: int = 0


EXAMPLES: dict[str, str] = {
    "reviews": "Review sentiment",
    "intents": "What do you want?",
    "first_symbol": "Remember the first letter",
    "brackets": "Bracket depth",
    "echo": "Echo, two steps late",
    "latch": "Latch",
    "eraser": "Eraser",
    "counter": "Counter",
    "gatekeeper": "Gatekeeper",
    "fader": "Yours: should fade",
    "ratchet": "Yours: should only rise",
    "wiper": "Yours: should erase",
    "tally": "Yours: should count",
    "copier": "Yours: GRU, should copy",
    "replacer": "Yours: should replace",
    "speaker": "Yours: should wait",
    "keeper": "Yours: should remember",
    "stopper": "Yours: should stop",
}
"""Titles by key, in the order in which they are offered."""

_SUGGESTIONS: dict[str, tuple[str, ...]] = {
    "reviews": (
        "This movie was not good at all.",
        "The food was terrible but the service was great.",
        "My brother bought this phone last week. It is not bad at all!",
        "I love it.",
    ),
    "intents": (
        "hello, will it rain in paris tomorrow?",
        "please wake me up at seven",
        "what time is my alarm?",
        "thank you very much, that was kind",
    ),
    "first_symbol": ("AAAAABCDBCDDBCABDCBDA", "DABCABCABCABCABCABCAB", "BBBBBBBBBBACACACACACA"),
    "brackets": ("((((((a))))))", "()()()()()", "(a(b)(a(b)))(a)"),
    "echo": (
        "1, 0, 0, 0, 0, 0, 0, 0",
        "0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8",
        "0, 0.7, 1, 0.7, 0, -0.7, -1, -0.7, 0, 0.7, 1",
    ),
}
_HAND_SET: dict[str, tuple[Callable[[], HandSet], str, tuple[str, ...]]] = {
    "latch": (latch, "..A..B.AB....B", ("..B.....AAA", "A.........B", "......")),
    "eraser": (eraser, ".A...X..A.X..", ("AX", "A..A..X..A", "X.X.A....")),
    "counter": (counter, "AAAA.BB.AABBBBB", ("AAAAAAAAAA", "ABABABAB", "BBB.AAAA")),
    "gatekeeper": (gatekeeper, ".A..?..B.?..?.", ("?A?B?", "ABABAB?", "A.........?")),
    "fader": (fader, "A" + 14 * ".", ("..A..........", "A....A....A....")),
    "ratchet": (ratchet, "AA.BBB.A.BAA", ("BBBB", "AAAA", "ABABABAB")),
    "wiper": (wiper, ".A..X..A.X..", ("AX", "AAA.X.A", "X.X.A....")),
    "tally": (tally, "..A.A...A..A....A...", ("AAAAA", "A..................", ".........")),
    "copier": (
        copier,
        "0.5, -0.3, 0.8, 0.1, -0.6, 0.9, 0, -0.8, 0.4, 0.2",
        ("1, 0, 0, 0, 0, 0", "0.5, 0.5, 0.5, 0.5, 0.5", "1, -1, 1, -1, 1, -1"),
    ),
    "replacer": (replacer, ".A..B.BB..A.A..B", ("AB", "AAAA", "A....B....A")),
    "speaker": (speaker, ".A..?..B.?..?.", ("?A?B?", "ABABAB?", "A.........?")),
    "keeper": (
        keeper,
        "Abababbabaabbababbaabbbabaabbab",
        ("Baaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Abbbbbbbbbb", "Babab"),
    ),
    "stopper": (stopper, ".AAB.A.M.BBB.AB.B", ("AAMAA", "BBB.MAAAAAA", "A.A.A.A")),
}


def cells_of(key: str) -> tuple[str, ...]:
    """Which kinds of cell an example comes in, LSTM first."""
    if key in _HAND_SET:
        return (_load_hand_set(key).cell,)
    return tuple(c for c in ("LSTM", "RNN", "GRU") if (WEIGHTS / _file(key, c, "json")).exists())


def variants_of(key: str) -> tuple[str, ...]:
    """Which relatives of LSTM and GRU learnt the same task; the z of a GRU can always be turned."""
    found = tuple(c for c in TRAINED_VARIANTS if (WEIGHTS / _file(key, c, "json")).exists())
    return (*found, RENEWING) if "GRU" in cells_of(key) and found else found


@cache
def load_example(key: str, cell: str | None = None) -> Example:
    """Load one example.

    Parameters
    ----------
    key : str
        One of :data:`EXAMPLES`.
    cell : str
        One of ``cells_of(key)`` or ``variants_of(key)``; the first cell when None.

    Returns
    -------
    Example
        The same object each time; it is frozen.

    Raises
    ------
    ValueError
        When there is no such example or no such cell of it.
    """
    if key not in EXAMPLES:
        raise ValueError(f"example must be one of {', '.join(EXAMPLES)}; got {key!r}")
    cell = cell or cells_of(key)[0]
    if cell == RENEWING and RENEWING in variants_of(key):
        return _renewing(_load_trained(key, "GRU"))
    if cell not in (*cells_of(key), *variants_of(key)):
        raise ValueError(f"{key} comes as {', '.join(cells_of(key))}; got {cell!r}")
    return _load_hand_set(key) if key in _HAND_SET else _load_trained(key, cell)


def parse(example: Example, text: str) -> Parsed:
    """Read whatever a learner typed; never raises.

    Parameters
    ----------
    example : Example
        The network that will read it.
    text : str
        Any text at all.

    Returns
    -------
    Parsed
        At most 64 steps for the network, or one sentence that says what to type; both when
        something usable was there but not all of it.
    """
    if example.vocabulary is None:
        return parse_numbers(text, example.default, trained=example.provenance == "trained")
    return parse_tokens(text, example.default, example.vocabulary, example.reads, example.task)


@cache
def _load_hand_set(key: str) -> Example:
    make, default, suggestions = _HAND_SET[key]
    made = make()
    letters = made.vocabulary is not None
    return Example(
        key=key,
        title=EXAMPLES[key],
        reads="letters" if letters else "numbers",
        blurb=made.sentence,
        default=default,
        suggestions=suggestions,
        cell=type(made.model.layers[0]).__name__,
        model=made.model,
        vocabulary=made.vocabulary,
        classes=made.classes,
        task="classify" if letters else "echo",
        provenance="hand-set",
        facts={"parameters": made.model.parameter_count},
    )


def _load_trained(key: str, cell: str) -> Example:
    facts = json.loads((WEIGHTS / _file(key, cell, "json")).read_text(encoding="utf-8"))
    with np.load(WEIGHTS / _file(key, cell, "npz"), allow_pickle=False) as arrays:
        model = from_arrays(dict(arrays))
    return Example(
        key=key,
        title=EXAMPLES[key],
        reads=facts["reads"],
        blurb=facts["description"],
        default=facts["default"],
        suggestions=_SUGGESTIONS[key],
        cell=cell,
        model=model,
        vocabulary=Vocabulary(tuple(facts["vocabulary"])) if facts["vocabulary"] else None,
        classes=tuple(facts["classes"]),
        task=facts["task"],
        provenance="trained",
        facts=facts,
        delay=DELAY if facts["task"] == "echo" else 0,
    )


def _renewing(example: Example) -> Example:
    """The same GRU as the other convention writes it: as right, for its h are the same."""
    layer = example.model.layers[0]
    assert isinstance(layer, GRU)
    model = replace(example.model, layers=(with_z_renewing(layer),))
    return replace(example, cell=RENEWING, model=model)


def _file(key: str, cell: str, ending: str) -> str:
    return f"{key}_{cell.lower()}.{ending}"
