"""A plain layer has no memory, and its gradients are true."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core import PlainLayer
from tests.core.finite_differences import central_differences

rng = np.random.default_rng(0)
LAYER = PlainLayer(rng.standard_normal((4, 3)), rng.standard_normal(4))
XS, D_LOGITS = rng.standard_normal((5, 2, 3)), rng.standard_normal((5, 2, 4))


def test_every_gradient_agrees_with_finite_differences() -> None:
    gradients = LAYER.backward(LAYER.forward(XS), D_LOGITS)
    exact = gradients.parameters | {"d_xs": gradients.d_xs}

    def loss(at: dict[str, np.ndarray]) -> float:
        layer = LAYER.with_parameters({name: at[name] for name in ("weight", "bias")})
        return float((layer.forward(at["xs"]).logits * D_LOGITS).sum())

    for name, slope in central_differences(loss, {**LAYER.parameters, "xs": XS}).items():
        np.testing.assert_allclose(exact[name], slope, rtol=1e-7, atol=1e-9, err_msg=name)


def test_the_order_of_the_inputs_changes_no_answer() -> None:
    back = LAYER.forward(XS[::-1])
    np.testing.assert_array_equal(back.logits, LAYER.forward(XS).logits[::-1])
    np.testing.assert_allclose(back.probabilities.sum(axis=2), 1.0)


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="bias must be"):
        PlainLayer(np.ones((4, 3)), np.ones(3))
    with pytest.raises(ValueError, match="with D = 3"):
        LAYER.forward(np.ones((5, 2, 4)))
    assert LAYER.parameter_count == 16
