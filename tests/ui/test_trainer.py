"""Trainings run in processes of their own, wait for their turn, and end when nobody is there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from lstm_ui.training import trainer as module
from lstm_ui.training.networks import Learning
from lstm_ui.training.trainer import Look, Trainer
from lstm_ui.training.work import reports
from tests.ui.trainings import WILD, Tiny, until

SLOW = Tiny(pause=0.02)

Make = Callable[[int], Trainer]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[Trainer] = []

    def trainer(processes: int) -> Trainer:
        made.append(Trainer(processes))
        return made[-1]

    yield trainer
    for each in made:
        each.close()


def status(trainer: Trainer, problem: Tiny) -> str:
    return trainer.look(problem.key).status


def reached(trainer: Trainer, problem: Tiny) -> int:
    moments = trainer.look(problem.key).history.moments
    return moments[-1].update if moments else -1


def processes(trainer: Trainer) -> list[int]:
    jobs = trainer._jobs.values()
    return [job.process.pid for job in jobs if job.process is not None]


def is_whole(look: Look, problem: Tiny) -> None:
    whole = list(reports(problem))
    assert [moment.held_loss for moment in look.history.moments] == [
        report.held_loss for report in whole
    ]
    assert [moment.loss for moment in look.history.moments] == [report.loss for report in whole]


def test_what_is_wanted_is_trained_in_another_process_to_its_end(make: Make) -> None:
    trainer = make(1)
    assert status(trainer, Tiny()) == "new"
    trainer.want("ada", [Tiny()])
    assert processes(trainer) and os.getpid() not in processes(trainer)
    until(lambda: status(trainer, Tiny()) == "done")
    is_whole(trainer.look(Tiny().key), Tiny())
    until(lambda: not processes(trainer))


def test_two_sessions_that_want_the_same_share_one_training(make: Make) -> None:
    trainer = make(2)
    trainer.want("ada", [SLOW])
    trainer.want("ben", [Tiny(pause=0.02)])
    assert len(processes(trainer)) == 1
    until(lambda: reached(trainer, SLOW) > 0)
    trainer.leave("ada")
    before = reached(trainer, SLOW)
    assert status(trainer, SLOW) == "running"
    until(lambda: reached(trainer, SLOW) > before + 2)


def test_who_comes_later_waits_and_is_told_the_place(make: Make) -> None:
    trainer = make(1)
    first, second, third = (replace(SLOW, name=name) for name in "abc")
    trainer.want("ada", [first])
    trainer.want("ben", [second])
    trainer.want("cyd", [third])
    assert [trainer.look(problem.key).place for problem in (first, second, third)] == [0, 1, 2]
    assert status(trainer, second) == "waiting"
    trainer.leave("ada")
    until(lambda: status(trainer, second) == "running")
    assert trainer.look(third.key).place == 1


def test_a_paused_training_is_taken_up_again_as_if_it_had_never_been_paused(make: Make) -> None:
    trainer, problem = make(1), replace(SLOW, pause=0.005)
    trainer.want("ada", [problem])
    until(lambda: reached(trainer, problem) > 5)
    trainer.leave("ada")
    until(lambda: not processes(trainer))
    assert status(trainer, problem) == "paused"
    assert 5 < reached(trainer, problem) < 96
    trainer.want("ada", [problem])
    until(lambda: status(trainer, problem) == "done")
    is_whole(trainer.look(problem.key), problem)


def test_a_training_wanted_again_before_its_process_has_left_goes_on(make: Make) -> None:
    trainer = make(1)
    trainer.want("ada", [SLOW])
    until(lambda: reached(trainer, SLOW) > 2)
    trainer.leave("ada")
    trainer.want("ada", [SLOW])
    before = reached(trainer, SLOW)
    until(lambda: reached(trainer, SLOW) > before + 3)
    assert status(trainer, SLOW) == "running"


def test_a_killed_process_is_reported_and_its_training_can_be_resumed(make: Make) -> None:
    trainer, problem = make(1), replace(SLOW, pause=0.005)
    trainer.want("ada", [problem])
    until(lambda: reached(trainer, problem) > 5)
    os.kill(processes(trainer)[0], signal.SIGKILL)
    until(lambda: status(trainer, problem) == "died")
    assert reached(trainer, problem) > 5
    trainer.want("ada", [problem])
    until(lambda: status(trainer, problem) == "done")
    is_whole(trainer.look(problem.key), problem)


def test_a_session_is_served_while_anything_that_it_wants_is_under_way(make: Make) -> None:
    trainer = make(1)
    assert not trainer.serves("ada")
    trainer.want("ada", [Tiny()])
    assert trainer.serves("ada") and not trainer.serves("ben")
    until(lambda: status(trainer, Tiny()) == "done")
    until(lambda: not trainer.serves("ada"))


def test_a_process_that_dies_leaves_its_place_to_the_next(make: Make) -> None:
    trainer, dying = make(1), Tiny(dies_at=20)
    trainer.want("ada", [dying, Tiny()])
    until(lambda: status(trainer, dying) == "died")
    until(lambda: status(trainer, Tiny()) == "done")
    assert reached(trainer, dying) == 19


def test_when_the_last_session_leaves_the_work_ends(make: Make) -> None:
    trainer = make(1)
    trainer.want("ada", [SLOW])
    until(lambda: reached(trainer, SLOW) > 0)
    trainer.leave("ada")
    until(lambda: not processes(trainer))
    assert status(trainer, SLOW) == "paused"


def test_what_nobody_waits_for_any_longer_is_never_begun(make: Make) -> None:
    trainer, other = make(1), replace(SLOW, name="other")
    trainer.want("ada", [SLOW])
    trainer.want("ben", [other])
    trainer.leave("ben")
    trainer.leave("ada")
    until(lambda: not processes(trainer))
    assert status(trainer, other) == "new"


def test_a_session_that_turns_to_other_settings_drops_what_it_had_under_way(make: Make) -> None:
    trainer, other = make(2), replace(SLOW, name="other")
    trainer.want("ada", [SLOW, other])
    until(lambda: reached(trainer, SLOW) > 0 and reached(trainer, other) > 0)
    trainer.keep("ada", [other, Tiny()])
    assert status(trainer, SLOW) == "paused"
    assert status(trainer, other) == "running"
    assert status(trainer, Tiny()) == "new"


def test_a_training_that_takes_too_long_is_ended_and_can_be_taken_up_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = make(1)
    monkeypatch.setattr(module, "LONGEST", 0.1)
    trainer.want("ada", [SLOW])
    until(lambda: status(trainer, SLOW) == "long")
    until(lambda: not processes(trainer))
    monkeypatch.setattr(module, "LONGEST", 300.0)
    trainer.want("ada", [SLOW])
    before = reached(trainer, SLOW)
    until(lambda: reached(trainer, SLOW) > before)


def test_a_training_whose_numbers_overflow_says_so(make: Make) -> None:
    trainer = make(1)
    trainer.want("ada", [WILD])
    until(lambda: status(trainer, WILD) == "diverged")
    assert trainer.look(WILD.key).sentence.startswith("at update ")
    assert trainer.look(WILD.key).history.moments


def test_what_is_forgotten_is_trained_anew_unless_another_wants_it(make: Make) -> None:
    trainer = make(1)
    trainer.want("ada", [Tiny()])
    until(lambda: status(trainer, Tiny()) == "done")
    trainer.forget("ada", Tiny().key)
    assert status(trainer, Tiny()) == "new"
    trainer.want("ada", [SLOW])
    trainer.want("ben", [SLOW])
    until(lambda: reached(trainer, SLOW) > 0)
    trainer.forget("ada", SLOW.key)
    assert status(trainer, SLOW) == "running"
    trainer.leave("ada")
    trainer.forget("ben", SLOW.key)
    until(lambda: not processes(trainer))


def test_only_so_many_finished_trainings_are_remembered(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    trainer = make(2)
    few = [Tiny(learning=Learning(updates=1, seed=seed)) for seed in range(4)]
    for problem in few:
        trainer.want("ada", [problem])
        until(lambda problem=problem: status(trainer, problem) == "done")
    until(lambda: [status(trainer, problem) for problem in few].count("done") == 2)
    assert status(trainer, few[-1]) == "done"


def test_what_finished_trainings_weigh_is_bound_and_the_newest_stays(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = make(2)
    few = [Tiny(learning=Learning(updates=1, seed=seed)) for seed in range(4)]
    for problem in few[:3]:
        trainer.want("ada", [problem])
        until(lambda problem=problem: status(trainer, problem) == "done")
    weight = trainer.look(few[0].key).history.weight
    monkeypatch.setattr(module, "MOST_BYTES", 2 * weight)
    until(lambda: [status(trainer, one) for one in few] == ["new", "done", "done", "new"])
    monkeypatch.setattr(module, "MOST_BYTES", 2 * weight - 1)
    until(lambda: [status(trainer, one) for one in few] == ["new", "new", "done", "new"])


def test_a_finished_training_that_is_on_a_screen_is_given_up_last(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = make(1)
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    shown, second, third = (Tiny(learning=Learning(updates=1, seed=seed)) for seed in range(3))
    for problem in (shown, second):
        trainer.want("ada", [problem])
        until(lambda problem=problem: status(trainer, problem) == "done")
    trainer.keep("ben", [shown])
    trainer.want("cyd", [third])
    until(lambda: status(trainer, third) == "done")
    until(lambda: [status(trainer, one) for one in (shown, second)] == ["done", "new"])
