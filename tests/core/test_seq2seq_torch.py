"""The encoder-decoder agrees with PyTorch, forwards and in every gradient."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests.core.pairs import WRITES, B, T, build, random_pairs
from tests.fixtures.torch_reference import STORED as BESIDE

STORED = json.loads(BESIDE.with_name("seq2seq_reference.json").read_text())


def assert_agrees(expected: dict[str, Any], *, attends: bool) -> None:
    model = build(attends=attends)
    trace = model.forward(random_pairs())
    d_logits = np.random.default_rng(2).standard_normal((T, B, WRITES))
    ours = {"logits": trace.logits, **model.backward(trace, d_logits).parameters}
    if trace.attention:
        ours["weights"] = trace.attention.weights
    assert ours.keys() == expected.keys()
    for name, numbers in expected.items():
        np.testing.assert_allclose(ours[name], numbers, rtol=0, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("attends", [True, False])
def test_answers_shares_and_gradients_are_what_pytorch_stored(attends: bool) -> None:
    assert_agrees(STORED["with" if attends else "without"], attends=attends)


def test_pytorch_gives_today_what_is_stored() -> None:
    pytest.importorskip("torch", reason="PyTorch is installed for fixtures and benchmarks only")
    from tests.fixtures.make_seq2seq_reference import references

    for name, case in references().items():
        for key, numbers in case.items():
            np.testing.assert_allclose(numbers, STORED[name][key], rtol=0, atol=1e-12)
