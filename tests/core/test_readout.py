"""A readout is a linear map, forward and backward."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.readout import Readout


def test_readout_by_hand() -> None:
    readout = Readout(np.array([[2.0, -1.0]]), np.array([0.5]))
    np.testing.assert_allclose(readout.forward(np.array([[[3.0, 4.0]]])), [[[2.5]]])


def test_readout_gradients_agree_with_finite_differences() -> None:
    rng = np.random.default_rng(0)
    weight, bias = rng.standard_normal((3, 5)), rng.standard_normal(3)
    h, d_logits = rng.standard_normal((4, 2, 5)), rng.standard_normal((4, 2, 3))
    d_h, gradients = Readout(weight, bias).backward(h, d_logits)

    def loss(weight: np.ndarray, bias: np.ndarray, h: np.ndarray) -> float:
        return float((Readout(weight, bias).forward(h) * d_logits).sum())

    arrays = [weight, bias, h]
    for place, exact in enumerate((gradients["d_weight"], gradients["d_bias"], d_h)):
        for index in np.ndindex(exact.shape):
            nudge = np.zeros_like(exact)
            nudge[index] = 1e-6
            high = loss(*(a + nudge if n == place else a for n, a in enumerate(arrays)))
            low = loss(*(a - nudge if n == place else a for n, a in enumerate(arrays)))
            assert exact[index] == pytest.approx((high - low) / 2e-6, abs=1e-7)


def test_readout_refuses_shapes_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"bias must be \(K,\) with K = 2; got \(3,\)"):
        Readout(np.zeros((2, 3)), np.zeros(3))
    with pytest.raises(ValueError, match="weight must hold finite numbers"):
        Readout(np.full((2, 3), np.inf), np.zeros(2))
    with pytest.raises(ValueError, match="every"):
        Readout(np.zeros((2, 3)), np.zeros(2), at="middle")  # type: ignore[arg-type]
