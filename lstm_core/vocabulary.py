"""From text to token numbers, for any Unicode text, with a place for what is unknown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "<unk>"
"""The token at slot 0: it stands for everything that was not learnt."""

_JOINER = "\u200d"
_APOSTROPHES = ("'", "\u2019", "\u02bc")


@dataclass(frozen=True)
class Vocabulary:
    """The tokens a model knows, numbered; number 0 is everything else.

    Attributes
    ----------
    tokens : tuple of str
        ``tokens[0]`` is :data:`UNKNOWN`; each other token occurs once.

    Raises
    ------
    ValueError
        When the first token is not :data:`UNKNOWN`, or a token occurs twice.

    Examples
    --------
    >>> vocabulary = Vocabulary.of(["good", "bad"])
    >>> vocabulary.encode(["bad", "ugly"]).tolist()
    [2, 0]
    """

    tokens: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a table in which a number could mean two tokens."""
        if not self.tokens or self.tokens[0] != UNKNOWN:
            raise ValueError(f"the first token must be {UNKNOWN!r}; got {self.tokens[:1]}")
        if len(set(self.tokens)) != len(self.tokens):
            raise ValueError("every token may occur only once")

    @classmethod
    def of(cls, tokens: Iterable[str]) -> Vocabulary:
        """Make a vocabulary of the distinct tokens, in order of appearance."""
        return cls(tuple(dict.fromkeys([UNKNOWN, *tokens])))

    @property
    def size(self) -> int:
        """How many slots there are, the unknown one included."""
        return len(self.tokens)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {token: number for number, token in enumerate(self.tokens)}

    def knows(self, token: str) -> bool:
        """Whether the token has a number of its own."""
        return token != UNKNOWN and token in self._numbers

    def encode(self, tokens: Sequence[str]) -> NDArray[np.int64]:
        """Turn tokens into their numbers ``(T,)``, 0 where one is unknown."""
        return np.array([self._numbers.get(token, 0) for token in tokens], dtype=np.int64)

    def decode(self, ids: Iterable[int]) -> tuple[str, ...]:
        """Look the numbers up again."""
        return tuple(self.tokens[number] for number in ids)


def visible(text: str) -> str:
    r"""Return text without what leaves no mark on a page, composed (NFC).

    Control characters become spaces. Gone are soft hyphens, zero-width spaces, byte-order marks,
    the controls of direction that could reorder a page, and halves of surrogate pairs, which
    cannot be sent to a browser; only the joiner that makes one emoji of several stays.

    Examples
    --------
    >>> visible("ter\u00adrible\ttaste")
    'terrible taste'
    """
    shown = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cc":
            shown.append(" ")
        elif character == _JOINER or category not in {"Cf", "Cs"}:
            shown.append(character)
    return unicodedata.normalize("NFC", "".join(shown))


def split_letters(text: str) -> tuple[str, ...]:
    """Split text into what a reader calls characters, without the white space.

    Accents stay on their letter and a joined emoji stays one.

    Examples
    --------
    >>> split_letters("(a b)")
    ('(', 'a', 'b', ')')
    """
    return tuple(cluster for cluster in _clusters(text) if cluster)


def split_words(text: str, *, keep_case: bool = False) -> tuple[str, ...]:
    """Split text into words, lower-case unless asked otherwise, and single signs.

    An apostrophe inside a word belongs to it, and a repeated sign counts once.

    Examples
    --------
    >>> split_words("Don't wait... What TIME is it?!")
    ("don't", 'wait', '.', 'what', 'time', 'is', 'it', '?', '!')
    """
    words: list[str] = []
    is_open = False  # whether the last word may still grow
    for cluster, following in pairwise([*_clusters(text if keep_case else text.lower()), ""]):
        apostrophe = is_open and cluster in _APOSTROPHES and _is_word(following)
        if apostrophe or _is_word(cluster):
            piece = "'" if apostrophe else cluster
            words[-1:] = [words[-1] + piece] if is_open else [*words[-1:], piece]
            is_open = True
        else:
            if cluster and (is_open or words[-1:] != [cluster]):
                words.append(cluster)
            is_open = False
    return tuple(words)


def _clusters(text: str) -> Iterator[str]:
    """Yield characters with the marks that belong to them; ``""`` for a gap."""
    cluster = ""
    for character in visible(text):
        gap = unicodedata.category(character)[0] == "Z"
        extends = _extends(character)
        if cluster and not gap and (extends or cluster.endswith(_JOINER)):
            cluster += character
            continue
        if cluster:
            yield cluster
        cluster = "" if gap or extends else character
        if not cluster:
            yield ""
    if cluster:
        yield cluster


def _extends(character: str) -> bool:
    skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return skin_tone or unicodedata.category(character)[0] == "M" or character == _JOINER


def _is_word(cluster: str) -> bool:
    return bool(cluster) and (cluster[0].isalnum() or cluster[0] == "_")
