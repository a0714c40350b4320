"""The one table of what a learner can set: name, default and bounds of everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice

from lstm_ui.forecast.opening import FORECASTING, OF_FORECAST
from lstm_ui.setting import Setting
from lstm_ui.shapes.kinds import DIGIT, KINDS
from lstm_ui.sources import NETWORKS
from lstm_ui.text.opening import LEARNING, OF_TEXT, OF_WRITER, WRITING
from lstm_ui.train.opening import OF_TRAIN, TRAINING
from lstm_ui.training.networks import Learning, Network

# The server takes addresses up to 64 kB, and one character there can be 12 letters long.
MOST_CHARACTERS = {"text": 4_000, "h0": 200, "c0": 200, "then": 240, "numbers": 200, "target": 40,
                   "read": 4_500, "swap_text": 240, "series": 200, "said": 1_000,
                   "compared": 4_000, "gapped": 400, "given": 600,
                   "begin": 200, "coloured": 1_000}  # fmt: skip

# What the dials of the gradient page run through: fine where things change, coarse beyond.
SCALES = ("0.1", "0.3", "0.5", "0.7", "0.8", "0.9", "1", "1.1", "1.2", "1.4", "1.6", "2", "2.5",
          "3")  # fmt: skip
LENGTHS = (5, 10, 15, 20, 30, 40, 50, 75, 100, 125, 150, 200)
MOVES_MOST = "moves most"
VARIANTS = ("GRU", "GRU z renews", "GRU reset first", "coupled LSTM", "peephole LSTM")
"""The cells that can be walked on the page of variants, by their names on screen."""
CLUES = ("after the gap", "before the gap", "on both sides")
FORGETS = ("own", "-2", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "2.5", "3", "4", "5")


TABLE: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("net", "reviews", options=tuple(NETWORKS)),
        Setting("cell", "LSTM", options=("LSTM", "RNN", "GRU")),
        Setting("text", ""),
        Setting("start", "zero", options=("zero", "random", "typed")),
        Setting("h0", ""),
        Setting("c0", ""),
        Setting("hidden", 8, low=1, high=16),
        Setting("seed", 7, low=0, high=9999),
        Setting("candidate", "tanh", options=("tanh", "relu")),
        Setting("edits", ""),
        Setting("a", ""),
        Setting("challenge", ""),
        Setting("trace", ""),
        Setting("inputs", 100, low=1, high=300),
        Setting("outputs", 10, low=1, high=128),
        Setting("reset", "reset to zero", options=("reset to zero", "carried over")),
        Setting(
            "three", "random", options=("random", "numbers", "intents", "reviews", "first_symbol")
        ),
        Setting("read", ""),
        Setting("steps", 50, low=LENGTHS[0], high=LENGTHS[-1]),
        Setting("loss", "last step", options=("last step", "every step", "one step")),
        Setting("asked", 25, low=1, high=200),
        Setting("rnn", "tanh", options=("tanh", "relu")),
        Setting("drive", "1x", options=("1x", "3x", "10x")),
        Setting("held", "free", options=("free", "0", "0.5", "0.9", "0.99", "1")),
        Setting("scale", "1", options=SCALES),
        Setting("forget", "own", options=FORGETS),
        Setting("clip", "by norm", options=("by norm", "by value")),
        Setting("limit", "1", options=("0.1", "0.3", "1", "3", "10")),
        Setting("rate", "0.01", options=("0.003", "0.01", "0.03", "0.1")),
        Setting("unrolled", "RNN", options=("RNN", "LSTM")),
        Setting("numbers", ""),
        Setting("target", ""),
        Setting("weights", "hand-set", options=("hand-set", "saturated", "random")),
        Setting("draw", 7, low=0, high=9999),
        Setting("followed", MOVES_MOST, options=(MOVES_MOST, *map(str, range(1, 17)))),
        Setting("then", ""),
        Setting("kind", "LSTM", options=("LSTM", "GRU", "RNN")),
        Setting("length", 20, low=1, high=64),
        Setting("batch", 3, low=1, high=16),
        Setting("width", 6, low=1, high=64),
        Setting("units", 8, low=1, high=64),
        Setting("gap", CLUES[0], options=CLUES),
        Setting("gapped", ""),
        Setting("topics", ""),
        Setting("items", "10", options=("5", "10", "20", "all")),
        Setting("paper", 1, low=1, high=9999),
        Setting("series", ""),
        Setting("said", ""),
        Setting("times", 8, low=1, high=64),
        Setting("learnt", "intents", options=("intents", "reviews", "first_symbol", "random")),
        Setting("variant", "GRU", options=VARIANTS),
        Setting("compared", ""),
        Setting("swap_net", "eraser", options=("eraser", "counter", "brackets", "reviews")),
        Setting("swap_text", ""),
        Setting("shape", "one-one", options=tuple(KINDS)),
        Setting("given", ""),
        Setting("lit", DIGIT, low=0, high=127),
        *TRAINING,
        *FORECASTING,
        *LEARNING,
        *WRITING,
    )
}
SHARED = ("hidden", "seed")
COUNTED = ("inputs", "outputs")
"""The sizes of a layer whose parameters are counted, wherever that is."""
OF_UNROLLED = ("unrolled", "numbers", "target", "weights", "draw")
"""What the small network of the page on backpropagation is set by."""
OF_GRADIENTS = ("three", "read", "steps", "loss", "asked", "rnn", "drive", "held", "scale",
                "forget", "clip", "limit", "rate", *SHARED)  # fmt: skip
"""What the page of vanishing gradients is set by."""
OF_ASIDES = ("followed", "then", "kind", "length", "batch", "width", "units")
"""What the pictures below the operating table are set by, beside what the table itself is."""
OF_SURGERY = (*OF_ASIDES, "challenge", "trace")
"""What the page of gate surgery is set by, beside what the pages of one cell are."""
OF_BIDIRECTIONAL = ("gap", "gapped")
"""What the page on reading both ways is set by."""
OF_QUIZ = ("topics", "items", "paper")
"""What the quiz is set by: which topics, how many items, and the number of the quiz."""
OF_SQUASHING = ("swap_net", "swap_text")
"""What the cell with swapped functions is set by."""
OF_RECURRENCE = ("series", "said", "times", *COUNTED)
"""What the page on why a network needs memory is set by."""
OF_GRU = ("learnt", "variant", "compared", *COUNTED, *SHARED)
"""What the page of the GRU and other variants is set by."""
OF_SHAPES = ("shape", "given", "lit")
"""What the page of the five shapes is set by."""
_OF_OTHERS = {
    *OF_UNROLLED,
    *OF_GRADIENTS,
    *OF_SURGERY,
    *OF_SQUASHING,
    *OF_RECURRENCE,
    *OF_GRU,
    *OF_BIDIRECTIONAL,
    *OF_SHAPES,
    *OF_QUIZ,
    *OF_TRAIN,
    *OF_FORECAST,
    *OF_TEXT,
    *OF_WRITER,
} - {*SHARED, *COUNTED}
OF_CELLS = tuple(name for name in TABLE if name not in _OF_OTHERS)
"""What the pages of one cell are set by."""
WHOLE_NUMBERS = tuple(name for name, setting in TABLE.items() if setting.high)
CHOICES = tuple(name for name, setting in TABLE.items() if setting.options)

_CLASSIC = {"c0": (3, 1, 0, 4, -2), "h0": (0.5, 2, 1, 0.1, -3)}
_PATTERN = {"c0": (2, -1, 0.5, 0, -3), "h0": (0.5, -0.5, 0.2, 0, -0.8)}


@dataclass(frozen=True)
class Settings:
    """Everything that decides what is computed; equal settings give equal pictures."""

    net: str = "reviews"
    cell: str = "LSTM"
    text: str | None = None
    """What the learner typed; None is the example's own text."""
    start: str = "zero"
    h0: str | None = None
    """What the learner typed; None is :func:`starting_numbers`."""
    c0: str | None = None
    hidden: int = 8
    seed: int = 7
    candidate: str = "tanh"
    edits: str = ""
    """What was held and changed, as :mod:`lstm_ui.surgery.spelling` writes it."""


