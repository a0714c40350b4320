"""The two networks that read the display: one names the digit, the other spells it."""

from __future__ import annotations

from typing import Any

import numpy as np

from lstm_core.generate import generate
from lstm_core.tasks import segments
from lstm_ui.shapes import models
from lstm_ui.shapes.graph import Floats, Graph, largest, share_text

END = "∎"
"""How the end symbol is drawn; in a list it has its name."""
LETTERS = ("end", *segments.LETTERS[1:])
LIMIT = 12
PICTURE = "Seven numbers: 1 for a lit segment, 0 for a dark one."


def lit_of(bits: int) -> Floats:
    """The display as seven numbers, from a bit a segment."""
    return np.array([float(bits >> k & 1) for k in range(len(segments.SEGMENTS))])


def named(lit: Floats) -> tuple[Graph, str]:
    """One picture, one label: the graph and the answer."""
    trace = models.digits().forward(lit[None, None])
    shares = trace.probabilities[0, 0]
    best = int(shares.argmax())
    answer = segments.NAMES[best]
    graph = Graph()
    _picture(graph, lit)
    graph.beat("read", f"The picture goes in, all at once: {_count(lit)}.", "x1", column=0)
    graph.node(
        "y1", "layer", (0, 1), text="W x + b", bars=trace.logits[0, 0],
        tip=("one layer, ten scores", largest(trace.logits[0, 0]),
             "No arrow comes in from the left: the layer knows nothing of other pictures."),
    )  # fmt: skip
    graph.edge("x1", "y1", "in")
    graph.beat("score", "One layer gives each digit a score. It has no memory.", "y1", column=0)
    graph.node(
        "out1", "out", (0, 0), text=answer, small=share_text(shares[best]),
        tip=(f"“{answer}”", share_text(shares[best]), "The largest share after the softmax."),
    )  # fmt: skip
    graph.edge("y1", "out1", "out")
    graph.beat(
        "answer",
        f"Softmax turns the ten scores into shares: “{answer}” gets {share_text(shares[best])}.",
        "out1",
        shares=(segments.NAMES, shares),
        column=0,
    )
    return graph, answer


def spelled(lit: Floats) -> tuple[Graph, str]:
    """One picture, many letters: the graph and the word."""
    model = models.speller()
    written = generate(
        model, segments.picture_input(lit)[None], segments.letter_input, end=0, limit=LIMIT
    )
    layer: Any = written.trace.layers[0]
    names = (END, *segments.LETTERS[1:])
    graph = Graph()
    for t, letter in enumerate(written.outputs):
        shares = written.trace.probabilities[t, 0]
        before = None if t == 0 else names[written.outputs[t - 1]]
        _read(graph, t, lit, before)
        _state(graph, t, layer.h[t, 0])
        shown = names[letter]
        graph.node(
            f"out{t + 1}", "out", (t, 0), text=shown, small=share_text(shares[letter]),
            tip=(f"“{shown}”, letter {t + 1}", share_text(shares[letter]), _meaning(shown)),
        )  # fmt: skip
        graph.edge(f"h{t + 1}", f"out{t + 1}", "out")
        graph.beat(
            "write",
            _said(t, before, shown, shares[letter]),
            f"h{t + 1}",
            shares=(LETTERS, shares),
            column=t,
        )
    return graph, "".join(segments.LETTERS[letter] for letter in written.outputs)


def _picture(graph: Graph, lit: Floats) -> None:
    numbers = " ".join(f"{value:.0f}" for value in lit)
    graph.node("x1", "in", (0, 2), text="picture", bars=lit, tip=("the picture", numbers, PICTURE))


def _read(graph: Graph, t: int, lit: Floats, before: str | None) -> None:
    if before is None:
        _picture(graph, lit)
    else:
        body = "What it wrote one step before. The picture is not shown again."
        graph.node(f"x{t + 1}", "in", (t, 2), text=before, tip=(f"“{before}” goes in", "", body))
        graph.edge(f"out{t}", f"x{t + 1}", "fed")
    graph.edge(f"x{t + 1}", f"h{t + 1}", "in")


def _state(graph: Graph, t: int, h: Floats) -> None:
    body = "The next letter is read from it. The cell state c beside it goes on to the next step."
    graph.node(
        f"h{t + 1}", "state", (t, 1), bars=h, tip=(f"h after step {t + 1}", largest(h), body)
    )
    if t:
        graph.edge(f"h{t}", f"h{t + 1}", "carry")


def _count(lit: Floats) -> str:
    return f"{int(lit.sum())} of 7 segments are lit"


def _meaning(shown: str) -> str:
    return (
        "The end symbol: here the word stops." if shown == END else "It goes in at the next step."
    )


def _said(t: int, before: str | None, shown: str, share: float) -> str:
    comes = f"out comes “{shown}” with {share_text(share)}"
    if shown == END:
        comes = f"the likeliest is the end symbol with {share_text(share)}, and the word stops"
    if before is None:
        return f"The picture goes in once, and {comes}."
    return f"Its own “{before}” goes in. The state carries the rest: {comes}."
