"""What was done and what followed from it, in sentences made of the engine's numbers."""

from __future__ import annotations

import numpy as np

from lstm_core.edits import ANSWER, TOKENS, Change, Clamp, Edits
from lstm_ui.runs import Run, percent
from lstm_ui.surgery.comparison import Comparison

NOTICED = 0.005
"""A difference that the second decimal shows."""
DOING = {
    ("f", 0.0): "Forgetting", ("f", 1.0): "Keeping all of",
    ("i", 0.0): "Blocking the input of", ("i", 1.0): "Letting all into",
    ("o", 0.0): "Hiding", ("o", 1.0): "Showing all of",
    ("z", 0.0): "Renewing", ("z", 1.0): "Keeping all of",
    ("r", 0.0): "Ignoring the past in", ("r", 1.0): "Using all the past in",
}  # fmt: skip
NOTHING = "Nothing is held or changed yet: B is the same as A."


def of_clamp(clamp: Clamp) -> str:
    """A held place as a label: "f = 0 · step 4 · unit 3"."""
    return f"{clamp.gate} = {_exact(clamp.value)} · {_steps(clamp)} · {_units(clamp)}"


def of_change(change: Change) -> str:
    """A changed number as a label: "b_f[3] = 5"."""
    return f"{name_of(change)} = {_exact(change.value)}"


def name_of(change: Change) -> str:
    """How the changed number is called: "W_xf[3, 2]", counted from 1."""
    if change.gate == TOKENS:
        letter = "E"
    elif change.part == "n":
        letter = "b_hn"
    else:
        part = "b" if change.part == "b" else "W"
        between = "" if change.part == "b" or change.gate == ANSWER else change.part
        gate = change.gate if change.gate != "a" else "h" if part == "b" else ""
        letter = f"{part}_{between}{gate}"
    column = "" if change.column is None else f", {change.column + 1}"
    return f"{letter}[{change.row + 1}{column}]"


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
        where = f"{_units(clamp)} {_at(clamp, run)}"
        if doing is None:
            return f"Holding {clamp.gate} of {where} at {_exact(clamp.value)}"
        return f"{doing} {where}"
    change = edits.changes[0]
    return f"Setting {name_of(change)} to {_exact(change.value)}"


def _at(clamp: Clamp, run: Run) -> str:
    if clamp.steps is not None and clamp.steps[0] == clamp.steps[1]:
        return f"at {_steps(clamp)} (“{run.parsed.tokens[clamp.steps[0]]}”)"
    return f"at {_steps(clamp)}"


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
    if percent(p_was) == percent(p_now):
        return f"leave{ending} the verdict at “{now}” ({percent(p_now)})"
    return f"leave{ending} the verdict “{now}”: {percent(p_was)} before, {percent(p_now)} now"


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


def _top(run: Run) -> tuple[str, float]:
    assert run.trace is not None
    shares = run.trace.probabilities[-1, 0]
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


def _steps(clamp: Clamp) -> str:
    if clamp.steps is None:
        return "every step"
    first, last = clamp.steps
    return f"step {first + 1}" if first == last else f"steps {first + 1}–{last + 1}"


def _units(clamp: Clamp) -> str:
    if clamp.units is None:
        return "every unit"
    units = ", ".join(str(unit + 1) for unit in clamp.units)
    return f"unit {units}" if len(clamp.units) == 1 else f"units {units}"


def _exact(value: float) -> str:
    """What a learner has set, never shown as 0 when it is not."""
    return f"{value:.4g}".replace("-", "−")


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:.3g}"
    return ("0" if text == "-0" else text).replace("-", "−")
