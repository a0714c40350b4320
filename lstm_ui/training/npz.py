"""Named arrays as an ``.npz`` file and back, for files that anybody may have written.

``numpy.load`` believes what a file says of itself: it unpacks whatever is there, and makes room for
any shape before it has seen a number. Here nothing is read before it is known how much it is.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

START = b"PK\x03\x04"
MOST_ARRAYS = 100
_ENDING = ".npy"
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, RuntimeError),
    *(EOFError, OSError, OverflowError, ValueError),
)
"""What ``zipfile`` raises over a file that is damaged, locked or none."""
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What ``zipfile`` unpacks piece by piece; the other methods it unpacks at once, however much."""
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)\{'descr': '(?P<kind><f8|<i8|<U)(?P<letters>\d{0,7})', "
    rb"'fortran_order': (?P<turned>False|True), 'shape': \((?P<shape>[\d, ]{0,40})\), \} *\n",
    re.DOTALL,
)
"""What NumPy writes before float64, int64 and text: a model consists of nothing else."""


def as_npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Write arrays as ``numpy.savez`` does; equal arrays always give the same bytes."""
    file = io.BytesIO()
    named: dict[str, Any] = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    np.savez(file, **named)
    return file.getvalue()


def from_npz(content: bytes, most: int) -> Arrays:
    """Read arrays of float64 or int64, and single texts, of no more than so many bytes together.

    Raises
    ------
    ValueError
        When it is anything else.
    """
    try:
        members = _members(content, most)
    except _BROKEN:
        raise ValueError("it is no archive, or there is too much in it") from None
    if not all(name.endswith(_ENDING) for name in members):
        raise ValueError("there is something else in it than arrays")
    return {name.removesuffix(_ENDING): _array(member) for name, member in members.items()}


def _members(content: bytes, most: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len({entry.filename for entry in entries}) != len(entries) or len(entries) > MOST_ARRAYS:
            raise ValueError("names")
        if any(entry.compress_type not in _BOUNDED for entry in entries):
            raise ValueError("method")
        if sum(entry.file_size for entry in entries) > most:
            raise ValueError("size")
        # Told how much to read, it unpacks no more, whatever the truth is about the size.
        return {entry.filename: archive.open(entry).read(entry.file_size) for entry in entries}


def _array(member: bytes) -> NDArray[Any]:
    header = _HEADER.match(member)
    if header is None or header.end() != 10 + int.from_bytes(header["length"], "little"):
        raise ValueError("one is no array of numbers, and no text")
    shape = tuple(int(size) for size in header["shape"].replace(b",", b" ").split())
    body, letters = member[header.end() :], int(header["letters"] or 0)
    text = header["kind"] == b"<U"
    wanted = 4 * letters if text else 8 * math.prod(shape)
    if len(body) != wanted or (shape if text else letters):
        raise ValueError("one is not as large as it says")
    if text:
        return np.array(body.decode("utf-32-le"))
    numbers = np.frombuffer(body, dtype=header["kind"].decode())
    return numbers.reshape(shape, order="F" if header["turned"] == b"True" else "C")
