"""Random cells of the variants, none of whose numbers is zero, and what is done with them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_core import CoupledLSTM, Override, PeepholeLSTM, RenewingGRU, ResetFirstGRU
from tests.core.cells import arrays_of
from tests.core.finite_differences import Experiment

T, B, D, H = 5, 2, 3, 4
TOLERANCE = 1e-6
KINDS: dict[type[Any], tuple[str, ...]] = {
    CoupledLSTM: ("i", "f", "g", "o"),
    PeepholeLSTM: ("i", "f", "g", "o"),
    RenewingGRU: ("r", "z", "n"),
    ResetFirstGRU: ("r", "z", "n"),
}
each_kind = pytest.mark.parametrize("kind", KINDS)
TWO_STATES = (CoupledLSTM, PeepholeLSTM)


def sigma(a: float) -> float:
    return 1 / (1 + math.exp(-a))


def random_cell(kind: type[Any], rng: np.random.Generator) -> Any:
    cell = kind.init(rng, D, H)
    shapes = {name: array.shape for name, array in arrays_of(cell).items()}
    return replace(cell, **{name: 0.6 * rng.standard_normal(s) for name, s in shapes.items()})


def experiment(kind: type[Any], *overrides: Override) -> Experiment:
    rng = np.random.default_rng(11)
    cell, two = random_cell(kind, rng), kind in TWO_STATES
    states = [rng.standard_normal((B, H)) for _ in range(2 if two else 1)]
    xs, d_h = rng.standard_normal((T, B, D)), rng.standard_normal((T, B, H))
    d_c_last = rng.standard_normal((B, H)) if two else None
    return Experiment(cell, xs, states, d_h, d_c_last, overrides)
