"""Holding a gate at a value, to see what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CANDIDATES = ("g", "n")


@dataclass(frozen=True)
class Override:
    """Hold a gate at a value, whatever the network would have made of it.

    Going back, a held gate is a constant: no gradient enters through it.

    Attributes
    ----------
    gate : str
        "i", "f", "g", "o" of an LSTM; "r", "z", "n" of a GRU.
    value : float
        What to hold it at. Gates lie from 0 to 1; the candidates g and n may be any number.
    step : int, optional
        At which time step, from 0; at all of them when None.
    unit : int, optional
        Of which unit, from 0; of all of them when None.

    Examples
    --------
    Never forget:

    >>> Override("f", 1.0)
    Override(gate='f', value=1.0, step=None, unit=None)
    """

    gate: str
    value: float
    step: int | None = field(default=None, kw_only=True)
    unit: int | None = field(default=None, kw_only=True)

    @property
    def units(self) -> int | slice:
        """Index of the units that are held."""
        return slice(None) if self.unit is None else self.unit

    @property
    def steps(self) -> int | slice:
        """Index of the time steps at which they are held."""
        return slice(None) if self.step is None else self.step


def check_overrides(
    overrides: Sequence[Override], gates: Sequence[str], steps: int, hidden_size: int
) -> None:
    """Refuse what cannot be held.

    Parameters
    ----------
    overrides : sequence of Override
        What is asked for.
    gates : sequence of str
        The gates that the cell has.
    steps, hidden_size : int
        The length of the sequence and the number of units.

    Raises
    ------
    ValueError
        When there is no such gate, step or unit, or no gate can have that value.
    """
    if overrides and not gates:
        raise ValueError("an RNN has no gates, so there is nothing to hold")
    for override in overrides:
        gate, value = override.gate, override.value
        if gate not in gates:
            raise ValueError(f"this cell's gates are {', '.join(gates)}; there is no gate {gate!r}")
        if not isinstance(value, int | float | np.number) or not np.isfinite(value):
            raise ValueError(f"gate {gate} can be held at a finite number only; got {value}")
        if gate not in CANDIDATES and not 0.0 <= value <= 1.0:
            raise ValueError(f"gate {gate} lies between 0 and 1; it cannot be held at {value}")
        _check_index("step", override.step, steps)
        _check_index("unit", override.unit, hidden_size)


def _check_index(name: str, index: int | None, size: int) -> None:
    if index is not None and not (isinstance(index, int | np.integer) and 0 <= index < size):
        raise ValueError(f"there is no {name} {index}: the {name}s are 0 to {size - 1}")


def hold(overrides: Sequence[Override], gates: Mapping[str, Floats], t: int) -> None:
    """Write the held values over step ``t`` of the gates, each (T, H, B). The last one wins."""
    for override in overrides:
        if override.step is None or override.step == t:
            gates[override.gate][t, override.units] = override.value


def held_places(
    overrides: Sequence[Override], gate: str, steps: int, hidden_size: int
) -> NDArray[np.bool_]:
    """Say at which steps and in which units a gate is held: ``(T, H)``."""
    places = np.zeros((steps, hidden_size), dtype=bool)
    for override in overrides:
        if override.gate == gate:
            places[override.steps, override.units] = True
    return places


def cut(overrides: Sequence[Override], slopes: Mapping[str, Floats]) -> None:
    """Make the slopes of held gates, each (T, H, B), 0: what is held does not give way."""
    for override in overrides:
        slopes[override.gate][override.steps, override.units] = 0.0
