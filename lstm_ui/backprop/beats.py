"""What happens when, in backpropagation: the beats of the player and the sentence of each.

In a sentence ``{h3}`` is a number by its name, ``{weight}`` the weight that is followed,
``{term}`` what this step adds to its gradient and ``{sum}`` what has come together so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PHASES = [
    {"id": "forward", "title": "Forward: step by step to the answer", "symbol": "h"},
    {"id": "loss", "title": "Loss: how wrong the answer is", "symbol": "x"},
    {"id": "backward", "title": "Backward: the gradient runs back to step 1", "symbol": "d"},
    {"id": "update", "title": "Update: every weight moves against its gradient", "symbol": "d"},
]  # fmt: skip
_DROP = "Step {t} adds its term to the gradient of {{weight}}: {{term}}. So far {{sum}}."
_ONCE = "{{weight}} is used once, at the answer, so step {t} adds nothing to its gradient."


def beats(kind: str, steps: int) -> list[dict[str, Any]]:
    """All beats in order.

    Parameters
    ----------
    kind : {"RNN", "LSTM"}
        The cell.
    steps : int
        T.

    Returns
    -------
    list of dict
        ``phase``, ``t`` from 1, ``part`` within the step, ``say``, and ``once``: what to say
        instead when a weight of the readout is followed.
    """
    return [
        {"phase": phase, "t": t, "part": part, "say": say, "once": once or say}
        for phase, t, part, say, once in _all(kind, steps)
    ]


def _all(kind: str, T: int) -> Iterator[tuple[str, int, str, str, str]]:
    for t in range(1, T + 1):
        yield "forward", t, "read", _forward(kind, t), ""
    yield "loss", T, "loss", (
        f"The answer ŷ = w_y h_{T} + b_y is {{y}}; it should have been y = {{target}}. "
        "The loss is the squared difference: L = (ŷ − y)² = {L}."
    ), ""  # fmt: skip
    yield "backward", T, "answer", (
        "The way back begins at the loss: ∂L/∂ŷ = 2 (ŷ − y) = {d.y}. "
        "If the answer grew a little, the loss would change {d.y} times as much."
    ), ""  # fmt: skip
    for t in range(T, 0, -1):
        yield "backward", t, "state", _arrives(kind, t, T), ""
        yield "backward", t, "squash", _squashed(kind, t), ""
        yield "backward", t, "drop", _DROP.format(t=t), _ONCE.format(t=t)
    yield "update", 1, "update", (
        "Every weight moves against its gradient: new = old − rate × gradient. "
        "{weight} goes from {before} to {after}; the slider below sets the rate."
    ), ""  # fmt: skip


def _forward(kind: str, t: int) -> str:
    reads = f"Step {t} reads x_{t} = {{x{t}}} and h_{t - 1} = {{h{t - 1}}}. "
    if kind == "RNN":
        return reads + (
            f"The weights make a_{t} = {{a{t}}} of them, and tanh squashes it: h_{t} = {{h{t}}}."
        )
    return reads + (
        f"It keeps f_{t} = {{f{t}}} of c_{t - 1} = {{c{t - 1}}} and adds i_{t} = {{i{t}}} of "
        f"g_{t} = {{g{t}}}: c_{t} = {{c{t}}}. It shows h_{t} = {{h{t}}}."
    )


def _arrives(kind: str, t: int, T: int) -> str:
    came = "through the readout, times w_y" if t == T else f"out of step {t + 1}"
    if kind == "RNN":
        way = came if t == T else f"{came}, times w′"
        return f"The gradient reaches h_{t} {way}: ∂L/∂h_{t} = {{d.h{t}}}."
    road = "out of h alone" if t == T else f"along the road times f_{t + 1}, and out of h"
    return (
        f"The gradient reaches h_{t} {came}: ∂L/∂h_{t} = {{d.h{t}}}. It reaches c_{t} {road}: "
        f"∂L/∂c_{t} = {{d.c{t}}}."
    )


def _squashed(kind: str, t: int) -> str:
    if kind == "RNN":
        return (
            f"Back through tanh it is multiplied by the slope there, 1 − h_{t}²: what is left at "
            f"the sum is ∂L/∂a_{t} = {{d.a{t}}}."
        )
    return (
        f"It goes on into the four layers, each times its partner (f: c_{t - 1}, i: g_{t}, "
        f"g: i_{t}, o: tanh c_{t}) and times its own slope: "
        f"f {{d.f{t}}}, i {{d.i{t}}}, g {{d.g{t}}}, o {{d.o{t}}}."
    )
