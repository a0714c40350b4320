"""The words of a lesson without the marks that make it a page."""

from __future__ import annotations

import re

_LEFT_OUT = re.compile(
    r"^(?:minutes|show|say): [^\n]*$|\$\$.*?\$\$|^\|[^\n]*\|$", re.MULTILINE | re.DOTALL
)
"""What is for the page and not for its reader, formulas of their own, and tables."""
_SYMBOL = re.compile(r"\[\[(\w)(?:\|([^\]]+))?\]\]")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_LINE_START = re.compile(r"^(?:#+ |- (?:\[[ x]\] )?|[ ]{2,})", re.MULTILINE)
_FORMULA = re.compile(r"\$([^$\n]+)\$")


def plain_prose(source: str) -> str:
    """Take a lesson's Markdown and leave its paragraphs, headings and answers, as plain text."""
    text = _LEFT_OUT.sub("", source)
    text = _SYMBOL.sub(lambda found: found[2] or found[1], text)
    text = _LINE_START.sub("", _LINK.sub(r"\1", text))
    text = re.sub(r"[*`]", "", _FORMULA.sub(_spoken, text))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _spoken(formula: re.Match[str]) -> str:
    """Write a formula in a line of text without the commands of TeX."""
    return re.sub(r"\\[a-zA-Z]+ ?|[\\{}]", "", formula[1]).strip()
