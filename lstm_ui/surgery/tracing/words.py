"""What the numbers of a run are called on a card: symbol, name, colour, and a sentence."""

from __future__ import annotations

from lstm_core.arithmetic import Arithmetic, Part, Place
from lstm_core.rules import RULES
from lstm_ui.runs import Run
from lstm_ui.theme import GATES

ANSWERS = ("logit", "share")

_SYMBOLS = {"tanh_c": "tanh c", "hn": "h_n", "reset_part": "r ⊙ h_n", "logit": "y", "share": "p"}
_NAMES = {
    "LSTM": {
        "kept": "forget gate × cell state before",
        "written": "input gate × candidate",
        "tanh_c": "squashed cell state",
    },
    "GRU": {
        "kept": "update gate × hidden state before",
        "written": "(1 − update gate) × new state",
        "hn": "what h offers to the new state",
        "reset_part": "reset gate × what h offers",
    },
    "RNN": {"a": "pre-activation of the hidden state"},
}


def kind_of(run: Run) -> str:
    """Which cell it is."""
    return type(run.model.layers[0]).__name__


def symbol(name: str) -> str:
    """How a number is written; an underscore lowers what follows."""
    return _SYMBOLS.get(name, name)


def colour(name: str, kind: str) -> str:
    """The letter of the theme whose colour a number has."""
    name = name.removeprefix("1−").removeprefix("a_")
    if name in GATES:
        return name
    if name in ("kept", "written", "tanh_c"):
        return "c" if kind == "LSTM" else "h"
    return {"reset_part": "r", "logit": "x", "share": "x"}.get(name, "h")


def name_of(name: str, run: Run) -> str:
    """What the number is, in words."""
    kind = kind_of(run)
    if name in _NAMES[kind]:
        return _NAMES[kind][name]
    if name.startswith("a_"):
        return f"pre-activation of the {GATES[name[2:]].name}"
    if name == "logit":
        return "answer before softmax" if run.example.task == "classify" else "answer"
    return "share of an answer" if name == "share" else GATES[name].name


def offered(run: Run) -> tuple[str, ...]:
    """The names that can be chosen, those of most use first."""
    answers = ANSWERS[::-1] if run.example.task == "classify" else ANSWERS[:1]
    return (*answers, *reversed(RULES[kind_of(run)]), "x")


def head(place: Place, run: Run) -> str:
    """Which number a card shows, without its value."""
    at = f"at step {place.t + 1} “{run.parsed.tokens[place.t]}”"
    if place.name in ANSWERS:
        return f"{symbol(place.name)} of “{run.example.classes[place.unit]}” {at}"
    of = f"number {place.unit + 1}" if place.name == "x" else f"unit {place.unit + 1}"
    return f"{symbol(place.name)} of {of} {at}"


def label(part: Part, of: Place, run: Run) -> str:
    """What a part is called in its row."""
    if part.name == "b":
        gate = {"logit": "y", "hn": "hn"}.get(of.name, of.name.removeprefix("a_"))
        return "bias b" if gate == "a" else f"bias b_{{{gate}}}"
    if part.name == "x" and part.unit is not None:
        return f"x_{{{part.unit + 1}}}"
    if part.name == "logit" and part.unit is not None:
        return f"“{run.example.classes[part.unit]}”"
    if part.weight is not None and part.unit is not None:
        return f"{part.name} of unit {part.unit + 1}"
    if part.name.startswith("1−"):
        return f"1 − {part.name[2:]}"
    return f"{part.name}_{{t−1}}" if part.before else symbol(part.name)


def detail(part: Part, of: Place, run: Run) -> str:
    """What a row says below its label, where no weight stands there."""
    if part.before and of.t == 0:
        return "starting state"
    if part.name == "b":
        return "same at every step"
    if part.name == "logit":
        return ""
    if part.name.startswith("1−"):
        return f"1 − {GATES[part.name[2:]].name}"
    before = ", step before" if part.before else ""
    return f"{name_of(part.name, run)}{before}"


def told(found: Arithmetic, run: Run) -> str:
    """One sentence on how a number was made."""
    name, t, _ = found.place
    token = run.parsed.tokens[t]
    if found.operation == "held" and found.own is not None:
        value, own = (f"{n:.2f}".replace("-", "−") for n in (found.value, found.own))
        return (
            f"Held at {value} by you. The network itself would have made {own} of its "
            "pre-activation."
        )
    if found.operation == "read":
        return f"Learnt: it stands in the table of token vectors, in the row of “{token}”."
    if found.operation == "given":
        return f"Given: this is “{token}” as the network reads it, so the trail ends here."
    if found.operation == "share":
        return "Softmax: each answer’s exp(y), divided by the sum of all of them."
    if found.operation == "squash":
        return "One number goes in; the curve alone decides what comes out."
    if found.operation == "product":
        return "Two numbers, multiplied: where one is near 0, so is the product."
    if name in ("c", "h"):
        return "A sum: what was kept and what was written just add up."
    if name in ("hn", "logit"):
        return "Each weight times the h that it reads, and the bias: added up, they are the number."
    return f"Each weight times what it reads, and the bias, added up. Here x is “{token}”."
