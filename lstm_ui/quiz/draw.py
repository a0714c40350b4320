"""Which items a quiz asks, in which order: decided by its number alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np

from lstm_ui.quiz.items import TOPICS, Item

T = TypeVar("T")


def draw(items: Mapping[str, Item], topics: Sequence[str], most: int, seed: int) -> list[str]:
    """Draw the keys of a quiz: as many of each topic as can be, mixed.

    Parameters
    ----------
    items : mapping
        All items, by key.
    topics : sequence of str
        Which topics may be asked; all of them where none is named.
    most : int
        How many items at most.
    seed : int
        The number of the quiz: the same one draws the same items.
    """
    wanted = [topic for topic in TOPICS if topic in topics] or list(TOPICS)
    piles = [_shuffled([i.key for i in items.values() if i.topic == topic], seed, topic)
             for topic in wanted]  # fmt: skip
    turns = _shuffled(list(range(len(piles))), seed, "turns")
    longest = max(map(len, piles), default=0)
    dealt = [piles[pile][k] for k in range(longest) for pile in turns if k < len(piles[pile])]
    return _shuffled(dealt[:most], seed, "order")


def _shuffled(things: list[T], seed: int, what: str) -> list[T]:
    rng = np.random.default_rng([seed, crc32(what.encode())])
    return [things[k] for k in rng.permutation(len(things))]
