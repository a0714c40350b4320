"""An RNN, an LSTM and a GRU that read the same sequence: what the lanes compare."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.encoding import Values
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import Cell, SequenceModel
from lstm_core.readout import Readout
from lstm_core.rnn import RNN
from lstm_core.sweeps import with_forget_bias
from lstm_ui.examples import Example, Parsed, parse
from lstm_ui.runs import badge_of
from lstm_ui.settings import TABLE, GradientSettings
from lstm_ui.sources import network
from lstm_ui.typed import parse_numbers

Floats = NDArray[np.float64]

KINDS = ("RNN", "LSTM", "GRU")
TITLES = {
    "random": "Random · words",
    "numbers": "Random · numbers",
    "intents": "Trained · wishes",
    "reviews": "Trained · reviews",
    "first_symbol": "Trained · first letter",
}
NUMBERS = "0.8, -0.4, 0.3, 1, -0.9, 0.1, -0.2, 0.6"
ANSWERS = ("low", "high")
FORGET_BIAS = 2.0
"""Of a random LSTM: "a large value such as 1 or 2" (Jozefowicz, Zaremba, Sutskever 2015)."""


@dataclass(frozen=True)
class Three:
    """Three networks and the sequence that they read.

    Attributes
    ----------
    models : dict of str to SequenceModel
        By kind of cell; with the learner's activation and drive, before any dial is turned.
    steps : int
        T; 0 when there is nothing to read.
    text : tuple of str
        The learner's text, each item once.
    all_tokens : tuple of str
        The steps as they are shown, up to the longest T.
    all_inputs : ndarray
        What the networks read there: ``(200, 1)`` or ``(200, 1, 1)``.
    targets : ndarray
        ``(200,)``: the class that the LSTM finds least likely after each step.
    classes : tuple of str
        Names of the answers.
    origin : str
        Where the numbers come from.
    changes : tuple of str
        What the learner changed about them, but for the dials.
    about : str
        What the networks do.
    notes : tuple of str
        Plain sentences about what was typed.
    problem : str or None
        One plain sentence that says what to change, when there is nothing to show.
    """

    models: dict[str, SequenceModel]
    steps: int
    text: tuple[str, ...]
    all_tokens: tuple[str, ...]
    all_inputs: NDArray[Any]
    targets: NDArray[np.intp]
    classes: tuple[str, ...]
    origin: str
    changes: tuple[str, ...]
    about: str
    notes: tuple[str, ...]
    problem: str | None = None

    @property
    def tokens(self) -> tuple[str, ...]:
        """The T steps as they are shown."""
        return self.all_tokens[: self.steps]

    @property
    def inputs(self) -> NDArray[Any]:
        """What the networks read: ``(T, 1)`` or ``(T, 1, 1)``."""
        return self.all_inputs[: self.steps]

    @property
    def own(self) -> tuple[str, ...]:
        """The learner's text, each item once, as far as it is read."""
        return self.text[: self.steps]

    @property
    def target(self) -> int:
        """The class that the loss asks for."""
        return int(self.targets[self.steps - 1])

    def cell(self, kind: str) -> Cell:
        """The one layer of a network."""
        return self.models[kind].cell

    def badge(self, scale: float, bias: float) -> str:
        """Where the numbers come from, with both dials where they stand."""
        changes = [*self.changes]
        changes += [f"recurrent weights ×{scale:g}"] if scale != 1.0 else []
        changes += [f"forget bias {bias:g}".replace("-", "−")] if bias != self.forget_bias else []
        if not changes:
            return self.origin
        first, last = ", ".join(changes[:-1]), changes[-1]
        return f"{self.origin}, then {f'{first} and {last}' if first else last} by you"

    @property
    def forget_bias(self) -> float:
        """Mean of the LSTM's own forget biases."""
        cell = self.cell("LSTM")
        H = cell.weight_hh.shape[1]
        return float(cell.bias[H : 2 * H].mean())


