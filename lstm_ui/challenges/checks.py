"""The checks of cells set by hand: what each unit should hold and show after every letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.edits import Edits
from lstm_core.lstm import LSTMTrace
from lstm_core.model import ModelTrace
from lstm_ui.challenges.hidden import encoded, followed, marked, numbers, ones_among_dots, texts
from lstm_ui.challenges.verdict import Measured, Verdict, judge
from lstm_ui.runs import Run

SILENT = 1e-6
CLOSE = 0.05
NEAR = 0.1
COUNTED = 0.25
HALF_LIFE = 10
REMEMBERED = 30


def silence_h(run: Run) -> Verdict:
    """h is 0 at every step, and c is what it was without the operation."""
    sequences = texts(101, "AAABB..")
    held = letters(run, sequences)
    before = letters(replace(run, model=run.example.model, edits=Edits()), sequences)
    units = range(run.hidden_size)
    measures = [
        Measured(f"h of unit {k + 1}", h, np.zeros_like(h), SILENT, "h was not silent")
        for k, h in ((k, layer(held).h[:, :, k]) for k in units)
    ] + [
        Measured(
            f"c of unit {k + 1}",
            layer(held).c[:, :, k],
            layer(before).c[:, :, k],
            SILENT,
            "h was silent, but c was lost",
        )
        for k in units
    ]
    return judge(sequences, measures, "h was 0 at every step and c exactly what it was before")


def keep_against_x(run: Run) -> Verdict:
    """c of unit 1 is 1 from the first A on, and 0 before it."""
    return _c_follows(
        run,
        texts(102, "AXX...."),
        lambda c, letter: 1.0 if letter == "A" else c,
        "c of unit 1 was 0 before the first A and stayed 1 after it, whatever X came",
        within=CLOSE,
        fault="unit 1 did not hold what it should",
    )


def count_up(run: Run) -> Verdict:
    """c is the number of A's so far; a B takes nothing away."""
    return _c_follows(
        run,
        texts(103, "ABB."),
        lambda c, letter: c + (letter == "A"),
        "c was the number of A's at every step, and no B took anything away",
        within=CLOSE,
        fault="c was not the number of A's",
    )


def fade_by_half(run: Run) -> Verdict:
    """Ten steps after an A half of it is left."""
    starts = [n % 8 for n in range(40)]
    sequences = ["." * n + "A" + "." * (HALF_LIFE + 7 - n) for n in starts]
    trace = letters(run, sequences)
    asked = np.zeros(trace.inputs.shape, dtype=bool)
    asked[np.array(starts) + HALF_LIFE, np.arange(len(starts))] = True
    c = layer(trace).c[:, :, 0]
    fault = "more than half was left 10 steps after the A"
    if c[asked].mean() < 0.5:
        fault = "less than half was left 10 steps after the A"
    measure = Measured("c", c, np.full_like(c, 0.5), CLOSE, fault, asked)
    left = f"{float(c[asked].mean()):.2f}"
    return judge(sequences, [measure], f"{left} of the 1 was left in c 10 steps after the A")


def erase_on_x(run: Run) -> Verdict:
    """c is 1 from an A to the next X, else 0."""
    return _c_follows(
        run,
        texts(105, "AX...."),
        lambda c, letter: 1.0 if letter == "A" else 0.0 if letter == "X" else c,
        "every X took c to 0, and between an A and the next X it stayed 1",
        within=NEAR,
        fault="c did not follow the commands",
    )


def count_to_five(run: Run) -> Verdict:
    """c is the number of A's so far, of which there are up to five among other letters."""
    return _c_follows(
        run,
        ones_among_dots(106, 5),
        lambda c, letter: c + (letter == "A"),
        f"with 0 to 5 A's in 20 steps, c was their number to within {COUNTED:g} at every step",
        within=COUNTED,
        fault="the count was wrong",
    )


def copy_input(run: Run) -> Verdict:
    """The answer at every step is the number that was read there."""
    values = numbers(107)
    answer = read(run, values).logits[:, :, 0]
    measure = Measured("the answer", answer, values[:, :, 0], CLOSE, "the answer was no copy")
    sequences = [[f"{x:g}".replace("-", "−") for x in row] for row in values[:, :, 0].T]
    return judge(
        sequences,
        [measure],
        f"the answer was the number just read, to within {CLOSE:g} at every step",
    )


