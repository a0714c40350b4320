"""From hidden state to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lstm_core.initialisers import glorot_uniform
from lstm_core.validation import locked

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Readout:
    r"""Read K numbers from the hidden state at every step.

    .. math:: y_t = W_y h_t + b_y

    Attributes
    ----------
    weight : ndarray
        ``(K, H)``.
    bias : ndarray
        ``(K,)``.
    at : {"end", "every"}
        Where the loss sits: at the last step or at every step. The answer itself is always
        there at every step, so that it can be watched forming.

    Raises
    ------
    ValueError
        When the shapes do not fit each other or ``at`` is neither word.
    """

    weight: Floats
    bias: Floats
    at: Literal["end", "every"] = "end"

    def __post_init__(self) -> None:
        """Refuse shapes that cannot belong together."""
        weight = locked("weight", self.weight, "K H")
        object.__setattr__(self, "weight", weight)
        object.__setattr__(self, "bias", locked("bias", self.bias, "K", K=len(weight)))
        if self.at not in ("end", "every"):
            raise ValueError(f'at must be "end" or "every"; got {self.at!r}')

    @classmethod
    def init(
        cls,
        rng: np.random.Generator,
        hidden_size: int,
        outputs: int,
        at: Literal["end", "every"] = "end",
    ) -> Readout:
        """Draw the weight by Glorot's rule and start the bias at 0."""
        return cls(glorot_uniform(rng, (outputs, hidden_size)), np.zeros(outputs), at)

    def forward(self, h: Floats) -> Floats:
        """Turn hidden states ``(T, B, H)`` into logits ``(T, B, K)``."""
        return np.asarray(h @ self.weight.T + self.bias, dtype=np.float64)

    def backward(self, h: Floats, d_logits: Floats) -> tuple[Floats, dict[str, Floats]]:
        """Return ``d_h (T, B, H)`` and the gradients ``d_weight``, ``d_bias``."""
        K, H = self.weight.shape
        d_weight = d_logits.reshape(-1, K).T @ h.reshape(-1, H)  # one product over all steps
        d_bias = d_logits.sum(axis=(0, 1))
        return d_logits @ self.weight, {"d_weight": d_weight, "d_bias": d_bias}
