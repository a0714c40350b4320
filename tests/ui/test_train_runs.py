"""The runs of the training page: what they learn from, how they differ, what cannot be run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lstm_core.bidirectional import Bidirectional
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_ui.settings import TABLE, TrainSettings
from lstm_ui.train.contrasts import CONTRASTS, NOTHING, names, side_by_side
from lstm_ui.train.memory import MemoryProblem, constant, members
from lstm_ui.train.runs import probe, sides
from lstm_ui.train.snapshots import BOTH_WAYS as NO_CELL
from lstm_ui.train.snapshots import cell_payload
from lstm_ui.train.tasks import MEMORY_TASKS
from lstm_ui.training import costs
from lstm_ui.training.history import History, at_moment
from lstm_ui.training.networks import BOTH_WAYS, CELLS, Learning, Network
from lstm_ui.training.trainer import LONGEST
from lstm_ui.training.work import reports

TASKS = list(MEMORY_TASKS)
SHORT = Learning(updates=2, batch=4)


def short(task: str, network: Network | None = None) -> MemoryProblem:
    what = MEMORY_TASKS[task]
    return MemoryProblem(task, what.grades[0], network or Network("LSTM", 4), SHORT)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_can_be_trained_on_every_task(task: str, cell: str) -> None:
    problem = short(task, Network(cell, 4))
    *_, last = reports(problem)
    assert last.update == 2
    assert 0.0 <= last.held_score <= 1.0
    assert np.isfinite(last.held_loss)


@pytest.mark.parametrize("task", TASKS)
def test_an_update_learns_from_the_same_at_every_call_and_from_others_than_the_next(
    task: str,
) -> None:
    first, again = short(task).batch(3), short(task).batch(3)
    np.testing.assert_array_equal(first.inputs, again.inputs)
    np.testing.assert_array_equal(first.targets, again.targets)
    other = short(task).batch(4)
    same = first.inputs.shape == other.inputs.shape and (first.inputs == other.inputs).all()
    assert not same


@pytest.mark.parametrize("task", TASKS)
def test_networks_that_differ_see_the_same_data_and_seeds_that_differ_do_not(task: str) -> None:
    base = short(task)
    other = replace(base, network=Network("GRU", 8))
    np.testing.assert_array_equal(base.batch(1).inputs, other.batch(1).inputs)
    np.testing.assert_array_equal(base.held_out.inputs, other.held_out.inputs)
    seeded = replace(base, learning=replace(SHORT, seed=8))
    assert not np.array_equal(base.held_out.inputs, seeded.held_out.inputs)


@pytest.mark.parametrize("task", TASKS)
def test_nothing_held_out_is_ever_learnt_from(task: str) -> None:
    problem = short(task)

    def sequences(batch):  # type: ignore[no-untyped-def]
        return {batch.inputs[:, b].tobytes() for b in range(batch.inputs.shape[1])}

    held = sequences(problem.held_out)
    for update in range(1, 60):
        assert not held & sequences(problem.batch(update))


def test_a_task_with_few_sequences_goes_through_all_of_them_before_any_comes_again() -> None:
    problem = MemoryProblem("sentiment", 50, Network("LSTM", 4), Learning(batch=8))
    rounds = [
        np.concatenate([problem._turn(6 * epoch + place, 8) for place in range(1, 7)])
        for epoch in range(2)
    ]
    for seen in rounds:
        assert len(set(seen.tolist())) == 48
    assert rounds[0].tolist() != rounds[1].tolist()
    big = replace(problem, learning=Learning(batch=128))
    assert sorted(big._turn(1, 128)) == list(range(50))


def test_members_of_a_batch_are_cut_at_the_longest_of_them() -> None:
    batch = short("sentiment").held_out
    which = np.argsort(batch.lengths)[:3]
    some = members(batch, which)
    assert len(some.inputs) == batch.lengths[which].max()
    np.testing.assert_array_equal(some.lengths, batch.lengths[which])


@pytest.mark.parametrize("task", TASKS)
def test_no_constant_answer_is_better_than_the_one_that_is_called_the_best(task: str) -> None:
    problem = short(task)
    batch, K = problem.held_out, len(problem.what.classes)
    best = constant(batch, K)
    rng = np.random.default_rng(0)
    for _ in range(20):
        other = best + 0.1 * rng.standard_normal(K)
        worse = problem.loss(other, batch.targets, batch.weights).value
        assert worse >= problem.unread.loss - 1e-12


def test_a_network_starts_as_its_settings_say() -> None:
    rng = np.random.default_rng(0)
    encoder = short("parity").start().encoder
    lstm = Network("LSTM", 4, 2, 3.0).start(rng, encoder, 2, "every")
    assert [type(layer) for layer in lstm.layers] == [LSTM, LSTM]
    assert (lstm.layers[1].bias[4:8] == 3.0).all() and (lstm.layers[1].bias[:4] == 0.0).all()
    gru = Network("GRU", 4, 1, 3.0).start(rng, encoder, 2, "every")
    assert isinstance(gru.cell, GRU) and (gru.cell.bias[4:8] == 3.0).all()
    both = Network(BOTH_WAYS, 4, 2).start(rng, encoder, 2, "every")
    assert isinstance(both.layers[1], Bidirectional) and both.layers[1].input_size == 8


@pytest.mark.parametrize("name", [name for name in CONTRASTS if name != NOTHING])
def test_a_run_beside_another_differs_in_one_thing_and_is_called_by_it(name: str) -> None:
    start = {"bias-0": 1.0, "bias-1": 5.0, "bias-5": 1.0}
    network = Network("RNN" if name == "LSTM" else "LSTM", 16, 1, start.get(name, 5.0))
    clip, dropout = (0.0 if name == "clip" else 1.0), (0.5 if name == "no-dropout" else 0.0)
    base = MemoryProblem(network=network, learning=Learning(clip=clip, dropout=dropout))
    runs = side_by_side(base, [name])
    assert len(runs) == 2
    before, after = (vars(run.network) | vars(run.learning) for run in runs)
    assert sum(before[field] != after[field] for field in before) == 1
    first, second = names(runs)
    assert first != second


def test_a_contrast_that_changes_nothing_is_no_second_run() -> None:
    assert len(side_by_side(MemoryProblem(), ["LSTM", NOTHING])) == 1
    assert len(side_by_side(MemoryProblem(), ["RNN", "RNN"])) == 2


def test_the_bias_is_that_of_the_gate_that_a_cell_has() -> None:
    def called(cell: str, *contrasts: str) -> list[str]:
        return names(side_by_side(MemoryProblem(network=Network(cell)), contrasts))

    assert called("GRU", "bias-0") == ["GRU, update gate bias 5", "GRU, update gate bias 0"]
    assert called("LSTM", "RNN", "bias-0") == ["LSTM, forget bias 5", "RNN", "LSTM, forget bias 0"]
    assert called("RNN", "bias-0") == ["RNN"]


def test_the_opening_settings_are_those_of_the_table() -> None:
    settings = TrainSettings()
    for name, value in {
        "learner": settings.network.cell,
        "size": str(settings.network.hidden),
        "layers": str(settings.network.layers),
        "bias": f"{settings.network.forget_bias:g}",
        "eta": f"{settings.learning.rate:g}",
        "optimiser": settings.learning.optimiser,
        "together": str(settings.learning.batch),
        "cap": f"{settings.learning.clip:g}",
        "dropout": f"{settings.learning.dropout:g}",
        "updates": str(settings.learning.updates),
        "seed": settings.learning.seed,
        "beside": settings.contrasts[0],
    }.items():
        assert TABLE[name].default == value


def test_a_run_that_would_take_too_long_is_refused_with_one_sentence() -> None:
    learning = Learning(updates=6000, batch=128)
    settings = TrainSettings(grade=100, network=Network("LSTM", 64, 3), learning=learning)
    (first, _) = sides(settings)
    assert first.problem_sentence is not None
    assert first.problem_sentence.startswith("This run would take about ")
    assert sides(TrainSettings())[0].problem_sentence is None


def test_more_of_anything_takes_longer() -> None:
    base = {"steps": 50, "inputs": 5, "outputs": 4}
    least = costs.seconds(Network(), Learning(), **base)
    assert 1.0 < least < LONGEST
    for more in (
        costs.seconds(Network(hidden=32), Learning(), **base),
        costs.seconds(Network(layers=2), Learning(), **base),
        costs.seconds(Network(BOTH_WAYS), Learning(), **base),
        costs.seconds(Network(), Learning(batch=64), **base),
        costs.seconds(Network(), Learning(updates=1501), **base),
        costs.seconds(Network(), Learning(), **(base | {"steps": 51})),
        costs.seconds(Network(), Learning(), **(base | {"outputs": 100})),
    ):
        assert more > least
    assert costs.seconds(Network("RNN"), Learning(), **base) < least


def test_a_window_for_what_reads_both_ways_is_refused_with_one_sentence() -> None:
    settings = TrainSettings(network=Network(BOTH_WAYS), learning=Learning(window=10))
    assert "needs the whole sequence" in str(sides(settings)[0].problem_sentence)


@pytest.mark.parametrize("task", TASKS)
def test_the_sequence_shown_is_one_that_training_never_sees_with_its_right_answer(
    task: str,
) -> None:
    problem = short(task)
    shown = probe(problem, 2)
    np.testing.assert_array_equal(
        shown.inputs[:, 0], problem.held_out.inputs[: len(shown.tokens), 1]
    )
    assert shown.wanted
    beyond = probe(problem, 2 + problem.held_out.inputs.shape[1])
    assert beyond.tokens == shown.tokens


def test_the_right_answer_is_said_in_words() -> None:
    first = probe(short("first_symbol"), 1)
    assert first.wanted == first.tokens[0]
    copied = probe(short("copy"), 1)
    assert copied.wanted == " ".join(copied.tokens[:5])
    adding = probe(short("adding"), 1)
    marked = [float(token[:-1]) for token in adding.tokens if token.endswith("✓")]
    assert float(adding.wanted) == pytest.approx(sum(marked), abs=0.011)
    brackets = probe(short("brackets"), 1)
    assert brackets.wanted.split(", ")[-1] == f"{brackets.targets[-1]:g}"


def trained(problem: MemoryProblem) -> History:
    history = History()
    for report in reports(problem):
        history = history.with_report(report)
    return history


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("cell", CELLS)
def test_the_cell_player_opens_every_network_at_any_moment_or_says_why_not(
    task: str, cell: str
) -> None:
    settings = TrainSettings(
        task, MEMORY_TASKS[task].grades[0], Network(cell, 4), SHORT, (NOTHING, NOTHING)
    )
    side = sides(settings)[0]
    history, shown = trained(side.problem), probe(side.problem, 1)
    for update in (0, 1, None):
        state = at_moment(history, update)
        assert state is not None
        payload = cell_payload(side, state, shown)
        if cell == BOTH_WAYS:
            assert payload == NO_CELL
        else:
            assert isinstance(payload, dict)
            assert payload["steps"] == len(shown.tokens)
            assert ("nothing is learnt" in payload["badge"]) == (state.update == 0)


def test_a_moment_shows_the_network_kept_of_it_or_the_last_one_before() -> None:
    history = trained(replace(short("parity"), learning=Learning(updates=12, batch=4)))
    kept = [state.update for state in history.snapshots]
    assert kept == [0, 3, 6, 9, 12]
    found = [at_moment(history, update) for update in (0, 4, 9, 50, None)]
    assert [state.update for state in found if state] == [0, 3, 9, 12, 12]
    assert at_moment(History(), 3) is None
