"""A model that is fed its own output: one thing goes in, many come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax
from lstm_core.cells import Cell, run, state_names
from lstm_core.model import ModelTrace, SequenceModel

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
    if not all(isinstance(layer, Cell) for layer in model.layers):
        raise ValueError("a model that reads backwards cannot write: its future is not there yet")
    inputs = [np.asarray(first)[:, None]]
    states: list[tuple[Floats, ...]] = [() for _ in model.layers]
    outputs: list[int] = []
    while len(outputs) < limit and (not outputs or outputs[-1] != end):
        if outputs:
            inputs.append(np.asarray(feed(outputs[-1]))[None, None])
        logits, states = _read_on(model, inputs[-1], states)
        outputs.append(choose(softmax(logits)))
    trace = model.forward(np.concatenate(inputs))
    return Generated(tuple(outputs), outputs[-1] == end, trace)


def _read_on(
    model: SequenceModel, inputs: NDArray[Any], states: list[tuple[Floats, ...]]
) -> tuple[Floats, list[tuple[Floats, ...]]]:
    """Read some more steps; return the last answer ``(K,)`` and all layers' states there."""
    h = model.encoder.encode(inputs)
    after = []
    for layer, state in zip(model.layers, states, strict=True):
        assert isinstance(layer, Cell)
        trace = run(layer, h, *state)
        after.append(tuple(getattr(trace, name)[-1] for name in state_names(layer)))
        h = trace.h
    return model.readout.forward(h)[-1, 0], after
