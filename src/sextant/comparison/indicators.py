"""Ten indicators of one activity under one mechanism, read from what is held where and from what happened.

Everything here is a count or a sum of what a ledger and a walk show. Negative I3 helps the host, negative I4 the
atmosphere. `I4a = I3 + I4b` holds because both are made of the same three sums (settled point 13).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

BUYER, ADAPTATION, OVERALL = "buyer", "adaptation", "overall_mitigation"
PARTNER, LEFT = "partner", "left_with_participants"
HOLDERS = (BUYER, PARTNER, ADAPTATION, OVERALL, LEFT)


@dataclass(frozen=True, slots=True)
class Held:
    """Units of one class and vintage in one account at the end."""

    account: str
    holder: str
    unit_class: str
    vintage: int
    quantity: int
    first_transferred: int
    usable: bool
    """Whether units of this class can be used towards a target."""


@dataclass(frozen=True)
class Indicators:
    """I1 to I6 in tonnes and US dollars; the counts I7 to I10 stand beside them."""

    issued: int
    usable_by_buyer: int
    host_balance: Fraction
    offset_view: Fraction
    binding_view: Fraction
    adaptation_finance: Fraction
    fees: Decimal
    corresponding_adjustment: int
    used: int
    reduction: Fraction


@dataclass(frozen=True, slots=True)
class Money:
    """What was charged in fees, and which part of it goes to adaptation."""

    fees: Decimal = Decimal(0)
    to_adaptation: Decimal = Decimal(0)


def measure(held: Iterable[Held], *, reduction: Fraction, price: Fraction, money: Money) -> Indicators:
    """Return the indicators of what is held at the end of the walk."""
    every = tuple(held)
    buyer = _sum(every, BUYER)
    adaptation = _sum(every, ADAPTATION)
    sold = sum(each.quantity for each in every if each.holder == ADAPTATION and each.usable)
    adjusted = sum(each.first_transferred for each in every)
    used = buyer + sold
    return Indicators(
        issued=sum(each.quantity for each in every),
        usable_by_buyer=buyer,
        host_balance=adjusted - reduction,
        offset_view=used - reduction,
        binding_view=Fraction(used - adjusted),
        adaptation_finance=price * adaptation + Fraction(money.to_adaptation),
        fees=money.fees,
        corresponding_adjustment=adjusted,
        used=used,
        reduction=reduction,
    )


def _sum(held: Iterable[Held], holder: str) -> int:
    return sum(each.quantity for each in held if each.holder == holder)


def by_holder(held: Iterable[Held]) -> Mapping[str, int]:
    """Return the units by what their holder is to the comparison, all holders in their order."""
    every = tuple(held)
    return {holder: _sum(every, holder) for holder in HOLDERS}


def adjustments_by_year(held: Iterable[Held]) -> Mapping[int, int]:
    """Return the units that the host adds back by vintage: first transfers count in the vintage year (settled 28)."""
    found: dict[int, int] = defaultdict(int)
    for each in held:
        if each.first_transferred:
            found[each.vintage] += each.first_transferred
    return dict(sorted(found.items()))


def issued_by_year(held: Iterable[Held]) -> Mapping[int, int]:
    """Return the units issued by vintage."""
    found: dict[int, int] = defaultdict(int)
    for each in held:
        found[each.vintage] += each.quantity
    return dict(sorted(found.items()))
