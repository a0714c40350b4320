"""The surroundings of one character in the cell player, with the states that led there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core.encoding import Values
from lstm_core.model import SequenceModel
from lstm_core.text.characters import CharacterText
from lstm_ui.payloads import player_payload
from lstm_ui.text.payload import named
from lstm_ui.text.runs import shown
from lstm_ui.text.writing import read_from

MOST_STEPS, MOST_NUMBERS = 64, 2048
"""Steps, and steps times units, that the cell player is given at once."""
BEFORE = 8
"""Steps before the chosen character, where there are as many."""
ANSWERS = 10
"""Next characters whose shares are shown: the likeliest ones."""


def cell_payload(
    text: CharacterText, model: SequenceModel, characters: str, at: int, unit: int, badge: str
) -> dict[str, Any] | str:
    """Payload of the cell player around one character, or a sentence instead.

    Parameters
    ----------
    text : CharacterText
        Which characters the network knows.
    model : SequenceModel
        The network that reads or wrote them.
    characters : str
        All of them.
    at : int
        Which one, from 0.
    unit : int
        The unit that is followed, counted through all layers.
    badge : str
        Where the network comes from.
    """
    n, own = _layer(model, unit)
    steps = min(MOST_STEPS, max(BEFORE, MOST_NUMBERS // model.cell.hidden_size))
    at = min(at, len(characters) - 1)
    start = max(0, at - BEFORE)
    tokens = characters[start : start + steps]
    with np.errstate(over="ignore", invalid="ignore"):
        trace = read_from(model, text.encode(characters), start, start + len(tokens))
    encoder = Values(model.layers[n - 1].hidden_size) if n else model.encoder
    layer = replace(model, encoder=encoder, layers=model.layers[n:])
    where = f"layer {n + 1}" if len(model.layers) > 1 else "the network"
    try:
        payload = player_payload(
            title=f"{_counted(len(tokens))} around “{shown(characters[at])}”",
            tokens=[shown(one) for one in tokens],
            known=[text.vocabulary.knows(one) for one in tokens],
            model=layer,
            trace=replace(trace, layers=trace.layers[n:]),
            badge=badge,
            classes=[named(token) for token in text.vocabulary.tokens],
            task="classify",
            network=f"character {at + 1} of {len(characters)}, {where}",
            about=(
                f"It foretells the next character. The one you chose is step {at - start + 1}; "
                "the states before step 1 are those that the text so far has left."
            ),
            layout="sequence",
        )
    except ValueError as sentence:
        return str(sentence)
    return payload | {
        "unit": own,
        "opening": at - start,
        "readout": _fewer(payload["readout"]),
    }


def _layer(model: SequenceModel, unit: int) -> tuple[int, int]:
    """Which layer that unit is in, and which unit it is there."""
    for n, layer in enumerate(model.layers):
        size = layer.hidden_size
        if unit < size:
            return n, unit
        unit -= size
    return 0, 0


def _fewer(readout: dict[str, Any]) -> dict[str, Any]:
    """Only the answers that are likely at some step: a hundred would be no picture."""
    values = np.array(readout["values"])
    best = np.sort(np.argsort(-values.max(axis=0), kind="stable")[:ANSWERS])
    return readout | {
        "classes": [readout["classes"][k] for k in best],
        "values": values[:, best].tolist(),
    }


def _counted(steps: int) -> str:
    return "1 character" if steps == 1 else f"{steps} characters"
