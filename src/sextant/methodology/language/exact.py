"""Exact numbers: fractions, and roots, powers, exp and ln to more digits than any report shows.

What is rational stays an exact fraction (settled: rational steps are exact; square root, exp and ln use at
least 50 digits). A square root that is a fraction is that fraction.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

DIGITS = 60
SHOWN_DIGITS = 34
POWER_BITS_MAX = 1_000_000
"""How long a power may be; what is given as a year or an age comes nowhere near it."""
_CONTEXT = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999)


class NoValue(ArithmeticError):
    """A computation that has no result: a division by zero, a logarithm of zero; the word says which."""


def apply(name: str, value: Fraction) -> Fraction:
    """Return exp, ln, sqrt, floor or ceil of a number. Raises NoValue where there is none."""
    return _FUNCTIONS[name](value)


def to_the(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power: exact for a whole exponent, else to 60 digits. Raises NoValue where there is none."""
    if exponent.denominator == 1:
        if base == 0 and exponent < 0:
            raise NoValue("division_by_zero")
        longest = max(base.numerator.bit_length(), base.denominator.bit_length())
        if longest > 1 and longest * abs(exponent) > POWER_BITS_MAX:
            raise NoValue("beyond_range")
        return base ** int(exponent)
    if base <= 0:
        if base == 0 and exponent > 0:
            return Fraction(0)
        raise NoValue("power_of_negative")
    return exp(exponent * ln(base))


def exp(value: Fraction) -> Fraction:
    """Return e to the power of a number, to 60 digits; e⁰ is exactly 1."""
    if value == 0:
        return Fraction(1)
    if abs(value) > 100_000:
        raise NoValue("beyond_range")
    return Fraction(_CONTEXT.exp(decimal(value)))


def ln(value: Fraction) -> Fraction:
    """Return the natural logarithm to 60 digits."""
    if value <= 0:
        raise NoValue("logarithm_of_none")
    return Fraction(_CONTEXT.ln(decimal(value)))


def sqrt(value: Fraction) -> Fraction:
    """Return the square root: exact where it is a fraction, else to 60 digits."""
    if value < 0:
        raise NoValue("root_of_negative")
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    return Fraction(_CONTEXT.sqrt(decimal(value)))


_FUNCTIONS: Mapping[str, Callable[[Fraction], Fraction]] = {
    "exp": exp,
    "ln": ln,
    "sqrt": sqrt,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
}


def decimal(value: Fraction, digits: int = DIGITS) -> Decimal:
    """Return a fraction as a decimal of so many digits."""
    context = _CONTEXT if digits == DIGITS else Context(prec=digits, Emin=-999_999, Emax=999_999)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def shown(value: Fraction) -> Decimal:
    """Return a number as it is printed: exactly where its decimals end soon, else to 34 digits."""
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    if bottom == 1:
        exactly = decimal(value, 400)
        if Fraction(exactly) == value and len(exactly.as_tuple().digits) <= DIGITS:
            return exactly
    return decimal(value, SHOWN_DIGITS)
