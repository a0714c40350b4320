"""Every challenge opens unsolved, can be solved as it says, and is not solved by a near miss."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import settings as testing
from hypothesis import strategies as st

from lstm_ui.challenges import checks, trained_checks
from lstm_ui.challenges.tasks import CHALLENGES, LEVELS, Challenge, Verdict, check
from lstm_ui.runs import make_run
from lstm_ui.settings import Settings
from lstm_ui.sources import RANDOM
from tests.ui.attempts import NEAR_MISSES, ONE_EACH, RELU, SOLUTIONS, tried
from tests.ui.strategies import any_of


def is_a_sentence(verdict: Verdict) -> bool:
    """One line that a browser can show."""
    verdict.sentence.encode()
    ends = verdict.sentence.endswith((".", "”")) or "for example: " in verdict.sentence
    return "\n" not in verdict.sentence and ends


def test_there_are_enough_challenges_from_easy_to_hard() -> None:
    levels = [LEVELS.index(challenge.level) for challenge in CHALLENGES.values()]
    assert levels == sorted(levels) and set(levels) == {0, 1, 2}
    assert len(CHALLENGES) >= 12
    assert len({challenge.title for challenge in CHALLENGES.values()}) == len(CHALLENGES)


@pytest.mark.parametrize("challenge", CHALLENGES.values(), ids=CHALLENGES)
def test_the_words_of_every_challenge_are_complete(challenge: Challenge) -> None:
    assert CHALLENGES[challenge.key] is challenge
    for field in fields(Challenge):
        if field.name not in ("key", "title", "level", "opening"):
            words = getattr(challenge, field.name)
            assert words.strip() == words and words.endswith((".", "?")), field.name
    assert len(challenge.goal.split()) <= 45
    assert challenge.learnt.count(". ") == 0
    assert challenge.title[-1].isalnum()


@pytest.mark.parametrize("key", CHALLENGES)
def test_every_challenge_opens_with_a_picture_and_unsolved(key: str) -> None:
    opening = CHALLENGES[key].opening
    run = make_run(opening)
    assert run.trace is not None and run.notes == ()
    assert (run.example.key, run.example.cell) == (opening.net, opening.cell)
    verdict = check(key, opening)
    assert not verdict.solved and is_a_sentence(verdict)


@pytest.mark.parametrize(("key", "done"), SOLUTIONS)
def test_a_solution_is_accepted_and_says_what_was_measured(key: str, done: str) -> None:
    verdict = check(key, tried(key, done))
    assert verdict.solved, verdict.sentence
    assert is_a_sentence(verdict) and "hidden" in verdict.sentence


@pytest.mark.parametrize(("key", "done", "says"), NEAR_MISSES)
def test_a_near_miss_is_not_accepted_and_says_why(key: str, done: str, says: str) -> None:
    verdict = check(key, tried(key, done))
    assert not verdict.solved, verdict.sentence
    assert is_a_sentence(verdict) and says in verdict.sentence


def test_every_challenge_is_tried_both_ways() -> None:
    solved, missed = Counter(row[0] for row in SOLUTIONS), Counter(row[0] for row in NEAR_MISSES)
    assert set(solved) == set(missed) == set(CHALLENGES)
    assert {key for key, count in solved.items() if count == 1} == {"ratchet"}  # a switch
    assert min(missed.values()) >= 3


@pytest.mark.parametrize(("key", "done"), ONE_EACH.items())
def test_a_solution_is_one_on_its_own_network_and_from_zero_alone(key: str, done: str) -> None:
    solution = tried(key, done)
    elsewhere = [
        replace(solution, net="latch"),
        replace(solution, net="zebra"),
        replace(solution, start="random"),
        replace(solution, start="typed", c0="1"),
    ]
    elsewhere += [replace(solution, cell="RNN")] if solution.net in ("reviews", RANDOM) else []
    elsewhere += [replace(solution, seed=12)] if solution.net == RANDOM else []
    elsewhere += [replace(solution, hidden=4)] if solution.net == RANDOM else []
    for settings in elsewhere:
        verdict = check(key, settings)
        assert not verdict.solved and is_a_sentence(verdict)
        assert "This challenge" in verdict.sentence


@pytest.mark.parametrize(("key", "done"), ONE_EACH.items())
def test_what_is_read_on_the_screen_does_not_decide(key: str, done: str) -> None:
    solution = replace(tried(key, done), text="." if key != "copy" else "0.3")
    verdict = check(key, solution)
    if key == "flip":
        assert verdict.sentence.startswith("This challenge is set on the review")
    assert verdict.solved == (key != "flip")


@pytest.mark.parametrize(("key", "done"), ONE_EACH.items())
def test_a_number_changed_to_what_it_was_is_no_change(key: str, done: str) -> None:
    run = make_run(CHALLENGES[key].opening)
    own = float(run.example.model.readout.bias[0])
    solution = tried(key, f"{done}__by_1_{own!r}")
    assert check(key, solution).solved
    other = check(key, tried(key, f"{done}__by_1_{own + 1!r}"))
    assert not other.solved and "the readout" in other.sentence


def test_a_gate_held_at_the_value_that_it_had_flips_nothing() -> None:
    opening = CHALLENGES["flip"].opening
    layer = make_run(opening).trace.layers[0]
    for gate in "ifgo":
        for unit in range(4):
            value = float(getattr(layer, gate)[3, 0, unit])
            verdict = check("flip", replace(opening, edits=f"{gate}_4_{unit + 1}_{value!r}"))
            assert not verdict.solved and "stays negative" in verdict.sentence


def test_few_of_the_places_where_one_gate_can_be_closed_flip_every_not() -> None:
    steps = len(make_run(CHALLENGES["flip"].opening).parsed.tokens)
    solved = [
        (gate, step + 1)
        for gate in "ifgo"
        for step in range(steps)
        if check("flip", tried("flip", f"{gate}_{step + 1}_all_0")).solved
    ]
    assert {step for _, step in solved} == {4}
    assert {gate for gate, _ in solved} >= {"i", "g"}


def test_one_pair_of_units_carries_the_verdict_and_no_other() -> None:
    pairs = list(combinations(range(1, 5), 2))
    solved = [
        (a, b) for a, b in pairs if check("carriers", tried("carriers", f"o_all_{a}.{b}_0")).solved
    ]
    assert solved == [(2, 3)]


def test_the_numbers_in_the_goals_are_those_that_are_measured() -> None:
    goals = {key: challenge.goal for key, challenge in CHALLENGES.items()}
    most = round(trained_checks.A_COIN * trained_checks.REVIEWS)
    assert f"at most {most} of {trained_checks.REVIEWS} hidden reviews" in goals["carriers"]
    least = round(trained_checks.MOST_PRESERVED * trained_checks.DRAWN)
    assert f"on {least} of {trained_checks.DRAWN} hidden sequences" in goals["gradient"]
    assert f"step {trained_checks.LENGTH}" in goals["gradient"]
    low, high = 0.5 - checks.CLOSE, 0.5 + checks.CLOSE
    assert f"{low:g} to {high:g}" in goals["half-life"]
    assert f"{checks.HALF_LIFE} steps later" in goals["half-life"]
    assert f"within {checks.COUNTED:g}" in goals["count"]
    assert f"within {checks.CLOSE:g}" in goals["copy"]
    assert f"within {checks.CLOSE:g}" in goals["ask"]
    assert f"then {checks.REMEMBERED} small ones" in goals["remember"]


def test_one_weight_on_h_of_all_makes_the_counter_stop() -> None:
    solved = [
        (gate, row, column, value)
        for gate in "ifgo"
        for row in (1, 2)
        for column in (1, 2)
        for value in (-30, 30)
        if check("ignore", tried("ignore", f"h{gate}_{row}.{column}_{value}")).solved
    ]
    assert solved == [("i", 1, 2, -30)]


@pytest.mark.parametrize("settings", [Settings(edits="zebra"), Settings(text=" "), Settings()])
def test_what_cannot_be_checked_is_a_sentence(settings: Settings) -> None:
    for key in (*CHALLENGES, "zebra", ""):
        verdict = check(key, settings)
        assert not verdict.solved and is_a_sentence(verdict)
    assert "no challenge" in check("zebra", settings).sentence


def test_edits_and_texts_that_cannot_be_read_say_so_where_they_stand() -> None:
    opening = CHALLENGES["carriers"].opening
    assert "is no edit" in check("carriers", replace(opening, edits="zebra")).sentence
    assert check("carriers", replace(opening, text=" ")).sentence.startswith("Type a sentence")


pieces = st.lists(
    st.sampled_from([done for _, done in SOLUTIONS if done != RELU] + [m[1] for m in NEAR_MISSES])
    | st.builds(
        "{}{}_{}.{}_{}".format,
        st.sampled_from("xh"),
        st.sampled_from("ifgorznaye"),
        st.integers(1, 5),
        st.integers(1, 9),
        st.sampled_from(["-1000", "1000", "0", "1e-300"]),
    )
    | st.builds(
        "{}_{}_{}_{}".format,
        st.sampled_from("ifgorzn"),
        st.sampled_from(["all", "1", "4", "1-3", "60-70"]),
        st.sampled_from(["all", "1", "2.3", "9"]),
        st.sampled_from(["0", "1", "-1000", "1000"]),
    ),
    max_size=5,
).map("__".join)
hostile = pieces | st.text(max_size=60) | st.text(alphabet="_.-0123456789abfghinoxyz\ud800é")
typed = st.none() | st.text(max_size=60) | st.text(alphabet="AaBMX?.0,1- \ud800")


@testing(deadline=None, max_examples=200)
@given(st.sampled_from([*CHALLENGES, "zebra"]), any_of(Settings, typed), hostile)
@example("gradient", CHALLENGES["gradient"].opening, "f_all_all_0__o_all_all_0")
@example("ratchet", Settings(net="ratchet", text=""), "")
def test_any_settings_give_a_verdict_and_a_sentence(
    key: str, settings: Settings, edits: str
) -> None:
    assert is_a_sentence(check(key, replace(settings, edits=edits)))


@testing(deadline=None, max_examples=200)
@given(st.sampled_from(list(CHALLENGES)), hostile, st.sampled_from(["tanh", RELU]))
def test_any_edits_of_its_own_network_give_a_verdict_and_a_sentence(
    key: str, edits: str, candidate: str
) -> None:
    settings = replace(CHALLENGES[key].opening, edits=edits, candidate=candidate)
    assert is_a_sentence(check(key, settings))
