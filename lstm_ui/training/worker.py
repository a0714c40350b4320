"""One training in a process of its own: ``python -m lstm_ui.training.worker``.

It reads its order from standard input and writes its reports to standard output. When its input
is closed it stops after the next report: whoever asked has paused it, or is gone.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from lstm_core.training import DivergedError
from lstm_ui.training.history import State
from lstm_ui.training.problem import Problem
from lstm_ui.training.work import reports

GIVES_WAY = 10
"""How much a training gives way to the server on the same cores, as ``nice`` counts."""


@dataclass(frozen=True)
class Order:
    """What a worker is to train: from the start, or from where it was left."""

    problem: Problem
    state: State | None = None
    seconds: float = 0.0


def work(given: BinaryIO, told: BinaryIO) -> None:
    """Read one order, and write a report after the other, or the sentence that says why not."""
    order: Order = pickle.load(given)
    unwanted = threading.Event()

    def wait() -> None:
        given.read()
        unwanted.set()

    threading.Thread(target=wait, daemon=True).start()
    try:
        for report in reports(order.problem, order.state, order.seconds):
            pickle.dump(report, told)
            told.flush()
            if unwanted.is_set():
                return
    except DivergedError as problem:
        pickle.dump(str(problem), told)
        told.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    with suppress(BrokenPipeError):
        work(sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)  # the thread that waits for the input to close would keep the process