@dataclass(frozen=True)
class GradientSettings:
    """Everything that decides the three lanes of gradients."""

    three: str = "random"
    """Which networks: an RNN, an LSTM and a GRU of that kind."""
    read: str | None = None
    """What the learner typed; None is the networks' own text."""
    steps: int = 50
    loss: str = "last step"
    asked: int = 25
    """At which step, where the loss sits at one step."""
    rnn: str = "tanh"
    drive: str = "1x"
    """What the inputs are multiplied by: it drives the units into saturation."""
    held: str = "free"
    """What the LSTM's forget gate is held at, if it is."""
    scale: str = "1"
    """What the recurrent weights are multiplied by."""
    forget: str = "own"
    """Mean forget bias of the LSTM; "own" leaves it."""
    hidden: int = 8
    seed: int = 7


@dataclass(frozen=True)
class UnrolledSettings:
    """Everything that decides what the small unrolled network computes."""

    unrolled: str = "RNN"
    numbers: str | None = None
    """What the learner typed; None is the network's own example, as with ``target``."""
    target: str | None = None
    weights: str = "hand-set"
    draw: int = 7


@dataclass(frozen=True)
class GRUSettings:
    """Everything that decides what the page of the GRU and other variants shows."""

    learnt: str = "intents"
    """What the networks have learnt; "random" for nothing."""
    variant: str = "GRU"
    compared: str | None = None
    """What the learner typed; None is the networks' own text."""
    hidden: int = 8
    seed: int = 7


@dataclass(frozen=True)
class GapSettings:
    """Everything that decides what the readers of a sentence with a gap are shown."""

    gap: str = "after the gap"
    """Where the words stand that decide, in the example."""
    gapped: str | None = None
    """What the learner typed; None is the example's own sentence."""


@dataclass(frozen=True)
class ShapeSettings:
    """Everything that decides which network of the five shapes reads what."""

    shape: str = "one-one"
    given: str | None = None
    """What the learner typed; None is the network's own example."""
    lit: int = DIGIT
    """What is lit on the display, a bit a segment."""


@dataclass(frozen=True)
class TrainSettings:
    """Everything that decides which runs stand side by side on the training page."""

    task: str = "first_symbol"
    grade: int = 0
    """On the task's dial; 0 is where the task opens."""
    network: Network = field(default_factory=Network)
    learning: Learning = field(default_factory=Learning)
    contrasts: tuple[str, ...] = ("RNN",)
    """What the runs beside the first one do otherwise."""
    probe: int = 1
    """Which held-out sequence the gates are shown on, from 1."""
    owner: str = ""
    """Whose sequences, and which file, where they are a learner's own."""


@dataclass(frozen=True)
class SwapSettings:
    """Everything that decides the cell in which functions are swapped."""

    swap_net: str = "eraser"
    swap_text: str | None = None
    """What the learner typed; None is the network's own text."""


def starting_numbers(name: str, hidden_size: int) -> str:
    """What a field of typed starting states opens with: as many numbers as there are units."""
    numbers = (_CLASSIC if hidden_size == len(_CLASSIC[name]) else _PATTERN)[name]
    return ", ".join(f"{number:g}" for number in islice(cycle(numbers), hidden_size))
