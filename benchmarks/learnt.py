"""What the defaults of the training pages come to on data that training never sees.

    .venv/bin/python benchmarks/learnt.py [seeds]

Each is trained as the page trains it, in one process, with its opening settings; several seeds,
for one proves little.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.presets import as_settings, opening_of
from lstm_ui.train.runs import sides
from lstm_ui.training.history import Report
from lstm_ui.training.problem import Problem
from lstm_ui.training.work import reports


def last_of(problem: Problem) -> Report:
    """Train to the end."""
    *_, last = reports(problem)
    return last


def memory_tasks() -> Iterator[MemoryProblem]:
    """The two long-lag tasks, for every cell that reads forwards."""
    for task in ("first_symbol", "adding"):
        for cell in ("LSTM", "GRU", "RNN"):
            values = opening_of(task) | {"learner": cell, "beside": "nothing"}
            yield sides(as_settings(values))[0].problem


def main(seeds: list[int]) -> int:
    print(f"{'task':28}{'cell':8}{'seed':>5}{'score':>9}{'loss':>11}{'unread':>9}{'seconds':>9}")
    for problem in memory_tasks():
        for seed in seeds:
            one = replace(problem, learning=replace(problem.learning, seed=seed))
            last, title = last_of(one), f"{one.what.title}, T = {one.grade}"
            print(f"{title:28.28}{one.network.cell:8}{seed:5}{last.held_score:9.1%}"
                  f"{last.held_loss:11.4f}{one.unread.loss:9.3f}{last.seconds:9.0f}",
                  flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main([int(seed) for seed in sys.argv[1:]] or [7, 1, 2]))
