"""What was done and what followed from it, in sentences made of the engine's numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.edits import Change, Clamp, Edits
from lstm_ui.runs import Run, percent
from lstm_ui.surgery.comparison import Comparison
from lstm_ui.surgery.names import exact, name_of, steps_of, units_of
from lstm_ui.theme import GATES

NOTICED = 0.005
"""A difference that the second decimal shows."""
DOING = {
    ("f", 0.0): "Forgetting", ("f", 1.0): "Keeping everything in",
    ("i", 0.0): "Writing nothing into", ("i", 1.0): "Writing all of g into",
    ("o", 0.0): "Closing the output gate of", ("o", 1.0): "Opening the output gate of",
    ("z", 0.0): "Renewing", ("z", 1.0): "Keeping everything in",
    ("r", 0.0): "Ignoring the past in", ("r", 1.0): "Using all the past in",
}  # fmt: skip
WORTH_SAYING = 0.02
"""A difference of shares that is spoken of."""
NOTHING = "Nothing is held or changed yet: B is the same as A."


def of_comparison(found: Comparison, *, kept: bool) -> str:
    """What was done, and what became of the answer and the states."""
    if kept:
        return f"Between A and B, {_verdict(found, 'the answer')}. {_downstream(found)}"
    edits, switched = found.b.edits, _switched(found)
    count = len(edits.clamps) + len(edits.changes) + len(switched)
    if count == 0:
        return NOTHING
    if count > 1:
        subject = f"These {count} edits together"
    else:
        subject = switched[0] if switched else _subject(edits, found.b)
    return f"{subject} {_effect(found, 's' if count == 1 else '')}. {_downstream(found)}"


def _switched(found: Comparison) -> list[str]:
    """What else is not as it was, each as the subject of a sentence."""
    cells = [run.model.layers[0] for run in (found.a, found.b)]
    done = []
    if len({getattr(cell, "candidate", "") for cell in cells}) > 1:
        done.append("Switching the candidate to ReLU")
    starts = (state for state in ("h0", "c0") if hasattr(found.b.layer, state))
    if any((getattr(found.a.layer, s) != getattr(found.b.layer, s)).any() for s in starts):
        done.append("Starting in other states")
    return done


def _subject(edits: Edits, run: Run) -> str:
    """The one edit that was done, as the subject of a sentence."""
    if edits.clamps:
        clamp = edits.clamps[0]
        doing = DOING.get((clamp.gate, clamp.value))
        where = f"{units_of(clamp)} {_at(clamp, run)}"
        if doing is None:
            return f"Holding {clamp.gate} of {where} at {exact(clamp.value)}"
        return f"{doing} {where}"
    return _setting(edits.changes[0])


def _setting(change: Change) -> str:
    number = exact(change.value)
    if change.part == "b" and change.gate in GATES:
        return f"Setting the bias of {change.gate}, unit {change.row + 1}, to {number}"
    return f"Setting {name_of(change)} to {number}"


def _at(clamp: Clamp, run: Run) -> str:
    if clamp.steps is not None and clamp.steps[0] == clamp.steps[1]:
        return f"at {steps_of(clamp)} (“{run.parsed.tokens[clamp.steps[0]]}”)"
    return f"at {steps_of(clamp)}"


def _effect(found: Comparison, ending: str) -> str:
    """What became of the last answer, as a predicate."""
    a, b = found.a, found.b
    assert a.trace is not None and b.trace is not None
    if a.example.task != "classify":
        before, after = (float(run.trace.logits[-1, 0, 0]) for run in (a, b) if run.trace)
        if abs(after - before) < NOTICED or _number(before) == _number(after):
            return f"leave{ending} the last answer at {_number(after)}"
        return f"move{ending} the last answer from {_number(before)} to {_number(after)}"
    (was, p_was), (now, p_now) = _top(a), _top(b)
    if was != now:
        verdicts = (f"“{name}” ({percent(p)})" for name, p in ((was, p_was), (now, p_now)))
        return f"flip{ending} the verdict from {' to '.join(verdicts)}"
    between = _between(found)
    if percent(p_was) == percent(p_now):
        return f"leave{ending} the verdict at “{now}” ({percent(p_now)}){between}"
    shares = f"{percent(p_was)} before, {percent(p_now)} now"
    return f"leave{ending} the verdict “{now}”: {shares}{between}"


def _between(found: Comparison) -> str:
    """Where on the way the share of an unchanged verdict differs most, if it differs more there."""
    if not found.alike:
        return ""
    both = [_shares(run) for run in (found.a, found.b)]
    best = int(both[1][-1].argmax())
    before, now = (shares[:, best] for shares in both)
    apart = np.abs(now - before)
    t = int(apart.argmax())
    if apart[t] < WORTH_SAYING or apart[t] - apart[-1] < WORTH_SAYING:
        return ""
    return (
        f", but after step {t + 1} its share is {percent(now[t])} where it was {percent(before[t])}"
    )


def _verdict(found: Comparison, what: str) -> str:
    """The two last answers, of networks that may be different ones."""
    a, b = (_answer(run) for run in (found.a, found.b))
    return f"{what} is {a} in both" if a == b else f"{what} is {a} in A and {b} in B"


def _answer(run: Run) -> str:
    if run.example.task != "classify":
        assert run.trace is not None
        return _number(float(run.trace.logits[-1, 0, 0]))
    name, share = _top(run)
    return f"“{name}” ({percent(share)})"


def _shares(run: Run) -> NDArray[np.float64]:
    """The share of each answer after every step ``(T, K)``."""
    assert run.trace is not None
    return run.trace.probabilities[:, 0]


def _top(run: Run) -> tuple[str, float]:
    shares = _shares(run)[-1]
    best = int(shares.argmax())
    return run.example.classes[best], float(shares[best])


def _downstream(found: Comparison) -> str:
    """Where the state differs, and where most."""
    if not found.alike:
        T_a, T_b = len(found.a.parsed.tokens), len(found.b.parsed.tokens)
        if T_a != T_b:
            return f"A has {T_a} steps and B has {T_b}, so their states are not subtracted."
        return "They are different networks, so their states are not subtracted."
    name = {"c": "Cell state c", "h": "Hidden state h"}[found.state]
    difference = found.difference(found.state)
    apart = np.abs(difference).max(axis=1) >= NOTICED
    if not apart.any():
        return f"{name} stays what it was, in every unit and at every step."
    first = int(apart.argmax())
    t, unit = (int(at) for at in np.unravel_index(np.abs(difference).argmax(), difference.shape))
    size = difference[t, unit]
    way = "higher" if size > 0 else "lower"
    most = f"in unit {unit + 1}, where it is {_number(abs(size))} {way}."
    if apart.sum() == 1 and first < len(apart) - 1:
        return f"{name} differs at step {first + 1} only; most {most}"
    again = "" if apart[first:].all() else f", at {int(apart.sum())} steps in all"
    return f"{name} differs from step {first + 1} on{again}; most at step {t + 1} {most}"


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:.3g}"
    return ("0" if text == "-0" else text).replace("-", "−")
