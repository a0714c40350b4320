"""Numeric items: the sum behind each, with numbers that are fixed by the seed of the quiz."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from lstm_ui.quiz import count_sums, forward_sums, gradient_sums
from lstm_ui.quiz.items import Numeric
from lstm_ui.quiz.sums import Sum

SUMS: dict[str, Callable[[np.random.Generator], Sum]] = {
    made.__name__: made
    for made in (
        forward_sums.feed_forward,
        forward_sums.rnn_step,
        forward_sums.same_twice,
        forward_sums.times_three,
        forward_sums.sigmoid_slope,
        forward_sums.forget_gate,
        forward_sums.candidate,
        forward_sums.cell_state,
        forward_sums.hidden_state,
        forward_sums.share_kept,
        forward_sums.bias_at_rest,
        forward_sums.gru_state,
        forward_sums.softmax_share,
        gradient_sums.rnn_factor,
        gradient_sums.factor_power,
        gradient_sums.straight_road,
        gradient_sums.shared_weight,
        gradient_sums.update,
        gradient_sums.clipped,
        count_sums.rnn_parameters,
        count_sums.lstm_parameters,
        count_sums.gru_weights,
        count_sums.longer_text,
        count_sums.sequence_outputs,
        count_sums.both_ways,
    )
}
MOST_DRAWS = 200
_SLOT = re.compile(r"\{(\w+)\}")
_OPERATOR = re.compile(r"[×+−] \Z")


@dataclass(frozen=True)
class Solved:
    """A numeric item with its numbers filled in.

    Attributes
    ----------
    question, why : str
        The item's texts.
    answer, tolerance : float
        What is right, and how far an answer may be off.
    shown : str
        The answer as it is written.
    slips : tuple of (float, str)
        What comes out after each usual mistake, and the reason for it.
    """

    question: str
    why: str
    answer: float
    tolerance: float
    shown: str
    slips: tuple[tuple[float, str], ...]


def generator(seed: int, key: str) -> np.random.Generator:
    """What is drawn for that item in the quiz of that seed, whatever else is in it."""
    return np.random.default_rng([seed, crc32(key.encode())])


def draw_sum(item: Numeric, seed: int) -> Sum:
    """Numbers for that item, such that no slip can be taken for the answer or another slip.

    Raises
    ------
    ValueError
        When there is no such sum, the reasons are not those of its slips, or no numbers of it
        tell all slips apart.
    """
    if item.sum not in SUMS:
        raise ValueError(f"{item.key}: there is no sum {item.sum!r}")
    rng = generator(seed, item.key)
    for _ in range(MOST_DRAWS):
        drawn = SUMS[item.sum](rng)
        if set(drawn.slips) != set(item.slips):
            known = ", ".join(sorted(drawn.slips))
            raise ValueError(f"{item.key}: the slips of {item.sum} are {known}")
        if drawn.tells:
            return drawn
    raise ValueError(f"{item.key}: {MOST_DRAWS} draws, and in none can all slips be told apart")


def solve(item: Numeric, seed: int) -> Solved:
    """The item with the numbers of that seed in all its texts."""
    drawn = draw_sum(item, seed)
    shown = written(drawn.answer, drawn.digits)
    numbers = {name: written(value) for name, value in drawn.given.items()} | {"answer": shown}
    slips = tuple((drawn.slips[name], filled(why, numbers)) for name, why in item.slips.items())
    return Solved(
        question=filled(item.question, numbers),
        why=filled(item.why, numbers),
        answer=drawn.answer,
        tolerance=drawn.tolerance,
        shown=shown,
        slips=slips,
    )


def filled(text: str, numbers: Mapping[str, str]) -> str:
    """A text with its numbers in it; a negative one after an operator stands in brackets."""

    def put(found: re.Match[str]) -> str:
        if found[1] not in numbers:
            raise ValueError(f"there is no number {found[1]!r} in {text!r}")
        number = numbers[found[1]]
        in_a_sum = number.startswith("−") and _OPERATOR.search(text, 0, found.start())
        return f"({number})" if in_a_sum else number

    return _SLOT.sub(put, text)


def written(value: float, digits: int | None = None) -> str:
    """A number as a learner reads it: a true minus, no more decimals than asked for."""
    text = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.replace("-", "")
    return text.replace("-", "−")
