"""The checks of networks that were trained or drawn at random: verdicts and gradients."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.edits import Clamp, Edits
from lstm_core.lstm import LSTM
from lstm_ui.challenges.checks import layer, letters, read
from lstm_ui.challenges.hidden import held_out_reviews, negated_reviews
from lstm_ui.challenges.tools import covered
from lstm_ui.challenges.verdict import TOO_LARGE, Floats, Verdict
from lstm_ui.runs import Run

POSITIVE = 1
MOST_FLIPPED = 0.9
REVIEWS = 100
A_COIN = 0.6
LENGTH = 30
DRAWN = 100
HALF = 0.5
MOST_PRESERVED = 0.8


def flip_negation(run: Run) -> Verdict:
    """One gate held at one step turns the review on screen, and hidden ones of its form.

    What only pushes the answer one way fails: a "not" before blame has to turn as well.
    """
    held = run.edits.clamps
    if len(held) != 1 or held[0].steps is None or held[0].steps[0] != held[0].steps[1]:
        return Verdict(False, "Hold one gate at exactly one step; its units are yours to choose.")
    assert run.trace is not None
    shown = float(run.trace.probabilities[-1, 0, POSITIVE])
    if shown <= 0.5:
        return Verdict(False, f"The review on screen stays negative: positive {shown:.2f}.")
    flipped, hidden = 0, 0
    for praise in (True, False):
        sequences = negated_reviews(121, praise)
        positive = letters(run, sequences).probabilities[-1, :, POSITIVE] > 0.5
        turned = positive == praise
        flipped, hidden = flipped + int(turned.sum()), hidden + turned.size
        if turned.mean() < MOST_FLIPPED:
            left = quote_words(sequences[int(turned.argmin())])
            kind, stays = ("praise", "negative") if praise else ("blame", "positive")
            return Verdict(
                False,
                f"The review on screen flips, but of {turned.size} hidden ones with “not” before "
                f"{kind} {_only(int(turned.sum()), 'does', 'do')}, and {left} stays {stays}: look "
                "for the step that turns the verdict whatever word follows.",
            )
    return Verdict(
        True,
        f"The review on screen flips to positive {shown:.2f}, and so do {flipped} of {hidden} "
        "hidden reviews of its form, from either side.",
    )


def silence_two(run: Run) -> Verdict:
    """With two units silent the network is right no more often than a coin."""
    clamps = run.edits.clamps
    if any(clamp.value != 0.0 for clamp in clamps):
        return Verdict(False, "Silent means held at 0: hold the output gate at 0 and nothing else.")
    units = sorted(covered(clamps, run.hidden_size))
    if len(units) != 2:
        silent = _counted(len(units), "is", "are")
        return Verdict(False, f"Exactly two units have to be silent, at every step; {silent}.")
    first, second = (unit + 1 for unit in units)
    right = _right(run, clamps)
    if right > A_COIN * REVIEWS:
        return Verdict(
            False,
            f"With units {first} and {second} silent the network is still right on {right} of "
            f"{REVIEWS} hidden reviews, where a coin would be on about {REVIEWS // 2}.",
        )
    alone = [_right(run, (Clamp("o", 0.0, units=(unit,)),)) for unit in units]
    return Verdict(
        True,
        f"With units {first} and {second} silent the network is right on {right} of {REVIEWS} "
        f"hidden reviews, like a coin; with unit {first} alone silent it is right on {alone[0]}, "
        f"with unit {second} alone on {alone[1]}.",
    )


def keep_gradient(run: Run) -> Verdict:
    """The gradient of c at step 1 is at least half of that at step 30."""
    assert run.example.vocabulary is not None
    words = np.random.default_rng(123).integers(1, run.example.vocabulary.size, (LENGTH, DRAWN))
    share = _gradient_left(run, words)
    if not np.isfinite(share).all():
        return Verdict(False, TOO_LARGE)
    kept = int((share >= HALF).sum())
    median = f"{float(np.median(share)):.2g}"
    if kept < MOST_PRESERVED * DRAWN:
        return Verdict(
            False,
            f"On {_only(kept)} of {DRAWN} hidden sequences the gradient at step 1 is at least half "
            f"of that at step {LENGTH}; the median is {median} of it.",
        )
    return Verdict(
        True,
        f"On {kept} of {DRAWN} hidden sequences the gradient at step 1 is at least half of that "
        f"at step {LENGTH}; the median is {median} of it.",
    )


def quote_words(words: tuple[str, ...]) -> str:
    """A review as a reader would write it."""
    return f"“{' '.join(words)}”".replace(" .", ".").replace("“t", "“T")


def _counted(count: int, one: str = "", more: str = "") -> str:
    """A count and the verb that goes with it; 0 is "none"."""
    return f"{count or 'none'} {one if count <= 1 else more}".rstrip()


def _only(count: int, one: str = "", more: str = "") -> str:
    """The same of a count that is too small."""
    return f"{'only ' if count else ''}{_counted(count, one, more)}"


def _right(run: Run, clamps: tuple[Clamp, ...]) -> int:
    """How many of the hidden reviews the network is right about with these gates held."""
    batch = held_out_reviews(122, REVIEWS)
    answers = Edits(clamps).forward(run.model, batch.inputs).logits.argmax(axis=2)
    return int(((answers == batch.targets) & (batch.weights == 1.0)).sum())


def _gradient_left(run: Run, words: NDArray[np.int64]) -> Floats:
    """For each sequence the share of the gradient of c at the last step that reaches the first.

    The loss is the sum of h at the last step.
    """
    trace, cell = layer(read(run, words)), run.model.layers[0]
    assert isinstance(cell, LSTM)
    d_h = np.zeros_like(trace.h)
    d_h[-1] = 1.0
    with np.errstate(all="ignore"):
        sizes = np.linalg.norm(cell.backward(trace, d_h).d_c, axis=2)
        return np.asarray(np.where(sizes[-1] > 0.0, sizes[0] / sizes[-1], 0.0))
