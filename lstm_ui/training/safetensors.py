"""Named arrays as a ``.safetensors`` file and back, by hand: it is a header and the numbers.

Eight bytes with the length of the header, the least first; the header, JSON that says of each array
its type, shape and place; then the numbers, one array right behind the other. What is no array of
float64 stands as text in the header's ``__metadata__``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_ui.training.npz import MOST_ARRAYS, Arrays

WHOLE_NUMBERS = ("layers", "encoder.size")
"""Names under which a text of the metadata is a whole number."""
_LENGTH = 8
_METADATA = "__metadata__"


def as_safetensors(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Write arrays of float64, and single texts and whole numbers."""
    header: dict[str, Any] = {_METADATA: {}}
    buffer = b""
    for name, array in arrays.items():
        if array.dtype != np.float64:
            header[_METADATA][name] = str(array)
            continue
        start, buffer = len(buffer), buffer + array.astype("<f8").tobytes()
        place = [start, len(buffer)]
        header[name] = {"dtype": "F64", "shape": list(array.shape), "data_offsets": place}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % _LENGTH)  # so that the numbers are aligned
    return len(text).to_bytes(_LENGTH, "little") + text + buffer


def from_safetensors(content: bytes) -> Arrays:
    """Read what :func:`as_safetensors` wrote.

    Raises
    ------
    ValueError
        When it is anything else.
    """
    start = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    try:
        header = json.loads(content[_LENGTH:start].decode())
        texts = header.pop(_METADATA)
        if len(header) + len(texts) > MOST_ARRAYS:
            raise ValueError("there is more in it than in any model")
        told = {name: _told(name, text) for name, text in texts.items()}
        buffer = memoryview(content)[start:]
        arrays = {name: _array(buffer, **entry) for name, entry in header.items()}
    except (AttributeError, KeyError, TypeError, OverflowError, RecursionError):
        raise ValueError("its header is not one of a model") from None
    places = sorted(entry["data_offsets"] for entry in header.values())
    if [0, *(end for _, end in places)] != [*(begin for begin, _ in places), len(buffer)]:
        raise ValueError("the arrays do not lie one behind the other")
    return arrays | told


def _array(buffer: memoryview, dtype: Any, shape: Any, data_offsets: Any) -> NDArray[Any]:
    sizes = [*shape, *data_offsets]
    if dtype != "F64" or len(sizes) > 4:
        raise ValueError("one is no array of float64")
    begin, end = data_offsets
    if min(sizes) < 0 or end - begin != 8 * math.prod(shape):
        raise ValueError("one is not as large as it says")
    return np.frombuffer(buffer[begin:end], dtype="<f8").reshape(shape)


def _told(name: str, text: Any) -> NDArray[Any]:
    if not isinstance(text, str):
        raise ValueError("its metadata are no texts")
    return np.array(int(text), np.int64) if name in WHOLE_NUMBERS else np.array(text)
