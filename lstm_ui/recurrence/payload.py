"""What the pictures of the page are handed: plain dicts, ready for JSON.

The mirror of each on the other side is the typedef on top of its ``.mjs`` in assets/player.
"""

from __future__ import annotations

from typing import Any

from lstm_ui.payloads import plain_numbers
from lstm_ui.recurrence import ball, chain, same, snapshots
from lstm_ui.recurrence.count import Count
from lstm_ui.recurrence.reading import Reading
from lstm_ui.runs import badge_of
from lstm_ui.theme import palette

VERSION = 1
DIGITS, DRAWN, SMALL = 4, 3, 9


def snapshots_payload() -> dict[str, Any]:
    """Pairs of sequences that agree in one moment, in words and in numbers."""
    return {
        "version": VERSION,
        "palette": palette(),
        "words": [list(one) for one in snapshots.WORDS],
        "moment": snapshots.BEFORE,
        "pairs": [
            {
                "kind": pair.kind,
                "what": pair.what,
                "unit": pair.unit,
                "digits": pair.digits,
                "values": plain_numbers(pair.values, DRAWN),
                "said": list(pair.said),
            }
            for pair in snapshots.pairs()
        ],
    }


def ball_payload(flights: ball.Flights) -> dict[str, Any]:
    """Every flight with both networks' guesses, and what they miss on the average."""
    guessers = ball.guessers()
    fewest = min(one.model.parameter_count for one in guessers.values())
    return {
        "version": VERSION,
        "palette": palette(),
        "badge": f"both trained, {fewest} parameters each",
        "frames": ball.FRAMES,
        "starts": [{"name": name, "at": list(at)} for name, at in ball.STARTS.items()],
        "speeds": list(ball.SPEEDS),
        "ways": list(ball.WAYS),
        "ball": plain_numbers(flights.ball, DRAWN),
        "guesses": {name: plain_numbers(one, DRAWN) for name, one in flights.guesses.items()},
        "misses": {name: plain_numbers(one, DRAWN) for name, one in flights.misses.items()},
        "held": {name: list(one.miss) for name, one in guessers.items()},
    }


def same_payload() -> dict[str, Any]:
    """The answers to every input that can be chosen, for every way back and both squashes."""
    return {
        "version": VERSION,
        "palette": palette(),
        "badge": "hand-set",
        "times": same.TIMES,
        "weights": list(same.WEIGHTS),
        "bias": same.BIAS,
        "inputs": list(same.INPUTS),
        "backs": list(same.WAYS_BACK),
        "squashes": list(same.SQUASHES),
        "answers": [
            [
                [
                    _answers(same.answers((x1, x2), back, squash))
                    for x1 in same.INPUTS
                    for x2 in same.INPUTS
                ]
                for back in same.WAYS_BACK
            ]
            for squash in same.SQUASHES
        ],
        "products": [[_rounded(weight * x) for x in same.INPUTS] for weight in same.WEIGHTS],
    }


def _answers(found: same.Answers) -> dict[str, Any]:
    return {
        "back": plain_numbers(found.back, DIGITS),
        "a": plain_numbers(found.a, DIGITS),
        "y": plain_numbers(found.y, DIGITS),
    }


def chain_payload(text: str) -> dict[str, Any] | str:
    """The unrolled cell for every number of units, or the sentence that says what to type."""
    parsed = chain.read_series(text)
    if parsed.inputs is None:
        return str(parsed.problem)
    cells = [
        [_chain(chain.make_chain(parsed.inputs, units, squash)) for squash in chain.SQUASHES]
        for units in range(1, chain.MOST_UNITS + 1)
    ]
    return {
        "version": VERSION,
        "palette": palette(),
        "badge": f"random, seed {chain.SEED}",
        "notes": [parsed.problem] if parsed.problem else [],
        "tokens": list(parsed.tokens),
        "steps": len(parsed.tokens),
        "squashes": list(chain.SQUASHES),
        "outputs": ["sigmoid", "softmax"],
        "cells": cells,
    }


def _chain(one: chain.Chain) -> dict[str, Any]:
    cell, readout = one.cell, one.readout
    return {
        "weights": {
            "W_x": plain_numbers(cell.weight_ih, DIGITS),
            "W_h": plain_numbers(cell.weight_hh, DIGITS),
            "b_h": plain_numbers(cell.bias[:, None], DIGITS),
            "W_y": plain_numbers(readout.weight, DIGITS),
            "b_y": plain_numbers(readout.bias[:, None], DIGITS),
        },
        "parameters": one.parameter_count,
        "x": plain_numbers(one.trace.xs[:, 0, 0], DIGITS),
        "from_x": plain_numbers(one.from_x, DIGITS),
        "from_units": plain_numbers(one.from_units, DIGITS),
        "from_h": plain_numbers(one.from_h, DIGITS),
        "a": plain_numbers(one.trace.a[:, 0], DIGITS),
        "h": plain_numbers(one.trace.h[:, 0], DIGITS),
        "logits": plain_numbers(one.logits, DIGITS),
        "y": {name: plain_numbers(values, DIGITS) for name, values in one.outputs.items()},
    }


def count_payload(now: Count, twice: Count) -> dict[str, Any]:
    """The parameters of one layer as blocks; ``twice`` is the same layer over twice the steps."""
    return {
        "version": VERSION,
        "palette": palette(),
        "inputs": now.inputs,
        "units": now.units,
        "steps": now.steps,
        "blocks": {"x": now.on_x, "h": now.on_h, "b": now.biases},
        "sees": now.inputs + now.units,
        "weights": now.on_x + now.on_h,
        "total": now.total,
        "lstm": now.of_lstm,
        "twice": {"steps": twice.steps, "total": twice.total},
    }


def reading_payload(read: Reading) -> dict[str, Any] | str:
    """A sentence as both networks read it, or the sentence that says what to type."""
    parsed = read.parsed
    if parsed.inputs is None:
        return str(parsed.problem)
    first = next(iter(read.readers.values()))
    return {
        "version": VERSION,
        "palette": palette(),
        "notes": [parsed.problem] if parsed.problem else [],
        "tokens": list(parsed.tokens),
        "known": list(parsed.known),
        "steps": len(parsed.tokens),
        "classes": list(first.example.classes),
        "readers": [
            {
                "kind": kind,
                "badge": badge_of(one.example, altered=False),
                "shares": plain_numbers(one.shares, SMALL),
                "left": [plain_numbers(row[: t + 1], DIGITS) for t, row in enumerate(one.left)],
            }
            for kind, one in read.readers.items()
        ],
    }


def _rounded(number: float) -> float:
    return round(number, DIGITS) + 0.0
