"""How numbers lie in memory, so that one time step is a handful of NumPy calls.

Outside, everything is ``(T, B, H)``. Inside, features come before the batch, ``(T, H, B)``: the
gates of one step are then slots of one contiguous block, and one matmul fills them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mix = Callable[[Floats, Floats], object]
"""What one matrix product a step does: read the first array, fill the second."""

# How many columns are worked on at a time where all steps are there: a block stays in the cache,
# and its memory is used again for the next one.
COLUMNS = 256


def _keep_freed_memory() -> None:
    """Let the allocator keep what one run frees for the next run.

    glibc gives blocks back to the system that are larger than the largest it has yet seen
    freed, and getting fresh pages takes as long as a middle-sized run itself. So it is shown
    one of nearly the largest size it looks at. Nothing touches it: it costs no memory.
    """
    np.empty(31 * 2**20, dtype=np.uint8)


_keep_freed_memory()


def swapped(array: Floats) -> Floats:
    """Look at ``(T, B, H)`` as ``(T, H, B)``, or the other way round. A view, not a copy."""
    return array.transpose(0, 2, 1)


def swapped_slots(slots: Floats) -> Iterator[Floats]:
    """Look at each slot of ``(T, slots, H, B)`` as ``(T, B, H)``."""
    return (swapped(slots[:, slot]) for slot in range(slots.shape[1]))


def joined_inputs(xs: Floats, h0: Floats) -> Floats:
    """Lay out ``[h_prev; x; 1]`` for every step.

    One matmul a step then does recurrent weights, input weights and bias together, and each new
    h is computed straight into the place where the next step reads it.

    Parameters
    ----------
    xs : ndarray
        ``(T, B, D)``.
    h0 : ndarray
        ``(B, H)``.

    Returns
    -------
    ndarray
        ``(T + 1, H + D + 1, B)``: h of all steps but the first is yet to be written.
    """
    (T, B, D), H = xs.shape, h0.shape[1]
    joined = np.empty((T + 1, H + D + 1, B))
    joined[0, :H] = h0.T
    joined[:T, H:-1] = swapped(xs)
    joined[:, -1] = 1.0
    return joined


def joined_again(xs: Floats, h0: Floats, h: Floats) -> Floats:
    """Lay out ``[h_prev; x; 1]`` as :func:`joined_inputs`, from a finished trace.

    One product over all steps with it gives the gradients of weights and bias together.

    Returns
    -------
    ndarray
        ``(T, H + D + 1, B)``.
    """
    joined = joined_inputs(xs, h0)
    joined[1:, : h.shape[2]] = swapped(h)
    return joined[:-1]


def mixer(weights: Sequence[Floats]) -> Mix:
    """Bind the matrix product that a loop over time makes at every step.

    Parameters
    ----------
    weights : sequence of ndarray
        One ``(M, N)``, through which every column of the batch goes; or one for each column.

    Returns
    -------
    callable
        From ``(N, B)`` it fills ``(M, B)``.
    """
    if len(weights) == 1:
        return weights[0].dot
    stack = np.stack(weights)
    product = np.empty((*stack.shape[:2], 1))

    def mix(inputs: Floats, out: Floats) -> None:
        np.matmul(stack, inputs.T[:, :, None], product)
        out[...] = product[:, :, 0].T

    return mix


def shifted(first: Floats, later: Floats) -> Floats:
    """From ``s_0 (B, H)`` and ``s_1 ... s_T (T, B, H)`` make ``s_0 ... s_{T-1}``, as (T, H, B)."""
    T, B, H = later.shape
    earlier = np.empty((T, H, B))
    earlier[0] = first.T
    earlier[1:] = swapped(later)[:-1]
    return earlier


def blocks(T: int, B: int) -> Iterator[slice]:
    """Cut T steps of B columns into blocks that stay in the processor's cache."""
    steps = max(1, COLUMNS // B)
    return (slice(start, start + steps) for start in range(0, T, steps))


def summed_products(d_a: Floats, source: Floats) -> Floats:
    """Sum ``d_a_t source_t^T`` over all steps and the batch: the gradient of shared weights.

    Parameters
    ----------
    d_a : ndarray
        ``(T, M, B)``.
    source : ndarray
        ``(T, N, B)``.

    Returns
    -------
    ndarray
        ``(M, N)``.
    """
    (T, M, B), N = d_a.shape, source.shape[1]
    total = np.zeros((M, N))
    for some in blocks(T, B):
        left = d_a[some].transpose(1, 0, 2).reshape(M, -1)
        right = source[some].transpose(1, 0, 2).reshape(N, -1)
        total += left @ right.T
    return total
