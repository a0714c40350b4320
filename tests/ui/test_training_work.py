"""A training reports evenly, gives the same again, and goes on as if never interrupted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lstm_core.optimisers import Adam
from lstm_core.training import DivergedError
from lstm_ui.settings import TrainSettings
from lstm_ui.train.runs import sides
from lstm_ui.training.history import History, Report
from lstm_ui.training.networks import BOTH_WAYS, CELLS, OPTIMISERS, Learning, Network
from lstm_ui.training.shipped import history, name_of
from lstm_ui.training.work import REPORTS, report_updates, reports
from tests.ui.trainings import WILD, Tiny


def same(ours: Report, theirs: Report) -> None:
    assert (ours.update, ours.loss, ours.score) == (theirs.update, theirs.loss, theirs.score)
    assert (ours.held_loss, ours.held_score, ours.norm) == (
        theirs.held_loss,
        theirs.held_score,
        theirs.norm,
    )
    np.testing.assert_array_equal(ours.flow_h, theirs.flow_h)
    for name, array in theirs.state.model.parameters.items():
        np.testing.assert_array_equal(ours.state.model.parameters[name], array)


@pytest.mark.parametrize("updates", [1, 7, 96, 97, 1500, 10_000])
def test_reports_come_evenly_from_before_the_first_update_to_the_last(updates: int) -> None:
    at = report_updates(updates)
    assert at[0] == 0 and at[-1] == updates
    assert len(at) == min(updates, REPORTS) + 1
    assert np.ptp(np.diff(at)) <= 1


def test_the_same_seed_gives_the_same_training_and_another_seed_another() -> None:
    first, again = list(reports(Tiny())), list(reports(Tiny()))
    for ours, theirs in zip(first, again, strict=True):
        same(ours, theirs)
    other = next(reports(Tiny(learning=Learning(updates=96, batch=4, seed=2))))
    assert other.held_loss != first[0].held_loss


HARD = Learning(updates=40, batch=4, dropout=0.3, window=2, clip=0.5)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell != BOTH_WAYS])
def test_a_training_taken_up_again_equals_one_that_was_never_interrupted(
    cell: str, optimiser: str
) -> None:
    learning = replace(HARD, optimiser=optimiser)
    problem = Tiny(learning=learning, network=Network(cell, 3, layers=2))
    whole = list(reports(problem))
    rest = list(reports(problem, whole[13].state, seconds=5.0))
    assert [report.update for report in rest] == [report.update for report in whole[14:]]
    for ours, theirs in zip(rest, whole[14:], strict=True):
        same(ours, theirs)
        assert ours.seconds > 5.0


def test_weight_decay_is_adams_own_and_changes_what_is_learnt() -> None:
    plain, decaying = Learning(updates=8, batch=4), Learning(updates=8, batch=4, decay=0.5)
    assert plain.start() == Adam(0.005) and decaying.start() == Adam(0.005, decay=0.5)
    sizes = [
        sum(float((array**2).sum()) for array in last.state.model.parameters.values())
        for *_, last in (reports(Tiny(learning=learning)) for learning in (plain, decaying))
    ]
    assert sizes[1] < sizes[0]


def test_what_has_shipped_is_found_by_its_name_from_before_there_was_decay() -> None:
    opening = sides(TrainSettings())[0].problem
    assert history(opening) is not None
    decaying = replace(opening, learning=replace(opening.learning, decay=0.5))
    assert name_of(decaying) != name_of(opening) and history(decaying) is None


def test_both_directions_can_be_trained() -> None:
    last = list(reports(Tiny(network=Network(BOTH_WAYS, 2, layers=2))))[-1]
    assert last.update == 96
    assert len(last.flow_h) == 4


def test_what_is_learnt_is_learnt() -> None:
    learning = Learning(rate=0.03, updates=300, batch=16)
    first, *_, last = reports(Tiny(learning=learning, network=Network("LSTM", 5)))
    assert first.held_score < 0.6
    assert last.held_score > 0.9
    assert last.held_loss < first.held_loss / 2


def test_the_gradient_is_that_of_the_mean_loss_of_each_held_out_sequence() -> None:
    first = next(reports(Tiny()))
    problem = Tiny()
    model, batch = problem.start(), problem.held_out
    lengths = np.zeros(4)
    for b in range(16):
        one = (array[:, b : b + 1] for array in (batch.inputs, batch.targets, batch.weights))
        inputs, targets, weights = one
        trace = model.forward(inputs)
        judged = problem.loss(trace.logits, targets, weights)
        d_h = model.backward(trace, judged.d_logits).cell.d_h
        lengths += np.linalg.norm(d_h[:, 0], axis=1) / 16
    np.testing.assert_allclose(first.flow_h, lengths, rtol=1e-10)


def test_numbers_that_overflow_end_a_training_with_one_sentence() -> None:
    with pytest.raises(DivergedError, match="at update [1-9]"):
        list(reports(WILD))


def test_a_history_keeps_every_moment_and_a_third_of_the_networks_and_the_last() -> None:
    history, made = History(), list(reports(Tiny()))
    for count, report in enumerate(made, start=1):
        history = history.with_report(report)
        assert len(history.moments) == count
        assert history.last is report.state
    assert [state.update for state in history.snapshots] == list(range(0, 97, 3))
    assert history.moments[5].held_loss == made[5].held_loss


def test_only_the_newest_network_keeps_its_optimiser_for_nobody_goes_on_from_others() -> None:
    history = History()
    for report in reports(Tiny()):
        history = history.with_report(report)
    *earlier, last = history.snapshots
    assert {id(state.optimiser) for state in earlier[:-1]} == {id(earlier[0].optimiser)}
    assert last.optimiser is report.state.optimiser


def test_what_a_history_weighs_is_what_its_arrays_weigh() -> None:
    history = History()
    assert history.weight == 0
    for report in reports(Tiny()):
        history = history.with_report(report)
    models = [state.model.parameters for state in history.snapshots]
    arrays = [array for model in models for array in model.values()]
    for adam in {id(each): each for each in (s.optimiser for s in history.snapshots)}.values():
        assert isinstance(adam, Adam)
        arrays += [*adam.m.values(), *adam.v.values()]
    assert history.weight == sum(array.nbytes for array in arrays)


def test_a_training_can_be_thinned_to_some_of_its_networks_with_all_its_curves() -> None:
    history = History()
    for report in reports(Tiny()):
        history = history.with_report(report)
    thin = history.thinned((0.0, 0.1, 1.0))
    assert thin.moments == history.moments
    assert [state.update for state in thin.snapshots] == [0, 9, 96]
    assert thin.last is history.last
