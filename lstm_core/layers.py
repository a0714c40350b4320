"""What can be a layer of a model: a cell, one that reads backwards, or two that read both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.backwards import Reversed, ReversedGradients, ReversedTrace
from lstm_core.bidirectional import Bidirectional, BidirectionalGradients, BidirectionalTrace
from lstm_core.cells import Cell, Gradients, Trace, run, run_back
from lstm_core.itemised import truncated_backward
from lstm_core.overrides import Override
from lstm_core.parts import gradients_of, parameters_of, with_parameters
from lstm_core.validation import checked_lengths, renewed

Floats = NDArray[np.float64]
Layer = Cell | Reversed | Bidirectional
LayerTrace = Trace | ReversedTrace | BidirectionalTrace
LayerGradients = Gradients | ReversedGradients | BidirectionalGradients


def output_size(layer: Layer) -> int:
    """How many numbers h has at each step: H, or 2H where it is read both ways."""
    return layer.output_size if isinstance(layer, Bidirectional) else layer.hidden_size


def run_layer(
    layer: Layer,
    xs: Floats,
    lengths: ArrayLike | None,
    h0: Floats | None = None,
    c0: Floats | None = None,
    *,
    overrides: Sequence[Override] = (),
) -> LayerTrace:
    """Call the layer's own ``forward`` with what it can take."""
    if isinstance(layer, Cell):
        return run(layer, xs, h0, c0, overrides=overrides)
    if overrides:
        raise ValueError(f"no gate of a layer of type {type(layer).__name__} can be held")
    return layer.forward(xs, h0, c0, lengths=lengths)


def run_layer_back(
    layer: Layer, trace: LayerTrace, d_h: Floats, window: int | None = None
) -> LayerGradients:
    """Call the layer's own ``backward``, if the trace is its own; cut into windows if asked."""
    if window is not None:
        if not (isinstance(layer, Cell) and isinstance(trace, Trace)):
            raise ValueError("only what reads forwards can be cut into windows of steps")
        return truncated_backward(layer, trace, d_h, window)
    if isinstance(layer, Bidirectional) and isinstance(trace, BidirectionalTrace):
        return layer.backward(trace, d_h)
    if isinstance(layer, Reversed) and isinstance(trace, ReversedTrace):
        return layer.backward(trace, d_h)
    if isinstance(layer, Cell) and isinstance(trace, Trace):
        return run_back(layer, trace, d_h)
    raise ValueError(f"{type(trace).__name__} is no trace of {type(layer).__name__}")


def h_for_readout(trace: LayerTrace, at: str) -> Floats:
    """Put h in the order in which a readout has to see it.

    An answer at every step belongs to a step of time. An answer at the end belongs to what all
    has been read, and a cell that reads from the end is done at the first step of time.
    """
    return trace.h if at == "every" or isinstance(trace, Trace) else trace.h_as_read


def d_h_from_readout(trace: LayerTrace, at: str, d_h: Floats) -> Floats:
    """Bring the gradient of :func:`h_for_readout` back into the order of time."""
    return d_h if at == "every" or isinstance(trace, Trace) else trace.in_time(d_h)


def last_hidden(trace: LayerTrace, lengths: ArrayLike | None = None) -> Floats:
    """Take h when each sequence of the batch has been read to its end: ``(B, H)`` or ``(B, 2H)``.

    What reads backwards is done at the first step of time: PyTorch's ``h_n``.
    """
    if not isinstance(trace, Trace):
        return trace.h_last
    ends = checked_lengths(lengths, *trace.h.shape[:2]) - 1
    return np.asarray(trace.h[ends, np.arange(len(ends))], dtype=np.float64)


def arrays_of(part: Any) -> dict[str, Floats]:
    """Take what a part of a model learns, by name."""
    if isinstance(part, Reversed | Bidirectional):
        return part.parameters
    return parameters_of(part)


def array_gradients(part: Any, gradients: Any) -> dict[str, Floats]:
    """Take the gradients of those arrays, by name."""
    if isinstance(part, Reversed | Bidirectional):
        return dict(gradients.parameters)
    return gradients_of(part, gradients)


def with_arrays(part: Any, arrays: Mapping[str, Floats]) -> Any:
    """Make the same part with other numbers in it."""
    if isinstance(part, Reversed | Bidirectional):
        return part.with_parameters(arrays)
    return with_parameters(part, arrays)


def arrays_by_place(parts: Mapping[str, Any]) -> dict[str, Floats]:
    """Take what all parts of a model learn, by place and name, such as ``encoder.weight_ih``."""
    return {
        f"{place}.{name}": array
        for place, part in parts.items()
        for name, array in arrays_of(part).items()
    }


def gradients_by_place(gradients: Mapping[str, Mapping[str, Floats]]) -> dict[str, Floats]:
    """Put the place into the name of each gradient, such as ``d_encoder.weight_ih``."""
    return {
        f"d_{place}.{name.removeprefix('d_')}": d
        for place, by_name in gradients.items()
        for name, d in by_name.items()
    }


def parts_with(parts: Mapping[str, Any], parameters: Mapping[str, Floats]) -> dict[str, Any]:
    """Make the same parts with other numbers in them.

    Raises
    ------
    ValueError
        When a name is not one of :func:`arrays_by_place` or a shape differs.
    """
    new = renewed(arrays_by_place(parts), parameters)
    return {
        place: with_arrays(part, {name: new[f"{place}.{name}"] for name in arrays_of(part)})
        for place, part in parts.items()
    }
