"""A model as a flat dict of arrays and back, for whoever writes files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.attention import Attention
from lstm_core.backwards import REVERSE, Reversed
from lstm_core.bidirectional import Bidirectional
from lstm_core.encoding import Embedding, OneHot, Values
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.plain import PlainLayer
from lstm_core.readout import Readout
from lstm_core.rnn import RNN
from lstm_core.seq2seq import Seq2Seq
from lstm_core.variants.coupled import CoupledLSTM
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_core.variants.renewing import RenewingGRU
from lstm_core.variants.reset_first import ResetFirstGRU

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Embedding, OneHot, Values, Readout, Attention),
        *(GRU, LSTM, RNN, CoupledLSTM, PeepholeLSTM, RenewingGRU, ResetFirstGRU),
    )
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
    return {"layers": np.array(len(model.layers)), **_written(parts)}


def parts_to_arrays(model: Seq2Seq | PlainLayer) -> dict[str, NDArray[Any]]:
    """Write down a model that is no chain of layers, as :func:`to_arrays` does the others."""
    return _written(model.parts if isinstance(model, Seq2Seq) else {"layer": model})


def seq2seq_from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Seq2Seq:
    """Read an encoder-decoder back from what :func:`parts_to_arrays` wrote.

    Raises
    ------
    ValueError
        When an array is missing or a part is of a kind that is not known.
    """
    places = ["source", "encoder", "target", "decoder", "readout"]
    if "attention.kind" in arrays:
        places.append("attention")
    try:
        return Seq2Seq(**{place: _part(arrays, place) for place in places})
    except KeyError as missing:
        raise ValueError(f"these arrays are no whole model: {missing} is missing") from None


def plain_from_arrays(arrays: Mapping[str, NDArray[Any]]) -> PlainLayer:
    """Read a plain layer back from what :func:`parts_to_arrays` wrote.

    Raises
    ------
    ValueError
        When an array is missing.
    """
    try:
        return PlainLayer(arrays["layer.weight"], arrays["layer.bias"])
    except KeyError as missing:
        raise ValueError(f"these arrays are no whole model: {missing} is missing") from None


def _written(parts: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for place, part in parts.items():
        arrays[f"{place}.kind"] = np.array(type(part).__name__)
        for key, cell, suffix in _cells(part):
            arrays[f"{place}.{key}"] = np.array(type(cell).__name__)
            for f in fields(cell):
                arrays[f"{place}.{f.name}{suffix}"] = np.asarray(getattr(cell, f.name))
    return arrays


def _cells(part: Any) -> list[tuple[str, Any, str]]:
    """List what to write of a part: key of its kind, the part or cell, what names end in."""
    if isinstance(part, Bidirectional):
        return [("cell", part.ahead, ""), (f"cell{REVERSE}", part.reverse, REVERSE)]
    if isinstance(part, Reversed):
        return [(f"cell{REVERSE}", part.cell, REVERSE)]
    return [("kind", part, "")]


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
    if kind == "Bidirectional":
        return Bidirectional(
            _simple_part(arrays, place, "cell"), _simple_part(arrays, place, "cell", REVERSE)
        )
    if kind == "Reversed":
        return Reversed(_simple_part(arrays, place, "cell", REVERSE))
    return _simple_part(arrays, place, "kind")


def _simple_part(arrays: Mapping[str, NDArray[Any]], place: str, key: str, suffix: str = "") -> Any:
    kind = str(arrays[f"{place}.{key}{suffix}"])
    if kind not in _KINDS:
        known = ", ".join(sorted([*_KINDS, "Bidirectional", "Reversed"]))
        raise ValueError(f"{place} is a {kind!r}; known are {known}")
    values = {f.name: arrays[f"{place}.{f.name}{suffix}"] for f in fields(_KINDS[kind])}
    return _KINDS[kind](
        **{name: value if value.ndim else value.item() for name, value in values.items()}
    )
