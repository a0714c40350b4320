"""The sentence about an operation says what the engine's numbers say, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_core import Override
from lstm_ui.runs import Run, make_run, percent
from lstm_ui.settings import Settings
from lstm_ui.sources import NETWORKS, cells_offered
from lstm_ui.surgery.comparison import original_of
from lstm_ui.surgery.words import NOTHING, of_comparison
from tests.ui.beside import compared, said, small, together
from tests.ui.strategies import any_of

REVIEW = "This movie was not good at all."


def shares(logits: np.ndarray) -> list[float]:
    """Softmax of the last answer, written out."""
    powers = [float(np.exp(score - max(logits[-1, 0]))) for score in logits[-1, 0]]
    return [power / sum(powers) for power in powers]


def flips_of(run: Run) -> list[tuple[str, float, int, int, list[float]]]:
    """Every gate, value, step and unit at which one clamp turns the verdict, by trying all."""
    found, before = [], shares(run.trace.logits)
    places = product("fio", (0.0, 1.0), range(len(run.parsed.tokens)), range(run.hidden_size))
    for gate, value, t, unit in places:
        held = [Override(gate, value, step=t, unit=unit)]
        after = shares(run.model.forward(run.parsed.inputs, overrides=held).logits)
        if after.index(max(after)) != before.index(max(before)):
            found.append((gate, value, t, unit, after))
    return found


WORDS = {
    ("f", 0.0): "Forgetting", ("f", 1.0): "Keeping everything in",
    ("i", 0.0): "Writing nothing into", ("i", 1.0): "Writing all of g into",
    ("o", 0.0): "Closing the output gate of", ("o", 1.0): "Opening the output gate of",
}  # fmt: skip


def test_a_clamp_that_flips_the_verdict_of_a_review_is_told_with_the_engines_numbers() -> None:
    run = make_run(Settings(text=REVIEW))
    flips = flips_of(run)
    assert flips  # "not", kept out of one unit, turns this review
    before = shares(run.trace.logits)
    for gate, value, t, unit, after in flips:
        was, now = (int(np.argmax(each)) for each in (before, after))
        names = run.example.classes
        sentence = said(Settings(text=REVIEW, edits=f"{gate}_{t + 1}_{unit + 1}_{value:g}"))
        assert sentence.startswith(
            f"{WORDS[gate, value]} unit {unit + 1} at step {t + 1} (“{run.parsed.tokens[t]}”) "
            f"flips the verdict from “{names[was]}” ({percent(before[was])}) "
            f"to “{names[now]}” ({percent(after[now])}). Cell state c differs from step "
        )


def test_no_other_single_clamp_is_said_to_flip_it() -> None:
    run = make_run(Settings(text=REVIEW))
    flips = {flip[:4] for flip in flips_of(run)}
    for gate, value, t, unit in product("fio", (0.0, 1.0), (0, 3, 5), range(4)):
        sentence = said(Settings(text=REVIEW, edits=f"{gate}_{t + 1}_{unit + 1}_{value:g}"))
        assert (" flips the verdict " in sentence) == ((gate, value, t, unit) in flips)


def test_a_verdict_that_stays_is_told_once_where_its_share_stays_and_twice_where_not() -> None:
    run = make_run(Settings(text=REVIEW))
    before = shares(run.trace.logits)
    top, endings = before.index(max(before)), set()
    for t, unit in product(range(8), range(4)):
        held = [Override("o", 0.5, step=t, unit=unit)]
        after = shares(run.model.forward(run.parsed.inputs, overrides=held).logits)
        if after.index(max(after)) != top:
            continue
        name, was, now = run.example.classes[top], percent(before[top]), percent(after[top])
        told = f"“{name}”: {was} before, {now} now" if was != now else f"at “{name}” ({now})"
        endings.add(was == now)
        sentence = said(Settings(text=REVIEW, edits=f"o_{t + 1}_{unit + 1}_0.5"))
        assert f" leaves the verdict {told}{between(run, held, top)}. " in sentence
    assert endings == {True, False}  # both are met


def between(run: Run, held: list[Override], top: int) -> str:
    """What is said of the share on the way: only where it differs more than at the end."""
    operated = run.model.forward(run.parsed.inputs, overrides=held)
    was, now = (trace.probabilities[:, 0, top] for trace in (run.trace, operated))
    apart = [abs(one - other) for one, other in zip(was, now, strict=True)]
    t = apart.index(max(apart))
    if max(apart) < 0.02 or max(apart) - apart[-1] < 0.02:
        return ""
    return f", but after step {t + 1} its share is {percent(now[t])} where it was {percent(was[t])}"


def test_an_answer_that_is_a_number_moves_or_stays() -> None:
    echo = Settings(net="echo", text="0.5, -1, 0.25, 0.75, -0.5")
    before = float(make_run(echo).trace.logits[-1, 0, 0])
    moved = replace(echo, edits="by_1_0.5")
    after = float(make_run(moved).trace.logits[-1, 0, 0])
    assert abs(after - before) > 0.3
    numbers = (f"{value:.2f}".replace("-", "−") for value in (before, after))
    assert said(moved).startswith(
        f"Setting b_y[1] to 0.5 moves the last answer from {' to '.join(numbers)}. "
    )
    stays = said(replace(echo, edits="g_1_1_0.25"))
    assert re.match(r"Holding g of unit 1 at step 1 \(“0.5”\) at 0.25 (leaves|moves) ", stays)
    last = replace(echo, edits=f"by_1_{float(make_run(echo).model.readout.bias[0]) + 0.004!r}")
    found = float(make_run(last).trace.logits[-1, 0, 0])
    assert f" leaves the last answer at {f'{found:.2f}'.replace('-', '−')}. " in said(last)


@pytest.mark.parametrize(("before", "after"), [(0.50499, 0.49999), (-0.2549, -0.2451)])
def test_an_answer_does_not_move_from_a_number_to_the_same_number(
    before: float, after: float
) -> None:
    echo = Settings(net="echo", text="0.5, -1, 0.25")
    found = compared(replace(echo, edits="by_1_0.5"))
    found = replace(found, a=ending(found.a, before), b=ending(found.b, after))
    assert f" leaves the last answer at {f'{after:.2f}'.replace('-', '−').rstrip('0')}. " in (
        of_comparison(found, kept=False)
    )


def ending(run: Run, answer: float) -> Run:
    """The same run with another last answer."""
    logits = run.trace.logits.copy()
    logits[-1, 0, 0] = answer
    return replace(run, trace=replace(run.trace, logits=logits))


def planted(differences: dict[tuple[int, int], float], state: str = "c") -> str:
    """What is said of two runs of 5 steps and units that differ in just that."""
    cell = {"c": "LSTM", "h": "RNN"}[state]
    found = compared(replace(small, cell=cell, edits="by_1_5"))
    values = getattr(found.a.layer, state).copy()
    for (t, unit), difference in differences.items():
        values[t, 0, unit] += difference
    layer = replace(found.a.layer, **{state: values})
    b = replace(found.b, trace=replace(found.b.trace, layers=(layer,)))
    sentence = of_comparison(replace(found, b=b), kept=False)
    return sentence.partition("). ")[2]


@pytest.mark.parametrize("state", ["c", "h"])
@pytest.mark.parametrize(
    ("differences", "told"),
    [
        ({}, "stays what it was, in every unit and at every step."),
        ({(3, 1): 0.004, (4, 2): -0.0049}, "stays what it was, in every unit and at every step."),
        ({(4, 2): 0.25},
         "differs from step 5 on; most at step 5 in unit 3, where it is 0.25 higher."),
        ({(3, 0): 0.25, (4, 2): -0.5, (4, 1): 0.375},
         "differs from step 4 on; most at step 5 in unit 3, where it is 0.5 lower."),
        ({(t, t): 1.0 - 0.25 * t for t in range(4)} | {(4, 0): 0.0051},
         "differs from step 1 on; most at step 1 in unit 1, where it is 1 higher."),
        ({(1, 4): -0.25, (2, 4): 0.004, (3, 0): -0.75},
         "differs from step 2 on, at 2 steps in all; most at step 4 in unit 1, where it is 0.75 "
         "lower."),
        ({(0, 3): 2.0}, "differs at step 1 only; most in unit 4, where it is 2 higher."),
        ({(2, 1): -0.25, (2, 2): 0.125},
         "differs at step 3 only; most in unit 2, where it is 0.25 lower."),
    ],
)  # fmt: skip
def test_where_the_state_differs_is_told_by_its_first_step_and_its_largest_place(
    differences: dict[tuple[int, int], float], told: str, state: str
) -> None:
    name = {"c": "Cell state c", "h": "Hidden state h"}[state]
    assert planted(differences, state) == f"{name} {told}"


HELD = st.sampled_from(["f_{}_{}_0", "i_{}_{}_1", "g_{}_{}_-2", "o_{}_{}_0.5", "r_{}_{}_0",
                        "z_{}_{}_1", "n_{}_{}_1.5", "ha_{}.{}_2", "xa_{}.{}_-3"])  # fmt: skip


@given(
    st.sampled_from(["LSTM", "GRU", "RNN"]), HELD, st.integers(1, 5), st.integers(1, 5),
    st.integers(0, 99),
)  # fmt: skip
def test_the_first_step_the_largest_place_and_its_sign_are_those_of_a_search(
    cell: str, edit: str, t: int, unit: int, seed: int
) -> None:
    b = replace(small, cell=cell, seed=seed, edits=edit.format(t, unit))
    found = compared(b)
    if not found.b.edits.clamps and not found.b.edits.changes:  # no such gate here
        assert said(b) == NOTHING
        return
    name = "c" if cell == "LSTM" else "h"
    before, after = (getattr(run.layer, name)[:, 0] for run in (found.a, found.b))
    steps, largest = [], (0.0, 0, 0)
    for at in range(5):
        for j in range(5):
            size = abs(after[at, j] - before[at, j])
            if size >= 0.005 and at + 1 not in steps:
                steps.append(at + 1)
            largest = max(largest, (size, -at, -j))
    sentence = said(b)
    if not steps:
        assert "stays what it was" in sentence
        return
    size, at, j = largest[0], -largest[1], -largest[2]
    way = "higher" if after[at, j] > before[at, j] else "lower"
    number = f"{size:.2f}".rstrip("0").rstrip(".")
    assert sentence.endswith(f" in unit {j + 1}, where it is {number} {way}.")
    only = steps == [steps[0]] and steps[0] < 5
    assert (f"differs at step {steps[0]} only" if only else f"differs from step {steps[0]} on") in (
        sentence
    )
    assert only or f"most at step {at + 1} in unit" in sentence
    assert ("steps in all" in sentence) == (not only and steps != [*range(steps[0], 6)])


def test_a_clamp_at_what_the_gate_was_anyway_leaves_all_and_says_so() -> None:
    f = float(make_run(small).trace.layers[0].f[1, 0, 2])
    sentence = said(replace(small, edits=f"f_2_3_{f!r}"))
    assert sentence.startswith("Holding f of unit 3 at step 2 (“time”) at ")
    assert "leaves the verdict at" in sentence
    assert sentence.endswith("Cell state c stays what it was, in every unit and at every step.")


def test_a_kept_a_and_b_are_told_side_by_side_and_nothing_is_called_a_deed() -> None:
    a, b = replace(small, edits="by_1_50"), replace(small, edits=together("by_2_50", "f_3_2_0"))
    found = compared(b, a)
    one, two = (make_run(each) for each in (a, b))
    names = one.example.classes
    top = [
        (names[np.argmax(s)], percent(max(s))) for s in (shares(r.trace.logits) for r in (one, two))
    ]
    assert of_comparison(found, kept=True).startswith(
        f"Between A and B, the answer is “{top[0][0]}” ({top[0][1]}) in A and “{top[1][0]}” "
        f"({top[1][1]}) in B. Cell state c differs from step 3 on"
    )
    same = of_comparison(compared(a, a), kept=True)
    assert same == (
        f"Between A and B, the answer is “{top[0][0]}” ({top[0][1]}) in both. Cell state c stays "
        "what it was, in every unit and at every step."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("b", "told"),
    [
        ({"text": "what time is it"},
         "A has 5 steps and B has 4, so their states are not subtracted."),
        ({"text": "time"}, "A has 5 steps and B has 1, so their states are not subtracted."),
        ({"cell": "GRU"}, "They are different networks, so their states are not subtracted."),
        ({"seed": 12}, "They are different networks, so their states are not subtracted."),
        ({"hidden": 4}, "They are different networks, so their states are not subtracted."),
        ({"net": "echo", "text": "1 2 3 4 5"},
         "They are different networks, so their states are not subtracted."),
    ],
)  # fmt: skip
def test_states_that_cannot_be_subtracted_are_said_not_to_be(b: dict[str, Any], told: str) -> None:
    sentence = of_comparison(compared(replace(small, **b), small), kept=True)
    assert sentence.startswith("Between A and B, the answer is ") and sentence.endswith(f". {told}")


def test_of_an_rnn_the_hidden_state_is_told() -> None:
    sentence = said(replace(small, cell="RNN", edits="ba_2_3"))
    assert sentence.startswith("Setting b_h[2] to 3 ")
    assert ". Hidden state h differs from step 1 on; most at step " in sentence


offered = [(net, cell) for net in NETWORKS for cell in cells_offered(net)]
edits = st.lists(HELD, max_size=3)


@given(
    st.sampled_from(offered), any_of(Settings, st.none()), edits, st.integers(1, 4),
    st.integers(1, 4), st.booleans(), st.sampled_from(offered),
)  # fmt: skip
@example(("random", "LSTM"), Settings(hidden=1), ["g_{}_{}_-2"], 1, 1, False, offered[0])
def test_whatever_was_done_is_told_in_whole_sentences_without_nan(
    which: tuple[str, str], settings: Settings, edits: list[str], t: int, unit: int, kept: bool,
    beside: tuple[str, str],
) -> None:  # fmt: skip
    done = together(*dict.fromkeys(edit.format(t, unit) for edit in edits))
    b = replace(settings, net=which[0], cell=which[1], edits=done)
    a = replace(original_of(b), net=beside[0], cell=beside[1]) if kept else original_of(b)
    sentence = of_comparison(compared(b, a), kept=kept)
    assert sentence.endswith(".") and sentence[0].isupper()
    assert not re.search(r"nan|inf\b|None|  |\.\.|-\d|\b1 steps|\[\]|_\[", sentence)
