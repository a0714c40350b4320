"""What was done to a network as one value: gates held, numbers of its parameters changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.contributions import GATES_OF
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.overrides import Override, check_overrides

Floats = NDArray[np.float64]

PARTS = {"x": "weight_ih", "h": "weight_hh", "b": "bias", "n": "bias_hn"}
"""Parameters of a cell by the letter that says what they belong to."""
READOUT = {"h": "readout.weight", "b": "readout.bias"}
ANSWER, TOKENS = "y", "e"
"""Where a change is not to a gate: the readout's rows, and the table of token vectors."""


@dataclass(frozen=True)
class Clamp:
    """Hold a gate at a value, at some steps and in some units.

    Attributes
    ----------
    gate : str
        As in :class:`Override`.
    value : float
        Likewise.
    steps : tuple of int, optional
        The first and the last time step, from 0; every one when None.
    units : tuple of int, optional
        The units, from 0, each once and in order; every one when None.

    Raises
    ------
    ValueError
        When the steps run backwards or the units are none, not in order or not each once.

    Examples
    --------
    Forget units 0 and 2 at steps 3 and 4:

    >>> len(Clamp("f", 0.0, steps=(3, 4), units=(0, 2)).overrides)
    4
    """

    gate: str
    value: float
    steps: tuple[int, int] | None = field(default=None, kw_only=True)
    units: tuple[int, ...] | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Refuse what names no place."""
        if self.steps is not None and not 0 <= self.steps[0] <= self.steps[1]:
            raise ValueError(f"steps must be the first and the last, from 0; got {self.steps}")
        if self.units is not None and (
            not self.units or self.units != tuple(sorted(set(self.units))) or self.units[0] < 0
        ):
            raise ValueError(f"units must be in order, each once, from 0; got {self.units}")

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The same, one for each step and unit."""
        steps = (None,) if self.steps is None else range(self.steps[0], self.steps[1] + 1)
        units: Sequence[int | None] = (None,) if self.units is None else self.units
        places = product(steps, units)
        return tuple(Override(self.gate, self.value, step=step, unit=unit) for step, unit in places)

    def within(self, steps: int, hidden_size: int) -> Clamp | None:
        """Leave out the steps and units that a run does not have; None where nothing is left."""
        first, last = self.steps or (0, 0)
        units = self.units and tuple(unit for unit in self.units if unit < hidden_size)
        if first >= steps or units == ():
            return None
        held = None if self.steps is None else (first, min(last, steps - 1))
        return replace(self, steps=held, units=units)

    def covers(self, other: Clamp) -> bool:
        """Whether it holds the same gate wherever the other one does."""
        steps = self.steps is None or (
            other.steps is not None
            and self.steps[0] <= other.steps[0]
            and other.steps[1] <= self.steps[1]
        )
        units = self.units is None or (
            other.units is not None and set(other.units) <= set(self.units)
        )
        return self.gate == other.gate and steps and units

    def without(self, other: Clamp, steps: int, hidden_size: int) -> tuple[Clamp, ...]:
        """Let go where the other one is, in a run of that size; this is what still holds."""
        first, last = self.steps or (0, steps - 1)
        start, stop = other.steps or (0, steps - 1)
        mine = set(range(hidden_size) if self.units is None else self.units)
        free = set(range(hidden_size) if other.units is None else other.units)
        if self.gate != other.gate or start > last or stop < first or not mine & free:
            return (self,)
        left = [replace(self, steps=(first, start - 1))] if first < start else []
        if mine - free:
            among = (max(first, start), min(last, stop))
            whole = self.steps is None and among == (0, steps - 1)
            units = tuple(sorted(mine - free))
            left.append(replace(self, steps=None if whole else among, units=units))
        left += [replace(self, steps=(stop + 1, last))] if stop < last else []
        return tuple(left)


@dataclass(frozen=True)
class Change:
    """Another number in a parameter.

    Attributes
    ----------
    part : {"x", "h", "b", "n"}
        A weight on x, a weight on h, a bias, or the bias of a GRU inside its reset gate.
    gate : str
        The gate whose row it is, as in ``GATES_OF``: "a" for the one layer of an RNN, "y" for
        the readout, "e" for a token's vector (with ``part`` "x").
    row : int
        The unit, from 0; of "y" the answer, of "e" the token.
    column : int or None
        What the weight is multiplied with: number of x, or unit of h, from 0; None for a bias.
    value : float
        What stands there now.
    """

    part: str
    gate: str
    row: int
    column: int | None
    value: float

    @property
    def place(self) -> tuple[str, str, int, int | None]:
        """Which number it is."""
        return self.part, self.gate, self.row, self.column


