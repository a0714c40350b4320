"""What each example is trained on and how: the whole of what `make weights` decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from lstm_core.batch import Batch
from lstm_core.encoding import Embedding, Encoder, OneHot, Values
from lstm_core.gru import GRU
from lstm_core.losses import LossFunction, mean_squared_error, softmax_cross_entropy
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout
from lstm_core.rnn import RNN
from lstm_core.tasks import brackets, echo, first_symbol, intents, reviews
from lstm_core.vocabulary import Vocabulary

BATCH_SIZE = 64
WORD_DROPOUT = 0.05
ON_THE_WAY = 0.1
CELLS = {"LSTM": LSTM, "RNN": RNN, "GRU": GRU}


@dataclass(frozen=True)
class Task:
    """What is to be learnt, apart from the network that learns it."""

    title: str
    description: str
    task: str
    reads: str
    default: str
    classes: tuple[str, ...]
    vocabulary: Vocabulary | None
    encoder: Callable[[np.random.Generator], Encoder]
    at: str
    loss: LossFunction
    batch: Callable[[np.random.Generator], Batch]
    held_out: Callable[[np.random.Generator], Batch]


def _lengths(
    make: Callable[..., Batch], shortest: int, longest: int
) -> Callable[[np.random.Generator], Batch]:
    """Batches of one length each, drawn anew for every batch."""
    return lambda rng: make(rng, BATCH_SIZE, length=int(rng.integers(shortest, longest + 1)))


TASKS: dict[str, Task] = {
    "reviews": Task(
        title="Review sentiment",
        description=(
            "Trained to tell from a review, word by word, whether its writer is pleased: "
            "few words carry the verdict, and “not” turns it round."
        ),
        task="classify",
        reads="words",
        default=reviews.DEFAULT,
        classes=reviews.CLASSES,
        vocabulary=reviews.VOCABULARY,
        encoder=lambda rng: Embedding.init(rng, reviews.VOCABULARY.size, 8),
        at="end",
        loss=softmax_cross_entropy,
        batch=lambda rng: reviews.review_batch(
            rng, BATCH_SIZE, drop=WORD_DROPOUT, on_the_way=ON_THE_WAY
        ),
        held_out=lambda rng: reviews.review_batch(rng, 2000, held_out=True),
    ),
    "intents": Task(
        title="What do you want?",
        description=(
            "Trained to tell what a speaker wants: the time, the weather, an alarm, music, "
            "or only to greet or to thank."
        ),
        task="classify",
        reads="words",
        default=intents.DEFAULT,
        classes=intents.CLASSES,
        vocabulary=intents.VOCABULARY,
        encoder=lambda rng: Embedding.init(rng, intents.VOCABULARY.size, 6),
        at="end",
        loss=softmax_cross_entropy,
        batch=lambda rng: intents.intent_batch(
            rng, BATCH_SIZE, drop=WORD_DROPOUT, on_the_way=ON_THE_WAY
        ),
        held_out=lambda rng: intents.intent_batch(rng, 1000, held_out=True),
    ),
    "first_symbol": Task(
        title="Remember the first letter",
        description=(
            "Trained to say at the end which letter came first, with up to 20 more of the "
            "same letters in between as noise."
        ),
        task="classify",
        reads="letters",
        default=first_symbol.DEFAULT,
        classes=first_symbol.CLASSES,
        vocabulary=first_symbol.VOCABULARY,
        encoder=lambda rng: OneHot(first_symbol.VOCABULARY.size),
        at="end",
        loss=softmax_cross_entropy,
        batch=_lengths(first_symbol.first_symbol_batch, 4, first_symbol.LAG + 4),
        held_out=lambda rng: first_symbol.first_symbol_batch(rng, 2000, held_out=True),
    ),
    "brackets": Task(
        title="Bracket depth",
        description="Trained to say after every character how many brackets are open.",
        task="count",
        reads="letters",
        default=brackets.DEFAULT,
        classes=brackets.CLASSES,
        vocabulary=brackets.VOCABULARY,
        encoder=lambda rng: OneHot(brackets.VOCABULARY.size),
        at="every",
        loss=mean_squared_error,
        batch=_lengths(brackets.bracket_batch, 8, 48),
        held_out=lambda rng: brackets.bracket_batch(rng, 1000, held_out=True),
    ),
    "echo": Task(
        title="Echo, two steps late",
        description="Trained to repeat each number two steps after it was read.",
        task="echo",
        reads="numbers",
        default=echo.DEFAULT,
        classes=echo.CLASSES,
        vocabulary=None,
        encoder=lambda rng: Values(1),
        at="every",
        loss=mean_squared_error,
        batch=_lengths(echo.echo_batch, 8, 24),
        held_out=lambda rng: echo.echo_batch(rng, 1000, held_out=True),
    ),
}


@dataclass(frozen=True)
class Recipe:
    """One network and how it is trained."""

    task: str
    cell: str
    hidden_size: int
    seed: int
    updates: int
    rate: float
    decay: float = 0.0
    forget_bias: float = 1.0
    input_bias: float = 0.0

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.task}_{self.cell.lower()}"

    def start(self, rng: np.random.Generator) -> SequenceModel:
        """Draw the untrained network."""
        task = TASKS[self.task]
        encoder = task.encoder(rng)
        cell = self._start_cell(rng, encoder.size)
        readout = Readout.init(rng, self.hidden_size, len(task.classes), task.at)
        return SequenceModel(encoder, (cell,), readout)

    def _start_cell(self, rng: np.random.Generator, input_size: int) -> RNN | LSTM | GRU:
        cell = CELLS[self.cell].init(rng, input_size, self.hidden_size)
        if not isinstance(cell, LSTM):
            return cell
        bias = cell.bias.copy()
        bias[: self.hidden_size] = self.input_bias
        bias[self.hidden_size : 2 * self.hidden_size] = self.forget_bias
        return replace(cell, bias=bias)

    def batches(self, rng: np.random.Generator) -> Iterator[Batch]:
        """Draw training batches without end."""
        while True:
            yield TASKS[self.task].batch(rng)


# Where one thing is to be kept, an LSTM starts with its forget gates open and its input gates
# nearly closed, so that what it writes, it writes for a reason: that makes its gates worth
# watching. To count, it has to write at every bracket; to echo, to forget all but the last two.
RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        *(
            Recipe("reviews", cell, 4, 3, 2000, 0.01, decay=0.02, forget_bias=3.0, input_bias=-1.0)
            for cell in CELLS
        ),
        *(
            Recipe("intents", cell, 5, 1, 1500, 0.01, decay=0.03, forget_bias=3.0, input_bias=-1.0)
            for cell in CELLS
        ),
        *(
            Recipe("first_symbol", cell, 5, 1, 2500, 0.01, forget_bias=4.0, input_bias=-3.0)
            for cell in CELLS
        ),
        Recipe("brackets", "LSTM", 4, 3, 2500, 0.01, forget_bias=3.0, input_bias=1.0),
        Recipe("echo", "LSTM", 4, 1, 5000, 0.02, forget_bias=-1.0),
    )
}
