"""What the charts below the player say, in sentences made of their own numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lstm_ui.gradients.clipping import Walk
from lstm_ui.gradients.fates import FALLEN
from lstm_ui.gradients.numbers import counted, significant
from lstm_ui.gradients.views import Cut, Split
from lstm_ui.settings import GradientSettings

Floats = NDArray[np.float64]


def trained_alike(settings: GradientSettings) -> GradientSettings:
    """The same text for networks that have learnt to read it, where there are such."""
    if settings.three != "random":
        return settings
    return replace(settings, three="intents", scale="1", forget="own", drive="1x", rnn="tanh")


def asked_last(settings: GradientSettings) -> GradientSettings:
    """The same with one loss, at the last step: a sum over all losses has no half-life."""
    return replace(settings, loss="last step") if settings.loss == "every step" else settings


def of_split(split: Split) -> str:
    """How much of a step is the straight part."""
    return (
        f"On average one step multiplies by **{significant(float(split.direct.mean()))}** along "
        f"the straight road, and the rest can add up to **{significant(float(split.rest.mean()))}**"
        " in one direction, for better or worse."
    )


def of_half_lives(biases: Sequence[float], lives: Mapping[str, Floats]) -> str:
    """What the forget bias does to both, from its lowest to its highest."""
    low, high = (significant(biases[n], 3) for n in (0, -1))
    memory, gradient, enters = lives["memory"], lives["gradient"], lives["enters"]
    sentence = (
        f"Half-life of memory at $b_f$ = {low}: {_life(memory[0])}; at {high}: "
        f"{_life(memory[-1])}. Half-life of the gradient: {_life(gradient[0])}; "
        f"{_life(gradient[-1])}."
    )
    best = int(np.argmax(gradient)) if np.isfinite(gradient).all() else -1
    if 0 < best < len(biases) - 1 and gradient[best] > 2 * gradient[-1]:
        sentence += f" The gradient lasts longest at $b_f$ = {significant(biases[best], 3)}."
    if enters[-1] < enters[0] / 2:
        sentence += (
            f" And less of it gets from the last h into c: {significant(enters[0])} at the lowest "
            f"bias, {significant(enters[-1])} at the highest, where c is large and tanh(c) flat."
        )
    return sentence


def of_itemised(sizes: Mapping[str, Floats]) -> str:
    """How to read the maps, and how far step 1 hears."""
    parts = []
    for kind, matrix in sizes.items():
        first = matrix[0]
        faint = np.flatnonzero(first < FALLEN * first[0]) if first[0] > 0.0 else np.zeros(1)
        last = int(faint[0]) if faint.size else len(first)
        parts.append(f"the {kind} up to step {last}" if last else f"the {kind} at no step")
    return (
        "Row = who receives, column = whose loss. In the top row, step 1 hears at least 1/1000 of "
        f"what it hears of its own loss: in {', in '.join(parts)}."
    )


def of_shares(shares: Mapping[str, Floats], tokens: Sequence[str]) -> str:
    """How much of the first item is left, and where most of the state comes from."""
    if len(tokens) == 1:
        return "One item alone has all of it: type more to compare."
    parts = []
    for kind, share in shares.items():
        most = int(share.argmax())
        parts.append(
            f"in the {kind} {significant(100 * float(share[0]))}% comes from “{tokens[0]}” and "
            f"most, {significant(100 * float(share[most]))}%, from “{tokens[most]}”"
        )
    return (
        "Nudge every item alike. Of all that this changes in the last h, " + "; ".join(parts) + "."
    )


def of_window(cut: Cut, window: int) -> str:
    """What a window does to the run, and how many steps still hear of a loss."""
    sizes = cut.cut[window]
    heard, steps = int((sizes > 0.0).sum()), len(sizes)
    if np.array_equal(sizes, cut.whole):
        reached = f"all {steps}" if heard == steps else f"{heard} of {steps}"
        return f"Nothing is cut: the gradient reaches {reached} steps."
    if heard == steps:
        return (
            f"With windows of {counted(window)} every step hears only of the losses in its own "
            "window. The hidden state is what it was."
        )
    return (
        f"With windows of {counted(window)} the gradient reaches {heard} of {steps} steps; the "
        f"others learn nothing from this loss. The hidden state is what it was."
    )


def of_walks(walks: Mapping[str, Walk], by: str, limit: str) -> str:
    """The first gradient before and after clipping, and where both walks end."""
    free, clipped = walks.values()
    before, after = (significant(float(np.hypot(*g)), 3) for g in (free.gradient, clipped.used))
    ends = [significant(float(walk.losses[-1])) for walk in (free, clipped)]
    turned = " and its direction changes" if by == "by value" else " and its direction stays"
    return (
        f"At the start the gradient has length **{before}**. Clipped {by} at {limit} it has "
        f"**{after}**{turned if before != after else ''}. From a loss of "
        f"{significant(float(free.losses[0]))}, {len(free.losses) - 1} updates lead to "
        f"**{ends[0]}** without clipping and to **{ends[1]}** with it."
        f"{' Here clipping only slows it.' if clipped.losses[-1] > free.losses[-1] else ''}"
    )


def _life(steps: float) -> str:
    if math.isnan(steps):
        return "none, as there is no gradient"
    return (
        "none, as it does not fall" if math.isinf(steps) else f"{significant(float(steps))} steps"
    )
