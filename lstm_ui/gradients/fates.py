"""What the player of gradients says, in sentences made of its own numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lstm_core.decay import half_life, steps_to
from lstm_ui.gradients.members import Member, asked_step, lane_and_state
from lstm_ui.gradients.numbers import counted, significant
from lstm_ui.gradients.three import KINDS
from lstm_ui.settings import GradientSettings

Floats = NDArray[np.float64]

LOST, MOST = float(np.finfo(np.float32).tiny), float(np.finfo(np.float32).max)
"""What float32 can hold: below 1.2e-38 it loses digits and then the number; 3.4e38 is its end."""
FALLEN, GROWN, SHUT = 1e-3, 1e3, 1e-3


def says(settings: GradientSettings, member: Member) -> list[str]:
    """The takeaway of one picture, and whatever about it needs a warning."""
    sound = [kind for kind in KINDS if kind not in member.broken]
    start = asked_step(settings, member.steps)
    back = {kind: member.curves[f"{kind.lower()}_h"][:start][::-1] for kind in sound}
    sentences = [_broke(kind, step) for kind, step in member.broken.items()]
    if start == 1 and settings.loss != "every step":
        return ["The loss sits at step 1: there is no step to go back.", *sentences]
    tell = _summed if settings.loss == "every step" else fate
    fates = [(kind, *tell(curve)) for kind, curve in back.items()]
    if fates:
        sentences.insert(0, _together(fates))
    drawn = {name: curve[:start][::-1] for name, curve in member.curves.items()}
    whole = {name: drawn[name] for name in drawn if lane_and_state(name)[0] in sound}
    sentences += [note for note in (_shut(member, start), _lost(whole), _too_large(whole)) if note]
    return sentences


def fate(curve: Floats) -> tuple[str, str]:
    """What becomes of a gradient, from where the loss sits on the way back; and after how long."""
    first, steps = float(curve[0]), len(curve) - 1
    if first == 0.0:
        return "is 0 from the start", ""
    grown, fallen = np.flatnonzero(curve >= GROWN * first), steps_to(curve, FALLEN)
    left, least = float(curve[-1]) / first, float(curve.min()) / first
    end = f"(at step 1: × {significant(left)})"
    if grown.size and grown[0] < fallen:
        return "grows a thousandfold", f"in {counted(float(grown[0]))} {end}"
    if math.isfinite(fallen):
        return "falls to 1/1000", f"after {counted(fallen)} {end}"
    if left > 1.5 and least < 0.5:
        return f"falls to {significant(least)} and grows to {significant(left)} times", "by step 1"
    if left > 1.5:
        return f"is {significant(left)} times as large", f"after {counted(steps)}"
    return f"is still {significant(left)} of what it was", f"after {counted(steps)}"


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
        if lane_and_state(name)[0] not in member.broken:
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
        return f"all gone after {counted(float(gone[0]))}"
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
    share = f"only {significant(c / h)}" if c > 0.0 else "nothing"
    return (
        f"At step {start} {share} of the gradient gets from h into c: there "
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
            kind, state = lane_and_state(name)
            parts.append(f"{kind} ∂L/∂{state} from step {len(curve) - int(where[0])} back")
    return parts


def _lost(back: dict[str, Floats]) -> str | None:
    """Which gradients float32 could no longer hold, and from which step on back."""
    parts = _where(back, lambda curve: (curve < LOST) & (curve[0] > 0.0))
    if not parts:
        return None
    return (
        "In float32, in which networks are usually trained, these would fall below 10⁻³⁸ and be "
        f"lost: {', '.join(parts)}. The engine computes in float64."
    )


def of_path(member: Member, start: int) -> str:
    """What the straight road alone leaves of c's gradient, beside all that arrives."""
    if "LSTM" in member.broken or len(member.path) < 2:
        return ""
    curve = member.curves["lstm_c"][:start]
    alone = significant(float(member.path[0].mean()))
    whole = f", and with all other ways {significant(curve[0] / curve[-1])}" if curve[-1] else ""
    return f"At step 1 the straight road alone leaves {alone} of the gradient of c{whole}."


def of_product(member: Member) -> str:
    """What one step could keep at most, and what all of them keep together."""
    if len(member.product) < 2:
        return ""
    most = significant(float(member.factor[1:].mean()))
    each = float(member.product[0]) ** (1.0 / (len(member.product) - 1))
    return (
        f"A step could make at most {most} of a gradient, on average; all together they make "
        f"{significant(float(member.product[0]))}, which is {significant(each)} a step."
    )


def of_weight(sizes: tuple[float, float] | None) -> str:
    """What the recurrent matrix does to a vector, in the long run and at most."""
    if sizes is None:
        return ""
    radius, most = (significant(size, 3) for size in sizes)
    return f"Spectral radius of W_h: {radius}. Largest singular value: {most}."
