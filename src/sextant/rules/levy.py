"""Levies: what an act costs in units or in money, as a function of data, with the steps of the calculation.

A levy is a share (of units, or of another fee), a tariff (a price a unit, by brackets) or an amount (a sum, by
the bracket in which the base falls). Its numbers are parameters, so that each has its date and its source.
Units and money never meet: `share_of` answers for one, `amount` for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from sextant.domain.label import Label
from sextant.domain.money import LevyStep
from sextant.domain.rule_value import Bracket, NotInForce, Parameter, ValueInForce
from sextant.domain.source import Source

_NO_DATES: Mapping[str, date] = MappingProxyType({})
_NO_FACTS: Mapping[str, bool] = MappingProxyType({})
_NO_RATINGS: Mapping[str, object] = MappingProxyType({})
_SHARE = re.compile(r"0|1|0\.[0-9]{1,9}|1\.0{1,9}")
UNITS = "units"


class LevyKind(StrEnum):
    """How a levy is counted."""

    SHARE = "share"
    TARIFF = "tariff"
    AMOUNT = "amount"


class FactUnknown(LookupError):
    """An exemption asks for a fact that the caller did not give; it is never taken to be false."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A named condition under which a levy is not due: any of some facts, unless any of others.

    Where no fact is named of which any must hold, it holds unless one of the others does.
    """

    name: str
    label: Label
    from_date: date
    when_any: tuple[str, ...]
    unless_any: tuple[str, ...]
    source: Source
    file: str = ""

    def holds(self, facts: Mapping[str, bool], on: date) -> bool:
        """Whether the exemption applies on a day. Raises FactUnknown where a fact is not given."""
        if on < self.from_date:
            return False
        for each in (*self.when_any, *self.unless_any):
            if not isinstance(facts.get(each), bool):
                raise FactUnknown(each)
        wanted = not self.when_any or any(facts[each] for each in self.when_any)
        return wanted and not any(facts[each] for each in self.unless_any)


@dataclass(frozen=True, slots=True)
class Levy:
    """One levy of a mechanism."""

    path: str
    label: Label
    kind: LevyKind
    base: str
    """What it is taken of: a base declared by the mechanism."""
    rate: Parameter
    paid_in: str
    """`units`, or a currency."""
    payer: str
    source: Source
    exemptions: tuple[Exemption, ...] = ()
    rounding: Parameter | None = None
    cumulative_over: str | None = None
    """A span over which the base is added up before the brackets are applied, such as a calendar year."""
    none_below: Parameter | None = None
    cap: Parameter | None = None
    credited_against: str | None = None
    """The levy whose first charge this one is an advance on."""
    part_of: str | None = None
    """The levy of which this one is a part: it is paid out of it, not beside it."""
    kept_at_most: Parameter | None = None
    """By stage: what is kept of a fee that is paid back; the stage is refused where it is not in the table."""
    nothing_back: tuple[str, ...] = ()
    settled_above: Parameter | None = None
    """A later difference is settled only when it is more than this."""
    rate_of: str | None = None
    """The fact of the subject, a share from 0 to 1, of which the rate is taken: a rating of the activity."""
    account: str | None = None
    """The type of account that the units go to."""
    marks_first_transfer: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The act that a levy is due for."""

    quantity: int | Decimal
    """How much there is of the base."""
    dates: Mapping[str, date] = field(default_factory=lambda: _NO_DATES)
    facts: Mapping[str, bool] = field(default_factory=lambda: _NO_FACTS)
    before: int = 0
    """What was counted earlier in the span over which the levy is cumulative."""
    credit: Decimal = Decimal(0)
    """An advance that was paid and not yet used."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a levy comes to, and how."""

    levy: str
    exact: Decimal
    due: Decimal
    paid_in: str
    steps: tuple[LevyStep, ...]
    exempt: str | None = None
    """The name of the exemption that applied."""
    credit_used: Decimal = Decimal(0)
    capped: bool = False


def known_facts(facts: Mapping[str, object], names: Iterable[str] | None = None) -> Mapping[str, bool]:
    """Return the facts that are known to be so or not so, of some names or of all.

    What is not known, or is no yes or no, is left out: a levy that asks for it then says so and counts nothing.
    """
    wanted = facts if names is None else names
    return {name: found for name in wanted if isinstance(found := facts.get(name), bool)}


def share_of(
    levy: Levy, *, dates: Mapping[str, date], facts: Mapping[str, bool], ratings: Mapping[str, object] = _NO_RATINGS
) -> tuple[Decimal, Source] | NotInForce:
    """Return the share of a levy on units and the paragraph it rests on; 0 where an exemption applies.

    Raises FactUnknown where the levy takes its share of a rating that nobody has recorded.
    """
    rate = levy.rate.at(dates)
    if isinstance(rate, NotInForce):
        return rate
    for each in levy.exemptions:
        if each.holds(facts, dates[levy.rate.anchor]):
            return Decimal(0), each.source
    if levy.rate_of is None:
        return _decimal(rate), rate.source
    rating = share_in(ratings.get(levy.rate_of))
    if rating is None:
        raise FactUnknown(levy.rate_of)
    return _decimal(rate) * rating, rate.source


def share_in(stated: object) -> Decimal | None:
    """Return a share from 0 to 1 as it is recorded, such as `"0.12"`; none where it is no such share."""
    written = str(stated)
    return Decimal(written) if not isinstance(stated, bool) and _SHARE.fullmatch(written) else None


