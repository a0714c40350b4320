"""What the player of backpropagation is handed: plain dicts, ready for JSON.

The mirror of these fields on the other side is the typedef on top of ``assets/player/beats.mjs``.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np

from lstm_ui.backprop.beats import PHASES, beats
from lstm_ui.backprop.chain_rule import ChainRule, Factor, Term, chain_rule
from lstm_ui.backprop.unrolled import Unrolled, Weight
from lstm_ui.backprop.what_if import NUDGES, RATES, Nudge, nudged_input, nudged_weight, updates
from lstm_ui.theme import palette

VERSION = 1
DIGITS, DRAWN = 9, 5
OPENING_RATE = 0.1
BACK = {
    "RNN": {"h": "h", "a": "a"},
    "LSTM": {"h": "h", "c": "c", "i": "a_i", "f": "a_f", "g": "a_g", "o": "a_o"},
}
"""Gradients by the picture's names for them: that of a gate is taken before it squashes."""
TOO_LARGE = "The numbers grew past what can be drawn; choose smaller ones."


def backprop_payload(run: Unrolled) -> dict[str, Any]:
    """Everything that the player draws of one run forward, back and one update further.

    Raises
    ------
    ValueError
        If the run holds a number that is not finite.
    """
    chain, moved = chain_rule(run), updates(run)
    numbers = _numbers(run, chain)
    if not np.isfinite([*numbers.values(), *moved.losses]).all():
        raise ValueError(TOO_LARGE)
    keys = [weight.key for weight in run.weights]
    return {
        "version": VERSION,
        "title": f"Backpropagation through an {run.kind} of one unit, {len(run.inputs)} steps",
        "network": f"{run.kind} {run.settings.weights}",
        "badge": run.badge,
        "notes": list(run.notes),
        "kind": run.kind,
        "steps": len(run.inputs),
        "tokens": list(run.parsed.tokens),
        "phases": PHASES,
        "beats": beats(run.kind, len(run.inputs)),
        "numbers": {name: _exact(value) for name, value in numbers.items()},
        "factors": {key: _factor(factor) for key, factor in chain.factors.items()},
        "weights": [
            {
                "key": weight.key,
                "label": weight.label,
                "name": weight.name,
                "symbol": weight.symbol,
                "answer": weight.read_out,
                "value": _exact(weight.of(run.model)),
                "formula": _formula(run, weight),
                "terms": _terms(chain.terms[weight.key], weight.gradient(run.gradients)),
                "after": _list(moved.weights[weight.key]),
                "nudge": _nudge(nudged_weight(run, weight)),
            }
            for weight in run.weights
        ],
        "inputs": [
            {
                "label": f"x_{t + 1}",
                "name": f"the number that step {t + 1} reads",
                "value": _exact(run.inputs[t, 0, 0]),
                "nudge": _nudge(nudged_input(run, t)),
            }
            for t in range(len(run.inputs))
        ],
        "rates": list(RATES),
        "losses": _list(moved.losses),
        "nudges": NUDGES.tolist(),
        "opening": {"weight": keys.index(run.setup.chosen), "rate": RATES.index(OPENING_RATE)},
        "palette": palette(),
    }


def _numbers(run: Unrolled, chain: ChainRule) -> dict[str, float]:
    """Every value by its name, h3 or c1, and every gradient by d. and that name."""
    layer: Any = run.trace.layers[0]
    back: Any = run.gradients.layers[0]
    numbers = {
        "L": run.loss.value,
        "target": run.target,
        "y": run.trace.logits[-1, 0, 0],
        "d.y": run.gradients.parameters["d_readout.bias"][0],
        "h0": layer.h0[0, 0],
        "d.h0": back.d_h0[0, 0],
    }
    if run.kind == "LSTM":
        numbers |= {"c0": layer.c0[0, 0], "d.c0": back.d_c0[0, 0]}
    for t in range(len(run.inputs)):
        for name in ("x", "a", "f", "i", "g", "o", "c", "h"):
            values = run.inputs if name == "x" else getattr(layer, name, None)
            if values is not None:
                numbers[f"{name}{t + 1}"] = values[t, 0, 0]
        for name, field in BACK[run.kind].items():
            numbers[f"d.{name}{t + 1}"] = getattr(back, f"d_{field}")[t, 0, 0]
    numbers |= _along_the_roads(run, chain)
    return {name: float(value) for name, value in numbers.items()}


def _along_the_roads(run: Unrolled, chain: ChainRule) -> dict[str, float]:
    """What of a gradient goes straight on: from h_t into c_t, and from c_t into c_{t-1}."""
    if run.kind != "LSTM":
        return {}
    back: Any = run.gradients.layers[0]
    steps = range(1, len(run.inputs) + 1)
    from_h = {f"shown{t}": back.d_h[t - 1] * chain.factors[f"h{t}.c{t}"].value for t in steps}
    on = {f"road{t}": back.d_c[t - 1] * chain.factors[f"c{t}.c{t - 1}"].value for t in steps}
    return {name: float(value[0, 0]) for name, value in (from_h | on).items()}


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "over": factor.over,
        "under": factor.under,
        "value": _exact(factor.value),
        "comes": factor.comes,
    }


def _terms(terms: tuple[Term, ...], gradient: float) -> list[dict[str, Any]]:
    """Every term with where its bar begins, where its direct part ends, and where it ends."""
    ends = [*accumulate(term.value for term in terms[:-1]), gradient]
    begins = [0.0, *ends[:-1]]
    return [
        {
            "t": term.t,
            "factors": [factor.key for factor in term.factors[:-1]],
            "last": _factor(term.factors[-1]) if term.factors else None,
            "direct": _exact(term.direct),
            "rest": _exact(term.rest),
            "value": _exact(term.value),
            "bar": [_exact(begin), _exact(begin + term.direct), _exact(end)],
        }
        for term, begin, end in zip(terms, begins, ends, strict=True)
    ]


def _formula(run: Unrolled, weight: Weight) -> dict[str, Any]:
    """What the gradient of a weight is, as an equation.

    ``product`` runs from the loss to where the weight is used, "…" leaves factors out; ``each``
    says that there is one such product for every step k, ``others`` that other ways are added.
    """
    T = len(run.inputs)
    way = [["L", "ŷ"]]
    if weight.read_out:
        return {"product": [*way, ["ŷ", "w"]], "each": False, "others": False}
    way.append(["ŷ", f"h_{T}"])
    if weight.symbol == "o":  # its one straight way: at the last step, without c
        return {"product": [*way, [f"h_{T}", "w"]], "each": False, "others": True}
    state = "h" if run.kind == "RNN" else "c"
    if state == "c":
        way.append([f"h_{T}", f"c_{T}"])
    way += [[f"{state}_{T}", f"{state}_{T - 1}"], ["…"], [f"{state}_k", "w"]]
    return {"product": way, "each": True, "others": state == "c"}


def _nudge(nudge: Nudge) -> dict[str, Any]:
    return {
        "gradient": _exact(nudge.gradient),
        "predicted": _list(nudge.predicted, DRAWN),
        "measured": _list(nudge.measured, DRAWN),
    }


def _list(values: Any, digits: int = DIGITS) -> list[float]:
    return [_exact(value, digits) for value in values]


def _exact(value: float, digits: int = DIGITS) -> float:
    """Rounded to as many significant digits as tell a tiny gradient from none; no -0."""
    return float(f"{value:.{digits}g}") + 0.0
