"""Corresponding adjustments and the emissions balance of one Party over one NDC period.

An adjustment is computed from events, never entered. A first transfer is **added** in the calendar year in which the
mitigation took place; a use is **subtracted** in the calendar year for which the outcome is used (decision 2/CMA.3,
annex, paragraph 8). The inventory itself never changes. For a metric that is no greenhouse gas the signs are reversed
(paragraph 9). Everything is exact; nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

FIRST_VINTAGE = 2021
"""The first year whose mitigation can be an ITMO (decision 2/CMA.3, annex, paragraph 1(e))."""
GHG = "GHG"


class Method(StrEnum):
    """How the adjustments of a period are applied (paragraph 7); one method for the whole period."""

    TRAJECTORY = "trajectory"
    """A single-year target with a trajectory or budget: each year takes its own adjustment (7(a)(i))."""
    AVERAGING = "averaging"
    """A single-year target: the cumulative net over the elapsed years, averaged (7(a)(ii))."""
    MULTI_YEAR = "multi_year"
    """A multi-year target: each year takes its own adjustment, and the sum is held against the budget (7(b))."""


class Kind(StrEnum):
    """The events that adjust. Acquisition, transfer and holding have no term."""

    FIRST_TRANSFER = "first_transfer"
    USE = "use"


@dataclass(frozen=True, slots=True)
class Event:
    """Outcomes that were first transferred by the Party, or used towards its NDC."""

    kind: Kind
    quantity: Fraction
    vintage: int
    executed_on: date
    used_for_year: int | None = None
    reference: str | None = None
    """Where the event is found: the entry, or a row of a report."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a single year, in the unit of the metric."""

    year: int
    limit: Fraction


@dataclass(frozen=True)
class Inputs:
    """What a balance is computed from."""

    party: str
    method: Method
    first_year: int
    last_year: int
    inventory: Mapping[int, Fraction]
    events: Sequence[Event] = ()
    metric: str = GHG
    inventory_edition: str | None = None
    trajectory: Mapping[int, Fraction] = field(default_factory=dict)
    budget: Fraction | None = None
    target: Target | None = None
    withheld: frozenset[int] = frozenset()
    """Years with an inventory that is not shown: they count as years that have one, and their figures are none."""

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


class Why(StrEnum):
    """Why an event has no place in the balance."""

    VINTAGE_BEFORE_2021 = "vintage_before_2021"
    VINTAGE_OUTSIDE_PERIOD = "vintage_outside_period"
    """A first transfer of another NDC period: it adjusts that period."""
    USE_YEAR_MISSING = "use_year_missing"
    USE_YEAR_OUTSIDE_PERIOD = "use_year_outside_period"
    VINTAGE_OF_ANOTHER_PERIOD = "vintage_of_another_period"
    """A use of a vintage outside the NDC period of the year it is used for, which paragraph 8(b) forbids."""


@dataclass(frozen=True, slots=True)
class Undetermined:
    """An event that could not be placed, and why."""

    event: Event
    why: Why


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of the balance. What rests on an inventory that is not there is none, never zero."""

    year: int
    emissions: Fraction | None
    first_transferred: Fraction
    used: Fraction
    adjustment: Fraction
    """What the events of the year change; signs as for the metric."""
    cumulative: Fraction
    average: Fraction | None
    """The cumulative net over the elapsed years, under averaging only."""
    balance: Fraction | None
    balance_as_reported: Fraction | None
    """Under averaging: with the average as it stood then, where `balance` takes the latest one for all years."""
    trajectory: Fraction | None
    within_trajectory: bool | None


@dataclass(frozen=True, slots=True)
class Held:
    """A target or budget held against the balance; `met` is none where the balance is unknown."""

    year: int
    balance: Fraction | None
    limit: Fraction
    met: bool | None


class Note(StrEnum):
    """What a reader must know beside the figures."""

    INVENTORY_MISSING = "inventory_missing"
    AVERAGE_AS_OF = "average_as_of"
    LATE_FIRST_TRANSFER = "late_first_transfer"
    SIGNS_REVERSED = "signs_reversed"
    TARGET_AT_LEAST = "target_at_least"


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with the years or the quantity it is about."""

    note: Note
    years: tuple[int, ...] = ()
    quantity: Fraction | None = None


@dataclass(frozen=True)
class Balance:
    """The whole computation."""

    inputs: Inputs
    years: tuple[Year, ...]
    targets: tuple[Held, ...]
    undetermined: tuple[Undetermined, ...]
    notes: tuple[Noted, ...]


def balance(inputs: Inputs) -> Balance:
    """Return the emissions balance, or the adjusted indicator, of every year of the period (2/CMA.3, annex, 7–10)."""
    placed, undetermined = _placed(inputs)
    rows = _rows(inputs, placed)
    return Balance(inputs, rows, tuple(_targets(inputs, rows)), undetermined, tuple(_notes(inputs, placed)))


def _placed(inputs: Inputs) -> tuple[list[Event], tuple[Undetermined, ...]]:
    placed: list[Event] = []
    undetermined: list[Undetermined] = []
    for event in inputs.events:
        why = _why_not(event, inputs)
        if why is None:
            placed.append(event)
        else:
            undetermined.append(Undetermined(event, why))
    return placed, tuple(undetermined)


