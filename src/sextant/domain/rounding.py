"""How an exact share becomes whole units."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a share becomes whole units. No text says (settled point 10), so it is named."""

    UP = "ceil"
    DOWN = "floor"
    HALF_UP = "half_up"


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """Return the whole number of units that a policy makes of an exact share."""
    down = exact.numerator // exact.denominator
    rest = exact - down
    if rounding is Rounding.DOWN or rest == 0:
        return down
    if rounding is Rounding.UP:
        return down + 1
    return down + 1 if rest >= Fraction(1, 2) else down
