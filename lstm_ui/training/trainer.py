"""Who trains what: a queue, as many processes as there are cores, and what came of each."""

from __future__ import annotations

import itertools
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lstm_ui.training.history import History, Report
from lstm_ui.training.problem import Problem
from lstm_ui.training.worker import Order

ROOT = Path(__file__).parent.parent.parent
WORKER = (sys.executable, "-m", "lstm_ui.training.worker")
LONGEST = 300.0
"""Seconds after which a training is ended."""
MOST_KEPT = 48
"""How many trainings are remembered that nobody is waiting for."""
MOST_BYTES = 300_000_000
"""What they may weigh: a text model of 2 x 128 units takes 65 MB, one of 16 units 1 MB."""
BROKEN = (EOFError, OSError, ValueError, pickle.UnpicklingError)


@dataclass(frozen=True)
class Look:
    """How a training stands.

    Attributes
    ----------
    status : str
        "new", "waiting", "running", "paused", "done", "diverged" (its numbers overflowed), "died"
        (its process ended unasked) or "long" (it took longer than it may).
    history : History
        What came of it so far.
    place : int
        Its place in the queue, from 1, where it is waiting.
    sentence : str
        Why it ended, where it diverged.
    """

    status: str
    history: History
    place: int = 0
    sentence: str = ""


@dataclass
class _Job:
    problem: Problem
    history: History = field(default_factory=History)
    wanted: set[str] = field(default_factory=set)
    ticket: int = 0
    process: subprocess.Popen[bytes] | None = None
    leaving: bool = False
    end: str = ""
    sentence: str = ""

    @property
    def status(self) -> str:
        if self.end:
            return self.end
        if self.process is not None and self.wanted:
            return "running"
        if self.wanted:
            return "waiting"
        return "paused" if self.history.moments else "new"

    @property
    def finished(self) -> bool:
        last = self.history.last
        return last is not None and last.update >= self.problem.learning.updates

    def hear(self, message: Report | str) -> None:
        """Take in what its process tells."""
        if isinstance(message, str):
            self.end, self.sentence = "diverged", message
            return
        self.history = self.history.with_report(message)
        if self.finished:
            self.end = "done"
        elif self.history.seconds > LONGEST:
            self.end = "long"

    def leave(self) -> None:
        """Let its process stop after the next report."""
        if self.process is not None and self.process.stdin is not None:
            self.leaving = True
            with suppress(OSError):
                self.process.stdin.close()


class Trainer:
    """All trainings of one server.

    A session says which trainings it wants; equal ones of several sessions are one. What nobody
    wants any longer stops after its next report and can be taken up from there.

    Parameters
    ----------
    processes : int
        How many may train at the same time.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._jobs: dict[Hashable, _Job] = {}
        self._tickets = itertools.count(1)
        self._lock = threading.RLock()

    def want(self, session: str, problems: Iterable[Problem]) -> None:
        """Let a session want these trainings and no others.

        What it wanted before and does not want now is paused, unless another session wants it.
        What had died or taken too long is taken up again.
        """
        with self._lock:
            wanted = {problem.key: problem for problem in problems}
            for key, job in self._jobs.items():
                if key not in wanted:
                    job.wanted.discard(session)
            for key, problem in wanted.items():
                job = self._jobs.pop(key) if key in self._jobs else _Job(problem)
                self._jobs[key] = job  # at the end: the latest to be asked for
                if job.end in ("died", "long"):
                    job.end = ""
                if not job.end:
                    job.ticket = job.ticket if job.wanted else next(self._tickets)
                    job.wanted.add(session)
            self._settle()

    def keep(self, session: str, problems: Iterable[Problem]) -> None:
        """Let a session, which shows these trainings, want no others of those that it wants."""
        with self._lock:
            keys = {problem.key for problem in problems}
            for key in keys & self._jobs.keys():
                self._jobs[key] = self._jobs.pop(key)  # at the end: the last to be given up
            wanted = [job for job in self._jobs.values() if session in job.wanted]
            self.want(session, [job.problem for job in wanted if job.problem.key in keys])

    def serves(self, session: str) -> bool:
        """Whether anything that a session wants is under way."""
        with self._lock:
            return any(session in job.wanted for job in self._jobs.values())

    def leave(self, session: str) -> None:
        """Let a session want nothing: it is paused, or gone."""
        self.want(session, ())

    def forget(self, session: str, key: Hashable) -> None:
        """Give up what came of a training, unless another session wants it."""
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and not job.wanted - {session}:
                del self._jobs[key]
                job.wanted.clear()
                job.leave()
            self._settle()

    def look(self, key: Hashable) -> Look:
        """See how a training stands; one that nobody ever wanted is new."""
        with self._lock:
            self._settle()
            job = self._jobs.get(key)
            if job is None:
                return Look("new", History())
            waiting = sorted(other.ticket for other in self._waiting())
            place = waiting.index(job.ticket) + 1 if job.status == "waiting" else 0
            return Look(job.status, job.history, place, job.sentence)

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            for job in self._jobs.values():
                job.wanted.clear()
                if job.process is not None:
                    job.process.kill()

    # ---------------------------------------------------------- with the lock held
    def _waiting(self) -> list[_Job]:
        return [job for job in self._jobs.values() if job.status == "waiting" and not job.process]

    def _settle(self) -> None:
        """Let go what nobody is there for, and start what is next."""
        for job in self._jobs.values():
            if job.end:
                job.wanted.clear()
            if not job.wanted:
                job.leave()
        running = sum(job.process is not None for job in self._jobs.values())
        for job in sorted(self._waiting(), key=lambda job: job.ticket)[: self._processes - running]:
            self._start(job)
        for key in self._surplus():
            del self._jobs[key]

    def _surplus(self) -> list[Hashable]:
        """Of what nobody waits for, all that is older than what there is room for."""
        idle = [(k, job) for k, job in self._jobs.items() if not job.wanted and not job.process]
        newest = idle[::-1][:MOST_KEPT]
        weights = itertools.accumulate(job.history.weight for _, job in newest)
        kept = sum(weight <= MOST_BYTES for weight in weights)
        return [key for key, _ in idle[: len(idle) - kept]]

    def _start(self, job: _Job) -> None:
        job.process = subprocess.Popen(
            WORKER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **dict.fromkeys(_THREADS, "1")},
        )
        order = Order(job.problem, job.history.last, job.history.seconds)
        threading.Thread(target=self._follow, args=(job, job.process, order), daemon=True).start()

    # ---------------------------------------------------------- in a thread for each process
    def _follow(self, job: _Job, process: Any, order: Order) -> None:
        with suppress(*BROKEN), process:  # which closes the pipes and waits
            with suppress(*BROKEN):
                pickle.dump(order, process.stdin)
                process.stdin.flush()
            while (message := _told(process.stdout)) is not None:
                with self._lock:
                    job.hear(message)
                    self._settle()
        with self._lock:
            if job.wanted and not job.end and not job.leaving:
                job.end = "died"
            job.process, job.leaving = None, False
            self._settle()


_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def _told(stream: Any) -> Report | str | None:
    """Read the next message of a process; None when there will be none."""
    try:
        message: Report | str = pickle.load(stream)
    except BROKEN:
        return None
    return message
