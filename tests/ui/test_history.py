"""What was done can be undone and done again, in the order in which it was done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lstm_ui.settings import Settings
from lstm_ui.surgery.history import MOST, History

A, B, C, D = (Settings(edits=f"bf_{unit}_5") for unit in (1, 2, 3, 4))


def after(*states: Settings) -> History:
    history = History()
    for state in states:
        history = history.seen(state)
    return history


def test_nothing_done_is_nothing_to_undo_or_redo() -> None:
    history = History()
    assert history.now is None and not history.can_undo and not history.can_redo
    assert history.undone() == history.redone() == history


def test_one_thing_seen_is_where_the_learner_began() -> None:
    history = after(A)
    assert history.now == A and not history.can_undo and not history.can_redo
    assert history.undone().now == A


def test_what_is_undone_can_be_done_again_step_by_step() -> None:
    history = after(A, B, C)
    walk = [history := history.undone(), history := history.undone(), history.undone()]
    assert [each.now for each in walk] == [B, A, A]
    assert [each.can_undo for each in walk] == [True, False, False]
    assert [each.can_redo for each in walk] == [True, True, True]
    back = [history := history.redone(), history := history.redone(), history.redone()]
    assert [each.now for each in back] == [B, C, C]
    assert [each.can_redo for each in back] == [True, False, False]


def test_a_new_deed_after_an_undo_drops_what_was_undone() -> None:
    history = after(A, B, C).undone().undone().seen(D)
    assert history.states == (A, D) and history.now == D and not history.can_redo
    assert history.undone().now == A


def test_what_is_seen_twice_in_a_row_is_once_and_keeps_what_was_undone() -> None:
    assert after(A, B, B) == after(A, B)
    undone = after(A, B, C).undone()
    assert undone.seen(B) == undone and undone.seen(B).redone().now == C


def test_what_is_seen_again_later_is_a_deed_of_its_own() -> None:
    assert after(A, B, A).states == (A, B, A)


def test_the_oldest_is_forgotten_once_there_are_too_many() -> None:
    many = [Settings(seed=seed) for seed in range(MOST + 3)]
    history = after(*many)
    assert history.states == tuple(many[3:]) and history.now == many[-1]
    for _ in range(MOST + 3):
        history = history.undone()
    assert history.now == many[3] and not history.can_undo
    assert history.redone().now == many[4]


@given(st.lists(st.sampled_from([A, B, C, D, "undo", "redo"]), max_size=40))
def test_any_deeds_leave_the_learner_where_two_stacks_would(deeds: list[Settings | str]) -> None:
    history, past, future = History(), [], []
    for deed in deeds:
        if deed == "undo":
            history = history.undone()
            if len(past) > 1:
                future.append(past.pop())
        elif deed == "redo":
            history = history.redone()
            if future:
                past.append(future.pop())
        else:
            history = history.seen(deed)
            if past[-1:] != [deed]:
                past, future = [*past, deed], []
        assert history.now == (past[-1] if past else None)
        assert (history.can_undo, history.can_redo) == (len(past) > 1, bool(future))
