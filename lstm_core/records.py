"""What a cell did and how the loss hangs on it: the records of a run, forwards and backwards.

One record serves the picture and the backward pass alike. Arrays over time are ``(T, B, ...)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lstm_core.overrides import Override

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RNNTrace:
    """Everything an RNN did with a batch of sequences.

    Attributes
    ----------
    xs : ndarray
        The inputs ``(T, B, D)``.
    h0 : ndarray
        The starting hidden state ``(B, H)``.
    a : ndarray
        Pre-activations ``(T, B, H)``.
    h : ndarray
        Hidden states ``(T, B, H)``, that of step 1 first.
    """

    xs: Floats
    h0: Floats
    a: Floats
    h: Floats


@dataclass(frozen=True)
class RNNGradients:
    """How the loss changes with everything an RNN is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias : ndarray
        Of the shapes of the parameters.
    d_xs : ndarray
        ``(T, B, D)``.
    d_h0 : ndarray
        ``(B, H)``.
    d_h : ndarray
        ``(T, B, H)``: the total at every step, from outside and through all later steps.
    d_a : ndarray
        ``(T, B, H)``: of the pre-activations.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_xs: Floats
    d_h0: Floats
    d_h: Floats
    d_a: Floats


@dataclass(frozen=True)
class LSTMTrace:
    """Everything an LSTM did with a batch of sequences.

    Attributes
    ----------
    xs : ndarray
        The inputs ``(T, B, D)``.
    h0, c0 : ndarray
        The starting states ``(B, H)``.
    i, f, g, o : ndarray
        Input gate, forget gate, candidate and output gate ``(T, B, H)``, as used: held values
        where there was an override.
    c, tanh_c, h : ndarray
        Cell states, their tanh, and hidden states ``(T, B, H)``, those of step 1 first.
    a_i, a_f, a_g, a_o : ndarray
        Pre-activations ``(T, B, H)``, as computed: also where the gate was held.
    overrides : tuple of Override
        What was held.
    """

    xs: Floats
    h0: Floats
    c0: Floats
    i: Floats
    f: Floats
    g: Floats
    o: Floats
    c: Floats
    tanh_c: Floats
    h: Floats
    a_i: Floats
    a_f: Floats
    a_g: Floats
    a_o: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class LSTMGradients:
    """How the loss changes with everything an LSTM is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias : ndarray
        Of the shapes of the parameters.
    d_xs : ndarray
        ``(T, B, D)``.
    d_h0, d_c0 : ndarray
        ``(B, H)``.
    d_h, d_c : ndarray
        ``(T, B, H)``: the total at every step, from outside and through all later steps.
    d_a_i, d_a_f, d_a_g, d_a_o : ndarray
        ``(T, B, H)``: of the pre-activations; 0 where the gate was held.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_xs: Floats
    d_h0: Floats
    d_c0: Floats
    d_h: Floats
    d_c: Floats
    d_a_i: Floats
    d_a_f: Floats
    d_a_g: Floats
    d_a_o: Floats


@dataclass(frozen=True)
class GRUTrace:
    """Everything a GRU did with a batch of sequences.

    Attributes
    ----------
    xs : ndarray
        The inputs ``(T, B, D)``.
    h0 : ndarray
        The starting hidden state ``(B, H)``.
    r, z, n : ndarray
        Reset gate, update gate and new state ``(T, B, H)``, as used: held values where there
        was an override.
    h : ndarray
        Hidden states ``(T, B, H)``, that of step 1 first.
    a_r, a_z, a_n : ndarray
        Pre-activations ``(T, B, H)``, as computed: also where the gate was held.
    hn : ndarray
        ``(T, B, H)``: what the last hidden state offers to the new one, before the reset gate.
    overrides : tuple of Override
        What was held.
    """

    xs: Floats
    h0: Floats
    r: Floats
    z: Floats
    n: Floats
    h: Floats
    a_r: Floats
    a_z: Floats
    a_n: Floats
    hn: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class GRUGradients:
    """How the loss changes with everything a GRU is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias, d_bias_hn : ndarray
        Of the shapes of the parameters.
    d_xs : ndarray
        ``(T, B, D)``.
    d_h0 : ndarray
        ``(B, H)``.
    d_h : ndarray
        ``(T, B, H)``: the total at every step, from outside and through all later steps.
    d_a_r, d_a_z, d_a_n, d_hn : ndarray
        ``(T, B, H)``: of the pre-activations, and of what the reset gate scales; 0 where the
        gate was held.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_bias_hn: Floats
    d_xs: Floats
    d_h0: Floats
    d_h: Floats
    d_a_r: Floats
    d_a_z: Floats
    d_a_n: Floats
    d_hn: Floats


@dataclass(frozen=True)
class PeepholeGradients(LSTMGradients):
    """How the loss changes with everything an LSTM with peepholes is and was given.

    Attributes
    ----------
    d_peepholes : ndarray
        ``(3H,)``; all else as in :class:`LSTMGradients`.
    """

    d_peepholes: Floats


@dataclass(frozen=True)
class RenewingTrace:
    """Everything a GRU did in whose convention z = 1 renews.

    Attributes
    ----------
    xs, h0, r, z, n, h, a_r, a_z, a_n, hn, overrides
        As in :class:`GRUTrace`; z is how much is new.
    kept, written : ndarray
        ``(T, B, H)``: what stays of the last hidden state, and what is new; together they are h.
    """

    xs: Floats
    h0: Floats
    r: Floats
    z: Floats
    n: Floats
    h: Floats
    a_r: Floats
    a_z: Floats
    a_n: Floats
    hn: Floats
    kept: Floats
    written: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class ResetFirstTrace:
    """Everything a GRU did whose reset gate acts before the matrix product.

    Attributes
    ----------
    xs, h0, r, z, n, h, a_r, a_z, a_n, overrides
        As in :class:`GRUTrace`.
    reset_h : ndarray
        ``(T, B, H)``: what the reset gate leaves of the last hidden state.
    kept, written : ndarray
        ``(T, B, H)``: what stays of the last hidden state, and what is new; together they are h.
    """

    xs: Floats
    h0: Floats
    r: Floats
    z: Floats
    n: Floats
    h: Floats
    a_r: Floats
    a_z: Floats
    a_n: Floats
    reset_h: Floats
    kept: Floats
    written: Floats
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class ResetFirstGradients:
    """How the loss changes with everything such a GRU is and was given.

    Attributes
    ----------
    d_weight_ih, d_weight_hh, d_bias, d_xs, d_h0, d_h, d_a_r, d_a_z, d_a_n : ndarray
        As in :class:`GRUGradients`.
    """

    d_weight_ih: Floats
    d_weight_hh: Floats
    d_bias: Floats
    d_xs: Floats
    d_h0: Floats
    d_h: Floats
    d_a_r: Floats
    d_a_z: Floats
    d_a_n: Floats


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
