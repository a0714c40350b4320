"""What the player of trainings receives: curves, reach of the gradients, gates over training.

The mirror of these fields on the other side is the typedef on top of ``assets/player/train.mjs``.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.bidirectional import Bidirectional, BidirectionalTrace
from lstm_core.model import SequenceModel
from lstm_ui.payloads import nice
from lstm_ui.theme import palette
from lstm_ui.training.history import History, Moment
from lstm_ui.training.problem import Judged, Problem
from lstm_ui.training.trainer import Look

Floats = NDArray[np.float64]

VERSION = 1
MOST_UNITS = 16
"""Units of which gates are shown over training; all are there in the cell player."""
MOST_BYTES = 240_000
"""What the gates of one run may weigh over all its snapshots."""
MAPS = {"f": "fiogch", "z": "rznh", "h": "h"}
SMALLEST = 1e-300


@dataclass(frozen=True)
class Level:
    """What the runs are held against, and drawn beside as a level line.

    Attributes
    ----------
    name, says : str
        What it is called, and what it does.
    open : bool
        Whether a score may leave 0...1; its axis goes as far as they do, then.
    """

    name: str = "without reading"
    says: str = "the best answer that is always the same"
    open: bool = False


WITHOUT_READING = Level()


@dataclass(frozen=True)
class Shown:
    """One of the runs that stand side by side.

    Attributes
    ----------
    letter : str
        A, B or C.
    name : str
        What it is, in few words.
    problem : Problem
        What is trained.
    look : Look
        How it stands.
    maps : list
        What :func:`gate_maps` makes of it.
    """

    letter: str
    name: str
    problem: Problem
    look: Look
    maps: list[dict[str, Any]]


def train_payload(
    shown: Sequence[Shown],
    *,
    title: str,
    measure: str,
    loss: str,
    unread: Judged,
    tokens: Sequence[str],
    level: Level = WITHOUT_READING,
    also: Sequence[tuple[str, Judged]] = (),
    unit: float = 1.0,
) -> dict[str, Any]:
    """Everything the player of trainings draws.

    Parameters
    ----------
    shown : sequence of Shown
        One to three runs.
    title : str
        Accessible name of the picture.
    measure, loss : str
        What score and loss are, with their unit.
    unread : Judged
        Loss and score of what the runs are held against.
    tokens : sequence of str
        The sequence whose gates are shown, step by step.
    level : Level
        What that is.
    also : sequence of (str, Judged)
        Further level lines, each with its name.
    unit : float
        What of the loss is 1 on the screen: where it is log 2, a loss in nats is shown in bits.
    """
    return {
        "version": VERSION,
        "title": title,
        "measure": measure,
        "loss": loss,
        "unread": _level(unread, unit),
        "level": asdict(level),
        "also": [{"name": name} | _level(one, unit) for name, one in also],
        "tokens": list(tokens),
        "palette": palette(),
        "runs": [_run(one, unit) for one in shown],
    }


def _level(judged: Judged, unit: float) -> dict[str, float | None]:
    return {"loss": _short(judged.loss, unit), "score": _short(judged.score)}


def _run(one: Shown, unit: float) -> dict[str, Any]:
    history, look = one.look.history, one.look
    updates = one.problem.learning.updates
    return {
        "letter": one.letter,
        "name": one.name,
        "status": look.status,
        "place": look.place,
        "sentence": look.sentence,
        "updates": updates,
        "done": history.moments[-1].update if history.moments else 0,
        "seconds": round(history.seconds, 1),
        "left": _left(history, updates),
        "curve": _curve(history.moments, unit),
        "snapshots": [state.update for state in history.snapshots],
        "flow": _flow(history),
        "maps": one.maps,
        "part": _part(history),
    }


def _part(history: History) -> str:
    """Which part of the network the maps are of, where they are not of all of it."""
    if not history.snapshots:
        return ""
    layers = history.snapshots[0].model.layers
    first = layers[0]
    units = first.hidden_size
    parts = {
        f"units 1 to {MOST_UNITS} of {units}": units > MOST_UNITS,
        f"first of {len(layers)} layers": len(layers) > 1,
        "reading forwards": isinstance(first, Bidirectional),
    }
    return ", ".join(words for words, so in parts.items() if so)


def _left(history: History, updates: int) -> float | None:
    """Seconds that are left, by the pace so far; None while there is no pace."""
    if len(history.moments) < 2:
        return None
    done = history.moments[-1].update
    return round(history.seconds / done * (updates - done), 1)


def _curve(moments: Sequence[Moment], unit: float) -> dict[str, list[float | None]]:
    scales = {"loss": unit, "score": 1.0, "held_loss": unit, "held_score": 1.0, "norm": 1.0}
    numbers = {
        name: [_short(getattr(moment, name), scale) for moment in moments]
        for name, scale in scales.items()
    }
    return {"update": [moment.update for moment in moments], **numbers}


def _short(number: float | None, unit: float = 1.0) -> float | None:
    return None if number is None else float(f"{number / unit:.5g}")


def _flow(history: History) -> list[dict[str, Any]]:
    """Mean length of the gradient at every step, at each snapshot, as decimal logarithms."""
    at = {state.update for state in history.snapshots}
    moments = [moment for moment in history.moments if moment.update in at]
    flows = [("h", [moment.flow_h for moment in moments])]
    if moments and moments[0].flow_c is not None:
        flows.append(("c", [moment.flow_c for moment in moments if moment.flow_c is not None]))
    return [{"symbol": symbol, "logs": [_logs(one) for one in flow]} for symbol, flow in flows]


def _logs(lengths: Floats) -> list[float | None]:
    """Decimal logarithms; None for what is exactly 0."""
    logs = np.log10(np.maximum(lengths, SMALLEST))
    return [
        None if length == 0.0 else round(float(log), 2)
        for length, log in zip(lengths, logs, strict=True)
    ]


def gate_maps(history: History, probe: NDArray[Any], *, whole: bool) -> list[dict[str, Any]]:
    """Gates and states on one sequence, units by steps, a frame for each snapshot that has room.

    A frame is one byte a number, row by row, in base 64; null where a snapshot has none.

    Parameters
    ----------
    history : History
        A training so far.
    probe : ndarray
        Inputs of the sequence, ``(T, 1)`` or ``(T, 1, D)``.
    whole : bool
        Whether all frames are wanted, or only the newest: while it trains.
    """
    if not history.snapshots:
        return []
    runs = {n: _series(history.snapshots[n].model, probe) for n in _framed(history, probe, whole)}
    maps = []
    for symbol in next(iter(runs.values())):
        values = {n: series[symbol] for n, series in runs.items()}
        signed = symbol in "gnch"
        high = nice(max(float(np.abs(one).max()) for one in values.values())) if signed else 1.0
        low = -high if signed else 0.0
        frames = [
            _packed(values[n], low, high) if n in values else None
            for n in range(len(history.snapshots))
        ]
        units = len(next(iter(values.values())))
        maps.append({"symbol": symbol, "units": units, "low": low, "high": high, "frames": frames})
    return maps


def _framed(history: History, probe: NDArray[Any], whole: bool) -> list[int]:
    """Which snapshots have frames: as many as have room, evenly, the first and last included."""
    last = len(history.snapshots) - 1
    if not whole:
        return [last]
    series = _series(history.snapshots[last].model, probe)
    weight = sum(values.size for values in series.values()) * 4 / 3
    room = max(2, int(MOST_BYTES / weight))
    return sorted({int(n) for n in np.linspace(0, last, min(room, last + 1)).round()})


def _series(model: SequenceModel, probe: NDArray[Any]) -> dict[str, Floats]:
    """Gates and states ``(units, T)`` of the first layer, by letter."""
    trace: Any = model.forward(probe).layers[0]
    if isinstance(trace, BidirectionalTrace):
        trace = trace.ahead
    letters = next(letters for sign, letters in MAPS.items() if hasattr(trace, sign))
    return {letter: getattr(trace, letter)[:, 0, :MOST_UNITS].T for letter in letters}


def _packed(values: Floats, low: float, high: float) -> str:
    levels = np.round((values - low) / (high - low) * 255.0).clip(0.0, 255.0)
    return base64.b64encode(levels.astype(np.uint8).tobytes()).decode("ascii")
