"""A model that is fed its own output: one thing goes in, many come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.reading import check_reads_forwards, read_on

Floats = NDArray[np.float64]
Choose = Callable[[Floats], int]


@dataclass(frozen=True)
class Generated:
    """What a model wrote.

    Attributes
    ----------
    outputs : tuple of int
        The class chosen at each step, the end included where it came.
    ended : bool
        False when the limit cut the output off.
    trace : ModelTrace
        The whole run, with B = 1: what was fed, every state and every answer.
    """

    outputs: tuple[int, ...]
    ended: bool
    trace: ModelTrace


@dataclass(frozen=True)
class Choice:
    """One thing that a model wrote, at the moment of writing.

    Attributes
    ----------
    output : int
        The class chosen.
    probabilities : ndarray
        ``(K,)``: what the model expected, before anything was chosen.
    trace : ModelTrace
        What was read for it, with B = 1: at first all that was given, later the last output
        alone. The states at its last step are those that the choice was made from.
    """

    output: int
    probabilities: Floats
    trace: ModelTrace


def likeliest(probabilities: Floats) -> int:
    """Choose the class with the largest share: greedy decoding."""
    return int(probabilities.argmax())


def generate(
    model: SequenceModel,
    first: NDArray[Any],
    feed: Callable[[int], NDArray[Any]],
    *,
    end: int | None = None,
    limit: int = 32,
    choose: Choose = likeliest,
) -> Generated:
    r"""Read what is given, then read the own output, one choice at a time.

    .. math:: k_t = \mathrm{choose}(\mathrm{softmax}(y_t)), \qquad
        \mathrm{input}_{t+1} = \mathrm{feed}(k_t)

    Parameters
    ----------
    model : SequenceModel
        Any model that answers at every step.
    first : ndarray
        What it is given, one sequence: token ids ``(T,)`` or values ``(T, D)``. The first
        choice is made after its last step.
    feed : callable
        From a choice to the next input: a token id ``()`` or values ``(D,)``.
    end : int, optional
        The class that ends the output.
    limit : int
        Most choices to make.
    choose : callable
        From probabilities ``(K,)`` to a class: :func:`likeliest`, or a draw.

    Returns
    -------
    Generated
        The choices and the whole run.

    Raises
    ------
    ValueError
        When the limit is below 1, an input is not what the model reads, or a layer reads
        backwards: what is yet to be written cannot be read.

    References
    ----------
    Vinyals, Toshev, Bengio, Erhan (2015). Show and tell: a neural image caption generator.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1; got {limit}")
    inputs, outputs = [], []
    for choice in islice(writing(model, first, feed, choose=choose), limit):
        inputs.append(choice.trace.inputs)
        outputs.append(choice.output)
        if choice.output == end:
            break
    trace = model.forward(np.concatenate(inputs))
    return Generated(tuple(outputs), outputs[-1] == end, trace)


def writing(
    model: SequenceModel,
    first: NDArray[Any],
    feed: Callable[[int], NDArray[Any]],
    *,
    choose: Choose = likeliest,
) -> Iterator[Choice]:
    """Write without end, one choice at a time: what :func:`generate` does, to be watched.

    Each choice costs one step, however much has been written, for the states are carried over.

    Parameters
    ----------
    model, first, feed, choose
        As in :func:`generate`.

    Returns
    -------
    iterator of Choice
        The caller decides when to stop.

    Raises
    ------
    ValueError
        When a layer reads backwards, or, at the first choice, an input is not what the model
        reads.
    """
    check_reads_forwards(model)
    return _written(model, np.asarray(first)[:, None], feed, choose)


def _written(
    model: SequenceModel,
    inputs: NDArray[Any],
    feed: Callable[[int], NDArray[Any]],
    choose: Choose,
) -> Iterator[Choice]:
    trace = None
    while True:
        trace = read_on(model, inputs, trace)
        probabilities = softmax(trace.logits[-1, 0])
        output = choose(probabilities)
        yield Choice(output, probabilities, trace)
        inputs = np.asarray(feed(output))[None, None]
