"""How a model learns: forward, loss, backward, update; again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.dropout import Dropout
from lstm_core.layers import output_size
from lstm_core.losses import LossFunction, accuracy
from lstm_core.optimisers import Optimiser, clip_by_norm, global_norm
from lstm_core.validation import NotFiniteError

Floats = NDArray[np.float64]


class DivergedError(ArithmeticError):
    """The numbers of a training grew past what a computer can hold."""


class Learner(Protocol):
    """Whatever can be trained: a value with named parameters, a forward and a backward pass."""

    def forward(self, inputs: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Return a trace whose ``logits`` are ``(T, B, K)``; a batch may have ``lengths``."""
        ...

    def backward(self, trace: Any, d_logits: Floats) -> Any:
        """Return gradients whose ``parameters`` are named ``d_`` and the parameter's name."""
        ...

    @property
    def parameters(self) -> dict[str, Floats]:
        """The learnt arrays by name."""
        ...

    def with_parameters(self, parameters: Mapping[str, Floats]) -> Self:
        """Return the same model with other numbers in it."""
        ...


Model = TypeVar("Model", bound=Learner)


@dataclass(frozen=True)
class TrainingEvent(Generic[Model]):
    """What one update did.

    Attributes
    ----------
    update : int
        Number of the update, from 1.
    loss : float
        Loss on this update's batch, before the update.
    gradient_norm : float
        Length of the whole gradient, before any clipping.
    model : Learner
        The model after the update.
    optimiser : Optimiser
        The optimiser after the update: with it, training can go on later.
    batch : Batch
        What this update learnt from.
    trace : ModelTrace
        What ``forward`` gave on it, before the update.
    """

    update: int
    loss: float
    gradient_norm: float
    model: Model
    optimiser: Optimiser
    batch: Batch = field(repr=False)
    trace: Any = field(repr=False)

    @property
    def accuracy(self) -> float | None:
        """Share of right answers on the batch, before the update; None where there is no class."""
        return accuracy(self.trace.logits, self.batch.targets, self.batch.weights)


def train(
    model: Model,
    batches: Iterable[Batch],
    optimiser: Optimiser,
    loss: LossFunction,
    *,
    clip: float | None = None,
    window: int | None = None,
    dropout: Dropout | None = None,
    first: int = 1,
) -> Iterator[TrainingEvent[Model]]:
    r"""Update a model once for every batch.

    .. math:: \theta_{k+1} = \mathrm{optimiser}(\theta_k, \nabla_\theta L_k(\theta_k))

    Parameters
    ----------
    model : Learner
        Where to start: a :class:`~lstm_core.model.SequenceModel` or anything else that
        learns. It stays as it is.
    batches : iterable of Batch
        One an update; training ends with them.
    optimiser : Optimiser
        ``SGD``, ``Momentum`` or ``Adam``.
    loss : callable
        ``softmax_cross_entropy`` or ``mean_squared_error``.
    clip : float, optional
        Longest gradient allowed, by norm.
    window : int, optional
        How many steps the gradient may run together; all when None. For a ``SequenceModel``.
    dropout : Dropout, optional
        What is silenced during each update. For a ``SequenceModel``.
    first : int
        Number of the first update: that of the last event plus 1, where training goes on.

    Yields
    ------
    TrainingEvent
        One after every update. The caller decides what to show and when to stop.

    Raises
    ------
    DivergedError
        When a loss, gradient or parameter is infinite or no number: the rate is too high.
    """
    backwards: dict[str, Any] = {} if window is None else {"window": window}
    for update, batch in enumerate(batches, start=first):
        forwards: dict[str, Any] = {} if batch.lengths is None else {"lengths": batch.lengths}
        if dropout is not None:
            forwards["masks"] = dropout.masks(update, _handed_on(model, batch))
        with diverging(update):
            trace = model.forward(batch.inputs, **forwards)
            judged = loss(trace.logits, batch.targets, batch.weights)
            finite(judged.value)
            gradients = model.backward(trace, judged.d_logits, **backwards).parameters
            norm = finite(global_norm(gradients))
            if clip is not None and norm > clip:
                gradients = clip_by_norm(gradients, clip, norm=norm)
            optimiser, parameters = optimiser.update(model.parameters, gradients)
            model = model.with_parameters(parameters)
        yield TrainingEvent(update, judged.value, norm, model, optimiser, batch, trace)


def _handed_on(model: Any, batch: Batch) -> list[tuple[int, ...]]:
    """Shape of what each layer hands on to the next: ``(T, B, H)``."""
    return [(*batch.inputs.shape[:2], output_size(layer)) for layer in model.layers]


@contextmanager
def diverging(update: int) -> Iterator[None]:
    """Let numbers overflow without a warning; once one is not finite, it is a DivergedError."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            yield
    except NotFiniteError:
        grown = f"at update {update} the numbers grew past what a computer can hold"
        raise DivergedError(grown) from None


def finite(number: float) -> float:
    """Return that number, if it is one.

    Raises
    ------
    NotFiniteError
        When it is NaN or infinity.
    """
    if not np.isfinite(number):
        raise NotFiniteError("the number must be finite")
    return number
