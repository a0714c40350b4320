"""What is common to the code of a network in PyTorch and in Keras."""

from __future__ import annotations

from dataclasses import dataclass

from lstm_core.backwards import REVERSE
from lstm_core.bidirectional import Bidirectional
from lstm_core.dropout import Dropout
from lstm_core.encoding import Embedding, OneHot
from lstm_core.gru import GRU
from lstm_core.layers import Layer
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.rnn import RNN


class NoCodeError(ValueError):
    """A framework has no such layer; the message is one plain sentence."""


@dataclass(frozen=True)
class CodedLayer:
    """A layer that both frameworks have.

    Attributes
    ----------
    place : str
        What the names of its arrays in the file begin with.
    cell : str
        "LSTM", "GRU" or "RNN".
    inputs, units : int
        D and H.
    both_ways : bool
        Whether a second cell reads from the end.
    activation : str
        What squashes an RNN: "tanh" or "relu".
    """

    place: str
    cell: str
    inputs: int
    units: int
    both_ways: bool
    activation: str

    @property
    def outputs(self) -> int:
        """How many numbers h has."""
        return 2 * self.units if self.both_ways else self.units

    @property
    def weights(self) -> tuple[str, ...]:
        """The calls that make its weights of those in the file, one for each direction."""
        call = f"{self.cell.lower()}_weights"
        ways = (f'"{self.place}"', f'"{self.place}", "{REVERSE}"')
        return tuple(f"{call}({way})" for way in ways[: 1 + self.both_ways])


@dataclass(frozen=True)
class Outline:
    """A network as its code says it.

    Attributes
    ----------
    file : str
        The name of the file of its weights, as Python spells a text.
    reads : str
        "one-hot", "embedding" or "values".
    tokens : int
        How many there are; 0 where it reads values.
    size : int
        Length D of x.
    layers : tuple of CodedLayer
        What remembers.
    at_end : bool
        Whether it answers once, at the end.
    answers : int
        How many numbers the answer has, K.
    dropout : float
        Share of the numbers that were silenced on their way out of a layer.
    """

    file: str
    reads: str
    tokens: int
    size: int
    layers: tuple[CodedLayer, ...]
    at_end: bool
    answers: int
    dropout: float

    @property
    def cells(self) -> tuple[str, ...]:
        """The kinds of cells that occur in it."""
        return tuple(dict.fromkeys(layer.cell for layer in self.layers))

    @property
    def example(self) -> list[int]:
        """Four tokens that it can read."""
        return [number % self.tokens for number in (1, 2, 0, 3)]


def outline(model: SequenceModel, name: str, dropout: float, framework: str) -> Outline:
    """Say a network in the words of both frameworks.

    Raises
    ------
    NoCodeError
        When the framework has no layer like one of its own.
    ValueError
        When the dropout is no share.
    """
    encoder, places = model.encoder, enumerate(model.layers)
    reads = {OneHot: "one-hot", Embedding: "embedding"}.get(type(encoder), "values")
    tokens = len(encoder.weight) if isinstance(encoder, Embedding) else encoder.size
    return Outline(
        file=quoted(name),
        reads=reads,
        tokens=0 if reads == "values" else tokens,
        size=encoder.size,
        layers=tuple(_layer(f"layers.{n}", layer, framework) for n, layer in places),
        at_end=model.readout.at == "end",
        answers=len(model.readout.bias),
        dropout=Dropout(dropout).rate,
    )


def _layer(place: str, layer: Layer, framework: str) -> CodedLayer:
    cells = (layer.ahead, layer.reverse) if isinstance(layer, Bidirectional) else (layer,)
    kinds = {_kind(cell, framework) for cell in cells}
    if len(kinds) > 1:
        raise NoCodeError(_no_layer(framework, "pair of different cells"))
    cell, activation = kinds.pop()
    return CodedLayer(place, cell, layer.input_size, layer.hidden_size, len(cells) == 2, activation)


def _kind(cell: object, framework: str) -> tuple[str, str]:
    """Name of a cell and what squashes it."""
    if isinstance(cell, RNN):
        return "RNN", cell.activation
    if isinstance(cell, GRU) or (isinstance(cell, LSTM) and cell.candidate == "tanh"):
        return type(cell).__name__, "tanh"
    name = "LSTM with ReLU" if isinstance(cell, LSTM) else type(cell).__name__
    raise NoCodeError(_no_layer(framework, name))


def _no_layer(framework: str, name: str) -> str:
    return (
        f"{framework} has no layer like this network's {name}: there is code for an LSTM, a GRU "
        "and an RNN, one way or both ways."
    )


def quoted(text: str) -> str:
    """Spell a text as Python does, in double quotes where that needs nothing else changed."""
    spelled = repr(text)
    plain = spelled[0] == "'" and '"' not in spelled
    return f'"{spelled[1:-1]}"' if plain else spelled
