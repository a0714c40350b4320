"""How fast all Jacobians dh_T/dh_t are found, beside PyTorch on the same LSTM, in the same run.

    .venv/bin/python benchmarks/gradients.py

PyTorch has two ways: a loop over the units of h_T, one backward pass each, as
``torch.autograd.functional.jacobian`` does it; and ``torch.func.vmap`` over those passes. Medians
of rounds in which the contestants take turns. First of all, all three must agree.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from torch import Tensor, nn

from lstm_core import LSTM, scaled, state_jacobians, sweep, sweep_back
from tests.fixtures.torch_reference import cell_from_torch

# Steps, inputs, units and what is added to the forget biases (at -8 the gradient vanishes below
# what a number can hold): how many times faster than the loop and than vmap we must be, and the
# most milliseconds that it may take us.
BUDGETS: dict[tuple[int, int, int, float], tuple[float | None, float | None, float | None]] = {
    (50, 8, 16, 0.0): (40.0, 5.0, None),
    (200, 8, 8, 0.0): (None, None, None),
    (200, 8, 32, 0.0): (None, None, 10.0),
    (200, 8, 32, -8.0): (None, None, 10.0),
}
SAME = 1e-10
SECONDS = 15.0
LEAST_ROUNDS = 5
PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
SWEPT = 25


def cells(D: int, H: int, forget: float = 0.0) -> tuple[nn.LSTMCell, LSTM]:
    """The same LSTM, theirs and ours."""
    torch.manual_seed(0)
    theirs = nn.LSTMCell(D, H).double()
    with torch.no_grad():
        theirs.bias_ih[H : 2 * H] += forget
    numbers = {name: getattr(theirs, name).detach().numpy() for name in PARAMETERS}
    ours = cell_from_torch("LSTM", numbers)
    assert isinstance(ours, LSTM)
    return theirs, ours


def unrolled(cell: nn.LSTMCell, xs: Tensor) -> list[Tensor]:
    """Every hidden state, with the graph that leads to it."""
    H = cell.hidden_size
    state = (torch.zeros(1, H).double().requires_grad_(), torch.zeros(1, H).double())
    states = []
    for x in xs:
        state = cell(x, state)
        states.append(state[0])
    return states


def by_loop(cell: nn.LSTMCell, states: list[Tensor]) -> Tensor:
    """One backward pass for each unit of the last state."""
    rows = []
    for unit in range(cell.hidden_size):
        d = torch.autograd.grad(states[-1][0, unit], states, retain_graph=True)
        rows.append(torch.stack([each[0] for each in d]))
    return torch.stack(rows, dim=1)


def by_vmap(cell: nn.LSTMCell, states: list[Tensor]) -> Tensor:
    """All those passes at once, by ``torch.func.vmap``."""

    def pull_back(row: Tensor) -> tuple[Tensor, ...]:
        return torch.autograd.grad(states[-1], states, row[None], retain_graph=True)

    return torch.stack([each[:, 0] for each in torch.func.vmap(pull_back)(eye(cell))])


def eye(cell: nn.LSTMCell) -> Tensor:
    return torch.eye(cell.hidden_size).double()


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def medians(contestants: list[Callable[[], object]]) -> list[float]:
    """Milliseconds of each, over rounds in which they take turns."""
    rounds: list[list[float]] = []
    start = time.perf_counter()
    while len(rounds) < LEAST_ROUNDS or time.perf_counter() < start + SECONDS:
        rounds.append([seconds(run) for run in contestants])
    return [1000 * statistics.median(column) for column in zip(*rounds, strict=True)]


def line(sizes: tuple[int, int, int, float]) -> bool:
    """Print one row and say whether it met its budget."""
    T, D, H, forget = sizes
    theirs, ours = cells(D, H, forget)
    xs = torch.randn(T, 1, D).double()
    # What is timed is the way back: both sides have run forwards before.
    states, trace = unrolled(theirs, xs), ours.forward(xs.numpy())
    for way in (by_loop, by_vmap):
        difference = np.abs(way(theirs, states).numpy() - state_jacobians(ours, trace)).max()
        assert difference < SAME, f"{way.__name__} differs by {difference}"
    runs = [partial(state_jacobians, ours, trace), partial(by_loop, theirs, states)]
    mine, loop, vmap = medians([*runs, partial(by_vmap, theirs, states)])
    budget_loop, budget_vmap, most = BUDGETS[sizes]
    print(
        f"{T:>5} {D:>3} {H:>3} {forget:>6g} {mine:>9.2f} {loop:>9.1f} {loop / mine:>8.0f}× "
        f"{wanted(budget_loop)}"
        f" {vmap:>9.2f} {vmap / mine:>8.1f}× {wanted(budget_vmap)}"
    )
    return (
        (budget_loop is None or loop / mine >= budget_loop)
        and (budget_vmap is None or vmap / mine >= budget_vmap)
        and (most is None or mine <= most)
    )


def wanted(budget: float | None) -> str:
    return f"{'':>7}" if budget is None else f"(≥ {budget:2g}×)"


def family() -> None:
    """Print what a whole family of curves costs, beside the same cells one after another."""
    _, cell = cells(8, 8)
    xs = np.random.default_rng(0).standard_normal((200, 1, 8))
    family = [scaled(cell, scale) for scale in np.linspace(0.1, 3.0, SWEPT)]
    d_h = np.zeros((200, SWEPT, 8))
    d_h[-1] = 1.0

    def together() -> object:
        return sweep_back(family, sweep(family, xs), d_h)

    def one_by_one() -> object:
        return [each.backward(each.forward(xs), d_h[:, :1]) for each in family]

    swept, alone = medians([together, one_by_one])
    print(
        f"\n{SWEPT} weight scales at T = 200, H = 8, forwards and back: {swept:.1f} ms in one "
        f"sweep, {alone:.1f} ms one by one: {alone / swept:.1f}×"
    )


def main() -> int:
    torch.set_num_threads(1)
    print("All Jacobians dh_T/dh_t of an LSTM, float64, one thread, milliseconds:")
    print(f"{'T':>5} {'D':>3} {'H':>3} {'b_f +':>6} {'ours':>9} {'loop':>9} {'':>17} {'vmap':>9}")
    met = [line(sizes) for sizes in BUDGETS]
    family()
    print("every budget met" if all(met) else "A BUDGET WAS NOT MET")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
