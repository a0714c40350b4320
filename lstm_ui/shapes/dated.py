"""Encoder, bridge and decoder on a date of the learner's own, with and without attention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lstm_core.pairs import Decoding
from lstm_core.tasks import dates
from lstm_core.vocabulary import split_letters, visible
from lstm_ui.shapes import models
from lstm_ui.shapes.graph import Floats, Graph, largest, rounded, share_text
from lstm_ui.shapes.pictures import END

LONGEST = 72
"""Characters that are read; in training no text was longer than some 95."""
LIMIT = 14
NAMES = (END, *dates.SYMBOLS[1:])
SYMBOLS = ("end", *dates.SYMBOLS[1:])
NOT_FOUND = (
    "No date was found in it by rules, so there is no right answer to compare with; "
    "the networks write something all the same."
)


@dataclass(frozen=True)
class Typed:
    """What was typed, character by character, and what it says by rules.

    Attributes
    ----------
    tokens : tuple of str
        One character each; capitals stay as they were typed.
    known : tuple of bool
        Whether the networks know it.
    day : str
        The right answer as YYYY-MM-DD; "" where there is none.
    notes : tuple of str
        Plain sentences about what was typed.
    """

    tokens: tuple[str, ...]
    known: tuple[bool, ...]
    day: str
    notes: tuple[str, ...]


def read(text: str) -> Typed:
    """Take typed text apart; never raises, whatever it was."""
    found = _characters(text)
    tokens = found[:LONGEST]
    known = tuple(dates.VOCABULARY.knows(token.lower()) for token in tokens)
    notes = []
    if len(found) > LONGEST:
        notes.append(f"Only the first {LONGEST} characters are read.")
    strange = list(dict.fromkeys(t for t, k in zip(tokens, known, strict=True) if not k))
    if strange:
        listed = ", ".join(f"“{token}”" for token in strange[:5])
        verb = "is" if len(strange) == 1 else "are"
        notes.append(f"{listed} {verb} unknown to the networks and read as “unknown”.")
    day, problem = _right("".join(tokens))
    return Typed(tokens, known, day, (*notes, problem) if problem else tuple(notes))


def _right(text: str) -> tuple[str, str]:
    """The date by rules, or a sentence that says why there is none."""
    try:
        day = dates.read_day(text)
    except dates.NoSuchDayError as none:
        return "", f"There is no {none}: the networks learnt from real days only, and still answer."
    if day is None:
        return "", NOT_FOUND
    return day.isoformat(), _beyond(day)


def _beyond(day: date) -> str:
    if dates.FIRST <= day <= dates.LAST:
        return ""
    years = f"{dates.FIRST.year} to {dates.LAST.year}"
    return f"The networks learnt the years {years}; {day.year} is none of them."


def _characters(text: str) -> tuple[str, ...]:
    """What a reader calls characters; a run of white space is one space."""
    pieces = re.split(r"(\s+)", visible(text).strip())
    return tuple(
        character
        for piece in pieces
        if piece
        for character in ((" ",) if piece.isspace() else split_letters(piece))
    )


def decode(typed: Typed, which: str) -> Decoding:
    """Let one of the two networks write."""
    ids = dates.VOCABULARY.encode([token.lower() for token in typed.tokens])[:, None]
    return models.dates(which).decode(ids, limit=LIMIT)


def answer_of(written: Decoding) -> str:
    """What was written, as text."""
    return "".join(dates.SYMBOLS[symbol] for symbol in written.outputs[:, 0])


def run(typed: Typed, which: str) -> tuple[Graph, str, list[list[float]] | None]:
    """Graph, answer, and the shares of attention: one row for each symbol that was written."""
    written = decode(typed, which)
    graph = Graph()
    _encode(graph, typed, written)
    _hand_over(graph, typed, written)
    for t in range(len(written.outputs)):
        _write(graph, typed, written, t)
    attention = written.trace.attention
    looked = None if attention is None else [rounded(row) for row in attention.weights[:, 0]]
    return graph, answer_of(written), looked


def _encode(graph: Graph, typed: Typed, written: Decoding) -> None:
    h, steps = written.trace.encoder.h[:, 0], len(typed.tokens)
    for s, (token, known) in enumerate(zip(typed.tokens, typed.known, strict=True)):
        body = "" if known else "The network does not know it and reads “unknown”."
        graph.node(
            f"x{s + 1}", "in", (s, 0), text=token, unknown=not known, given=True,
            tip=(f"“{token}”, character {s + 1} of {steps}", "", body),
        )  # fmt: skip
        graph.node(
            f"e{s + 1}", "state", (s, 1), bars=h[s],
            tip=(f"encoder h after character {s + 1}", largest(h[s]),
                 "It goes on to the next step. Attention can come back to it."),
        )  # fmt: skip
        graph.edge(f"x{s + 1}", f"e{s + 1}", "in")
        if s:
            graph.edge(f"e{s}", f"e{s + 1}", "carry")
        said = f"The encoder reads “{token}”, character {s + 1} of {steps}. Nothing comes out yet."
        graph.beat("read", said, f"e{s + 1}", column=s)


def _hand_over(graph: Graph, typed: Typed, written: Decoding) -> None:
    steps, (h, c) = len(typed.tokens), written.trace.encoder.last
    count = h.size + c.size
    graph.node(
        "bridge", "bridge", (steps, 1), text=str(count), small="numbers", bars=h[0],
        tip=(f"the bridge: {count} numbers", largest(h[0]),
             f"The last h and the last c, {h.size} numbers each, start the decoder."),
    )  # fmt: skip
    graph.edge(f"e{steps}", "bridge", "carry")
    letters = "1 character" if steps == 1 else f"{steps} characters"
    graph.beat(
        "hand over",
        f"{letters} were read. {count} numbers are handed over: h and c, whatever the length.",
        "bridge",
        column=steps,
    )


def _write(graph: Graph, typed: Typed, written: Decoding, t: int) -> None:
    steps, h = len(typed.tokens), written.trace.decoder.h[t, 0]
    symbol = int(written.outputs[t, 0])
    shares = written.trace.probabilities[t, 0]
    before = None if t == 0 else NAMES[int(written.outputs[t - 1, 0])]
    row = t + 2
    graph.node(
        f"d{t + 1}", "state", (steps, row), bars=h,
        tip=(f"decoder h at step {t + 1}", largest(h), _fed(before)),
    )  # fmt: skip
    graph.edge("bridge" if t == 0 else f"d{t}", f"d{t + 1}", "carry")
    if t:
        graph.edge(f"out{t}", f"d{t + 1}", "fed")
    shown = NAMES[symbol]
    graph.node(
        f"out{t + 1}", "out", (steps + 1, row), text=shown, small=share_text(shares[symbol]),
        tip=(f"“{shown}”, symbol {t + 1}", share_text(shares[symbol]), _verdict(typed, t, shown)),
    )  # fmt: skip
    graph.edge(f"d{t + 1}", f"out{t + 1}", "out")
    looked = _looked(typed, written, t)
    graph.beat(
        "write",
        f"{_fed(before)} {looked}It writes “{shown}” with {share_text(shares[symbol])}.",
        f"d{t + 1}",
        shares=(SYMBOLS, shares),
        column=steps,
        row=t,
    )


def _fed(before: str | None) -> str:
    if before is None:
        return "The end symbol goes in, for nothing was written yet."
    return f"Its own “{before}” goes in."


def _looked(typed: Typed, written: Decoding, t: int) -> str:
    """Where it looked most, as the beginning of a sentence."""
    attention: Any = written.trace.attention
    if attention is None:
        return ""
    weights: Floats = attention.weights[t, 0]
    most = int(np.argmax(weights))
    token = "the space" if typed.tokens[most] == " " else f"“{typed.tokens[most]}”"
    return f"It looks most at {token}, character {most + 1}, with {share_text(weights[most])}. "


def _verdict(typed: Typed, t: int, shown: str) -> str:
    if not typed.day:
        return "It goes in at the next step."
    right = (*typed.day, END)[t] if t <= len(typed.day) else END
    return "This is right." if shown == right else f"Wrong: “{right}” belongs here."
