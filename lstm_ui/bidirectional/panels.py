"""The picture of the page on reading both ways, and its table."""

from __future__ import annotations

from lstm_ui.bidirectional import cache
from lstm_ui.bidirectional.sentences import parse
from lstm_ui.bidirectional.tables import share_table
from lstm_ui.lessons import Lesson
from lstm_ui.mounting import head_start, register
from lstm_ui.panels import numbers
from lstm_ui.questions import became
from lstm_ui.settings import GapSettings
from lstm_ui.shell import say

_PLAYER = register("bidirectional", "bidirectional.mjs", "bidirectional.css")
SCENES = {
    "which": "Which reader gets it?",
    "live": "“The future always helps”",
}
"""What the picture runs once a prediction is made: under which heading it is asked."""


def both_ways(lesson: Lesson, settings: GapSettings) -> None:
    """The player of two readers, or the sentence that says what to type."""
    sentence = parse(settings.gapped, settings.gap)
    if isinstance(sentence, str):
        say(sentence)
        return
    found = {scene: became(lesson[heading]) for scene, heading in SCENES.items()}
    made = {scene: one for scene, one in found.items() if one is not None}
    asked = {"scenes": list(made), "became": made}
    _PLAYER(key="bidirectional", data=cache.payload(sentence) | asked)
    head_start(sentence)
    name = "both-ways"
    numbers("The numbers behind the picture", lambda: share_table(sentence), name)
