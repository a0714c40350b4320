"""A trained network with its facts as a file, and back, whatever the file is.

Nothing here is ever unpickled: a file is numbers, a few words that are looked up, and JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.encoding import Embedding, Encoder, Values
from lstm_core.layers import Layer
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout
from lstm_core.snapshot import from_arrays, to_arrays
from lstm_core.vocabulary import UNKNOWN
from lstm_ui.training.npz import START, Arrays, as_npz, from_npz
from lstm_ui.training.safetensors import as_safetensors, from_safetensors

VERSION = 1
MARK = {"gatescope": "model", "version": VERSION}
MOST_BYTES = 4_000_000
"""What a file may weigh, and what may come of it when it is unpacked."""
MOST_FACTS = 200_000
"""Letters of the facts."""
MOST_UNITS = 256
MOST_LAYERS = 4
MOST_NUMBERS = 1024
"""Numbers that a network reads at each step, and that it answers with."""
DEEPEST = 8
"""How many lists and tables of the facts may stand in one another."""
FACTS = "facts"

NO_FILE = "This is no network of Gatescope: choose a .npz or .safetensors file that you saved here."
TOO_LARGE = f"A file of a network has {MOST_BYTES // 1_000_000} MB at most: choose a smaller one."
OTHER_VERSION = (
    "This file was written by another version of Gatescope: train and save it again here."
)
CHANGED = "This file was damaged or changed after it was saved: choose another copy of it."
NOT_FINITE = "This file has weights that are no finite numbers: choose another one."
TOO_BIG = (
    f"This network is too big: choose one with at most {MOST_LAYERS} layers, {MOST_UNITS} units in "
    f"each, and {MOST_NUMBERS} inputs or answers."
)


class FileError(ValueError):
    """A file is not one that can be read here; the message is one plain sentence."""


def as_file(model: SequenceModel, facts: Mapping[str, Any]) -> bytes:
    """Write a network and its facts as ``.npz``: the same always gives the same bytes.

    Parameters
    ----------
    model : SequenceModel
        What was trained.
    facts : Mapping
        All that is to be known about it, as JSON has it. ``"tokens"``, where it is there, names
        what a one-hot or embedded input reads, and ``"classes"`` the numbers of the answer.

    Raises
    ------
    FileError
        When :func:`from_file` would not read it.
    ValueError
        When the facts are nothing that JSON could say.
    """
    return _readable(as_npz(_written(model, facts)))


def as_safetensors_file(model: SequenceModel, facts: Mapping[str, Any]) -> bytes:
    """Write the same as ``.safetensors``, all but the weights in its metadata."""
    return _readable(as_safetensors(_written(model, facts)))


def from_file(content: bytes) -> tuple[SequenceModel, dict[str, Any]]:
    """Read what :func:`as_file` or :func:`as_safetensors_file` wrote.

    Raises
    ------
    FileError
        When it is anything else, with one sentence that says what to do.
    """
    if len(content) > MOST_BYTES:
        raise FileError(TOO_LARGE)
    try:
        is_npz = content.startswith(START)
        arrays = from_npz(content, MOST_BYTES) if is_npz else from_safetensors(content)
    except ValueError:
        raise FileError(NO_FILE) from None
    facts = _facts(arrays.pop(FACTS, None))
    model = _model(arrays)
    _check_words(facts, model)
    return model, facts


def _written(model: SequenceModel, facts: Mapping[str, Any]) -> Arrays:
    told = json.dumps({**facts, **MARK}, allow_nan=False)
    return {FACTS: np.array(told), **to_arrays(model)}


def _readable(content: bytes) -> bytes:
    from_file(content)
    return content


def _facts(array: NDArray[Any] | None) -> dict[str, Any]:
    text = "" if array is None else str(array)
    if len(text) > MOST_FACTS:
        raise FileError(TOO_LARGE)
    try:
        facts = json.loads(text)
        json.dumps(facts, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise FileError(NO_FILE) from None
    if not isinstance(facts, dict) or facts.pop("gatescope", None) != MARK["gatescope"]:
        raise FileError(NO_FILE)
    if facts.pop("version", None) != VERSION:
        raise FileError(OTHER_VERSION)
    if _deeper(facts, DEEPEST):
        raise FileError(CHANGED)
    return facts


def _deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(one, levels - 1) for one in inside)


def _model(arrays: Arrays) -> SequenceModel:
    if any((array.dtype.kind == "f") != (array.ndim > 0) for array in arrays.values()):
        raise FileError(CHANGED)
    if not all(np.isfinite(array).all() for array in arrays.values() if array.ndim):
        raise FileError(NOT_FINITE)
    try:
        model = from_arrays(arrays)
        again = to_arrays(model)
    except (ValueError, TypeError, AttributeError):
        raise FileError(CHANGED) from None
    if not _in_place(model) or not _same(arrays, again):
        raise FileError(CHANGED)
    sizes = (model.encoder.size, len(model.readout.bias))
    units = max(layer.hidden_size for layer in model.layers)
    if len(model.layers) > MOST_LAYERS or units > MOST_UNITS or max(sizes) > MOST_NUMBERS:
        raise FileError(TOO_BIG)
    return model


def _in_place(model: SequenceModel) -> bool:
    """Whether each part stands where one of its kind belongs."""
    layers = all(isinstance(layer, Layer) for layer in model.layers)
    return layers and isinstance(model.encoder, Encoder) and isinstance(model.readout, Readout)


def _same(some: Arrays, others: Arrays) -> bool:
    return some.keys() == others.keys() and all(
        array.dtype.kind == others[name].dtype.kind and np.array_equal(array, others[name])
        for name, array in some.items()
    )


def _check_words(facts: Mapping[str, Any], model: SequenceModel) -> None:
    """Refuse names for other inputs or answers than the network has: pages show them."""
    encoder, tokens, classes = model.encoder, facts.get("tokens"), facts.get("classes")
    reads = len(encoder.weight) if isinstance(encoder, Embedding) else encoder.size
    if classes is not None and not _names(classes, len(model.readout.bias)):
        raise FileError(CHANGED)
    if tokens is None:
        return
    if isinstance(encoder, Values) or not _names(tokens, reads) or tokens[0] != UNKNOWN:
        raise FileError(CHANGED)


def _names(words: Any, size: int) -> bool:
    """Whether these are so many different texts."""
    is_list = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return is_list and len(words) == len(set(words)) == size