def make_three(settings: GradientSettings) -> Three:
    """Let three networks read the chosen sequence; never raises, whatever was typed."""
    examples = {kind: _example(settings, kind) for kind in KINDS}
    lstm = examples["LSTM"]
    parsed = _parse(lstm, settings.read)
    drive = float(settings.drive.removesuffix("x"))
    models = {kind: _made(one, drive, settings.rnn) for kind, one in examples.items()}
    if parsed.inputs is None:
        none = np.zeros((0, 1)), np.zeros(0, dtype=np.intp)
        return Three(models, 0, (), (), *none, (), "", (), "", (), parsed.problem)
    inputs = _repeated(parsed.inputs)
    return Three(
        models=models,
        steps=settings.steps,
        text=parsed.tokens,
        all_tokens=tuple(_repeated(np.array(parsed.tokens, dtype=object))),
        all_inputs=inputs,
        targets=models["LSTM"].forward(inputs).logits[:, 0].argmin(axis=1),
        classes=lstm.classes,
        origin=_origin(lstm),
        changes=tuple(_changes(drive, settings)),
        about=_about(settings.three),
        notes=tuple(_notes(parsed, settings.steps)),
    )


def default_text(three: str) -> str:
    """What the networks read when the learner has typed nothing."""
    return NUMBERS if three == "numbers" else network(three).default


def _example(settings: GradientSettings, kind: str) -> Example:
    if settings.three == "numbers":
        return _numbers(kind, settings.hidden, settings.seed)
    return network(settings.three, kind, settings.hidden, settings.seed)


@lru_cache(maxsize=64)
def _numbers(kind: str, hidden: int, seed: int) -> Example:
    """A random network that reads one number a step."""
    rng = np.random.default_rng(seed)
    make: Any = {"RNN": RNN, "LSTM": LSTM, "GRU": GRU}[kind]
    layer = make.init(rng, 1, hidden)
    model = SequenceModel(Values(1), (layer,), Readout.init(rng, hidden, len(ANSWERS)))
    return Example(
        key="numbers",
        title=TITLES["numbers"],
        reads="numbers",
        blurb="",
        default=NUMBERS,
        suggestions=(),
        cell=kind,
        model=model,
        vocabulary=None,
        classes=ANSWERS,
        task="classify",
        provenance="random",
        facts={"seed": seed},
    )


def _parse(example: Example, typed: str | None) -> Parsed:
    text = example.default if typed is None else typed
    if example.key != "numbers":
        return parse(example, text)
    return parse_numbers(text, example.default, trained=False)


def _repeated(array: NDArray[Any]) -> NDArray[Any]:
    """Read it again and again from its start, up to the longest T."""
    return array[np.arange(TABLE["steps"].high) % len(array)]


def _made(example: Example, drive: float, activation: str) -> SequenceModel:
    """The network of an example, with the learner's drive and activation."""
    layer: Any = example.model.layers[0]
    if isinstance(layer, LSTM) and example.provenance == "random":
        layer = with_forget_bias(layer, FORGET_BIAS)
    changed = {"activation": activation} if isinstance(layer, RNN) else {}
    layer = replace(layer, weight_ih=drive * layer.weight_ih, **changed)
    return replace(example.model, layers=(layer,))


def _origin(example: Example) -> str:
    if example.provenance == "trained":
        return "trained, all three on the same task"
    return badge_of(example, altered=False)


def _changes(drive: float, settings: GradientSettings) -> list[str]:
    changes = [f"inputs ×{drive:g}"] if drive != 1.0 else []
    changes += ["RNN with ReLU"] if settings.rnn == "relu" else []
    changes += [f"f held at {settings.held}"] if settings.held != "free" else []
    return changes


def _about(three: str) -> str:
    if three in ("random", "numbers"):
        return (
            "Networks as they are before any training, drawn from the same seed at the same "
            f"size; the forget biases start at {FORGET_BIAS:g}, as is often done. What reaches "
            "the early steps here decides what training can teach them."
        )
    return "Networks that learnt the same task, with as many units each."


def _notes(parsed: Parsed, steps: int) -> list[str]:
    notes = [parsed.problem] if parsed.problem else []
    items = len(parsed.tokens)
    if items > steps:
        notes.append(f"Only the first {steps} of {items} items are read: make T longer.")
    return notes
