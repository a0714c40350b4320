"""Where weights start: Glorot for what enters a layer, orthogonal for what recurs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def glorot_uniform(rng: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    r"""Draw a weight matrix that neither grows nor shrinks what passes through it.

    .. math:: W_{jk} \sim U(-a, a), \quad a = \sqrt{6 / (\mathrm{rows} + \mathrm{columns})}

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    shape : tuple of int
        ``(rows, columns)``: as many rows as outputs, as many columns as inputs.

    Returns
    -------
    ndarray
        Weights of that shape.

    Raises
    ------
    ValueError
        When the shape is not two positive sizes.

    References
    ----------
    Glorot, Bengio (2010). Understanding the difficulty of training deep feedforward networks.
    """
    if len(shape) != 2 or min(shape) < 1:
        raise ValueError(f"shape must be two positive sizes (rows, columns); got {shape}")
    limit = np.sqrt(6.0 / sum(shape))
    return rng.uniform(-limit, limit, shape)


def orthogonal(rng: np.random.Generator, size: int) -> NDArray[np.float64]:
    r"""Draw a square matrix that turns a vector without changing its length.

    .. math:: Q^\top Q = I

    All its singular values are 1, so that repeated products start out neither vanishing nor
    exploding. Signs are fixed so that every rotation and reflection is equally likely.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    size : int
        Number of rows and of columns.

    Returns
    -------
    ndarray
        ``(size, size)``.

    Raises
    ------
    ValueError
        When the size is below 1.

    References
    ----------
    Saxe, McClelland, Ganguli (2014). Exact solutions to the nonlinear dynamics of learning in
    deep linear neural networks.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1; got {size}")
    q, r = np.linalg.qr(rng.standard_normal((size, size)))
    return np.asarray(q * np.copysign(1.0, np.diag(r)), dtype=np.float64)
