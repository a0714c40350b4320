"""Text as an array of code points, so that a megabyte is a handful of NumPy calls."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Marks = NDArray[np.bool_]


def codes_of(text: str) -> Codes:
    """Return the number of each character: ``(N,)``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


def text_of(codes: Codes) -> str:
    """Return the text again."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def marked(text: str, test: Callable[[str], bool]) -> Marks:
    """Say of each character whether it passes a test, which sees each distinct one once.

    Examples
    --------
    >>> marked("a1b", str.isdigit).tolist()
    [False, True, False]
    """
    distinct, place = np.unique(codes_of(text), return_inverse=True)
    return np.array([test(chr(code)) for code in distinct], dtype=np.bool_)[place]
