"""What the cards of traced values show; the typedef is on top of ``assets/player/cards.mjs``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from lstm_core.arithmetic import Arithmetic, Part, Place, arithmetic, numbers_of
from lstm_ui.diagrams import SQUASH_ON_SCREEN
from lstm_ui.runs import Run
from lstm_ui.surgery.tracing import words
from lstm_ui.surgery.tracing.pins import LONGEST_WAY, MOST_CARDS, Card, Pinned, read, spell
from lstm_ui.theme import GATES, palette

MOST_BARS = 12
LARGEST_EXPONENT = 30.0
"""Beyond it e to that power is no number that anyone reads."""


def pinned(run: Run, text: str | None) -> Pinned:
    """The cards of a text; the first card where nothing was said."""
    if run.trace is None:
        return Pinned(())
    steps = len(run.parsed.tokens)
    return Pinned(((first(run),),)) if text is None else read(text, numbers_of(run.model), steps)


def first(run: Run) -> Place:
    """What the first card shows: the answer after the last step."""
    assert run.trace is not None
    last, answers = len(run.parsed.tokens) - 1, run.trace.logits[-1, 0]
    if run.example.task != "classify":
        return Place("logit", last, 0)
    return Place("share", last, int(answers.argmax()))


def taken_apart(run: Run, cards: Sequence[Card]) -> list[Arithmetic]:
    """The number that each card shows."""
    assert run.trace is not None
    return [arithmetic(run.model, run.trace, *card[-1]) for card in cards]


def cards_payload(
    run: Run, pins: Pinned, told: int = 0, asked: tuple[int, Place | None] = (0, None)
) -> dict[str, Any]:
    """Everything that the cards show of one run.

    Parameters
    ----------
    run : Run
        A run that has a trace.
    pins : Pinned
        Which values are pinned.
    told : int
        How many changes the browser has told of so far.
    asked : tuple
        How many cards were added from elsewhere on the page, and the value of the last one.
    """
    found = taken_apart(run, pins.cards)
    ends = [way[-1] for way in pins.cards]
    count, last = asked
    return {
        "version": 1,
        "trace": spell(pins.cards),
        "told": told,
        "attend": {"count": count, "card": ends.index(last) if last in ends else -1},
        "notes": [pins.problem] if pins.problem else [],
        "steps": len(run.parsed.tokens),
        "tokens": list(run.parsed.tokens),
        "most": MOST_CARDS,
        "longest": LONGEST_WAY,
        "quantities": _quantities(run),
        "cards": [_card(at, pins.cards[at], found, run) for at in range(len(found))],
        "palette": palette(),
    }


def _quantities(run: Run) -> list[dict[str, Any]]:
    sizes = numbers_of(run.model)
    return [
        {
            "name": name,
            "title": f"{words.symbol(name)} · {words.name_of(name, run)}",
            "units": list(run.example.classes)
            if name in words.ANSWERS
            else [str(unit + 1) for unit in range(sizes[name])],
        }
        for name in words.offered(run)
    ]


def _card(at: int, way: Card, found: Sequence[Arithmetic], run: Run) -> dict[str, Any]:
    own, kind = found[at], words.kind_of(run)
    alike = [one for one in found if _what(one) == _what(own)]
    other = alike[0] if len(alike) == 2 and alike[1] is own else None
    numbers, slots = _numbers(own, kind)
    ends = GATES[own.place.name].ends if own.place.name in GATES else ()
    return {
        "place": _place(own.place),
        "trail": [_step(place, way[-1].t) for place in way],
        "head": words.head(own.place, run),
        "name": words.name_of(own.place.name, run),
        "symbol": words.colour(own.place.name, kind),
        "value": _plain(own.value),
        "ends": list(ends),
        "held": own.operation == "held",
        "operation": own.operation,
        "equation": own.equation,
        "numbers": numbers,
        "slots": slots,
        "says": words.told(own, run),
        **_bars(own, alike, other, run),
        "against": None if other is None else _against(own, other),
    }


def _what(found: Arithmetic) -> tuple[str, int]:
    return found.place.name, found.place.unit


def _place(place: Place) -> dict[str, Any]:
    return {"name": place.name, "t": place.t, "unit": place.unit}


def _step(place: Place, t: int) -> dict[str, Any]:
    """A stop of the trail; its step is told where it is another one than the last stop's."""
    at = "" if place.t == t else f" @{place.t + 1}"
    return {"label": f"{words.symbol(place.name)}{at}", **_place(place)}


