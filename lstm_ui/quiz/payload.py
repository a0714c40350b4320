"""The typed door to the quiz; its mirror is the typedef on top of ``quizitem.mjs``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lstm_ui.quiz.draw import draw
from lstm_ui.quiz.items import TOPICS, Choice, Item, Numeric, Pointing, load_items
from lstm_ui.quiz.numeric import generator, solve
from lstm_ui.quiz.pointing import CELLS, drawing, parts_of
from lstm_ui.theme import palette

VERSION = 1


def quiz_payload(topics: Sequence[str], most: int, seed: int) -> dict[str, Any]:
    """Everything that the quiz shows.

    All items go along and not only those that are drawn, for those that the learner has missed
    before are known to the browser alone.
    """
    items = load_items()
    return {
        "version": VERSION,
        "palette": palette(),
        "paper": seed,
        "topics": [
            {
                "key": topic,
                "title": title,
                "path": f"/{topic}",
                "count": sum(item.topic == topic for item in items.values()),
            }
            for topic, title in TOPICS.items()
        ],
        "chosen": [topic for topic in TOPICS if topic in topics],
        "round": draw(items, topics, most, seed),
        "items": {key: shown(item, seed) for key, item in items.items()},
        "cells": {kind: drawing(kind) for kind in CELLS},
    }


def shown(item: Item, seed: int) -> dict[str, Any]:
    """One item with its numbers, and its options in the order of that quiz."""
    common = {"key": item.key, "topic": item.topic, "link": item.link}
    if isinstance(item, Choice):
        return common | _choice(item, seed)
    if isinstance(item, Numeric):
        return common | _numeric(item, seed)
    assert isinstance(item, Pointing)
    words = {"kind": "pointing", "question": item.question, "why": item.why}
    return common | words | {"cell": item.cell, "right": item.right[0], "parts": parts_of(item)}


def _choice(item: Choice, seed: int) -> dict[str, Any]:
    options = [{"text": item.right, "why": ""}]
    options += [{"text": text, "why": why} for text, why in item.wrong]
    order = generator(seed, item.key).permutation(len(options)).tolist()
    return {
        "kind": "choice",
        "question": item.question,
        "why": item.why,
        "options": [options[k] for k in order],
        "right": order.index(0),
    }


def _numeric(item: Numeric, seed: int) -> dict[str, Any]:
    solved = solve(item, seed)
    return {
        "kind": "numeric",
        "question": solved.question,
        "why": solved.why,
        "answer": round(solved.answer, 6),
        "tolerance": solved.tolerance,
        "shown": solved.shown,
        "slips": [{"value": round(value, 6), "why": why} for value, why in solved.slips],
    }
