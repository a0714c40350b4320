"""A model as a flat dict of arrays and back, for whoever writes files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.encoding import Embedding, OneHot, Values
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout
from lstm_core.rnn import RNN

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Embedding, GRU, LSTM, OneHot, RNN, Readout, Values)
}


def to_arrays(model: SequenceModel) -> dict[str, NDArray[Any]]:
    """Write a model down as named arrays, none of which needs pickle.

    Parameters
    ----------
    model : SequenceModel
        Any model.

    Returns
    -------
    dict of str to ndarray
        The learnt arrays under their names in ``model.parameters``; what kind of part stands
        where, and its settings, as arrays of no dimension.
    """
    parts = {
        "encoder": model.encoder,
        **{f"layers.{n}": layer for n, layer in enumerate(model.layers)},
        "readout": model.readout,
    }
    arrays: dict[str, NDArray[Any]] = {"layers": np.array(len(model.layers))}
    for place, part in parts.items():
        arrays[f"{place}.kind"] = np.array(type(part).__name__)
        for f in fields(part):
            arrays[f"{place}.{f.name}"] = np.asarray(getattr(part, f.name))
    return arrays


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> SequenceModel:
    """Read a model back from what :func:`to_arrays` wrote.

    Raises
    ------
    ValueError
        When an array is missing or a part is of a kind that is not known.
    """
    try:
        layers = tuple(_part(arrays, f"layers.{n}") for n in range(int(arrays["layers"])))
        return SequenceModel(_part(arrays, "encoder"), layers, _part(arrays, "readout"))
    except KeyError as missing:
        raise ValueError(f"these arrays are no whole model: {missing} is missing") from None


def _part(arrays: Mapping[str, NDArray[Any]], place: str) -> Any:
    kind = str(arrays[f"{place}.kind"])
    if kind not in _KINDS:
        raise ValueError(f"{place} is a {kind!r}; known are {', '.join(sorted(_KINDS))}")
    values = {f.name: arrays[f"{place}.{f.name}"] for f in fields(_KINDS[kind])}
    return _KINDS[kind](
        **{name: value if value.ndim else value.item() for name, value in values.items()}
    )
