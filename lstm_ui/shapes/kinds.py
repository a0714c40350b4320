"""The five shapes: what each is called, and how its small graph is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lstm_core.tasks import names


@dataclass(frozen=True)
class Kind:
    """One way in which the lengths of input and output can hang together.

    Attributes
    ----------
    key : str
        Its name in the address.
    title : str
        Its name on the screen.
    says : str
        What goes in and what comes out, in a few words.
    reads, writes : tuple of int
        In which columns of its small graph something goes in and comes out.
    columns : int
        How many columns that graph has.
    default : str
        What its network opens with; "" where it reads the display.
    suggestions : tuple of str
        Further inputs worth trying.
    field : str
        What the text field is called; "" where there is none.
    """

    key: str
    title: str
    says: str
    reads: tuple[int, ...]
    writes: tuple[int, ...]
    columns: int
    default: str = ""
    suggestions: tuple[str, ...] = ()
    field: str = ""

    @property
    def drawn(self) -> dict[str, Any]:
        """What a player needs to draw its small graph."""
        return {
            "key": self.key,
            "title": self.title,
            "says": self.says,
            "reads": list(self.reads),
            "writes": list(self.writes),
            "columns": self.columns,
        }


DISPLAY = ("one-one", "one-many")
"""The shapes whose network reads the display of seven segments."""
DIGIT = 7
"""What is lit as the page opens: the first three segments, a seven."""
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("one-one", "one to one", "a picture in, one label out", (0,), (0,), 1),
        Kind("one-many", "one to many", "a picture in, a word out", (0,), (0, 1, 2), 3),
        Kind(
            "many-one",
            "many to one",
            "a question in, one label out",
            (0, 1, 2),
            (2,),
            3,
            "what time is it?",
            ("hello, will it rain in paris tomorrow?", "please wake me up at seven", "thank you"),
            "Your question",
        ),
        Kind(
            "many-equal",
            "many to many, equal",
            "words in, a label for each",
            (0, 1, 2),
            (0, 1, 2),
            3,
            names.DEFAULT,
            (
                "Charlotte says that Charlotte is beautiful in May",
                "May I call Florence on 3 April?",
                "Zelda moved from Rome to Gotham",
            ),
            "Your sentence",
        ),
        Kind(
            "many-unequal",
            "many to many, unequal",
            "a date in, the same date out",
            (0, 1, 2),
            (2, 3),
            4,
            "Wednesday, 3 March 2021",
            (
                "March 3rd, 2021",
                "the 3rd of march 2021",
                "3.3.21",
                "30 Jan 99 and not before as we agreed on the phone in the afternoon",
            ),
            "Your date",
        ),
    )
}
