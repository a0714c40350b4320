"""A network that writes, with its settings and characters, as its file tells of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lstm_core.encoding import OneHot
from lstm_core.model import SequenceModel
from lstm_core.text.characters import LINE_BREAK, PADDING
from lstm_core.vocabulary import UNKNOWN, visible
from lstm_ui.text.author import Author
from lstm_ui.text.opening import OF_TEXT
from lstm_ui.text.presets import as_settings, as_values
from lstm_ui.text.problem import OWN, TextSettings
from lstm_ui.text.sources import SOURCES
from lstm_ui.training.networks import Learning
from lstm_ui.training.saving import (
    NO_SETTINGS,
    FromFile,
    common_facts,
    is_count,
    settings_in,
    state_in,
)

PAGE = "text"
NO_CHARACTERS = "The characters in this file cannot be read: choose another one."
MOST_UPDATES = 10**8


@dataclass(frozen=True)
class Loaded:
    """What a file held: a network, how it learnt, and its characters by number."""

    settings: TextSettings
    state: FromFile
    learning: Learning
    tokens: tuple[str, ...]


def facts_of(author: Author) -> dict[str, Any]:
    """All that is to be known about that network, ready for JSON; the text itself is not in it."""
    tokens = list(author.text.vocabulary.tokens)
    source = author.settings.source
    return {
        "page": PAGE,
        "task": "foretells the next character",
        "text": "own text" if source == OWN else SOURCES[source].title,
        "settings": {name: str(value) for name, value in as_values(author.settings).items()},
        "name": author.name,
        **common_facts(author.state, author.learning),
        "tokens": tokens,
        "classes": tokens,
    }


def stem_of(author: Author) -> str:
    """What its file is called."""
    cell = author.settings.network.cell.lower()
    return f"gatescope-text-{author.settings.source}-{cell}-{author.state.update}"


def loaded(model: SequenceModel, facts: Mapping[str, Any]) -> Loaded | str:
    """What the file of that network held, or one sentence where it cannot be used here."""
    values = settings_in(facts, PAGE, OF_TEXT)
    if isinstance(values, str):
        return values
    settings, tokens, updates = as_settings(values), facts.get("tokens"), facts.get("updates")
    if not is_count(updates, MOST_UPDATES):
        return NO_SETTINGS
    if not isinstance(tokens, list) or not _are_characters(tokens):
        return NO_CHARACTERS
    learning = replace(settings.learning, updates=updates)
    rng, kinds = np.random.default_rng(0), len(tokens)
    state = state_in(
        model, facts, settings.network.start(rng, OneHot(kinds), kinds, "every"), learning
    )
    return state if isinstance(state, str) else Loaded(settings, state, learning, tuple(tokens))


def said_of(author: Author) -> str:
    """What is said of a network from a file: measured anew, where its text is at hand."""
    came, bits = f"{author.name} after update {author.state.update:,}.", author.bits()
    if bits is not None:
        return f"{came} Held out, measured anew: {bits:.3g} bits per character."
    return (
        f"{came} It writes with the characters in the file. Its text is not in there: it is not "
        "measured anew, and what its units track is not scored."
    )


def _are_characters(tokens: list[str]) -> bool:
    """Whether they are such as a text is numbered by: one code point each that leaves a mark."""
    first, *known, last = tokens if len(tokens) > 1 else ["", ""]
    ends = (first, last) == (UNKNOWN, PADDING) and LINE_BREAK in known
    return ends and all(len(one) == 1 and _is_read(one) for one in known)


def _is_read(character: str) -> bool:
    is_space = unicodedata.category(character)[0] == "Z" and character != " "
    return character == LINE_BREAK or (visible(character) == character and not is_space)