def locate(model: SequenceModel, change: Change) -> tuple[str, tuple[int, ...]]:
    """Find where the number of a change stands.

    Parameters
    ----------
    model : SequenceModel
        The network; only its first layer can be changed.
    change : Change
        Which number.

    Returns
    -------
    str
        The parameter's name in ``model.parameters``.
    tuple of int
        The index in it.

    Raises
    ------
    ValueError
        When the network has no such number.
    """
    cell = model.cell
    gates, H = GATES_OF[type(cell).__name__], cell.hidden_size
    name, first, rows = "", 0, None
    if change.gate == TOKENS and change.part == "x":
        name = "encoder.weight"
    elif change.gate == ANSWER:
        name = READOUT.get(change.part, "")
    elif change.gate in gates and (change.part != "n" or change.gate == "n"):
        name, rows = f"layers.0.{PARTS.get(change.part, '')}", H
        first = 0 if change.part == "n" else gates.index(change.gate) * H
    array = model.parameters.get(name)
    if array is None:
        raise ValueError(f"this network has no parameter {change.part!r} of {change.gate!r}")
    index = (change.row,) if change.column is None else (change.row, change.column)
    shape = (rows or len(array), *array.shape[1:])
    inside = len(index) == len(shape) and all(
        0 <= at < size for at, size in zip(index, shape, strict=True)
    )
    if not inside:
        raise ValueError(f"{name} of {change.gate!r} is {shape}; it has no place {index}")
    return name, (first + index[0], *index[1:])


@dataclass(frozen=True)
class Edits:
    """Everything that was done to a network; equal edits of equal networks give equal runs.

    Attributes
    ----------
    clamps : tuple of Clamp
        The gates that are held; where two meet, the later one holds.
    changes : tuple of Change
        The numbers that were changed, each place once.

    Examples
    --------
    >>> from lstm_core import LSTM, OneHot, Readout
    >>> rng = np.random.default_rng(0)
    >>> model = SequenceModel(OneHot(3), (LSTM.init(rng, 3, 2),), Readout.init(rng, 2, 2))
    >>> never_forget = Edits().held(Clamp("f", 1.0))
    >>> never_forget.forward(model, np.array([[0], [2]])).layers[0].f.min()
    np.float64(1.0)
    """

    clamps: tuple[Clamp, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def overrides(self) -> tuple[Override, ...]:
        """What :meth:`SequenceModel.forward` is to hold."""
        return tuple(override for clamp in self.clamps for override in clamp.overrides)

    def held(self, clamp: Clamp) -> Edits:
        """Hold one more; what lies wholly under it is forgotten."""
        kept = tuple(own for own in self.clamps if not clamp.covers(own))
        return replace(self, clamps=(*kept, clamp))

    def released(self, where: Clamp, steps: int, hidden_size: int) -> Edits:
        """Let go of a gate at these steps and units of a run of that size."""
        left = (own.without(where, steps, hidden_size) for own in self.clamps)
        return replace(self, clamps=_one_over_another(part for parts in left for part in parts))

    def changed(self, change: Change) -> Edits:
        """Change one more number."""
        return replace(self, changes=(*self.restored(change).changes, change))

    def restored(self, change: Change) -> Edits:
        """Let that number be what it was."""
        kept = tuple(own for own in self.changes if own.place != change.place)
        return replace(self, changes=kept)

    def apply(self, model: SequenceModel) -> SequenceModel:
        """Make the same network with the changed numbers in it.

        Raises
        ------
        ValueError
            When the network has no such number, or one is not finite.
        """
        arrays: dict[str, Floats] = {}
        for change in self.changes:
            name, index = locate(model, change)
            arrays.setdefault(name, model.parameters[name].copy())[index] = change.value
        return model.with_parameters(arrays) if arrays else model

    def forward(
        self, model: SequenceModel, inputs: NDArray[Any], *states: Floats | None
    ) -> ModelTrace:
        """Let the operated network read: :meth:`apply`, then hold what is held.

        Raises
        ------
        ValueError
            When an edit asks for what the network or the sequence does not have.
        """
        return self.apply(model).forward(inputs, *states, overrides=self.overrides)

    def fitting(self, model: SequenceModel, steps: int) -> Edits:
        """Leave out what a network and a sequence of so many steps do not have."""
        cell = model.cell
        gates, H = GATES_OF[type(cell).__name__], cell.hidden_size
        clamps = (clamp.within(steps, H) for clamp in self.clamps)
        return Edits(
            _one_over_another(c for c in clamps if c and _can_hold(c, gates, steps, H)),
            tuple(change for change in self.changes if _can_change(change, model)),
        )


def _one_over_another(clamps: Iterable[Clamp]) -> tuple[Clamp, ...]:
    """Hold one after another: what was cut shorter may now lie wholly under a later one."""
    edits = Edits()
    for clamp in clamps:
        edits = edits.held(clamp)
    return edits.clamps


def _can_hold(clamp: Clamp, gates: tuple[str, ...], steps: int, hidden_size: int) -> bool:
    try:
        held = gates if gates != ("a",) else ()
        check_overrides(clamp.overrides, held, steps, hidden_size)
    except ValueError:
        return False
    return True


def _can_change(change: Change, model: SequenceModel) -> bool:
    try:
        locate(model, change)
    except ValueError:
        return False
    return bool(np.isfinite(change.value))
