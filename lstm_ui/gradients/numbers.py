"""Numbers as they are written in a sentence."""

from __future__ import annotations

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def significant(number: float, digits: int = 2) -> str:
    """Write a number of any size with so many digits that count: 0.021, 1.3·10⁻⁷."""
    if number == 0 or not math.isfinite(number):
        return f"{number:g}"
    if 1e-4 <= abs(number) < 1e5:
        return f"{float(f'{number:.{digits - 1}e}'):g}".replace("-", "−")
    mantissa, power = f"{number:.{digits - 1}e}".split("e")
    return f"{float(mantissa):g}·10{str(int(power)).translate(_RAISED)}".replace("-", "−", 1)


def counted(steps: float) -> str:
    """So many steps, as a whole number of them."""
    whole = max(1, round(steps))
    return "1 step" if whole == 1 else f"{whole} steps"
