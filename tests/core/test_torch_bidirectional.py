"""Layers that read both ways agree with PyTorch, on sequences of unequal length too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fixtures.torch_bidirectional import layer_from_torch, stored, under_torch_names

CASES = stored()


def name_of(case: dict[str, Any]) -> str:
    return f"{case['kind']} {case['lengths']}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_states_and_gradients_are_what_pytorch_stored(case: dict[str, Any]) -> None:
    assert_agrees(case)


def assert_agrees(case: dict[str, Any]) -> None:
    given = {name: np.array(numbers) for name, numbers in case["given"].items()}
    layer, lengths = layer_from_torch(case["kind"], case["parameters"]), np.array(case["lengths"])
    trace = layer.forward(given["xs"], given["h0"], given.get("c0"), lengths=lengths)
    d_h, H, members = given["d_h"].copy(), layer.hidden_size, np.arange(len(lengths))
    d_h[lengths - 1, members, :H] += given["d_h_last"][:, :H]
    d_h[0, :, H:] += given["d_h_last"][:, H:]
    ours = {"h": trace.h, "h_last": trace.h_last}
    ours |= under_torch_names(layer.backward(trace, d_h))
    assert ours.keys() == case["expected"].keys()
    for name, expected in case["expected"].items():
        np.testing.assert_allclose(ours[name], expected, rtol=0, atol=1e-10, err_msg=name)


def test_the_stored_cases_have_every_cell_on_equal_and_on_unequal_lengths() -> None:
    kinds = {(case["kind"], len(set(case["lengths"])) == 1) for case in CASES}
    assert kinds == {(kind, equal) for kind in ("RNN", "LSTM", "GRU") for equal in (True, False)}
    for case in CASES:
        for numbers in (*case["parameters"].values(), *case["given"].values()):
            assert np.abs(np.array(numbers)).min() > 0


def test_pytorch_agrees_today_on_numbers_that_are_not_stored() -> None:
    pytest.importorskip("torch", reason="PyTorch is installed for fixtures and benchmarks only")
    from tests.fixtures.make_torch_bidirectional import case

    for old in CASES[:2]:
        new = case(old["kind"], old["lengths"], seed=99)
        assert_agrees(new)
