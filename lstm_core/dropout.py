"""Dropout: units that stay silent during an update, so that no other can rely on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Dropout:
    r"""Silence each number on its way out of a layer with probability p, and scale up the rest.

    .. math:: \tilde h_t = \frac{m_t}{1 - p} \odot h_t, \qquad m_{t,k} \sim \mathrm{Bernoulli}(1-p)

    What a layer hands on to the next layer or to the readout is silenced, and never what it hands
    on to itself at the next step: that would wipe out its memory. It is for training alone; a
    trained model is run without it. PyTorch does the same between layers with
    ``nn.LSTM(dropout=p)``, and behind the last with ``nn.Dropout(p)``.

    Attributes
    ----------
    rate : float
        p, from 0 to below 1.
    seed : int
        What masks are drawn from; those of update k are the same at every run.

    Raises
    ------
    ValueError
        When the rate is not from 0 to below 1.

    References
    ----------
    Srivastava et al. (2014). Dropout: a simple way to prevent neural networks from overfitting.
    Zaremba, Sutskever, Vinyals (2014). Recurrent neural network regularization.

    Examples
    --------
    >>> (mask,) = Dropout(0.5).masks(1, [(2, 3, 4)])
    >>> sorted(set(mask.ravel().tolist()))
    [0.0, 2.0]
    """

    rate: float
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no share, or would leave nothing."""
        if not 0.0 <= self.rate < 1.0:
            raise ValueError(f"the rate of dropout must be from 0 to below 1; got {self.rate}")

    def masks(self, update: int, shapes: Sequence[tuple[int, ...]]) -> tuple[Floats, ...]:
        """Draw what each layer's h ``(T, B, H)`` is multiplied by in that update."""
        rng = np.random.default_rng([self.seed, update])
        stays = 1.0 - self.rate
        return tuple((rng.random(shape) < stays) / stays for shape in shapes)
