"""Cash flows, year by year, and what they are worth: present value and internal rate of return, exactly.

Amounts are positive and their kind says the direction. What credits would bring and what obtaining them costs
stays out of the analysis without credits (A6.4-STAN-METH-003 v01.2, para. 40).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.additionality.figures import only_keys
from sextant.methodology.evidence import short
from sextant.methodology.given import one_number

OUT = ("capex", "opex")
IN = ("revenue", "saving", "public_funding", "residual_value")
OF_CREDITS = ("credit_revenue", "credit_cost")
KINDS = (*OUT, *IN, *OF_CREDITS)
YEARS_MAX = 100
_PRECISION = Fraction(1, 10**12)
_RATE_MAX = Fraction(1000)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a cash flow: amounts by year from the first, none negative."""

    name: str
    kind: str
    amounts: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class CashFlow:
    """All lines of one option."""

    items: tuple[Item, ...]
    years: int

    def of(self, kind: str) -> tuple[Fraction, ...]:
        """Return what a kind comes to, by year."""
        rows = [each.amounts for each in self.items if each.kind == kind]
        return tuple(sum((row[year] for row in rows), Fraction(0)) for year in range(self.years))

    def has(self, kind: str) -> bool:
        """Whether a line of this kind stands in it, be it of zeros."""
        return any(each.kind == kind for each in self.items)

    def net(self, scaled: Mapping[str, Fraction] | None = None, *, credits: bool = False) -> tuple[Fraction, ...]:
        """Return inflow less outflow by year, kinds multiplied as asked, with or without what concerns credits."""
        factor = scaled or {}
        signs = [(kind, -1) for kind in OUT] + [(kind, 1) for kind in IN]
        if credits:
            signs += [("credit_revenue", 1), ("credit_cost", -1)]
        parts = [(self.of(kind), sign * factor.get(kind, Fraction(1))) for kind, sign in signs]
        return tuple(sum((row[year] * weight for row, weight in parts), Fraction(0)) for year in range(self.years))

    def worth(self, kind: str, rate: Fraction) -> Fraction:
        """Return the present value of one kind."""
        return present_value(self.of(kind), rate)


def present_value(flows: tuple[Fraction, ...], rate: Fraction) -> Fraction:
    """Return the value of yearly flows in the first year, exactly."""
    found = Fraction(0)
    for each in reversed(flows):
        found = found / (1 + rate) + each
    return found


def rate_of_return(flows: tuple[Fraction, ...]) -> Fraction | None:
    """Return the rate at which the flows are worth nothing, to twelve places; none where there is not exactly one.

    Flows whose sign changes once have at most one such rate above -1 (Descartes); others may have several.
    """
    signs = [each > 0 for each in flows if each != 0]
    if sum(one != other for one, other in itertools.pairwise(signs)) != 1:
        return None
    rising = signs[0]
    low, high = Fraction(-999999, 1000000), _RATE_MAX
    if (present_value(flows, low) > 0) == (present_value(flows, high) > 0):
        return None
    while high - low > _PRECISION:
        middle = _short((low + high) / 2)
        if (present_value(flows, middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return low


def _short(rate: Fraction) -> Fraction:
    """Return a rate near the one given, with a small denominator, so that powers stay quick."""
    scale = 2**48
    return Fraction(round(rate * scale), scale)


def read_cash_flow(content: Any, where: str, years: int | None) -> CashFlow | Refusal:
    """Return a cash flow of so many years, or of as many as its longest line has; or why it cannot be read."""
    if not isinstance(content, list) or not content:
        return refuse("assessment_value", where=where, found=short(content), expected='[{"name": …, "kind": …}]')
    lines: list[tuple[str, str, tuple[Fraction, ...]]] = []
    for place, each in enumerate(content, start=1):
        line = _line(each, f"{where}[{place}]")
        if isinstance(line, Refusal):
            return line
        lines.append(line)
    length = years or max(len(amounts) for _, _, amounts in lines)
    for place, (_, _, amounts) in enumerate(lines, start=1):
        if len(amounts) > length:
            return refuse("assessment_value", where=f"{where}[{place}].amounts", found=str(len(amounts)),
                          expected=f"≤ {length}")  # fmt: skip
    items = tuple(Item(name, kind, amounts + (Fraction(0),) * (length - len(amounts))) for name, kind, amounts in lines)
    return CashFlow(items, length)


def _line(content: Any, where: str) -> tuple[str, str, tuple[Fraction, ...]] | Refusal:
    if not isinstance(content, Mapping):
        return refuse("assessment_value", where=where, found=short(content), expected="name, kind, amounts")
    fault = only_keys(content, where, "name", "kind", "amounts")
    if fault is not None:
        return fault
    if not isinstance(content.get("name"), str) or not content["name"].strip():
        return refuse("assessment_value", where=f"{where}.name", found=short(content.get("name")), expected="text")
    if content.get("kind") not in KINDS:
        return refuse("assessment_value", where=f"{where}.kind", found=short(content.get("kind")),
                      expected=", ".join(KINDS))  # fmt: skip
    given = content.get("amounts")
    if not isinstance(given, list) or not 0 < len(given) <= YEARS_MAX:
        return refuse("assessment_value", where=f"{where}.amounts", found=short(given), expected="[100, 0, 0]")
    amounts: list[Fraction] = []
    for each in given:
        number = one_number(each)
        if number is None or number < 0:
            return refuse("assessment_value", where=f"{where}.amounts", found=short(each), expected="≥ 0")
        amounts.append(number)
    return content["name"], content["kind"], tuple(amounts)
