"""A text as numbers: one for each character, and a last part that training never sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.text.codes import codes_of, text_of
from lstm_core.vocabulary import UNKNOWN, Vocabulary

Ids = NDArray[np.int64]

LINE_BREAK = "\n"
PADDING = "<pad>"
"""The last token of a vocabulary: what fills up behind the end of a shorter sequence."""
SHOWN = {UNKNOWN: "\ufffd", PADDING: ""}
LEAST, MOST_KINDS = 100, 128


@dataclass(frozen=True)
class CharacterText:
    r"""A cleaned text, its characters numbered, cut in time into two parts.

    Training reads the first part and nothing else: not even the vocabulary knows a character
    that occurs in the held-out part only. Such a one is unknown, and so are the rarest beyond
    a limit; all of them together count as one more character.

    Attributes
    ----------
    ids : ndarray
        ``(N,)``: the number of each character of the whole text, 0 where it is unknown.
    vocabulary : Vocabulary
        The unknown one, the known characters by code point with the line break always among
        them, and :data:`PADDING`.
    split : int
        Where the held-out part begins.
    left_out : int
        How many distinct characters of the text have no number of their own.

    Examples
    --------
    >>> text = CharacterText.of("to be or not to be\n" * 9)
    >>> len(text.training), len(text.held_out), text.vocabulary.size
    (153, 17, 10)
    """

    ids: Ids
    vocabulary: Vocabulary
    split: int
    left_out: int = 0

    def __post_init__(self) -> None:
        """Keep the numbers from being written to."""
        ids = np.array(self.ids, dtype=np.int64)
        ids.flags.writeable = False
        object.__setattr__(self, "ids", ids)

    @classmethod
    def of(cls, text: str, *, most_kinds: int = MOST_KINDS, held_out: float = 0.1) -> CharacterText:
        """Give a number to each character of a text that is clean already.

        Parameters
        ----------
        text : str
            At least 100 characters; empty lines around it are no part of it.
        most_kinds : int
            How many distinct characters get a number: the most frequent of the training part.
        held_out : float
            The share that is held out, at the end. Where a line begins soon after that place,
            the part begins there.

        Returns
        -------
        CharacterText
            The numbers and what they mean.

        Raises
        ------
        ValueError
            When the text is too short, or there is no such share or number of characters.
        """
        codes = codes_of(text.strip("\n"))
        if len(codes) < LEAST:
            raise ValueError(
                f"The text has {len(codes)} characters once it is cleaned; "
                f"give one of at least {LEAST}."
            )
        if most_kinds < 2 or not 0.0 < held_out <= 0.5:
            raise ValueError(f"got {most_kinds} characters and a held-out share of {held_out}")
        split = _split(codes, held_out)
        known = _most_frequent(codes[:split], most_kinds)
        place = np.minimum(np.searchsorted(known, codes), len(known) - 1)
        is_known = known[place] == codes
        left_out = len(np.unique(codes[~is_known]))
        vocabulary = Vocabulary.of([*text_of(known), PADDING])
        return cls(np.where(is_known, place + 1, 0), vocabulary, split, left_out)

    @property
    def training(self) -> Ids:
        """The numbers of the first part."""
        return self.ids[: self.split]

    @property
    def held_out(self) -> Ids:
        """The numbers of the part that training never sees."""
        return self.ids[self.split :]

    @property
    def unknown(self) -> int:
        """How many places of the whole text hold an unknown character."""
        return int((self.ids == 0).sum())

    @property
    def line_break(self) -> int:
        """The number of the line break."""
        return int(self.vocabulary.encode([LINE_BREAK])[0])

    @property
    def padding(self) -> int:
        """The number that fills up behind the end of a shorter sequence."""
        return self.vocabulary.size - 1

    @property
    def never_written(self) -> tuple[int, int]:
        """The numbers that a model may not write: they are no characters."""
        return (0, self.padding)

    def encode(self, text: str) -> Ids:
        """Turn characters into their numbers, 0 where one is unknown."""
        return self.vocabulary.encode(text)

    def decode(self, ids: Iterable[int]) -> str:
        """Turn numbers into text; an unknown character is U+FFFD, padding nothing."""
        return "".join(SHOWN.get(token, token) for token in self.vocabulary.decode(ids))


def _split(codes: NDArray[np.uint32], share: float) -> int:
    """Cut where the share begins, or at the first line that begins soon after."""
    out = max(2, round(len(codes) * share))
    cut = len(codes) - out
    breaks = np.flatnonzero(codes[cut - 1 : cut + out // 2 - 1] == ord(LINE_BREAK))
    return int(cut + breaks[0]) if len(breaks) else cut


def _most_frequent(codes: NDArray[np.uint32], most: int) -> NDArray[np.uint32]:
    """Take the line break and the most frequent others, by code point; of equals the first."""
    kinds, counts = np.unique(codes, return_counts=True)
    counts, kinds = counts[kinds != ord(LINE_BREAK)], kinds[kinds != ord(LINE_BREAK)]
    frequent = kinds[np.argsort(-counts, kind="stable")[: most - 1]]
    return np.sort(np.append(frequent, np.uint32(ord(LINE_BREAK))))
