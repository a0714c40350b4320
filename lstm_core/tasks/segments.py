"""Digits on a display of seven segments: to be named in one step, or spelled letter by letter.

Each segment is wrong in one case of :data:`FLIPPED`. So a picture rarely says for certain which
digit was meant, and what a network answers can be compared with the exact shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.tasks.split import is_held_out

Floats = NDArray[np.float64]

SEGMENTS = ("a", "b", "c", "d", "e", "f", "g")
"""Top, upper right, lower right, bottom, lower left, upper left, middle."""
LIT = ("abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg")
"""Which segments each digit lights, 0 first."""
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
FLIPPED = 0.08
"""How often a segment is the other way round."""

DIGITS = np.array([[float(name in lit) for name in SEGMENTS] for lit in LIT])
"""``(10, 7)``: the ten pictures without a mistake."""
LETTERS = ("", *sorted(set("".join(NAMES))))
"""What can be written; the first ends the word."""
INPUTS = len(SEGMENTS) + len(LETTERS)
"""What the speller reads at a step: the picture, and beside it the letter before."""
DEFAULT = "abc"
STEPS = 1 + max(map(len, NAMES))
"""Letters of the longest name, and the end."""


@dataclass(frozen=True)
class Picture:
    """A picture of a digit, and which digit was meant.

    Attributes
    ----------
    lit : ndarray
        ``(7,)``: 1 where a segment is lit, else 0.
    digit : int
        What was meant.
    """

    lit: Floats
    digit: int


def shares(lit: Floats) -> Floats:
    r"""Compute by Bayes' rule how likely each digit was meant.

    .. math:: p(d \mid x) = \frac{q^{n_d} (1-q)^{7-n_d}}{\sum_e q^{n_e} (1-q)^{7-n_e}}

    n_d counts the segments in which the picture differs from digit d, q is :data:`FLIPPED`.

    Returns
    -------
    ndarray
        ``(10,)``.
    """
    differs = np.abs(DIGITS - lit).sum(axis=1)
    likely = FLIPPED**differs * (1 - FLIPPED) ** (len(SEGMENTS) - differs)
    return np.asarray(likely / likely.sum(), dtype=np.float64)


def draw_picture(rng: np.random.Generator, *, held_out: bool = False) -> Picture:
    """Draw a digit and a picture of it from one side of the split; clean ones are for training."""
    while True:
        digit = int(rng.integers(len(NAMES)))
        lit = np.abs(DIGITS[digit] - (rng.random(len(SEGMENTS)) < FLIPPED))
        if _is_held_out(lit) == held_out:
            return Picture(lit, digit)


def held_out_pictures() -> Floats:
    """Return all pictures that training never sees: ``(N, 7)``."""
    every = (np.arange(2 ** len(SEGMENTS))[:, None] >> np.arange(len(SEGMENTS))) & 1
    return np.array([lit for lit in every.astype(np.float64) if _is_held_out(lit)])


def digit_batch(rng: np.random.Generator, size: int, *, held_out: bool = False) -> Batch:
    """Draw pictures, each to be named in one step: inputs ``(1, B, 7)``, targets ``(1, B)``."""
    drawn = [draw_picture(rng, held_out=held_out) for _ in range(size)]
    digits = np.array([[picture.digit for picture in drawn]])
    return Batch(np.array([[picture.lit for picture in drawn]]), digits, np.ones((1, size)))


def spelling_batch(rng: np.random.Generator, size: int, *, held_out: bool = False) -> Batch:
    """Draw pictures, each to be spelled: the picture at step 1, then the letters so far.

    Returns
    -------
    Batch
        Inputs ``(STEPS, B, INPUTS)``, letters ``(STEPS, B)``; nothing is asked behind an end.
    """
    drawn = [draw_picture(rng, held_out=held_out) for _ in range(size)]
    inputs = np.zeros((STEPS, size, INPUTS))
    targets, weights = np.zeros((STEPS, size), dtype=np.int64), np.zeros((STEPS, size))
    for b, picture in enumerate(drawn):
        letters = spelled(picture.digit)
        inputs[0, b] = picture_input(picture.lit)
        inputs[1 : len(letters), b] = [letter_input(letter) for letter in letters[:-1]]
        targets[: len(letters), b] = letters
        weights[: len(letters), b] = 1.0
    return Batch(inputs, targets, weights)


def spelled(digit: int) -> list[int]:
    """Return the letters of a digit's name as numbers, the end included.

    Examples
    --------
    >>> [LETTERS[k] for k in spelled(2)]
    ['t', 'w', 'o', '']
    """
    return [*(LETTERS.index(letter) for letter in NAMES[digit]), 0]


def picture_input(lit: Floats) -> Floats:
    """Lay out what the speller reads at its first step: ``(INPUTS,)``."""
    return np.concatenate([lit, np.zeros(len(LETTERS))])


def letter_input(letter: int) -> Floats:
    """Lay out what the speller reads later: no picture, only the letter before: ``(INPUTS,)``."""
    return np.concatenate([np.zeros(len(SEGMENTS)), np.eye(len(LETTERS))[letter]])


def _is_held_out(lit: Floats) -> bool:
    clean = (DIGITS == lit).all(axis=1).any()
    return not clean and is_held_out(lit.astype(int).tolist())
