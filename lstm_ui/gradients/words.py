"""What a picture of gradients says, in sentences made of its own numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lstm_core.decay import half_life, steps_to
from lstm_ui.gradients.clipping import Walk
from lstm_ui.gradients.families import Member, asked_step
from lstm_ui.gradients.three import KINDS, Three
from lstm_ui.gradients.views import Cut, Split
from lstm_ui.settings import GradientSettings

Floats = NDArray[np.float64]

LOST, MOST = float(np.finfo(np.float32).tiny), float(np.finfo(np.float32).max)
"""What float32 can hold: below 1.2e-38 it loses digits and then the number; 3.4e38 is its end."""
FALLEN, GROWN, SHUT = 1e-3, 1e3, 1e-3
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def significant(number: float, digits: int = 2) -> str:
    """Write a number of any size with so many digits that count: 0.021, 1.3·10⁻⁷."""
    if number == 0 or not math.isfinite(number):
        return f"{number:g}"
    if 1e-4 <= abs(number) < 1e5:
        return f"{float(f'{number:.{digits - 1}e}'):g}".replace("-", "−")
    mantissa, power = f"{number:.{digits - 1}e}".split("e")
    return f"{float(mantissa):g}·10{str(int(power)).translate(_RAISED)}".replace("-", "−", 1)


def says(three: Three, settings: GradientSettings, member: Member) -> list[str]:
    """The takeaway of one picture, and whatever about it needs a warning."""
    steps = three.steps
    sound = [kind for kind in KINDS if kind not in member.broken]
    start = asked_step(settings, steps)
    back = {kind: member.curves[f"{kind.lower()}_h"][:start][::-1] for kind in sound}
    sentences = [_broke(kind, step) for kind, step in member.broken.items()]
    tell = _summed if settings.loss == "every step" else fate
    fates = [(kind, *tell(curve)) for kind, curve in back.items()]
    if fates:
        sentences.insert(0, _together(fates))
    drawn = {name: curve[:start][::-1] for name, curve in member.curves.items()}
    whole = {name: drawn[name] for name in drawn if name.split("_")[0].upper() in sound}
    sentences += [note for note in (_shut(member, start), _lost(whole), _too_large(whole)) if note]
    return sentences


def fate(curve: Floats) -> tuple[str, str]:
    """What becomes of a gradient, from where the loss sits on the way back; and after how long."""
    first, steps = float(curve[0]), len(curve) - 1
    if first == 0.0:
        return "is 0 from the start", ""
    if not steps:
        return "has nowhere to go, as the loss sits at step 1", ""
    grown, fallen = np.flatnonzero(curve >= GROWN * first), steps_to(curve, FALLEN)
    if grown.size and grown[0] < fallen:
        return "grows a thousandfold", f"in {_count(float(grown[0]))}"
    if math.isfinite(fallen):
        return "falls to 1/1000", f"after {_count(fallen)}"
    left = float(curve[-1]) / first
    if left > 1.5:
        return f"is {significant(left)} times as large", f"after {_count(steps)}"
    return f"is still {significant(left)} of what it was", f"after {_count(steps)}"


def _together(fates: list[tuple[str, str, str]]) -> str:
    """One sentence of several fates, in which nothing is said twice in a row."""
    said, parts = "", []
    for n, (kind, what, when) in enumerate(fates):
        owner = f"The {kind}’s gradient" if n == 0 else f"the {kind}’s"
        parts.append(" ".join(part for part in (owner, what if what != said else "", when) if part))
        said = what if when else ""
    return "; ".join(parts) + "."


def half_lives(settings: GradientSettings, member: Member) -> list[dict[str, str]]:
    """How long half of it lasts: of the gradient in each lane, and of what the LSTM keeps."""
    if settings.loss == "every step":
        return []
    rows = []
    if "LSTM" not in member.broken and member.path.size:
        rows.append({"of": "memory in c, Πf", "is": _half(member.path.mean(axis=1)[::-1])})
    names = {"lstm_c": "gradient of c, LSTM", "lstm_h": "gradient of h, LSTM",
             "gru_h": "gradient of h, GRU", "rnn_h": "gradient of h, RNN"}  # fmt: skip
    for name, words in names.items():
        if name.split("_")[0].upper() not in member.broken:
            curve = member.curves[name]
            start = len(member.path) if member.path.size else len(curve)
            rows.append({"of": words, "is": _half(curve[:start][::-1])})
    return rows


def _half(curve: Floats) -> str:
    if curve[0] == 0.0:
        return "0 from the start"
    if len(curve) == 1:
        return "no step to go"
    gone = np.flatnonzero(curve == 0.0)
    if gone.size:
        return f"all gone after {_count(float(gone[0]))}"
    steps = half_life(curve)
    if math.isinf(steps):
        return "it does not fall"
    number = significant(steps)
    return f"{number} step" if number == "1" else f"{number} steps"


def _summed(curve: Floats) -> tuple[str, str]:
    """Where every step has a loss of its own, the early steps hear of all of them."""
    if curve[0] == 0.0:
        return "is 0 at the last step", ""
    left = significant(float(curve[-1] / curve[0]))
    return f"is {left} times as large at step 1 as at the last", ""


def _count(steps: float) -> str:
    whole = max(1, round(steps))
    return "1 step" if whole == 1 else f"{whole} steps"


def _broke(kind: str, step: int) -> str:
    return (
        f"The {kind}’s numbers grow past what a computer can hold at step {step}: turn the "
        "recurrent weights down, or read fewer steps."
    )


def _shut(member: Member, start: int) -> str | None:
    """Whether the LSTM's own exit, o times the slope of tanh c, lets nothing in."""
    if "LSTM" in member.broken:
        return None
    c, h = (float(member.curves[f"lstm_{state}"][start - 1]) for state in "ch")
    if h == 0.0 or c / h >= SHUT:
        return None
    return (
        f"At step {start} only {significant(c / h)} of the gradient gets from h into c: there "
        "tanh(c) is saturated or the output gate closed, so this loss hardly gets onto the road."
    )


