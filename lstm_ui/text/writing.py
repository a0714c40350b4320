"""A network writes, and everything about each character that it read or wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_core.generate import writing
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.reading import read_on
from lstm_core.text.characters import CharacterText
from lstm_core.text.choosing import chooser, reshaped

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]

LIKELY = 12
"""How many of the characters that may come next are shown."""


@dataclass(frozen=True)
class Draw:
    """How the next character is drawn.

    Attributes
    ----------
    temperature : float
        0 takes the likeliest.
    top_k : int
        How many may be chosen from; 0 for all.
    seed : int
        What the draws come from.
    """

    temperature: float = 0.8
    top_k: int = 0
    seed: int = 1


@dataclass(frozen=True)
class Written:
    """A text as a network went through it.

    Attributes
    ----------
    characters : str
        N of them.
    given : int
        How many of them the network was given; it wrote the others.
    unknown : tuple of int
        Places of characters that it does not know.
    states : ndarray
        ``(N, U)``: cell state of every unit of all layers after each; h where there is no c.
    chances : ndarray
        ``(N,)``: how likely each was for the network itself; nan at the first.
    drawn : ndarray
        ``(N,)``: the same in what was drawn from.
    likely : ndarray
        ``(N, K)``: the numbers of the likeliest to come next.
    shares : ndarray
        ``(N, K)``: how likely they are, in what is drawn from.
    """

    characters: str
    given: int
    unknown: tuple[int, ...]
    states: Floats
    chances: Floats
    drawn: Floats
    likely: Ids
    shares: Floats


def sample(model: SequenceModel, text: CharacterText, begin: Ids, draw: Draw, length: int) -> Ids:
    """Let a network write so many characters after those: ``(length,)``."""
    rng = np.random.default_rng([draw.seed, 1])
    choose = chooser(
        rng,
        temperature=draw.temperature,
        top_k=draw.top_k or None,
        never=text.never_written,
    )
    choices = islice(writing(model, begin, np.asarray, choose=choose), length)
    return np.array([choice.output for choice in choices], dtype=np.int64)


def beginning(text: CharacterText, begin: str) -> Ids:
    """The numbers of what is given; a line break where nothing is, for something must be."""
    return text.encode(begin) if begin else np.array([text.line_break])


def written(
    model: SequenceModel, text: CharacterText, given: str, draw: Draw, length: int
) -> Written:
    """Read what is given, go on for so many characters, and look at every one of them."""
    begin = beginning(text, given)
    new = sample(model, text, begin, draw, length) if length else begin[:0]
    ids = np.concatenate([begin, new])
    trace = model.forward(ids[:, None])
    own = softmax(trace.logits[:, 0])
    never, top_k = text.never_written, draw.top_k or None
    after = np.stack(
        [reshaped(p, temperature=draw.temperature, top_k=top_k, never=never) for p in own]
    )
    likely = np.argsort(-after, axis=1, kind="stable")[:, :LIKELY]
    return Written(
        (given or "\n") + text.decode(new),
        len(begin),
        tuple(np.flatnonzero(ids == 0).tolist()),
        states_of(trace),
        _chances(own, ids),
        _chances(after, ids),
        likely,
        np.take_along_axis(after, likely, axis=1),
    )


def states_of(trace: ModelTrace) -> Floats:
    """What every unit of all layers holds after each step: ``(T, U)``."""
    layers: Iterable[Any] = trace.layers
    return np.concatenate([getattr(one, "c", one.h)[:, 0] for one in layers], axis=1)


def _chances(expected: Floats, ids: Ids) -> Floats:
    places = np.arange(len(ids) - 1)
    return np.append(np.nan, expected[places, ids[1:]])


def read_from(model: SequenceModel, ids: Ids, start: int, end: int) -> ModelTrace:
    """Read a stretch of a text from the states in which all before it has left every layer."""
    before = read_on(model, ids[:start, None]) if start else None
    return read_on(model, ids[start:end, None], before)
