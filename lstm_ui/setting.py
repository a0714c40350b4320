"""What one thing that can be set is: its name, its default and what it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

WHOLE = re.compile(r"-?\d{1,9}")
"""A whole number, as an address spells it."""


@dataclass(frozen=True)
class Setting:
    """One thing that can be set; its name is its widget's key and its parameter in the address."""

    name: str
    default: str | int
    options: tuple[str, ...] = ()
    low: int = 0
    high: int = 0

    def takes(self, text: str) -> bool:
        """Whether that text, of an address or a dial, is something that can be set."""
        if self.options:
            return text in self.options
        return WHOLE.fullmatch(text) is not None and self.low <= int(text) <= self.high

    def read(self, text: str | None) -> str | int:
        """What that text sets; the default where it cannot be set."""
        if text is None or not self.takes(text):
            return self.default
        return text if self.options else int(text)
