"""Terms in a lesson's text made into links to their entries; the text itself stays as it is."""

from __future__ import annotations

import re
from functools import cache

from lstm_ui.glossary.entries import Entry, glossary
from lstm_ui.lessons import COLOURS

# A page's own address is its path, so what leads to another page has no slash before it: the app
# may be served from a folder.
ADDRESS = "glossary?term={key}"

_KEPT = re.compile(
    r"(?P<kept>"
    r"~~~.*?~~~|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"  # code
    r"|\$\$.*?\$\$|(?<!\\)\$[^$\n]+\$"  # mathematics
    r"|^[ \t]*(?:#|[-*+] \[[ x]\]).*?$"  # headings, options of a question
    r"|:material/\w+:|\w+://\S+|<[^>\n]+>"  # icons, addresses, tags
    r")",
    re.DOTALL | re.MULTILINE,
).pattern
_COLOURED = r":(?P<colour>[a-z]+)\[(?P<words>[^\[\]\n]*)\](?!\()"
_BRACKETS = r"(?P<link>!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()\n]*\))?)"
_LETTER = re.compile(r"(\*\*)?(?P<letter>\w)(?(1)\*\*)")

_WITH_LETTER = re.compile(rf" (?:{'|'.join(COLOURS)})$")
"""The symbol that follows its name: cell state c."""


def linked(text: str) -> str:
    """The text of a section with the first occurrence of each term as a link to its entry.

    Code, mathematics, headings, links and the options of a question stay as they are. Words in
    a colour become a link as a whole, if they are a term or one of its symbols.
    """
    return _linked(text)[0]


def terms_of(text: str) -> tuple[str, ...]:
    """Keys of the entries that :func:`linked` leads to, in the order of the text."""
    return _linked(text)[1]


@cache
def _linked(text: str) -> tuple[str, tuple[str, ...]]:
    spelled, scanner = _scanner()
    letters = _letters()
    seen: list[str] = []

    def to(key: str | None, words: str) -> str:
        if key is None or key in seen:
            return words
        seen.append(key)
        return f"[{words}]({ADDRESS.format(key=key)})"

    def replace(found: re.Match[str]) -> str:
        if found["term"]:
            return to(spelled(found["term"]), found[0])
        if found["colour"]:
            letter = _LETTER.fullmatch(found["words"])
            key = letters.get(letter["letter"]) if letter else None
            return to(key or spelled(_WITH_LETTER.sub("", found["words"])), found[0])
        return found[0]

    return scanner.sub(replace, text), tuple(seen)


class _Spelled:
    """Which entry a spelling names; its first letter may be a capital, and an s may follow."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._keys = {_folded(name): entry.key for entry in entries for name in entry.spellings}

    def __call__(self, words: str) -> str | None:
        for name in (words, words[:1].lower() + words[1:]):
            for stem in (name, name.removesuffix("s")):
                if _folded(stem) in self._keys:
                    return self._keys[_folded(stem)]
        return None


def _folded(name: str) -> str:
    return " ".join(name.split())


@cache
def _scanner() -> tuple[_Spelled, re.Pattern[str]]:
    entries = glossary()
    names = sorted({name for entry in entries for name in entry.spellings}, key=len, reverse=True)
    terms = "|".join(map(_pattern, names))
    term = rf"(?<![\w\\/-])(?P<term>{terms})(?![\w-])"
    scanner = re.compile(f"{_KEPT}|{_COLOURED}|{_BRACKETS}|{term}", re.DOTALL | re.MULTILINE)
    return _Spelled(entries), scanner


def _pattern(name: str) -> str:
    """What finds that spelling: capitals count where it has any, and most take a plural s."""
    first = re.escape(name[0])
    if name == name.lower() and name[0].isalpha():
        first = f"[{name[0].upper()}{name[0]}]"
    rest = re.escape(name[1:]).replace(r"\ ", r"[ \n]")
    return first + rest + ("" if name.endswith("s") else "s?")


@cache
def _letters() -> dict[str, str]:
    """Which entry a letter in its own colour names: f the forget gate."""
    return {
        entry.colour: entry.key
        for entry in glossary()
        if entry.colour in COLOURS and entry.symbol == f"{entry.colour}_t"
    }
