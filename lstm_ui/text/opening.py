"""What the page of texts can be set to, and what it opens with."""

from __future__ import annotations

from lstm_ui.setting import Setting
from lstm_ui.text.problem import EPOCHS, EXCERPTS, LINES, OWN, SENTENCES, STREAM
from lstm_ui.text.sources import SOURCES

LEARNING = (
    Setting("source", "lessons", options=(*SOURCES, OWN)),
    Setting("letters", "as they are", options=("as they are", "small")),
    Setting("marks", "kept", options=("kept", "taken out")),
    Setting("cut", STREAM, options=(STREAM, LINES, SENTENCES)),
    Setting("author", "LSTM", options=("LSTM", "GRU", "RNN")),
    Setting("memory", "64", options=("16", "32", "64", "128")),
    Setting("stack", "1", options=("1", "2")),
    Setting("silence", "0", options=("0", "0.1", "0.3", "0.5")),
    Setting("epochs", "20", options=tuple(map(str, EPOCHS))),
    Setting("haste", "0.01", options=("0.001", "0.002", "0.005", "0.01", "0.02")),
    Setting("excerpt", "all", options=(*map(str, EXCERPTS), "all")),
)
"""What learns, and from which text."""
WRITING = (
    Setting("hand", "the model", options=("the model", "I do")),
    Setting("begin", ""),
    Setting("heat", "0.6", options=("0", "0.2", "0.4", "0.6", "0.8", "1", "1.2", "1.5", "2")),
    Setting("among", "all", options=("1", "2", "3", "5", "10", "all")),
    Setting("sample", 1, low=1, high=9999),
    Setting("coloured", ""),
)
"""What it is asked to write, or to read."""
OF_TEXT = (*(setting.name for setting in LEARNING), "seed")
OF_WRITER = tuple(setting.name for setting in WRITING)
