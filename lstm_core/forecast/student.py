"""Student's t distribution, as far as a test needs it."""

from __future__ import annotations

import math

_TINY = 1e-300
_TERMS = 1000


def two_sided(t: float, freedom: int) -> float:
    r"""Say how often chance alone gives a t at least that far from 0, on either side.

    .. math:: P(|T| \ge |t|) = I_x\!\left(\tfrac{\nu}{2}, \tfrac{1}{2}\right), \qquad
        x = \frac{\nu}{\nu + t^2}

    Parameters
    ----------
    t : float
        The statistic; infinity gives 0.
    freedom : int
        Degrees of freedom, nu.

    Returns
    -------
    float
        A probability.

    Raises
    ------
    ValueError
        When t is NaN or there is no degree of freedom.

    Examples
    --------
    >>> round(two_sided(1.0, 1), 12)
    0.5

    References
    ----------
    Press, Teukolsky, Vetterling, Flannery (2007). Numerical recipes, section 6.4.
    """
    if math.isnan(t) or freedom < 1:
        raise ValueError(f"t must be a number and freedom at least 1; got {t}, {freedom}")
    if math.isinf(t):
        return 0.0
    share = freedom / (freedom + t * t)
    return incomplete_beta(freedom / 2, 0.5, share, (t * t) / (freedom + t * t))


def incomplete_beta(a: float, b: float, x: float, rest: float) -> float:
    r"""Regularised incomplete beta function, by its continued fraction.

    .. math:: I_x(a, b) = \frac{1}{B(a, b)} \int_0^x u^{a-1} (1 - u)^{b-1} \, du

    Parameters
    ----------
    a, b : float
        Above 0.
    x, rest : float
        x in 0...1 and 1 - x, given apart so that neither loses its digits.

    Returns
    -------
    float
        From 0 at x = 0 to 1 at x = 1.
    """
    if x <= 0.0 or rest <= 0.0:
        return 0.0 if x <= 0.0 else 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_front + a * math.log(x) + b * math.log(rest))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(a, b, x) / a
    return 1.0 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Sum up the continued fraction from the front, by Lentz's rule."""
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 / _away_from_zero(1.0 + term * d)
            c = _away_from_zero(1.0 + term / c)
            value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
