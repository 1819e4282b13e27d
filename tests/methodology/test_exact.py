"""Numbers: rational steps exact, roots and exponentials to at least 50 digits, printed as they are."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sextant.methodology.language.exact import NoValue, exp, ln, shown, sqrt, to_the

E_TO_50 = "2.71828182845904523536028747135266249775724709369995"
LN_2_TO_50 = "0.69314718055994530941723212145817656807550013436025"
ROOT_2_TO_50 = "1.4142135623730950488016887242096980785696718753769"
CLOSE = Fraction(1, 10**49)


@pytest.mark.parametrize(
    ("found", "digits"),
    [(exp(Fraction(1)), E_TO_50), (ln(Fraction(2)), LN_2_TO_50), (sqrt(Fraction(2)), ROOT_2_TO_50)],
)
def test_fifty_digits_are_right(found, digits):
    assert abs(found - Fraction(digits)) < CLOSE


def test_what_is_a_fraction_stays_one():
    assert sqrt(Fraction(9, 16)) == Fraction(3, 4)
    assert exp(Fraction(0)) == 1
    assert to_the(Fraction(99, 100), Fraction(3)) == Fraction(970299, 10**6)
    assert to_the(Fraction(2), Fraction(-2)) == Fraction(1, 4)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: ln(Fraction(0)),
        lambda: ln(Fraction(-1)),
        lambda: sqrt(Fraction(-1)),
        lambda: to_the(Fraction(0), Fraction(-1)),
        lambda: to_the(Fraction(-8), Fraction(1, 3)),
        lambda: exp(Fraction(10**9)),
    ],
)
def test_what_has_no_value_says_so(attempt):
    with pytest.raises(NoValue):
        attempt()


@given(some.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_logarithm_and_exponential_undo_each_other(value):
    assert abs(exp(ln(value)) - value) < Fraction(1, 10**45)


@given(some.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**12), max_value=10**12))
def test_a_decimal_is_printed_as_it_was_given(value):
    assert shown(Fraction(value)) == value


def test_a_number_without_end_is_printed_to_34_digits():
    assert shown(Fraction(1, 3)) == Decimal("0." + "3" * 34)


def test_a_hundred_times_twenty_nine_hundredths_is_twenty_nine():
    assert math.floor(Fraction(100) * Fraction("0.29")) == 29
    assert math.floor(100 * 0.29) == 28, "this is what a binary float would make of it"