def amount(levy: Levy, occasion: Occasion) -> Charge | NotInForce:
    """Return the sum that a levy comes to, after exemptions, cap and credit. Nothing is rounded."""
    if levy.paid_in == UNITS:
        raise ValueError(f"{levy.path} is paid in units")
    counted = _counted(levy, occasion)
    if isinstance(counted, NotInForce) or counted.exempt:
        return counted
    due, steps, capped = counted.exact, list(counted.steps), False
    if levy.cap is not None:
        highest = levy.cap.at(occasion.dates)
        if isinstance(highest, NotInForce):
            return highest
        capped = due > _decimal(highest)
        due = min(due, _decimal(highest))
        if capped:
            steps.append(LevyStep("capped", _decimal(highest), due, highest.source))
    used = min(occasion.credit, due)
    if used:
        due -= used
        steps.append(LevyStep("credited", used, due))
    return Charge(levy.path, counted.exact, due, levy.paid_in, tuple(steps), credit_used=used, capped=capped)


def refund(levy: Levy, *, paid: Decimal, stage: str, dates: Mapping[str, date]) -> Charge | NotInForce:
    """Return what is paid back when a request ends at a stage. Raises ValueError at a stage without a rule."""
    if stage in levy.nothing_back:
        step = LevyStep("nothing_back", stage, Decimal(0), levy.source)
        return Charge(levy.path, Decimal(0), Decimal(0), levy.paid_in, (step,))
    table = levy.kept_at_most.at(dates) if levy.kept_at_most else None
    if isinstance(table, NotInForce):
        return table
    if table is None or not isinstance(table.value, Mapping) or stage not in table.value:
        raise ValueError(f"{levy.path} has no refund at the stage {stage!r}")
    kept = table.value[stage]
    back = max(Decimal(0), paid - kept)
    return Charge(levy.path, back, back, levy.paid_in, (LevyStep("kept_at_most", kept, back, table.source),))


def stages_of(levy: Levy) -> frozenset[str]:
    """Return the stages at which a levy says what is paid back, on whatever day."""
    tables = levy.kept_at_most.values if levy.kept_at_most else ()
    named = {stage for each in tables if isinstance(each.value, Mapping) for stage in each.value}
    return frozenset({*levy.nothing_back, *named})


def settlement(levy: Levy, *, paid: Decimal, newly_due: Decimal, dates: Mapping[str, date]) -> Charge | NotInForce:
    """Return the difference to be settled when a quantity has changed: positive is owed, negative is paid back.

    It is 0 where the difference is not more than the rule's threshold
    (A6.4-PROC-AC-002 v03.0, appendix 1, paragraph 15).
    """
    if levy.settled_above is None:
        raise ValueError(f"{levy.path} has no rule on settling a difference")
    threshold = levy.settled_above.at(dates)
    if isinstance(threshold, NotInForce):
        return threshold
    more = newly_due - paid
    settled = more if abs(more) > _decimal(threshold) else Decimal(0)
    step = LevyStep("settled_above", _decimal(threshold), settled, threshold.source)
    return Charge(levy.path, more, settled, levy.paid_in, (step,))


def _counted(levy: Levy, occasion: Occasion) -> Charge | NotInForce:
    """Return the exact result before rounding, cap and credit."""
    rate = levy.rate.at(occasion.dates)
    if isinstance(rate, NotInForce):
        return rate
    quantity = Decimal(occasion.quantity)
    steps = [LevyStep("base", levy.base, quantity)]
    on = occasion.dates[levy.rate.anchor]
    for each in levy.exemptions:
        if each.holds(occasion.facts, on):
            steps.append(LevyStep("exempt", each.name, Decimal(0), each.source))
            return Charge(levy.path, Decimal(0), Decimal(0), levy.paid_in, tuple(steps), exempt=each.name)
    if levy.none_below is not None:
        lowest = levy.none_below.at(occasion.dates)
        if isinstance(lowest, NotInForce):
            return lowest
        if quantity < _decimal(lowest):
            steps.append(LevyStep("none_below", _decimal(lowest), Decimal(0), lowest.source))
            return Charge(levy.path, Decimal(0), Decimal(0), levy.paid_in, tuple(steps))
    exact, priced = _priced(levy, rate, quantity, Decimal(occasion.before))
    return Charge(levy.path, exact, exact, levy.paid_in, (*steps, *priced))


def _priced(levy: Levy, rate: ValueInForce, quantity: Decimal, before: Decimal) -> tuple[Decimal, list[LevyStep]]:
    brackets = brackets_of(rate)
    if not brackets:
        price = _decimal(rate)
        exact = price if levy.kind is LevyKind.AMOUNT else price * quantity
        return exact, [LevyStep(levy.kind.value, price, exact, rate.source)]
    if levy.kind is LevyKind.AMOUNT:
        sums = [each.value for each in brackets if each.holds(quantity)]
        return sums[0], [LevyStep("bracket", sums[0], sums[0], rate.source)]
    exact, steps = Decimal(0), []
    for each in brackets:
        part = each.overlap(before, before + quantity)
        if part:
            exact += part * each.value
            steps.append(LevyStep("bracket", each.value, part * each.value, rate.source))
    return exact, steps


def span_of(levy: Levy, dates: Mapping[str, date]) -> int | None:
    """Return the span in which a charge falls over which the levy is added up: the calendar year of its anchor."""
    on = dates.get(levy.rate.anchor)
    return on.year if levy.cumulative_over is not None and on is not None else None


def brackets_of(found: ValueInForce) -> tuple[Bracket, ...]:
    """Return the brackets of a value, or nothing where it is a single number."""
    if not isinstance(found.value, tuple):
        return ()
    return tuple(each for each in found.value if isinstance(each, Bracket))


def _decimal(found: ValueInForce) -> Decimal:
    if isinstance(found.value, bool) or not isinstance(found.value, int | Decimal):
        raise TypeError(f"{found.path} is no number")
    return Decimal(found.value)
