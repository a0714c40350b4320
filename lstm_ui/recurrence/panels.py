"""The pictures of the page on why a network needs memory, each below its words."""

from __future__ import annotations

from typing import Any

from lstm_ui import cache as shared
from lstm_ui.mounting import head_start, register
from lstm_ui.panels import numbers
from lstm_ui.questions import committed
from lstm_ui.recurrence import cache, controls, tables
from lstm_ui.shell import say

_SNAPSHOTS = register("snapshots", "snapshots.mjs", "recurrence.css")
_BALL = register("ball", "ball.mjs", "flow.css", "recurrence.css")
_SAME = register("same", "same.mjs", "recurrence.css")
_CHAIN = register("chain", "chainofsteps.mjs", "recurrence.css")
_BLOCKS = register("blocks", "blocks.mjs", "recurrence.css")
_READING = register("reading", "wordbyword.mjs", "recurrence.css")


def snapshots() -> None:
    """One moment of a text, a sound, a sensor and a stock, and what came before."""
    _SNAPSHOTS(key="snapshots", data=cache.snapshots())


def ball(asked: str) -> None:
    """A ball that flies, and where two trained networks expect it; runs once ``asked`` is."""
    data = cache.flights()
    _BALL(key="ball", data=_revealed(data, asked))
    head_start("ball")
    numbers("The guesses as numbers", tables.ball_table, "ball")


def same_input(asked: str) -> None:
    """The same input again and again, for a feed-forward network and a recurrent one."""
    _SAME(key="same", data=_revealed(cache.same(), asked))


def chain() -> None:
    """A cell with its loop, unrolled into a chain of steps."""
    text = controls.series()
    found = cache.chain(text)
    if isinstance(found, str):
        say(found)
        return
    _CHAIN(key="chain", data=found)
    numbers("The numbers behind the chain", lambda: tables.chain_table(text), "chain")


def blocks(asked: str) -> None:
    """The parameters of a layer as blocks."""
    inputs, units, steps = controls.sizes()
    _BLOCKS(key="blocks", data=_revealed(cache.blocks(inputs, units, steps), asked))
    numbers(
        "RNN, LSTM and GRU of this size",
        lambda: shared.parameter_table(inputs, units),
        f"parameters-{inputs}-{units}",
    )


def reading(asked: str) -> None:
    """A sentence, word by word, and what is left of each word."""
    text = controls.sentence()
    found = cache.reading(text)
    if isinstance(found, str):
        say(found)
        return
    _READING(key="reading", data=_revealed(found, asked))
    numbers("The shares as numbers", lambda: tables.reading_table(text), "word-by-word")


def _revealed(payload: dict[str, Any], heading: str) -> dict[str, Any]:
    """The payload, and whether the question of that heading was answered or skipped."""
    return payload | {"revealed": committed(heading) is not None}
