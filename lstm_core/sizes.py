"""What every cell can say about itself, whatever its gates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Sizes:
    """Sizes of a cell, read off its arrays; a cell is a dataclass that inherits this."""

    weight_ih: Floats
    weight_hh: Floats

    @property
    def input_size(self) -> int:
        """D: how many numbers it reads at each step."""
        return int(self.weight_ih.shape[1])

    @property
    def hidden_size(self) -> int:
        """H: how many units it has."""
        return int(self.weight_hh.shape[1])

    @property
    def parameter_count(self) -> int:
        """How many numbers it learns: H (H + D + 1) for each layer, and H more in a GRU."""
        return sum(part.size for part in vars(self).values() if isinstance(part, np.ndarray))

    @property
    def weight_joined(self) -> Floats:
        """Weights of the joined vector [h_prev, x]: ``(rows, H + D)``."""
        return np.concatenate([self.weight_hh, self.weight_ih], axis=1)
