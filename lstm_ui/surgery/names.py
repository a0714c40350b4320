"""What was held and changed, by name, as it stands on the screen."""

from __future__ import annotations

from lstm_core.edits import ANSWER, TOKENS, Change, Clamp


def of_clamp(clamp: Clamp) -> str:
    """A held place as a label: "f = 0 · step 4 · unit 3"."""
    return f"{clamp.gate} = {exact(clamp.value)} · {steps_of(clamp)} · {units_of(clamp)}"


def of_change(change: Change) -> str:
    """A changed number as a label: "b_f[3] = 5"."""
    return f"{name_of(change)} = {exact(change.value)}"


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


def steps_of(clamp: Clamp) -> str:
    """The held steps in words."""
    if clamp.steps is None:
        return "every step"
    first, last = clamp.steps
    return f"step {first + 1}" if first == last else f"steps {first + 1}–{last + 1}"


def units_of(clamp: Clamp) -> str:
    """The held units in words."""
    if clamp.units is None:
        return "every unit"
    units = ", ".join(str(unit + 1) for unit in clamp.units)
    return f"unit {units}" if len(clamp.units) == 1 else f"units {units}"


def exact(value: float) -> str:
    """What a learner has set, never shown as 0 when it is not."""
    return f"{value:.4g}".replace("-", "−")