def _too_large(back: dict[str, Floats]) -> str | None:
    """Which gradients float32 could not hold for their size."""
    parts = _where(back, lambda curve: curve > MOST)
    if not parts:
        return None
    return (
        "In float32, in which networks are usually trained, these would pass 3·10³⁸ and become "
        f"infinite: {', '.join(parts)}. The engine computes in float64."
    )


def _where(back: dict[str, Floats], bad: Callable[[Floats], NDArray[np.bool_]]) -> list[str]:
    """Of which curves it is true at some step, and from which one on back."""
    parts = []
    for name, curve in back.items():
        where = np.flatnonzero(bad(curve))
        if where.size:
            kind, state = name.split("_")
            parts.append(f"{kind.upper()} ∂L/∂{state} from step {len(curve) - int(where[0])} back")
    return parts


def _lost(back: dict[str, Floats]) -> str | None:
    """Which gradients float32 could no longer hold, and from which step on back."""
    parts = _where(back, lambda curve: (curve > 0.0) & (curve < LOST))
    if not parts:
        return None
    return (
        "In float32, in which networks are usually trained, these would fall below 10⁻³⁸ and be "
        f"lost: {', '.join(parts)}. The engine computes in float64."
    )


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
        f"From $b_f$ = {low} to {high} the half-life of memory goes from {_life(memory[0])} to "
        f"{_life(memory[-1])}, and that of the gradient from {_life(gradient[0])} to "
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


def of_weight(sizes: tuple[float, float] | None) -> str:
    """What the recurrent matrix does to a vector, in the long run and at most."""
    if sizes is None:
        return ""
    radius, most = (significant(size, 3) for size in sizes)
    return f"Spectral radius of W_h: {radius}. Largest singular value: {most}."


def of_window(cut: Cut, window: int) -> str:
    """What a window does to the run, and how many steps still hear of a loss."""
    sizes = cut.cut[window]
    heard, steps = int((sizes > 0.0).sum()), len(sizes)
    if np.array_equal(sizes, cut.whole):
        reached = f"all {steps}" if heard == steps else f"{heard} of {steps}"
        return f"Nothing is cut: the gradient reaches {reached} steps."
    if heard == steps:
        return (
            f"With windows of {_count(window)} every step hears only of the losses in its own "
            "window. The hidden state is what it was."
        )
    return (
        f"With windows of {_count(window)} the gradient reaches {heard} of {steps} steps; the "
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
    )


def _life(steps: float) -> str:
    if math.isnan(steps):
        return "nothing that could be halved"
    return (
        "none, as it does not fall" if math.isinf(steps) else f"{significant(float(steps))} steps"
    )
