"""What a Party keeps through a commitment period, and what goes over to the next, by shares that a rulebook gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from sextant.domain.rule_value import NotInForce, RuleValue
from sextant.rules.rulebook import Rulebook

RESERVE_SHARE, RESERVE_INVENTORIES = "reserve_share_of_assigned_amount", "reserve_inventories"
CARRY_OVER = "carry_over_shares"


class LimitUnknown(LookupError):
    """A parameter that a limit is counted with has no value on the day."""


def reserve(book: Rulebook, *, assigned_amount: int, latest_inventory: int, on: date) -> int:
    """Return the units that a Party holds at least, in tonnes, rounded up: the lower of a share of its assigned amount
    and so many times its latest reviewed inventory. Raises LimitUnknown.
    """
    share, times = _number(book, RESERVE_SHARE, on), _number(book, RESERVE_INVENTORIES, on)
    return ceil(min(share * assigned_amount, times * latest_inventory))


def carried_over(book: Rulebook, unit: str, *, held: int, assigned_amount: int, on: date) -> int:
    """Return how many of the units held at the end of a period go over to the next, in whole units.

    A unit that the rulebook gives a share goes over up to that share of the assigned amount, others without limit.
    Raises LimitUnknown.
    """
    shares = _value(book, CARRY_OVER, on)
    assert isinstance(shares, Mapping), "the shares of carry-over are a table by unit"
    if unit.lower() not in shares:
        return held
    return min(held, floor(Fraction(shares[unit.lower()]) * assigned_amount))


def _number(book: Rulebook, name: str, on: date) -> Fraction:
    value = _value(book, name, on)
    assert isinstance(value, int | Decimal), f"{name} is a number"
    return Fraction(value)


def _value(book: Rulebook, name: str, on: date) -> RuleValue:
    parameter = book.parameter(name)
    found = parameter.at({parameter.anchor: on})
    if isinstance(found, NotInForce):
        raise LimitUnknown(found.path)
    return found.value
