"""A network of random numbers, and its run with held gates written out as a loop over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lstm_core import Clamp, SequenceModel, sigmoid
from lstm_core.encoding import Embedding
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.readout import Readout
from lstm_core.rnn import RNN

T, B, D, H, V, K = 4, 2, 3, 5, 7, 6
CELLS: dict[str, Any] = {"LSTM": LSTM, "GRU": GRU, "RNN": RNN}
ROWS = {"LSTM": "ifgo", "GRU": "rzn", "RNN": "a"}


def build(kind: str, seed: int = 4) -> SequenceModel:
    """A model of which no parameter is zero."""
    rng = np.random.default_rng(seed)
    layer, readout = CELLS[kind].init(rng, D, H), Readout.init(rng, H, K)
    model = SequenceModel(Embedding.init(rng, V, D), (layer,), readout)
    return model.with_parameters(
        {name: 0.6 * rng.standard_normal(p.shape) for name, p in model.parameters.items()}
    )


def given_to(kind: str) -> tuple[np.ndarray, list[np.ndarray]]:
    """Token ids (T, B), and starting states (B, H) that are not zero."""
    rng = np.random.default_rng(5)
    states = rng.standard_normal((2 if kind == "LSTM" else 1, B, H))
    return rng.integers(V, size=(T, B)), list(states)


def held_at(clamps: Sequence[Clamp], gate: str, t: int, unit: int) -> float | None:
    """What that gate is held at there: of the clamps that reach it, the last one's value."""
    found = None
    for clamp in clamps:
        in_time = clamp.steps is None or clamp.steps[0] <= t <= clamp.steps[1]
        if clamp.gate == gate and in_time and (clamp.units is None or unit in clamp.units):
            found = clamp.value
    return found


def own(clamps: Sequence[Clamp], gate: str, t: int, value: np.ndarray) -> np.ndarray:
    """A gate of one step (B, H), written over where it is held, unit by unit."""
    written = value.copy()
    for unit in range(H):
        at = held_at(clamps, gate, t, unit)
        if at is not None:
            written[:, unit] = at
    return written


def written_out(
    kind: str, p: dict[str, np.ndarray], ids: np.ndarray, states: Any, clamps: Sequence[Clamp]
) -> dict[str, np.ndarray]:
    """The whole run as a loop over time: every gate and state (T, B, H) and the logits."""
    h, c = states[0], states[-1]
    W, U, b = (p[f"layers.0.{name}"] for name in ("weight_ih", "weight_hh", "bias"))
    steps = []
    for t, tokens in enumerate(ids):
        from_x, from_h = p["encoder.weight"][tokens] @ W.T + b, h @ U.T
        if kind == "LSTM":
            a = dict(zip("ifgo", np.split(from_x + from_h, 4, axis=1), strict=True))
            one = {gate: np.tanh(v) if gate == "g" else sigmoid(v) for gate, v in a.items()}
            one = {gate: own(clamps, gate, t, v) for gate, v in one.items()}
            one["c"] = c = one["f"] * c + one["i"] * one["g"]
            h = one["o"] * np.tanh(c)
        else:
            xr, xz, xn = np.split(from_x, 3, axis=1)
            hr, hz, hn = np.split(from_h, 3, axis=1)
            one = {"r": own(clamps, "r", t, sigmoid(xr + hr))}
            one["z"] = own(clamps, "z", t, sigmoid(xz + hz))
            a_n = xn + one["r"] * (hn + p["layers.0.bias_hn"])
            one["n"] = own(clamps, "n", t, np.tanh(a_n))
            h = (1 - one["z"]) * one["n"] + one["z"] * h
        logits = h @ p["readout.weight"].T + p["readout.bias"]
        steps.append(one | {"h": h, "logits": logits})
    return {name: np.stack([one[name] for one in steps]) for name in steps[0]}
