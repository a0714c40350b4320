"""Looking at a trace in part, or as another batch: some steps, one member, many alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lstm_core.records import GRUTrace, LSTMTrace, RNNTrace
from lstm_core.variants.records import RenewingTrace, ResetFirstTrace

Floats = NDArray[np.float64]

AnyTrace = TypeVar(
    "AnyTrace", bound=RNNTrace | LSTMTrace | GRUTrace | RenewingTrace | ResetFirstTrace
)


def with_arrays(
    trace: AnyTrace, change: Callable[[Floats], Floats], *, over_time: bool = False
) -> AnyTrace:
    """Change all arrays of a trace alike, or only those ``(T, B, ...)`` over time."""
    changed: dict[str, Any] = {
        name: change(array)
        for name, array in vars(trace).items()
        if isinstance(array, np.ndarray) and not (over_time and array.ndim < 3)
    }
    return replace(trace, **changed)


def one_member(trace: AnyTrace, member: int) -> AnyTrace:
    """Look at one sequence of a batch: a trace with B = 1.

    Raises
    ------
    ValueError
        When there is no such member.
    """
    members = trace.h.shape[1]
    if not 0 <= member < members:
        raise ValueError(f"there is no member {member}: the members are 0 to {members - 1}")
    return with_arrays(trace, lambda array: array[..., member : member + 1, :])


def repeated(trace: AnyTrace, times: int) -> AnyTrace:
    """Look at a trace of one sequence as a batch of so many alike. Views, not copies."""
    return with_arrays(
        trace,
        lambda array: np.broadcast_to(array, (*array.shape[:-2], times, array.shape[-1])),
    )


def some_steps(trace: AnyTrace, start: int, stop: int) -> AnyTrace:
    """Look at steps ``start`` to before ``stop``: a trace that starts in the states there."""
    begun: dict[str, Any] = {}
    if start:
        names = [name for name in ("h", "c") if hasattr(trace, name)]
        begun = {f"{name}0": getattr(trace, name)[start - 1] for name in names}
    if not isinstance(trace, RNNTrace):
        begun["overrides"] = tuple(
            held if held.step is None else replace(held, step=held.step - start)
            for held in trace.overrides
            if held.step is None or start <= held.step < stop
        )
    cut = with_arrays(trace, lambda array: array[start:stop], over_time=True)
    return replace(cut, **begun)
