"""What a swap did to a running cell, in sentences made of its numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import ModelTrace
from lstm_ui.gradients.numbers import significant
from lstm_ui.squashing.swaps import Swapped, answers, cell

Floats = NDArray[np.float64]

HELD = 0.1
"""A memory or a write smaller than this is not worth a word."""
OFF = 0.5
"""A count that is off by more is another count."""


def first_wrong(swapped: Swapped, key: str) -> int | None:
    """The first step, from 0, whose answer is another than the network's own; None if none is."""
    steps = swapped.stands[key]
    usual = answers(swapped.example, swapped.usual)[:steps]
    other = answers(swapped.example, swapped.runs[key])[:steps]
    if swapped.example.task == "classify":
        wrong = usual.argmax(axis=1) != other.argmax(axis=1)
    else:
        wrong = np.abs(usual - other).max(axis=1) > OFF
    return int(wrong.argmax()) if wrong.any() else None


def says(swapped: Swapped, key: str) -> list[str]:
    """What happened in the cell, and then to the answer."""
    return [_event(swapped, key)[1], _answer(swapped, key)]


def struck(swapped: Swapped, key: str) -> int | None:
    """The step, from 0, at which that happened in the cell; None where nothing did."""
    return _event(swapped, key)[0]


Event = tuple[int | None, str]
"""A step, from 0, and a sentence about it; no step where the sentence is about all of them."""


def _event(swapped: Swapped, key: str) -> Event:
    what = {"gates": _flipped, "add": _only_up, "relu": _no_bound, "bare": _no_lid}[key]
    return what(swapped)


def step_name(swapped: Swapped, t: int) -> str:
    """A step by its number and what is read there."""
    return f"step {t + 1} (“{swapped.tokens[t]}”)"


def _flipped(swapped: Swapped) -> Event:
    """Where a forget gate below 0 first turns a memory round."""
    run, usual = cell(swapped.runs["gates"]), cell(swapped.usual)
    steps = swapped.stands["gates"]
    f, before = run.f[:steps, 0], np.concatenate([run.c0[None], run.c])[:steps, 0]
    found = np.argwhere((f < 0) & (np.abs(f * before) > HELD))
    if not len(found):
        return _other_gates(swapped)
    t, unit = found[0]
    return int(t), (
        f"At {step_name(swapped, t)} the forget gate of unit {unit + 1} is {_n(f[t, unit])}, "
        f"where the sigmoid gives {_n(usual.f[t, 0, unit])}. The memory {_n(before[t, unit])} is "
        f"not erased but turned round: {_n(f[t, unit])} × {_n(before[t, unit])} = "
        f"{_n(f[t, unit] * before[t, unit])}."
    )


def _other_gates(swapped: Swapped) -> Event:
    """What gates below 0 do where no memory is turned round."""
    run, usual = cell(swapped.runs["gates"]), cell(swapped.usual)
    steps = swapped.stands["gates"]
    acts = {"input": (run.i, run.g, usual.i), "output": (run.o, run.tanh_c, usual.o)}
    for name, (gate, on, own) in acts.items():
        value, passed = gate[:steps, 0], (gate * on)[:steps, 0]
        found = np.argwhere((value < 0) & (np.abs(passed) > HELD))
        if len(found):
            t, unit = found[0]
            return int(t), (
                f"At {step_name(swapped, t)} the {name} gate of unit {unit + 1} is "
                f"{_n(value[t, unit])}, where the sigmoid gives {_n(own[t, 0, unit])}: what it "
                f"should hold back it lets through with its sign turned round, as "
                f"{_n(passed[t, unit])}."
            )
    lowest = min(float(run.i[:steps].min()), float(run.o[:steps].min()))
    return None, (
        f"No memory is turned round on this text. Gates go down to {_n(lowest)} where they should "
        "be closed, but what they stand before is all but 0 there."
        if lowest < 0
        else "On this text no gate goes below 0, so nothing is turned round."
    )


def _only_up(swapped: Swapped) -> Event:
    """Where the network would take away and now can only add."""
    return _blocked(swapped, "add") or (
        None,
        "On this text the network itself never takes anything away, so adding alone is enough.",
    )


def _no_bound(swapped: Swapped) -> Event:
    """Where the network would take away, and how much one write can be."""
    run, usual = cell(swapped.runs["relu"]), cell(swapped.usual)
    steps = swapped.stands["relu"]
    most, own = float(run.g[:steps].max()), float(usual.g[:steps].max())
    bound = (
        f"The largest candidate is {_n(most)}, where tanh gives {_n(own)}."
        if most > 1
        else f"No candidate is above 1 here: the largest is {_n(most)}."
    )
    cut = 100 * float((run.a_g[:steps] < 0.0).mean())
    dead = (
        f"{cut:.0f}% of all candidates are cut off at 0, where the slope is 0 too." if cut else ""
    )
    t, blocked = _blocked(swapped, "relu") or (None, "")
    return t, " ".join(filter(None, (blocked, bound, dead)))


def _blocked(swapped: Swapped, key: str) -> Event | None:
    """The first write downwards of the network itself, and what is written there now."""
    run, usual = cell(swapped.runs[key]), cell(swapped.usual)
    own = (usual.i * usual.g)[: swapped.stands[key], 0]
    found = np.argwhere(own < -HELD)
    if not len(found):
        return None
    t, unit = found[0]
    now = float(run.i[t, 0, unit] * run.g[t, 0, unit])
    return int(t), (
        f"At {step_name(swapped, t)} the network takes {_n(-own[t, unit])} away from unit "
        f"{unit + 1}. Now it adds {_n(now)}: g is never below 0."
    )


def _no_lid(swapped: Swapped) -> Event:
    """Where h leaves −1…1 first."""
    run, usual = cell(swapped.runs["bare"]), cell(swapped.usual)
    h, own = run.h[: swapped.stands["bare"], 0], usual.h[: swapped.stands["bare"], 0]
    most = float(np.abs(usual.h).max())
    found = np.argwhere(np.abs(h) > 1)
    if not len(found):
        return None, (
            f"c stays small here, so h stays within ±{_n(np.abs(h).max())}; with tanh within "
            f"±{_n(most)}."
        )
    t, unit = found[0]
    return int(t), (
        f"At {step_name(swapped, t)} h of unit {unit + 1} is {_n(h[t, unit])}, where tanh(c) "
        f"makes it {_n(own[t, unit])}. At its largest h reaches {_n(np.abs(h).max())}, and all "
        "gates of the next step read it."
    )


def _answer(swapped: Swapped, key: str) -> str:
    T, steps = len(swapped.tokens), swapped.stands[key]
    wrong = first_wrong(swapped, key)
    if wrong is None and steps == T:
        return "The answer is the network’s own at every step all the same."
    if wrong is None:
        return f"From step {steps + 1} on its numbers are past what a computer can hold."
    other, usual = (_said(swapped, run, wrong) for run in (swapped.runs[key], swapped.usual))
    where = step_name(swapped, wrong)
    return f"The answer first differs at {where}: {other} instead of {usual}."


def _said(swapped: Swapped, run: ModelTrace, t: int) -> str:
    values = answers(swapped.example, run)[t]
    if swapped.example.task == "classify":
        return f"“{swapped.example.classes[int(values.argmax())]}”"
    return f"{swapped.example.classes[0]} {_n(values[0])}"


def _n(number: float) -> str:
    """Three digits, and what is nearly 0, 1 or −1 as just that."""
    near = round(float(number))
    if abs(number - near) < 1e-6:
        return str(near).replace("-", "−")
    return significant(float(number), 3)
