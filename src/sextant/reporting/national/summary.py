"""The structured summary: its rows year by year, each figure with the events it rests on (decision 5/CMA.3, table 4).

The annual quantities are added up on the basis that the Party declares; the adjustments and the balance always take
first transfers in the vintage year and uses in the year used for (settled point 28). The rows themselves are data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sextant.domain.authorization import Use
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.reporting.adjustment import GHG, Balance, Event, Kind, Method, Year
from sextant.reporting.national.accounts import Accounts, Basis
from sextant.reporting.national.commitments import trajectory_withheld


class Figure(StrEnum):
    """What a row shows."""

    TRAJECTORY = "trajectory"
    EMISSIONS = "emissions"
    FIRST_TRANSFERRED = "first_transferred"
    OTHER_PURPOSES = "other_purposes"
    USED = "used"
    NET = "net"
    AVERAGE = "average"
    APPLIED = "applied"
    CUMULATIVE = "cumulative"
    BALANCE = "balance"


class Only(StrEnum):
    """When a row applies."""

    TRAJECTORY = "trajectory"
    MULTI_YEAR = "multi_year"
    AVERAGING = "averaging"
    WHOLE = "whole"
    PART = "part"
    GHG = "ghg"
    NON_GHG = "non_ghg"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, as the rule file has it."""

    id: str
    label: Label
    source: Source
    figure: Figure
    only: Only | None
    reading: Label | None
    """How Sextant reads what the text leaves open."""


@dataclass(frozen=True, slots=True)
class Traced:
    """An event that can be followed: what its units are authorized for, under which approach, and between whom."""

    event: Event
    uses: tuple[str, ...]
    approach: str | None
    sectors: tuple[str, ...]
    transferring: str
    using: str | None
    place: int
    """Which of the events given it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row in a year."""

    year: int
    value: Fraction | None
    withheld: bool
    behind: tuple[int, ...]
    """The places of the events it rests on."""


@dataclass(frozen=True)
class Line:
    """A row that applies, with its figures; another row is not applicable and says why."""

    row: Row
    applies: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the annual quantities (paragraph 23(j))."""

    item: str
    year: int
    approach: str | None
    sectors: tuple[str, ...]
    transferring: str
    using: str | None
    vintage: int
    quantity: Fraction
    behind: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """The whole table."""

    accounts: Accounts
    balance: Balance
    lines: tuple[Line, ...]
    shares: tuple[Share, ...]
    undetermined: int
    """How many events have no place in the balance and are in no row."""


def summary(accounts: Accounts, found: Balance, events: Sequence[Traced], rows: Sequence[Row]) -> Summary:
    """Return the table for a Party; `found` is the balance under the Party's own method, of these events."""
    missing = {id(each.event) for each in found.undetermined}
    placed = [each for each in events if id(each.event) not in missing]
    figures = _Figures(accounts, found, placed)
    lines = tuple(
        Line(row, applies, figures.cells(row.figure) if applies else ())
        for row in rows
        for applies in (_applies(row, accounts),)
    )
    return Summary(accounts, found, lines, tuple(figures.shares()), len(found.undetermined))


def _applies(row: Row, accounts: Accounts) -> bool:
    answers = {
        Only.TRAJECTORY: accounts.method is Method.TRAJECTORY,
        Only.MULTI_YEAR: accounts.method is Method.MULTI_YEAR,
        Only.AVERAGING: accounts.method is Method.AVERAGING,
        Only.WHOLE: accounts.metric == GHG and not accounts.part_only,
        Only.PART: accounts.metric == GHG and accounts.part_only,
        Only.GHG: accounts.metric == GHG,
        Only.NON_GHG: accounts.metric != GHG,
    }
    return row.only is None or answers[row.only]


def item_of(each: Traced) -> Figure:
    """Return in which of the rows 23(c) to (e) an event is counted; in one only."""
    if each.event.kind is Kind.USE:
        return Figure.USED
    return Figure.FIRST_TRANSFERRED if Use.NDC.value in each.uses else Figure.OTHER_PURPOSES


def year_of(each: Traced, basis: Basis) -> int:
    """Return the year in which an event is counted among the annual quantities."""
    if basis is Basis.EXECUTED:
        return each.event.executed_on.year
    return _adjusting_year(each)


def _adjusting_year(each: Traced) -> int:
    year = each.event.vintage if each.event.kind is Kind.FIRST_TRANSFER else each.event.used_for_year
    assert year is not None, "an event that is placed has its year"
    return year


