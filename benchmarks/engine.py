"""How fast the LSTM runs forwards and back, beside PyTorch on the same work, in the same run.

    .venv/bin/python benchmarks/engine.py

One thread; medians of rounds in which the contestants take turns, so that whatever else the
machine does slows all of them alike. First of all, both must give the same gradients.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import gc
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from torch import Tensor, nn

from lstm_core import LSTM
from tests.fixtures.torch_reference import cell_from_torch, gradients_as_in_torch

# Steps, batch, inputs, units: and the largest part of PyTorch's time that we may take.
BUDGETS = {
    (8, 1, 8, 4): None,
    (50, 1, 32, 16): 0.20,
    (100, 16, 32, 32): 0.50,
    (100, 32, 64, 64): 0.85,
    (1000, 1, 8, 8): 0.20,
}
LENGTHS = (125, 250, 500, 1000, 2000)
DOUBLING = 2.1
SAME = 1e-10
SECONDS = 12.0
LEAST_ROUNDS = 15
# A turn is a few runs, where a run is short, so that nobody is timed on the cache of another.
TURN = 0.01

PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
LEAVES = (*PARAMETERS, "xs", "h0", "c0")


@dataclass(frozen=True)
class Job:
    """An LSTM of PyTorch and what it is given: xs, h0, c0, d_h and d_c_last."""

    layer: nn.LSTM
    given: dict[str, Tensor]

    @classmethod
    def random(cls, T: int, B: int, D: int, H: int) -> Job:
        torch.manual_seed(0)
        shapes = {"xs": (T, B, D), "h0": (B, H), "c0": (B, H)}
        shapes |= {"d_h": (T, B, H), "d_c_last": (B, H)}
        given = {name: torch.randn(shape).double() for name, shape in shapes.items()}
        return cls(nn.LSTM(D, H).double(), given)

    def in_float32(self) -> Job:
        layer = nn.LSTM(self.layer.input_size, self.layer.hidden_size)
        layer.load_state_dict(self.layer.state_dict())
        return Job(layer, {name: tensor.float() for name, tensor in self.given.items()})

    @property
    def parameters(self) -> dict[str, Tensor]:
        return {name: getattr(self.layer, f"{name}_l0") for name in PARAMETERS}

    def leaves(self) -> dict[str, Tensor]:
        """Whatever gets a gradient, the inputs and starting states anew for each run."""
        inputs = {name: self.given[name].detach().requires_grad_() for name in ("xs", "h0", "c0")}
        return {**self.parameters, **inputs}


def by_lstm_core(job: Job) -> Callable[[], object]:
    numbers = {name: tensor.detach().numpy() for name, tensor in job.parameters.items()}
    cell = cell_from_torch("LSTM", numbers)
    assert isinstance(cell, LSTM)
    given = {name: tensor.numpy() for name, tensor in job.given.items()}

    def run() -> object:
        trace = cell.forward(given["xs"], given["h0"], given["c0"])
        return cell.backward(trace, given["d_h"], d_c_last=given["d_c_last"])

    return run


def by_layer(job: Job) -> tuple[Tensor, ...]:
    """The gradients of all leaves, by nn.LSTM and autograd."""
    leaves = job.leaves()
    h, (_, c_last) = job.layer(leaves["xs"], (leaves["h0"][None], leaves["c0"][None]))
    arriving = (job.given["d_h"], job.given["d_c_last"][None])
    return torch.autograd.grad((h, c_last), tuple(leaves.values()), arriving)


def by_steps(job: Job, cell: nn.LSTMCell) -> list[tuple[Tensor, Tensor]]:
    """The same with the gradient of every state: what has to be written to see them there."""
    leaves = job.leaves()
    state, states = (leaves["h0"], leaves["c0"]), []
    for x in leaves["xs"]:
        state = cell(x, state)
        for tensor in state:
            tensor.retain_grad()
        states.append(state)
    cell.zero_grad()
    ends = [h for h, _ in states] + [states[-1][1]]
    torch.autograd.backward(ends, [*job.given["d_h"], job.given["d_c_last"]])
    return states


def cell_of(layer: nn.LSTM) -> nn.LSTMCell:
    cell = nn.LSTMCell(layer.input_size, layer.hidden_size).double()
    cell.load_state_dict({name: getattr(layer, f"{name}_l0") for name in PARAMETERS})
    return cell


def largest_difference(job: Job) -> float:
    ours = gradients_as_in_torch(by_lstm_core(job)())
    return max(
        float(np.abs(ours[f"d_{name}"] - theirs.numpy()).max())
        for name, theirs in zip(LEAVES, by_layer(job), strict=True)
    )


def one_turn(run: Callable[[], object]) -> float:
    """Milliseconds a run."""
    start, runs = time.perf_counter(), 0
    while (now := time.perf_counter()) < start + TURN:
        run()
        runs += 1
    return 1000 * (now - start) / runs


def medians(contestants: list[Callable[[], object]]) -> list[float]:
    """Median milliseconds of each; they take turns until the time is up."""
    for run in contestants:
        run()
    rounds = []
    end = time.perf_counter() + SECONDS
    gc.collect()
    gc.disable()
    while time.perf_counter() < end or len(rounds) < LEAST_ROUNDS:
        rounds.append([one_turn(run) for run in contestants])
    gc.enable()
    return [statistics.median(taken) for taken in zip(*rounds, strict=True)]


def check_gradients() -> None:
    """Stop unless both compute the same.

    All sizes before any is timed: memory for the largest has then been asked for once, and the
    C library no longer hands it back after each run, as in any process that has run for a while.
    Without that nearly half of our time at (100, 16, 32, 32) goes into fetching it again.
    """
    for size in BUDGETS:
        difference = largest_difference(Job.random(*size))
        if difference > SAME:
            sys.exit(f"At {size} the gradients differ from PyTorch's by {difference}.")


def compare_sizes() -> list[str]:
    """Print a row for each size; return what was missed."""
    print("Forwards and back through time, one thread, median milliseconds")
    print(f"{'':20}{'float64':>24}{'':18}{'PyTorch':>10}{'LSTMCell':>10}")
    print(f"{'  T, B, D, H':20}{'ours':>10}{'PyTorch':>10}{'ratio':>8}{'budget':>9}"
          f"{'':4}{'float32':>8}{'by steps':>11}")  # fmt: skip
    missed = []
    for size, budget in BUDGETS.items():
        job = Job.random(*size)
        ours, theirs, float32, by_hand = medians([
            by_lstm_core(job),
            partial(by_layer, job),
            partial(by_layer, job.in_float32()),
            partial(by_steps, job, cell_of(job.layer)),
        ])  # fmt: skip
        ratio = ours / theirs
        wanted = f"<= {budget:.2f}" if budget else ""
        print(f"  {', '.join(map(str, size)):18}{ours:10.2f}{theirs:10.2f}{ratio:8.3f}{wanted:>9}"
              f"{'':4}{float32:8.2f}{by_hand:11.2f}", flush=True)  # fmt: skip
        if budget and ratio > budget:
            missed.append(f"at {size} the engine takes {ratio:.2f} of PyTorch's time, not {budget}")
    return missed


def double_lengths() -> list[str]:
    """Print how the time grows with the number of steps; return what was missed."""
    print("\nTwice the steps, at B = 1, D = 8, H = 8")
    taken = medians([by_lstm_core(Job.random(T, 1, 8, 8)) for T in LENGTHS])
    print(f"  T = {LENGTHS[0]:<14}{taken[0]:10.2f}")
    missed = []
    for T, before, now in zip(LENGTHS[1:], taken, taken[1:], strict=False):
        ratio = now / before
        print(f"  T = {T:<14}{now:10.2f}{'x':>10}{ratio:8.3f}{f'<= {DOUBLING:.2f}':>9}")
        if ratio > DOUBLING:
            missed.append(f"from T = {T // 2} to {T} the time grows {ratio:.2f} times")
    return missed


def main() -> int:
    torch.set_num_threads(1)
    check_gradients()
    missed = compare_sizes() + double_lengths()
    print(f"\nMissed: {'; '.join(missed)}." if missed else "\nAll budgets are met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
