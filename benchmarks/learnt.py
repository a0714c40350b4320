"""What the defaults of the training pages come to on data that training never sees.

    .venv/bin/python benchmarks/learnt.py [seeds]

Each is trained as the page trains it, in one process on one thread, with its opening settings;
with several seeds, for one proves little.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from lstm_core.text.entropy import bits
from lstm_ui.forecast.asking import problem_of, shipped_series
from lstm_ui.forecast.judging import best_moment, judge
from lstm_ui.forecast.opening import ForecastSettings
from lstm_ui.forecast.problem import ForecastProblem
from lstm_ui.forecast.words import of_verdict
from lstm_ui.text import presets as text
from lstm_ui.text.problem import facts_of
from lstm_ui.text.runs import make_run
from lstm_ui.train.memory import MemoryProblem
from lstm_ui.train.presets import as_settings, opening_of
from lstm_ui.train.runs import sides
from lstm_ui.training.history import History
from lstm_ui.training.problem import Problem
from lstm_ui.training.work import reports

SERIES = ("temperatures", "stock-goog", "stock-msft")


def trained(problem: Problem) -> History:
    """Train to the end."""
    history = History()
    for report in reports(problem):
        history = history.with_report(report)
    return history


def memory_tasks() -> Iterator[MemoryProblem]:
    """The two long-lag tasks, for every cell that reads forwards."""
    for task in ("first_symbol", "adding"):
        for cell in ("LSTM", "GRU", "RNN"):
            values = opening_of(task) | {"learner": cell, "beside": "nothing"}
            yield sides(as_settings(values))[0].problem


def remember(seeds: list[int]) -> None:
    """Print what each cell makes of the memory tasks."""
    print(f"{'task':34}{'cell':6}{'seed':>5}{'held out':>10}{'loss':>9}{'unread':>9}{'seconds':>9}")
    for problem in memory_tasks():
        for seed in seeds:
            one = replace(problem, learning=replace(problem.learning, seed=seed))
            last = trained(one).moments[-1]
            print(f"{one.what.title + f', T = {one.grade}':34}{one.network.cell:6}{seed:5}"
                  f"{last.held_score:10.1%}{last.held_loss:9.4f}{one.unread.loss:9.3f}"
                  f"{last.seconds:9.0f}", flush=True)  # fmt: skip


def forecast(seeds: list[int]) -> None:
    """Print what the network makes of each series, beside the best that learns nothing."""
    for chart in SERIES:
        problem = problem_of(ForecastSettings(chart), shipped_series(chart))
        print(f"\n{problem.series.title}, T = {problem.steps}, K = {problem.horizon}")
        for seed in seeds:
            one = replace(problem, learning=replace(problem.learning, seed=seed))
            _judged(one, seed)


def _judged(problem: ForecastProblem, seed: int) -> None:
    history = trained(problem)
    best = best_moment(history)
    judgement = judge(problem, best.model if best else None)
    for ahead in sorted({1, problem.horizon}):
        verdict = judgement.verdict(ahead)
        if verdict is not None:
            said = of_verdict(verdict, problem.series.unit, problem.series.step).replace("**", "")
            print(f"  seed {seed}, {history.seconds:3.0f} s: {said}", flush=True)


def write(seeds: list[int]) -> None:
    """Print how many bits a character costs the model, and those who only count."""
    print("\nText, bits per character on the held-out part")
    run = make_run(text.as_settings(text.PRESETS["opening"].values), "", "")
    assert not isinstance(run, str), run
    single, pairs = (bits(level.loss) for level in facts_of(run.problem).levels)
    print(f"  who counts characters {single:.2f}, who counts pairs (bigram) {pairs:.2f}")
    for seed in seeds:
        one = replace(run.problem, learning=replace(run.problem.learning, seed=seed))
        last = trained(one).moments[-1]
        print(f"  seed {seed}, {last.seconds:3.0f} s: {bits(last.held_loss):.2f}, "
              f"{last.held_score:.0%} of the next characters right", flush=True)  # fmt: skip


def main(seeds: list[int]) -> int:
    remember(seeds)
    write(seeds)
    forecast(seeds)
    return 0


if __name__ == "__main__":
    sys.exit(main([int(seed) for seed in sys.argv[1:]] or [7, 1, 2]))
