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
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.engine import medians
from lstm_core import Batch, SequenceModel, train
from lstm_ui.forecast.asking import problem_of, shipped_series
from lstm_ui.forecast.opening import ForecastSettings
from lstm_ui.text import presets as text
from lstm_ui.text.runs import make_run
from lstm_ui.train.presets import as_settings, opening_of
from lstm_ui.train.runs import sides
from lstm_ui.training.networks import Learning

TIMES = 2.0
"""How many times as fast as PyTorch we have to be, up to 32 units and 32 sequences."""
SAME = 1e-6  # PyTorch clips to limit / (norm + 1e-6), a little shorter than asked
AT_ONCE = 3
"""Updates of a turn."""


@dataclass(frozen=True)
class Job:
    """What a page trains when it is opened: its network, its first batch, and how it learns."""

    name: str
    problem: Any

    @cached_property
    def model(self) -> SequenceModel:
        return self.problem.start()

    @cached_property
    def batch(self) -> Batch:
        return self.problem.batch(1)

    @property
    def learning(self) -> Learning:
        return self.problem.learning

    @property
    def size(self) -> tuple[int, int, int, int]:
        (T, B), cell = self.batch.inputs.shape[:2], self.model.layers[0]
        return T, B, cell.input_size, cell.hidden_size

    @property
    def has_budget(self) -> bool:
        return self.size[1] <= 32 and self.size[3] <= 32

    @property
    def judges_classes(self) -> bool:
        return self.batch.targets.ndim == 2


def jobs() -> list[Job]:
    """The default of each page, and the largest sizes for which there is a budget."""

    def remember(task: str, **wanted: str) -> Any:
        return sides(as_settings(opening_of(task) | {"beside": "nothing"} | wanted))[0].problem

    written = make_run(text.as_settings(text.PRESETS["opening"].values), "", "")
    assert not isinstance(written, str), written
    small = replace(written.problem, network=replace(written.problem.network, hidden=32))
    series = problem_of(ForecastSettings(), shipped_series("temperatures"))
    return [
        Job("first symbol", remember("first_symbol")),
        Job("first symbol", remember("first_symbol", size="32")),
        Job("adding", remember("adding")),
        Job("forecast", series),
        Job("text", small),
        Job("text", written.problem),
    ]


def by_lstm_core(job: Job) -> Callable[[int], SequenceModel]:
    how = job.learning

    def run(updates: int) -> SequenceModel:
        model, batches = job.model, [job.batch] * updates
        for event in train(model, batches, how.start(), job.problem.loss, clip=how.clip):
            model = event.model
        return model

    return run


class InTorch(nn.Module):
    """The same network as modules of PyTorch."""

    def __init__(self, job: Job, dtype: torch.dtype) -> None:
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


def by_torch(job: Job, dtype: torch.dtype) -> Callable[[int], InTorch]:
    how, inputs = job.learning, job.batch.inputs
    last = slice(-1, None) if job.model.readout.at == "end" else slice(None)
    targets = torch.from_numpy(np.array(job.batch.targets[last]))
    eye = torch.eye(job.model.encoder.size, dtype=dtype)
    given = torch.from_numpy(np.array(inputs))

    def loss(answers: Tensor) -> Tensor:
        if job.judges_classes:
            flat = answers.reshape(-1, answers.shape[-1])
            return nn.functional.cross_entropy(flat, targets.reshape(-1))
        return nn.functional.mse_loss(answers, targets[0].to(dtype))

    def run(updates: int) -> InTorch:
        network = InTorch(job, dtype)
        learnt = [p for p in network.parameters() if p.requires_grad]
        optimiser = torch.optim.AdamW(learnt, how.rate, weight_decay=how.decay)
        for _ in range(updates):
            xs = eye[given] if given.ndim == 2 else given.to(dtype)
            optimiser.zero_grad()
            judged = loss(network(xs))
            judged.backward()
            nn.utils.clip_grad_norm_(learnt, how.clip)
            optimiser.step()
            judged.item()
        return network

    return run


def check(job: Job) -> None:
    """Stop unless both come to the same weights."""
    ours = by_lstm_core(job)(10).layers[0].weight_hh
    theirs = by_torch(job, torch.float64)(10).lstm.weight_hh_l0.detach().numpy()
    difference = float(np.abs(ours - theirs).max())
    if difference > SAME:
        sys.exit(f"{job.name}: after 10 updates the weights differ by {difference}.")


def profiled(job: Job) -> None:
    """Say where our time goes, where the budget is missed."""
    profile = cProfile.Profile()
    profile.runcall(by_lstm_core(job), 100)
    pstats.Stats(profile).sort_stats("tottime").print_stats(8)


def main() -> int:
    torch.set_num_threads(1)
    todo = jobs()
    for job in todo:
        check(job)
    print("Updates a second, one thread, medians")
    print(f"{'':14}{'T, B, D, H':18}{'ours':>6}{'PyTorch':>9}{'times':>7}{'wanted':>8}"
          f"{'PyTorch float32':>17}")  # fmt: skip
    missed = []
    for job in todo:
        runs = [by_lstm_core(job), by_torch(job, torch.float64), by_torch(job, torch.float32)]
        taken = medians([partial(run, AT_ONCE) for run in runs])
        ours, theirs, float32 = (1000 * AT_ONCE / milliseconds for milliseconds in taken)
        sizes, wanted = ", ".join(map(str, job.size)), f">= {TIMES}" if job.has_budget else ""
        print(f"{job.name:14}{sizes:18}{ours:6.0f}{theirs:9.0f}{ours / theirs:7.2f}{wanted:>8}"
              f"{float32:17.0f}", flush=True)  # fmt: skip
        if job.has_budget and ours / theirs < TIMES:
            missed.append(f"{job.name} at {sizes}")
            profiled(job)
    print(f"\nMissed: {'; '.join(missed)}." if missed else "\nThe budget is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
