"""Which units of a network track something in a text, beside those of an untrained one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.model import SequenceModel
from lstm_core.text.features import features
from lstm_core.text.tracking import Tracking, track
from lstm_ui.text.problem import TextProblem
from lstm_ui.text.writing import Ids

Floats = NDArray[np.float64]

READ = 20_000
"""Characters at the end of a text on which units are scored."""
LANES, WARM = 8, 128
"""Pieces that are read side by side, and how many characters each reads first."""


@dataclass(frozen=True)
class Tracked:
    """What the units of a network track.

    Attributes
    ----------
    rows : tuple of (Tracking, Tracking)
        For each feature the best unit of the trained network and of the untrained one.
    read : int
        On how many characters it was scored.
    unseen : int
        How many of them training never saw.
    """

    rows: tuple[tuple[Tracking, Tracking], ...]
    read: int
    unseen: int


def tracked(problem: TextProblem, model: SequenceModel, before: tuple[Tracking, ...]) -> Tracked:
    """Score a network on the end of its text; ``before`` is what it tracked untrained."""
    ids = problem.text.ids[-READ:]
    unseen = min(len(ids), len(problem.text.held_out))
    rows = tuple(zip(tracking(problem, model), before, strict=True))
    return Tracked(rows, len(ids), unseen)


def tracking(problem: TextProblem, model: SequenceModel) -> tuple[Tracking, ...]:
    """Find the unit of a network that tracks each feature best.

    Raises
    ------
    ValueError
        When its numbers are not finite.
    """
    ids = problem.text.ids[-READ:]
    with np.errstate(over="ignore", invalid="ignore"):
        return track(features(problem.text.decode(ids)), _states(model, ids))


def _states(model: SequenceModel, ids: Ids) -> Floats:
    """What every unit holds after each character: ``(N, U)``.

    The text is read in pieces side by side, which is several times as fast, and each piece from so
    far before its beginning that the states are there.
    """
    piece = -(-len(ids) // LANES)
    padded = np.concatenate([np.repeat(ids[:1], WARM), ids, np.repeat(ids[-1:], piece)])
    at = piece * np.arange(LANES) + np.arange(WARM + piece)[:, None]  # (T, B)
    layers: Iterable[Any] = model.forward(padded[np.minimum(at, len(padded) - 1)]).layers
    held = np.concatenate([getattr(one, "c", one.h)[WARM:] for one in layers], axis=2)
    return held.transpose(1, 0, 2).reshape(LANES * piece, -1)[: len(ids)]
