"""What the widgets of the page say, taken together, and trainings worth opening by one button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lstm_ui.settings import TABLE
from lstm_ui.text.opening import OF_TEXT
from lstm_ui.text.problem import LINES, SENTENCES, Reading, TextSettings
from lstm_ui.training.networks import Learning, Network

Values = Mapping[str, str | int]
LANES = 16
"""Sequences in a batch."""
LONGEST_GRADIENT = 1.0
FORGET_BIAS = 1.0
SAMPLE = 500
"""Characters that are written, as the classic exercise has it."""


@dataclass(frozen=True)
class Preset:
    """Settings that a button opens; what is not named is as the page opens."""

    label: str
    wanted: Values

    @property
    def values(self) -> dict[str, str | int]:
        """What each widget then says."""
        return {name: TABLE[name].default for name in OF_TEXT} | dict(self.wanted)


def as_settings(values: Values) -> TextSettings:
    """What the widgets of the page say, taken together."""
    excerpt = str(values["excerpt"])
    reading = Reading(
        lower=values["letters"] == "small",
        strip=values["marks"] == "taken out",
        cut=str(values["cut"]),
        excerpt=0 if excerpt == "all" else int(excerpt),
    )
    network = Network(
        cell=str(values["author"]),
        hidden=int(values["memory"]),
        layers=int(values["stack"]),
        forget_bias=FORGET_BIAS,
    )
    learning = Learning(
        rate=float(values["haste"]),
        batch=LANES,
        clip=LONGEST_GRADIENT,
        dropout=float(values["silence"]),
        seed=int(values["seed"]),
    )
    epochs = int(values["epochs"])
    return TextSettings(str(values["source"]), reading, network, learning, epochs)


def as_values(settings: TextSettings) -> dict[str, str | int]:
    """What the widgets of the page have to say for that."""
    reading, network, learning = settings.reading, settings.network, settings.learning
    return {
        "source": settings.source,
        "letters": "small" if reading.lower else "as they are",
        "marks": "taken out" if reading.strip else "kept",
        "cut": reading.cut,
        "author": network.cell,
        "memory": str(network.hidden),
        "stack": str(network.layers),
        "silence": f"{learning.dropout:g}",
        "epochs": str(settings.epochs),
        "haste": f"{learning.rate:g}",
        "excerpt": str(reading.excerpt) if reading.excerpt else "all",
        "seed": learning.seed,
    }


CLASSIC: dict[str, str | int] = {
    **{"marks": "taken out", "letters": "small", "cut": SENTENCES, "silence": "0.1"},
    **{"epochs": "100", "memory": "64"},
}
"""No punctuation, padded sequences, dropout 0.1, 100 epochs."""
PRESETS: dict[str, Preset] = {
    "opening": Preset("As the page opens", {}),
    "classic": Preset("The classic exercise", CLASSIC | {"source": "story"}),
    "heart": Preset("The short story, learnt by heart", {"source": "story", "epochs": "200"}),
    "code": Preset("Learn to write Python", {"source": "engine", "epochs": "5"}),
    "verse": Preset("Line by line", {"source": "story", "cut": LINES, "epochs": "100"}),
}
"""By key, in the order in which the page speaks of them."""
SHIPPED = ("opening",)
"""Those that ship already trained: one network of 64 units weighs 200 kB at each of its moments."""