def replace_old(run: Run) -> Verdict:
    """c is 1 after an A and -1 after a B, however many came."""
    return _c_follows(
        run,
        texts(108, "AB..."),
        _latest,
        "c held the latest letter alone: 1 for an A, −1 for a B",
        within=NEAR,
        fault="c was not the latest letter alone",
    )


def show_on_request(run: Run) -> Verdict:
    """h is 0 but at a question mark, where it shows the latest letter."""
    sequences = texts(109, "AB??....")
    trace = letters(run, sequences)
    h, stored = layer(trace).h[:, :, 0], followed(sequences, _latest)
    asks = np.array([[letter == "?" for letter in sequence] for sequence in sequences]).T
    shown = stored * np.tanh(1.0)
    return judge(
        sequences,
        [
            Measured(
                "h", h, np.zeros_like(h), CLOSE, "h was not silent before it was asked", ~asks
            ),
            Measured("h", h, shown, 0.15, "h did not show the store when asked", asks),
        ],
        f"h showed the store at every ? and stayed within {CLOSE:g} of 0 elsewhere",
    )


def remember_first(run: Run) -> Verdict:
    """After 30 letters of noise c and h still tell which capital letter came first."""
    noise = texts(110, "ab", REMEMBERED)
    sequences = [first + rest for first, rest in zip("AB" * (len(noise) // 2), noise, strict=True)]
    trace = letters(run, sequences)
    c, h = layer(trace).c[:, :, 0], layer(trace).h[:, :, 0]
    first = np.array([1.0 if sequence[0] == "A" else -1.0 for sequence in sequences])
    asked = np.zeros(c.shape, dtype=bool)
    asked[-1] = True
    fault = _why_not_remembered(layer(trace))
    wanted = np.broadcast_to(first, c.shape)
    return judge(
        sequences,
        [
            Measured("c", c, wanted, 0.2, fault, asked),
            Measured("h", h, wanted * np.tanh(1.0), NEAR * 2, "h did not show what c knew", asked),
        ],
        f"c still held the first letter after {REMEMBERED} letters of noise, and h showed it",
    )


def stop_at_mark(run: Run) -> Verdict:
    """c of unit 1 is A's less B's as far as the first M, and no letter after it counts."""
    sequences = marked(111)
    heard = [sequence.split("M")[0].ljust(len(sequence), ".") for sequence in sequences]
    c = layer(letters(run, sequences)).c[:, :, 0]
    wanted = followed(heard, lambda c, letter: c + {"A": 1, "B": -1}.get(letter, 0))
    measure = Measured("c of unit 1", c, wanted, COUNTED, "c of unit 1 was wrong")
    return judge(
        sequences,
        [measure],
        "unit 1 counted as before up to the M and ignored every letter after it",
    )


def letters(run: Run, sequences: Sequence[Sequence[str]]) -> ModelTrace:
    """Let the operated network read sequences of one length, side by side."""
    assert run.example.vocabulary is not None
    return read(run, encoded(run.example.vocabulary, sequences))


def layer(trace: ModelTrace) -> LSTMTrace:
    """What the LSTM did, which all of these networks but the copier are."""
    first = trace.layers[0]
    assert isinstance(first, LSTMTrace)
    return first


def read(run: Run, inputs: NDArray[Any]) -> ModelTrace:
    """Let the operated network read a batch; what grows too large is infinite or NaN in it."""
    with np.errstate(all="ignore"):
        return Edits(run.edits.clamps).forward(run.model, inputs)


def _c_follows(
    run: Run,
    sequences: Sequence[str],
    rule: Callable[[float, str], float],
    done: str,
    *,
    within: float,
    fault: str,
) -> Verdict:
    """Whether c of unit 1 is at every step what a rule makes of the letters so far."""
    c = layer(letters(run, sequences)).c[:, :, 0]
    name = "c" if run.hidden_size == 1 else "c of unit 1"
    return judge(sequences, [Measured(name, c, followed(sequences, rule), within, fault)], done)


def _latest(held: float, letter: str) -> float:
    return {"A": 1.0, "B": -1.0}.get(letter, held)


def _why_not_remembered(trace: LSTMTrace) -> str:
    if trace.i[0].min() < 0.9:
        return "the first letter was hardly written"
    if trace.i[1:].max() > 0.02:
        return "noise got in"
    return "the unit had forgotten"
