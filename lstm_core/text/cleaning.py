"""Making a text simpler before a model reads it, for any Unicode text."""

from __future__ import annotations

import re
import string
import unicodedata

from lstm_core.vocabulary import visible

MOST_MARKS = 30
"""Most accents on one letter, as in Unicode's stream-safe text format (UAX #15)."""
_APOSTROPHES = frozenset("'\u2019")


def clean(
    text: str,
    *,
    lower: bool = False,
    strip_punctuation: bool = False,
    collapse: bool = False,
    sentences: bool = False,
) -> str:
    r"""Return the text as a model shall read it.

    Always: every way to end a line becomes a line break, every other control character and
    every kind of space becomes a space, and what leaves no mark on a page is gone
    (:func:`~lstm_core.vocabulary.visible`). A character is one code point, composed (NFC), so
    that "é" is one however it was typed. Line breaks around the text go.

    Parameters
    ----------
    text : str
        Anything.
    lower : bool
        Make all letters small.
    strip_punctuation : bool
        Take out what Unicode calls punctuation (its categories P) and the signs of ASCII that
        Python does (``$+<=>^`|~``). An apostrophe between two letters stays, for "won't" is no
        "wont"; any other mark between two characters leaves a space, so that two words never
        become one. Emoji and other symbols stay.
    collapse : bool
        Make one space of several, and one empty line; take spaces off both ends of a line. Not
        for code, where they have a meaning.
    sentences : bool
        Put every sentence on a line of its own. It is said to end with ``.``, ``!``, ``?`` or
        ``…`` before white space, so that "e.g. this" is cut too. A single line break within a
        paragraph is taken for a space.

    Returns
    -------
    str
        Perhaps empty.

    Examples
    --------
    >>> clean("“Don't wait —\tgo!”\r\n", lower=True, strip_punctuation=True, collapse=True)
    "don't wait go"
    """
    text = text.lower() if lower else text
    lines = _without_towers("\n".join(text.splitlines())).split("\n")
    text = "\n".join(map(visible, lines))
    text = text.translate({ord(c): " " for c in set(text) if unicodedata.category(c)[0] == "Z"})
    if sentences:
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
        text = re.sub(r"([.!?…][\"'”’»)\]]*)\s+", r"\1\n", text)
    if strip_punctuation:
        text = _without_punctuation(text)
    if collapse:
        text = re.sub(r" ?\n ?", "\n", re.sub(r" +", " ", text))
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return text.strip("\n")


def is_punctuation(character: str) -> bool:
    """Whether :func:`clean` takes this character out with the punctuation."""
    return unicodedata.category(character)[0] == "P" or character in string.punctuation


def _without_towers(text: str) -> str:
    """Cut off accents without end: to bring a million of them into order takes hours."""
    stacked = {c for c in set(text) if unicodedata.category(c) in {"Mn", "Mc", "Me", "Cf", "Cs"}}
    if not stacked:
        return text
    tower = f"({_any_of(stacked)}{{{MOST_MARKS}}}){_any_of(stacked)}+"
    return re.sub(tower, r"\1", text)


def _without_punctuation(text: str) -> str:
    marks = {c for c in set(text) if is_punctuation(c)}
    if not marks:
        return text

    def without(found: re.Match[str]) -> str:
        run, gap = found.groups()
        begin, end = found.span(1)
        before, after = text[max(0, begin - 1) : begin], text[end : end + 1]
        if not before.strip():
            return ""  # the gap goes too, or two would be left
        if not after.strip():
            return str(gap)
        in_word = run in _APOSTROPHES and before.isalnum() and after.isalnum()
        return "'" if in_word else " "

    return re.sub(f"({_any_of(marks)}+)( ?)", without, text)


def _any_of(characters: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]"
