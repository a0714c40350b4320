"""Updates a second, beside the same loop in PyTorch eager, in the same run.

    .venv/bin/python benchmarks/train.py

Each contestant does whole updates on the same batch: forward, loss, backward, clipping by norm,
Adam. One thread, float64 for both, and PyTorch's float32 beside it; medians of rounds in which
they take turns. First of all, both must come to the same weights.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import cProfile
import pstats
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.engine import medians
from lstm_core import (
    LSTM,
    Adam,
    Batch,
    OneHot,
    Readout,
    SequenceModel,
    Values,
    mean_squared_error,
    softmax_cross_entropy,
    train,
)
from lstm_core.tasks.adding import adding_batch
from lstm_core.tasks.first_symbol import latch_batch

BUDGET = 0.5
"""The largest part of PyTorch's time that we may take."""
SAME = 1e-6  # PyTorch clips to limit / (norm + 1e-6), a little shorter than asked
RATE, CLIP = 0.005, 1.0
AT_ONCE = 3
"""Updates of a turn."""


@dataclass(frozen=True)
class Default:
    """What a page trains when it is opened: a network and a batch."""

    name: str
    model: SequenceModel
    batch: Batch

    @property
    def sizes(self) -> str:
        (T, B), cell = self.batch.inputs.shape[:2], self.model.layers[0]
        return f"{T}, {B}, {cell.input_size}, {cell.hidden_size}"

    @property
    def judges_classes(self) -> bool:
        return self.batch.targets.ndim == 2


def defaults() -> list[Default]:
    """The default task of each page, and the largest sizes for which there is a budget."""
    rng = np.random.default_rng(0)

    def latch(H: int) -> Default:
        model = SequenceModel(OneHot(5), (LSTM.init(rng, 5, H),), Readout.init(rng, H, 4))
        return Default("first symbol", model, latch_batch(rng, 32, length=50))

    adding = SequenceModel(Values(2), (LSTM.init(rng, 2, 16),), Readout.init(rng, 16, 1))
    characters, H = 48, 32
    text = SequenceModel(
        OneHot(characters),
        (LSTM.init(rng, characters, H),),
        Readout.init(rng, H, characters, "every"),
    )
    ids = rng.integers(characters, size=(65, 32))
    return [
        latch(16),
        latch(32),
        Default("adding", adding, adding_batch(rng, 32, length=50)),
        Default("characters", text, Batch(ids[:-1], ids[1:], np.ones((64, 32)))),
    ]


def by_lstm_core(job: Default) -> Callable[[int], SequenceModel]:
    loss = softmax_cross_entropy if job.judges_classes else mean_squared_error

    def run(updates: int) -> SequenceModel:
        batches = [job.batch] * updates
        *_, last = train(job.model, batches, Adam(RATE), loss, clip=CLIP)
        return last.model

    return run


class InTorch(nn.Module):
    """The same network as modules of PyTorch."""

    def __init__(self, job: Default, dtype: torch.dtype) -> None:
        super().__init__()
        cell, readout = job.model.layers[0], job.model.readout
        self.lstm = nn.LSTM(cell.input_size, cell.hidden_size, dtype=dtype)
        self.readout = nn.Linear(cell.hidden_size, len(readout.bias), dtype=dtype)
        given = {
            self.lstm.weight_ih_l0: cell.weight_ih,
            self.lstm.weight_hh_l0: cell.weight_hh,
            self.lstm.bias_ih_l0: cell.bias,
            self.lstm.bias_hh_l0: np.zeros_like(cell.bias),
            self.readout.weight: readout.weight,
            self.readout.bias: readout.bias,
        }
        with torch.no_grad():
            for parameter, numbers in given.items():
                parameter.copy_(torch.from_numpy(numbers.copy()))
        self.lstm.bias_hh_l0.requires_grad_(False)  # one bias, as ours
        self.at_end = readout.at == "end"

    def forward(self, xs: Tensor) -> Tensor:
        h, _ = self.lstm(xs)
        return self.readout(h[-1] if self.at_end else h)


def by_torch(job: Default, dtype: torch.dtype) -> Callable[[int], InTorch]:
    inputs = job.batch.inputs
    last = slice(-1, None) if job.model.readout.at == "end" else slice(None)
    targets = torch.from_numpy(np.array(job.batch.targets[last]))
    eye = torch.eye(job.model.encoder.size, dtype=dtype)
    given = torch.from_numpy(inputs.copy())

    def loss(answers: Tensor) -> Tensor:
        if job.judges_classes:
            flat = answers.reshape(-1, answers.shape[-1])
            return nn.functional.cross_entropy(flat, targets.reshape(-1))
        return nn.functional.mse_loss(answers, targets[0].to(dtype))

    def run(updates: int) -> InTorch:
        network = InTorch(job, dtype)
        learnt = [p for p in network.parameters() if p.requires_grad]
        optimiser = torch.optim.Adam(learnt, RATE)
        for _ in range(updates):
            xs = eye[given] if given.ndim == 2 else given.to(dtype)
            optimiser.zero_grad()
            judged = loss(network(xs))
            judged.backward()
            nn.utils.clip_grad_norm_(learnt, CLIP)
            optimiser.step()
            judged.item()
        return network

    return run


def check(job: Default) -> None:
    """Stop unless both come to the same weights."""
    ours = by_lstm_core(job)(10).layers[0].weight_hh
    theirs = by_torch(job, torch.float64)(10).lstm.weight_hh_l0.detach().numpy()
    difference = float(np.abs(ours - theirs).max())
    if difference > SAME:
        sys.exit(f"{job.name}: after 10 updates the weights differ by {difference}.")


def profiled(job: Default) -> None:
    """Say where our time goes, where the budget is missed."""
    profile = cProfile.Profile()
    run = by_lstm_core(job)
    profile.runcall(run, 100)
    pstats.Stats(profile).sort_stats("tottime").print_stats(8)


def main() -> int:
    torch.set_num_threads(1)
    jobs = defaults()
    for job in jobs:
        check(job)
    print("Updates a second, one thread, medians")
    print(f"{'':16}{'T, B, D, H':16}{'ours':>8}{'PyTorch':>10}{'times':>8}{'budget':>9}"
          f"{'PyTorch float32':>18}")  # fmt: skip
    missed = []
    for job in jobs:
        runs = [by_lstm_core(job), by_torch(job, torch.float64), by_torch(job, torch.float32)]
        taken = medians([lambda run=run: run(AT_ONCE) for run in runs])
        ours, theirs, float32 = (1000 * AT_ONCE / milliseconds for milliseconds in taken)
        print(f"{job.name:16}{job.sizes:16}{ours:8.0f}{theirs:10.0f}{ours / theirs:8.2f}"
              f"{f'>= {1 / BUDGET:.1f}':>9}{float32:18.0f}", flush=True)  # fmt: skip
        if ours / theirs < 1 / BUDGET:
            missed.append(f"{job.name} at {job.sizes}")
            profiled(job)
    print(f"\nMissed: {'; '.join(missed)}." if missed else "\nThe budget is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
