"""The networks that read one step for each item: one answer at the end, or one at every step."""

from __future__ import annotations

from typing import Any

from lstm_core.bidirectional import BidirectionalTrace
from lstm_core.tasks import names
from lstm_core.vocabulary import UNKNOWN, split_words, visible
from lstm_ui.examples import load_example, parse
from lstm_ui.shapes import models
from lstm_ui.shapes.graph import Floats, Graph, largest, share_text
from lstm_ui.typed import Parsed

WORD = "One word, as a vector that was learnt in training."
FROM_THE_END = "It knows the words from here to the end."
UNLISTED = {
    UNKNOWN: "The network does not know it and reads “unknown word”.",
    names.CAPITAL: "The network does not know it and reads “unknown word with a capital letter”.",
    names.NUMBER: "Every number is read as “a number”.",
}
MOST_STEPS, MOST_CHARACTERS = 24, 600
CARRIED = "It goes on to the next step together with the cell state c."


def asked(text: str) -> tuple[Graph | None, str, tuple[str, ...]]:
    """Many words, one label: the graph, the answer, and what is to be said about the text."""
    example = load_example("intents", "LSTM")
    parsed = parse(example, text)
    if parsed.inputs is None:
        return None, "", (parsed.problem or "",)
    trace = example.model.forward(parsed.inputs)
    graph, steps = Graph(), len(parsed.tokens)
    for t in range(steps):
        shares = trace.probabilities[t, 0]
        _step(graph, parsed, t, trace.layers[0], WORD)
        label = example.classes[int(shares.argmax())]
        so_far = f"Word {t + 1} of {steps}, “{parsed.tokens[t]}”. Nothing is asked yet."
        graph.beat(
            "read", so_far, f"h{t + 1}", shares=(example.classes, shares), asked=False, column=t
        )
    graph.node(
        "out1", "out", (steps - 1, 0), text=label, small=share_text(shares.max()),
        tip=(f"“{label}”", share_text(shares.max()), "Read from the last hidden state alone."),
    )  # fmt: skip
    graph.edge(f"h{steps}", "out1", "out")
    graph.beat(
        "answer",
        f"The last hidden state goes through one layer and a softmax: “{label}” with "
        f"{share_text(shares.max())}.",
        "out1",
        shares=(example.classes, shares),
        column=steps - 1,
    )
    return graph, label, (parsed.problem,) if parsed.problem else ()


def tagged(text: str) -> tuple[Graph | None, str, tuple[str, ...]]:
    """Many words, a label for each: the graph, the labels, and what is to be said."""
    words = split_words(visible(text)[:MOST_CHARACTERS], keep_case=True)
    if not words:
        return None, "", (f"Type a sentence, for example: {names.DEFAULT}",)
    shown = words[:MOST_STEPS]
    read = names.read(" ".join(shown))
    trace = models.tagger().forward(names.VOCABULARY.encode(read)[:, None])
    layer = trace.layers[0]
    assert isinstance(layer, BidirectionalTrace)
    graph, T, H = Graph(), len(shown), layer.h.shape[2] // 2
    ahead, back, shares = layer.h[:, 0, :H], layer.h[:, 0, H:], trace.probabilities[:, 0]
    for t in range(T):
        _tagged_word(graph, t, shown[t], read[t], ahead[t])
    for t in reversed(range(T)):
        graph.node(
            f"b{t + 1}", "back", (t, 1), bars=back[t],
            tip=(f"h of the second layer at word {t + 1}", largest(back[t]), FROM_THE_END),
        )  # fmt: skip
        graph.edge(f"x{t + 1}", f"b{t + 1}", "past")
        if t < T - 1:
            graph.edge(f"b{t + 2}", f"b{t + 1}", "carry")
        said = f"A second layer reads from the end: “{shown[t]}”. No word has its label yet."
        graph.beat("read back", said, f"b{t + 1}", column=t)
    labels = [_label(graph, t, shown[t], shares[t]) for t in range(T)]
    notes = (f"Only the first {MOST_STEPS} words are read.",) if len(words) > MOST_STEPS else ()
    return graph, " ".join(labels), notes


def _tagged_word(graph: Graph, t: int, word: str, read: str, h: Floats) -> None:
    unknown = read in UNLISTED
    graph.node(
        f"x{t + 1}", "in", (t, 3), text=word, unknown=unknown, given=True,
        tip=(f"“{word}”, word {t + 1}", "", UNLISTED.get(read, WORD)),
    )  # fmt: skip
    tip = (f"h of the first layer at word {t + 1}", largest(h), "It knows the words up to here.")
    graph.node(f"h{t + 1}", "state", (t, 2), bars=h, tip=tip)
    graph.edge(f"x{t + 1}", f"h{t + 1}", "in")
    if t:
        graph.edge(f"h{t}", f"h{t + 1}", "carry")
    graph.beat("read", f"A first layer reads from the start: “{word}”.", f"h{t + 1}", column=t)


def _label(graph: Graph, t: int, word: str, shares: Floats) -> str:
    """The label of one word, from both layers."""
    best = int(shares.argmax())
    label = names.CLASSES[best]
    graph.node(
        f"out{t + 1}", "out", (t, 0), text=label, small=share_text(shares[best]),
        tip=(f"“{word}”: {label}", share_text(shares[best]), "Read from both layers at this word."),
    )  # fmt: skip
    graph.edge(f"b{t + 1}", f"out{t + 1}", "out")
    graph.edge(f"h{t + 1}", f"out{t + 1}", "past")
    said = f"“{word}” gets its label from both layers: {label}, with {share_text(shares[best])}."
    graph.beat("label", said, f"out{t + 1}", shares=(names.CLASSES, shares), column=t)
    return label


def _step(graph: Graph, parsed: Parsed, t: int, layer: Any, what: str) -> None:
    """What goes in at a step, and the state that it makes."""
    token = parsed.tokens[t]
    known = "" if parsed.known[t] else "The network does not know it and reads “unknown”. "
    graph.node(
        f"x{t + 1}", "in", (t, 2), text=token, unknown=not parsed.known[t], given=True,
        tip=(f"“{token}”, step {t + 1}", "", known + what),
    )  # fmt: skip
    h = layer.h[t, 0]
    graph.node(
        f"h{t + 1}", "state", (t, 1), bars=h, tip=(f"h after step {t + 1}", largest(h), CARRIED)
    )
    graph.edge(f"x{t + 1}", f"h{t + 1}", "in")
    if t:
        graph.edge(f"h{t}", f"h{t + 1}", "carry")