def _why_not(event: Event, inputs: Inputs) -> Why | None:
    if event.vintage < FIRST_VINTAGE:
        return Why.VINTAGE_BEFORE_2021
    if event.kind is Kind.FIRST_TRANSFER:
        return None if event.vintage in inputs.years else Why.VINTAGE_OUTSIDE_PERIOD
    if event.used_for_year is None:
        return Why.USE_YEAR_MISSING
    if event.used_for_year not in inputs.years:
        return Why.USE_YEAR_OUTSIDE_PERIOD
    return None if event.vintage in inputs.years else Why.VINTAGE_OF_ANOTHER_PERIOD


def _sums(events: Iterable[Event]) -> tuple[dict[int, Fraction], dict[int, Fraction]]:
    first_transferred: dict[int, Fraction] = {}
    used: dict[int, Fraction] = {}
    for event in events:
        if event.kind is Kind.FIRST_TRANSFER:
            first_transferred[event.vintage] = first_transferred.get(event.vintage, Fraction(0)) + event.quantity
        elif event.used_for_year is not None:
            used[event.used_for_year] = used.get(event.used_for_year, Fraction(0)) + event.quantity
    return first_transferred, used


def _rows(inputs: Inputs, placed: Sequence[Event]) -> tuple[Year, ...]:
    first_transferred, used = _sums(placed)
    sign = 1 if inputs.metric == GHG else -1
    averaging = inputs.method is Method.AVERAGING
    net: dict[int, Fraction] = {}
    cumulative: dict[int, Fraction] = {}
    total = Fraction(0)
    for year in inputs.years:
        added, taken = first_transferred.get(year, Fraction(0)), used.get(year, Fraction(0))
        net[year] = sign * (added - taken)
        total += net[year]
        cumulative[year] = total
    latest = latest_year(inputs)
    applied = cumulative[latest] / (latest - inputs.first_year + 1)
    rows = []
    for year in inputs.years:
        emissions = inputs.inventory.get(year)
        average = cumulative[year] / (year - inputs.first_year + 1) if averaging else None
        change = (applied if year <= latest else None) if averaging else net[year]
        balanced = None if emissions is None or change is None else emissions + change
        as_reported = None if emissions is None or average is None else emissions + average
        aim = inputs.trajectory.get(year)
        rows.append(
            Year(
                year=year,
                emissions=emissions,
                first_transferred=first_transferred.get(year, Fraction(0)),
                used=used.get(year, Fraction(0)),
                adjustment=net[year],
                cumulative=cumulative[year],
                average=average,
                balance=balanced,
                balance_as_reported=as_reported,
                trajectory=aim,
                within_trajectory=None if aim is None or balanced is None else _meets(inputs, balanced, aim),
            )
        )
    return tuple(rows)


def latest_year(inputs: Inputs) -> int:
    """Return the last year of the period that has an inventory: the year at which averages are taken.

    Numerator and denominator end with the same year. Without any inventory it is the last year of the period.
    """
    with_inventory = inputs.withheld.union(inputs.inventory)
    return max((year for year in with_inventory if year in inputs.years), default=inputs.last_year)


def _meets(inputs: Inputs, found: Fraction, limit: Fraction) -> bool:
    """Emissions must not exceed a limit; an indicator in another metric must reach it."""
    return found <= limit if inputs.metric == GHG else found >= limit


def _targets(inputs: Inputs, rows: Sequence[Year]) -> Iterable[Held]:
    by_year = {row.year: row for row in rows}
    if inputs.target is not None:
        row = by_year.get(inputs.target.year)
        found = row.balance if row is not None else None
        yield _held(inputs, inputs.target.year, found, inputs.target.limit)
    if inputs.budget is not None:
        known = [row.balance for row in rows if row.balance is not None]
        total = sum(known, Fraction(0)) if len(known) == len(rows) else None
        yield _held(inputs, inputs.last_year, total, inputs.budget)


def _held(inputs: Inputs, year: int, found: Fraction | None, limit: Fraction) -> Held:
    return Held(year, found, limit, None if found is None else _meets(inputs, found, limit))


def _notes(inputs: Inputs, placed: Sequence[Event]) -> Iterable[Noted]:
    missing = tuple(year for year in inputs.years if year not in inputs.inventory and year not in inputs.withheld)
    if missing:
        yield Noted(Note.INVENTORY_MISSING, missing)
    if inputs.method is Method.AVERAGING:
        yield Noted(Note.AVERAGE_AS_OF, (latest_year(inputs),))
    late: dict[int, Fraction] = {}
    for event in placed:
        if event.kind is Kind.FIRST_TRANSFER and event.executed_on.year > event.vintage:
            late[event.vintage] = late.get(event.vintage, Fraction(0)) + event.quantity
    for year, quantity in sorted(late.items()):
        yield Noted(Note.LATE_FIRST_TRANSFER, (year,), quantity)
    if inputs.metric != GHG:
        yield Noted(Note.SIGNS_REVERSED)
        if inputs.target is not None or inputs.trajectory:
            yield Noted(Note.TARGET_AT_LEAST)
