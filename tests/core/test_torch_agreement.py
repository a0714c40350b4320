"""The cells agree with PyTorch, forwards and in every gradient."""

from __future__ import annotations

import numpy as np
import pytest

from tests.fixtures.torch_reference import Case, cell_from_torch, gradients_as_in_torch, stored

CASES = stored()
KINDS = ("RNN tanh", "RNN relu", "LSTM", "GRU")


def assert_agrees(case: Case) -> None:
    cell = cell_from_torch(case.kind, case.parameters)
    given = case.given
    if case.kind == "LSTM":
        trace = cell.forward(given["xs"], given["h0"], given["c0"])
        gradients = cell.backward(trace, given["d_h"], d_c_last=given["d_c_last"])
    else:
        trace = cell.forward(given["xs"], given["h0"])
        gradients = cell.backward(trace, given["d_h"])
    ours = vars(trace) | gradients_as_in_torch(gradients)
    assert set(case.expected) - {"h", "c"} == {name for name in ours if name.startswith("d_")}
    for name, expected in case.expected.items():
        np.testing.assert_allclose(ours[name], expected, rtol=0, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_states_and_gradients_are_what_pytorch_stored(case: Case) -> None:
    assert_agrees(case)


def test_nothing_in_the_stored_cases_is_zero_that_could_hide_a_mistake() -> None:
    for case in CASES:
        assert len(set(case.sizes)) == len(case.sizes) or case.sizes[:2] == (1, 1)
        for numbers in (*case.parameters.values(), *case.given.values()):
            assert np.abs(numbers).min() > 0


def test_every_cell_is_among_the_stored_cases() -> None:
    assert {case.kind for case in CASES} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_pytorch_agrees_today_at_a_size_that_is_not_stored(kind: str) -> None:
    pytest.importorskip("torch", reason="PyTorch is installed for fixtures and benchmarks only")
    from tests.fixtures.make_torch_reference import case

    assert_agrees(case(kind, (7, 3, 5, 6), seed=99))


def test_the_script_still_gives_what_is_stored() -> None:
    pytest.importorskip("torch", reason="PyTorch is installed for fixtures and benchmarks only")
    from tests.fixtures.make_torch_reference import cases

    for old, new in zip(CASES, cases(), strict=True):
        assert (old.kind, old.sizes) == (new.kind, new.sizes)
        for part in ("parameters", "given", "expected"):
            before, now = getattr(old, part), getattr(new, part)
            assert before.keys() == now.keys()
            for name in before:
                np.testing.assert_allclose(now[name], before[name], rtol=0, atol=1e-12)
