"""What a part of a model learns: its arrays, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def parameters_of(part: Any, suffix: str = "") -> dict[str, Floats]:
    """Take the arrays of a cell, an encoder or a readout, by name and ``suffix``."""
    arrays = {f.name: getattr(part, f.name) for f in fields(part)}
    return {f"{name}{suffix}": a for name, a in arrays.items() if isinstance(a, np.ndarray)}


def gradients_of(part: Any, gradients: Any, suffix: str = "") -> dict[str, Floats]:
    """Take the gradients of those arrays, by name and ``suffix``."""
    return {f"d_{name}{suffix}": getattr(gradients, f"d_{name}") for name in parameters_of(part)}


def with_parameters(part: Any, parameters: Mapping[str, Floats], suffix: str = "") -> Any:
    """Make the same part with other numbers in it; those that are not given stay."""
    own = parameters_of(part)
    return replace(part, **{name: parameters.get(f"{name}{suffix}", own[name]) for name in own})
