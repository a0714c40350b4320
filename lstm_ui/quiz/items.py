"""The items of the quiz: read from ``assets/quiz/*.toml``, one file a topic, and checked.

Three kinds. A ``choice`` has one right text and two to four wrong ones, each with its reason. A
``numeric`` names a sum of :mod:`lstm_ui.quiz.numeric` and has a reason for each slip that the sum
knows. A ``pointing`` asks for a part of a cell of ``assets/cells``; what else is pointed at gets
the reason of that part, or of its sort. In every text ``[[f|forget gate]]`` stands in the colour
of f and ``[#1 2 / 3 4#]`` as rows of numbers, and in a numeric item ``{name}`` is a number of the
sum.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

QUIZ = Path(__file__).parent.parent.parent / "assets" / "quiz"
TOPICS: dict[str, str] = {
    "recurrence": "Why a network needs memory",
    "squashing": "Sigmoid, tanh, ReLU",
    "cell": "Inside the LSTM cell",
    "sequence": "Through time",
    "backprop": "Backpropagation through time",
    "gradients": "Vanishing, preserved, exploding",
    "gru": "GRU and other variants",
    "bidirectional": "Reading both ways",
    "shapes": "One-to-one … many-to-many",
}
"""Title of the page of each topic, by its path, in the order of the course."""

SORTS = ("gate", "candidate", "state", "operation", "input", "wire")
"""What a part of a cell can be, as far as a reason depends on it."""
FEWEST_WRONG, MOST_WRONG = 2, 4
_KEY = re.compile(r"[a-z][a-z0-9-]{2,40}")
_COMMON = {"key", "kind", "question", "why", "link", "covers"}
_OWN = {
    "choice": {"right", "wrong"},
    "numeric": {"sum", "slips"},
    "pointing": {"cell", "right", "wrong"},
}


@dataclass(frozen=True)
class Item:
    """What every item has.

    Attributes
    ----------
    key : str
        Its name, also in the learner's progress.
    topic : str
        One of :data:`TOPICS`.
    question : str
        What is asked.
    why : str
        Why the right answer is right.
    link : str
        The picture that shows it: a path of the app, its parameters; "" without one.
    covers : tuple of str
        What of the curriculum it tests.
    """

    key: str
    topic: str
    question: str
    why: str
    link: str
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Choice(Item):
    """One right text among wrong ones, each of which has its reason."""

    right: str
    wrong: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Numeric(Item):
    """A number that the engine computes, with a reason for each slip."""

    sum: str
    slips: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pointing(Item):
    """A part of a drawn cell; ``wrong`` has reasons by part and by sort of part."""

    cell: str
    right: tuple[str, ...]
    wrong: Mapping[str, str] = field(default_factory=dict)


@cache
def load_items() -> dict[str, Item]:
    """All items by key, in the order of the course."""
    items: dict[str, Item] = {}
    for topic in TOPICS:
        for item in parse_items((QUIZ / f"{topic}.toml").read_text(encoding="utf-8"), topic):
            if item.key in items:
                raise ValueError(f"two items have the key {item.key!r}")
            items[item.key] = item
    return items


def parse_items(source: str, topic: str) -> list[Item]:
    """Read the items of one topic.

    Raises
    ------
    ValueError
        When an item lacks something, has something that its kind does not know, or cannot be
        answered; the message names the item.
    """
    return [_item(table, topic) for table in tomllib.loads(source).get("item", [])]


def _item(table: dict[str, Any], topic: str) -> Item:
    key = str(table.get("key", ""))
    if not _KEY.fullmatch(key):
        raise ValueError(f"an item of {topic!r} has the key {key!r}: small letters, digits and -")
    kind = table.get("kind")
    if kind not in _OWN:
        raise ValueError(f"{key}: the kind is one of {', '.join(_OWN)}; got {kind!r}")
    table = {"link": "", **table}
    wanted = _COMMON | _OWN[kind]
    if set(table) != wanted:
        lacks, unknown = sorted(wanted - set(table)), sorted(set(table) - wanted)
        raise ValueError(f"{key}: a {kind} item lacks {lacks} and does not know {unknown}")
    if not all(isinstance(table[name], str) and table[name].strip() for name in _TEXTS):
        raise ValueError(f"{key}: question and why are texts")
    if table["link"] and not str(table["link"]).startswith("/"):
        raise ValueError(f"{key}: a link starts with the path of a page; got {table['link']!r}")
    if not table["covers"]:
        raise ValueError(f"{key}: it covers nothing")
    texts = {name: table[name] for name in (*_TEXTS, "link")}
    item = Item(key=key, topic=topic, covers=tuple(table["covers"]), **texts)
    return {"choice": _choice, "numeric": _numeric, "pointing": _pointing}[kind](item, table)


_TEXTS = ("question", "why")


def _choice(item: Item, table: dict[str, Any]) -> Choice:
    key, right = item.key, table["right"]
    wrong = tuple((option.get("text", ""), option.get("why", "")) for option in table["wrong"])
    if not FEWEST_WRONG <= len(wrong) <= MOST_WRONG:
        raise ValueError(f"{key}: {FEWEST_WRONG} to {MOST_WRONG} wrong options; got {len(wrong)}")
    texts = [right, *(text for text, _ in wrong)]
    if not all(texts) or len({text.strip().lower() for text in texts}) < len(texts):
        raise ValueError(f"{key}: the options are empty or alike")
    reasons = [why for _, why in wrong]
    if not all(reasons) or len(set(reasons)) < len(reasons):
        raise ValueError(f"{key}: every wrong option needs a reason of its own")
    return Choice(**vars(item), right=right, wrong=wrong)


def _numeric(item: Item, table: dict[str, Any]) -> Numeric:
    slips = table["slips"]
    if not slips or not all(slips.values()):
        raise ValueError(f"{item.key}: every slip needs a reason, and there is at least one")
    return Numeric(**vars(item), sum=table["sum"], slips=slips)


def _pointing(item: Item, table: dict[str, Any]) -> Pointing:
    right, wrong = tuple(table["right"]), table["wrong"]
    if not right:
        raise ValueError(f"{item.key}: there is no right part")
    if not all(wrong.values()):
        raise ValueError(f"{item.key}: a reason is empty")
    if set(right) & set(wrong):
        raise ValueError(f"{item.key}: {sorted(set(right) & set(wrong))} is both right and wrong")
    return Pointing(**vars(item), cell=table["cell"], right=right, wrong=wrong)