def _against(own: Arithmetic, other: Arithmetic) -> dict[str, Any]:
    return {"t": other.place.t, "difference": _plain(own.value - other.value)}


def _bars(
    own: Arithmetic, alike: Sequence[Arithmetic], other: Arithmetic | None, run: Run
) -> dict[str, Any]:
    """One bar for each part, in the order and on the scale of all cards of this quantity."""
    most = [
        max(abs(one.parts[k].contribution) for one in alike if k < len(one.parts))
        for k in range(len(own.parts))
    ]
    adds_up = own.operation in ("sum", "share")
    order = sorted(range(len(most)), key=lambda k: -most[k]) if adds_up else list(range(len(most)))
    shown = order if len(order) <= MOST_BARS + 1 else order[:MOST_BARS]
    left = [own.parts[k].contribution for k in order[len(shown) :]]
    rest = [other.parts[k].contribution for k in order[len(shown) :]] if other else []
    scale = max([*most, 0.0 if own.operation == "sum" else 1.0], default=1.0)
    return {
        "bars": [_bar(own, other, k, run) for k in shown],
        "rest": {
            "count": len(left),
            "sum": _plain(math.fsum(left)),
            "difference": _plain(math.fsum(left) - math.fsum(rest)) if other else None,
        }
        if left
        else None,
        "scale": _plain(scale) or 1.0,
        "signed": any(part.contribution < 0.0 for one in alike for part in one.parts),
    }


def _bar(own: Arithmetic, other: Arithmetic | None, k: int, run: Run) -> dict[str, Any]:
    part, kind = own.parts[k], words.kind_of(run)
    of_bias = words.colour(own.place.name, kind) if part.name == "b" else None
    difference = None if other is None else part.contribution - other.parts[k].contribution
    says_more = part.weight is None or (part.before and own.place.t == 0)
    return {
        "label": words.label(part, own.place, run),
        "detail": words.detail(part, own.place, run) if says_more else "",
        "symbol": of_bias or words.colour(part.name, kind),
        "weight": None if part.weight is None else _plain(part.weight),
        "value": _plain(part.value),
        "contribution": _plain(part.contribution),
        "difference": None if difference is None else _plain(difference),
        "to": None if part.source is None else _place(part.source),
    }


def _numbers(found: Arithmetic, kind: str) -> tuple[str, dict[str, float]]:
    """The equation with numbers for symbols, and the number of every slot in it."""
    symbol = words.colour(found.place.name, kind)
    slots = {f"{symbol}.value": _plain(found.value)}
    left = f"{{{symbol}.value}}"
    operands = []
    for key, value in _operands(found, kind):
        slots[key] = _plain(value)
        operands.append(f"{{{key}}}")
    if found.operation in ("read", "given"):
        return "", {}
    if found.operation == "share":
        exponents = [part.value for part in found.parts]
        if max(map(abs, exponents)) > LARGEST_EXPONENT:
            return "", {}
        slots["all"] = _plain(math.fsum(map(math.exp, exponents)))
        return f"{left} = exp ( {operands[found.place.unit]} ) / {{all}}", slots
    if found.squash is not None:
        made = f"{SQUASH_ON_SCREEN[found.squash]} ( {operands[0]} )"
        if found.own is None:
            return f"{left} = {made}", slots
        slots[f"{symbol}.own"] = _plain(found.own)
        return f"{left} ≠ {made} = {{{symbol}.own}}", slots
    sign = " × " if found.operation == "product" else " + "
    return f"{left} = {sign.join(operands)}", slots


def _operands(found: Arithmetic, kind: str) -> list[tuple[str, float]]:
    """What stands in the equation: each part, or for many terms x, h and bias each together."""
    own = words.colour(found.place.name, kind)

    def key(part: Part, k: int | str) -> str:
        return f"{own if part.name == 'b' else words.colour(part.name, kind)}.{k}"

    if all(part.weight is None for part in found.parts):
        return [(key(part, k), part.value) for k, part in enumerate(found.parts)]
    together: dict[str, list[float]] = {}
    for part in found.parts:
        together.setdefault(key(part, part.name), []).append(part.contribution)
    return [(name, math.fsum(values)) for name, values in together.items()]


def _plain(number: float) -> float:
    return float(f"{number:.9g}") + 0.0