class _Figures:
    def __init__(self, accounts: Accounts, found: Balance, events: Sequence[Traced]) -> None:
        self._accounts = accounts
        self._balance = found
        self._events = events
        self._by_year = {each.year: each for each in found.years}
        self._last = max((each.year for each in found.years if each.balance is not None), default=None)

    def cells(self, figure: Figure) -> tuple[Cell, ...]:
        make: Mapping[Figure, Callable[[int], Cell]] = {
            Figure.TRAJECTORY: self._trajectory,
            Figure.EMISSIONS: self._emissions,
            Figure.FIRST_TRANSFERRED: lambda year: self._annual(year, {figure}),
            Figure.OTHER_PURPOSES: lambda year: self._annual(year, {figure}),
            Figure.USED: lambda year: self._annual(year, {figure}),
            Figure.NET: lambda year: self._annual(year, set(Figure)),
            Figure.CUMULATIVE: self._cumulative,
            Figure.AVERAGE: self._average,
            Figure.APPLIED: self._applied,
            Figure.BALANCE: self._final,
        }
        return tuple(make[figure](year) for year in self._accounts.years)

    def _trajectory(self, year: int) -> Cell:
        value = self._accounts.trajectory.get(year)
        return Cell(year, value, year in trajectory_withheld(self._accounts), ())

    def _hidden(self, year: int) -> bool:
        return year in self._balance.inputs.withheld

    def _emissions(self, year: int) -> Cell:
        return Cell(year, self._by_year[year].emissions, self._hidden(year), ())

    def _annual(self, year: int, items: set[Figure]) -> Cell:
        chosen = [e for e in self._events if year_of(e, self._accounts.basis) == year and item_of(e) in items]
        signed = len(items) > 1
        return Cell(year, _sum(chosen, signed=signed), False, _places(chosen))

    def _cumulative(self, year: int) -> Cell:
        chosen = [each for each in self._events if year_of(each, self._accounts.basis) <= year]
        return Cell(year, _sum(chosen, signed=True), False, _places(chosen))

    def _until(self, year: int) -> tuple[int, ...]:
        return _places([each for each in self._events if _adjusting_year(each) <= year])

    def _row(self, year: int) -> Year:
        return self._by_year[year]

    def _average(self, year: int) -> Cell:
        return Cell(year, self._row(year).average, False, self._until(year))

    def _applied(self, year: int) -> Cell:
        """The adjustment that stands in the balance of the year; none in a year whose balance is not known."""
        row = self._row(year)
        if self._balance.inputs.method is Method.AVERAGING:
            value = (
                None if self._last is None or year > self._applied_until() else self._row(self._applied_until()).average
            )
            return Cell(year, value, False, self._until(self._applied_until()))
        chosen = [each for each in self._events if _adjusting_year(each) == year]
        return Cell(year, row.adjustment, False, _places(chosen))

    def _applied_until(self) -> int:
        from sextant.reporting.adjustment import latest_year

        return latest_year(self._balance.inputs)

    def _final(self, year: int) -> Cell:
        applied = self._applied(year)
        return Cell(year, self._row(year).balance, self._hidden(year), applied.behind)

    def shares(self) -> Iterable[Share]:
        """Yield the annual quantities by approach, sector, transferring Party, using Party and vintage."""
        parts: dict[tuple[Figure, int, str | None, tuple[str, ...], str, str | None, int], list[Traced]] = {}
        for each in self._events:
            key = (
                item_of(each), year_of(each, self._accounts.basis), each.approach, each.sectors, each.transferring,
                each.using, each.event.vintage,
            )  # fmt: skip
            parts.setdefault(key, []).append(each)
        for key in sorted(parts, key=repr):
            chosen = parts[key]
            first = chosen[0]
            yield Share(
                item_of(first).value,
                year_of(first, self._accounts.basis),
                first.approach,
                first.sectors,
                first.transferring,
                first.using,
                first.event.vintage,
                _sum(chosen, signed=False),
                _places(chosen),
            )


def _sum(events: Iterable[Traced], *, signed: bool) -> Fraction:
    total = Fraction(0)
    for each in events:
        minus = signed and each.event.kind is Kind.USE
        total += -each.event.quantity if minus else each.event.quantity
    return total


def _places(events: Iterable[Traced]) -> tuple[int, ...]:
    return tuple(each.place for each in events)
